"""Where to: the address down to the kelurahan, with and without the picker's script; nothing typed is ever lost."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.orders.models import Cart, Order
from tests.support import world
from tests.support.buying import ADDRESS, hidden, place, put, said, say_where
from tests.support.pages import PageClient


@pytest.fixture
def browser(client: PageClient, db: Any) -> PageClient:
    """A guest with one mat in her cart."""
    put(client, world.goods().ready, 2)
    return client


def kept(db: Any) -> dict[str, Any]:
    db.expire_all()
    return dict(db.query(Cart).one().address)


def test_the_address_is_kept_and_the_review_follows(browser: PageClient, db: Any) -> None:
    answer = say_where(browser, email="Sari@Contoh.ID")
    assert (answer.status_code, answer.location) == (303, "/checkout/periksa")
    assert kept(db) == {
        "name": "Sari Pembeli",
        "phone": "+6281200001005",
        "email": "sari@contoh.id",
        "village": world.ACROSS_TOWN,
        "street": "Jl. Uji No. 1",
        "rt": "",
        "rw": "",
        "postal_code": "15118",
        "landmark": "pagar hijau",
    }
    page = browser.get("/checkout/periksa").text
    assert "Jl. Uji No. 1, pagar hijau" in page and "0812-0000-1005" in page and "Babakan" in page


def test_the_back_button_finds_everything_that_was_typed(browser: PageClient) -> None:
    say_where(browser)
    page = browser.get("/checkout").text
    for value in ("Sari Pembeli", "0812-0000-1005", "Jl. Uji No. 1", "pagar hijau"):
        assert f'value="{value}"' in page
    assert f'name="place" value="{world.ACROSS_TOWN}"' in page


def test_a_member_finds_her_name(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.BUYER)
    put(browser, world.goods().ready)
    assert 'value="Sari Pembeli"' in browser.get("/checkout").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": ""}, "Tulis nama penerimanya."),
        ({"name": " \t "}, "Tulis nama penerimanya."),
        ({"name": "S" * 81}, "Terlalu panjang: paling banyak 80 huruf."),
        ({"phone": ""}, "Tulis nomor HP, supaya kurir bisa menelepon."),
        ({"phone": "021-5551234"}, "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ({"phone": "0812"}, "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ({"phone": "nol delapan"}, "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ({"phone": "+1 202 555 0172"}, "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."),
        ({"email": "sari@"}, "Alamat e-mail ini belum benar. Contoh yang benar: ibu.sari@contoh.id."),
        ({"email": "a@contoh.id\nBcc: b@contoh.id"}, "Alamat e-mail ini belum benar."),
        ({"street": ""}, "Tulis alamat lengkapnya."),
        ({"street": "J" * 241}, "Terlalu panjang: paling banyak 240 huruf."),
        ({"street": ("Jl. Panjang " * 340).strip()}, "Terlalu panjang: paling banyak 240 huruf."),
        ({"rt": "dua"}, "RT dan RW ditulis dengan angka, paling banyak tiga angka."),
        ({"rw": "0005"}, "RT dan RW ditulis dengan angka, paling banyak tiga angka."),
        ({"postal_code": "1511"}, "Kode pos ditulis dengan 5 angka, misalnya 15148. Boleh juga dikosongkan."),
        ({"postal_code": "lima"}, "Kode pos ditulis dengan 5 angka, misalnya 15148. Boleh juga dikosongkan."),
        (
            {"postal_code": "00000"},
            "Kode pos 00000 tidak ada di daftar kami. Periksa angkanya, atau kosongkan saja.",
        ),
        (
            {"postal_code": "60281"},
            "Kode pos 60281 ada di Kota Surabaya, sedangkan kelurahan yang dipilih ada di Kota Tangerang. "
            "Mana yang benar? Betulkan salah satunya, atau kosongkan kode posnya.",
        ),
        ({"landmark": "L" * 161}, "Terlalu panjang: paling banyak 160 huruf."),
        ({"place": ""}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
        ({"place": "36.71"}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
        ({"place": "99.99.99.9999"}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
        (
            {"place": "", "place_words": "Atlantis"},
            "“Atlantis” tidak ditemukan. Coba nama kecamatan atau kode posnya.",
        ),
        ({"place": "", "place_words": "k" * 121}, "tidak ditemukan. Coba nama kecamatan atau kode posnya."),
        ({"place": "", "place_words": "cipondoh"}, "Pilih salah satu di bawah ini."),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_all_that_was_typed_stays(
    browser: PageClient, db: Any, changes: dict[str, str], sentence: str
) -> None:
    answer = say_where(browser, **changes)
    assert answer.status_code == 200
    assert sentence in answer.text
    for name, value in {**ADDRESS, **changes}.items():
        if name not in ("place", "email") and value.strip():
            assert value in answer.text, name
    assert kept(db) == {}


@pytest.mark.parametrize(
    ("rt", "rw", "written"),
    [
        ("2", "5", "Jl. Uji No. 1, RT 002/RW 005"),
        ("RT 02", "rw.12", "Jl. Uji No. 1, RT 002/RW 012"),
        ("", "7", "Jl. Uji No. 1, RW 007"),
        ("123", "-", "Jl. Uji No. 1, RT 123"),
        ("", "", "Jl. Uji No. 1"),
    ],
)
def test_rt_and_rw_are_written_with_three_digits_on_page_and_order(
    browser: PageClient, db: Any, rt: str, rw: str, written: str
) -> None:
    say_where(browser, rt=rt, rw=rw)
    assert f"{written}, pagar hijau" in browser.get("/checkout/periksa").text
    place(browser)
    assert db.scalar(sa.select(Order.street)) == written


@pytest.mark.parametrize(("typed", "kept_code"), [("", "15118"), ("15118", "15118"), ("15 119", "15119")])
def test_the_postal_code_is_that_of_the_village_unless_another_of_the_town_is_typed(
    browser: PageClient, db: Any, typed: str, kept_code: str
) -> None:
    say_where(browser, postal_code=typed)
    assert kept(db)["postal_code"] == kept_code
    assert f'value="{kept_code}"' in browser.get("/checkout").text
    place(browser)
    assert db.scalar(sa.select(Order.postal_code)) == kept_code


def test_a_code_that_was_filled_in_follows_the_village(browser: PageClient, db: Any) -> None:
    """She chooses another village and leaves the field as we filled it."""
    say_where(browser)
    say_where(browser, place=world.SURABAYA, postal_code="15118")
    assert kept(db)["postal_code"] == "60281"


def test_a_code_that_she_typed_for_another_town_is_asked_about(browser: PageClient, db: Any) -> None:
    say_where(browser)
    answer = say_where(browser, postal_code="60281")
    assert "Mana yang benar?" in answer.text and 'value="60281"' in answer.text
    assert kept(db)["postal_code"] == "15118"


def test_a_place_is_found_without_a_script_by_pressing_cari(browser: PageClient, db: Any) -> None:
    looking = say_where(browser, place="", place_words="babakan tangerang", look_for_place="1")
    assert f'value="{world.ACROSS_TOWN}"' in looking.text
    for typed in ("Sari Pembeli", "0812-0000-1005", "Jl. Uji No. 1", "pagar hijau", "babakan tangerang"):
        assert f'value="{typed}"' in looking.text
    assert kept(db) == {}
    say_where(browser, place=world.ACROSS_TOWN, place_words="babakan tangerang")
    assert kept(db)["village"] == world.ACROSS_TOWN


def test_words_that_mean_only_one_place_choose_it(browser: PageClient, db: Any) -> None:
    say_where(browser, place="", place_words="babakan tangerang 15118")
    assert kept(db)["village"] == world.ACROSS_TOWN


def test_a_fresh_choice_counts_more_than_the_one_before(browser: PageClient, db: Any) -> None:
    fields = [*ADDRESS.items(), ("place", world.SURABAYA), ("csrf_token", browser.token("/checkout"))]
    browser.post("/checkout", data={name: [v for n, v in fields if n == name] for name, _ in fields})
    assert kept(db)["village"] == world.SURABAYA


@pytest.mark.parametrize("field", ["name", "phone", "email", "street", "landmark", "place", "place_words"])
def test_a_nul_in_a_field_breaks_nothing(browser: PageClient, db: Any, field: str) -> None:
    changes = {field: f"{ADDRESS.get(field, '')}\x00"}
    answer = say_where(browser, **({"place": "", **changes} if field == "place_words" else changes))
    # a code is never typed: one with a NUL names no place
    assert answer.status_code == (404 if field == "place" else 200 if field == "place_words" else 303)
    assert "\x00" not in "".join(kept(db).values())


def test_a_stale_page_keeps_what_was_typed(browser: PageClient, db: Any) -> None:
    answer = browser.post("/checkout", data={**ADDRESS, "csrf_token": "of another visit"})
    assert (
        "Halaman ini sudah lama terbuka. Tulisan Anda masih ada; tekan tombolnya sekali lagi." in answer.text
    )
    assert 'value="Jl. Uji No. 1"' in answer.text
    assert kept(db) == {}


def test_without_a_cart_there_is_no_checkout(client: PageClient, db: Any) -> None:
    assert client.get("/checkout").location == "/keranjang"
    assert client.get("/checkout/periksa").location == "/keranjang"


def test_without_an_address_there_is_no_review(browser: PageClient) -> None:
    assert browser.get("/checkout/periksa").location == "/checkout"


# -- a sign-in that ends on the way -----------------------------------------------------------------


@pytest.fixture
def interrupted(signed_in: Any, db: Any) -> PageClient:
    """A member at the checkout whose sign-in was ended from another device; her page is still open."""
    browser: PageClient = signed_in(world.BUYER)
    put(browser, world.goods().ready, 2)
    browser.fields = {**ADDRESS, "csrf_token": browser.token("/checkout")}  # type: ignore[attr-defined]
    other = signed_in(world.BUYER)
    other.post("/akun/keluar-semua", data={"csrf_token": other.token("/akun")})
    return browser


def test_a_sign_in_that_ended_at_the_address_loses_nothing(interrupted: PageClient, db: Any) -> None:
    asked = interrupted.post("/checkout", data=interrupted.fields)  # type: ignore[attr-defined]
    assert asked.status_code == 401
    assert kept(db) == {}
    back = interrupted.post(
        "/masuk?next=/checkout",
        data={**hidden(asked.text), "who": world.BUYER, "password": world.PASSWORD},
    )
    page = said(interrupted, back)
    for typed in ("Jl. Uji No. 1", "pagar hijau", "0812-0000-1005"):
        assert f'value="{typed}"' in page


@pytest.mark.parametrize("path", ["/keranjang", "/checkout", "/checkout/periksa"])
def test_a_sign_in_that_ended_is_asked_for_again_rather_than_showing_an_empty_cart(
    interrupted: PageClient, path: str
) -> None:
    answer = interrupted.get(path)
    assert answer.status_code == 302
    assert answer.location.startswith("/masuk?next=/")
