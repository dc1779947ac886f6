"""Where buyers pay sellers, each part of an order is paid by itself, lapses by itself, and its money never meets the platform's."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.ledger.models import BankAccount
from app.orders.models import Order
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import cancelling, parcels
from app.payments.models import Payment, Refund
from app.payments.queries import payment as queries
from app.payments.rules.states import PaymentState
from app.payments.rules.ways import Mode, Way
from app.payments.service import expiring, opening, settling
from app.payments.service.opening import OtherModeBegun, TooLate
from tests.support import market, world
from tests.support.books import books, stock_of
from tests.support.jobs import waiting
from tests.support.orders import an_order, parcels_of, pay
from tests.support.ties import differences

DAY_LATER = world.SUNDAY + opening.DIRECT_WITHIN + timedelta(minutes=1)


def of_two() -> Order:
    """Two pieces of the world's seller, one of her neighbour."""
    things = market.five_things()
    return an_order({things[0]: 2, things[2]: 1})


def an_account(seller_id: int) -> int:
    from app.db.session import db

    account = BankAccount(
        seller_id=seller_id, bank="002", number="002101000123456", holder="Ibu Uji", since=clock.now()
    )
    db.session.add(account)
    db.session.commit()
    return account.id


def paid_in_full(payment: Payment) -> bool:
    return settling.settle(payment.id, amount=payment.due, currency="idr")


def test_each_part_is_paid_by_itself(db: Any) -> None:
    order = of_two()
    mine, hers = parcels_of(order)
    payment = opening.start_direct(order.id, mine.id, Way.QRIS)
    assert (payment.mode, payment.due, payment.code) == (Mode.DIRECT, mine.total, 0)
    assert paid_in_full(payment)
    db.expire_all()
    assert order.state is OrderState.PAID
    assert [(one.state, one.paid_at is not None) for one in parcels_of(order)] == [
        (ParcelState.TO_ANSWER, True),
        (ParcelState.WAITING, False),
    ]
    assert paid_in_full(opening.start_direct(order.id, hers.id, Way.QRIS))
    assert [one.state for one in parcels_of(order)] == [ParcelState.TO_ANSWER, ParcelState.TO_ANSWER]
    assert differences() == {}


