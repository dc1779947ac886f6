"""A later day: her hands say from when, the buyer says whether, and nothing moves without her yes."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.errors import RuleBroken
from app.db.ports import port
from app.delivery.rules.calendar import is_working_day
from app.orders.models import DelayRequest, Order, Parcel
from app.orders.ports import OrderKeys
from app.orders.queries import delays
from app.orders.rules import delay as rules
from app.orders.service import delaying
from tests.support import world
from tests.support.answers import later, reach
from tests.support.books import books, days_of, journal, letters
from tests.support.buying import said
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences

MONDAY = date(2026, 11, 23)
BUYER = world.BUYER


def accepted(product: Any = None, **wishes: Any) -> Order:
    """Four pieces, made two a day on Monday and Tuesday: ready on Tuesday, there on Thursday."""
    order = a_paid_order({product or world.goods().made: 4}, **wishes)
    reach(order, "accepted")
    return order


def answers(browser: PageClient, order: Order, answer: str, key: str = "") -> str:
    to = f"/pesanan/{order.number}/bagian/{parcels_of(order)[0].id}/mundur{key}"
    sent = {"csrf_token": browser.token(f"/pesanan/{order.number}{key}" if key else "/akun"), "jawab": answer}
    return said(browser, browser.post(to, data=sent))


def days(order: Order) -> tuple[str, str, str]:
    (parcel,) = parcels_of(order)
    return parcel.promised_on.isoformat(), parcel.ready_on.isoformat(), parcel.arrives_on.isoformat()


# -- from when ------------------------------------------------------------------------------------


def test_her_own_days_are_given_back_before_the_first_possible_day_is_sought(db: Any) -> None:
    """On Wednesday nothing is done yet: four pieces more fit on Thursday and Friday, which others have not taken."""
    order = accepted()
    with clock.at(world.SUNDAY + timedelta(days=3)):
        assert delays.earliest(parcels_of(order)[0]) == date(2026, 11, 27)


def test_days_that_others_have_are_not_hers(db: Any) -> None:
    order = accepted()
    a_paid_order({world.goods().made: 6})  # Wednesday to Friday
    with clock.at(world.SUNDAY + timedelta(days=3)):
        assert delays.earliest(parcels_of(order)[0]) == date(2026, 11, 30)


def test_the_first_possible_day_is_later_than_the_one_that_stands(db: Any) -> None:
    """Everything could still be made in time, so she asks for one working day more at least."""
    assert delays.earliest(parcels_of(accepted())[0]) == date(2026, 11, 25)


def test_what_lies_ready_needs_no_hands(db: Any) -> None:
    order = a_paid_order()
    reach(order, "accepted")
    assert delays.earliest(parcels_of(order)[0]) == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("ready", "arrives", "new", "there"),
    [
        (MONDAY, date(2026, 11, 25), date(2026, 11, 30), date(2026, 12, 2)),
        (MONDAY, date(2026, 11, 25), date(2026, 11, 28), date(2026, 12, 1)),  # over a Sunday
        (MONDAY, date(2026, 11, 25), date(2026, 12, 23), date(2026, 12, 28)),  # over Christmas and a Sunday
        (MONDAY, MONDAY, date(2026, 11, 27), date(2026, 11, 27)),  # fetched
    ],
)
def test_it_is_as_many_working_days_on_the_way_as_before(
    ready: date, arrives: date, new: date, there: date
) -> None:
    assert rules.arrival(ready, arrives, new) == there


# -- she asks ---------------------------------------------------------------------------------------


def test_she_asks_on_a_page_that_proposes_the_first_possible_day(signed_in: Any, db: Any) -> None:
    order = accepted()
    maker, page = signed_in(world.SELLER), f"/penjual/pesanan/{parcels_of(order)[0].id}"
    assert 'value="2026-11-25"' in maker.get(f"{page}/mundur").text
    answer = maker.send(f"{page}/mundur", day="2026-11-28", reason="Benangnya datang terlambat.")
    shown = said(maker, answer)
    assert (
        "Pembeli sudah kami tanya. Sebelum ada jawaban setuju" in shown
        and "Menunggu jawaban pembeli." in shown
    )
    assert f"{page}/mundur" not in shown
    request = db.scalars(sa.select(DelayRequest)).one()
    assert (request.old_ready_on, request.new_ready_on) == (date(2026, 11, 24), date(2026, 11, 28))
    assert (request.answer_by, request.answer) == (world.SUNDAY + timedelta(hours=45), None)
    assert days(order) == ("2026-11-24", "2026-11-24", "2026-11-26")
    assert letters()[-1] == f"Rumah Perca minta waktu lebih untuk pesanan {order.number}"
    hers = signed_in(BUYER).get(f"/pesanan/{order.number}").text
    assert "Rumah Perca minta waktu sampai Sabtu, 28 November" in hers
    assert "Benangnya datang terlambat." in hers and "Selasa, 1 Desember" in hers


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"day": "2026-11-24"}, "Paling cepat Rab, 25 Nov: sebelum itu jadwal Ibu sudah terisi."),
        ({"day": "2026-11-29"}, "Itu hari libur. Pilih hari kerja, Senin sampai Sabtu."),
        ({"day": "2027-01-24"}, "Paling jauh Sab, 23 Jan 2027."),
        ({"day": "9999-12-31"}, "Paling jauh Sab, 23 Jan 2027."),
        ({"day": ""}, "Pilih tanggalnya."),
        ({"day": "besok"}, "Tanggal ini belum terbaca. Pilih dari kalender, ya."),
        ({"reason": ""}, "Tulis alasannya: pembeli akan membacanya."),
        ({"reason": "x" * 301}, "Terlalu panjang: paling banyak 300 huruf."),
    ],
)
def test_what_cannot_be_asked_is_told_beside_the_field(signed_in: Any, fields: Any, sentence: str) -> None:
    order = accepted()
    maker, page = signed_in(world.SELLER), f"/penjual/pesanan/{parcels_of(order)[0].id}/mundur"
    before = books()
    shown = maker.send(page, **{"day": "2026-11-28", "reason": "Benang.", **fields})
    assert shown.status_code == 200 and sentence in shown.text
    assert books() == before


@pytest.mark.parametrize("state", ["to_answer", "packed", "sent", "received", "declined", "asked"])
def test_she_asks_once_at_a_time_and_only_between_her_yes_and_packing(signed_in: Any, state: str) -> None:
    order = accepted() if state == "asked" else a_paid_order({world.goods().made: 4})
    later(order) if state == "asked" else reach(order, state)
    maker, page = signed_in(world.SELLER), f"/penjual/pesanan/{parcels_of(order)[0].id}"
    assert maker.get(f"{page}/mundur").location == page
    token = maker.token("/akun")
    before = books()
    sent = {"csrf_token": token, "day": "2026-11-28", "reason": "Benang."}
    shown = said(maker, maker.post(f"{page}/mundur", data=sent))
    expected = rules.AlreadyAsked if state == "asked" else rules.NotNow
    assert expected.message in shown
    assert books() == before


# -- the buyer answers ----------------------------------------------------------------------------


def test_her_yes_moves_the_day_and_the_hands(signed_in: Any, db: Any) -> None:
    order = accepted()
    a_paid_order({world.goods().made: 2})  # Wednesday
    with clock.at(world.SUNDAY + timedelta(hours=20)):
        later(order, date(2026, 11, 28))
        shown = answers(signed_in(BUYER), order, "setuju")
    assert "Terima kasih sudah mau menunggu. Tanggalnya sudah kami ubah." in shown
    db.expire_all()
    assert days(order) == ("2026-11-24", "2026-11-28", "2026-12-01")
    # it is Monday morning where she lives: her two days begin tomorrow, Wednesday is the other order's
    assert days_of(world.goods().made.line_id) == {"2026-11-24": 2, "2026-11-25": 2, "2026-11-26": 2}
    assert letters()[-1] == f"Pembeli mau menunggu pesanan {order.number}"
    assert journal("parcel", parcels_of(order)[0].id)[-2:] == ["later day asked", "later day agreed"]
    assert differences() == {}


def test_where_others_took_the_room_meanwhile_her_days_stay_and_no_day_is_promised_twice(db: Any) -> None:
    order, made = accepted(), world.goods().made
    with clock.at(world.SUNDAY + timedelta(days=3)):
        later(order, date(2026, 11, 27))
        a_paid_order({made: 4})  # Thursday and Friday, which she counted on
        delaying.agree(order.number, parcels_of(order)[0].id, world.actor(BUYER), None)
    assert days(order)[1] == "2026-11-27"
    assert days_of(made.line_id) == dict.fromkeys(["2026-11-23", "2026-11-24", "2026-11-26", "2026-11-27"], 2)
    assert differences() == {}


def test_her_no_leaves_the_day_to_the_seller(signed_in: Any, db: Any) -> None:
    order = accepted()
    later(order)
    laid = days_of(world.goods().made.line_id)
    assert "Tanggal yang lama tetap berlaku" in answers(signed_in(BUYER), order, "tolak")
    db.expire_all()
    assert (days(order)[1], days_of(world.goods().made.line_id)) == ("2026-11-24", laid)
    assert letters()[-1] == f"Pembeli tidak bisa menunggu pesanan {order.number}"
    later(order)  # she may ask again
    assert differences() == {}


def test_she_takes_her_money_back_instead(signed_in: Any, db: Any) -> None:
    order = accepted()
    later(order)
    assert "Bagian ini dibatalkan. Uangnya kami kembalikan." in answers(signed_in(BUYER), order, "kembali")
    do_all()
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, order.state, parcel.returned) == ("cancelled", "cancelled", parcel.total)
    assert days_of(world.goods().made.line_id) == {}
    assert letters()[-2:] == [
        f"Pesanan {order.number} dibatalkan pembeli",
        f"Uang dari pesanan {order.number} sudah dikembalikan",
    ]
    kind = db.scalar(sa.text("SELECT kind FROM adjustments"))
    assert kind == "late"
    assert differences() == {}


def test_a_guest_answers_by_her_link(client: PageClient, db: Any) -> None:
    order = accepted(buyer=None)
    later(order)
    key = f"?kunci={port(OrderKeys).key_for(order.number)}"
    assert "Tanggalnya sudah kami ubah." in answers(client, order, "setuju", key)
    assert days(order)[1] == "2026-11-25"


def test_without_an_answer_the_day_stays_and_the_seller_is_told_once(db: Any) -> None:
    order = accepted()
    request = later(order)
    with clock.at(request.answer_by - timedelta(seconds=1)):
        assert delaying.close_unanswered(clock.now()) == 0
    with clock.at(request.answer_by):
        assert delaying.close_unanswered(clock.now()) == 1
        assert delaying.close_unanswered(clock.now()) == 0
    db.expire_all()
    assert (request.answer, days(order)[1]) == ("unanswered", "2026-11-24")
    assert letters()[-1] == f"Pembeli belum menjawab soal pesanan {order.number}"


@pytest.mark.parametrize("state", ["packed", "declined"])
def test_what_is_packed_or_given_up_asks_no_longer(signed_in: Any, db: Any, state: str) -> None:
    order = accepted()
    request = later(order)
    reach(order, state)
    db.expire_all()
    assert request.answer == "overtaken"
    browser = signed_in(BUYER)
    before = books()
    assert rules.TooLate.message in answers(browser, order, "setuju")
    assert books() == before


@pytest.mark.parametrize("answer", ["", "ya", "setuju'--"])
def test_an_answer_that_is_none_changes_nothing(signed_in: Any, answer: str) -> None:
    order = accepted()
    later(order)
    browser = signed_in(BUYER)
    before = books()
    answers(browser, order, answer)
    assert books() == before


@pytest.mark.parametrize("who", [world.OTHER_SELLER, world.SELLER, world.OFFICER])
def test_nobody_answers_for_the_buyer(signed_in: Any, who: str) -> None:
    order = accepted()
    later(order)
    browser = signed_in(who)
    token = browser.token("/akun")
    before = books()
    to = f"/pesanan/{order.number}/bagian/{parcels_of(order)[0].id}/mundur"
    assert browser.post(to, data={"csrf_token": token, "jawab": "setuju"}).status_code == 404
    assert books() == before


# -- never without her --------------------------------------------------------------------------

STEP = st.tuples(st.sampled_from(["ask", "agree", "refuse", "run out", "pack"]), st.integers(0, 70))


@pytest.fixture
def plenty(db: Any) -> Any:
    """Hands for many histories in one database."""
    return world.an_approved_product(world.actor(world.SELLER), name="Keset Banyak", per_day=40)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, max_size=6))
def test_the_day_only_moves_later_and_only_to_what_she_agreed_to(
    db: Any, plenty: Any, steps: list[Any]
) -> None:
    order, now = accepted(plenty), world.SUNDAY
    for step, number in steps:
        (parcel,) = parcels_of(order)
        before, now = parcel.ready_on, now + timedelta(hours=number)
        with clock.at(now):
            asked = delays.open_of(parcel.id)
            try:
                if step == "ask":
                    later(order, parcel.ready_on + timedelta(days=number))
                elif step in ("agree", "refuse"):
                    getattr(delaying, step)(order.number, parcel.id, world.actor(BUYER), None)
                elif step == "run out":
                    delaying.close_unanswered(clock.now())
                else:
                    reach(order, "packed")
            except RuleBroken:
                asked = None
        db.expire_all()
        moved = parcel.ready_on != before
        assert moved is (step == "agree" and asked is not None)
        assert parcel.promised_on <= before <= parcel.ready_on <= parcel.promised_on + rules.FARTHEST
        assert not moved or (asked is not None and parcel.ready_on == asked.new_ready_on)
        assert is_working_day(parcel.ready_on)
        assert differences() == {}


def test_the_database_lets_no_day_come_before_the_promised_one(db: Any) -> None:
    order = accepted()
    with pytest.raises(sa.exc.IntegrityError, match="never_earlier_than_promised"), db.begin_nested():
        db.execute(sa.update(Parcel).where(Parcel.order_id == order.id).values(ready_on=MONDAY))
    later(order)
    for wrong in (
        "INSERT INTO delay_requests SELECT id + 1, parcel_id, asked_at, old_ready_on, new_ready_on, old_arrives_on,"
        " new_arrives_on, reason, answer_by, answer, answered_at FROM delay_requests",
        "UPDATE delay_requests SET new_ready_on = old_ready_on",
        "UPDATE delay_requests SET answer = 'agreed'",
        "UPDATE delay_requests SET reason = ''",
    ):
        with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
            db.execute(sa.text(wrong))
