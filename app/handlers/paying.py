"""Who is told of how makers are paid directly. The words stand in `notices/rules`."""

from app.handlers.reach import tell_buyer
from app.notices.rules import on_paying
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders.queries import order as orders
from app.payments import events
from app.sellers import queries as sellers
from app.web.filters import long_day
from app.web.pages import path_to


def sticker_stated(event: events.StickerStated) -> None:
    """Everybody of the gerai, each time: whoever has not done it herself must hear of it."""
    letter = on_paying.sticker_stated(event.merchant, event.nmid, replaced=event.replaced)
    link = path_to("seller.receiving.ways")
    for person_id in sellers.member_ids(event.seller_id):
        tell(letter, key=f"sticker-{event.sticker_id}", link=link, person_id=person_id)


def minutes_noted(event: events.MinutesNoted) -> None:
    """Whoever has not noted them yet is asked to; with the second note both learn the day by which it is paid."""
    parcel = orders.parcel(event.parcel_id)
    order = orders.get(parcel.order_id)
    key = f"minutes-{event.payment_id}-{event.by}-{event.number}-{event.on}"
    if event.due_on is not None:
        letter = on_paying.bill_due(order.number, long_day(event.due_on))
        tell_buyer(order, key, letter)
        _tell_members(parcel.seller_id, key, parcel.id, letter)
    elif event.by == "buyer":
        _tell_members(parcel.seller_id, key, parcel.id, on_paying.note_minutes(order.number, event.number))
    else:
        tell_buyer(order, key, on_paying.note_minutes(order.number, event.number))


def _tell_members(seller_id: int, key: str, parcel_id: int, letter: Letter) -> None:
    for person_id in sellers.member_ids(seller_id):
        tell(letter, key=key, link=path_to("seller.bills.bill", parcel_id=parcel_id), person_id=person_id)
