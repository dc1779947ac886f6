"""What its buyer says nothing about counts as received a week after its day: asked first, never while it is complained about."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.orders.models import Order, Parcel
from app.orders.queries import complaints as complaint_queries
from app.orders.rules import receipt as rules
from app.orders.rules.complaint import ComplaintKind, ComplaintState
from app.orders.service import complaints, parcels, silence
from tests.support import hub, world
from tests.support.answers import reach
from tests.support.books import books, journal, letters
from tests.support.complaints import a_complaint
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import differences

DAY = timedelta(days=1)
ASKED = "Kiriman dari Rumah Perca sudah sampai?"


def sent() -> Order:
    """Sent on Sunday, 22 November, and to be there as promised."""
    order = a_paid_order()
    reach(order, "sent")
    return order


def watch_at(moment: datetime) -> None:
    with clock.at(moment):
        silence.watch(clock.now())


def over(order: Order) -> datetime:
    """The midnight in Jakarta after the last day that is the buyer's."""
    last = parcels_of(order)[0].arrives_on + 7 * DAY
    return datetime(last.year, last.month, last.day, 17, tzinfo=UTC)


@given(
    st.dates(date(2026, 1, 1), date(2027, 6, 30)),
    st.integers(0, 20),
    st.integers(-3, 40),
)
@settings(deadline=None, max_examples=200)
def test_what_leaves_late_is_expected_later_and_nothing_is_expected_early(
    ready_on: date, on_the_way: int, late: int
) -> None:
    arrives_on, sent_on = ready_on + on_the_way * DAY, ready_on + late * DAY
    expected = rules.expected_on(ready_on, arrives_on, sent_on)
    assert expected >= max(arrives_on, sent_on)
    assert late > 0 or expected == arrives_on
    assert rules.last_day(expected) == expected + 7 * DAY


@pytest.mark.parametrize(
    ("asked", "ended", "counts"),
    [
        (None, None, datetime(2026, 12, 8, 17, tzinfo=UTC)),
        (datetime(2026, 12, 6, 17, tzinfo=UTC), None, datetime(2026, 12, 8, 17, tzinfo=UTC)),
        (datetime(2026, 12, 9, 3, tzinfo=UTC), None, datetime(2026, 12, 11, 3, tzinfo=UTC)),
        (
            datetime(2026, 12, 6, 17, tzinfo=UTC),
            datetime(2026, 12, 20, 3, tzinfo=UTC),
            datetime(2026, 12, 22, 3, tzinfo=UTC),
        ),
    ],
)
def test_two_days_lie_between_the_question_or_a_complaint_and_what_silence_does(
    asked: datetime | None, ended: datetime | None, counts: datetime
) -> None:
    last = date(2026, 12, 8)
    assert rules.counts_from(last, "36.71", asked_at=asked, complaint_ended_at=ended) == counts
    assert rules.asks_from(last, "36.71") == datetime(2026, 12, 6, 17, tzinfo=UTC)
    assert rules.asks_from(last, "91") == datetime(2026, 12, 6, 15, tzinfo=UTC)


def test_she_is_asked_once_two_days_before_and_nothing_moves_by_it(db: Any) -> None:
    order = sent()
    before = books()["parcels"]
    watch_at(over(order) - 2 * DAY - timedelta(seconds=1))
    assert ASKED not in letters()
    for hours in (0, 1, 40):
        watch_at(over(order) - 2 * DAY + timedelta(hours=hours))
    assert letters().count(ASKED) == 1
    assert books()["parcels"] == before
    assert journal("parcel", parcels_of(order)[0].id)[-1] == "receipt asked"


def test_silence_counts_as_receipt_and_all_are_told(db: Any) -> None:
    order = sent()
    watch_at(over(order) - 2 * DAY)
    watch_at(over(order) - timedelta(seconds=1))
    db.expire_all()
    assert parcels_of(order)[0].state == "sent"
    watch_at(over(order))
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, parcel.receipt_assumed, parcel.received_at) == ("received", True, over(order))
    assert order.state == "closed"
    assert journal("parcel", parcel.id)[-2:] == ["receipt asked", "parcel counted as received"]
    assert letters()[-2:] == [
        f"Pesanan {order.number} dianggap sudah diterima",
        "Bagian Rumah Perca kami anggap sudah diterima",
    ]
    assert differences() == {}
    after = books()
    watch_at(over(order) + DAY)
    assert books() == after


