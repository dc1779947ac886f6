"""From a sale to her bank in any order: freed, refunded before and after, put into batches, paid, bounced, accounts changed."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from app.base import clock
from app.catalog.models import Product
from app.db.session import unit_of_work
from app.ledger.models import BankAccount, Payout
from app.ledger.queries import bank, statements
from app.ledger.queries import payouts as queries
from app.ledger.rules.payouts import BounceReason, PayoutState, blames_account, rule_at
from app.ledger.service import banking
from app.ledger.service import payouts as service
from app.orders.models import Order, Parcel
from app.orders.queries import cut
from app.orders.queries import order as orders
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.life import ParcelState
from app.orders.service import adjusting, parcels
from app.payments.service import releasing
from app.sellers import queries as sellers
from tests.support import world
from tests.support.jobs import do_all
from tests.support.ledger import a_rate
from tests.support.machine import History
from tests.support.orders import a_paid_order, parcels_of
from tests.support.payouts import admin
from tests.support.ties import differences

WHICH = st.integers(0, 9)
NUMBERS = ("1234567890", "2345678901", "3456789012")
SLIP = world.a_picture(300, 300)
COOLING, LEAST = timedelta(hours=72), 10_000


class PayoutsOfMakers(History):
    """Two makers at two and a half per cent. Beside the books stands what a stranger would note: when a number was first told,
    and what the bank has paid."""

    def __init__(self, db: Any, goods: list[int]) -> None:
        super().__init__(db)
        self.goods = goods
        self.now = world.SUNDAY
        self.buyer = world.actor(world.BUYER)
        self.makers = {
            sellers.owned(world.actor(who)).id: world.actor(who) for who in (world.SELLER, world.OTHER_SELLER)
        }
        self.told: dict[int, tuple[str, datetime]] = {}
        """Seller → the number that she has told last, and from when it may be paid to."""
        self.blamed: set[int] = set()
        """Sellers whose number the bank refused since they told it."""
        self.at_bank: dict[int, int] = {}
        """Payout → rupiah that the bank has carried out."""

    def it_ends(self) -> None:
        """Everybody tells a number, waits, and is paid: what she saw is what she got, but for what is too little or owed back."""
        for who in range(len(self.makers)):
            self.a_maker_tells_a_number(who, 0)
        for _ in self.db.scalars(sa.select(Parcel.id).where(Parcel.state == ParcelState.SENT)).all():
            self.a_part_is_received(0)
        self.the_bank_pays_all()
        self.now += 2 * COOLING
        self.the_hourly_job_runs()
        self.a_batch_is_made()
        self.the_bank_pays_all()
        with clock.at(self.now):
            do_all()
        self.everything_ties_out()
        for seller_id, shown in self.nets().items():
            found = statements.balances(seller_id)
            assert (found.pending, found.in_payout) == (0, 0)
            assert found.available < LEAST
            assert found.paid == shown - found.available

    # -- what may happen ------------------------------------------------------------------------------

    @initialize(pieces=st.integers(1, 3))
    def a_first_sale(self, pieces: int) -> None:
        self.an_order_comes_to_its_buyer(pieces)

    @rule(pieces=st.integers(1, 3))
    def an_order_comes_to_its_buyer(self, pieces: int) -> None:
        """One maker's part of it at once, the other's later."""
        if self.db.scalar(sa.select(sa.func.count()).select_from(Order)) > 3:
            return
        with clock.at(self.now):
            order = a_paid_order({self.db.get_one(Product, one): pieces for one in self.goods})
            for part in parcels_of(order):
                maker = self.makers[part.seller_id]
                parcels.accept(maker, part.id)
                parcels.pack(maker, part.id)
                parcels.send(maker, part.id, courier="JNE", tracking="1")
            self.a_part_is_received(0)

    @rule(which=WHICH)
    def a_part_is_received(self, which: int) -> None:
        part = self.one(Parcel, which, Parcel.state == ParcelState.SENT)
        if part is not None:
            with clock.at(self.now):
                number = self.db.get_one(Order, part.order_id).number
                parcels.receive(number, part.id, self.buyer, None)

    @rule(hours=st.sampled_from([12, 36, 72, 96]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule()
    def the_hourly_job_runs(self) -> None:
        """No part is freed before its hold is over, none is forgotten."""
        before = self.free()
        with clock.at(self.now):
            releasing.release_received(clock.now())
        held = self.db.scalars(
            sa.select(Parcel).where(
                Parcel.state == ParcelState.RECEIVED, Parcel.received_at > self.now - timedelta(days=3)
            )
        )
        waiting: dict[int, int] = defaultdict(int)
        for part in self.db.scalars(sa.select(Parcel).where(Parcel.state == ParcelState.SENT)):
            waiting[part.seller_id] += self.net(part)
        for part in held:
            waiting[part.seller_id] += self.net(part)
        for seller_id in self.makers:
            assert statements.balances(seller_id).pending == waiting[seller_id]
            assert self.free()[seller_id] >= before[seller_id]

    @rule(which=WHICH, amount=st.integers(1, 90_000))
    def money_goes_back(self, which: int, amount: int) -> None:
        """Before its release, after it, while it stands in a payout, after it was paid."""
        part = self.one(Parcel, which, Parcel.paid_at.is_not(None))
        if part is None:
            return

        def refund() -> None:
            with unit_of_work():
                parcels.lock_order(part.order_id)
                adjusting.pay_back(part, amount, AdjustmentKind.COMPLAINT, "Tepinya lepas.")

        with clock.at(self.now):
            self.tries(refund)

    @rule(who=st.integers(0, 1), number=st.integers(0, 2))
    def a_maker_tells_a_number(self, who: int, number: int) -> None:
        self.now += timedelta(minutes=20)  # the password is not asked too often
        seller_id = list(self.makers)[who]
        maker, digits = self.makers[seller_id], NUMBERS[number]
        known = self.told.get(seller_id)
        stands = statements.balances(seller_id)
        has_money = stands.pending + stands.available + stands.in_payout != 0
        with clock.at(self.now):
            banking.state(maker, bank="014", number=digits, holder="YATI", password=world.PASSWORD)
        self.blamed.discard(seller_id)
        if known is None:
            self.told[seller_id] = digits, self.now + COOLING if has_money else self.now
        elif known[0] != digits:
            self.told[seller_id] = digits, self.now + COOLING

    @rule()
    def a_batch_is_made(self) -> None:
        """Whoever may be paid is in it with all that is free, and nobody else."""
        free = self.free()
        due = {
            seller_id: amount
            for seller_id, amount in free.items()
            if amount >= LEAST
            and seller_id not in self.blamed
            and seller_id in self.told
            and self.told[seller_id][1] <= self.now
        }
        with clock.at(self.now):
            batch = self.tries(lambda: service.make_batch(admin()))
        made = queries.of_batch(batch.id) if batch is not None else []
        assert {row.payout.seller_id: row.payout.amount for row in made} == due
        assert {row.payout.seller_id: row.account.number for row in made} == {
            seller_id: self.told[seller_id][0] for seller_id in due
        }
        assert self.free() == {**free, **dict.fromkeys(due, 0)}

    def bank_pays(self, payout: Payout) -> None:
        was, payout_id = payout.state, payout.id
        with clock.at(self.now):
            self.tries(lambda: service.note_paid(admin(), payout_id, reference="REF 1", proof=SLIP))
        if was is PayoutState.MADE:
            self.at_bank[payout_id] = payout.amount

    def the_bank_pays_all(self) -> None:
        for payout in self.db.scalars(sa.select(Payout).where(Payout.state == PayoutState.MADE)).all():
            self.bank_pays(payout)

    @rule(which=WHICH)
    def the_bank_pays(self, which: int) -> None:
        """Told twice, or of one that bounced, it is refused."""
        payout = self.one(Payout, which)
        if payout is not None:
            self.bank_pays(payout)

    @rule(which=WHICH, reason=st.sampled_from(BounceReason))
    def the_bank_sends_back(self, which: int, reason: BounceReason) -> None:
        """Before it was noted as paid, or after."""
        payout = self.one(Payout, which)
        if payout is None:
            return
        was, payout_id, seller_id = payout.state, payout.id, payout.seller_id
        account_id, amount, free = payout.bank_account_id, payout.amount, self.free()[payout.seller_id]
        with clock.at(self.now):
            self.tries(lambda: service.note_bounced(admin(), payout_id, reason))
        if was is PayoutState.BOUNCED:
            return
        self.at_bank.pop(payout_id, None)
        assert self.free()[seller_id] == free + amount
        held = bank.held(seller_id)
        if blames_account(reason) and held is not None and held.id == account_id:
            self.blamed.add(seller_id)

    @rule()
    def the_worker_works(self) -> None:
        with clock.at(self.now):
            do_all()

    # -- what always holds ------------------------------------------------------------------------------

    def free(self) -> dict[int, int]:
        return {seller_id: statements.balances(seller_id).available for seller_id in self.makers}

    def net(self, part: Parcel) -> int:
        """What its maker reads at the foot of a part."""
        lines = orders.lines_of([part.id])[part.id]
        return part.total - part.returned - cut.of(part, lines).kept

    def nets(self) -> dict[int, int]:
        """Seller → what she was shown for all her parts together."""
        shown = dict.fromkeys(self.makers, 0)
        for part in self.db.scalars(sa.select(Parcel).where(Parcel.paid_at.is_not(None))):
            shown[part.seller_id] += self.net(part)
        return shown

    @invariant()
    def everything_ties_out(self) -> None:
        assert differences() == {}

    @invariant()
    def what_she_was_shown_is_with_gerai_or_at_her_bank(self) -> None:
        paid: dict[int, int] = defaultdict(int)
        for payout in self.db.scalars(sa.select(Payout)):
            paid[payout.seller_id] += self.at_bank.get(payout.id, 0)
            assert (payout.state is PayoutState.PAID) is (payout.id in self.at_bank)
        for seller_id, shown in self.nets().items():
            found = statements.balances(seller_id)
            assert found.pending + found.available + found.in_payout + found.paid == shown
            assert found.paid == paid[seller_id]

    @invariant()
    def one_account_of_each_maker_holds(self) -> None:
        held = self.db.scalars(sa.select(BankAccount).where(BankAccount.until.is_(None)))
        assert {one.seller_id: one.number for one in held} == {
            seller_id: number for seller_id, (number, _) in self.told.items()
        }


def test_whatever_happens_she_is_paid_what_she_was_shown(db: Any) -> None:
    assert (rule_at(world.SUNDAY).cooling, rule_at(world.SUNDAY).least) == (COOLING, LEAST)
    a_rate(250)
    goods = [
        world.an_approved_product(world.actor(world.SELLER), name="Keset Banyak", stock=40),
        world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", stock=40),
    ]
    ids = [one.id for one in goods]
    db.commit()
    run_state_machine_as_test(
        lambda: PayoutsOfMakers(db, ids),
        settings=settings(max_examples=10, stateful_step_count=18, deadline=None),
    )
