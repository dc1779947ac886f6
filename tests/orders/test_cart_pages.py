"""The cart's pages: whatever is typed gets a plain sentence, and what is refused changes nothing."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.catalog.service import drafts
from app.orders.models import Cart, CartLine
from tests.support import market, world
from tests.support.buying import line_of, put, said
from tests.support.counting import statements
from tests.support.pages import PageClient

NUMBERS_ONLY, BETWEEN = "Tulis dengan angka saja.", "Isi antara 1 dan 999."
CHOOSE, NOT_SOLD = "Pilih dulu ukuran atau jenisnya.", "Barang ini sedang tidak dijual."
ODD_PIECES = [
    ("0", BETWEEN),
    ("-1", BETWEEN),
    ("1000", BETWEEN),
    ("999999999999999", BETWEEN),
    ("9999999999999999", NUMBERS_ONLY),
    ("1000000000", BETWEEN),
    ("dua", NUMBERS_ONLY),
    ("satu", NUMBERS_ONLY),
    ("２", NUMBERS_ONLY),
    ("²", NUMBERS_ONLY),
    ("--5", NUMBERS_ONLY),
    ("1-2", NUMBERS_ONLY),
    ("1.5", NUMBERS_ONLY),
    ("1,5", NUMBERS_ONLY),
    ("1e3", NUMBERS_ONLY),
    ("0x10", NUMBERS_ONLY),
    ("dua\x00", NUMBERS_ONLY),
    ("<b>1</b>", NUMBERS_ONLY),
]


@pytest.fixture
def mat(db: Any) -> Any:
    return world.goods().ready


def pieces_in(db: Any) -> list[int]:
    return list(db.scalars(sa.select(CartLine.pieces)))


@pytest.mark.parametrize(("typed", "pieces"), [("3", 3), (" 3 ", 3), ("", 1), ("3\x00", 3), ("999", 999)])
def test_pieces_go_into_the_cart(client: PageClient, mat: Any, db: Any, typed: str, pieces: int) -> None:
    assert "Sudah masuk keranjang." in said(client, put(client, mat, typed))
    assert pieces_in(db) == [pieces]


@pytest.mark.parametrize(("typed", "sentence"), ODD_PIECES)
def test_odd_pieces_are_refused_and_nothing_goes_in(
    client: PageClient, mat: Any, count: Any, typed: str, sentence: str
) -> None:
    assert sentence in said(client, put(client, mat, typed))
    assert (count(Cart), count(CartLine)) == (0, 0)


@pytest.mark.parametrize(("typed", "sentence"), [*ODD_PIECES[1:], ("", "Tulis jumlahnya dengan angka.")])
def test_odd_pieces_leave_a_line_as_it_was(
    client: PageClient, mat: Any, db: Any, typed: str, sentence: str
) -> None:
    put(client, mat, 2)
    there = line_of(mat)
    wanted = BETWEEN.replace("1", "0") if sentence == BETWEEN else sentence
    assert wanted in said(client, client.send("/keranjang", to=f"/keranjang/{there}", pieces=typed))
    assert pieces_in(db) == [2]


@pytest.mark.parametrize(
    ("fields", "left"),
    [
        ({"pieces": "7"}, [7]),
        ({"pieces": "2", "step": "tambah"}, [3]),
        ({"pieces": "2", "step": "kurang"}, [1]),
        ({"pieces": "1", "step": "kurang"}, []),
        ({"pieces": "0"}, []),
        ({"pieces": "999", "step": "tambah"}, [2]),
        ({"pieces": "0", "step": "kurang"}, [2]),
        ({"pieces": "3", "step": "lompat"}, [3]),
    ],
)
def test_pieces_are_changed_by_typing_and_by_buttons(
    client: PageClient, mat: Any, db: Any, fields: dict[str, str], left: list[int]
) -> None:
    put(client, mat, 2)
    client.send("/keranjang", to=f"/keranjang/{line_of(mat)}", **fields)
    assert pieces_in(db) == left


@pytest.mark.parametrize(
    ("variant", "sentence"),
    [
        ("", CHOOSE),
        ("abc", CHOOSE),
        ("-1", CHOOSE),
        ("1\x00", CHOOSE),
        ("²", CHOOSE),
        ("0", NOT_SOLD),
        ("987654321", NOT_SOLD),
        ("9" * 18, NOT_SOLD),
        ("9" * 19, CHOOSE),
        ("9" * 5000, CHOOSE),
    ],
)
def test_a_tampered_variant_is_told_plainly(
    client: PageClient, mat: Any, count: Any, variant: str, sentence: str
) -> None:
    answer = client.send(f"/produk/{mat.slug}", to="/keranjang", variant=variant, pieces=1)
    assert sentence in said(client, answer)
    assert count(CartLine) == 0


@pytest.mark.parametrize("variant", ["987654321", "9" * 30])
def test_changing_a_line_that_is_not_there_changes_nothing(
    client: PageClient, mat: Any, db: Any, variant: str
) -> None:
    put(client, mat, 2)
    assert client.send("/keranjang", to=f"/keranjang/{variant}", pieces=5).status_code in (303, 404)
    assert pieces_in(db) == [2]


def test_a_choice_has_to_be_made_first_and_the_way_back_is_the_product(client: PageClient, mat: Any) -> None:
    answer = client.send(f"/produk/{mat.slug}", to="/keranjang", pieces=1, dari=mat.slug)
    assert answer.location == f"/produk/{mat.slug}"


def test_something_hidden_since_the_page_was_opened_is_told(client: PageClient, mat: Any, count: Any) -> None:
    fields = {"csrf_token": client.token(f"/produk/{mat.slug}"), "variant": world.variant_of(mat).id}
    drafts.remove(world.actor(world.SELLER), mat.slug)
    assert NOT_SOLD in said(client, client.post("/keranjang", data={**fields, "pieces": 1}))
    assert count(CartLine) == 0


def test_an_empty_cart_says_what_to_do(client: PageClient, db: Any) -> None:
    page = client.get("/keranjang").text
    assert "Keranjang masih kosong" in page
    assert 'href="/cari"' in page


def test_a_problem_stands_in_the_cart_and_bars_the_way(client: PageClient, mat: Any) -> None:
    put(client, mat, 11)
    page = client.get("/keranjang").text
    assert "Keset Perca tinggal 10. Kurangi jumlahnya." in page
    assert 'href="/checkout"' not in page


def test_a_guests_cart_is_still_there_after_signing_in(client: PageClient, mat: Any) -> None:
    put(client, mat, 3)
    client.sign_in(world.BUYER, world.PASSWORD)
    assert "Keset Perca" in client.get("/keranjang").text


def test_a_member_finds_on_another_phone_what_she_gathered(signed_in: Any, mat: Any) -> None:
    put(signed_in(world.BUYER), mat, 3)
    assert "Keset Perca" in signed_in(world.BUYER).get("/keranjang").text
    assert "Keset Perca" not in signed_in(world.OTHER_SELLER).get("/keranjang").text


def test_signing_out_leaves_nothing_in_the_browser(client: PageClient, mat: Any) -> None:
    client.sign_in(world.BUYER, world.PASSWORD)
    put(client, mat, 3)
    client.post("/keluar", data={"csrf_token": client.token("/keranjang")})
    assert "Keranjang masih kosong" in client.get("/keranjang").text


@pytest.mark.parametrize(("who", "most"), [(None, 6), (world.BUYER, 8)])
def test_the_cart_page_asks_little_and_no_more_for_a_full_cart(
    client: PageClient, db: Any, who: str | None, most: int
) -> None:
    things = market.five_things()
    if who is not None:
        client.sign_in(who, world.PASSWORD)
    put(client, things[0])
    with statements() as for_one:
        client.get("/keranjang")
    for thing in things[1:]:
        put(client, thing)
    with statements() as for_five:
        page = client.get("/keranjang")
    assert page.text.count('class="line"') == 5
    assert len(for_five) <= most
    # the hands of what is made to order are looked up once for all
    assert len(for_five) - len(for_one) <= 1
