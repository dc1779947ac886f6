"""Money that a seller gives back herself. Locks: the order, the payment, the refund. Nothing is done without a proof."""

from datetime import date, datetime

from app.base import clock
from app.base.actor import Actor
from app.base.money import format_rupiah
from app.base.zones import day_in
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.media import service as media
from app.media.rules import photo as photos
from app.orders.rules.log import Party
from app.orders.service import log, parcels
from app.payments.events import (
    MoneyReturned,
    RepaymentAsked,
    RepaymentAskedAgain,
    RepaymentDueSoon,
    RepaymentLate,
    RepaymentMissed,
    RepaymentSolved,
    RepaymentUnclaimed,
)
from app.payments.models import Payment, Refund, Repayment, RepayTarget
from app.payments.queries import repaying as queries
from app.payments.queries import slips
from app.payments.queries.repaying import Owed
from app.payments.rules import repaying as rules
from app.payments.rules.proving import NeedsPhoto, ProofUsed
from app.payments.rules.repaying import RepayBy, Target
from app.payments.rules.states import RefundState


def open_one(refund_id: int) -> None:
    """A refund that its seller makes: the buyer is asked to where, unless she has said so for this payment already."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id)
        known = queries.target_of(refund.payment_id)
        due_at = rules.repay_by(clock.now()) if known is not None else None
        current.add(Repayment(refund_id=refund_id, due_at=due_at))
        current.flush()
        announce(RepaymentAsked(refund_id=refund_id))


# -- the buyer ----------------------------------------------------------------------------------


def tell_target(number: str, refund_id: int, actor: Actor | None, key: str | None, target: Target) -> None:
    """The buyer says to where the money of this payment goes back; until it has gone she may say it anew.

    Raises NotFound for strangers, CashOnlyWhenFetched, AlreadyRepaid.
    """
    found = queries.for_buyer(number, refund_id, actor, key)
    with unit_of_work() as current:
        payment, refund = _hold(found)
        if refund.state is not RefundState.WAITING:
            raise rules.AlreadyRepaid
        if target.by is RepayBy.CASH and not queries.may_be_cash(found.parcel):
            raise rules.CashOnlyWhenFetched
        known = queries.target_of(payment.id)
        if known is None:
            known = RepayTarget(payment_id=payment.id)
            current.add(known)
        known.kind, known.bank, known.number = target.by, target.bank, target.number
        known.holder, known.known_at = target.holder, clock.now()
        current.flush()
        # the account itself is nobody's business in the journal
        record(actor, "repayment target told", "payment", payment.id, kind=target.by.value)
        for one in queries.waiting_of(payment.id):
            one.due_at = one.due_at or rules.repay_by(clock.now())
            announce(RepaymentAsked(refund_id=one.refund_id))


def miss(number: str, refund_id: int, actor: Actor | None, key: str | None, words: str) -> None:
    """What was recorded has not come: the officers of the seller's region look into it. Raises NotFound, NothingToSay."""
    found = queries.for_buyer(number, refund_id, actor, key)
    with unit_of_work():
        _, refund = _hold(found)
        repayment = _repayment(refund)
        if repayment.recorded_at is None or repayment.missed_at is not None:
            raise rules.NothingToSay
        repayment.missed_at, repayment.missed_words = clock.now(), words
        record(actor, "repayment missed", "refund", refund.id)
        log.note(
            found.order.id, found.parcel, Party.BUYER, "repayment_missed", amount=format_rupiah(refund.amount)
        )
        announce(RepaymentMissed(refund_id=refund.id))


def found_after_all(number: str, refund_id: int, actor: Actor | None, key: str | None) -> None:
    """It has come. Raises NotFound, NothingToSay unless she had missed it."""
    found = queries.for_buyer(number, refund_id, actor, key)
    with unit_of_work():
        _hold(found)
        _solve(found, actor, Party.BUYER, "Pembeli sudah menerima uangnya.")


# -- the seller ---------------------------------------------------------------------------------


def record_repaid(actor: Actor, refund_id: int, content: bytes, paid_on: date) -> None:
    """She has given it back, and shows it: a transfer's receipt, or the note that the buyer signed for cash.

    Raises NotFound, NoTarget, NeedsPhoto, BadPhoto, BadDay, ProofUsed, AlreadyRepaid; then nothing is recorded.
    """
    found = queries.for_seller(actor, refund_id)
    _may_record(found.refund, found.target)
    if not content:
        raise NeedsPhoto
    photo = photos.encode_proof(content)  # a second of work, before anything is locked
    with unit_of_work() as current:
        payment, refund = _hold(found)
        _may_record(refund, queries.target_of(payment.id))
        asked_on = day_in(found.region, refund.asked_at)
        rules.check_paid_on(paid_on, asked_on=asked_on, today=day_in(found.region, clock.now()))
        if slips.is_used(photo.known_by):
            raise ProofUsed
        repayment = _repayment(refund)
        repayment.evidence_id = media.keep_proof(actor, photo).id
        repayment.digest, repayment.paid_on, repayment.recorded_at = photo.kept, paid_on, clock.now()
        current.flush()
        refund.state, refund.done_at = RefundState.DONE, clock.now()
        payment.refunded += refund.amount
        current.flush()
        record(actor, "refund done", "order", payment.order_id, amount=refund.amount)
        record(actor, "repayment recorded", "refund", refund.id, paid_on=paid_on.isoformat())
        log.note(
            found.order.id, found.parcel, Party.SELLER, "repaid_by_hand",
            amount=format_rupiah(refund.amount), paid_on=paid_on.isoformat(),
        )  # fmt: skip
        announce(MoneyReturned(order_id=payment.order_id, refund_id=refund.id, amount=refund.amount))


