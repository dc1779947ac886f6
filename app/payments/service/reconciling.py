"""Reconciliation: the gateway's own book beside ours.

What notices have missed is settled by the same functions as a notice; what does not fit becomes a task for the admin.
The gateway is asked outside of transactions, a page or a thing at a time, and each thing is taken in by itself: a run
that breaks off has done what it has done, and the next one begins anew.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from app.base.errors import NotConfigured
from app.base.money import format_rupiah
from app.orders.queries import order as orders
from app.payments.models import Refund
from app.payments.ports import (
    GatewayTrouble,
    PaymentGateway,
    RefundOutcome,
    RefundStanding,
    SeenCheckout,
    SeenRefund,
    Standing,
    UnknownThere,
)
from app.payments.queries import finding as lookups
from app.payments.queries import payment as queries
from app.payments.rules.findings import FindingKind
from app.payments.rules.states import PaymentState
from app.payments.rules.troubles import sum_told
from app.payments.service import findings, refunding, settling, ways

Answer = TypeVar("Answer")

LOOK_BACK = timedelta(days=3)
"""As long as Stripe goes on sending a notice that nobody answers."""
OVERDUE = timedelta(minutes=5)
"""A notice comes within seconds, as a rule."""
STANDING = {RefundStanding.DONE: "sudah selesai", RefundStanding.PENDING: "masih di jalan"}
NOT_THERE = Standing(paid=False, amount=0, currency="", number="")
AT_ONCE = 200
"""Things that are asked for one by one in a run; the rest waits for the next."""


@dataclass
class Reconciled:
    """What a run looked at and did, in things."""

    checkouts: int = 0
    """Paid checkouts in the gateway's book."""
    refunds: int = 0
    """Refunds in it."""
    asked: int = 0
    """Checkouts and refunds asked for one by one."""
    settled: int = 0
    """Payments whose money no notice had told of."""
    moved: int = 0
    """Refunds that stood otherwise than here."""
    found: int = 0
    """New tasks for the admin."""
    unanswered: int = 0
    """Things that could not be asked for now."""

    def facts(self) -> dict[str, int]:
        return asdict(self)


def reconcile(now: datetime) -> Reconciled:
    """Compare the books of the last days. Raises GatewayTrouble when a list breaks off, NotConfigured without gateway."""
    gateway = ways.collector()
    if gateway is None:
        raise NotConfigured("PaymentGateway")
    run, since, before = Reconciled(), now - LOOK_BACK, lookups.count_findings()
    paid = _paid_there(gateway, since, run)
    _waiting_here(gateway, now, paid, run)
    _settled_here(gateway, since, now, paid, run)
    returned = _refunded_there(gateway, since, run)
    _on_their_way(gateway, returned, run)
    _returned_here(gateway, since, now, returned, run)
    run.found = lookups.count_findings() - before
    return run


# -- money in ---------------------------------------------------------------------------------


def _paid_there(gateway: PaymentGateway, since: datetime, run: Reconciled) -> set[str]:
    """Every paid checkout is settled here, or is a task; answers their references."""
    seen = set()
    for checkout in gateway.paid_since(since):
        run.checkouts += 1
        seen.add(checkout.reference)
        payment = queries.by_reference(gateway.name, checkout.reference)
        if payment is None:
            _find(gateway, FindingKind.UNKNOWN_CHECKOUT, checkout)
        elif payment.state is not PaymentState.SUCCEEDED:
            run.settled += settling.settle_seen(payment.id, checkout.standing)
        elif checkout.standing.amount != payment.captured:
            _find(gateway, FindingKind.OTHER_AMOUNT, checkout)
    return seen


def _waiting_here(gateway: PaymentGateway, now: datetime, paid: set[str], run: Reconciled) -> None:
    """What waits for money is asked about one by one: it may have lapsed there, or have been paid after days."""
    for payment in lookups.waiting_since(gateway.name, now - OVERDUE, AT_ONCE):
        if payment.reference is not None and payment.reference not in paid:
            payment_id = payment.id
            standing = _asked(partial(gateway.look_up, payment.reference), run, NOT_THERE)
            if standing is not None:
                run.settled += settling.settle_seen(payment_id, standing)


