"""Money through its services: paid, told late, twice and out of order, expired, cancelled, given back, released: the books tie out."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from app.base import clock
from app.catalog.models import Product
from app.db.ports import port
from app.db.session import unit_of_work
from app.orders.models import Order, Parcel
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import adjusting, answering, cancelling, parcels
from app.payments.models import Payment, PretendCheckout, PretendRefund, Refund
from app.payments.ports import (
    Notice,
    NoticeKind,
    PaymentGateway,
    PretendTill,
    RefundOutcome,
    RefundStanding,
)
from app.payments.rules.states import PaymentState, RefundState
from app.payments.rules.ways import Mode, Way
from app.payments.service import (
    expiring,
    noticing,
    opening,
    proving,
    refunding,
    repaying,
    settling,
    transferring,
)
from app.sellers import queries as sellers
from tests.support import world
from tests.support.jobs import do_all
from tests.support.ledger import a_rate
from tests.support.machine import History
from tests.support.orders import UNPAID, an_order
from tests.support.payouts import release
from tests.support.proofs import BANK, a_receipt, an_account
from tests.support.ties import PIECES, differences, rows

REASON = "Bahannya habis."
WHICH = st.integers(0, 9)


class MoneyOfOrders(History):
    """Orders over two makers at two and a half per cent, paid through the platform or to each maker."""

    def __init__(self, db: Any, goods: list[int]) -> None:
        super().__init__(db)
        self.goods = goods
        self.buyer, self.admin = world.actor(world.BUYER), world.actor(world.ADMIN)
        self.minutes = 0
        self.makers = {
            sellers.owned(world.actor(who)).id: world.actor(who) for who in (world.SELLER, world.OTHER_SELLER)
        }
        self.pieces = rows(PIECES)
        self.an_order_is_placed(2)

    def it_ends(self) -> None:
        for (refund_id,) in rows("SELECT id FROM refunds WHERE state = 'failed'"):
            with clock.at(world.SUNDAY + timedelta(hours=2)):
                refunding.retry_refund(self.admin, refund_id)
        do_all()
        self.everything_ties_out()
        assert rows("SELECT count(*) FROM refunds WHERE NOT by_hand AND state <> 'done'") == [(0,)]
        assert rows(PIECES) == self.pieces

    # -- what may happen; a refusal changes nothing ---------------------------------------------------

    @rule(pieces=st.integers(1, 3))
    def an_order_is_placed(self, pieces: int) -> None:
        if rows("SELECT count(*) FROM orders") < [(4,)]:
            an_order({self.db.get_one(Product, one): pieces for one in self.goods})

    @rule(which=WHICH)
    def she_pays_at_the_gateway(self, which: int) -> None:
        """Nobody has told the shop yet."""
        order = self.one(Order, which, Order.state == OrderState.PLACED)
        if order is None:
            return
        if self.tries(lambda: opening.start(order.id, success_url="/", cancel_url="/")) is None:
            return
        payment = self.one(Payment, 0, Payment.order_id == order.id, Payment.state == PaymentState.OPENED)
        port(PretendTill).pay(payment.reference)

    def _notice(self, payment: Payment | None, kind: NoticeKind, **differs: Any) -> None:
        if payment is not None and payment.reference is not None:
            told = {"amount": payment.due, "currency": "idr", "number": number_of(payment), **differs}
            notice = Notice(f"{kind}-{payment.id}-{sorted(differs)}", kind, payment.reference, **told)
            self.tries(lambda: noticing.take_notice(port(PaymentGateway), notice))

    @rule(which=WHICH, times=st.integers(1, 3))
    def the_gateway_tells(self, which: int, times: int) -> None:
        """Late, twice, and of checkouts that are closed here."""
        there = sa.select(PretendCheckout.reference).where(PretendCheckout.paid_at.is_not(None))
        for _ in range(times):
            self._notice(self.one(Payment, which, Payment.reference.in_(there)), NoticeKind.PAID)

    @rule(which=WHICH)
    def the_gateway_tells_one_rupiah_more(self, which: int) -> None:
        payment = self.one(Payment, which, Payment.mode == Mode.COLLECTS)
        if payment is not None:
            self._notice(payment, NoticeKind.PAID, amount=payment.due + 1)

    @rule(which=WHICH)
    def the_gateway_tells_that_it_lapsed(self, which: int) -> None:
        self._notice(self.one(Payment, which, Payment.mode == Mode.COLLECTS), NoticeKind.EXPIRED)

    @rule(which=WHICH)
    def she_comes_back(self, which: int) -> None:
        order = self.one(Order, which)
        self.tries(lambda: settling.check(order))

    @rule(which=WHICH, way=st.sampled_from([Way.QRIS, Way.TRANSFER, Way.CASH]))
    def she_pays_a_maker(self, which: int, way: Way) -> None:
        part = self.one(Parcel, which, Parcel.state == ParcelState.WAITING)
        if part is not None:
            self.tries(lambda: opening.start_direct(part.order_id, part.id, way))

    @rule(which=WHICH)
    def the_maker_has_it(self, which: int) -> None:
        """In time, late, or a second time."""
        payment = self.one(Payment, which, Payment.mode == Mode.DIRECT)
        if payment is not None:
            self.tries(lambda: settling.settle(payment.id, amount=payment.due, currency="idr"))

    @rule(
        which=WHICH,
        differs=st.one_of(st.integers(-120_000, -1), st.integers(1, 999), st.integers(1_000, 90_000)),
    )
    def the_maker_takes_another_sum(self, which: int, differs: int) -> None:
        """Less or more than was due, in time or late."""
        payment = self.one(Payment, which, Payment.mode == Mode.DIRECT)
        if payment is not None:
            maker = self.makers[self.db.get_one(Parcel, payment.parcel_id).seller_id]
            seen = max(1, payment.due + differs)
            self.tries(lambda: proving.confirm(maker, payment.id, seen, accepts=seen))

    @rule(days=st.integers(0, 1))
    def time_to_pay_runs_out(self, days: int) -> None:
        with clock.at(world.SUNDAY + UNPAID + timedelta(days=days, seconds=1)):
            expiring.expire_unpaid(clock.now())

    @rule(which=WHICH)
    def she_takes_it_back(self, which: int) -> None:
        order = self.one(Order, which)
        self.tries(lambda: cancelling.cancel_all(order.number, self.buyer, None))

    @rule(which=WHICH, can=st.integers(0, 2))
    def a_maker_answers(self, which: int, can: int) -> None:
        part = self.one(Parcel, which, Parcel.state == ParcelState.TO_ANSWER)
        if part is not None:
            lines = rows_of(part)
            counts = {line: min(can, left) for line, left in lines}
            self.tries(lambda: answering.answer(self.makers[part.seller_id], part.id, counts, REASON))

    @rule(which=WHICH)
    def a_part_comes_to_its_buyer(self, which: int) -> None:
        part = self.one(Parcel, which, Parcel.state == ParcelState.ACCEPTED)
        if part is not None:
            maker, number = self.makers[part.seller_id], self.db.get_one(Order, part.order_id).number
            self.tries(lambda: parcels.pack(maker, part.id))
            self.tries(lambda: parcels.send(maker, part.id, courier="JNE", tracking="1"))
            self.tries(lambda: parcels.receive(number, part.id, self.buyer, None))

    @rule()
    def holds_end(self) -> None:
        """The hourly job, three days after everything that was received."""
        release()

    @rule(which=WHICH, amount=st.integers(1, 90_000))
    def money_goes_back(self, which: int, amount: int) -> None:
        part = self.one(Parcel, which, Parcel.paid_at.is_not(None), Parcel.state != ParcelState.CANCELLED)
        if part is None:
            return

        def refund() -> None:
            with unit_of_work():
                parcels.lock_order(part.order_id)
                adjusting.pay_back(part, amount, AdjustmentKind.COMPLAINT, "Tepinya lepas.")

        self.tries(refund)

    @rule(which=WHICH)
    def a_maker_pays_back_by_hand(self, which: int) -> None:
        refund = self.one(Refund, which, Refund.by_hand, Refund.state == RefundState.WAITING)
        if refund is None:
            return
        payment = self.db.get_one(Payment, refund.payment_id)
        maker = self.makers[self.db.get_one(Parcel, payment.parcel_id).seller_id]
        slip = a_receipt(f"Kembali {refund.id}")
        self.tries(lambda: repaying.tell_target(number_of(payment), refund.id, self.buyer, None, BANK))
        self.tries(lambda: repaying.record_repaid(maker, refund.id, slip, world.SUNDAY.date()))

    @rule(which=WHICH, times=st.integers(1, 2))
    def her_bank_sends_a_refund_away(self, which: int, times: int) -> None:
        """After it was done; the gateway has the money again, and says so once or twice."""
        refund = self.one(Refund, which, ~Refund.by_hand, Refund.reference.is_not(None))
        if refund is None:
            return
        if refund.state == RefundState.DONE:
            paid = self.db.get_one(PretendCheckout, self.db.get_one(Payment, refund.payment_id).reference)
            paid.refunded -= refund.amount
            self.db.delete(self.db.get_one(PretendRefund, refund.reference.removeprefix("uji_")))
            self.db.flush()
        outcome = RefundOutcome(refund.reference, RefundStanding.FAILED, "expired_or_canceled_card")
        for _ in range(times):
            refunding.note_outcome(refund.id, outcome)

    @rule(which=WHICH, by_transfer=st.booleans())
    def an_admin_sees_to_a_failed_refund(self, which: int, by_transfer: bool) -> None:
        refund = self.one(Refund, which, Refund.state == RefundState.FAILED)
        if refund is None:
            return
        if by_transfer:
            slip = a_receipt(f"Transfer {refund.id}/{refund.bounced}")
            self.tries(lambda: transferring.record_transfer(self.admin, refund.id, slip, world.SUNDAY.date()))
        else:
            self.minutes += 1
            with clock.at(world.SUNDAY + timedelta(minutes=self.minutes)):
                self.tries(lambda: refunding.retry_refund(self.admin, refund.id))

    @rule()
    def the_worker_works(self) -> None:
        do_all()

    # -- what always holds ------------------------------------------------------------------------------

    @invariant()
    def everything_ties_out(self) -> None:
        assert differences() == {}
        assert rows("SELECT count(*) FROM payments WHERE captured < refunded OR refunded < 0") == [(0,)]


def number_of(payment: Payment) -> str:
    ((number,),) = [row[1:] for row in rows("SELECT id, number FROM orders") if row[0] == payment.order_id]
    return str(number)


def rows_of(part: Parcel) -> list[tuple[int, int]]:
    """Line and pieces that are left of it."""
    lines = rows("SELECT parcel_id, id, pieces - dropped FROM order_lines ORDER BY id")
    return [(line, left) for parcel, line, left in lines if parcel == part.id and left]


def test_whatever_happens_money_and_goods_are_consistent(db: Any) -> None:
    a_rate(250)
    goods = [
        world.an_approved_product(world.actor(world.SELLER), name="Keset Banyak", stock=40),
        world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", stock=40),
    ]
    ids = [one.id for one in goods]
    an_account(world.SELLER)
    an_account(world.OTHER_SELLER)
    db.commit()
    run_state_machine_as_test(
        lambda: MoneyOfOrders(db, ids),
        settings=settings(max_examples=60, stateful_step_count=14, deadline=None),
    )
