"""The life of a round, and who may judge."""

from datetime import timedelta
from enum import StrEnum

from app.base.actor import Actor, Role
from app.base.errors import RuleBroken
from app.base.states import Machine
from app.regions.rules import covers


class RoundState(StrEnum):
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RoundMove(StrEnum):
    APPROVE = "approve"
    ASK_CHANGES = "ask_changes"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


LIFE = Machine(
    {
        (RoundState.SUBMITTED, RoundMove.APPROVE): RoundState.APPROVED,
        (RoundState.SUBMITTED, RoundMove.ASK_CHANGES): RoundState.CHANGES_ASKED,
        (RoundState.SUBMITTED, RoundMove.DECLINE): RoundState.DECLINED,
        (RoundState.SUBMITTED, RoundMove.WITHDRAW): RoundState.WITHDRAWN,
    }
)


PROMISED = timedelta(hours=48)
"""How long a seller waits at the most, as she is told."""


MOST_POINTS = 10


class NotSubmittable(RuleBroken):
    """Something must be mended first."""


def reaches(actor: Actor, region: str) -> bool:
    """The curator's reach covers this region; a grant without region covers the country."""
    return any(
        grant.region is None or covers(grant.region, region) for grant in actor.grants_of(Role.CURATOR)
    )
