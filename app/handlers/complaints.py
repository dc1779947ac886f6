"""What follows a step in a complaint: letters to the parties who did not take it; and complaints about what fell away end."""

from app.accounts import queries as people
from app.base.actor import Role
from app.db.ports import port
from app.notices.rules import on_complaints
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders import events as orders
from app.orders.models import Complaint, Order, Parcel
from app.orders.ports import OrderKeys
from app.orders.queries import complaints as queries
from app.orders.queries import order as order_queries
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import ComplaintState
from app.orders.rules.life import ParcelState
from app.orders.rules.log import Party, sentence
from app.orders.service import complaints as service
from app.sellers import queries as sellers
from app.web.filters import moment
from app.web.pages import path_to


def told(event: orders.ComplaintMoved) -> None:
    step, complaint = queries.step(event.step_id), queries.get(event.complaint_id)
    parcel = order_queries.parcel(complaint.parcel_id)
    order = order_queries.get(parcel.order_id)
    said = sentence(f"complaint_{step.move.value}", step.facts)
    letter = on_complaints.complaint(order.number, step.move.value, said, step.words, _next(complaint, order))
    key = f"complaint-step-{step.id}"
    for party in (Party.BUYER, Party.SELLER, Party.OFFICER):
        if party is not step.party:
            _tell(party, complaint, parcel, order, key, letter)
    if complaint.state is ComplaintState.MEDIATED and complaint.mediator_id is None:
        for admin in people.holders(Role.ADMIN, ""):
            link = path_to("admin.accounts.people")
            tell(
                on_complaints.no_mediator(order.number, parcel.seller_name),
                key=key,
                link=link,
                person_id=admin,
            )


def due_soon(event: orders.ComplaintDueSoon) -> None:
    complaint = queries.get(event.complaint_id)
    parcel = order_queries.parcel(complaint.parcel_id)
    order = order_queries.get(parcel.order_id)
    next_step = _next(complaint, order)
    if next_step is not None:
        key = f"complaint-due-{complaint.id}-{complaint.due_at}"
        letter = on_complaints.complaint_due_soon(order.number, next_step)
        _tell(rules.TURN[complaint.state], complaint, parcel, order, key, letter)


def close_moot(event: orders.MoneyOwed) -> None:
    """What is complained about a part that was declined or given up is over: its money goes back anyway."""
    parcel = order_queries.parcel(order_queries.adjustment(event.adjustment_id).parcel_id)
    if parcel.state in (ParcelState.DECLINED, ParcelState.CANCELLED):
        service.close_moot(parcel)


def _next(complaint: Complaint, order: Order) -> str | None:
    if complaint.due_at is None:
        return None
    return queries.sheet(complaint).next_step(moment(complaint.due_at, order.village_code))


def _tell(party: Party, complaint: Complaint, parcel: Parcel, order: Order, key: str, letter: Letter) -> None:
    if party is Party.SELLER:
        link = path_to("seller.complaints.complaint", complaint_id=complaint.id)
        for person_id in sellers.member_ids(parcel.seller_id):
            tell(letter, key=key, link=link, person_id=person_id)
    elif party is Party.OFFICER and complaint.mediator_id is not None:
        link = path_to("officer.complaints.complaint", complaint_id=complaint.id)
        tell(letter, key=key, link=link, person_id=complaint.mediator_id)
    elif party is Party.BUYER and order.person_id is not None:
        link = path_to("shop.complaints.complaint", number=order.number, complaint_id=complaint.id)
        tell(letter, key=key, link=link, person_id=order.person_id, email=order.email)
    elif party is Party.BUYER and order.email is not None:
        link = path_to(
            "shop.complaints.complaint",
            number=order.number,
            complaint_id=complaint.id,
            kunci=port(OrderKeys).key_for(order.number),
        )
        tell(letter, key=key, link=link, email=order.email)
