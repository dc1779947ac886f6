"""Who bought a set is told that it comes without a part."""

from typing import Any

import sqlalchemy as sa

from app.notices.models import Notice
from app.orders.models import Order
from app.orders.rules.sets import Came, TornSet, torn
from app.orders.service import parcels, placing
from tests.support import world
from tests.support.bundles import a_bundle, a_cart_with, two_gifts
from tests.support.orders import UNPAID, a_checkout, parcels_of, pay

TORN = (
    "Ini isi dari Set Dua Rumah, jadi setnya datang tidak lengkap. "
    "Bagian yang belum disanggupi pembuatnya masih bisa dibatalkan di halaman pesanan."
)


def bought(db: Any) -> Order:
    buyer = world.actor(world.BUYER)
    ready, neighbour = two_gifts()
    cart = a_cart_with(a_bundle({ready: 2, neighbour: 1}), buyer=buyer)
    order = placing.place(cart.id, a_checkout(cart), buyer, unpaid_for=UNPAID)
    pay(order)
    return order


def last_body(db: Any) -> str:
    return str(
        db.scalar(sa.select(Notice.body).where(Notice.key.like("%parcel-%")).order_by(Notice.id.desc()))
    )


def test_a_declined_part_of_a_set_is_named_as_such(db: Any) -> None:
    parts = parcels_of(bought(db))
    parcels.decline(world.actor(world.OTHER_SELLER), parts[1].id, "Sakit.")
    assert TORN in last_body(db)


def test_the_last_part_that_is_declined_leaves_nothing_to_be_torn(db: Any) -> None:
    parts = parcels_of(bought(db))
    parcels.decline(world.actor(world.OTHER_SELLER), parts[1].id, "Sakit.")
    parcels.decline(world.actor(world.SELLER), parts[0].id, "Sakit juga.")
    assert "tidak lengkap" not in last_body(db)


def test_the_orders_page_says_what_lacks_and_what_may_still_be_cancelled(signed_in: Any, db: Any) -> None:
    order = bought(db)
    page = f"/pesanan/{order.number}"
    buyer = signed_in(world.BUYER)
    assert "datang tidak lengkap" not in buyer.get(page).text
    parts = parcels_of(order)
    parcels.decline(world.actor(world.OTHER_SELLER), parts[1].id, "Sakit.")
    text = buyer.get(page).text
    assert "Set Dua Rumah datang tidak lengkap." in text and "Yang tidak jadi: 1 × Keset Tetangga." in text
    assert "Keset Perca masih bisa dibatalkan" in text
    parcels.accept(world.actor(world.SELLER), parts[0].id)
    assert "Bagian lainnya sudah disanggupi pembuatnya, jadi tetap datang." in buyer.get(page).text


def test_a_set_of_which_nothing_comes_is_not_called_incomplete(signed_in: Any, db: Any) -> None:
    order = bought(db)
    for who, part in zip((world.SELLER, world.OTHER_SELLER), parcels_of(order), strict=True):
        parcels.decline(world.actor(who), part.id, "Sakit.")
    assert "datang tidak lengkap" not in signed_in(world.BUYER).get(f"/pesanan/{order.number}").text


def test_pieces_that_are_let_go_tear_a_set_too() -> None:
    both = [Came("Dua Rumah", "Keset", 4, 3, False), Came("Dua Rumah", "Kopi", 2, 2, True)]
    assert torn(both) == [TornSet("Dua Rumah", [("Keset", 1)], ["Kopi"])]
    assert torn([Came("Dua Rumah", "Keset", 4, 4, True)]) == []