def test_a_part_that_nobody_pays_lapses_alone_and_gives_its_goods_back(db: Any) -> None:
    order = of_two()
    mine, hers = parcels_of(order)
    variant = db.scalar(sa.text("SELECT variant_id FROM order_lines WHERE parcel_id = :id"), {"id": hers.id})
    before = stock_of(variant)
    paid_in_full(opening.start_direct(order.id, mine.id, Way.QRIS))
    opening.start_direct(order.id, hers.id, Way.QRIS)
    with clock.at(DAY_LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
    db.expire_all()
    assert [one.state for one in parcels_of(order)] == [ParcelState.TO_ANSWER, ParcelState.CANCELLED]
    assert order.state is OrderState.PAID
    assert stock_of(variant) == before + 1
    assert queries.waiting_of_parcel(hers.id) is None
    assert differences() == {}


def test_when_no_part_is_paid_the_order_expires_with_the_last(db: Any) -> None:
    order = of_two()
    for parcel in parcels_of(order):
        opening.start_direct(order.id, parcel.id, Way.QRIS)
    with clock.at(DAY_LATER):
        assert expiring.expire_unpaid(clock.now()) == 2
    db.expire_all()
    assert order.state is OrderState.EXPIRED
    assert {one.state for one in parcels_of(order)} == {ParcelState.CANCELLED}
    assert differences() == {}


def test_a_proof_that_is_looked_at_keeps_its_part(db: Any) -> None:
    order = an_order()
    (parcel,) = parcels_of(order)
    payment = opening.start_direct(order.id, parcel.id, Way.QRIS)
    payment.state = PaymentState.CHECKING
    db.commit()
    before = books()
    with clock.at(DAY_LATER):
        assert expiring.expire_unpaid(clock.now()) == 0
    assert books() == before


def test_one_who_has_begun_directly_may_still_pay_at_once_while_nothing_came(db: Any) -> None:
    order = of_two()
    mine, _ = parcels_of(order)
    opening.start_direct(order.id, mine.id, Way.QRIS)
    pay(order)
    db.expire_all()
    assert order.state is OrderState.PAID
    assert db.scalars(sa.select(Payment.state).order_by(Payment.id)).all() == [
        PaymentState.EXPIRED,
        PaymentState.SUCCEEDED,
    ]
    assert differences() == {}


def test_money_of_one_mode_closes_the_other(db: Any) -> None:
    order = of_two()
    mine, _ = parcels_of(order)
    paid_in_full(opening.start_direct(order.id, mine.id, Way.QRIS))
    before = books()
    with pytest.raises(TooLate):
        opening.start(order.id, success_url="/", cancel_url="/")
    assert books() == before
    whole = an_order()
    pay(whole)
    (part,) = parcels_of(whole)
    before = books()
    with pytest.raises((OtherModeBegun, TooLate)):
        opening.start_direct(whole.id, part.id, Way.QRIS)
    assert books() == before


def test_a_transfer_is_told_from_others_by_its_last_digits(db: Any) -> None:
    order = an_order()
    (parcel,) = parcels_of(order)
    account = an_account(parcel.seller_id)
    payment = opening.start_direct(order.id, parcel.id, Way.TRANSFER)
    assert payment.bank_account_id == account
    assert 1 <= payment.code <= 999
    assert payment.due == parcel.total + payment.code
    assert opening.start_direct(order.id, parcel.id, Way.TRANSFER).id == payment.id
    assert paid_in_full(payment)
    cancelling.cancel_all(order.number, world.actor(world.BUYER), None)
    refund = db.scalars(sa.select(Refund)).one()
    assert (refund.amount, refund.by_hand) == (payment.due, True), "with the digits"
    assert waiting() == [job for job in waiting() if not job.startswith("payments.refund")]
    assert differences() == {}


def test_cash_lets_the_maker_begin_and_closes_the_order_with_its_money(db: Any) -> None:
    order = an_order(wishes={})
    (parcel,) = parcels_of(order)
    payment = opening.start_direct(order.id, parcel.id, Way.CASH)
    db.expire_all()
    assert (order.state, parcel.state, parcel.paid_at) == (OrderState.AGREED, ParcelState.TO_ANSWER, None)
    parcels.accept(world.actor(world.SELLER), parcel.id)
    parcels.pack(world.actor(world.SELLER), parcel.id)
    parcels.send(world.actor(world.SELLER), parcel.id, courier="JNE", tracking="1")
    parcels.receive(order.number, parcel.id, world.actor(world.BUYER), None)
    db.expire_all()
    assert order.state is OrderState.AGREED, "it waits for its money"
    assert differences() == {}
    assert paid_in_full(payment)
    db.expire_all()
    assert (order.state, parcel.state) == (OrderState.CLOSED, ParcelState.RECEIVED)
    assert parcel.paid_at is not None
    assert differences() == {}


def test_what_falls_away_before_the_money_comes_lessens_what_is_to_be_paid(db: Any) -> None:
    order = an_order()
    (parcel,) = parcels_of(order)
    payment = opening.start_direct(order.id, parcel.id, Way.CASH)
    parcels.decline(world.actor(world.SELLER), parcel.id, "Bahannya habis.")
    db.expire_all()
    assert payment.state is PaymentState.EXPIRED
    assert order.state is OrderState.CANCELLED
    assert db.scalars(sa.select(Refund)).all() == []
    assert differences() == {}


def test_a_part_paid_twice_goes_back_whole_the_second_time(db: Any) -> None:
    order = an_order()
    (parcel,) = parcels_of(order)
    first = opening.start_direct(order.id, parcel.id, Way.QRIS)
    opening.expire(first)
    db.commit()
    second = opening.start_direct(order.id, parcel.id, Way.QRIS)
    assert paid_in_full(second)
    assert paid_in_full(first)
    refunds = db.scalars(sa.select(Refund)).all()
    assert [(one.payment_id, one.adjustment_id, one.amount) for one in refunds] == [
        (first.id, None, first.due)
    ]
    assert differences() == {}


def test_a_maker_who_has_her_money_although_the_buyer_turned_to_the_platform_keeps_it(db: Any) -> None:
    """The checkout at the gateway closes, and the other part has a deadline of its own again."""
    order = of_two()
    mine = parcels_of(order)[0]
    payment = opening.start_direct(order.id, mine.id, Way.QRIS)
    opening.start(order.id, success_url="/", cancel_url="/")
    assert paid_in_full(payment)
    db.expire_all()
    assert queries.open_of(order.id) is None
    assert [(one.state, one.pay_by) for one in parcels_of(order)] == [
        (ParcelState.TO_ANSWER, order.pay_by),
        (ParcelState.WAITING, order.pay_by),
    ]
    assert differences() == {}
    with clock.at(DAY_LATER):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert [one.state for one in parcels_of(order)] == [ParcelState.TO_ANSWER, ParcelState.CANCELLED]
    assert differences() == {}
