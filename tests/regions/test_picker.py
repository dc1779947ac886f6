"""Choosing a place on a page, with nothing but a form: type, press Cari, choose, save. And agencies, which need one."""

import re
from typing import Any

import pytest

from app.base.errors import RuleBroken
from app.db.journal import JournalEntry
from app.regions import queries, service
from app.regions.models import Agency, AgencyKind
from app.sellers import queries as sellers
from tests.support import world
from tests.support.counting import statements
from tests.support.pages import PageClient

HOME = "/penjual/gerai/alamat"
STREET = {"street": "Gang Baru No. 9", "rt": "001", "rw": "002"}
PICK = "Pilih salah satu di bawah ini."


@pytest.fixture
def browser(signed_in: Any) -> PageClient:
    found = signed_in(world.SELLER)
    assert isinstance(found, PageClient)
    return found


def choices(html: str) -> list[str]:
    """The codes that can be chosen on a page."""
    return re.findall(r'type="radio" name="place" value="([^"]+)"', html)


def chosen(html: str) -> list[str]:
    """The code that the page holds as chosen."""
    return re.findall(r'type="hidden" name="place" value="([^"]+)"', html)


def village() -> str:
    return str(sellers.owned(world.actor(world.SELLER)).village_code)


def test_cari_shows_what_there_is_and_saves_nothing(browser: PageClient) -> None:
    page = browser.send(HOME, place_words="babakan tangerang", look_for_place="1", **STREET)
    assert page.status_code == 200
    assert world.ACROSS_TOWN in choices(page.text)
    assert "Kel. Babakan, Kec. Tangerang, Kota Tangerang, Banten" in page.text
    assert 'value="Gang Baru No. 9"' in page.text
    assert village() == world.VILLAGE


def test_what_was_chosen_is_saved(browser: PageClient) -> None:
    found = choices(browser.send(HOME, place_words="babakan", look_for_place="1", **STREET).text)
    assert len(found) == 12
    answer = browser.send(HOME, place_words="babakan", place=[world.VILLAGE, world.ACROSS_TOWN], **STREET)
    assert answer.status_code == 303
    assert village() == world.ACROSS_TOWN
    page = browser.get(HOME).text
    assert chosen(page) == [world.ACROSS_TOWN]
    assert "Kel. Babakan, Kec. Tangerang, Kota Tangerang, Banten" in page


SAID = [
    ({"place_words": "zzyzx", "look_for_place": "1"}, "“zzyzx” tidak ditemukan. Coba nama kecamatan atau kode posnya."),
    ({"place_words": "", "look_for_place": "1"}, "Tulis dulu nama kelurahan atau kode posnya."),
    ({"place_words": "   ", "look_for_place": "1"}, "Tulis dulu nama kelurahan atau kode posnya."),
    ({"place_words": "", "place": ""}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
    ({"place_words": "babakan", "place": ""}, PICK),
    ({"place_words": "zzyzx", "place": ""}, "“zzyzx” tidak ditemukan."),
    ({"place_words": "x" * 121, "place": ""}, f"“{'x' * 121}” tidak ditemukan."),
    ({"place_words": "babakan", "place": "36.71.05"}, PICK),  # a kecamatan is no village
    ({"place_words": "babakan", "place": "99.99.99.9999"}, PICK),
    ({"place_words": "babakan", "place": "' OR 1=1"}, PICK),
    ({"place_words": "<b>babakan</b>", "place": "<script>"}, PICK),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "sentence"), SAID)
def test_what_is_missing_is_said_and_nothing_is_saved(
    browser: PageClient, count: Any, typed: dict[str, str], sentence: str
) -> None:
    before = count(JournalEntry)
    page = browser.send(HOME, **typed, **STREET)
    assert page.status_code == 200
    assert page.text.count(sentence) == 1
    assert 'value="Gang Baru No. 9"' in page.text
    assert "<script>" not in page.text
    assert "<b>babakan" not in page.text
    assert (village(), count(JournalEntry)) == (world.VILLAGE, before)


def test_words_that_mean_one_place_are_enough(browser: PageClient) -> None:
    answer = browser.send(HOME, place_words="desa ombolata saloo", place="", **STREET)
    assert answer.status_code == 303
    assert village() == "12.04.05.2023"


def test_words_of_another_place_undo_an_old_choice(browser: PageClient) -> None:
    """She moves, types where to, and presses Simpan without Cari: her old village must not be kept silently."""
    page = browser.send(HOME, place_words="babakan", place=world.VILLAGE, **STREET)
    assert page.status_code == 200
    assert PICK in page.text
    assert (chosen(page.text), world.VILLAGE in choices(page.text)) == ([], False)
    assert village() == world.VILLAGE
    assert browser.send(HOME, place_words="cipondoh", place=world.NEXT_DOOR, **STREET).status_code == 303
    assert village() == world.NEXT_DOOR
    assert (
        browser.send(HOME, place_words="ombolata saloo", place=world.NEXT_DOOR, **STREET).status_code == 303
    )
    assert village() == "12.04.05.2023"


