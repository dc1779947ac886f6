"""How buyers and makers of an order are reached."""

from app.db.ports import port
from app.notices.rules.letter import Letter
from app.notices.rules.to_buyers import Back
from app.notices.service import tell
from app.orders.models import Order, Parcel
from app.orders.ports import OrderKeys
from app.payments.queries import payment as payments
from app.payments.rules.ways import Mode
from app.sellers import queries as sellers
from app.web.pages import path_to


def tell_buyer(
    order: Order, key: str, letter: Letter, endpoint: str = "shop.orders.order", **values: int
) -> None:
    """The owner's inbox, or the guest's mail, with a link to the order or to another page of it; a guest's link carries the
    order's key."""
    if order.person_id is not None:
        link = path_to(endpoint, number=order.number, **values)
        tell(letter, key=key, link=link, person_id=order.person_id, email=order.email)
    elif order.email is not None:
        link = path_to(endpoint, number=order.number, **values, kunci=port(OrderKeys).key_for(order.number))
        tell(letter, key=key, link=link, email=order.email)


def way_back(parcel: Parcel) -> Back:
    """By whose hands money of a part comes back to its buyer."""
    payment = payments.paying(parcel)
    if payment is None:
        return Back.UNPAID
    return Back.BY_MAKER if payment.mode is Mode.DIRECT else Back.BY_US


def tell_seller(parcel: Parcel, key: str, letter: Letter) -> None:
    for person_id in sellers.member_ids(parcel.seller_id):
        tell(letter, key=key, link=path_to("seller.orders.parcel", parcel_id=parcel.id), person_id=person_id)
