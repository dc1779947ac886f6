"""Money that somebody gave back at the pretend gateway's own desk: the books disagree, and the admin is told so."""

import sqlalchemy as sa

from app.base import clock
from app.db.ports import port
from app.db.session import session
from app.payments.models import Payment
from app.payments.ports import PaymentGateway
from app.payments.rules.states import PaymentState
from app.payments.service.reconciling import LOOK_BACK, reconcile

GIVEN = 5_000


def give_back_unasked() -> None:
    """A goodwill that nobody noted here; the next comparison of the books finds it."""
    now = clock.now()
    reference = session().scalar(
        sa.select(Payment.reference)
        .where(
            Payment.state == PaymentState.SUCCEEDED,
            Payment.parcel_id.is_(None),
            Payment.settled_at > now - LOOK_BACK,
            Payment.refunded == 0,
        )
        .order_by(Payment.id)
        .limit(1)
    )
    if reference is None:
        raise LookupError("no payment of the last days")
    port(PaymentGateway).refund(reference, GIVEN, key="di-meja")
    reconcile(now)
