"""The maker's word, whoever helps her, and the clock in the same moment: one effect, and none without the guard."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.db.session import db, unit_of_work
from app.orders.service import parcels
from app.payments.models import Payment, PaymentProof, Refund
from app.payments.queries import proving as queries
from app.payments.rules.amounts import CURRENCY
from app.payments.rules.states import LIFE, PaymentMove, PaymentState
from app.payments.service import expiring, proving, repaying, settling
from tests.support import world
from tests.support.books import journal, stock_of
from tests.support.crowd import Meeting, all_at_once
from tests.support.proofs import a_payment, a_receipt, after, order_of, owed, send, tell_target
from tests.support.ties import differences

pytestmark = pytest.mark.race


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def may_be_gone(deed: Callable[[], Any]) -> Callable[[], Any]:
    """What is settled is no longer found on the seller's list: that is a refusal, too."""

    def done() -> Any:
        try:
            return deed()
        except NotFound:
            return RuleBroken()

    return done


def waiting(*, asked: bool = False) -> tuple[int, int]:
    """A payment whose proof waits, and its order."""
    payment = a_payment()
    send(payment)
    if asked:
        proving.ask_for_help(world.actor(world.SELLER), payment.id)
    found = payment.id, payment.order_id
    db.session.commit()
    return found


def test_maker_officer_and_impatience_at_once_are_one_settlement(shop: Flask) -> None:
    payment_id, order_id = waiting(asked=True)
    seller, officer = world.actor(world.SELLER), world.actor(world.OFFICER)
    db.session.rollback()
    deeds = [may_be_gone(partial(proving.confirm, seller, payment_id, 102_000))] * 6
    deeds += [may_be_gone(partial(proving.confirm_for, officer, payment_id, 102_000))] * 6
    answers = all_at_once(shop, deeds)
    assert answers.count(None) == 1
    assert journal("order", order_id).count("payment settled") == 1
    assert journal("payment", payment_id).count("payment confirmed") == 1
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]
    assert rows("SELECT count(*) FROM refunds") == [(0,)]
    assert rows("SELECT count(*) FROM ledger_journals WHERE source LIKE 'payment:%'") == [(1,)]
    assert differences() == {}


def test_without_the_lock_two_words_are_noted_as_two_payments(shop: Flask) -> None:
    """The twin: it looks before it holds. Both see a payment that waits, and both write that money came."""
    payment_id, order_id = waiting()
    meeting = Meeting(2)

    def unguarded() -> None:
        with unit_of_work() as current:
            payment = current.get_one(Payment, payment_id)
            state = payment.state
            meeting.wait()
            if state is PaymentState.CHECKING:
                current.execute(
                    sa.update(Payment)
                    .where(Payment.id == payment_id)
                    .values(
                        state=LIFE.after(state, PaymentMove.SUCCEED), captured=102_000, settled_at=clock.now()
                    )
                )
                proving.record(None, "payment settled", "order", order_id)

    assert all_at_once(shop, [unguarded, unguarded]) == [None, None]
    db.session.rollback()
    assert journal("order", order_id).count("payment settled") == 2


def test_confirming_beside_the_deadline_ties_out_whoever_is_first(shop: Flask) -> None:
    """Without a proof it lapses at its deadline; her word in that moment pays it, or comes late and goes back whole."""
    variant = world.variant_of(world.goods().ready).id
    payments = [a_payment().id for _ in range(4)]
    db.session.commit()
    seller, late = world.actor(world.SELLER), after(hours=24, seconds=1)
    db.session.rollback()
    words = [may_be_gone(partial(proving.confirm, seller, one, 102_000)) for one in payments]
    clocks = [partial(expiring.expire_unpaid, late)] * 4
    all_at_once(shop, [*words, *clocks], moment=late)
    standing = rows(
        """SELECT p.state, y.captured, coalesce(r.amount, 0), count(*) FROM payments y
        JOIN parcels p ON p.id = y.parcel_id LEFT JOIN refunds r ON r.payment_id = y.id GROUP BY 1, 2, 3"""
    )
    assert {row[:3] for row in standing} <= {
        ("to_answer", 102_000, 0),
        ("cancelled", 102_000, 102_000),
    }
    kept = sum(row[3] for row in standing if row[0] == "to_answer")
    assert stock_of(variant) == 10 - 2 * kept
    assert sum(row[3] for row in standing) == 4
    assert differences() == {}


