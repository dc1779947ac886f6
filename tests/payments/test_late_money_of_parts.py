"""Money of one part, paid to its seller directly, that comes after the part was let go alone."""

from typing import Any

import pytest

from app.base import clock
from app.orders.models import Order
from app.payments.models import Payment
from app.payments.rules.ways import Way
from app.payments.service import expiring, opening, settling
from tests.support import world
from tests.support.books import journal, stock_of
from tests.support.orders import an_order, parcels_of
from tests.support.ties import differences, rows


@pytest.fixture
def lapsed(db: Any) -> tuple[Order, Payment]:
    """Two sellers' parts: the second is agreed to be paid in cash, the first was not paid in time."""
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", stock=5)
    order = an_order({world.goods().ready: 2, other: 1})
    first, second = parcels_of(order)
    payment = opening.start_direct(order.id, first.id, Way.QRIS)
    opening.start_direct(order.id, second.id, Way.CASH)
    assert first.pay_by is not None
    with clock.at(first.pay_by):
        expiring.expire_unpaid(clock.now())
    db.expire_all()
    assert (parcels_of(order)[0].state, order.state) == ("cancelled", "agreed")
    return order, payment


def comes(payment: Payment) -> None:
    settling.settle(payment.id, amount=payment.due, currency="idr")


def test_it_goes_on_while_its_goods_are_there(db: Any, lapsed: tuple[Order, Payment]) -> None:
    order, payment = lapsed
    comes(payment)
    db.expire_all()
    first, _ = parcels_of(order)
    assert (order.state, first.state, first.paid_at) == ("paid", "to_answer", world.SUNDAY)
    assert stock_of(world.variant_of(world.goods().ready).id) == 8
    assert journal("parcel", first.id)[-2:] == ["parcel revived", "parcel paid"]
    assert rows("SELECT count(*) FROM refunds") == [(0,)]


def test_it_goes_back_by_hand_when_they_are_sold(db: Any, lapsed: tuple[Order, Payment]) -> None:
    order, payment = lapsed
    an_order({world.goods().ready: 9})
    comes(payment)
    db.expire_all()
    assert (parcels_of(order)[0].state, order.paid_at) == ("cancelled", None)
    assert rows("SELECT by_hand, amount, reason FROM refunds") == [
        (True, payment.captured, "Keset Perca tinggal 1.")
    ]
    assert differences() == {}
