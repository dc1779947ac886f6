"""How far money is on its way back. Only the provider's result, or the proof of who paid by hand, makes it returned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from app.payments.rules.states import RefundState


class Stage(StrEnum):
    """What a reader is told of money that goes back."""

    ASKED = "asked"
    ON_ITS_WAY = "on_its_way"
    DONE = "done"
    FAILED = "failed"
    LESSENED = "lessened"
    """It had not come yet: so much less is to be paid."""


STAGES = {
    RefundState.WAITING: Stage.ASKED,
    RefundState.PENDING: Stage.ON_ITS_WAY,
    RefundState.DONE: Stage.DONE,
    RefundState.FAILED: Stage.FAILED,
}


def stage_of(state: RefundState | None) -> Stage:
    """None: nothing was to be asked back, because nothing was paid yet."""
    return STAGES[state] if state is not None else Stage.LESSENED


@dataclass(frozen=True)
class Tally:
    """Rupiah by stage."""

    by_stage: Mapping[Stage, int] = field(default_factory=dict)

    def of(self, stage: str) -> int:
        """Rupiah that are so far."""
        return self.by_stage.get(Stage(stage), 0)

    @property
    def done(self) -> int:
        """What has really come back."""
        return self.of(Stage.DONE)

    @property
    def whole(self) -> int:
        """All of it, however far it is."""
        return sum(self.by_stage.values())


def tally(amounts: Iterable[tuple[Stage, int]]) -> Tally:
    """The sums of many."""
    found: dict[Stage, int] = {}
    for stage, amount in amounts:
        if amount:
            found[stage] = found.get(stage, 0) + amount
    return Tally(found)


PENDING_TOO_LONG = timedelta(days=7)
"""Banks take five to ten working days at most (the gateway's own words); a week is when somebody should look."""
