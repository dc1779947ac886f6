"""Laying promised work anew on later days: the same engine that promises, with the work's own days given back first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.zones import day_in
from app.catalog.models import LineDay, ProductionLine, StorefrontListing
from app.catalog.queries import shop
from app.catalog.rules import availability, promise
from app.catalog.rules.life import Supply
from app.catalog.service import goods
from app.db.session import session, unit_of_work


@dataclass(frozen=True)
class Work:
    """Pieces that a line has promised to make, and what is laid on which of its days."""

    line_id: int
    pieces: int
    laid: Mapping[date, int]


def possible(works: Sequence[Work], region: str) -> date | None:
    """The first day on which all of it can be ready if it is begun anew tomorrow. `region` is where the hands are. None
    when that is beyond what may be promised. Changes nothing."""
    laid = _laid(works, region)
    return laid[0] if laid is not None else None


def packed_by(seller_id: int, region: str) -> date | None:
    """The first day on which a gerai can pack what lies ready; None when it is closed for half a year."""
    listing = session().scalar(
        sa.select(StorefrontListing)
        .where(StorefrontListing.seller_id == seller_id, StorefrontListing.supply == Supply.READY)
        .order_by(StorefrontListing.product_id)
        .limit(1)
    )
    off = shop.days_off(listing) if listing is not None else ()
    return promise.ready_from_stock(day_in(region, clock.now()), off)


def lay_again(works: Sequence[Work], region: str, by: date) -> list[Mapping[date, int]] | None:
    """Take the works' own days back and lay them on the first free days from tomorrow, if they are ready `by` then.

    Answers the new plan of each work; None when others have taken the room meanwhile: then every day stays as it was.
    """
    with unit_of_work() as current:
        current.execute(
            sa.select(ProductionLine.id)
            .where(ProductionLine.id.in_({one.line_id for one in works}))
            .order_by(ProductionLine.id)
            .with_for_update()
        )
        found = _laid(works, region)
        if found is None or found[0] > by:
            return None
        goods.give_back({}, _by_day(works, [one.laid for one in works]))
        new = _by_day(works, found[1])
        if new:
            rows = [
                {"line_id": line, "day": day, "taken": units} for (line, day), units in sorted(new.items())
            ]
            statement = insert(LineDay).values(rows)
            current.execute(
                statement.on_conflict_do_update(
                    index_elements=[LineDay.line_id, LineDay.day],
                    set_={"taken": LineDay.taken + statement.excluded.taken},
                )
            )
            current.expire_all()
    return found[1]


def _laid(works: Sequence[Work], region: str) -> tuple[date, list[Mapping[date, int]]] | None:
    """The day on which all is ready, and the plan of each work."""
    now = clock.now()
    today = day_in(region, now)
    line_ids = {one.line_id for one in works}
    taken = shop.promise_days(line_ids, now)
    for (line, day), units in _by_day(works, [one.laid for one in works]).items():
        taken[line][day] = max(0, taken[line].get(day, 0) - units)
    listings = {one.line_id: one for one in _listings(line_ids)}
    ready, plans = today, []
    for one in works:
        if one.line_id not in listings:
            return None
        hands = shop.hands_of(listings[one.line_id], taken[one.line_id])
        judged = availability.on_hands("", one.pieces, hands, today)
        if isinstance(judged, availability.Lack):
            return None
        for day, units in judged.plan.items():
            taken[one.line_id][day] = taken[one.line_id].get(day, 0) + units
        ready = max(ready, judged.ready_on)
        plans.append(judged.plan)
    return ready, plans


def _listings(line_ids: set[int]) -> Sequence[StorefrontListing]:
    """A row of the shop for each line: pace and days off stand there, whether the product is on show or not."""
    one_each = (
        sa.select(sa.func.min(StorefrontListing.product_id))
        .where(StorefrontListing.line_id.in_(line_ids))
        .group_by(StorefrontListing.line_id)
    )
    return (
        session()
        .scalars(sa.select(StorefrontListing).where(StorefrontListing.product_id.in_(one_each)))
        .all()
    )


def _by_day(works: Sequence[Work], plans: Sequence[Mapping[date, int]]) -> dict[tuple[int, date], int]:
    found: dict[tuple[int, date], int] = defaultdict(int)
    for work, plan in zip(works, plans, strict=True):
        for day, units in plan.items():
            found[work.line_id, day] += units
    return found