def _settled_here(
    gateway: PaymentGateway, since: datetime, now: datetime, paid: set[str], run: Reconciled
) -> None:
    """What counts as paid here stands in the gateway's book, too."""
    for payment, number in lookups.settled_between(gateway.name, since, now):
        if payment.reference is None or payment.reference in paid:
            continue
        reference, captured = payment.reference, payment.captured
        standing = _asked(partial(gateway.look_up, reference), run, NOT_THERE)
        if standing is not None and not standing.paid:
            told = f"di sini lunas {format_rupiah(captured)}, di sana belum"
            findings.note(
                gateway.name,
                FindingKind.UNPAID_THERE,
                reference,
                number=number,
                amount=captured,
                told=told,
            )


def _find(gateway: PaymentGateway, kind: FindingKind, checkout: SeenCheckout) -> None:
    told = checkout.standing
    findings.note(
        gateway.name,
        kind,
        checkout.reference,
        number=told.number,
        amount=told.amount,
        told=f"lunas {sum_told(told.amount, told.currency)}",
    )


# -- money back -------------------------------------------------------------------------------


def _refunded_there(gateway: PaymentGateway, since: datetime, run: Reconciled) -> set[str]:
    """Every refund stands here as it stands there, or is a task; answers the references of those that are done."""
    done = set()
    for seen in gateway.refunded_since(since):
        run.refunds += 1
        if seen.outcome.standing is RefundStanding.DONE:
            done.add(seen.outcome.reference)
        refund = refunding.meant(gateway.name, seen)
        if refund is not None:
            run.moved += refunding.note_outcome(refund.id, seen.outcome)
        elif seen.outcome.standing is not RefundStanding.FAILED:
            _not_ours(gateway, seen, run)
    return done


def _not_ours(gateway: PaymentGateway, seen: SeenRefund, run: Reconciled) -> None:
    """A refund that we never asked for is a task where it gives back a payment of ours; else it is another shop's."""
    checkout = _asked(partial(gateway.checkout_of, seen.source), run, "")
    payment = queries.by_reference(gateway.name, checkout) if checkout else None
    if payment is not None:
        findings.note(
            gateway.name,
            FindingKind.UNKNOWN_REFUND,
            seen.outcome.reference,
            number=orders.get(payment.order_id).number,
            amount=seen.amount,
            told=f"pengembalian {sum_told(seen.amount, seen.currency)}, {STANDING[seen.outcome.standing]}",
        )


def _on_their_way(gateway: PaymentGateway, done: set[str], run: Reconciled) -> None:
    for refund in lookups.refunds_on_their_way(gateway.name, AT_ONCE):
        if refund.reference not in done:
            _look(gateway, refund, run)


def _returned_here(
    gateway: PaymentGateway, since: datetime, now: datetime, done: set[str], run: Reconciled
) -> None:
    """What counts as returned here is done there, too."""
    for refund in lookups.refunds_done_between(gateway.name, since, now):
        if refund.reference not in done:
            _look(gateway, refund, run)


def _look(gateway: PaymentGateway, refund: Refund, run: Reconciled) -> None:
    refund_id, reference = refund.id, refund.reference or ""
    nothing = RefundOutcome(reference, RefundStanding.FAILED, "unknown there")
    outcome = _asked(partial(gateway.refund_standing, reference), run, nothing)
    if outcome is not None:
        run.moved += refunding.note_outcome(refund_id, outcome)


def _asked(ask: Callable[[], Answer], run: Reconciled, unknown: Answer) -> Answer | None:
    """The gateway's answer, or `unknown` for what is not in its book; none where it cannot say now."""
    run.asked += 1
    try:
        return ask()
    except UnknownThere:
        return unknown
    except GatewayTrouble:
        run.unanswered += 1
        return None
