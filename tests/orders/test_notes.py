"""Text that a buyer wants on a piece: asked by the product, kept letter by letter from its page to the maker's."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.catalog.models import Product
from app.catalog.rules.life import Supply
from app.catalog.rules.notes import NO_NOTE, NoteAsked
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.orders.models import CartLine, LineSlot, Order, OrderLine
from tests.support import world
from tests.support.books import books, days_of, stock_of
from tests.support.buying import line_of, place, put, said, say_where
from tests.support.orders import parcels_of, pay
from tests.support.pages import PageClient
from tests.support.ties import differences

NAME = NoteAsked("Nama yang dibordir", 12, needed=True)
MAYBE = NoteAsked("Ucapan di kotak", 12)


def asks(product: Product, asked: NoteAsked, *, stock: int = 10) -> Product:
    """The product asks its buyers for a text."""
    variant = world.variant_of(product)
    made = product.supply is Supply.MADE
    offered = VariantOffer(
        variant.id, "", 45_000, 600, 0 if made else stock, stock_seen=0 if made else variant.stock
    )
    pace = Pace(2) if made else None
    drafts.offer(world.actor(world.SELLER), product.slug, Offer(product.supply, pace, (offered,), note=asked))
    return product


@pytest.fixture
def mat(db: Any) -> Product:
    return asks(world.goods().ready, NAME)


def lines(db: Any) -> list[tuple[str, int]]:
    rows = db.execute(sa.select(CartLine.note, CartLine.pieces).order_by(CartLine.id))
    return [tuple(row) for row in rows]


def test_the_product_page_asks_with_the_makers_own_words(client: PageClient, mat: Product) -> None:
    page = client.get(f"/produk/{mat.slug}").text
    assert '<label for="note">Nama yang dibordir</label>' in page
    assert 'maxlength="12"' in page and "Paling banyak 12 huruf." in page
    asks(mat, NO_NOTE)
    assert 'name="note"' not in client.get(f"/produk/{mat.slug}").text


@pytest.mark.parametrize(
    ("asked", "note", "sentence"),
    [
        (NAME, "", "Keset Perca perlu tulisan. Isi dulu “Nama yang dibordir”."),
        (
            NAME,
            "Siti Nurhaliza",
            "Keset Perca: “Nama yang dibordir” paling banyak 12 huruf, tulisan ini 14 huruf.",
        ),
        (NAME, "N" * 201, "Terlalu panjang: paling banyak 200 huruf."),
        (NO_NOTE, "Sari", "Keset Perca tidak lagi diberi tulisan. Kosongkan tulisannya."),
    ],
)
def test_a_text_that_does_not_answer_is_refused_on_the_product_page_and_stays_typed(
    client: PageClient, mat: Product, db: Any, asked: NoteAsked, note: str, sentence: str
) -> None:
    asks(mat, asked)
    answer = put(client, mat, 3, note)
    assert answer.location == f"/produk/{mat.slug}"
    page = said(client, answer)
    assert sentence in page
    assert 'name="pieces" value="3"' in page
    if asked.label:
        assert f'name="note" value="{note}"' in page
    assert lines(db) == []
    assert 'name="pieces" value="1"' in client.get(f"/produk/{mat.slug}").text


def test_another_text_is_another_line_and_the_same_text_is_the_same_line(
    client: PageClient, mat: Product, db: Any
) -> None:
    for note, pieces in (("SARI", 1), ("BUDI", 2), ("  SARI ", 1)):
        put(client, mat, pieces, note)
    assert lines(db) == [("SARI", 2), ("BUDI", 2)]
    page = client.get("/keranjang").text
    assert page.count("Nama yang dibordir: <b") == 2
    assert "“SARI”" in page and "“BUDI”" in page


def test_a_text_is_changed_in_the_cart_and_joins_its_twin(client: PageClient, mat: Product, db: Any) -> None:
    put(client, mat, 1, "SARI")
    put(client, mat, 2, "BUDI")
    there = line_of(mat, "BUDI")
    for note, left in (
        ("ANI", [("SARI", 1), ("ANI", 2)]),
        ("", [("SARI", 1), ("ANI", 2)]),
        ("N" * 13, [("SARI", 1), ("ANI", 2)]),
        ("SARI", [("SARI", 3)]),
    ):
        client.send("/keranjang", to=f"/keranjang/{there}/tulisan", note=note)
        assert lines(db) == left, note


@pytest.mark.parametrize("path", ["/keranjang/{there}", "/keranjang/{there}/tulisan"])
def test_a_line_of_somebody_elses_cart_is_not_there(
    app: Any, client: PageClient, mat: Product, db: Any, path: str
) -> None:
    put(client, mat, 2, "SARI")
    stranger = app.test_client()
    put(stranger, world.goods().made)
    stranger.send("/keranjang", to=path.format(there=line_of(mat, "SARI")), pieces=0, note="HA")
    assert ("SARI", 2) in lines(db)


def test_two_texts_beyond_the_stock_are_judged_together(client: PageClient, mat: Product, db: Any) -> None:
    asks(mat, NAME, stock=5)
    put(client, mat, 3, "SARI")
    put(client, mat, 4, "BUDI")
    say_where(client)
    before = books()
    sentence = "Keset Perca tinggal 5. Kurangi jumlahnya. Di keranjang ada 7, dengan 2 tulisan."
    page = client.get("/keranjang").text
    assert page.count(sentence) == 3  # once as news, once beside each line
    assert "1 hal berubah" in page and 'href="/checkout"' not in page
    refused = place(client)
    assert refused.status_code == 200 and sentence in refused.text
    assert books() == before
    client.send("/keranjang", to=f"/keranjang/{line_of(mat, 'BUDI')}", pieces=2)
    assert place(client).status_code == 303
    assert stock_of(world.variant_of(mat).id) == 0


def test_a_plan_is_laid_once_and_shared_by_the_lines(client: PageClient, db: Any) -> None:
    made = asks(world.goods().made, MAYBE)
    put(client, made, 1, "SARI")
    put(client, made, 4)
    say_where(client)
    place(client)
    assert days_of(made.line_id) == {"2026-11-23": 2, "2026-11-24": 2, "2026-11-25": 1}
    rows = db.execute(
        sa.select(OrderLine.note, LineSlot.day, LineSlot.pieces)
        .join(LineSlot, LineSlot.order_line_id == OrderLine.id)
        .order_by(OrderLine.id, LineSlot.day)
    )
    assert [(note, day.day, pieces) for note, day, pieces in rows] == [
        ("SARI", 23, 1),
        ("", 23, 1),
        ("", 24, 2),
        ("", 25, 1),
    ]
    assert parcels_of(db.scalar(sa.select(Order)))[0].ready_on.day == 25
    assert differences() == {}


def test_a_question_that_came_later_is_answered_in_the_cart(client: PageClient, db: Any) -> None:
    mat = world.goods().ready
    put(client, mat, 1)
    asks(mat, NAME)
    say_where(client)
    before = books()
    sentence = "Keset Perca perlu tulisan. Isi dulu “Nama yang dibordir”."
    assert sentence in client.get("/keranjang").text
    assert sentence in place(client).text
    assert books() == before
    client.send("/keranjang", to=f"/keranjang/{line_of(mat)}/tulisan", note="SARI")
    assert place(client).status_code == 303


def test_the_text_reaches_buyer_and_maker_letter_by_letter_and_never_as_markup(
    client: PageClient, signed_in: Any, mat: Product, db: Any
) -> None:
    asks(mat, NoteAsked("Nama", 40))
    put(client, mat, 1, '<b>Sari & "Budi"</b>')
    say_where(client)
    written = "“&lt;b&gt;Sari &amp; &#34;Budi&#34;&lt;/b&gt;”"
    assert written in client.get("/keranjang").text
    assert written in client.get("/checkout/periksa").text
    pay_page = place(client)
    order = db.scalar(sa.select(Order))
    key = pay_page.location.partition("kunci=")[2]
    assert written in client.get(f"/pesanan/{order.number}?kunci={key}").text
    pay(order)
    (parcel,) = parcels_of(order)
    page = signed_in(world.SELLER).get(f"/penjual/pesanan/{parcel.id}").text
    assert f'<p class="typed typed--big">{written}</p>' in page


# -- what the maker asks ----------------------------------------------------------------------------


def offer_form(browser: PageClient, product: Product, **changes: str) -> Any:
    variant = world.variant_of(product)
    row = {
        "variants-0-variant_id": variant.id,
        "variants-0-stock_seen": variant.stock,
        "variants-0-price": "45.000",
        "variants-0-weight": "600",
        "variants-0-stock": variant.stock,
    }
    return browser.send(f"/penjual/barang/{product.slug}/harga", supply="ready", **row, **changes)


def test_a_maker_asks_for_a_text_on_her_price_page(signed_in: Any, db: Any) -> None:
    browser, mat = signed_in(world.SELLER), world.goods().ready
    offer_form(browser, mat, note_label="Nama yang dibordir", note_most="12", note_needed="y")
    db.expire_all()
    assert db.get(Product, mat.id).note_asked == NAME
    page = browser.get(f"/penjual/barang/{mat.slug}/harga").text
    assert 'value="Nama yang dibordir"' in page and 'value="12"' in page
    offer_form(browser, mat, note_label="", note_most="12")
    db.expire_all()
    assert db.get(Product, mat.id).note_asked == NO_NOTE


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"note_label": "Nama"}, "Tulis paling banyak berapa huruf."),
        ({"note_label": "Nama", "note_most": "0"}, "Isi antara 1 dan 200."),
        ({"note_label": "Nama", "note_most": "201"}, "Isi antara 1 dan 200."),
        ({"note_label": "Nama", "note_most": "dua belas"}, "Tulis dengan angka saja."),
        ({"note_needed": "y"}, "Tulis dulu apa yang ditanyakan, misalnya Nama yang dibordir."),
        ({"note_label": "N" * 61, "note_most": "9"}, "Terlalu panjang: paling banyak 60 huruf."),
    ],
)
def test_a_question_that_cannot_be_asked_is_told_and_changes_nothing(
    signed_in: Any, db: Any, typed: dict[str, str], sentence: str
) -> None:
    mat = world.goods().ready
    page = offer_form(signed_in(world.SELLER), mat, **typed)
    assert page.status_code == 200 and sentence in page.text
    db.expire_all()
    assert db.get(Product, mat.id).note_asked == NO_NOTE
