"""Giving money back. Only the provider's result counts, or the proof of who paid it back by hand."""

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.jobs import enqueue
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.models import Adjustment, Parcel
from app.orders.queries import order as orders
from app.payments.events import MoneyBounced, MoneyReturned, RefundByHand
from app.payments.models import Payment, Refund
from app.payments.ports import GatewayTrouble, RefundOutcome, RefundRefused, RefundStanding, SeenRefund
from app.payments.queries import finding as lookups
from app.payments.queries import payment as queries
from app.payments.rules.amounts import CURRENCY
from app.payments.rules.differing import goes_back
from app.payments.rules.refund_keys import refund_key, refund_of
from app.payments.rules.states import RefundState
from app.payments.rules.ways import Mode
from app.payments.service import booking, opening, ways


def refund_adjustment(adjustment_id: int) -> None:
    """Give back what a parcel lost, by the way its money came; the gateway is asked by a job."""
    with unit_of_work():
        adjustment = orders.adjustment(adjustment_id)
        parcel = orders.parcel(adjustment.parcel_id)
        payment = queries.paying(parcel)
        if payment is not None:
            _ask_for(payment, adjustment, parcel)
            return
        later = queries.deferred(parcel.id)
        if later is None:
            raise NotFound(adjustment_id)
        _lessen(later, adjustment)


def _ask_for(payment: Payment, adjustment: Adjustment, parcel: Parcel) -> None:
    """Of a part that was paid alone all that is left goes back with the last of it, the digits of its transfer, too; where
    nothing is left, nothing goes back."""
    amount = adjustment.amount
    if payment.parcel_id is not None:
        amount = goes_back(amount, left_of(payment), is_last=parcel.returned == parcel.total)
    if amount:
        ask(payment, adjustment.id, amount, adjustment.reason)


def left_of(payment: Payment) -> int:
    """Rupiah of a payment that are neither back nor promised."""
    return payment.captured - queries.promised(payment.id)


def _lessen(payment: Payment, adjustment: Adjustment) -> None:
    """What is still to be paid becomes less; where nothing is left, nothing is to be paid."""
    record(None, "payment lessened", "order", payment.order_id, amount=adjustment.amount)
    if adjustment.amount < payment.due:
        payment.due -= adjustment.amount
    else:
        opening.expire(payment)


def ask_surplus(payment: Payment, amount: int, reason: str) -> None:
    """What came above what was due is the buyer's: its seller gives it back by hand, whatever becomes of the goods."""
    ask(payment, None, amount, reason, surplus=True)


def ask(
    payment: Payment, adjustment_id: int | None, amount: int, reason: str, *, surplus: bool = False
) -> None:
    """Money is to go back by the way it came: a job asks the gateway, or the seller does it by hand."""
    left = left_of(payment)
    if amount > left:
        raise ValueError(f"refund of {amount} beyond what is left: {left}")
    refund = Refund(
        payment_id=payment.id,
        adjustment_id=adjustment_id,
        amount=amount,
        reason=reason,
        state=RefundState.WAITING,
        by_hand=payment.mode is Mode.DIRECT,
        surplus=surplus,
        asked_at=clock.now(),
    )
    session().add(refund)
    session().flush()
    record(None, "refund asked", "order", payment.order_id, amount=amount, reason=reason)
    booking.owed_back(payment, refund)
    if refund.by_hand:
        announce(RefundByHand(refund_id=refund.id))
    else:
        enqueue("payments.refund", refund_id=refund.id)


