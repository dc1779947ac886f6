"""A complaint and the hour in which silence counts: whoever is first, no money goes to the maker over an open complaint."""

from datetime import timedelta

import pytest
from flask import Flask

from app.base import clock
from app.db.session import db
from app.orders.queries import order as order_queries
from app.orders.queries import silence as queries
from app.orders.rules.complaint import ComplaintKind
from app.orders.service import complaints, parcels, silence
from app.orders.service.complaints import Claim
from tests.support import world
from tests.support.answers import reach
from tests.support.complaints import WORDS
from tests.support.crowd import Meeting, all_at_once, in_each_others_way
from tests.support.orders import a_paid_order, parcels_of

pytestmark = pytest.mark.race

ASKED, OVER = world.SUNDAY + timedelta(days=20), world.SUNDAY + timedelta(days=23)


def prepared() -> tuple[str, int, int]:
    """Number, part and line of an order whose buyer was asked whether it came."""
    order = a_paid_order()
    reach(order, "sent")
    with clock.at(ASKED):
        assert silence.ask(ASKED) == 1
    (parcel,) = parcels_of(order)
    ((row, *_),) = order_queries.lines_of([parcel.id]).values()
    facts = order.number, parcel.id, row.line.id
    db.session.rollback()
    return facts


def complains(number: str, parcel_id: int, line_id: int) -> str:
    buyer = world.actor(world.BUYER)
    claim = Claim(ComplaintKind.MISSING, complaints.Proposal(complaints.Outcome.DROP), {line_id: 1}, WORDS)
    complaints.open_complaint(number, parcel_id, buyer, None, claim)
    return "complained"


def standing(parcel_id: int) -> tuple[str, bool]:
    db.session.rollback()
    parcel = db.session.get_one(parcels.Parcel, parcel_id, populate_existing=True)
    return str(parcel.state.value), parcel.receipt_assumed


def test_a_complaint_that_is_being_written_is_waited_for_and_stops_the_clock(shop: Flask) -> None:
    facts = prepared()
    said = in_each_others_way(shop, lambda: complains(*facts), lambda: silence.count(OVER), moment=OVER)
    assert said == ("complained", 0)
    assert standing(facts[1]) == ("sent", False)


def test_who_complains_while_silence_is_counted_still_complains_afterwards(shop: Flask) -> None:
    facts = prepared()
    said = in_each_others_way(shop, lambda: silence.count(OVER), lambda: complains(*facts), moment=OVER)
    assert said == (1, "complained")
    assert standing(facts[1]) == ("received", True)


def test_many_workers_count_it_once(shop: Flask) -> None:
    facts = prepared()
    answers = all_at_once(shop, [lambda: silence.count(OVER)] * 8, moment=OVER)
    assert sorted(answers) == [0] * 7 + [1]
    assert standing(facts[1]) == ("received", True)


def test_without_the_orders_lock_a_complaint_would_be_passed_over(shop: Flask) -> None:
    """The same looks without holding the order: both see a world without the other, so the race above is real."""
    facts, meeting = prepared(), Meeting(2)

    def counts_unguarded() -> str:
        parcel = db.session.get_one(parcels.Parcel, facts[1])
        silent = not queries.is_disputed([parcel])
        meeting.wait()
        return "counts" if silent else "waits"

    def complains_meanwhile() -> str:
        meeting.wait()
        return complains(*facts)

    assert all_at_once(shop, [counts_unguarded, complains_meanwhile], moment=OVER) == ["counts", "complained"]
