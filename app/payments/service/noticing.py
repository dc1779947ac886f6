"""What a gateway reports by itself. Each notice has an effect at most once; all of it happens, or none of it."""

from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.db.jobs import enqueue
from app.db.session import unit_of_work
from app.payments.models import GatewayNotice
from app.payments.ports import Notice, NoticeKind, PaymentGateway, RefundStanding, SeenRefund
from app.payments.queries import finding as lookups
from app.payments.queries import payment as queries
from app.payments.rules.states import RefundState
from app.payments.service import opening, refunding, settling


def take_notice(gateway: PaymentGateway, notice: Notice) -> None:
    """What a gateway reported, its signature checked. Notices come late, twice, and in any order."""
    if notice.kind is NoticeKind.OTHER:
        return
    with unit_of_work() as current:
        fresh = current.scalar(
            insert(GatewayNotice)
            .values(
                gateway=gateway.name,
                event_id=notice.event_id,
                kind=notice.kind.value,
                reference=notice.reference,
                taken_at=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(GatewayNotice.id)
        )
        if fresh is None:
            return
        if notice.refund is not None:
            _about_refund(gateway, notice.refund)
        elif notice.kind is NoticeKind.RETURNED:
            _about_returned(notice)
        else:
            _about_checkout(gateway, notice)


def _about_checkout(gateway: PaymentGateway, notice: Notice) -> None:
    payment = queries.by_reference(gateway.name, notice.reference)
    if payment is None:
        if notice.kind is NoticeKind.PAID and notice.number:
            _look_closely()
    elif notice.kind is NoticeKind.PAID:
        settling.settle_told(payment.id, amount=notice.amount, currency=notice.currency, number=notice.number)
    else:
        opening.expire(payment)


def _about_refund(gateway: PaymentGateway, seen: SeenRefund) -> None:
    """A notice tells how a refund stood when it was written: the gateway is asked how it stands now, where we differ."""
    refund = refunding.meant(gateway.name, seen)
    if refund is None:
        _look_closely()
    elif not (refund.state is RefundState.DONE and seen.outcome.standing is RefundStanding.DONE):
        enqueue("payments.look_at_refund", refund_id=refund.id, reference=seen.outcome.reference)


def _about_returned(notice: Notice) -> None:
    """More went back than was ever asked for: somebody gave it back at the gateway's own desk."""
    if notice.amount > lookups.promised_of(notice.number):
        _look_closely()


def _look_closely() -> None:
    """The two books are compared soon: that is asked of the gateway, and nobody waits for it here."""
    enqueue("payments.compare_books", lock="payments.compare_books")
