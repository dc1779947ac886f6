"""What stands on the admin's list until it is done, with what to do next; and what a buyer reads of her money."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.ports import port
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import Payment, Refund
from app.payments.ports import PretendTill
from app.payments.queries import payment as queries
from app.payments.rules.states import RefundState
from app.payments.service import opening, settling
from tests.support import world
from tests.support.answers import REASON, reach
from tests.support.books import books, letters
from tests.support.forms import forms_of
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, an_order, let_lapse, parcels_of, pay, pay_late
from tests.support.pages import PageClient
from tests.support.ties import differences, rows

MONEY = "/admin/uang"
NOTHING = "Perlu dilihat orang"


@pytest.fixture
def admin(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.ADMIN)
    return browser


def came_otherwise(order: Order, amount: int, currency: str = "idr") -> Payment:
    """The gateway tells another sum than was to be paid."""
    opening.start(order.id, success_url="/", cancel_url="/")
    payment = queries.open_of(order.id)
    assert payment is not None and payment.reference is not None
    port(PretendTill).pay(payment.reference)
    assert settling.settle(payment.id, amount=amount, currency=currency) is False
    return payment


def button(page: str, words: str) -> str:
    """Where the form goes whose address holds these words."""
    (form,) = [one for one in forms_of(page) if words in one.action]
    return form.action


# -- another sum -----------------------------------------------------------------------------------------


def test_another_sum_goes_back_whole_when_the_admin_says_so(db: Any, admin: PageClient) -> None:
    order = an_order()
    payment = came_otherwise(order, 101_999)
    shown = admin.get(MONEY).text
    assert f"Pesanan {order.number}: jumlahnya berbeda" in shown
    assert "Yang masuk Rp101.999, yang harus dibayar Rp102.000." in shown
    before = len(letters())
    page = f"{MONEY}/pembayaran/{payment.id}"
    admin.send(page, to=button(admin.get(page).text, "kembalikan"))
    db.expire_all()
    assert (payment.state, payment.captured, payment.trouble) == ("succeeded", 101_999, None)
    assert rows("SELECT amount, adjustment_id, reason FROM refunds") == [
        (101_999, None, "Yang masuk Rp101.999, yang harus dibayar Rp102.000.")
    ]
    assert letters()[before:] == [f"Jumlah pembayaran pesanan {order.number} berbeda"]
    assert rows("SELECT state, paid_at FROM orders") == [("placed", None)]
    assert differences() == {}
    do_all()
    assert rows("SELECT refunded FROM payments") == [(101_999,)]
    assert NOTHING not in admin.get(MONEY).text
    assert differences() == {}


def test_afterwards_the_order_can_be_paid_with_the_right_sum(db: Any, admin: PageClient) -> None:
    order = an_order()
    payment = came_otherwise(order, 1)
    page = f"{MONEY}/pembayaran/{payment.id}"
    admin.send(page, to=button(admin.get(page).text, "kembalikan"))
    pay(order)
    do_all()
    assert rows("SELECT captured, refunded FROM payments ORDER BY id") == [(1, 1), (102_000, 0)]
    assert rows("SELECT state FROM orders") == [("paid",)]
    assert differences() == {}


def test_the_right_sum_after_a_wrong_one_clears_the_task(db: Any, admin: PageClient) -> None:
    order = an_order()
    payment = came_otherwise(order, 101_999)
    settling.settle(payment.id, amount=102_000, currency="idr")
    assert NOTHING not in admin.get(MONEY).text
    token = admin.token("/akun")
    before = books()
    address = f"{MONEY}/pembayaran/{payment.id}/kembalikan"
    assert admin.post(address, data={"csrf_token": token}).status_code == 404
    assert books() == before


def test_what_came_in_another_currency_is_not_given_back_from_here(db: Any, admin: PageClient) -> None:
    order = an_order()
    payment = came_otherwise(order, 102_000, "usd")
    shown = admin.get(f"{MONEY}/pembayaran/{payment.id}").text
    assert "Yang masuk 102.000 USD, yang harus dibayar Rp102.000." in shown
    assert "Cari nomor ini di tempat bayar" in shown and f"<code>{payment.reference}</code>" in shown
    assert "kembalikan" not in [one.action.rpartition("/")[2] for one in forms_of(shown)]
    token = admin.token("/akun")
    answer = admin.post(f"{MONEY}/pembayaran/{payment.id}/kembalikan", data={"csrf_token": token})
    assert answer.status_code == 404


# -- not back yet ----------------------------------------------------------------------------------------


def test_stray_money_stands_there_until_it_is_back(db: Any, admin: PageClient) -> None:
    order = an_order({world.goods().ready: 3})
    reference = let_lapse(order)
    an_order({world.goods().ready: 8})
    with clock.at(order.pay_by + timedelta(minutes=1)):
        pay_late(reference)
    shown = admin.get(MONEY).text
    assert f"Pesanan {order.number}: Rp{order.total // 1000}.000 datang terlambat atau dua kali" in shown
    assert "Keset Perca tinggal 2." in shown
    do_all()
    assert NOTHING not in admin.get(MONEY).text


def test_what_is_on_its_way_for_a_week_stands_there(db: Any, admin: PageClient) -> None:
    order = a_paid_order()
    reach(order, "declined")
    db.execute(sa.update(Refund).values(state=RefundState.PENDING, reference="re_7"))
    db.commit()
    with clock.at(world.SUNDAY + timedelta(days=6, hours=23)):
        assert NOTHING not in admin.get(MONEY).text
    with clock.at(world.SUNDAY + timedelta(days=7)):
        shown = admin.get(MONEY).text
    assert f"Pesanan {order.number}: Rp102.000 lebih dari seminggu dalam perjalanan" in shown
    assert "re_7" in shown


# -- the buyer -------------------------------------------------------------------------------------------


def test_a_buyer_reads_how_far_her_money_is(db: Any, signed_in: Any) -> None:
    order = a_paid_order()
    browser = signed_in(world.BUYER)
    page = f"/pesanan/{order.number}"
    assert "Uang yang kembali" not in browser.get(page).text
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, REASON)
    asked = browser.get(page).text
    assert "<b>Rp102.000</b> dari Rumah Perca" in asked and "Sudah diminta" in asked
    assert "Lewat tempat bayar mode uji, diminta" in asked and REASON in asked
    do_all()
    done = browser.get(page).text
    assert "Sudah kembali" in done and "Sudah diminta" not in done


def test_of_what_failed_she_reads_that_a_person_is_on_it(db: Any, signed_in: Any) -> None:
    order = a_paid_order()
    reach(order, "declined")
    db.execute(sa.update(Refund).values(state=RefundState.FAILED, trouble="Insufficient funds"))
    db.commit()
    shown = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert "Belum berhasil" in shown
    assert "Petugas kami sedang mengurusnya; uangnya tidak hilang." in shown
    assert "Insufficient funds" not in shown
