"""Agencies are reminded of their bills; makers learn once that one is overdue. Locks: the bill."""

from datetime import datetime

import sqlalchemy as sa

from app.base.zones import day_in
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.orders.models import Order
from app.payments.events import BillDueSoon, BillOverdue
from app.payments.models import AgencyBill, Payment
from app.payments.queries import bills as queries
from app.payments.rules import bills as rules
from app.payments.rules.states import WAITING

AT_ONCE = 200


def remind(now: datetime) -> int:
    """Write to whoever has a day of reminding behind her since the last letter; answers to how many. Days that were missed
    while nothing ran are not made up for: she gets one letter."""
    return sum(_remind(payment_id, now) for payment_id in queries.to_remind(now, AT_ONCE))


def _remind(payment_id: int, now: datetime) -> bool:
    with unit_of_work():
        row = (
            session()
            .execute(
                sa.select(AgencyBill, Order.village_code)
                .join(Payment, Payment.id == AgencyBill.payment_id)
                .join(Order, Order.id == Payment.order_id)
                .where(AgencyBill.payment_id == payment_id, Payment.state.in_(WAITING))
                .with_for_update(of=AgencyBill)
                .execution_options(populate_existing=True)
            )
            .first()
        )
        if row is None:
            return False
        bill, region = row
        if bill.due_on is None:
            return False
        today = day_in(region, now - rules.MORNING)
        count = rules.reminders_by(bill.due_on, today)
        if count <= bill.reminders:
            return False
        was_told = bill.reminders > 1
        bill.reminders, bill.reminded_at = count, now
        late = rules.days_over(bill.due_on, today)
        record(None, "agency reminded of bill", "payment", payment_id, days_over=late)
        if late:
            announce(BillOverdue(payment_id=payment_id, days=late, first=not was_told))
        else:
            announce(BillDueSoon(payment_id=payment_id))
    return True