def test_who_is_asked_late_because_the_worker_stood_still_still_has_two_days(db: Any) -> None:
    order = sent()
    woke = over(order) + 5 * DAY
    watch_at(woke)
    watch_at(woke + 2 * DAY - timedelta(seconds=1))
    db.expire_all()
    assert parcels_of(order)[0].state == "sent"
    watch_at(woke + 2 * DAY)
    db.expire_all()
    assert parcels_of(order)[0].state == "received"


def test_what_left_a_week_late_is_asked_about_a_week_later(db: Any) -> None:
    order = a_paid_order()
    reach(order, "packed")
    with clock.at(world.SUNDAY + 8 * DAY):
        reach(order, "sent")
    watch_at(over(order) - 2 * DAY)
    watch_at(over(order) + 4 * DAY)
    assert ASKED not in letters()
    watch_at(over(order) + 10 * DAY)
    assert letters().count(ASKED) == 1


@pytest.mark.parametrize("state", ["to_answer", "accepted", "packed", "received"])
def test_only_what_is_on_its_way_is_asked_about(db: Any, state: str) -> None:
    order = a_paid_order()
    if state != "to_answer":
        reach(order, state)
    before = books()
    watch_at(over(order) + 30 * DAY)
    assert books() == before


def test_an_open_complaint_stops_the_clock_and_its_end_gives_two_days(db: Any) -> None:
    order = sent()
    watch_at(over(order) - 2 * DAY)
    with clock.at(over(order) - DAY):
        complaint = a_complaint(order, kind=ComplaintKind.DAMAGED)
    watch_at(over(order) + 3 * DAY)
    db.expire_all()
    assert parcels_of(order)[0].state == "sent"
    with clock.at(over(order) + 4 * DAY):
        complaints.withdraw(order.number, complaint.id, world.actor(world.BUYER), None)
    watch_at(over(order) + 6 * DAY - timedelta(seconds=1))
    db.expire_all()
    assert parcels_of(order)[0].state == "sent"
    watch_at(over(order) + 6 * DAY)
    db.expire_all()
    assert parcels_of(order)[0].state == "received"
    assert complaint_queries.get(complaint.id).state is ComplaintState.WITHDRAWN


def test_nobody_can_say_that_it_came_late_where_nobody_said_when_it_came(db: Any) -> None:
    order = sent()
    watch_at(over(order) - 2 * DAY)
    watch_at(over(order))
    db.expire_all()
    (parcel,) = parcels_of(order)
    with clock.at(over(order) + 6 * DAY):
        kinds = complaint_queries.rules.kinds(complaint_queries.standing(order, parcel))
    assert kinds == [ComplaintKind.DAMAGED, ComplaintKind.WRONG, ComplaintKind.MISSING]


def test_one_box_from_a_post_is_asked_about_once_and_received_whole(db: Any) -> None:
    order = hub.waited_for({world.goods().ready: 2})
    reach(order, "at_post")
    hub.leaves(order)
    count = db.scalar(sa.select(sa.func.count()).select_from(Parcel).where(Parcel.order_id == order.id))
    assert count > 1
    asked = len(letters())
    watch_at(over(order) - 2 * DAY)
    assert len(letters()) == asked + 1
    watch_at(over(order))
    db.expire_all()
    assert {(one.state, one.receipt_assumed) for one in parcels_of(order)} == {("received", True)}
    assert hub.whole_of(order).state == "received"
    assert differences() == {}


def test_buyer_and_maker_read_from_when_silence_counts(signed_in: Any) -> None:
    order = sent()
    buyer, maker = signed_in(world.BUYER), signed_in(world.SELLER)
    until = "Kalau belum ada kabar sampai"
    assert until in buyer.get(f"/pesanan/{order.number}").text
    hers = f"/penjual/pesanan/{parcels_of(order)[0].id}"
    assert "Kalau pembeli tidak memberi kabar sampai" in maker.get(hers).text
    watch_at(over(order) - 2 * DAY)
    watch_at(over(order))
    page = buyer.get(f"/pesanan/{order.number}").text
    assert "Kami anggap sudah diterima" in page
    assert until not in page
    assert "dianggap sudah diterima" in maker.get(hers).text


def test_who_says_it_has_come_is_asked_nothing(db: Any) -> None:
    order = sent()
    parcels.receive(order.number, parcels_of(order)[0].id, world.actor(world.BUYER), None)
    before = books()
    watch_at(over(order) + DAY)
    assert books() == before
    assert parcels_of(order)[0].receipt_assumed is False
