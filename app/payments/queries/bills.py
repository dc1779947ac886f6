"""Bills of agencies, for the maker who is paid by them."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.session import session
from app.orders.models import Order, Parcel
from app.payments.models import AgencyBill, Payment
from app.payments.rules.states import WAITING, PaymentState
from app.sellers import queries as sellers


@dataclass(frozen=True)
class SellersBill:
    """A bill with the part of which it is."""

    bill: AgencyBill
    payment: Payment
    parcel: Parcel
    order: Order

    @property
    def is_paid(self) -> bool:
        return self.payment.state is PaymentState.SUCCEEDED


def of_seller(actor: Actor, limit: int) -> Sequence[SellersBill]:
    """Hers that wait for money or were paid: what is due soonest first, then those without a day."""
    rows = session().execute(
        _bills(sellers.owned(actor).id)
        .order_by(Payment.state == PaymentState.SUCCEEDED, AgencyBill.due_on.nulls_last(), Payment.id.desc())
        .limit(limit)
    )
    return [SellersBill(*row) for row in rows]


def sellers_bill(actor: Actor, parcel_id: int) -> SellersBill:
    """The one of a part of hers. Raises NotFound."""
    row = session().execute(_bills(sellers.owned(actor).id).where(Parcel.id == parcel_id).limit(1)).first()
    if row is None:
        raise NotFound(parcel_id)
    return SellersBill(*row)


def _bills(seller_id: int) -> sa.Select[AgencyBill, Payment, Parcel, Order]:
    return (
        sa.select(AgencyBill, Payment, Parcel, Order)
        .join(Payment, Payment.id == AgencyBill.payment_id)
        .join(Parcel, Parcel.id == Payment.parcel_id)
        .join(Order, Order.id == Payment.order_id)
        .where(Parcel.seller_id == seller_id)
        .where(sa.or_(Payment.state.in_(WAITING), Payment.state == PaymentState.SUCCEEDED))
    )
