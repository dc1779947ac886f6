"""Whatever stands in an address: no page breaks, and every link of a page leads somewhere."""

import base64
import re
from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.pages import cursor
from tests.support import orders, world
from tests.support.crawl import walk

DOORS = {"seller": world.SELLER, "curator": world.CURATOR, "officer": world.OFFICER, "admin": world.ADMIN}
EVERYBODY = [None, world.BUYER, *DOORS.values()]
HOMES = [(None, "/"), (world.BUYER, "/akun"), (world.SELLER, "/penjual"), (world.CURATOR, "/kurator/antrean")]
HOMES += [(world.OFFICER, "/dinas"), (world.ADMIN, "/admin"), (world.KADER, "/akun/dampingi")]

ODD_WORDS = ["x%00y", "%FF%FE", "..%2F..%2Fetc%E2%80%AE%F0%9F%92%A5", "%25_%5C" + "a" * 2000]
ODD_NUMBERS = ["0", "9" * 25]


@pytest.mark.parametrize(("who", "home"), HOMES)
def test_every_link_leads_somewhere(client: Any, signed_in: Any, who: str | None, home: str) -> None:
    orders.a_paid_order()
    browser = signed_in(who) if who else client
    pages = walk(browser, home)
    assert len(pages) > 10
    assert {path: answer.status_code for path, answer in pages.items() if answer.status_code >= 400} == {}


def addresses(app: Flask, words: str, number: str) -> list[tuple[str, str]]:
    """Door and address of every page that has something variable in it."""
    found = []
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and rule.arguments:
            path = re.sub(r"<int:\w+>", number, str(rule.rule))
            found.append((rule.endpoint.partition(".")[0], re.sub(r"<\w+>", words, path)))
    return sorted(found)


@pytest.mark.parametrize("who", EVERYBODY)
def test_an_odd_address_is_a_page_that_does_not_exist(
    app: Flask, client: Any, signed_in: Any, who: str | None
) -> None:
    browser = signed_in(who) if who else client
    mine = next((door for door, person in DOORS.items() if person == who), "shop")
    for words, number in [(words, "1") for words in ODD_WORDS] + [("x", number) for number in ODD_NUMBERS]:
        for door, path in addresses(app, words, number):
            if door == mine:
                assert browser.get(path).status_code in (200, 302, 303, 400, 404, 410), path[:80]


# -- cursors ----------------------------------------------------------------------------------------


def cursor_of(json: str) -> str:
    return base64.urlsafe_b64encode(json.encode()).decode().rstrip("=")


MADE_UP = [
    cursor_of(json)
    for json in (
        "[" * 5000, '["x"]', "[1]", "[1,2,3,4]", '["x",1,"y"]', '{"a":1}', "null", "true", "[true]", "[1e400]",
        "[NaN]", f"[{'9' * 30}]", f"[{'9' * 5000}]", "[4611686018427387903]", "[-1]", "[]", '["\\u0000",1]',
        '["2026-13-45T99:99:99+00:00",1]', '["0001-01-01T00:00:00+23:59",1]',
    )
] + ["=", "%", "é", "====", "bukan-json", "_" * 9000]  # fmt: skip
LISTS = [
    (None, "/cari"), (None, "/cari?q=keset"), (None, "/cari?urut=murah"), (None, "/cari?urut=baru"),
    (None, "/kategori/keset"), (None, "/daerah/banten"), (None, "/oleh-oleh-resmi"),
    (world.SELLER, "/penjual/barang"), (world.SELLER, "/penjual/pesanan"), (world.CURATOR, "/kurator/antrean"),
    (world.CURATOR, "/kurator/riwayat"), (world.OFFICER, "/dinas/pelatihan"), (world.ADMIN, "/admin/orang"),
    (world.ADMIN, "/admin/uang"), (world.BUYER, "/pesanan"), (world.BUYER, "/pesan"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_made_up_cursor_breaks_no_list(client: Any, signed_in: Any, who: str | None, path: str) -> None:
    browser = signed_in(who) if who else client
    for text in MADE_UP:
        assert browser.get(f"{path}{'&' if '?' in path else '?'}dari={text}").status_code == 200, text[:60]


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_a_cursor_is_a_short_list_of_numbers_and_words_or_none(text: str) -> None:
    with Flask(__name__).test_request_context(query_string={"dari": text}):
        found = cursor()
    assert found is None or all(type(part) in (int, str) for part in found)


# -- questions --------------------------------------------------------------------------------------

ARGUMENTS = [
    "q", "dari", "maks", "kategori", "daerah", "urut", "ada", "resmi", "halal", "pilihan", "foto", "tingkat", "kunci",
    "next", "titip", "izin", "kode",
]  # fmt: skip
ODD_VALUES = ["%00", "9" * 25, "-1", "'%22%3E%3Cb%3E%25_%5C%F0%9F%92%A5" + "a" * 3000]


@pytest.mark.parametrize(("who", "home"), HOMES)
def test_an_odd_question_breaks_no_page(client: Any, signed_in: Any, who: str | None, home: str) -> None:
    browser = signed_in(who) if who else client
    plain = {path.partition("?")[0] for path in walk(browser, home, most=30)}
    plain = {path for path in plain if path.startswith(home.partition("/antrean")[0])}
    for path in sorted(plain):
        for value in ODD_VALUES:
            query = "&".join(f"{name}={value}" for name in ARGUMENTS)
            answer = browser.get(f"{path}?{query}")
            assert answer.status_code in (200, 302, 303, 400, 403, 404), (path, value[:30])
            assert b"'\"><b>" not in answer.data
