"""What the hands make today and tomorrow: from the days that were promised, of what was accepted, with every wish."""

from datetime import timedelta
from typing import Any

import pytest

from app.base import clock
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.orders.models import Order, OrderLine
from tests.support import world
from tests.support.answers import reach
from tests.support.orders import a_paid_order, parcels_of
from tests.support.pages import PageClient

PAGE = "/penjual/pesanan/buat"


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def accepted(pieces: int = 4) -> Order:
    """Two on Monday, two on Tuesday."""
    order = a_paid_order({world.goods().made: pieces})
    reach(order, "accepted")
    return order


def parts(page: str) -> dict[str, str]:
    """Heading → what stands under it."""
    found = {}
    for part in page.split("<h2>")[1:]:
        head, _, rest = part.partition("</h2>")
        found[head] = rest
    return found


def test_each_day_has_its_own_pieces(maker: PageClient) -> None:
    order = accepted()
    sunday = parts(maker.get(PAGE).text)
    assert "2 × Keset Kepang" in sunday["Besok, Senin, 23 November"] and "Hari ini" not in sunday
    with clock.at(world.SUNDAY + timedelta(days=1)):
        monday = parts(maker.get(PAGE).text)
    assert "2 × Keset Kepang" in monday["Hari ini"] and order.number in monday["Hari ini"]
    assert "2 × Keset Kepang" in monday["Besok, Selasa, 24 November"]
    with clock.at(world.SUNDAY + timedelta(days=4)):
        thursday = parts(maker.get(PAGE).text)
    assert thursday["Dari hari kemarin"].count("2 × Keset Kepang") == 2


def test_what_lies_ready_is_to_be_packed_by_its_day(maker: PageClient) -> None:
    order = a_paid_order()
    assert "Kemas dari stok" not in maker.get(PAGE).text
    reach(order, "accepted")
    assert "2 × Keset Perca" in parts(maker.get(PAGE).text)["Kemas dari stok"]


@pytest.mark.parametrize("state", ["to_answer", "packed", "sent", "received", "declined"])
def test_only_what_is_accepted_and_not_packed_is_work(maker: PageClient, state: str) -> None:
    order = a_paid_order({world.goods().made: 2, world.goods().ready: 1})
    reach(order, state)
    page = maker.get(PAGE).text
    assert "Tidak ada yang harus dibuat" in page and "Keset Kepang" not in page
    assert ("1 pesanan belum dijawab." in page) is (state == "to_answer")


def test_the_buyers_wish_stands_there_in_her_words(maker: PageClient, db: Any) -> None:
    order = accepted()
    (line,) = db.query(OrderLine).filter_by(parcel_id=parcels_of(order)[0].id)
    line.note = "Bordir: <b>Ibu Ani</b> & cucu"
    page = maker.get(PAGE).text
    assert '<p class="note">Bordir: &lt;b&gt;Ibu Ani&lt;/b&gt; &amp; cucu</p>' in page
    assert "untuk Sari, siap" in page
    for private in ("Sari Pembeli", "Jl. Uji", "0812-0000-1005"):
        assert private not in page


def test_a_piece_that_takes_several_days_counts_in_days(maker: PageClient) -> None:
    who = world.actor(world.SELLER)
    product = world.an_approved_product(who, name="Keset Besar", per_day=1)
    variant = world.variant_of(product)
    drafts.offer(
        who, product.slug, Offer(Supply.MADE, Pace(1, 3), (VariantOffer(variant.id, "", 200_000, 900, 0),))
    )
    order = a_paid_order({product: 1})
    reach(order, "accepted")
    assert "1 hari kerja untuk 1 × Keset Besar" in maker.get(PAGE).text


def test_another_makers_work_is_not_hers(signed_in: Any) -> None:
    accepted()
    assert "Keset Kepang" not in signed_in(world.OTHER_SELLER).get(PAGE).text
