"""Tables of rounds and gift approvals. Triggers (see the migration) refuse to change a judged round or delete any."""

from app.curation.models.gift import GiftApproval as GiftApproval
from app.curation.models.round import Round as Round
