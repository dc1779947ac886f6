"""Who bought a set is told that it comes without a part."""

from typing import Any

import sqlalchemy as sa

from app.notices.models import Notice
from app.orders.models import Order
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
