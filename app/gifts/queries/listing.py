"""The list of an agency's requests: one page of it, how far each is, and how many there are of which kind."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.zones import day_in
from app.db.session import session
from app.gifts.models import GiftRequest, GiftStep
from app.gifts.queries import requests
from app.gifts.queries.requests import PartRow
from app.gifts.rules import days
from app.gifts.rules.life import RequestMove, RequestState, agencies_of, heads
from app.gifts.rules.listing import OPEN_STATES, STATES, Tab, is_newest_first
from app.gifts.rules.schedule import lateness

CAME_BACK = (RequestMove.SEND_BACK, RequestMove.LAPSE)
Key = tuple[int, date, int]
"""Place of the state, day of hand-over, id: where a page ended."""


@dataclass(frozen=True)
class Row:
    """A request in the list. `gap`: pieces that nobody brings (any more); `coming`, `there`, `late`: its makers' parts;
    `back`: the step by which a draft came back without an answer; `decides`: it waits for the reader herself."""

    gift: GiftRequest
    gap: int = 0
    coming: int = 0
    there: int = 0
    late: int = 0
    back: GiftStep | None = None
    decides: bool = False

    @property
    def key(self) -> Key:
        rank = OPEN_STATES.index(self.gift.state) if self.gift.state in OPEN_STATES else 0
        return rank, self.gift.handover_on, self.gift.id


@dataclass(frozen=True)
class Counts:
    """Requests of a tab in the year that is looked at, and the years in which there are any, the latest first."""

    of: Mapping[Tab, int]
    years: Sequence[int]

    @property
    def everything(self) -> int:
        return self.of[Tab.OPEN] + self.of[Tab.HANDED_OVER] + self.of[Tab.CANCELLED]


def counts(actor: Actor, year: int | None) -> Counts:
    """Of her agencies, in one statement."""
    of_year = sa.func.extract("year", GiftRequest.handover_on)
    rows = session().execute(
        sa.select(GiftRequest.state, of_year, sa.func.count())
        .where(GiftRequest.agency_id.in_(agencies_of(actor)))
        .group_by(GiftRequest.state, of_year)
    )
    found: dict[RequestState, int] = defaultdict(int)
    years = set()
    for state, its_year, count in rows:
        years.add(int(its_year))
        if year is None or int(its_year) == year:
            found[state] += count
    of = {tab: sum(found[one] for one in states) for tab, states in STATES.items()}
    return Counts(of, sorted(years, reverse=True))


def page(actor: Actor, tab: Tab, year: int | None, after: Key | None, limit: int) -> list[Row]:
    """Requests of her agencies from behind `after`; in a number of statements that does not grow with them."""
    rank = sa.case(
        {state.value: at for at, state in enumerate(OPEN_STATES)}, value=GiftRequest.state, else_=0
    )
    key = sa.tuple_(rank, GiftRequest.handover_on, GiftRequest.id)
    query = sa.select(GiftRequest).where(
        GiftRequest.agency_id.in_(agencies_of(actor)), GiftRequest.state.in_(STATES[tab])
    )
    if year is not None:
        query = query.where(GiftRequest.handover_on.between(date(year, 1, 1), date(year, 12, 31)))
    if is_newest_first(tab):
        query = query.order_by(GiftRequest.handover_on.desc(), GiftRequest.id.desc())
    else:
        query = query.order_by(rank, GiftRequest.handover_on, GiftRequest.id)
    if after is not None:
        there = sa.tuple_(*(sa.literal(one) for one in after))
        query = query.where(key < there if is_newest_first(tab) else key > there)
    return _rows(actor, session().scalars(query.limit(limit)).all())


def _rows(actor: Actor, found: Sequence[GiftRequest]) -> list[Row]:
    going = [one for one in found if one.state is RequestState.UNDER_WAY]
    parts = requests.parts_in(going)
    gaps = requests.gaps_in(going, parts)
    back = _came_back([one.id for one in found if one.state is RequestState.DRAFT and one.submitted_at])
    return [
        Row(
            gift=one,
            gap=gaps.get(one.id, 0),
            back=back.get(one.id),
            decides=one.state is RequestState.WAITING
            and heads(actor, one.agency_id)
            and one.submitted_by_id != actor.person_id,
            **_progress(one, parts.get(one.id, ())),
        )
        for one in found
    ]


def _progress(request: GiftRequest, rows: Sequence[PartRow]) -> dict[str, int]:
    """Parts that come, those of them that are there, and those that are or will be late."""
    parcels = {one.parcel.id: one.parcel for one in rows if one.coming}
    today, needed_on = day_in(request.village_code, clock.now()), days.needed_on(request.handover_on)
    return {
        "coming": len(parcels),
        "there": sum(one.state in requests.THERE for one in parcels.values()),
        "late": sum(
            bool(
                lateness(
                    one.state,
                    one.ready_on,
                    one.arrives_on,
                    needed_on,
                    today,
                    through_post=one.consolidation_id is not None,
                )
            )
            for one in parcels.values()
        ),
    }


def _came_back(ids: Sequence[int]) -> dict[int, GiftStep]:
    """Drafts whose last step was that nobody agreed."""
    if not ids:
        return {}
    last = (
        sa.select(sa.func.max(GiftStep.id)).where(GiftStep.request_id.in_(ids)).group_by(GiftStep.request_id)
    )
    steps = session().scalars(sa.select(GiftStep).where(GiftStep.id.in_(last), GiftStep.move.in_(CAME_BACK)))
    return {one.request_id: one for one in steps}
