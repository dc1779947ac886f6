"""Tables of gift requests."""

from app.gifts.models.donation import Donation as Donation
from app.gifts.models.handover import GiftHanded as GiftHanded
from app.gifts.models.handover import GiftHandover as GiftHandover
from app.gifts.models.handover import GiftHandoverPhoto as GiftHandoverPhoto
from app.gifts.models.recall import DonationRecall as DonationRecall
from app.gifts.models.recipient import GiftRecipient as GiftRecipient
from app.gifts.models.request import GiftNeed as GiftNeed
from app.gifts.models.request import GiftOrder as GiftOrder
from app.gifts.models.request import GiftPart as GiftPart
from app.gifts.models.request import GiftRequest as GiftRequest
from app.gifts.models.request import GiftStep as GiftStep
