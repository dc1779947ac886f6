"""Every refusal is a page in plain Indonesian that says what to do next and tells nothing about the house."""

import html
import re
from typing import Any

import pytest
from flask import Flask

from app.web.errors import WORDS
from tests.support import world
from tests.support.pages import complaints
from tests.web.conftest import SECRET_WORDS

BUSY = (503, "Sedang ramai", "Tidak ada yang berubah. Coba lagi sebentar lagi.")
OURS = (
    500,
    "Ada yang rusak di pihak kami",
    "Ini bukan salah Anda dan tidak ada yang berubah. Coba lagi sebentar.",
)
GONE = (404, "Halaman ini tidak ada", "Mungkin alamatnya salah ketik, atau barangnya sudah diturunkan.")
ANSWERS = {
    "bug": OURS,
    "rule": (409, "Belum bisa", "Stok tinggal 2. Kurangi jumlahnya."),
    "not-found": GONE,
    "busy": BUSY,
    "locked": BUSY,
    "deadlock": BUSY,
    "full": BUSY,
    "away": BUSY,
    "no-connection-free": BUSY,
    "broken-statement": OURS,
    "doubled": OURS,
    "too-large-a-number": GONE,
}  # fmt: skip
LEAKS = [
    SECRET_WORDS,
    "Traceback",
    "Error",
    "SELECT",
    "psycopg",
    "sqlalchemy",
    "werkzeug",
    "Python",
    "/app/",
    ".py",
]


@pytest.fixture(scope="module")
def app_away(away: Any) -> Flask:
    made = away()
    assert isinstance(made, Flask)
    return made


def told(text: str) -> tuple[str, str]:
    """Headline and sentence of an error page."""
    found = re.search(r"<h1>(.*?)</h1><p>(.*?)</p>", text)
    assert found, text
    return html.unescape(found[1]), html.unescape(found[2])


@pytest.mark.parametrize("how", ANSWERS)
def test_what_breaks_is_answered_in_words_and_tells_nothing_else(app_away: Flask, how: str) -> None:
    answer = app_away.test_client().get(f"/uji/pecah/{how}")
    status, title, sentence = ANSWERS[how]
    assert (answer.status_code, *told(answer.text)) == (status, title, sentence)
    assert [leak for leak in LEAKS if leak in answer.text] == []
    assert complaints(answer.text) == []
    assert '<meta name="robots" content="noindex">' in answer.text


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 413, 429, 500, 503])
def test_every_status_has_its_words(app_away: Flask, status: int) -> None:
    answer = app_away.test_client().get(f"/uji/tolak/{status}")
    assert (answer.status_code, told(answer.text)) == (status, WORDS[status])
    assert complaints(answer.text) == []


@pytest.mark.parametrize(
    ("status", "like"), [(406, 400), (410, 400), (418, 400), (422, 400), (501, 500), (504, 500)]
)
def test_a_status_without_words_borrows_those_of_its_kind(app_away: Flask, status: int, like: int) -> None:
    answer = app_away.test_client().get(f"/uji/tolak/{status}")
    assert (answer.status_code, told(answer.text)) == (status, WORDS[like])


def test_signs_in_a_refusal_are_text(app_away: Flask) -> None:
    answer = app_away.test_client().get("/uji/pecah/rule-with-signs")
    assert "<b>Sari" not in answer.text
    assert told(answer.text)[1] == 'Nama "<b>Sari</b>" & lain'


# -- when the database is away ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/cari", "/produk/apa-saja", "/foto/x-320.webp", "/verifikasi/AB12CD34"]
)
def test_without_a_database_visitors_are_asked_to_come_back(app_away: Flask, path: str) -> None:
    answer = app_away.test_client().get(path)
    assert (answer.status_code, *told(answer.text)) == BUSY
    assert complaints(answer.text) == []


def test_without_a_database_who_is_signed_in_sees_the_same_whole_page(app_away: Flask) -> None:
    """The page must not ask who she is: that is what fails."""
    browser = app_away.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"] = "a token that only the database could know"
    for path in ("/penjual", "/akun", "/"):
        answer = browser.get(path)
        assert (answer.status_code, *told(answer.text)) == BUSY
        assert complaints(answer.text) == []
        assert "css/gerai." in answer.text


def test_without_a_database_it_is_alive_and_not_ready(app_away: Flask) -> None:
    browser = app_away.test_client()
    assert browser.get("/sehat").status_code == 200
    assert browser.get("/siap").status_code == 503


# -- real ways into them ----------------------------------------------------------------------------


def test_a_method_that_a_page_does_not_know(client: Any) -> None:
    answer = client.post("/cari")
    assert (answer.status_code, told(answer.text)) == (405, WORDS[405])
    assert client.delete("/keranjang").status_code == 405


def test_more_than_the_house_takes_is_refused_before_it_is_read(client: Any) -> None:
    answer = client.post(
        "/masuk", data=b"x" * (26 * 1024 * 1024 + 1), content_type="multipart/form-data; boundary=x"
    )
    assert (answer.status_code, told(answer.text)) == (413, WORDS[413])


def test_a_form_of_a_thousand_and_one_parts_is_refused(client: Any) -> None:
    answer = client.post(
        "/masuk", data={f"f{at}": "x" for at in range(1001)}, content_type="multipart/form-data"
    )
    assert (answer.status_code, told(answer.text)) == (413, WORDS[413])


def test_a_door_that_is_not_hers_says_so(signed_in: Any) -> None:
    answer = signed_in(world.BUYER).get("/admin")
    assert (answer.status_code, told(answer.text)) == (403, WORDS[403])


# -- the way back -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("referrer", "back"),
    [
        ("http://localhost/keranjang?x=1", "/keranjang?x=1"),
        ("http://localhost/", "/"),
        ("", None),
        ("https://jahat.example/keranjang", None),
        ("http://localhost//jahat.example", None),
        ("http://localhost/\\jahat.example", None),
        ("http://localhost.jahat.example/x", None),
        ("http://localhost@jahat.example/x", None),
        ("javascript:alert(1)", None),
        (
            'http://localhost/"><script>alert(1)</script>',
            '/"><script>alert(1)</script>',
        ),  # escaped where it stands
    ],
)
def test_the_way_back_leads_to_this_site_only(app_away: Flask, referrer: str, back: str | None) -> None:
    text = app_away.test_client().get("/uji/tolak/404", headers={"Referer": referrer}).text
    found = re.search(r'<a class="button" href="([^"]*)">Kembali ke halaman tadi</a>', text)
    assert (html.unescape(found[1]) if found else None) == back
    assert "<script" not in text
