"""The same money given back by two pages at once goes back once."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.db.session import db, unit_of_work
from app.orders.models import Parcel
from app.orders.queries import goodwill as queries
from app.orders.rules import goodwill as rules
from app.orders.rules.goodwill import Meanwhile, Wish
from app.orders.service import goodwill
from tests.support import world
from tests.support.answers import reach
from tests.support.crowd import Meeting, all_at_once
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import differences

pytestmark = pytest.mark.race

GIVERS, EACH = 6, 60_000


@pytest.fixture
def parcel_id(shop: Flask) -> int:
    """Two mats of 45.000, accepted: 90.000 can go back."""
    order = a_paid_order({world.goods().ready: 2})
    reach(order, "accepted")
    return parcels_of(order)[0].id


def wish(parcel_id: int) -> Wish:
    (line,) = queries.lines_of(parcel_id)
    return Wish(amounts={line.id: EACH}, reason="Tepinya lepas.", seen=0)


def returned(parcel_id: int) -> tuple[int, int]:
    """What the parcel says, and what its adjustments say together."""
    db.session.rollback()
    noted = db.session.scalar(sa.select(Parcel.returned).where(Parcel.id == parcel_id))
    made = db.session.scalar(sa.text("SELECT coalesce(sum(amount), 0) FROM adjustments"))
    return int(noted or 0), int(made)


def test_of_six_at_once_one_is_taken_and_the_others_are_told(shop: Flask, parcel_id: int) -> None:
    give = partial(goodwill.give, world.actor(world.SELLER), parcel_id, wish(parcel_id))
    answers = all_at_once(shop, [give] * GIVERS)
    assert sum(isinstance(one, Meanwhile) for one in answers) == GIVERS - 1
    assert returned(parcel_id) == (EACH, EACH)
    assert db.session.scalar(sa.text("SELECT count(*) FROM refunds")) == 1
    assert differences() == {}


def test_without_the_lock_more_goes_back_than_was_paid(shop: Flask, parcel_id: int) -> None:
    """The same steps without holding the parcel: look, judge, write what was seen."""
    meeting, wanted = Meeting(2), wish(parcel_id)

    def unguarded() -> Any:
        with unit_of_work() as current:
            parcel = current.get_one(Parcel, parcel_id)
            gift = rules.settle(wanted, queries.left_of(parcel, queries.lines_of(parcel_id), shared=False))
            seen = parcel.returned
            meeting.wait()
            current.execute(
                sa.update(Parcel).where(Parcel.id == parcel_id).values(returned=seen + gift.amount)
            )
            return gift.amount

    given = all_at_once(shop, [unguarded, unguarded])
    assert sum(given) == 2 * EACH > 90_000
    assert returned(parcel_id)[0] == EACH  # one of the two is forgotten