def test_her_yes_and_her_no_at_once_are_one_of_them(shop: Flask) -> None:
    payment_id, order_id = waiting(asked=True)
    seller, officer = world.actor(world.SELLER), world.actor(world.OFFICER)
    db.session.rollback()
    deeds = [
        may_be_gone(partial(proving.confirm, seller, payment_id, 102_000)),
        may_be_gone(partial(proving.send_back_for, officer, payment_id, "Belum masuk.")),
    ] * 3
    answers = all_at_once(shop, deeds)
    assert answers[::2].count(None) == 1  # money that she has seen is there, also after a no
    assert answers[1::2].count(None) <= 1
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]
    assert journal("order", order_id).count("payment settled") == 1
    assert differences() == {}


def test_one_picture_for_two_orders_at_once_is_taken_once(shop: Flask) -> None:
    both = [a_payment() for _ in range(2)]
    told = [(order_of(one).number, one.id) for one in both]
    db.session.commit()
    buyer, shown = world.actor(world.BUYER), a_receipt("satu untuk dua")
    db.session.rollback()
    deeds = [partial(proving.send, number, one, buyer, None, shown) for number, one in told]
    answers = all_at_once(shop, deeds * 2)
    assert sum(isinstance(one, PaymentProof) for one in answers) == 1
    assert rows("SELECT count(*) FROM payment_proofs") == [(1,)]
    assert rows("SELECT state, count(*) FROM payments GROUP BY 1 ORDER BY 1") == [
        ("checking", 1),
        ("opened", 1),
    ]


def test_a_proof_in_the_moment_of_its_deadline_is_kept_or_refused(shop: Flask) -> None:
    payment = a_payment()
    number, payment_id = order_of(payment).number, payment.id
    db.session.commit()
    buyer, late = world.actor(world.BUYER), after(hours=24, seconds=1)
    db.session.rollback()
    deeds: list[Callable[[], Any]] = [partial(proving.send, number, payment_id, buyer, None, a_receipt())]
    deeds += [partial(expiring.expire_unpaid, late)] * 3
    answers = all_at_once(shop, deeds, moment=late)
    ((state, parcel),) = rows("SELECT y.state, p.state FROM payments y JOIN parcels p ON p.id = y.parcel_id")
    sent = isinstance(answers[0], PaymentProof)
    assert (state, parcel) == (("checking", "waiting") if sent else ("expired", "cancelled"))


def test_money_given_back_is_recorded_once_by_however_many_clicks(shop: Flask) -> None:
    refund = owed()
    tell_target(refund)
    refund_id = refund.id
    db.session.commit()
    seller = world.actor(world.SELLER)
    db.session.rollback()
    deeds = [
        partial(repaying.record_repaid, seller, refund_id, a_receipt(f"klik {one}"), after().date())
        for one in range(6)
    ]
    answers = all_at_once(shop, deeds)
    assert answers.count(None) == 1
    assert rows("SELECT refunded FROM payments") == [(102_000,)]
    assert journal("refund", refund_id) == ["repayment recorded"]
    assert differences() == {}


def test_without_the_lock_money_is_counted_as_given_back_twice(shop: Flask) -> None:
    """The twin of the record: it looks before it holds, and the database alone stops it."""
    refund = owed()
    tell_target(refund)
    refund_id = refund.id
    db.session.commit()
    meeting = Meeting(2)

    def unguarded() -> str:
        with unit_of_work() as current:
            one = current.get_one(Refund, refund_id)
            open_still = one.state.value == "waiting"
            meeting.wait()
            if open_still:
                current.execute(
                    sa.update(Payment)
                    .where(Payment.id == one.payment_id)
                    .values(refunded=Payment.refunded + one.amount)
                )
        return "counted"

    def counted() -> str:
        try:
            return unguarded()
        except sa.exc.IntegrityError:
            return "refused by the database"

    assert sorted(all_at_once(shop, [counted, counted])) == ["counted", "refused by the database"]


def test_settle_itself_is_safe_to_repeat_for_a_part(shop: Flask) -> None:
    payment_id, order_id = waiting()
    answers = all_at_once(shop, [partial(settling.settle, payment_id, amount=102_000, currency=CURRENCY)] * 8)
    assert answers == [True] * 8
    assert journal("order", order_id).count("payment settled") == 1
    assert queries.payment(payment_id).state is PaymentState.SUCCEEDED
    assert parcels.hold_parcels(order_id)[0].state == "to_answer"
    db.session.rollback()
