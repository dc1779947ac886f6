"""A request day by day: who makes how many, who sends or brings what, when all of it is there. The same for a plan that nobody
has agreed to yet and for orders that are under way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.base.days import short_day
from app.orders.rules.life import ParcelState


class Act(StrEnum):
    MAKE = "make"
    SEND = "send"
    CARRY = "carry"
    """The maker brings it to the place of hand-over herself."""
    BRING = "bring"
    """To the post where the whole is gathered."""
    GATHERED = "gathered"
    THERE = "there"
    NEEDED = "needed"
    HANDOVER = "handover"


ORDER = tuple(Act)
"""Of what happens on one day."""


@dataclass(frozen=True)
class Made:
    """Pieces of one good. `days`: units of work by day (pieces; of work that takes longer than a day, the day itself); empty for
    what lies ready."""

    name: str
    pieces: int
    days: Mapping[date, int] = field(default_factory=dict)

    @property
    def counts_pieces(self) -> bool:
        return sum(self.days.values()) == self.pieces


@dataclass(frozen=True)
class Stretch:
    """What one maker does for a request. `service`: by what it is sent; `by_hand`: she brings it herself; `through_post`: to the
    post."""

    maker: str
    place: str
    goods: Sequence[Made]
    ready_on: date
    arrives_on: date
    service: str = ""
    through_post: bool = False
    by_hand: bool = False

    @property
    def act(self) -> Act:
        """How it leaves her house."""
        if self.through_post:
            return Act.BRING
        return Act.CARRY if self.by_hand else Act.SEND

    @property
    def pieces(self) -> int:
        return sum(one.pieces for one in self.goods)


@dataclass(frozen=True)
class Deed:
    """One thing that happens on a day. `pieces` is 0 where work of one piece takes longer than that day."""

    act: Act
    maker: str = ""
    name: str = ""
    pieces: int = 0
    service: str = ""


@dataclass(frozen=True)
class Span:
    """Days in a row on which the same happens; `count` of them."""

    first: date
    last: date
    count: int
    deeds: Sequence[Deed]


def day_by_day(
    stretches: Sequence[Stretch], needed_on: date, handover_on: date, gathered_on: date | None = None
) -> list[Span]:
    """From the first piece to the hand-over; days on which only the same is made are told once."""
    found: dict[date, list[Deed]] = {}

    def note(day: date, deed: Deed) -> None:
        found.setdefault(day, []).append(deed)

    for one in stretches:
        for good in one.goods:
            for day, units in good.days.items():
                note(day, Deed(Act.MAKE, one.maker, good.name, units if good.counts_pieces else 0))
        note(one.ready_on, Deed(one.act, one.maker, "", one.pieces, one.service))
        if not one.through_post:
            note(one.arrives_on, Deed(Act.THERE, one.maker, "", one.pieces))
    if gathered_on is not None:
        note(gathered_on, Deed(Act.GATHERED))
    note(needed_on, Deed(Act.NEEDED))
    note(handover_on, Deed(Act.HANDOVER))
    return _spans({day: sorted(deeds, key=lambda one: ORDER.index(one.act)) for day, deeds in found.items()})


def _spans(days: Mapping[date, Sequence[Deed]]) -> list[Span]:
    spans: list[Span] = []
    for day in sorted(days):
        deeds = days[day]
        last = spans[-1] if spans else None
        only_made = all(one.act is Act.MAKE for one in deeds)
        if last is not None and only_made and list(last.deeds) == list(deeds):
            spans[-1] = Span(last.first, day, last.count + 1, deeds)
        else:
            spans.append(Span(day, day, 1, deeds))
    return spans


UNDER_WAY = (ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.AT_POST, ParcelState.SENT)


def lateness(
    state: ParcelState,
    ready_on: date,
    arrives_on: date,
    needed_on: date,
    today: date,
    *,
    through_post: bool = False,
) -> str:
    """Why a part is late, or will be; empty for one that keeps its days, came, or does not come at all. What is packed for a post
    is due on the post's day, and the post asks for it (`orders.rules.hub`)."""
    if state in (ParcelState.TO_ANSWER, *UNDER_WAY) and arrives_on > needed_on:
        return f"Baru sampai {short_day(arrives_on)}, padahal diperlukan {short_day(needed_on)}."
    if state in (ParcelState.TO_ANSWER, ParcelState.ACCEPTED) and ready_on < today:
        return f"Seharusnya siap {short_day(ready_on)}."
    if state is ParcelState.PACKED and not through_post and ready_on < today <= arrives_on:
        return f"Seharusnya berangkat {short_day(ready_on)}."
    if state in (ParcelState.PACKED, ParcelState.AT_POST, ParcelState.SENT) and arrives_on < today:
        return f"Seharusnya sampai {short_day(arrives_on)}."
    return ""
