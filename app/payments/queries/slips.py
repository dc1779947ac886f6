"""Pictures that have proved something: the same one proves nothing a second time, wherever it was used."""

from collections.abc import Collection

import sqlalchemy as sa

from app.db.session import session
from app.payments.models import PaymentProof, RefundTransfer, Repayment


def is_used(known_by: Collection[str]) -> bool:
    """A picture with one of these digests has proved a payment, a repayment or a transfer already."""
    shown = (
        sa.exists().where(RefundTransfer.digest.in_(known_by)),
        sa.exists().where(Repayment.digest.in_(known_by)),
        sa.exists().where(PaymentProof.digest.in_(known_by)),
    )
    return bool(session().scalar(sa.select(sa.or_(*shown))))
