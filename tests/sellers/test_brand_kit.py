"""The brand kit of a gerai: name, logo, two colours, a look before saving, and advice that stops nobody."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from PIL import Image

from app.db.journal import JournalEntry
from app.media import queries as media
from app.sellers import queries, service
from app.sellers.models import BrandKit
from app.sellers.rules import PALETTE, Brand
from tests.support import world
from tests.support.forms import filled
from tests.support.pages import PageClient
from tests.support.pictures import written
from tests.support.world import a_picture

PAGE = "/penjual/gerai/merek"
FIRST = PALETTE[0]
KITLESS = Brand("Rumah Perca", None, FIRST.main, FIRST.accent)


def hers() -> Brand:
    return queries.brand(queries.owned(world.actor(world.SELLER)).id)


@pytest.fixture
def browser(signed_in: Any) -> PageClient:
    client = signed_in(world.SELLER)
    assert isinstance(client, PageClient)
    return client


def a_logo(colour: str = "#20507f") -> bytes:
    picture = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    picture.paste(colour, (20, 20, 380, 280))
    return written(picture, "PNG")


def send_logo(browser: PageClient, content: bytes) -> Any:
    data = {"csrf_token": browser.token(PAGE), "logo": (io.BytesIO(content), "logo.png")}
    return browser.post(f"{PAGE}/logo", data=data)


def test_a_gerai_that_has_not_chosen_has_its_name_and_the_first_pair(db: Any, count: Any) -> None:
    assert hers() == KITLESS
    assert count(BrandKit) == 0


def test_a_pair_of_the_palette_is_kept_under_her_name(browser: PageClient, db: Any) -> None:
    answer = browser.send(PAGE, name="Perca Rara", pair="tarum", main="#000000", accent="#000000")
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert hers() == Brand("Perca Rara", None, "#20507f", "#f4c56a")
    assert "Merek sudah disimpan." in browser.get(PAGE).text
    entry = db.scalars(sa.select(JournalEntry).where(JournalEntry.what == "brand chosen")).one()
    assert entry.facts["was"] == {"name": "Rumah Perca", "main": FIRST.main, "accent": FIRST.accent}
    assert entry.facts["name"] == "Perca Rara"


def test_colours_of_her_own_are_kept(browser: PageClient) -> None:
    browser.send(PAGE, name="Rumah Perca", pair="sendiri", main="#1D6B4B", accent="#ffe08a")
    assert hers() == Brand("Rumah Perca", None, "#1d6b4b", "#ffe08a")
    assert filled(browser.get(PAGE).text, "name") == {
        "name": ["Rumah Perca"], "pair": ["sendiri"], "main": ["#1d6b4b"], "accent": ["#ffe08a"],
    }  # fmt: skip


def test_a_brand_that_has_the_gerais_name_follows_it(browser: PageClient) -> None:
    browser.send(PAGE, name="Rumah Perca", pair="suji", main="#000000", accent="#000000")
    service.describe(world.actor(world.SELLER), name="Rumah Perca Ibu", story="Dari perca.")
    assert hers().name == "Rumah Perca Ibu"


def test_looking_first_shows_the_colours_and_keeps_nothing(browser: PageClient, count: Any) -> None:
    wishes = {"name": "Perca Rara", "pair": "sendiri", "main": "#0f5c66", "accent": "#ffd2a6", "lihat": "1"}
    page = browser.send(PAGE, **wishes).text
    assert "Kelihatannya nanti" in page
    assert 'fill="#0f5c66"' in page
    assert "Belum disimpan." in page
    assert filled(page, "name")["name"] == ["Perca Rara"]
    assert hers() == KITLESS
    assert count(BrandKit) == 0


def test_weak_colours_are_said_kindly_and_a_tone_of_hers_is_offered(browser: PageClient) -> None:
    wishes = {"name": "Perca Rara", "pair": "sendiri", "main": "#f0b02e", "accent": "#f6d978"}
    browser.send(PAGE, **wishes)
    page = browser.get(PAGE).text
    assert "Nama di kertas putih kurang terbaca." in page
    assert "Bedanya 1,9, perlu 4,5." in page
    assert 'name="tone" value="main:#956d1d"' in page
    browser.send(PAGE, **wishes, tone="main:#956d1d")
    assert hers() == Brand("Perca Rara", None, "#956d1d", "#f6d978")
    assert "kurang terbaca" not in browser.get(PAGE).text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Tulis nama mereknya. Nama gerai juga boleh."),
        ({"name": "k" * 61}, "Terlalu panjang: paling banyak 60 huruf."),
        ({"main": "merah"}, "Pilih warnanya dari kotak warna, ya."),
        ({"accent": "#fff;}"}, "Pilih warnanya dari kotak warna, ya."),
        ({"pair": "pelangi"}, "Pilih salah satu dari daftar."),
        ({"pair": ""}, "Pilih"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    browser: PageClient, count: Any, wrong: dict[str, str], sentence: str
) -> None:
    sent = {"name": "Perca Rara", "pair": "sendiri", "main": "#0f5c66", "accent": "#ffd2a6"} | wrong
    answer = browser.send(PAGE, **sent)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert filled(answer.text, "name").get("name", [" "]) == [sent["name"]] or sent["name"] == " "
    assert (hers(), count(BrandKit)) == (KITLESS, 0)


def test_a_forged_tone_changes_no_colour(browser: PageClient) -> None:
    browser.send(PAGE, name="Rara", pair="suji", main="#000000", accent="#000000", tone="main:url(#x)")
    assert hers().main == "#1d6b4b"


def test_advice_about_the_name_stands_beside_it_and_stops_nobody(browser: PageClient) -> None:
    browser.send(PAGE, name="Gerai <b>Tetangga</b>", pair="suji", main="#000000", accent="#000000")
    page = browser.get(PAGE).text
    assert "<b>Tetangga</b>" not in page
    browser.send(PAGE, name="GERAI tetangga", pair="suji", main="#000000", accent="#000000")
    assert hers().name == "GERAI tetangga"
    page = browser.get(PAGE).text
    assert "Sudah ada gerai atau merek dengan nama &#34;Gerai Tetangga&#34;, dan bunyinya sama." in page
    assert "27 untuk keset dan tikar" in page


def test_a_logo_is_kept_for_page_and_print(browser: PageClient, client: PageClient) -> None:
    answer = send_logo(browser, a_logo())
    assert (answer.status_code, answer.location) == (303, PAGE)
    key = hers().logo_key
    assert key is not None
    assert Image.open(io.BytesIO(media.logo_for_print(key))).size == (360, 260)
    shown = client.get(f"/logo/{key}-192.webp")
    assert (shown.mimetype, shown.headers["Cache-Control"]) == (
        "image/webp",
        "public, max-age=31536000, immutable",
    )
    assert f"/logo/{key}-192.webp" in client.get("/gerai/rumah-perca").text
    assert [
        client.get(path).status_code
        for path in (f"/logo/{key}-97.webp", "/logo/x-96.webp", "/logo/..-96.webp", "/logo/%00-96.webp")
    ] == [404] * 4


def test_a_refused_logo_leaves_the_one_before(browser: PageClient) -> None:
    send_logo(browser, a_logo())
    before = hers()
    for content, sentence in (
        (b"<svg/>", "Foto ini rusak atau bukan foto."),
        (a_picture(100, 100), "Logo ini kosong: hanya satu warna."),
    ):
        answer = send_logo(browser, content)
        assert (answer.status_code, sentence in answer.text) == (200, True)
    empty = browser.send(PAGE, to=f"{PAGE}/logo")
    assert "Pilih dulu berkas logonya." in empty.text
    assert hers() == before


def test_a_logo_can_be_dropped(browser: PageClient) -> None:
    send_logo(browser, a_logo())
    browser.send(PAGE, to=f"{PAGE}/logo/hapus")
    assert hers() == KITLESS


def test_a_kader_chooses_for_the_seller_whom_she_helps(signed_in: Any, db: Any) -> None:
    browser = signed_in(world.KADER)
    seller, kader = world.actor(world.SELLER).person_id, world.actor(world.KADER).person_id
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{seller}")
    browser.send(PAGE, name="Perca Rara", pair="laut", main="#000000", accent="#000000")
    assert hers().name == "Perca Rara"
    entry = db.scalars(sa.select(JournalEntry).where(JournalEntry.what == "brand chosen")).one()
    assert (entry.by_id, entry.for_id) == (kader, seller)


def test_who_has_no_gerai_has_no_brand(signed_in: Any) -> None:
    phone = world.a_phone()
    world.a_maker("Ibu Tanpa Gerai", phone=phone)
    assert signed_in(phone).get(PAGE).status_code == 404
