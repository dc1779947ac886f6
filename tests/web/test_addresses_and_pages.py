"""Nobody is sent away by a crafted link, and a list walked by key shows everything once."""

import base64
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from app.web.pages import Slice, cursor, safe_path, slice_of
from tests.support import world
from tests.support.pages import PageClient

SAFE = [
    "/", "/akun", "/cari?q=a&dari=b", "/penjual/barang/keset#foto", "/a//b", "/%2f%2fjahat.example", "/?next=//jahat",
    "/a:b", "/@jahat.example", "/pesanan/GR-1?kunci=a.b-c", "/késet",
]  # fmt: skip
UNSAFE = [
    None, "", "akun", "?q=1", "#isi", "//jahat.example", "///jahat.example", "/\\jahat.example", "\\\\jahat.example",
    "/\t/jahat.example", "/\n/jahat.example", "/\r\nSet-Cookie: a=b", "\t//jahat.example", " /akun", "/a b", "/a\x00b",
    "https://jahat.example", "https:/jahat.example", "https:jahat.example", "HTTPS://jahat.example", "//jahat.example/",
    "javascript:alert(1)", "data:text/html,x", "mailto:a@contoh.id", "localhost/akun", "http://localhost/akun",
]  # fmt: skip


@pytest.mark.parametrize("target", SAFE)
def test_an_address_of_this_site_is_kept(target: str) -> None:
    assert safe_path(target) == target


@pytest.mark.parametrize("target", UNSAFE)
def test_anything_else_is_none(target: str | None) -> None:
    assert safe_path(target) is None


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("/\\:@.#?%a\t\n\r 0jx[]"), max_size=12) | st.text(max_size=30))
def test_what_passes_stays_on_this_site(text: str) -> None:
    found = safe_path(text)
    assert found in (None, text)
    if found is not None:
        # A browser reads a backslash as a slash and drops tabs and line ends.
        read = found.replace("\\", "/")
        assert read[0] == "/"
        assert not read.startswith("//")
        assert urlsplit(urljoin("https://gerai.example/masuk", found)).netloc == "gerai.example"


@pytest.mark.parametrize("target", [one for one in UNSAFE if one and "\x00" not in one])
def test_signing_in_leads_home_rather_than_away(client: PageClient, target: str) -> None:
    page = f"/masuk?next={quote(target, safe='')}"
    answer = client.send(page, who=world.BUYER, password=world.PASSWORD, next=target)
    assert answer.status_code == 303
    assert answer.location.startswith("/")
    assert safe_path(answer.location) == answer.location
    assert "jahat" not in answer.location


# -- lists by key -----------------------------------------------------------------------------------


def walked(rows: list[tuple[int, str]], size: int) -> list[tuple[int, str]]:
    """Everything that a list of this page size shows, by following its cursors."""
    shown: list[tuple[int, str]] = []
    after: str | None = None
    for _ in range(len(rows) + 1):
        with Flask(__name__).test_request_context(query_string={"dari": after} if after else None):
            key = cursor()
        rest = [row for row in rows if key is None or [*row] > key]
        piece: Slice[tuple[int, str]] = slice_of(rest[: size + 1], size, lambda row: [*row])
        shown += piece.items
        after = piece.after
        if after is None:
            return shown
    raise AssertionError("the list never ends")


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.tuples(st.integers(-(2**62), 2**62), st.text(max_size=8)), unique=True, max_size=25),
    st.integers(1, 9),
)
def test_every_row_is_shown_once_and_in_order(rows: list[tuple[int, str]], size: int) -> None:
    rows = sorted((number, text.replace("\x00", "")) for number, text in rows)
    rows = sorted(set(rows))
    assert walked(rows, size) == rows


@pytest.mark.parametrize(
    ("count", "shown", "more"), [(0, 0, False), (1, 1, False), (3, 3, False), (4, 3, True)]
)
def test_a_page_has_a_next_one_only_when_there_is_more(count: int, shown: int, more: bool) -> None:
    piece = slice_of(list(range(count)), 3, lambda row: [row])
    assert (len(piece.items), piece.after is not None) == (shown, more)


def test_a_cursor_is_fit_for_an_address() -> None:
    piece = slice_of(["a/b?c&d=e é", "z"], 1, lambda row: [row, 2**40])
    assert piece.after is not None
    assert quote(piece.after, safe="") == piece.after
    assert base64.urlsafe_b64decode(piece.after + "==")


def test_a_cursor_of_another_list_shows_a_list_and_no_error(client: PageClient, signed_in: Any) -> None:
    strange = slice_of([1, 2], 1, lambda row: ["2026-11-22T00:00:00+00:00", row]).after
    browser = signed_in(world.ADMIN)
    for where, path in ((client, "/cari"), (client, "/kategori/keset"), (browser, "/admin/orang")):
        assert where.get(f"{path}?dari={strange}").status_code == 200
