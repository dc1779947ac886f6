"""What is said by the clock: a head who has not answered, and goods that are not there shortly before they are needed."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.base.zones import day_in
from app.db.session import announce, session, unit_of_work
from app.gifts.events import RequestNotThere, RequestStillWaits
from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.gifts.rules import days
from app.gifts.rules.life import RequestState

BEFORE_LAPSE = timedelta(hours=24)


def remind(now: datetime) -> int:
    """Tell of every request that needs somebody's hand; the letters are told once. Answers how many there are."""
    waiting = _in_state(RequestState.WAITING, GiftRequest.held_until <= now + BEFORE_LAPSE)
    soon = sa.cast(now + days.LOOKED_AT_DAYS, sa.Date)
    close = _in_state(RequestState.UNDER_WAY, GiftRequest.handover_on <= soon)
    with unit_of_work():
        late = [one for one in close if _is_late(one, now)]
        for one in waiting:
            announce(RequestStillWaits(request_id=one.id))
        for one in late:
            announce(RequestNotThere(request_id=one.id))
    return len(waiting) + len(late)


def _in_state(state: RequestState, *close: sa.ColumnElement[bool]) -> list[GiftRequest]:
    query = sa.select(GiftRequest).where(GiftRequest.state == state, *close).order_by(GiftRequest.id)
    return list(session().scalars(query))


def _is_late(request: GiftRequest, now: datetime) -> bool:
    today = day_in(request.village_code, now)
    if today < days.look_on(request.handover_on) or today >= request.handover_on:
        return False
    parts = requests.parts_of(request)
    return bool(requests.not_there(parts) or requests.missing_of(request, parts))
