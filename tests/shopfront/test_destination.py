"""A visitor says where to, and every date becomes a day of arrival; without it, it is the day on which things are ready."""

import re
from datetime import date
from typing import Any

import pytest

from app.catalog.service import schedule
from app.delivery.rules.zones import Zone
from app.sellers import service as sellers
from tests.support import buying, world
from tests.support.pages import PageClient

PLACE = "/kirim-ke"
TANGERANG, SURABAYA = "36.71", "35.78"
READY, MADE = "/produk/keset-perca", "/produk/keset-kepang"


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def say(browser: PageClient, place: str, **more: str) -> Any:
    return browser.send(PLACE, place=place, place_words="", **more)


def test_without_a_place_a_card_says_when_it_is_ready(client: PageClient) -> None:
    page = words(client.get("/cari").text)
    assert "Siap kirim Sen, 23 Nov" in page
    assert "Dibuat dulu, siap Sen, 23 Nov" in page
    assert "Mau dikirim ke mana? Pilih kota" in page
    assert "sekitar" not in page


def test_with_a_place_cards_product_and_gerai_say_when_it_is_there(client: PageClient) -> None:
    assert say(client, TANGERANG).status_code == 303
    for path in ("/", "/cari", "/gerai/rumah-perca", "/kategori/keset"):
        page = words(client.get(path).text)
        assert "Kirim ke Kota Tangerang" in page, path
        assert "Tiba sekitar Rab, 25 Nov" in page, path
    assert "Dibuat dulu, tiba sekitar Rab, 25 Nov" in words(client.get("/cari").text)
    page = words(client.get(READY).text)
    assert (
        "Sudah ada. Pesan hari ini, tiba sekitar Rabu, 25 November Siap dikirim Senin, 23 November." in page
    )
    assert "Dibuat dulu. Pesan hari ini, tiba sekitar Rabu, 25 November" in words(client.get(MADE).text)
    assert "Seluruh Indonesia" not in page


def test_farther_is_later_and_costs_what_the_table_says(client: PageClient) -> None:
    say(client, SURABAYA)
    page = words(client.get(READY).text)
    assert re.search(r"tiba sekitar (\w+), (30 November|1 Desember|2 Desember)", page)
    assert re.search(r"Kota Surabaya \w+, \d+ \w+ Rp38\.000", page)


def test_who_does_not_send_there_says_so_on_card_and_product(client: PageClient) -> None:
    sellers.send_to(world.actor(world.SELLER), [Zone.CITY, Zone.PICKUP])
    say(client, SURABAYA)
    assert "Belum kirim ke Kota Surabaya" in client.get("/cari").text
    page = words(client.get(READY).text)
    assert "siap dikirim Senin, 23 November Rumah Perca belum kirim ke Kota Surabaya." in page
    assert "Diambil pembeli" in page
    assert "tiba sekitar" not in page


def test_the_place_is_looked_for_by_name_and_the_way_back_is_kept(client: PageClient) -> None:
    opened = f"{PLACE}?kembali=/cari?q=keset"
    found = client.send(opened, place_words="tangerang", look_for_place="1", back="/cari?q=keset")
    assert 'value="36.71"' in found.text
    assert 'value="36.03"' in found.text
    assert 'value="36.71.05.1003"' not in found.text
    assert 'value="/cari?q=keset"' in found.text
    answer = client.send(opened, place="36.03", place_words="tangerang", back="/cari?q=keset")
    assert answer.location == "/cari?q=keset"
    assert "Kirim ke <b>Kabupaten Tangerang</b>" in client.get("/cari").text


@pytest.mark.parametrize("back", ["https://jahat.example/", "//jahat.example", "javascript:alert(1)", ""])
def test_nobody_is_sent_away_from_the_shop(client: PageClient, back: str) -> None:
    assert say(client, TANGERANG, back=back).location == "/"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"place": "99.99"}, "Tulis nama kabupaten atau kota, lalu tekan Cari."),
        ({"place": "36"}, "Tulis nama kabupaten atau kota, lalu tekan Cari."),
        ({"place": world.VILLAGE}, "Tulis nama kabupaten atau kota, lalu tekan Cari."),
        (
            {"place_words": "negeri di awan"},
            "“negeri di awan” tidak ditemukan. Coba nama kabupaten atau kotanya saja.",
        ),
    ],
)
def test_a_place_that_is_none_gets_a_sentence_and_changes_nothing(
    client: PageClient, typed: dict[str, str], sentence: str
) -> None:
    answer = client.send(PLACE, **typed)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert "Mau dikirim ke mana?" in client.get("/cari").text


def test_the_choice_can_be_taken_back(client: PageClient) -> None:
    say(client, TANGERANG)
    answer = client.send(PLACE, place=TANGERANG, place_words="", forget="Hapus tujuan", back="/cari")
    assert answer.location == "/cari"
    page = client.get("/cari").text
    assert "Tujuan sudah dihapus." in page
    assert "Mau dikirim ke mana?" in page


def test_the_address_of_a_cart_sets_the_place(client: PageClient) -> None:
    buying.put(client, world.goods().ready)
    buying.say_where(client, place=world.SURABAYA)
    assert "Kirim ke <b>Kota Surabaya</b>" in client.get("/cari").text


def test_a_closure_is_told_where_it_moves_the_date(client: PageClient) -> None:
    maker = world.actor(world.SELLER)
    schedule.close(maker, line_id=None, first=date(2026, 11, 23), last=date(2026, 11, 24), reason="Rahasia")
    for path in (READY, MADE):
        page = words(client.get(path).text)
        assert "Tutup Sen, 23 Nov sampai Sel, 24 Nov, sudah dihitung." in page
        assert "Rabu, 25 November" in page
    page = client.get("/gerai/rumah-perca").text
    assert "Tutup Senin, 23 November sampai Selasa, 24 November." in page
    assert "Rahasia" not in page