def test_the_pieces_for_the_script_are_the_same_choices(client: PageClient) -> None:
    piece = client.get("/wilayah?q=cipondoh+indah")
    assert piece.status_code == 200
    assert choices(piece.text)[0] == world.VILLAGE
    assert "<html" not in piece.text
    assert choices(client.get("/wilayah?q=banten&tingkat=semua").text)[0] == "36"
    assert choices(client.get("/wilayah?q=kota+tangerang").text) != ["36.71"]  # villages only, unless asked


@pytest.mark.parametrize(
    "query", ["", "?q=", "?q=%00", "?q=" + "a" * 5000, "?q=desa", "?tingkat=x", "?q=%27%3B--"]
)
def test_pieces_for_odd_words_are_empty(client: PageClient, query: str) -> None:
    answer = client.get(f"/wilayah{query}")
    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_a_piece_costs_one_statement(client: PageClient) -> None:
    client.get("/wilayah?q=cipondoh")
    with statements() as asked:
        client.get("/wilayah?q=cipondoh")
    assert len(asked) == 1


# -- agencies ---------------------------------------------------------------------------------------

AGENCIES = "/admin/instansi"


def test_the_admin_makes_an_agency(signed_in: Any, count: Any) -> None:
    browser, before = signed_in(world.ADMIN), count(Agency)
    answer = browser.send(AGENCIES, name="  Dinas   Sosial ", kind="dinas", place="36.71")
    assert (answer.status_code, answer.location) == (303, AGENCIES)
    page = browser.get(AGENCIES).text
    assert "Dinas Sosial sudah tercatat." in page
    assert count(Agency) == before + 1
    made = next(one for one in queries.agencies() if one.name == "Dinas Sosial")
    assert (made.kind, made.region_code, made.made_at) == (AgencyKind.DINAS, "36.71", world.SUNDAY)


def test_an_agency_may_belong_to_any_level(signed_in: Any) -> None:
    browser = signed_in(world.ADMIN)
    for code in ("36", "36.71.05", world.VILLAGE):
        assert browser.send(AGENCIES, name=f"TP PKK {code}", kind="pkk", place=code).status_code == 303
    assert {one.region_code for one in queries.agencies() if one.kind is AgencyKind.PKK} == {
        "36", "36.71.05", world.VILLAGE,
    }  # fmt: skip


REFUSED = [
    ({"name": "Dinas Uji", "kind": "dinas", "place": world.CITY}, "Dinas Uji sudah ada di Kota Tangerang."),
    ({"name": "  Dinas  Uji", "kind": "pkk", "place": world.CITY}, "Dinas Uji sudah ada di Kota Tangerang."),
    ({"name": "", "kind": "dinas", "place": "36"}, "Tulis nama instansinya, misalnya Dinas Sosial Kota Tangerang."),
    ({"name": "Dinas Baru", "kind": "", "place": "36"}, "Pilih jenisnya."),
    ({"name": "Dinas Baru", "kind": "raja", "place": "36"}, "Pilih salah satu dari daftar."),
    ({"name": "Dinas Baru", "kind": "dinas", "place": ""}, "Tulis nama kelurahan atau kode pos, lalu tekan Cari."),
    ({"name": "D" * 121, "kind": "dinas", "place": "36"}, "Terlalu panjang: paling banyak 120 huruf."),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "sentence"), REFUSED)
def test_a_refused_agency_leaves_no_trace(
    signed_in: Any, count: Any, typed: dict[str, str], sentence: str
) -> None:
    browser = signed_in(world.ADMIN)
    before = count(Agency), count(JournalEntry)
    page = browser.send(AGENCIES, **typed)
    assert page.status_code == 200
    assert page.text.count(sentence) == 1
    assert (count(Agency), count(JournalEntry)) == before


def test_the_same_name_in_another_region_is_another_agency(db: Any, count: Any) -> None:
    boss, before = world.actor(world.ADMIN), count(Agency)
    service.make_agency(boss, name="Dinas Uji", kind=AgencyKind.DINAS, region_code="36.74")
    with pytest.raises(RuleBroken, match=r"^Dinas Uji sudah ada di Kota Tangerang Selatan\.$"):
        service.make_agency(boss, name="Dinas Uji", kind=AgencyKind.OTHER, region_code="36.74")
    assert count(Agency) == before + 1
