"""What the first view of a list weighs on the line, compressed, without pictures: phones here are cheap and slow."""

import gzip
import re
from pathlib import Path

import pytest

from app.cli.cluster import ROOT
from tests.support import shelves
from tests.support.pages import PageClient
from tests.support.shelves import Good

KB = 1024


def packed(content: bytes) -> int:
    """Its size as nginx sends it; what is packed already does not get smaller."""
    return min(len(content), len(gzip.compress(content, 6)))


def files_of(html: str) -> set[str]:
    """Addresses of everything beside pictures that a browser fetches to show this page."""
    linked = re.findall(r'<link [^>]*href="([^"]+)"', html)
    scripts = re.findall(r'<script [^>]*src="([^"]+)"', html)
    icons = re.findall(r'<use href="([^"#]+)', html)
    return {address for address in (*linked, *scripts, *icons) if address.startswith("/static/")}


@pytest.fixture
def full_page(client: PageClient) -> str:
    """A list of 24 goods with filters, made by as many gerai in long-named places."""
    shelves.fill(
        [Good(f"Keset anyam perca nomor {number}", gerai=f"Gerai Perca {number}") for number in range(40)]
    )
    html = client.get("/cari?ada=siap").text
    assert html.count('class="card"') == 24
    return html


def test_the_first_view_of_a_list_is_at_most_100_kb(client: PageClient, full_page: str) -> None:
    weights = {"page": packed(full_page.encode())}
    for address in files_of(full_page):
        with client.get(address) as answer:
            assert answer.status_code == 200
            weights[address] = packed(answer.data)
    kinds = {Path(address).suffix for address in weights}
    assert {".css", ".svg", ".woff2"} <= kinds
    assert sum(weights.values()) <= 100 * KB, weights


def test_the_styles_are_at_most_15_kb(client: PageClient, full_page: str) -> None:
    sheets = [one for one in files_of(full_page) if one.endswith(".css")]
    assert len(sheets) == 1
    with client.get(sheets[0]) as answer:
        assert packed(answer.data) <= 15 * KB


def test_all_scripts_of_the_house_together_are_at_most_8_kb() -> None:
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    assert scripts
    assert sum(packed(one.read_bytes()) for one in scripts) <= 8 * KB


def test_what_a_list_needs_is_kept_by_the_browser_for_a_year(client: PageClient, full_page: str) -> None:
    for address in files_of(full_page):
        with client.get(address) as answer:
            assert "max-age=31536000" in answer.headers["Cache-Control"]