def carry_out_refund(refund_id: int) -> None:
    """Ask the gateway to give money back. Safe to repeat: the key is this try's own. Raises GatewayTrouble."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id)
        payment = current.get_one(Payment, refund.payment_id)
        if refund.state is not RefundState.WAITING or payment.reference is None:
            return
        gateway = ways.gateway_of(payment.gateway)
        if refund.by_hand or gateway is None:
            return
        reference, amount = payment.reference, refund.amount
        key = refund_key(payment.key, refund.id, refund.asked_at)
    try:
        outcome = gateway.refund(reference, amount, key=key)
    except RefundRefused as refused:
        _note_refused(refund_id, str(refused))
        return
    except GatewayTrouble as trouble:
        _note_put_off(refund_id, str(trouble))
        raise
    note_outcome(refund_id, outcome)


def note_outcome(refund_id: int, outcome: RefundOutcome) -> bool:
    """What the provider says of a refund, whoever has asked; answers whether it stands otherwise than before.

    Only what the provider calls done is returned. What it took back after that is owed again: the refund has failed, and
    a person sees to it.
    """
    with unit_of_work() as current:
        payment_id = current.get_one(Refund, refund_id).payment_id
        payment = current.get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
        refund = current.get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.reference not in (None, outcome.reference) or outcome.reference in refund.spent:
            return False  # of an earlier try, which failed
        before = refund.state
        if before is RefundState.DONE:
            if outcome.standing is not RefundStanding.FAILED:
                return False
            _note_bounced(payment, refund, outcome)
            return True
        refund.reference = outcome.reference
        if outcome.standing is RefundStanding.DONE:
            finish(payment, refund)
        elif outcome.standing is RefundStanding.FAILED and before is not RefundState.FAILED:
            _note_refused(refund_id, f"refund {outcome.reference}: {outcome.why}")
        elif outcome.standing is RefundStanding.PENDING and before is RefundState.WAITING:
            refund.state, refund.trouble = RefundState.PENDING, None
            record(None, "refund on its way", "refund", refund.id, reference=outcome.reference)
        return refund.state is not before


def finish(payment: Payment, refund: Refund, actor: Actor | None = None) -> None:
    """The money is back with the buyer: the provider says so, or who has sent it instead. Both rows must be held."""
    refund.state, refund.done_at, refund.trouble = RefundState.DONE, clock.now(), None
    payment.refunded += refund.amount
    session().flush()
    record(actor, "refund done", "order", payment.order_id, amount=refund.amount)
    announce(MoneyReturned(order_id=payment.order_id, refund_id=refund.id, amount=refund.amount))


def _note_bounced(payment: Payment, refund: Refund, outcome: RefundOutcome) -> None:
    """It was there and is not any more: a dead card, an account that was closed."""
    refund.state, refund.done_at = RefundState.FAILED, None
    refund.trouble = f"refund {outcome.reference}: {outcome.why}"
    refund.bounced += 1
    payment.refunded -= refund.amount
    session().flush()
    record(None, "refund taken back", "refund", refund.id, why=refund.trouble)
    announce(
        MoneyBounced(
            order_id=payment.order_id, refund_id=refund.id, amount=refund.amount, bounced=refund.bounced
        )
    )


def forget_try(refund: Refund) -> None:
    """This try is over: what its provider tells of it late is about no refund of ours any more."""
    if refund.reference is not None:
        refund.spent = [*refund.spent, refund.reference]
    refund.reference = None


def look_at(refund_id: int, reference: str) -> None:
    """Ask the provider how a refund stands now, because a notice says that it has moved. Raises GatewayTrouble."""
    with unit_of_work() as current:
        payment = current.get_one(Payment, current.get_one(Refund, refund_id).payment_id)
        gateway = ways.gateway_of(payment.gateway)
    if gateway is not None:
        note_outcome(refund_id, gateway.refund_standing(reference))


def meant(gateway: str, seen: SeenRefund) -> Refund | None:
    """The refund of ours that a gateway speaks of; none for one that we never asked for, or not like this."""
    refund = lookups.refund_by_reference(gateway, seen.outcome.reference)
    if refund is None and (refund_id := refund_of(seen.key)) is not None:
        refund = session().get(Refund, refund_id)
        if refund is None or seen.key != _key(refund) or seen.outcome.reference in refund.spent:
            return None
    if refund is None or (refund.amount, CURRENCY) != (seen.amount, seen.currency):
        return None
    return refund


def _key(refund: Refund) -> str:
    return refund_key(session().get_one(Payment, refund.payment_id).key, refund.id, refund.asked_at)


def _note_refused(refund_id: int, why: str) -> None:
    """A person must return this money by hand; the admin's list shows it."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.state not in (RefundState.WAITING, RefundState.PENDING):
            return  # another worker has been here
        refund.state, refund.trouble = RefundState.FAILED, why
        record(None, "refund refused", "refund", refund.id, why=why)


def _note_put_off(refund_id: int, why: str) -> None:
    """The queue tries again, but not for ever: until it is done it stands on the admin's list."""
    with unit_of_work() as current:
        refund = current.get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.state is RefundState.WAITING and refund.trouble is None:
            refund.trouble = why
            record(None, "refund put off", "refund", refund.id, why=why)


def retry_refund(actor: Actor, refund_id: int) -> None:
    """An admin has the gateway asked once more. Raises NotFound unless it was refused or put off."""
    with unit_of_work() as current:
        refund = current.get(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund is None or refund.trouble is None:
            raise NotFound(refund_id)
        payment = current.get_one(Payment, refund.payment_id)
        if refund.state is RefundState.FAILED:
            if refund.amount > left_of(payment):
                raise NotFound(refund_id)
            # a gateway keeps its refusal under the key: the next try asks under another one
            forget_try(refund)
            refund.state, refund.asked_at = RefundState.WAITING, clock.now()
        refund.trouble = None
        record(actor, "refund tried again", "refund", refund.id)
        enqueue("payments.refund", refund_id=refund.id)
