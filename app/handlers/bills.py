"""Who is told that an agency's bill is due, or overdue."""

from app.handlers.reach import tell_buyer
from app.notices.rules import on_bills
from app.notices.service import tell
from app.payments import events
from app.payments.queries import bills as queries
from app.sellers import queries as sellers
from app.web.filters import long_day
from app.web.pages import path_to

PAGE = "shop.direct.part"


def due_soon(event: events.BillDueSoon) -> None:
    """Whoever has ordered in her agency's name."""
    one = queries.bill(event.payment_id)
    if one.bill.due_on is not None:
        letter = on_bills.due_soon(
            one.order.number, one.parcel.seller_name, one.payment.due, long_day(one.bill.due_on)
        )
        tell_buyer(one.order, f"bill-soon-{one.payment.id}", letter, PAGE, parcel_id=one.parcel.id)


def overdue(event: events.BillOverdue) -> None:
    """She again; and the maker, once."""
    one = queries.bill(event.payment_id)
    if one.bill.due_on is None:
        return
    due = long_day(one.bill.due_on)
    letter = on_bills.overdue(one.order.number, one.parcel.seller_name, one.payment.due, due)
    key = f"bill-late-{one.payment.id}-{one.bill.reminders}"
    tell_buyer(one.order, key, letter, PAGE, parcel_id=one.parcel.id)
    if event.first:
        link = path_to("seller.bills.bill", parcel_id=one.parcel.id)
        letter = on_bills.not_paid_yet(one.order.number, one.bill.agency, one.payment.due, due)
        for person_id in sellers.member_ids(one.parcel.seller_id):
            tell(letter, key=f"bill-late-{one.payment.id}", link=link, person_id=person_id)
