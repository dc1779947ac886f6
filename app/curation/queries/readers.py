"""Which curators could judge a round: who is told that it waits."""

from collections.abc import Sequence

from app.accounts import queries as people
from app.base.actor import Actor, Role
from app.base.errors import NotFound
from app.catalog.queries import own
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.scope import nearest, reaches


def nearest_readers(opened: Round) -> Sequence[int]:
    """The curators of the smallest region around this round who may judge it. Where all of the nearest may not, the chair of the
    next region up that has one who may, or, without a chair, everybody there. Empty when nobody in the country may."""
    category = own.product(opened.product_id).category
    office = _office(opened)
    levels = {one.by_id: nearest(one, opened.region_code, category) for one in office}
    readers = [one for one in office if _may(one, opened.id)]
    here = max((level for level in levels.values() if level is not None), default=None)
    top = max((levels[one.by_id] or 0 for one in readers), default=None)
    there = [one for one in readers if (levels[one.by_id] or 0) == top]
    if top != here:
        chairs = [one for one in there if nearest(one, opened.region_code, category, as_chair=True) == top]
        there = chairs or there
    return [one.by_id for one in there]


def chairs_over(opened: Round) -> Sequence[int]:
    """The nearest chairs who may judge this round; empty when no chair may."""
    category = own.product(opened.product_id).category
    levels = {
        one.by_id: level
        for one in _office(opened)
        if (level := nearest(one, opened.region_code, category, as_chair=True)) is not None
        and _may(one, opened.id)
    }
    top = max(levels.values(), default=None)
    return [person_id for person_id, level in levels.items() if level == top]


def _office(opened: Round) -> list[Actor]:
    """Everybody whose office reaches it, ties or not."""
    category = own.product(opened.product_id).category
    found = [people.actor_of(one) for one in people.holders(Role.CURATOR, opened.region_code)]
    return [one for one in found if reaches(one, opened.region_code, category)]


def _may(actor: Actor, round_id: int) -> bool:
    try:
        rounds.round_for(actor, round_id)
    except NotFound:
        return False
    return True
