"""The buyer chooses how each parcel travels: what is shown is what is placed, and the seller reads what was paid for."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.money import Rupiah
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.delivery.rules.services import Price
from app.delivery.rules.ways import OwnDelivery
from app.delivery.rules.weights import PackedSize
from app.delivery.rules.zones import Zone
from app.orders.models import Order, OrderLine, Parcel
from app.orders.service import adjusting, parcels
from tests.support import market, world
from tests.support.books import books
from tests.support.buying import hidden, place, put, review, said, say_where
from tests.support.counting import statements
from tests.support.forms import forms_of
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient

REVIEW = "/checkout/periksa"
CHANGED = "Ada yang baru saja berubah"


@pytest.fixture
def maker(db: Any) -> Any:
    return world.actor(world.SELLER)


@pytest.fixture
def kirim(db: Any) -> str:
    """The field of the review page for the world's gerai."""
    return f"kirim-{world.goods().ready.seller_id}"


def sends(maker: Any, *services: str, **more: Any) -> None:
    world.seller_service.send_to(maker, [Zone.COUNTRY, Zone.PICKUP], services=services, **more)


def packs(maker: Any, size: PackedSize, weight_g: int = 500) -> None:
    """The world's ready mat is packed so."""
    product = world.goods().ready
    variant = world.variant_of(product)
    offered = VariantOffer(variant.id, "", 45_000, weight_g, 10, stock_seen=variant.stock, size=size)
    drafts.offer(maker, product.slug, Offer(product.supply, None, (offered,)))


def one_parcel(db: Any) -> Parcel:
    db.expire_all()
    found: Parcel = db.scalars(sa.select(Parcel)).one()
    return found


@pytest.fixture
def browser(client: PageClient, maker: Any) -> PageClient:
    """A guest before the review page; the gerai uses two couriers beside the platform's table."""
    sends(maker, "gerai", "jne-yes", "wahana-normal")
    put(client, world.goods().ready, 2)
    say_where(client)
    return client


def test_each_way_has_its_day_and_fee_and_the_best_are_named(browser: PageClient) -> None:
    page = browser.get(REVIEW).text
    for words in ("Wahana Normal", "Rp8.000", "paling hemat", "JNE YES", "Rp18.000", "paling cepat", "Kurir reguler",
                  "Ambil sendiri di tempat pembuat", "gratis"):  # fmt: skip
        assert words in page, words
    assert "Rp98.000" in page  # 90,000 and the cheapest way


@pytest.mark.parametrize(
    ("way", "service", "zone", "fee", "arrives"),
    [
        ("wahana-normal", "Wahana Normal", "city", 8_000, "2026-11-26"),
        ("jne-yes", "JNE YES", "city", 18_000, "2026-11-24"),
        ("gerai", "Kurir reguler", "city", 12_000, "2026-11-25"),
        ("pickup", "Ambil sendiri di tempat pembuat", "pickup", 0, "2026-11-23"),
    ],
)
def test_the_chosen_way_is_frozen_in_the_parcel(
    browser: PageClient, db: Any, kirim: str, way: str, service: str, zone: str, fee: int, arrives: str
) -> None:
    page = browser.post(REVIEW, data={**review(browser), kirim: way, "hitung": "1"})
    browser.post(REVIEW, data={**hidden(page.text), kirim: way})
    parcel = one_parcel(db)
    assert (parcel.way, parcel.service, parcel.zone, parcel.fee) == (way, service, zone, fee)
    assert parcel.arrives_on.isoformat() == arrives


def test_what_the_seller_changes_later_leaves_a_placed_parcel_alone(
    browser: PageClient, db: Any, maker: Any
) -> None:
    place(browser)
    sends(maker, "tiki-reg")
    parcel = one_parcel(db)
    assert (parcel.way, parcel.service, parcel.fee) == ("wahana-normal", "Wahana Normal", 8_000)


def test_a_way_that_went_away_after_looking_is_told_and_replaced(
    browser: PageClient, db: Any, maker: Any, kirim: str
) -> None:
    shown = browser.post(REVIEW, data={**review(browser), kirim: "jne-yes", "hitung": "1"})
    sends(maker, "gerai")
    before = books()
    page = browser.post(REVIEW, data={**hidden(shown.text), kirim: "jne-yes"})
    assert CHANGED in page.text
    told = "Cara kirim yang tadi dipilih tidak ada lagi di Rumah Perca. Kami ganti dengan Kurir reguler, Rp12.000."
    assert told in page.text
    assert books() == before
    browser.post(REVIEW, data=hidden(page.text))
    assert one_parcel(db).way == "gerai"


@pytest.mark.parametrize("wish", ["district", "JNE-YES", "tiki-reg", "", "own", "<b>x</b>", "post:12"])
def test_an_unknown_way_falls_back_and_is_told(
    browser: PageClient, db: Any, kirim: str, wish: str, count: Any
) -> None:
    shown = review(browser)
    before = books()
    page = browser.post(REVIEW, data={**shown, kirim: wish})
    assert page.status_code == 200
    assert "Kami ganti dengan Wahana Normal, Rp8.000." in page.text and "<b>x" not in page.text
    assert books() == before
    opened = browser.get(REVIEW, query_string={kirim: wish})
    assert "Kami ganti dengan Wahana Normal" in opened.text


def test_her_own_delivery_is_offered_only_next_door(client: PageClient, db: Any, maker: Any) -> None:
    sends(maker, own=OwnDelivery(Rupiah(3_000), 0))
    put(client, world.goods().ready)
    say_where(client)
    assert "Diantar pembuatnya" not in client.get(REVIEW).text
    say_where(client, place=world.NEXT_DOOR)
    assert "Diantar pembuatnya" in client.get(REVIEW).text
    place(client)
    parcel = one_parcel(db)
    assert (parcel.way, parcel.fee, parcel.arrives_on) == ("own", 3_000, parcel.ready_on)


