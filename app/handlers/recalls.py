"""What follows a recall: the orders that hold the batch are looked after by a job, and everybody is told."""

from app.catalog.events import BatchRecalled
from app.catalog.queries import batches
from app.db.jobs import enqueue
from app.handlers.reach import tell_buyer, tell_seller, way_back
from app.notices.rules import to_buyers, to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders.events import RecalledBeforePaying, RecalledSent, RecalledUnsent, ResendExchanged
from app.orders.models import Order, Parcel
from app.orders.queries import complaints, hub
from app.orders.queries import order as orders
from app.sellers import queries as sellers
from app.web.pages import path_to


def settle_orders(event: BatchRecalled) -> None:
    """After the commit: until then an order that is being placed could still hold it."""
    enqueue("orders.settle_recall", batch_id=event.batch_id)


def tell_makers(event: BatchRecalled) -> None:
    """Whoever of the gerai has not done it herself."""
    sheet = batches.of_anybody(event.batch_id)
    letter = to_sellers.batch_recalled(sheet.full_name, sheet.batch.code, sheet.batch.recall_reason or "")
    link = path_to("seller.recalls.recall", batch_id=event.batch_id)
    for person_id in sellers.member_ids(sheet.seller_id):
        if person_id != event.by_id:
            tell(letter, key=f"recall-{event.batch_id}", link=link, person_id=person_id)


def released(event: RecalledBeforePaying) -> None:
    order, sheet = orders.get(event.order_id), batches.of_anybody(event.batch_id)
    if order.purpose:
        return  # `gift_letters` tells whose request it was
    letter = to_buyers.recalled_before_paying(order.number, sheet.full_name, sheet.batch.code)
    tell_buyer(order, f"recall-released-{order.id}", letter)


def changed(event: RecalledUnsent) -> None:
    """The buyer when something falls away, the maker when she has to pack once more."""
    order, parcel = _of(event.parcel_id)
    sheet = batches.of_anybody(event.batch_id)
    name, code = sheet.full_name, sheet.batch.code
    if event.dropped and not order.purpose:  # else `gift_letters` tells until when another maker can step in
        reason = sheet.batch.recall_reason or ""
        letter = to_buyers.recalled_dropped(
            order.number, name, event.dropped, code, reason, event.amount,
            maker=parcel.seller_name, back=way_back(parcel),
        )  # fmt: skip
        tell_buyer(order, f"recall-dropped-{parcel.id}-{event.batch_id}", letter)
    if event.opened:
        key = f"recall-open-{parcel.id}-{event.batch_id}"
        tell_seller(parcel, key, _to_open(event, order, parcel, name, code))


def _to_open(event: RecalledUnsent, order: Order, parcel: Parcel, name: str, code: str) -> Letter:
    through = hub.of_parcel(parcel) if event.at_post else None
    if through is None:
        return to_sellers.pack_again(order.number, name, code)
    return to_sellers.exchange_at_post(order.number, name, code, through.post.name, through.post.address)


def sent(event: RecalledSent) -> None:
    order, parcel = _of(event.parcel_id)
    if order.purpose:  # `gift_letters` tells the agency, whose recipients may have it by now
        return
    sheet = batches.of_anybody(event.batch_id)
    reason = sheet.batch.recall_reason or ""
    letter = to_buyers.recalled_sent(
        order.number, sheet.full_name, event.pieces, sheet.batch.code, reason, event.worth
    )
    tell_buyer(order, f"recall-sent-{parcel.id}-{event.batch_id}", letter)


def resend_exchanged(event: ResendExchanged) -> None:
    """Its maker may have packed the other code already."""
    complaint, sheet = complaints.get(event.complaint_id), batches.of_anybody(event.batch_id)
    order, parcel = _of(complaint.parcel_id)
    letter = to_sellers.resend_exchanged(order.number, sheet.full_name, sheet.batch.code)
    link = path_to("seller.complaints.complaint", complaint_id=complaint.id)
    for person_id in sellers.member_ids(parcel.seller_id):
        key = f"resend-exchanged-{complaint.id}-{event.batch_id}"
        tell(letter, key=key, link=link, person_id=person_id)


def _of(parcel_id: int) -> tuple[Order, Parcel]:
    parcel = orders.parcel(parcel_id)
    return orders.get(parcel.order_id), parcel
