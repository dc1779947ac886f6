"""The gifts were given to whom they were meant for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.zones import day_in
from app.db.session import session, unit_of_work
from app.gifts.models import GiftHanded, GiftHandover, GiftHandoverPhoto, GiftOrder
from app.gifts.queries import handover as queries
from app.gifts.queries import requests
from app.gifts.rules import handing_over as rules
from app.gifts.rules.life import REQUEST_LIFE, RequestMove
from app.gifts.service.stepping import hold, step
from app.media import service as media
from app.orders.service import parcels


@dataclass(frozen=True)
class HandedOver:
    """As an officer tells it: `given` is part (order line, need) → pieces, `people` how many received, `photos` the bytes of
    pictures."""

    on: date
    people: int
    given: Mapping[tuple[int, int], int]
    words: str = ""
    photos: Sequence[bytes] = ()


def hand_over(actor: Actor, request_id: int, told: HandedOver) -> None:
    """Written down once. What had come and was not given stays known as left over.

    Raises NotFound, MoveRefused, what `rules.check` and `rules.check_given` raise, TooManyPhotos, BadPhoto.
    """
    if len(told.photos) > rules.MOST_PHOTOS:
        raise rules.TooManyPhotos
    with unit_of_work() as current:
        request_id = requests.request_for(actor, request_id).id
        for order_id in session().scalars(
            sa.select(GiftOrder.order_id)
            .where(GiftOrder.request_id == request_id)
            .order_by(GiftOrder.order_id)
        ):
            parcels.lock_order(order_id)  # no part comes or goes while it is written down
        current.expire_all()
        request = hold(request_id)
        REQUEST_LIFE.after(request.state, RequestMove.HAND_OVER)
        rules.check(
            told.on,
            told.people,
            submitted_on=day_in(request.village_code, request.submitted_at or request.made_at),
            today=day_in(request.village_code, clock.now()),
            recipients=request.recipients,
        )
        came = {(one.line.id, one.need_id): one.coming for one in queries.came(request)}
        rules.check_given(told.given, came)
        given = {part: told.given.get(part, 0) for part in came}
        pictures = media.take_all_evidence(actor, told.photos)
        current.add(
            GiftHandover(
                request_id=request.id,
                people=told.people,
                words=told.words,
                noted_at=clock.now(),
                noted_by_id=actor.by_id,
            )
        )
        current.flush()
        current.add_all(
            GiftHanded(
                order_line_id=line, need_id=need, request_id=request.id, came=came[line, need], given=count
            )
            for (line, need), count in given.items()
        )
        current.add_all(GiftHandoverPhoto(request_id=request.id, evidence_id=one.id) for one in pictures)
        current.flush()  # what is told of it stands before it is over: afterwards nothing can be added
        request.handed_over_on = told.on
        step(
            request,
            RequestMove.HAND_OVER,
            actor,
            told.words,
            on=told.on.isoformat(),
            people=told.people,
            given=sum(given.values()),
            left=sum(came.values()) - sum(given.values()),
        )