def _may_record(refund: Refund, target: RepayTarget | None) -> None:
    if refund.state is not RefundState.WAITING:
        raise rules.AlreadyRepaid
    if target is None:
        raise rules.NoTarget


# -- officers, and the clock ----------------------------------------------------------------------


def note_reading(officer: Actor, refund_id: int) -> Owed:
    """An officer opens what was brought before her, with the proof and the account; that she did is kept. Raises NotFound."""
    found = queries.for_officer(officer, refund_id)
    with unit_of_work():
        record(officer, "repayment read", "refund", refund_id)
    return found


def note_reading_unclaimed(officer: Actor, refund_id: int) -> Owed:
    """An officer opens what a buyer has not fetched, with her phone; that she did is kept. Raises NotFound."""
    found = queries.unclaimed_for_officer(officer, refund_id)
    with unit_of_work():
        record(officer, "unclaimed repayment read", "refund", refund_id)
    return found


def solve(officer: Actor, refund_id: int, words: str) -> None:
    """What she has found out with both; they read it. Raises NotFound, NothingToSay."""
    found = queries.for_officer(officer, refund_id)
    with unit_of_work():
        _hold(found)
        _solve(found, officer, Party.OFFICER, words)


def _solve(found: Owed, actor: Actor | None, party: Party, words: str) -> None:
    repayment = _repayment(found.refund)
    if repayment.missed_at is None or repayment.solved_at is not None:
        raise rules.NothingToSay
    repayment.solved_at, repayment.solved_words = clock.now(), words
    record(actor, "repayment solved", "refund", found.refund.id, party=party.value, words=words)
    amount = format_rupiah(found.refund.amount)
    log.note(found.order.id, found.parcel, party, "repayment_solved", amount=amount)
    announce(RepaymentSolved(refund_id=found.refund.id))


def watch(now: datetime) -> int:
    """Remind sellers a day before, and tell officers where it is over; ask buyers again who have not said to where, and tell
    officers who could reach them. Answers how many times somebody was told."""
    soon, over = queries.due_by(now + rules.REMIND_BEFORE, 200), queries.over(now, 200)
    told = sum(_tell_soon(one, now) for one in soon) + sum(_tell_late(one, now) for one in over)
    told += sum(_ask_again(one, now) for one in queries.to_ask_again(now, 200))
    return told + sum(_tell_unclaimed(one, now) for one in queries.unclaimed(now, 200))


def _ask_again(refund_id: int, now: datetime) -> bool:
    """Once, however many letters were missed while nobody watched."""
    with unit_of_work():
        found = queries.owed(refund_id)
        repayment = _still_open(refund_id)
        times = rules.asks_due(found.refund.asked_at, now)
        if repayment is None or repayment.due_at is not None or repayment.asked_again >= times:
            return False
        repayment.asked_again, repayment.asked_again_at = times, now
        record(None, "repayment asked again", "refund", refund_id, times=times)
        last = times == len(rules.ASK_AGAIN_AFTER)
        announce(RepaymentAskedAgain(refund_id=refund_id, times=times, last=last))
    return True


def _tell_unclaimed(refund_id: int, now: datetime) -> bool:
    with unit_of_work():
        repayment = _still_open(refund_id)
        if repayment is None or repayment.due_at is not None or repayment.unclaimed_at is not None:
            return False
        repayment.unclaimed_at = now
        record(None, "repayment unclaimed", "refund", refund_id)
        announce(RepaymentUnclaimed(refund_id=refund_id))
    return True


def _tell_soon(refund_id: int, now: datetime) -> bool:
    with unit_of_work():
        repayment = _still_open(refund_id)
        if repayment is None or repayment.reminded_at is not None:
            return False
        repayment.reminded_at = now
        record(None, "repayment reminded", "refund", refund_id)
        announce(RepaymentDueSoon(refund_id=refund_id))
    return True


def _tell_late(refund_id: int, now: datetime) -> bool:
    with unit_of_work():
        repayment = _still_open(refund_id)
        if repayment is None or repayment.late_told_at is not None:
            return False
        repayment.late_told_at = now
        record(None, "repayment late", "refund", refund_id)
        announce(RepaymentLate(refund_id=refund_id))
    return True


def _still_open(refund_id: int) -> Repayment | None:
    _, refund = _hold(queries.owed(refund_id))
    return _repayment(refund) if refund.state is RefundState.WAITING else None


def _hold(found: Owed) -> tuple[Payment, Refund]:
    parcels.lock_order(found.order.id)
    payment = session().get_one(Payment, found.payment.id, with_for_update=True, populate_existing=True)
    refund = session().get_one(Refund, found.refund.id, with_for_update=True, populate_existing=True)
    return payment, refund


def _repayment(refund: Refund) -> Repayment:
    return session().get_one(Repayment, refund.id, with_for_update=True, populate_existing=True)