def test_her_own_price_is_what_the_buyer_pays(client: PageClient, db: Any, maker: Any) -> None:
    sends(maker, "gerai", prices={Zone.CITY: Price(7_000, 3_000, 4)})
    put(client, world.goods().ready, 3)  # 1,800 g: two kilograms
    say_where(client)
    place(client)
    parcel = one_parcel(db)
    assert (parcel.way, parcel.fee, parcel.arrives_on.isoformat()) == ("gerai", 10_000, "2026-11-27")


def test_where_her_couriers_do_not_go_the_platforms_way_does(client: PageClient, db: Any, maker: Any) -> None:
    sends(maker, "jne-yes")
    put(client, world.goods().ready)
    say_where(client, place=world.SURABAYA)
    place(client)
    assert (one_parcel(db).way, one_parcel(db).fee) == ("gerai", 38_000)


def test_a_large_light_parcel_is_charged_by_its_size(client: PageClient, db: Any, maker: Any) -> None:
    packs(maker, PackedSize(40, 30, 20))
    put(client, world.goods().ready, 2)
    say_where(client)
    assert "Rp54.000" in client.get(REVIEW).text  # eight kilograms by volume: 12,000 and seven times 6,000
    place(client)
    parcel, line = one_parcel(db), db.scalars(sa.select(OrderLine)).one()
    assert (parcel.weight_g, parcel.fee, line.volume_cm3) == (1_000, 54_000, 24_000)


def test_a_lighter_parcel_is_reckoned_by_its_size_too(db: Any, maker: Any) -> None:
    packs(maker, PackedSize(40, 30, 20))
    (parcel,) = parcels_of(a_paid_order({world.goods().ready: 2}))
    (line,) = adjusting.lines_of(parcel)
    adjustment = adjusting.drop(parcel, {line.id: 1}, adjusting.AdjustmentKind.SHORT, "Satu rusak.")
    assert (adjustment.goods, adjustment.fee) == (45_000, 24_000)  # eight kilograms become four


def test_several_gerai_are_asked_for_their_ways_in_one_statement(client: PageClient, db: Any) -> None:
    for thing in market.five_things():
        put(client, thing)
    say_where(client)
    client.get(REVIEW)
    with statements() as seen:
        client.get(REVIEW)
    assert sum("sending_ways" in one for one in seen) == 1


# -- what the seller reads ------------------------------------------------------------------------


def packed(order: Order) -> Parcel:
    who, (parcel,) = world.actor(world.SELLER), parcels_of(order)
    parcels.accept(who, parcel.id)
    parcels.pack(who, parcel.id)
    return parcel


@pytest.mark.parametrize(
    ("way", "service", "courier"),
    [("jne-yes", "JNE YES", "JNE"), ("gerai", "Kurir reguler", "")],
)
def test_the_courier_that_was_paid_for_is_chosen_already(
    signed_in: Any, maker: Any, way: str, service: str, courier: str
) -> None:
    sends(maker, "gerai", "jne-yes")
    parcel = packed(a_paid_order(wishes={world.goods().ready.seller_id: way}))
    browser = signed_in(world.SELLER)
    assert service in browser.get(f"/penjual/pesanan/{parcel.id}").text
    page = browser.get(f"/penjual/pesanan/{parcel.id}/kirim").text
    form = next(one for one in forms_of(page) if one.value("courier") is not None)
    assert service in page and form.value("courier") == courier


def test_no_courier_is_no_answer(signed_in: Any) -> None:
    parcel, browser = packed(a_paid_order()), signed_in(world.SELLER)
    before = books()
    answer = browser.send(f"/penjual/pesanan/{parcel.id}/kirim", courier="", tracking="1")
    assert "Pilih lewat apa dikirim." in answer.text
    assert books() == before


@pytest.mark.parametrize(
    ("courier", "number", "link"),
    [
        ("Lion Parcel", "11LP 1/2", "https://lionparcel.com/track/stt?q=11LP%201%2F2"),
        ("JNE", "JNE0042", "https://www.jne.co.id/tracking-package"),
        ("SAP", "SAP<7>", None),
        ("Ojek online", "", None),
    ],
)
def test_all_parties_can_look_the_parcel_up(
    signed_in: Any, db: Any, courier: str, number: str, link: str | None
) -> None:
    order = a_paid_order()
    parcel = packed(order)
    parcels.send(world.actor(world.SELLER), parcel.id, courier=courier, tracking=number)
    buyers = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    sellers = signed_in(world.SELLER).get(f"/penjual/pesanan/{parcel.id}").text
    letter = db.execute(sa.text("SELECT body FROM notices ORDER BY id DESC LIMIT 1")).scalar()
    for page in (buyers, sellers):
        assert (f'href="{link}"' in page) is (link is not None)
        assert ("Salin nomor resi" in page) is bool(number)
        assert "SAP<7>" not in page
    assert (f"Lacak di {courier}: {link}" in letter) is (link is not None)


def test_a_declared_way_stays_with_an_unpaid_order(db: Any) -> None:
    order = an_order(wishes={world.goods().ready.seller_id: "pickup"})
    assert [(one.way, one.service) for one in parcels_of(order)] == [
        ("pickup", "Ambil sendiri di tempat pembuat")
    ]


def test_the_page_after_placing_names_the_way(browser: PageClient, db: Any) -> None:
    answer = place(browser)
    (order,) = db.scalars(sa.select(Order))
    key = answer.location.partition("kunci=")[2]
    assert "Wahana Normal" in said(browser, browser.get(f"/pesanan/{order.number}?kunci={key}"))
