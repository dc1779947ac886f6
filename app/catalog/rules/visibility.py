"""When a product is on show, derived from facts and never stored as a flag.

Visible ⇔ gerai open ∧ somebody in it holds a valid certificate for this craft ∧ the revision is approved ∧ no required
paper is refused or past its day, or was stated anew after that and not yet seen. Leave is a window of its own, and the gift shelf ends with whatever ends first.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from app.base.kinds import Category
from app.base.zones import midnight
from app.catalog.rules.facts import is_food
from app.catalog.rules.life import PaperKind

SHORT_LIVED_DAYS = 7
"""Food that keeps no longer needs no P-IRT (PerBPOM 4/2024, as DPMPTSP offices explain it)."""


@dataclass(frozen=True)
class PaperStanding:
    """A declared paper: the last day on which it holds (None: no end), whether a curator has seen or refused it, and whether
    she must see it before the product may be on show again."""

    kind: PaperKind
    ends_on: date | None
    seen: bool
    refused: bool
    must_be_seen: bool = False


@dataclass(frozen=True)
class Sources:
    """What visibility follows from."""

    region: str
    category: Category
    shelf_life: int | None
    halal: str | None
    seller_open: bool
    certified: bool
    approved_at: datetime | None
    removed: bool
    papers: Sequence[PaperStanding]
    leave: tuple[date, date] | None
    gift_from: date | None
    gift_until: date | None


@dataclass(frozen=True)
class Windows:
    """Instants between which a product is on show, on leave, on the gift shelf; None where there is no such end."""

    visible_from: datetime | None = None
    visible_until: datetime | None = None
    leave_from: datetime | None = None
    leave_until: datetime | None = None
    gift_from: datetime | None = None
    gift_until: datetime | None = None


def required_papers(
    category: Category, shelf_life: int | None, halal: str | None, declared: Collection[PaperKind] = ()
) -> set[PaperKind]:
    """Papers that this product stands or falls with once they are declared. An MD among the declared ones takes the place
    of the P-IRT."""
    needed: set[PaperKind] = set()
    if is_food(category) and (shelf_life is None or shelf_life > SHORT_LIVED_DAYS):
        needed.add(PaperKind.BPOM if PaperKind.BPOM in declared else PaperKind.PIRT)
    if halal == "bersertifikat":
        needed.add(PaperKind.HALAL)
    return needed


def counted_papers(category: Category, facts: Mapping[str, Any]) -> list[PaperKind]:
    """Papers that the points of a product ask for: those it needs, and for every food halal unless it is said to be none."""
    needed = required_papers(category, facts.get("shelf_life"), facts.get("halal"))
    if is_food(category) and facts.get("halal") != "tidak-halal":
        needed.add(PaperKind.HALAL)
    return [kind for kind in PaperKind if kind in needed]


def windows(sources: Sources) -> Windows:
    """The instants, each at the region's midnight."""
    needed = required_papers(
        sources.category, sources.shelf_life, sources.halal, [paper.kind for paper in sources.papers]
    )
    declared = [paper for paper in sources.papers if paper.kind in needed]
    hidden = (
        sources.approved_at is None
        or sources.removed
        or not sources.seller_open
        or not sources.certified
        or any(paper.refused or paper.must_be_seen for paper in declared)
    )
    if hidden:
        return Windows()
    ends = [_after(sources.region, paper.ends_on) for paper in declared if paper.ends_on is not None]
    visible_until = min(ends, default=None)
    leave_from = leave_until = None
    if sources.leave is not None:
        leave_from = midnight(sources.region, sources.leave[0])
        leave_until = _after(sources.region, sources.leave[1])
    gift_until = _gift_until(sources, needed, visible_until)
    return Windows(
        visible_from=sources.approved_at,
        visible_until=visible_until,
        leave_from=leave_from,
        leave_until=leave_until,
        gift_from=midnight(sources.region, sources.gift_from) if gift_until and sources.gift_from else None,
        gift_until=gift_until,
    )


def _gift_until(sources: Sources, needed: set[PaperKind], visible_until: datetime | None) -> datetime | None:
    if sources.gift_until is None or not needed <= {paper.kind for paper in sources.papers if paper.seen}:
        return None
    chosen = _after(sources.region, sources.gift_until)
    return min(chosen, visible_until) if visible_until is not None else chosen


def _after(region: str, last_day: date) -> datetime:
    return midnight(region, last_day + timedelta(days=1))
