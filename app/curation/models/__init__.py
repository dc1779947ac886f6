"""Tables of rounds, appeals, ties and gift approvals. Triggers (see the migrations) refuse to change a judged round or a closed
appeal, or to delete any."""

from app.curation.models.appeal import Appeal as Appeal
from app.curation.models.conflict import CuratorHome as CuratorHome
from app.curation.models.conflict import DeclaredConflict as DeclaredConflict
from app.curation.models.gift import GiftApproval as GiftApproval
from app.curation.models.round import Round as Round
