"""A seller says how her hands work, and when they do not. What buyers were promised stays as it was.

Locks: her gerai, then the lines in the order of ids, then the shelf. Placing an order holds a line before it judges its
days, so it sees all of a change or nothing of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.catalog.models import Closure, Product, ProductionLine
from app.catalog.queries import own
from app.catalog.queries import schedule as queries
from app.catalog.rules import schedule as rules
from app.catalog.rules.promise import Pace
from app.catalog.service.shelf import refresh
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.sellers import queries as sellers
from app.sellers.models import Seller


@dataclass(frozen=True)
class Schedule:
    """How hands work: pieces and weekdays (a mask), and the working days that drying and packing take."""

    name: str
    pace: Pace
    weekdays: int
    finish_days: int


def hold_gerai(seller_id: int) -> None:
    """One change of a gerai's hands at a time: which goods they make, and how they work."""
    session().execute(sa.select(Seller.id).where(Seller.id == seller_id).with_for_update(key_share=True))


def hold_line(seller_id: int, line_id: int) -> ProductionLine:
    """A line of a gerai, locked until the transaction ends. Raises NotFound."""
    line = session().get(ProductionLine, line_id, with_for_update=True, populate_existing=True)
    if line is None or line.seller_id != seller_id:
        raise NotFound(line_id)
    return line


def arrange(actor: Actor, line_id: int, what: Schedule) -> None:
    """How hands work from now on. Days that are promised already stay. Raises RuleBroken, NotFound."""
    rules.check_week(what.weekdays, what.finish_days)
    with unit_of_work():
        seller = sellers.owned(actor)
        hold_gerai(seller.id)
        line = hold_line(seller.id, line_id)
        was = [line.name, line.per_day, line.days_each, line.weekdays, line.finish_days]
        line.name = what.name
        line.per_day, line.days_each = what.pace.per_day, what.pace.days_each
        line.weekdays, line.finish_days = what.weekdays, what.finish_days
        record(actor, "hands arranged", "production_line", line.id, was=was)
        refresh(_made_by(line.id))


def _made_by(line_id: int) -> Collection[int]:
    return session().scalars(sa.select(Product.id).where(Product.line_id == line_id)).all()


def close(actor: Actor, *, line_id: int | None, first: date, last: date, reason: str) -> Closure:
    """Days on which these hands (None: all of the gerai) do nothing. Raises RuleBroken, NotFound.

    What was promised for these days stays promised; only what is still free moves.
    """
    with unit_of_work() as current:
        seller = sellers.owned(actor)
        today = day_in(seller.village_code or "36", clock.now())
        hold_gerai(seller.id)
        rules.check_closure(first, last, today, len(queries.closures(seller.id, today)))
        _hold_hands(seller.id, line_id)
        closure = Closure(
            seller_id=seller.id,
            line_id=line_id,
            first_day=first,
            last_day=last,
            reason=reason,
            made_at=clock.now(),
        )
        current.add(closure)
        current.flush()
        record(
            actor, "closure planned", "closure", closure.id, line=line_id, first=str(first), last=str(last)
        )
        _refresh(closure)
    return closure


def reopen(actor: Actor, closure_id: int) -> None:
    """These hands work on those days after all. Raises NotFound; what is taken back already stays so."""
    with unit_of_work():
        seller = sellers.owned(actor)
        hold_gerai(seller.id)
        closure = session().get(Closure, closure_id, populate_existing=True)
        if closure is None or closure.seller_id != seller.id:
            raise NotFound(closure_id)
        if closure.removed_at is not None:
            return
        _hold_hands(seller.id, closure.line_id)
        closure.removed_at = clock.now()
        record(actor, "closure taken back", "closure", closure.id)
        _refresh(closure)


def _hold_hands(seller_id: int, line_id: int | None) -> None:
    if line_id is not None:
        hold_line(seller_id, line_id)
        return
    session().execute(
        sa.select(ProductionLine.id)
        .where(ProductionLine.seller_id == seller_id)
        .order_by(ProductionLine.id)
        .with_for_update()
    )


def _refresh(closure: Closure) -> None:
    """A closure of all hands moves also what lies ready."""
    refresh(own.of_seller(closure.seller_id) if closure.line_id is None else _made_by(closure.line_id))
