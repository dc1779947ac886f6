"""An answer to an offer in the moment in which the seller changes it, or in which its time is over."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.errors import RuleBroken
from app.db.session import db
from app.orders.models import Complaint
from app.orders.queries import complaints as queries
from app.orders.rules.complaint import ComplaintState, Outcome, Proposal
from app.orders.service import complaints
from tests.support import world
from tests.support.complaints import a_complaint, a_delivered_order, after, clocks_at, order_of
from tests.support.crowd import all_at_once
from tests.support.ties import differences

pytestmark = pytest.mark.race

TEN, FIVE = Proposal(Outcome.PART_REFUND, 10_000), Proposal(Outcome.PART_REFUND, 5_000)


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def an_offer() -> tuple[int, str, int]:
    """A complaint with ten thousand on the table: its id, the order's number, the step that the buyer has read."""
    complaint = a_complaint(a_delivered_order({world.goods().ready: 1}), photos=[])
    complaints.offer(world.actor(world.SELLER), complaint.id, TEN, "")
    offer = queries.offer_of(complaint.id)
    assert offer is not None
    found = complaint.id, order_of(complaint).number, offer.id
    db.session.rollback()
    return found


def test_accepting_ten_times_at_once_pays_once(shop: Flask) -> None:
    one, number, step = an_offer()
    buyer = world.actor(world.BUYER)
    db.session.rollback()
    answers = all_at_once(shop, [partial(complaints.accept, number, one, buyer, None, step)] * 10)
    assert Counter(type(answer) for answer in answers)[type(None)] == 1
    assert all(answer is None or isinstance(answer, RuleBroken) for answer in answers)
    assert rows("SELECT amount FROM refunds") == [(10_000,)]
    assert differences() == {}


def test_an_offer_is_accepted_as_it_was_read_or_not_at_all(shop: Flask) -> None:
    """Whoever is first: the buyer gets the ten thousand that she has read, or is told that the offer has changed."""
    buyer, seller = world.actor(world.BUYER), world.actor(world.SELLER)
    for _ in range(4):
        one, number, step = an_offer()
        deeds = [
            partial(complaints.accept, number, one, buyer, None, step),
            partial(complaints.offer, seller, one, FIVE, ""),
            partial(complaints.refuse, seller, one, "Saya tarik."),
        ]
        accepted = all_at_once(shop, deeds)[0] is None
        state = db.session.get_one(Complaint, one, populate_existing=True).state
        assert (state is ComplaintState.SETTLED) is accepted
        db.session.rollback()
    assert {amount for (amount,) in rows("SELECT amount FROM refunds")} <= {10_000}
    assert differences() == {}


def test_the_buyer_and_the_clock_together_settle_it_once(shop: Flask) -> None:
    one, number, step = an_offer()
    buyer = world.actor(world.BUYER)
    db.session.rollback()
    clocks_at(after(days=2))
    moment = after(days=3)
    deeds = [partial(complaints.accept, number, one, buyer, None, step)] * 4
    clock_runs = [partial(complaints.run_clocks, moment)] * 4
    all_at_once(shop, [*deeds, *clock_runs], moment=moment)
    assert rows("SELECT amount FROM refunds") == [(10_000,)]
    assert rows("SELECT count(*) FROM complaint_steps WHERE move = 'part_refund'") == [(1,)]
    assert differences() == {}


def test_two_complaints_about_one_line_at_once_become_one(shop: Flask) -> None:
    order = a_delivered_order({world.goods().ready: 1})
    order_id = order.id
    db.session.rollback()

    def complain() -> None:
        mine = db.session.get(type(order), order_id)
        a_complaint(mine, photos=[])

    answers = all_at_once(shop, [complain] * 6)
    assert sum(answer is None for answer in answers) == 1
    assert rows("SELECT count(*) FROM complaints") == [(1,)]
