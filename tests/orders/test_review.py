"""The last page before paying: what is sent must be what was shown, and whatever was tampered with changes nothing."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.orders.models import Cart, CartLine, Order, OrderLine, Parcel
from tests.support import market, world
from tests.support.books import books, stock_of
from tests.support.buying import ADDRESS, hidden, place, put, review, said, say_where
from tests.support.pages import PageClient

CHANGED = "Ada yang baru saja berubah"
RUMAH = "kirim-1"


@pytest.fixture
def browser(client: PageClient, db: Any) -> PageClient:
    """A guest before the review page: two mats, across town."""
    put(client, world.goods().ready, 2)
    say_where(client)
    return client


def placed(db: Any) -> list[Order]:
    db.expire_all()
    return list(db.scalars(sa.select(Order).order_by(Order.id)))


def test_the_sum_the_fee_and_the_day_are_shown_before_paying(browser: PageClient) -> None:
    page = browser.get("/checkout/periksa").text
    for shown in ("Rp90.000", "Rp12.000", "Rp102.000", "Siap dikirim Senin, 23 November", "sampai sekitar"):
        assert shown in page, shown


def test_a_guests_order_leads_to_its_pay_page_by_its_key(browser: PageClient, db: Any) -> None:
    answer = place(browser)
    (order,) = placed(db)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/checkout/{order.number}/bayar?kunci=")
    assert (order.person_id, order.items_total, order.shipping_total, order.total) == (
        None,
        90_000,
        12_000,
        102_000,
    )
    assert (order.buyer_name, order.phone, order.street, order.landmark, order.village_code) == (
        "Sari Pembeli",
        "+6281200001005",
        "Jl. Uji No. 1",
        "pagar hijau",
        world.ACROSS_TOWN,
    )
    assert order.pay_by == world.SUNDAY + timedelta(minutes=60)
    page = said(browser, answer)
    assert "Bayar Rp102.000" in page and "Simpan tautan ini" in page


def test_a_members_order_leads_to_its_pay_page_without_a_key(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.BUYER)
    put(browser, world.goods().ready)
    say_where(browser)
    answer = place(browser)
    (order,) = placed(db)
    assert answer.location == f"/checkout/{order.number}/bayar"
    assert order.person_id == world.actor(world.BUYER).person_id


def test_after_placing_the_cart_is_empty_and_the_address_stays(browser: PageClient, db: Any) -> None:
    place(browser)
    assert "Keranjang masih kosong" in browser.get("/keranjang").text
    assert db.query(Cart).one().address["street"] == ADDRESS["street"]


def test_the_same_page_sent_twice_places_one_order(browser: PageClient, db: Any, count: Any) -> None:
    fields = review(browser)
    first = browser.post("/checkout/periksa", data=fields)
    before = books()
    second = browser.post("/checkout/periksa", data=fields)
    assert first.location == second.location
    assert (len(placed(db)), stock_of(world.variant_of(world.goods().ready).id)) == (1, 8)
    assert books() == before


def test_two_tabs_place_one_order_and_the_second_finds_the_cart_empty(browser: PageClient, db: Any) -> None:
    one, two = review(browser), review(browser)
    assert one["once"] != two["once"]
    browser.post("/checkout/periksa", data=one)
    answer = browser.post("/checkout/periksa", data=two)
    assert answer.location == "/keranjang"
    assert len(placed(db)) == 1


def test_a_tab_with_another_cart_is_told(browser: PageClient, db: Any) -> None:
    old = review(browser)
    put(browser, world.goods().ready, 1)
    before = books()
    page = browser.post("/checkout/periksa", data=old)
    assert CHANGED in page.text and "Rp153.000" in page.text
    assert books() == before


def test_a_tab_with_another_address_is_told_and_sends_nothing_there(browser: PageClient, db: Any) -> None:
    """Same zone, same fee, same day: only the address differs from what this tab showed."""
    old = review(browser)
    say_where(browser, street="Jl. Lain No. 2")
    before = books()
    page = browser.post("/checkout/periksa", data=old)
    assert CHANGED in page.text and "Jl. Lain No. 2" in page.text
    assert books() == before
    browser.post("/checkout/periksa", data=hidden(page.text))
    assert [order.street for order in placed(db)] == ["Jl. Lain No. 2"]


@pytest.mark.parametrize(
    "fields",
    [
        {"seal": ""},
        {"seal": "x" * 24},
        {"seal": "\x00"},
        {"seal": "0" * 5000},
        {RUMAH: "pickup"},  # without having been shown its price
        {RUMAH: "jne-reg"},  # she does not offer it
        {RUMAH: "'; DROP TABLE orders"},
    ],
)
def test_a_tampered_page_is_told_and_changes_nothing(browser: PageClient, fields: dict[str, str]) -> None:
    shown = review(browser)
    before = books()
    page = browser.post("/checkout/periksa", data={**shown, **fields})
    assert page.status_code == 200
    assert CHANGED in page.text
    assert books() == before


@pytest.mark.parametrize(
    "fields",
    [
        {"total": "1", "price": "1", "items_total": "1", "fee": "0"},
        {"variant": "2", "pieces": "99", "cart_id": "1", "person_id": "1"},
        {"kirim-999": "pickup", "kirim-²": "pickup", "kirim-x": "y"},
        {"village_code": world.SURABAYA, "street": "Jl. Palsu", "name": "Palsu"},
    ],
)
def test_fields_that_the_page_does_not_have_change_nothing_about_the_order(
    browser: PageClient, db: Any, fields: dict[str, str]
) -> None:
    browser.post("/checkout/periksa", data={**review(browser), **fields})
    (order,) = placed(db)
    line = db.scalar(sa.select(OrderLine))
    assert (order.total, order.shipping_total, order.street, line.pieces, line.price) == (
        102_000,
        12_000,
        "Jl. Uji No. 1",
        2,
        45_000,
    )


def test_an_order_without_the_mark_of_its_page_is_placed_once_all_the_same(
    browser: PageClient, db: Any
) -> None:
    fields = {name: value for name, value in review(browser).items() if name != "once"}
    browser.post("/checkout/periksa", data=fields)
    browser.post("/checkout/periksa", data=fields)
    assert len(placed(db)) == 1


def test_pick_up_is_free_once_it_was_shown(browser: PageClient, db: Any) -> None:
    page = browser.post("/checkout/periksa", data={**review(browser), RUMAH: "pickup", "hitung": "1"})
    assert "Rp90.000" in page.text and placed(db) == []
    browser.post("/checkout/periksa", data={**hidden(page.text), RUMAH: "pickup"})
    (parcel,) = db.scalars(sa.select(Parcel))
    assert (parcel.zone, parcel.fee, parcel.ready_on, parcel.arrives_on) == (
        "pickup",
        0,
        parcel.ready_on,
        parcel.ready_on,
    )


def test_a_seller_who_cannot_send_there_is_named(browser: PageClient, db: Any) -> None:
    world.seller_service.send_to(world.actor(world.SELLER), (world.Zone.CITY,))
    say_where(browser, place=world.SURABAYA)
    before = books()
    page = browser.get("/checkout/periksa")
    assert "Rumah Perca belum bisa mengirim ke alamat ini." in page.text
    sent = browser.post("/checkout/periksa", data=hidden(page.text))
    assert "Rumah Perca belum bisa mengirim ke alamat ini. Hapus barangnya, atau ganti alamat." in sent.text
    assert books() == before


def test_a_cart_that_was_emptied_in_another_tab_leads_back(browser: PageClient, db: Any) -> None:
    shown = review(browser)
    db.execute(sa.delete(CartLine))
    assert browser.post("/checkout/periksa", data=shown).location == "/keranjang"
    assert placed(db) == []


def test_a_stale_token_places_nothing_and_says_so(browser: PageClient, db: Any) -> None:
    page = browser.post("/checkout/periksa", data={**review(browser), "csrf_token": "old"})
    assert "Halaman ini sudah lama terbuka." in page.text
    assert placed(db) == []


def test_a_sign_in_that_ended_at_the_last_step_places_after_coming_back(signed_in: Any, db: Any) -> None:
    browser, other = signed_in(world.BUYER), signed_in(world.BUYER)
    put(browser, world.goods().ready)
    say_where(browser)
    fields = review(browser)
    other.post("/akun/keluar-semua", data={"csrf_token": other.token("/akun")})
    asked = browser.post("/checkout/periksa", data=fields)
    assert (asked.status_code, placed(db)) == (401, [])
    back = browser.post(
        "/masuk?next=/checkout/periksa",
        data={**hidden(asked.text), "who": world.BUYER, "password": world.PASSWORD},
    )
    page = browser.get(back.location)
    assert hidden(page.text)["once"] == fields["once"]
    browser.post("/checkout/periksa", data=hidden(page.text))
    assert [order.once for order in placed(db)] == [f"{db.query(Cart).one().id}-{fields['once']}"]


def test_several_sellers_are_several_parcels_with_their_own_fees(client: PageClient, db: Any) -> None:
    for thing in market.five_things():
        put(client, thing)
    say_where(client)
    place(client)
    (order,) = placed(db)
    parcels = db.scalars(sa.select(Parcel).order_by(Parcel.id)).all()
    assert [(one.seller_name, one.items_total, one.weight_g, one.fee) for one in parcels] == [
        ("Rumah Perca", 90_000, 1200, 12_000),
        ("Gerai Tetangga", 90_000, 1800, 18_000),
        ("Gerai Baru", 25_000, 600, 12_000),
    ]
    assert (order.items_total, order.shipping_total, order.total) == (205_000, 42_000, 247_000)
