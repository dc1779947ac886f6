"""How the money for one seller's part of an order stands."""

import sqlalchemy as sa

from app.db.session import session
from app.orders.ports import PartMoney
from app.payments.models import Payment
from app.payments.rules.states import PaymentState
from app.payments.rules.ways import WORDS, Mode, Way


class MoneyOfPartHere:
    """Answers `orders.ports.MoneyOfPart`."""

    def of(self, order_id: int, parcel_id: int) -> PartMoney | None:
        """What came is told before what is awaited; what lapsed is not told."""
        one = session().scalar(
            sa.select(Payment)
            .where(Payment.order_id == order_id, Payment.state != PaymentState.EXPIRED)
            .where(sa.or_(Payment.parcel_id == parcel_id, Payment.parcel_id.is_(None)))
            .order_by(Payment.settled_at.nulls_last(), Payment.id.desc())
            .limit(1)
        )
        if one is None:
            return None
        return PartMoney(
            way=WORDS[one.gateway],
            is_direct=one.mode is Mode.DIRECT,
            amount=one.captured or one.due,
            paid_at=one.settled_at,
            payment_id=one.id,
            by_agency=one.gateway is Way.INVOICE,
        )
