"""Money that settles nothing: what an admin reads of it, and that what she has seen to leaves her list for good."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.db.ports import port
from app.orders.models import Order
from app.payments.models import Payment
from app.payments.ports import PretendTill
from app.payments.queries import payment as queries
from app.payments.rules.transferring import reason_in_words
from app.payments.rules.troubles import Differs, Trouble, differing, sum_told, what_differs
from app.payments.service import opening, settling
from tests.support import world
from tests.support.books import books, journal
from tests.support.orders import an_order
from tests.support.pages import PageClient
from tests.support.ties import rows

MONEY = "/admin/uang"
DONE = "Uangnya sudah dikembalikan dari tempat bayar."


@pytest.fixture
def admin(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.ADMIN)
    return browser


def held(order: Order) -> Payment:
    """Its money was told for another order."""
    opening.start(order.id, success_url="/", cancel_url="/")
    payment = queries.open_of(order.id)
    assert payment is not None and payment.reference is not None
    port(PretendTill).pay(payment.reference)
    again(order, payment.id)
    return payment


def again(order: Order, payment_id: int, number: str = "G-LAIN") -> None:
    told = settling.settle_told(payment_id, amount=order.total, currency="idr", number=number)
    assert told is False


def test_it_has_a_page_that_says_what_differs_and_what_to_do(db: Any, admin: PageClient) -> None:
    order = an_order()
    payment = held(order)
    said = f"Tagihan pesanan {order.number} dibayar, tetapi di tempat bayar tertulis pesanan G-LAIN."
    assert said in admin.get(MONEY).text
    page = admin.get(f"{MONEY}/pembayaran/{payment.id}").text
    assert said in page and f"<code>{payment.reference}</code>" in page
    assert "Cari nomor ini di tempat bayar" in page


def test_what_she_has_seen_to_leaves_the_list_and_stays_away(db: Any, admin: PageClient) -> None:
    order = an_order()
    payment = held(order)
    page = f"{MONEY}/pembayaran/{payment.id}"
    admin.send(page, note=DONE)
    assert order.number not in admin.get(MONEY).text.split("Pembayaran terbaru")[0]
    assert journal("order", order.id)[-1] == "payment trouble closed"
    again(order, payment.id)
    assert admin.get(page).status_code == 404
    again(order, payment.id, number="G-BARU")
    assert "tertulis pesanan G-BARU" in admin.get(page).text


def test_without_a_word_of_what_was_done_it_stays(db: Any, admin: PageClient) -> None:
    payment = held(an_order())
    before = books()
    for note, sentence in (
        ("", "Tulis dulu apa yang sudah dilakukan"),
        ("ok", "Tulis dulu apa yang sudah dilakukan, sedikitnya lima huruf"),
    ):
        shown = admin.send(f"{MONEY}/pembayaran/{payment.id}", note=note).text
        assert sentence in shown
    assert books() == before
    assert rows("SELECT trouble, trouble_closed_at FROM payments") == [("other_order", None)]


def test_nobody_else_closes_it_and_what_fits_has_no_such_page(
    db: Any, signed_in: Any, admin: PageClient
) -> None:
    order = an_order()
    payment = held(order)
    page = f"{MONEY}/pembayaran/{payment.id}"
    buyer: PageClient = signed_in(world.BUYER)
    assert buyer.post(page, data={"csrf_token": buyer.token("/akun"), "note": DONE}).status_code == 403
    settling.settle_told(payment.id, amount=order.total, currency="idr", number=order.number)
    assert rows("SELECT state, trouble, trouble_facts, trouble_closed_at FROM payments") == [
        ("succeeded", None, None, None)
    ]
    assert admin.get(page).status_code == 404


def test_the_database_keeps_no_trouble_without_its_facts(db: Any) -> None:
    payment = held(an_order())
    with pytest.raises(sa.exc.IntegrityError, match="trouble_has_facts"):
        db.execute(sa.update(Payment).where(Payment.id == payment.id).values(trouble_facts=None))


# -- in words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("amount", "currency", "words"),
    [
        (102_000, "idr", "Rp102.000"),
        (10_200_001, "idr/100", "Rp102.000,01"),
        (-5_000, "idr", "-Rp5.000"),
        (123_456_789, "usd", "123.456.789 USD"),
        (1_050, "eur/100", "10,50 EUR"),
        (7, "", "7 tanpa mata uang"),
    ],
)
def test_a_sum_is_read_as_it_was_told(amount: int, currency: str, words: str) -> None:
    assert sum_told(amount, currency) == words


def test_what_differs_is_one_sentence_with_both_sums() -> None:
    one = differing(102_000, 10_200_001, "idr/100")
    assert one == Differs(Trouble.OTHER_AMOUNT, {"amount": 10_200_001, "currency": "idr/100"})
    said = what_differs(one.kind, one.facts, due=102_000, number="G-1")
    assert said == "Yang masuk Rp102.000,01, yang harus dibayar Rp102.000."


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("refund re_1: expired_or_canceled_card", "Kartunya sudah tidak berlaku."),
        ("Insufficient funds", "Saldo penerima pembayaran di tempat bayar tidak cukup."),
        ("refund re_1: solar_flare", "Kata tempat bayar: “refund re_1: solar_flare”."),
        ("Request timed out", "Kata tempat bayar: “Request timed out”."),
    ],
)
def test_why_a_refund_is_not_done_is_said_in_indonesian_where_it_is_known(said: str, read: str) -> None:
    assert reason_in_words(said) == read
