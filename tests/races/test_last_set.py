"""Buyers who want the last sets at the same moment, one who wants a part alone, and a curator who withdraws the set."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.catalog.service import bundles, goods
from app.db.session import db
from app.orders.service import placing
from tests.support import world
from tests.support.books import stock_of
from tests.support.bundles import a_bundle, a_cart_with, two_gifts
from tests.support.crowd import all_at_once, in_each_others_way
from tests.support.orders import UNPAID, a_cart, a_checkout

pytestmark = pytest.mark.race


def rows(sql: str) -> Any:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def buyer(cart: Any) -> Any:
    """Presses the button of a review page that she has open."""
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).number


def test_the_last_pieces_go_into_whole_sets_or_to_nobody(shop: Flask) -> None:
    """Ten mats, eight of the neighbour's: five sets of two and one. Twelve want one, four want two mats alone."""
    ready, neighbour = two_gifts()
    bundle = a_bundle({ready: 2, neighbour: 1})
    deeds = [buyer(a_cart_with(bundle)) for _ in range(12)]
    deeds += [buyer(a_cart({world.variant_of(ready).id: 2})) for _ in range(4)]
    variants = [world.variant_of(one).id for one in (ready, neighbour)]
    answers = all_at_once(shop, deeds)
    placed = [one for one in answers if isinstance(one, str)]
    assert len(placed) == 5
    assert all(isinstance(one, str | goods.NotToBeHad | placing.Changed) for one in answers)
    sets = rows("SELECT count(*) FROM orders o WHERE EXISTS (SELECT FROM parcels p JOIN order_lines l "
                "ON l.parcel_id = p.id WHERE p.order_id = o.id AND l.bundle_id IS NOT NULL)")[0][0]  # fmt: skip
    by_part = dict(
        rows(
            "SELECT variant_id, sum(pieces) FROM order_lines WHERE bundle_id IS NOT NULL GROUP BY variant_id"
        )
    )
    assert by_part == ({variants[0]: 2 * sets, variants[1]: sets} if sets else {})
    assert stock_of(variants[0]) == 0
    assert stock_of(variants[1]) == 8 - sets


def test_a_set_that_is_withdrawn_while_it_is_ordered_is_ordered_or_not_at_all(shop: Flask) -> None:
    bundle = a_bundle()
    deed, bundle_id = buyer(a_cart_with(bundle)), bundle.id
    curator = world.actor(world.CURATOR)
    _, number = in_each_others_way(
        shop, lambda: bundles.withdraw(curator, bundle_id, "Pembuatnya pindah."), lambda: _told(deed)
    )
    assert "sudah tidak dijual. Pembuatnya pindah." in number
    assert rows("SELECT count(*) FROM orders") == [(0,)]
    assert rows("SELECT count(*) FROM cart_lines") == [(2,)]


def test_who_places_first_keeps_her_set_and_the_curator_waits(shop: Flask) -> None:
    bundle = a_bundle()
    deed, bundle_id = buyer(a_cart_with(bundle)), bundle.id
    curator = world.actor(world.CURATOR)
    number, _ = in_each_others_way(
        shop, deed, lambda: bundles.withdraw(curator, bundle_id, "Pembuatnya pindah.")
    )
    assert rows("SELECT number FROM orders") == [(number,)]
    assert rows("SELECT state FROM bundles") == [("withdrawn",)]
    assert rows("SELECT count(*), sum(pieces) FROM order_lines WHERE bundle_id IS NOT NULL") == [(2, 3)]


def _told(deed: Any) -> str:
    try:
        return str(deed())
    except (goods.NotToBeHad, placing.Changed) as refusal:
        return refusal.message
