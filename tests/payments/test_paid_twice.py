"""Two checkouts of one order are both paid: one pays the order, the other goes back whole."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.db.ports import port
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import Payment
from app.payments.ports import Notice, NoticeKind, PaymentGateway, PretendTill
from app.payments.queries import payment as queries
from app.payments.service import noticing, opening, settling
from tests.support import world
from tests.support.books import letters
from tests.support.jobs import do_all
from tests.support.orders import an_order, parcels_of
from tests.support.ties import differences, rows


@pytest.fixture
def twice(db: Any) -> tuple[Order, Payment, Payment]:
    """A checkout that was said to have expired although it was paid, and the one after it, opened, not yet paid."""
    order = an_order()
    first = opened(order)
    port(PretendTill).pay(first.reference or "")
    expired = Notice("evt_1", NoticeKind.EXPIRED, first.reference or "")
    noticing.take_notice(port(PaymentGateway), expired)
    return order, first, opened(order)


def opened(order: Order) -> Payment:
    opening.start(order.id, success_url="/", cancel_url="/")
    payment = queries.open_of(order.id)
    assert payment is not None
    return payment


def settle(payment: Payment) -> None:
    settling.settle(payment.id, amount=payment.due, currency="idr")


@pytest.mark.parametrize("first_comes", ["first", "second"])
def test_the_later_money_goes_back_and_the_order_goes_on(
    twice: tuple[Order, Payment, Payment], db: Any, first_comes: str
) -> None:
    order, first, second = twice
    port(PretendTill).pay(second.reference or "")
    before = len(letters())
    kept, returned = (first, second) if first_comes == "first" else (second, first)
    settle(kept)
    settle(returned)
    do_all()
    assert set(rows("SELECT id, captured, refunded FROM payments")) == {
        (kept.id, 102_000, 0),
        (returned.id, 102_000, 102_000),
    }
    assert db.scalar(sa.select(Order.state).where(Order.id == order.id)) == "paid"
    assert differences() == {}
    subjects = letters()[before:]
    assert f"Pesanan {order.number} terbayar dua kali" in subjects
    assert f"Pembayaran pesanan {order.number} datang terlambat" not in subjects


@pytest.mark.parametrize("first_comes", ["first", "second"])
def test_a_seller_who_cannot_gives_back_the_money_that_was_kept(
    twice: tuple[Order, Payment, Payment], first_comes: str
) -> None:
    order, first, second = twice
    port(PretendTill).pay(second.reference or "")
    for payment in (first, second) if first_comes == "first" else (second, first):
        settle(payment)
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, "Bahannya habis.")
    do_all()
    assert rows("SELECT captured, refunded FROM payments") == [(102_000, 102_000)] * 2
    assert differences() == {}
