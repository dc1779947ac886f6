"""A seller's statement on paper is the one of her page: opening, rows and closing to the rupiah, the two books apart."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.ledger.queries import papers, statements
from app.ledger.rules.accounts import Book
from app.orders.service import parcels
from app.payments.rules.ways import Way
from app.payments.service import opening, settling
from app.sellers import queries as sellers
from app.sellers.models import Seller
from tests.support import ledger, world
from tests.support.books import books
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.printing import texts_of

PAGE = "/penjual/uang/riwayat"
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def seller(db: Any) -> Seller:
    return sellers.owned(world.actor(world.SELLER))


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def amounts(text: str) -> list[str]:
    return re.findall(r"-?Rp[\d.]+", text)


def paid_in_cash() -> None:
    order = an_order()
    payment = opening.start_direct(order.id, parcels_of(order)[0].id, Way.CASH)
    settling.settle(payment.id, amount=payment.due, currency="idr")


def test_a_month_is_printed_as_its_page_shows_it(maker: PageClient, seller: Seller) -> None:
    kept, declined = a_paid_order(), a_paid_order()
    parcels.decline(world.actor(world.SELLER), parcels_of(declined)[0].id, "Bahannya habis.")
    before = books()
    answer = maker.get(f"{PAGE}.pdf")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "private, no-store")
    assert answer.headers["Content-Disposition"] == 'inline; filename="catatan-uang-2026-11.pdf"'
    (text,) = texts_of(answer.data)
    assert "Rumah Perca Kota Tangerang, Banten" in text and "1 November 2026 sampai 22 November 2026" in text
    assert "CONTOH — mode uji" in text and kept.number in text and text.count(declined.number) == 2
    assert amounts(text) == [
        "Rp0", "Rp204.000", "-Rp102.000", "Rp0", "Rp0", "Rp102.000",
        "Rp102.000", "Rp102.000", "Rp102.000", "Rp204.000", "Rp102.000", "Rp102.000",
    ]  # fmt: skip
    assert maker.get(f"{PAGE}.pdf").data == answer.data, "asked twice it is the same"
    assert books() == before, "printing writes nothing"
    assert f'href="{PAGE}.pdf?bulan=2026-11"' in maker.get(PAGE).text


def test_what_came_into_her_own_hands_is_a_paper_of_its_own(maker: PageClient, seller: Seller) -> None:
    a_paid_order()
    paid_in_cash()
    collected, direct = texts_of(maker.get(f"{PAGE}.pdf").data)
    assert "Lewat Gerai" in collected and "Dicairkan ke rekening" in collected
    assert "Langsung" in direct and "Dicairkan ke rekening" not in direct
    assert "Diterima sejak awal" in direct and "Saldo" not in direct, "nobody holds it for her"
    assert [one.closing for one in papers.printed(seller, *NOVEMBER, test=True)] == [102_000, 102_000]


def test_commission_is_taken_off_and_said(seller: Seller) -> None:
    ledger.a_rate(500)
    a_paid_order()
    (made,) = papers.printed(seller, *NOVEMBER, test=True)
    assert made.sums == [("Uang masuk", 102_000), ("Potongan Gerai", -4_500), ("Dicairkan ke rekening", 0)]
    assert [row.amount for row in made.rows] == [97_500]
    assert made.closing == 97_500


@pytest.mark.parametrize(
    "month", [NOVEMBER, (date(2026, 12, 1), date(2026, 12, 31)), (date(2026, 10, 1), date(2026, 10, 31))]
)
def test_paper_and_ledger_say_the_same(seller: Seller, month: tuple[date, date]) -> None:
    a_paid_order()
    with clock.at(world.SUNDAY + timedelta(days=20)):
        a_paid_order()
        paid_in_cash()
    for made, book in zip(papers.printed(seller, *month, test=True), Book, strict=False):
        told = statements.statement(seller.id, book, *month, seller.village_code or "36")
        assert (made.opening, made.closing, len(made.rows)) == (told.opening, told.closing, len(told.rows))


def test_a_month_without_money_is_one_paper_that_says_so(maker: PageClient, seller: Seller) -> None:
    (text,) = texts_of(maker.get(f"{PAGE}.pdf?bulan=2026-01").data)
    assert "1 Januari 2026 sampai 31 Januari 2026" in text
    assert "Tidak ada uang masuk atau keluar pada masa ini." in text


@pytest.mark.parametrize("odd", ["2099-01", "x", "2026-13", "%00", "1" * 40])
def test_a_month_that_there_is_not_is_this_one(maker: PageClient, odd: str) -> None:
    (text,) = texts_of(maker.get(f"{PAGE}.pdf?bulan={odd}").data)
    assert "1 November 2026 sampai 22 November 2026" in text


def test_who_has_no_gerai_yet_is_led_to_open_one_and_nobody_else_may(
    signed_in: Any, client: PageClient
) -> None:
    assert client.get(f"{PAGE}.pdf").status_code == 302
    assert signed_in(world.BUYER).get(f"{PAGE}.pdf").status_code == 403
