"""How the parts of an order stand that are paid to their makers one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.session import session
from app.delivery.rules.zones import Zone
from app.ledger.models import BankAccount
from app.orders.models import Order, Parcel
from app.orders.ports import PartPaying
from app.orders.queries import order as orders
from app.orders.queries.order import ParcelSheet
from app.orders.rules.life import ParcelState
from app.payments.models import AgencyBill, Payment
from app.payments.queries import payment as payments
from app.payments.rules.offering import Part
from app.payments.rules.states import WAITING, PaymentState
from app.payments.rules.ways import Mode


class Standing(StrEnum):
    """How far the paying of one part is, as its buyer reads it."""

    UNPAID = "unpaid"
    """No way was chosen yet."""
    OPENED = "opened"
    CHECKING = "checking"
    """The buyer has shown her payment; the seller looks for it."""
    AGREED = "agreed"
    """It is paid later, and its maker begins."""
    PAID = "paid"
    GONE = "gone"
    """It was let go, or given up: nothing is to be paid."""


@dataclass(frozen=True)
class PaidPart:
    """One part with its lines and the payment that counts: the one that waits, else the one that paid it."""

    sheet: ParcelSheet
    payment: Payment | None
    standing: Standing
    pay_by: datetime
    is_commissioned: bool = False
    """Ordered by an agency for an occasion."""

    @property
    def parcel(self) -> Parcel:
        return self.sheet.parcel

    @property
    def due(self) -> int:
        """Rupiah to pay, a unique code included."""
        return self.payment.due if self.payment is not None else self.parcel.total - self.parcel.returned

    @property
    def is_to_be_paid(self) -> bool:
        """It is the buyer's turn: she has neither paid nor shown that she has."""
        return self.standing in (Standing.UNPAID, Standing.OPENED)

    @property
    def facts(self) -> Part:
        """What decides by which ways it can be paid."""
        return Part(
            total=self.parcel.total,
            is_made=any(not row.line.from_stock for row in self.sheet.lines),
            is_fetched=self.parcel.zone is Zone.PICKUP,
            is_through_post=self.parcel.consolidation_id is not None,
        )


OPEN = (Standing.UNPAID, Standing.OPENED, Standing.CHECKING)
"""Money is still to come, and can."""
BEGUN = (Standing.CHECKING, Standing.AGREED, Standing.PAID)
"""A maker has money of it, or a promise, or is looking for it."""


def are_paid_directly(parts: Sequence[PaidPart]) -> bool:
    """Some part is paid to its maker: the whole cannot be paid at once any more."""
    return any(one.standing in BEGUN for one in parts)


def left(parts: Sequence[PaidPart]) -> int:
    """Rupiah that its buyer is still to pay to makers, unique codes included; what a maker is looking for is not hers to pay
    again."""
    return sum(one.due for one in parts if one.is_to_be_paid)


def until(parts: Sequence[PaidPart]) -> datetime:
    """When the first of the parts lapses for which money is still to come; there is one."""
    return min(one.pay_by for one in parts if one.standing in OPEN)


def parts_of(order: Order) -> Sequence[PaidPart]:
    """The parts of an order, each with its payment, in three statements."""
    payments = _that_count(order.id)
    return [_part(order, sheet, payments.get(sheet.parcel.id)) for sheet in orders.parcels_of(order.id)]


def _that_count(order_id: int) -> dict[int | None, Payment]:
    """By part: the payment that waits, else the one that paid it."""
    payments: dict[int | None, Payment] = {}
    for one in session().scalars(
        sa.select(Payment)
        .where(Payment.order_id == order_id, Payment.mode == Mode.DIRECT)
        .where(sa.or_(Payment.state.in_(WAITING), Payment.state == PaymentState.SUCCEEDED))
        .order_by(Payment.state.in_(WAITING), Payment.id.desc())
    ):
        payments[one.parcel_id] = one
    return payments


class PaidToMakersHere:
    """Answers `orders.ports.PaidToMakers`."""

    def of_order(self, order_id: int) -> dict[int, PartPaying]:
        payments = _that_count(order_id)
        if not payments:
            return {}
        order = session().get_one(Order, order_id)
        found = {}
        for parcel in session().scalars(sa.select(Parcel).where(Parcel.order_id == order_id)):
            payment = payments.get(parcel.id)
            found[parcel.id] = PartPaying(
                _standing(parcel, payment).value,
                payment.due if payment is not None else parcel.total - parcel.returned,
                payment.gateway.value if payment is not None else None,
                parcel.pay_by or order.pay_by,
            )
        return found


def part_of(order: Order, parcel_id: int) -> PaidPart:
    """One of them. Raises NotFound for a part of another order."""
    for one in parts_of(order):
        if one.parcel.id == parcel_id:
            return one
    raise NotFound(parcel_id)


def _part(order: Order, sheet: ParcelSheet, payment: Payment | None) -> PaidPart:
    ends = sheet.parcel.pay_by or order.pay_by
    return PaidPart(sheet, payment, _standing(sheet.parcel, payment), ends, bool(order.purpose))


def _standing(parcel: Parcel, payment: Payment | None) -> Standing:
    if parcel.state in (ParcelState.DECLINED, ParcelState.CANCELLED):
        return Standing.GONE
    if parcel.paid_at is not None:
        return Standing.PAID
    if payment is None or payment.state not in WAITING:
        return Standing.UNPAID
    if payment.agreed_at is not None:
        return Standing.AGREED
    return Standing.CHECKING if payment.state is PaymentState.CHECKING else Standing.OPENED


class News(StrEnum):
    """What who comes back from the gateway has to be told."""

    IS_IN = "is in"
    OTHER_SUM = "other sum"
    """Money came, and it is not what was due: a person looks at it."""
    NONE_YET = "none yet"


def news_of(order: Order) -> News | None:
    """Nothing where the order's page says it all: it was let go, or is paid in another way."""
    if order.paid_at is not None:
        return News.IS_IN if payments.succeeded_of(order.id) is not None else None
    waits = payments.open_of(order.id)
    if waits is None:
        return None
    return News.NONE_YET if waits.told is None else News.OTHER_SUM


def account_of(payment: Payment) -> BankAccount | None:
    """Where a transfer goes to, as it was when it was opened."""
    return session().get(BankAccount, payment.bank_account_id) if payment.bank_account_id else None


def bill_of(payment: Payment) -> AgencyBill | None:
    """What an agency has agreed to."""
    return session().get(AgencyBill, payment.id)
