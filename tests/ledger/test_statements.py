"""A seller reads what came, what was kept and what she received; the sums are those of her accounts, the books stand apart."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.db.session import unit_of_work
from app.ledger.queries import statements
from app.ledger.rules import months
from app.ledger.rules.accounts import Book, JournalKind
from app.ledger.rules.statement import Balances, Statement
from app.orders.models import Order, Parcel
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, parcels
from app.payments.rules.ways import Way
from app.payments.service import opening, settling
from app.sellers import queries as sellers
from tests.support import world
from tests.support.ledger import a_rate, paid_out, released
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
DECEMBER = date(2026, 12, 1), date(2026, 12, 31)


def of(book: Book, days: tuple[date, date] = NOVEMBER) -> Statement:
    return statements.statement(sellers.owned(world.actor(world.SELLER)).id, book, *days, world.VILLAGE)


def back(order: Order, part: Parcel, amount: int) -> None:
    with unit_of_work():
        parcels.lock_order(order.id)
        adjusting.pay_back(part, amount, AdjustmentKind.COMPLAINT, "Tepinya lepas.")


@pytest.fixture
def sold(db: Any) -> Parcel:
    """Two mats at ten per cent, Rp102.000 with sending; twenty thousand went back; in December the rest was paid out."""
    a_rate(1_000)
    order = a_paid_order({world.goods().ready: 2})
    (part,) = parcels_of(order)
    back(order, part, 20_000)
    with clock.at(world.SUNDAY + timedelta(days=10)):
        released(part, 75_000)
        paid_out(part.seller_id, 50_000)
    return part


def test_each_row_says_what_came_and_what_was_kept(sold: Parcel) -> None:
    seen = of(Book.PLATFORM)
    assert [(row.kind, row.came, row.kept, row.net, row.paid_out) for row in seen.rows] == [
        (JournalKind.SETTLEMENT, 102_000, 9_000, 93_000, 0),
        (JournalKind.ADJUSTMENT, -20_000, -2_000, -18_000, 0),
    ]
    assert [row.what for row in seen.rows] == [
        "Pesanan dibayar pembeli",
        "Dikembalikan ke pembeli: Tepinya lepas.",
    ]
    assert len({row.order_number for row in seen.rows}) == 1
    assert (seen.opening, seen.came, seen.kept, seen.net, seen.paid_out, seen.closing) == (
        0, 82_000, 7_000, 75_000, 0, 75_000,
    )  # fmt: skip


def test_the_next_month_begins_where_this_one_ends(sold: Parcel) -> None:
    december = of(Book.PLATFORM, DECEMBER)
    assert [(row.kind, row.net, row.paid_out) for row in december.rows] == [
        (JournalKind.PAYOUT_PAID, 0, 50_000)
    ]
    assert (december.opening, december.closing) == (75_000, 25_000)
    both = of(Book.PLATFORM, (NOVEMBER[0], DECEMBER[1]))
    assert (both.opening, both.closing) == (0, 25_000)


def test_balances_say_where_her_money_is(sold: Parcel) -> None:
    assert statements.balances(sold.seller_id) == Balances(available=25_000, paid=50_000)
    other = a_paid_order({world.goods().ready: 1})
    (part,) = parcels_of(other)
    assert statements.balances(sold.seller_id) == Balances(
        pending=part.total - 4_500, available=25_000, paid=50_000
    )


def test_what_her_buyers_paid_to_her_stands_in_a_book_of_its_own(db: Any) -> None:
    a_rate(1_000)
    order = an_order({world.goods().ready: 2})
    (part,) = parcels_of(order)
    payment = opening.start_direct(order.id, part.id, Way.QRIS)
    settling.settle(payment.id, amount=payment.due, currency="idr")
    back(order, part, 20_000)
    seen = of(Book.DIRECT)
    assert [(row.what, row.came, row.kept) for row in seen.rows] == [
        ("Dibayar langsung: QRIS", 102_000, 0),
        ("Dikembalikan ke pembeli: Tepinya lepas.", -20_000, 0),
    ]
    assert (seen.opening, seen.closing) == (0, 82_000)
    assert of(Book.PLATFORM).rows == []
    assert statements.balances(part.seller_id) == Balances(taken=82_000, owes=20_000)


def test_a_day_begins_at_her_own_midnight(db: Any) -> None:
    """Half past midnight on the first of December in Jakarta is still November elsewhere."""
    with clock.at(world.SUNDAY.replace(day=30, hour=17, minute=30)):
        a_paid_order({world.goods().ready: 1})
    assert of(Book.PLATFORM).rows == []
    assert len(of(Book.PLATFORM, DECEMBER).rows) == 1


def test_a_stranger_is_told_nothing_of_her(sold: Parcel, signed_in: Any) -> None:
    text = signed_in(world.OTHER_SELLER).get("/penjual/uang/riwayat").text
    assert "Belum ada uang bulan ini" in text
    assert "Rp" not in text.split("<main")[1].split("</main>")[0]


def test_the_page_shows_the_month_with_its_sums(sold: Parcel, signed_in: Any) -> None:
    page: PageClient = signed_in(world.SELLER)
    text = " ".join(page.get("/penjual/uang/riwayat").text.split())
    for said in (
        "1 November 2026 sampai 22 November 2026",
        "<dt>Uang masuk</dt><dd>Rp102.000</dd>",
        "<dt>Dikembalikan ke pembeli</dt><dd>-Rp20.000</dd>",
        "<dt>Potongan Gerai</dt><dd>-Rp7.000</dd>",
        "<dt>Diterima</dt><dd>Rp75.000</dd>",
        "<dt>Di Gerai sekarang</dt><dd>Rp75.000</dd>",
        f'href="/penjual/pesanan/{sold.id}"',
    ):
        assert said in text
    with clock.at(world.SUNDAY + timedelta(days=12)):
        later = " ".join(page.get("/penjual/uang/riwayat").text.split())
    assert "<dt>Di Gerai, awal bulan</dt><dd>Rp75.000</dd>" in later
    assert "<dt>Dicairkan ke rekening</dt><dd>-Rp50.000</dd>" in later
    assert "?bulan=2026-11" in later


@pytest.mark.parametrize("month", ["", "2026-13", "2031-01", "x", "2026-11%00"])
def test_a_month_that_cannot_be_is_this_one(sold: Parcel, signed_in: Any, month: str) -> None:
    answer = signed_in(world.SELLER).get(f"/penjual/uang/riwayat?bulan={month}")
    assert answer.status_code == 200
    assert "1 November 2026 sampai" in answer.text


def test_months_follow_each_other() -> None:
    assert months.following(date(2026, 12, 1)) == date(2027, 1, 1)
    assert months.before(date(2027, 1, 1)) == date(2026, 12, 1)
    assert months.last_of(date(2028, 2, 1)) == date(2028, 2, 29)
    assert months.month_of("2026-02", date(2026, 11, 22)) == date(2026, 2, 1)
