"""The page of a set and its way into the cart: what is in it, what it costs, how many there are, and when."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.catalog.models import Bundle, Product
from app.catalog.rules.availability import Limits
from app.catalog.rules.life import Supply
from app.catalog.service import bundles, drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.orders.models import CartLine, Order
from tests.support import orders, world
from tests.support.bundles import a_bundle, a_gift, two_gifts
from tests.support.buying import place, said, say_where
from tests.support.counting import statements
from tests.support.pages import PageClient

HERE = "/set/dua-rumah"


@pytest.fixture
def bundle(db: Any) -> Bundle:
    return a_bundle()


def pieces(db: Any) -> list[int]:
    return list(db.scalars(sa.select(CartLine.pieces).order_by(CartLine.id)))


def put(browser: PageClient, count: object) -> Any:
    return browser.send(HERE, to="/keranjang/set", slug="dua-rumah", pieces=count)


def test_it_tells_price_parts_makers_number_and_day(client: PageClient, bundle: Bundle) -> None:
    page = client.get(HERE).text
    for words in (
        "<h1>Set Dua Rumah</h1>",
        "Rp120.000",
        "Rp90.000",
        "Rp30.000",
        "Senin, 23 November",
        "<b>5 set</b> sekarang, sebatas Keset Perca",
        "Datang dalam 2 paket",
        "berlaku sampai 31 Mei 2027",
        "Rumah Perca",
        "Gerai Tetangga",
        "Kota Tangerang",
    ):
        assert words in page, words


def test_an_officer_can_begin_a_request_with_it(client: PageClient, signed_in: Any, bundle: Bundle) -> None:
    link = "/dinas/cinderamata/baru?set=dua-rumah"
    assert link not in client.get(HERE).text
    officer = signed_in(world.OFFICER)
    assert link in officer.get(HERE).text
    assert officer.get(link).status_code == 200


def test_it_is_on_the_shelf_and_among_all_sets(client: PageClient, bundle: Bundle) -> None:
    for path in ("/oleh-oleh-resmi", "/set"):
        page = client.get(path).text
        assert f'href="{HERE}"' in page and "2 pembuat" in page, path


def test_without_a_set_the_list_says_what_to_do(client: PageClient, db: Any) -> None:
    assert "Belum ada set oleh-oleh" in client.get("/set").text


def test_what_nobody_may_see_is_not_there(client: PageClient, bundle: Bundle) -> None:
    assert client.get("/set/tidak-ada").status_code == 404
    drafts.remove(world.actor(world.SELLER), world.goods().ready.slug)
    assert client.get(HERE).status_code == 404
    assert HERE not in client.get("/set").text


def test_a_set_that_was_followed_leads_to_the_new_one(client: PageClient, bundle: Bundle) -> None:
    actor = world.actor(world.CURATOR)
    begun = bundles.compose_anew(actor, bundle.id)
    assert client.get("/set/dua-rumah-2").status_code == 404
    bundles.show(actor, begun.id)
    assert client.get(HERE).location == "/set/dua-rumah-2"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("60", "Untuk 60 set belum cukup; sekarang bisa 5 set. Tanggal di bawah untuk 5 set."),
        ("dua", "Jumlah “dua” belum terbaca. Tulis dengan angka saja."),
        ("0", "Paling sedikit 1 set sekali pesan."),
        ("-3", "Jumlah “-3” belum terbaca."),
        ("²", "Jumlah “²” belum terbaca."),
        ("<b>", "Jumlah “&lt;b&gt;” belum terbaca."),
    ],
)
def test_another_number_is_answered_honestly_and_stays_typed(
    client: PageClient, bundle: Bundle, typed: str, sentence: str
) -> None:
    page = client.get(HERE, query_string={"jumlah": typed}).text
    assert sentence in page and "aria-invalid" in page


def test_the_day_for_another_number_is_a_press_away(client: PageClient, bundle: Bundle) -> None:
    answer = client.send(HERE, pieces="4")
    assert answer.location == f"{HERE}?jumlah=4"
    assert "4 set, pesan hari ini" in client.get(answer.location).text


def test_the_least_of_a_good_asks_for_more_sets_and_names_it(client: PageClient, bundle: Bundle) -> None:
    ready = world.goods().ready
    there = world.variant_of(ready)
    offer = VariantOffer(there.id, "", there.price, there.weight_g, 10, there.stock)
    asked = Offer(Supply.READY, None, (offer,), limits=Limits(6, None))
    drafts.offer(world.actor(world.SELLER), ready.slug, asked)
    page = client.get(HERE).text
    assert "Paling sedikit 3 set sekali pesan, karena batas Keset Perca." in page
    assert "3 set, pesan hari ini" in page


def test_a_set_goes_into_the_cart_and_is_changed_there(client: PageClient, bundle: Bundle, db: Any) -> None:
    assert "Setnya sudah masuk keranjang." in said(client, put(client, "2"))
    assert pieces(db) == [4, 2]
    page = client.get("/keranjang").text
    assert "Set Dua Rumah" in page and "Rp240.000" in page and "2 × Keset Perca" in page
    assert "<dt>2 set</dt>" in page  # not six pieces
    client.send("/keranjang", to=f"/keranjang/set/{bundle.id}", pieces="2", step="tambah")
    assert pieces(db) == [6, 3]
    client.send("/keranjang", to=f"/keranjang/set/{bundle.id}", pieces="0")
    assert pieces(db) == []


@pytest.mark.parametrize("typed", ["0", "-1", "1000", "dua", "1,5", "1\x002"])
def test_odd_numbers_are_told_on_its_page_and_nothing_goes_in(
    client: PageClient, bundle: Bundle, db: Any, typed: str
) -> None:
    answer = put(client, typed)
    assert pieces(db) in ([], [24, 12])  # a zero byte falls away
    if not pieces(db):
        assert answer.location.startswith(HERE)
        assert "flash--bad" in client.get(answer.location).text


def test_a_set_that_is_gone_is_told(client: PageClient, bundle: Bundle, db: Any) -> None:
    token = client.token(HERE)
    bundles.withdraw(world.actor(world.CURATOR), bundle.id, "Pembuatnya pindah.")
    sent = {"csrf_token": token, "slug": "dua-rumah", "pieces": "1"}
    answer = client.post("/keranjang/set", data=sent)
    assert answer.location == "/oleh-oleh-resmi"
    assert "Set ini sedang tidak dijual." in client.get("/oleh-oleh-resmi").text
    assert pieces(db) == []
    assert client.post("/keranjang/set", data={**sent, "slug": "../x"}).status_code == 303
    assert client.post("/keranjang/set", data={**sent, "slug": "x\x00"}).status_code == 404


def test_a_withdrawn_set_waits_in_the_cart_with_its_reason(
    client: PageClient, bundle: Bundle, db: Any
) -> None:
    put(client, "1")
    bundles.withdraw(world.actor(world.CURATOR), bundle.id, "Pembuatnya pindah.")
    page = client.get("/keranjang").text
    assert "Set Dua Rumah tidak ikut dipesan: sudah tidak dijual. Pembuatnya pindah." in page
    assert "Belum ada yang bisa dipesan." in page
    client.send("/keranjang", to=f"/keranjang/set/{bundle.id}", pieces="0")
    assert pieces(db) == []


def test_the_last_page_the_order_and_the_makers_name_the_set(
    client: PageClient, signed_in: Any, bundle: Bundle, db: Any
) -> None:
    put(client, "1")
    say_where(client)
    assert client.get("/checkout/periksa").text.count("bagian dari Set Dua Rumah") == 2
    paying = place(client)
    order = paying.location.replace("/checkout/", "/pesanan/").replace("/bayar", "")
    assert client.get(order).text.count("bagian dari Set Dua Rumah") == 2
    placed = db.scalars(sa.select(Order)).one()
    orders.pay(placed)
    for who, parcel in zip((world.SELLER, world.OTHER_SELLER), orders.parcels_of(placed), strict=True):
        assert "bagian dari Set Dua Rumah" in signed_in(who).get(f"/penjual/pesanan/{parcel.id}").text


def test_a_list_of_sets_asks_no_more_for_more_sets(client: PageClient, bundle: Bundle, db: Any) -> None:
    with statements() as one:
        client.get("/set")
    ready, neighbour = world.goods().ready, two_of(db)
    for number in range(3):
        a_bundle({ready: 1, neighbour: number + 1}, name=f"Lain {number}")
    with statements() as four:
        client.get("/set")
    assert len(four) == len(one)


def two_of(db: Any) -> Any:
    """The neighbour's official good."""
    return db.scalars(sa.select(Product).where(Product.slug == "keset-tetangga")).one()


def test_its_official_day_is_the_first_that_ends(client: PageClient, db: Any) -> None:
    ready, _ = two_gifts()
    soon = a_gift(world.actor(world.OTHER_SELLER), name="Keset Sebentar", until=date(2026, 12, 20))
    a_bundle({ready: 1, soon: 1})
    assert "berlaku sampai 20 Desember 2026" in client.get(HERE).text
