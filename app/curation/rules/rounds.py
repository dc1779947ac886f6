"""The life of a round."""

from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.states import Machine


class RoundState(StrEnum):
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    """One curator has claimed it and looks at it."""
    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


OPEN = (RoundState.SUBMITTED, RoundState.IN_REVIEW)
"""Nobody has decided yet."""


class RoundMove(StrEnum):
    CLAIM = "claim"
    RELEASE = "release"
    APPROVE = "approve"
    ASK_CHANGES = "ask_changes"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


LIFE = Machine(
    {
        (RoundState.SUBMITTED, RoundMove.CLAIM): RoundState.IN_REVIEW,
        (RoundState.IN_REVIEW, RoundMove.RELEASE): RoundState.SUBMITTED,
        (RoundState.IN_REVIEW, RoundMove.APPROVE): RoundState.APPROVED,
        (RoundState.IN_REVIEW, RoundMove.ASK_CHANGES): RoundState.CHANGES_ASKED,
        (RoundState.IN_REVIEW, RoundMove.DECLINE): RoundState.DECLINED,
        (RoundState.SUBMITTED, RoundMove.WITHDRAW): RoundState.WITHDRAWN,
        (RoundState.IN_REVIEW, RoundMove.WITHDRAW): RoundState.WITHDRAWN,
    }
)
"""Only who has claimed a round decides it. The seller may take hers back while it is looked at: it is her good."""

MOST_POINTS = 10


class NotSubmittable(RuleBroken):
    """Something must be mended first."""
