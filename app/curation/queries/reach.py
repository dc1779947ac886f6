"""What a curator may see: the goods of her office, nothing that stands near to her, and no decision that she is to give again."""

from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy import orm

from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.base.kinds import Category
from app.catalog.models import Product
from app.curation.models import Appeal, Round
from app.curation.queries.conflicts import no_conflict
from app.curation.rules.appeals import AppealState
from app.curation.rules.scope import goods_of
from app.db.session import session

Found = TypeVar("Found")


def may_see(actor: Actor) -> sa.ColumnElement[bool]:
    """Rounds (joined with their products) that exist for this curator."""
    return sa.and_(in_reach(actor), no_conflict(actor), read_blind(actor))


def one_for(actor: Actor, wanted: sa.Select[Found], asked: int) -> Found:
    """What this query finds, joined with its round and that round's product, if it exists for this curator; `asked`: by which
    number. Raises NotFound."""
    found = session().scalar(wanted.where(may_see(actor)).limit(1))
    if found is None:
        raise NotFound(asked)
    return found


def in_reach(actor: Actor) -> sa.ColumnElement[bool]:
    """Rounds of her regions, of the goods of her pokja; a grant without region covers the country (`rules.scope.reaches`)."""
    inside = []
    for grant in actor.grants_of(Role.CURATOR):
        goods = goods_of(grant)
        here = within(grant.region)
        inside.append(
            here if len(goods) == len(Category) else sa.and_(here, Product.category.in_(sorted(goods)))
        )
    return sa.or_(sa.false(), *inside)


def within(region: str | None) -> sa.ColumnElement[bool]:
    """Rounds of a region and of what lies in it; of the whole country without one."""
    if region is None:
        return sa.true()
    return sa.or_(Round.region_code == region, Round.region_code.startswith(f"{region}.", autoescape=True))


def read_blind(actor: Actor) -> sa.ColumnElement[bool]:
    """While an appeal waits: the first decision is there for its judge only, and the second reading for everybody but her."""
    first = orm.aliased(Round)
    waiting = (
        sa.select(Appeal.round_id, Appeal.second_id, first.judged_by_id)
        .join(first, first.id == Appeal.round_id)
        .where(Appeal.state == AppealState.WAITING)
        .subquery()
    )
    firsts = sa.select(waiting.c.round_id).where(waiting.c.judged_by_id != actor.by_id)
    hers_again = sa.select(waiting.c.second_id).where(waiting.c.judged_by_id == actor.by_id)
    return sa.and_(Round.id.not_in(firsts), Round.id.not_in(hers_again))
