"""Tables of rounds with their scores, versions of the rubric, appeals, ties and gift approvals. Triggers (see the migrations) refuse
to change a judged round and its scores or a closed appeal, or to delete any."""

from app.curation.models.appeal import Appeal as Appeal
from app.curation.models.conflict import CuratorHome as CuratorHome
from app.curation.models.conflict import DeclaredConflict as DeclaredConflict
from app.curation.models.gift import GiftApproval as GiftApproval
from app.curation.models.gift import GiftCase as GiftCase
from app.curation.models.gift import GiftVote as GiftVote
from app.curation.models.round import Round as Round
from app.curation.models.rubric import RubricVersion as RubricVersion
from app.curation.models.score import RoundPhoto as RoundPhoto
from app.curation.models.score import RoundScore as RoundScore
