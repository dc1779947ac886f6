"""Tables of gift requests."""

from app.gifts.models.request import GiftNeed as GiftNeed
from app.gifts.models.request import GiftOrder as GiftOrder
from app.gifts.models.request import GiftPart as GiftPart
from app.gifts.models.request import GiftRequest as GiftRequest
from app.gifts.models.request import GiftStep as GiftStep
