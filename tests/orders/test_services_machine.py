"""The shop through its services: carts, orders, money, answers and recalls in any order keep goods, days and rupiah tied."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.db.ports import port
from app.db.session import unit_of_work
from app.orders.models import Cart, DelayRequest, Order, Parcel
from app.orders.ports import OrderKeys
from app.orders.queries import delays
from app.orders.queries import order as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import adjusting, answering, cancelling, delaying, parcels, placing, recalling
from app.orders.service import cart as carts
from app.payments.service import expiring
from tests.support import world
from tests.support.answers import REASON
from tests.support.batches import FRESH, OLD, a_batch, a_snack
from tests.support.books import books
from tests.support.jobs import do_all
from tests.support.orders import UNPAID, a_checkout, let_lapse, pay, pay_late
from tests.support.ties import OVERFULL, PIECES, differences, rows

PARTS = """
SELECT o.number FROM orders o JOIN parcels p ON p.order_id = o.id GROUP BY o.id HAVING o.total <> sum(p.total)
"""


class ShopOfServices(RuleBasedStateMachine):
    """Two buyers with a cart each, before ten mats, a snack in two small batches, and hands that make two mats a day."""

    def __init__(self, db: Any, variants: list[int], batches: list[int]) -> None:
        super().__init__()
        self.db, self.variants, self.batches = db, variants, batches
        # whatever this history does is taken back when it ends
        self.savepoint = db.get_bind().begin_nested()
        self.made = rows(PIECES)
        self.promises: dict[int, tuple[date, date]] = {}
        self.carts = [carts.open_cart(None, None)[0].id for _ in range(2)]

    def teardown(self) -> None:
        self.db.expunge_all()
        self.db.rollback()
        self.savepoint.rollback()

    # -- what may happen; a refusal changes nothing ---------------------------------------------------

    def tries(self, deed: Callable[[], Any]) -> Any:
        before = books()
        try:
            return deed()
        except (RuleBroken, NotFound):
            self.db.expire_all()
            assert books() == before
            return None

    def orders(self, *states: OrderState) -> list[Order]:
        return list(self.db.scalars(sa.select(Order).where(Order.state.in_(states)).order_by(Order.id)))

    def parts(self, *states: ParcelState) -> list[Parcel]:
        return list(self.db.scalars(sa.select(Parcel).where(Parcel.state.in_(states)).order_by(Parcel.id)))

    def key(self, order_id: int) -> tuple[str, str]:
        number = queries.get(order_id).number
        return number, port(OrderKeys).key_for(number)

    @rule(who=st.integers(0, 1), what=st.integers(0, 2), pieces=st.integers(1, 4))
    def into_the_cart(self, who: int, what: int, pieces: int) -> None:
        cart = self.db.get_one(Cart, self.carts[who])
        self.tries(lambda: carts.add(cart, self.variants[what], pieces))

    @rule(who=st.integers(0, 1))
    def she_places(self, who: int) -> None:
        cart = self.db.get_one(Cart, self.carts[who])
        self.tries(lambda: placing.place(cart.id, a_checkout(cart), None, unpaid_for=UNPAID))

    @rule(who=st.integers(0, 1))
    def she_places_what_another_page_showed(self, who: int) -> None:
        cart = self.db.get_one(Cart, self.carts[who])
        stale = replace(a_checkout(cart), seal=secrets.token_hex(8))
        self.tries(lambda: placing.place(cart.id, stale, None, unpaid_for=UNPAID))

    @rule(which=st.integers(0, 9))
    def she_pays(self, which: int) -> None:
        unpaid = self.orders(OrderState.PLACED)
        if unpaid:
            self.tries(lambda: pay(unpaid[which % len(unpaid)]))

    @rule()
    def time_to_pay_runs_out(self) -> None:
        with clock.at(world.SUNDAY + UNPAID + timedelta(seconds=1)):
            expiring.expire_unpaid(clock.now())

    @rule(which=st.integers(0, 9), days=st.integers(0, 2))
    def money_comes_late(self, which: int, days: int) -> None:
        """For an order whose checkout was opened before its time ran out: taken, or given back whole."""
        unpaid = self.orders(OrderState.PLACED)
        if unpaid:
            reference = let_lapse(unpaid[which % len(unpaid)])
            with clock.at(world.SUNDAY + UNPAID + timedelta(days=days, minutes=1)):
                pay_late(reference, f"evt-{reference}")

    @rule(which=st.integers(0, 9))
    def she_takes_it_back(self, which: int) -> None:
        there = self.orders(OrderState.PLACED, OrderState.PAID)
        if there:
            number, key = self.key(there[which % len(there)].id)
            self.tries(lambda: cancelling.cancel_all(number, None, key))

    @precondition(lambda self: self.parts(ParcelState.TO_ANSWER))
    @rule(which=st.integers(0, 9), can=st.integers(0, 4))
    def she_answers(self, which: int, can: int) -> None:
        """All of it, a part, or nothing."""
        waiting = self.parts(ParcelState.TO_ANSWER)
        part = waiting[which % len(waiting)]
        lines = queries.lines_of([part.id])[part.id]
        counts = {one.line.id: min(can, one.line.left) for one in lines}
        self.tries(lambda: answering.answer(world.actor(world.SELLER), part.id, counts, REASON))

    @rule()
    def nobody_answers(self) -> None:
        with clock.at(world.SUNDAY + timedelta(days=3)):
            answering.lapse_unanswered(clock.now())
            delaying.close_unanswered(clock.now())

    @precondition(lambda self: self.parts(ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.SENT))
    @rule(which=st.integers(0, 9))
    def it_goes_on(self, which: int) -> None:
        there = self.parts(ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.SENT)
        part, maker = there[which % len(there)], world.actor(world.SELLER)
        if part.state is ParcelState.ACCEPTED:
            self.tries(lambda: parcels.pack(maker, part.id))
        elif part.state is ParcelState.PACKED:
            self.tries(lambda: parcels.send(maker, part.id, courier="JNE", tracking="1"))
        else:
            number, key = self.key(part.order_id)
            self.tries(lambda: parcels.receive(number, part.id, None, key))

    @precondition(lambda self: self.parts(ParcelState.ACCEPTED))
    @rule(which=st.integers(0, 9), answer=st.sampled_from(["agree", "refuse", "withdraw", "decline"]))
    def a_later_day(self, which: int, answer: str) -> None:
        """She asks for one, or says that she cannot after all; the buyer answers."""
        there = self.parts(ParcelState.ACCEPTED)
        part = there[which % len(there)]
        number, key = self.key(part.order_id)
        if answer == "decline":
            self.tries(lambda: parcels.decline(world.actor(world.SELLER), part.id, REASON))
        elif self.tries(lambda: later_day(part)) is not None:
            self.tries(lambda: getattr(delaying, answer)(number, part.id, None, key))

    @precondition(lambda self: self.parts(ParcelState.SENT, ParcelState.RECEIVED))
    @rule(which=st.integers(0, 9), amount=st.integers(1, 90_000))
    def money_goes_back(self, which: int, amount: int) -> None:
        there = self.parts(ParcelState.SENT, ParcelState.RECEIVED)
        part = there[which % len(there)]

        def refund() -> None:
            with unit_of_work():
                parcels.lock_order(part.order_id)
                adjusting.pay_back(part, amount, AdjustmentKind.COMPLAINT, "Tepinya lepas.")

        self.tries(refund)

    @rule(which=st.integers(0, 1))
    def a_batch_is_recalled(self, which: int) -> None:
        self.tries(lambda: recalling.recall_own(world.actor(world.SELLER), self.batches[which], "Berjamur."))

    @rule()
    def the_worker_works(self) -> None:
        do_all()

    # -- what always holds ------------------------------------------------------------------------------

    @invariant()
    def everything_ties_out(self) -> None:
        assert differences() == {}
        assert rows(OVERFULL) == []
        assert rows(PARTS) == []

    @invariant()
    def nothing_is_made_or_lost(self) -> None:
        """On hand, held, sold and withdrawn together are what was made."""
        withdrawn = dict(rows("SELECT variant_id, sum(withdrawn) FROM batches GROUP BY 1"))
        there = [(variant, pieces + withdrawn.get(variant, 0)) for variant, pieces in rows(PIECES)]
        assert there == self.made

    @invariant()
    def no_promise_moves_forward(self) -> None:
        for parcel, promised, ready in rows("SELECT id, promised_on, ready_on FROM parcels"):
            first, last = self.promises.get(parcel, (promised, ready))
            assert promised == first
            assert ready >= last >= first
            self.promises[parcel] = (promised, ready)


def later_day(part: Parcel) -> DelayRequest:
    """Its maker asks for the first possible one."""
    return delaying.ask(world.actor(world.SELLER), part.id, delays.earliest(part), REASON)


def test_whatever_happens_the_shop_ties_out(db: Any) -> None:
    snack, things = a_snack(), world.goods()
    variants = [world.variant_of(one).id for one in (things.ready, things.made, snack)]
    batches = [a_batch(snack, "B-BARU", FRESH, 4).id, a_batch(snack, "B-LAMA", OLD, 3).id]
    db.commit()
    run_state_machine_as_test(
        lambda: ShopOfServices(db, variants, batches),
        settings=settings(max_examples=60, stateful_step_count=16, deadline=None),
    )
