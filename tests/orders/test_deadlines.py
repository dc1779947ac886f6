"""Until when a maker answers: she is reminded once, and what she leaves unanswered goes back by itself, once."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.orders.models import Order, Parcel
from app.orders.rules.life import answer_by
from app.orders.service import answering
from tests.support import market, world
from tests.support.answers import lapses, reach
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import differences

HOURS = [1, 11, 12, 24, 47, 48, 72]


def asked_until(order: Order) -> Any:
    return parcels_of(order)[0].answer_by


def far() -> Order:
    """Six of what is made two a day: ready on Wednesday, so she has the full two days."""
    return a_paid_order({world.goods().made: 6})


def test_she_has_two_days_less_where_the_promise_is_sooner_but_half_a_day_at_least(db: Any) -> None:
    assert asked_until(far()) == world.SUNDAY + timedelta(hours=48)
    assert asked_until(a_paid_order()) == world.SUNDAY + timedelta(hours=21)  # ready on Monday
    with clock.at(world.SUNDAY + timedelta(hours=20)):
        now = clock.now()
        assert answer_by(now, now.date()) == now + timedelta(hours=12)


def test_both_read_until_when(signed_in: Any) -> None:
    order = far()
    until = "Sel, 24 Nov 10.00 WIB"
    hers = signed_in(world.SELLER)
    assert f"Jawab sebelum {until}" in hers.get("/penjual/pesanan").text
    assert f"Jawab sebelum {until}" in hers.get(f"/penjual/pesanan/{parcels_of(order)[0].id}").text
    page = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert f"Pembuatnya menjawab paling lambat {until}" in page


def test_what_must_be_answered_first_stands_first(signed_in: Any) -> None:
    late, soon = far(), a_paid_order()
    page = signed_in(world.SELLER).get("/penjual/pesanan?tab=dijawab").text
    assert page.index(soon.number) < page.index(late.number)


@pytest.mark.parametrize("hours", HOURS)
def test_only_after_the_deadline_it_goes_back_and_only_once(db: Any, hours: int) -> None:
    order = far()
    over = hours >= 48
    with clock.at(world.SUNDAY + timedelta(hours=hours)):
        assert answering.lapse_unanswered(clock.now()) == over
        assert answering.lapse_unanswered(clock.now()) == 0
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state == "declined", order.state == "cancelled") == (over, over)
    assert differences() == {}


def test_what_was_not_answered_gives_all_back_and_tells_both(db: Any) -> None:
    things = world.goods()
    order = a_paid_order({things.ready: 3, things.made: 3})
    assert lapses(order) == 1
    do_all()
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (stock_of(world.variant_of(things.ready).id), days_of(things.made.line_id)) == (10, {})
    assert parcel.returned == parcel.total
    assert parcel.decline_reason == "Pembuatnya belum menjawab sampai batas waktu."
    assert journal("parcel", parcel.id) == ["parcel adjusted", "parcel lapsed"]
    assert letters()[-3:] == [
        f"Satu bagian dari pesanan {order.number} tidak dijawab pembuatnya",
        f"Pesanan {order.number} terlepas karena belum dijawab",
        f"Uang dari pesanan {order.number} sudah dikembalikan",
    ]


@pytest.mark.parametrize("state", ["accepted", "packed", "sent", "received", "declined"])
def test_what_was_answered_is_let_alone(db: Any, state: str) -> None:
    order = a_paid_order()
    reach(order, state)
    before = books()
    with clock.at(world.SUNDAY + timedelta(days=9)):
        assert answering.lapse_unanswered(clock.now()) == answering.remind_unanswered(clock.now()) == 0
        assert answering.lapse(parcels_of(order)[0].id) is False
    assert books() == before


def test_one_unanswered_part_leaves_the_others_on_their_way(db: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    with clock.at(world.SUNDAY):
        parcels_of(order)
        reach(order, "accepted")
    with clock.at(world.SUNDAY + timedelta(days=3)):
        assert answering.lapse_unanswered(clock.now()) == 2
    db.expire_all()
    assert [one.state for one in parcels_of(order)] == ["accepted", "declined", "declined"]
    assert order.state == "paid"
    assert differences() == {}


def test_at_half_time_she_and_her_kader_are_reminded_once(db: Any) -> None:
    order = far()
    before = len(letters())
    with clock.at(world.SUNDAY + timedelta(hours=24) - timedelta(seconds=1)):
        assert answering.remind_unanswered(clock.now()) == 0
    with clock.at(world.SUNDAY + timedelta(hours=24)):
        assert answering.remind_unanswered(clock.now()) == 1
        assert answering.remind_unanswered(clock.now()) == 0
    assert letters()[before:] == [
        f"Pesanan {order.number} menunggu jawaban Ibu",
        f"Yati Penjual belum menjawab pesanan {order.number}",
    ]
    kader = sa.text("SELECT body, link FROM notices WHERE person_id = :id ORDER BY id DESC LIMIT 1")
    body, link = db.execute(kader, {"id": world.actor(world.KADER).person_id}).one()
    assert link == "/akun/dampingi"
    for private in ("Sari", "1005", "Jl. Uji", "Rp"):
        assert private not in body


def test_who_has_no_kader_is_reminded_alone(db: Any) -> None:
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", per_day=1)
    order = a_paid_order({other: 3})
    before = len(letters())
    with clock.at(world.SUNDAY + timedelta(hours=30)):
        answering.remind_unanswered(clock.now())
    assert letters()[before:] == [f"Pesanan {order.number} menunggu jawaban Ibu"]


def test_the_database_keeps_a_deadline_for_whoever_is_asked(db: Any) -> None:
    order = a_paid_order()
    with pytest.raises(sa.exc.IntegrityError, match="asked_has_deadline"), db.begin_nested():
        db.execute(sa.update(Parcel).where(Parcel.order_id == order.id).values(answer_by=None))
