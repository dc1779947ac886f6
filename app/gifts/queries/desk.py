"""What lies on an officer's desk: her agencies, and what waits for whom."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base.actor import HEAD, Actor, Role
from app.db.session import session
from app.gifts.models import GiftRequest
from app.gifts.queries import recalled, requests
from app.gifts.rules.life import RequestState, agencies_of
from app.regions.models import Agency

MOST_SHOWN = 100
"""Requests under way that are looked at for gaps: no agency hands over more at a time."""


def agencies(actor: Actor) -> Sequence[Agency]:
    """Those for which she may ask for gifts, by name."""
    mine = sa.select(Agency).where(Agency.id.in_(agencies_of(actor))).order_by(Agency.name)
    return session().scalars(mine).all()


def last_of(actor: Actor) -> GiftRequest | None:
    """The request that was written last for an agency of hers: the next one is often like it."""
    mine = GiftRequest.agency_id.in_(agencies_of(actor))
    return session().scalar(sa.select(GiftRequest).where(mine).order_by(GiftRequest.id.desc()).limit(1))


@dataclass(frozen=True)
class Waiting:
    """Requests that wait for her answer as head, drafts that came back without one, those under way for which somebody has to
    step in, and recalled gifts of makers of which nobody has said what was done."""

    for_her: int = 0
    came_back: int = 0
    lacking: int = 0
    recalled: int = 0


def waiting(actor: Actor) -> Waiting:
    """For her first page."""
    headed = {
        one.agency_id
        for one in actor.grants_of(Role.OFFICER)
        if one.pokja == HEAD and one.agency_id in agencies_of(actor)
    }
    to_decide = sa.and_(
        GiftRequest.state == RequestState.WAITING,
        GiftRequest.agency_id.in_(headed),
        GiftRequest.submitted_by_id != actor.person_id,
    )
    going = GiftRequest.state == RequestState.UNDER_WAY
    back = sa.and_(GiftRequest.state == RequestState.DRAFT, GiftRequest.submitted_at.is_not(None))
    row = (
        session()
        .execute(
            sa.select(
                sa.func.count().filter(to_decide), sa.func.count().filter(back), sa.func.count().filter(going)
            ).where(GiftRequest.agency_id.in_(agencies_of(actor)))
        )
        .one()
    )
    for_her, came_back, under_way = row
    lacking = len(requests.gaps_in(_under_way(actor))) if under_way else 0
    return Waiting(for_her, came_back, lacking, recalled.count_open(actor))


def _under_way(actor: Actor) -> Sequence[GiftRequest]:
    mine = sa.select(GiftRequest).where(
        GiftRequest.agency_id.in_(agencies_of(actor)), GiftRequest.state == RequestState.UNDER_WAY
    )
    return session().scalars(mine.order_by(GiftRequest.handover_on).limit(MOST_SHOWN)).all()
