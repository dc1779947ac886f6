"""What buyers type finds what they mean: the goods of the field sample, looked for as people write."""

import csv
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app.catalog.queries import shop
from app.catalog.queries.shop import Filters, Order
from app.catalog.rules import search
from app.catalog.rules.search import tokens
from app.shopfront.rules.lists import PAGE
from tests.support import shelves, world
from tests.support.shelves import Good

ROWS = list(
    csv.DictReader((Path(__file__).parent / "data" / "pencarian.csv").read_text("utf-8").splitlines())
)


@pytest.fixture(scope="module")
def db(app: Flask) -> Iterator[Any]:
    """One shelf for the whole file: nothing here changes it."""
    with shelves.transaction(app) as session:
        yield session


@pytest.fixture(scope="module")
def sample(db: Any) -> dict[str, Good]:
    """Id of the field sample → good; all of the demo's goods are on show."""
    goods = shelves.sample_goods()
    shelves.fill(list(goods.values()))
    return goods


def found(text: str) -> list[str]:
    """The names on the first page."""
    return [one.name for one in shop.cards(search.read(text), Filters(), Order.BEST, None, PAGE)]


@pytest.mark.parametrize("row", ROWS, ids=[row["query"] for row in ROWS])
def test_what_was_typed_in_the_field_finds_what_was_meant(
    sample: dict[str, Good], client: Any, row: dict[str, str]
) -> None:
    meant = {sample[one].name for one in row["must_find_ids"].split()}
    page = client.get("/cari", query_string={"q": row["query"]}).text
    shown = re.findall(r'<h3 class="card__name"><a [^>]*>([^<]*)</a>', page)
    assert meant <= {unescape(name) for name in shown}


KERIPIK_PISANG = {
    "Keripik pisang tanduk Kayan", "Keripik pisang kepok pedas manis", "Keripik pisang kepok jagung manis",
}  # fmt: skip
SAME = [
    ("keripik pisang", KERIPIK_PISANG),
    ("pisang keripik", KERIPIK_PISANG),
    ("KRIPIK   PISANG...", KERIPIK_PISANG),
    ("kripek pisangg", KERIPIK_PISANG),
    ("kak, ada keripik pisang ready ga ya? 🙏", KERIPIK_PISANG),
    ("keripik banana", KERIPIK_PISANG),
    ("keripik pisagn", KERIPIK_PISANG),
    ("keripik pisang banyuwangi", {"Keripik pisang kepok pedas manis", "Keripik pisang kepok jagung manis"}),
    ("keripik pisang kaltara", {"Keripik pisang tanduk Kayan"}),
    ("keripik pisang jatim", {"Keripik pisang kepok pedas manis", "Keripik pisang kepok jagung manis"}),
    ("keripik pisang bali", set()),
    ("peci", {"Upia karanji (kopiah keranjang)"}),
    ("Omah Kepok", {"Keripik pisang kepok pedas manis", "Keripik pisang kepok jagung manis", "Rengginang cokelat buah naga"}),
    ("emping pandeglang", {"Emping ceplis"}),
    ("emping banten", {"Emping ceplis"}),
    ("semeru zzqq", set()),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "names"), SAME, ids=[typed for typed, _ in SAME])
def test_however_it_is_written_exactly_these_are_found(
    sample: dict[str, Good], typed: str, names: set[str]
) -> None:
    assert set(found(typed)) == names


def typing_errors(word: str, at: int) -> dict[str, str]:
    """One letter wrong, left out, doubled, or changed with the next."""
    return {
        "wrong": word[:at] + ("x" if word[at] != "x" else "z") + word[at + 1 :],
        "left out": word[:at] + word[at + 1 :],
        "doubled": word[: at + 1] + word[at:],
        "changed": word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    }


MISSED = {"left out": ["keaya"]}
"""Taken for another word that is there: the stemmer cuts off `ke-`."""


@pytest.mark.parametrize("error", ["wrong", "left out", "doubled", "changed"])
def test_one_wrong_letter_still_finds_every_good(sample: dict[str, Good], error: str) -> None:
    """The longest word of each name, with the error at another place each time."""
    missed = []
    for number, good in enumerate(sample.values()):
        word = max(tokens(good.name), key=len)
        typed = typing_errors(word, number % (len(word) - 1))[error]
        if len(word) > 4 and good.name not in found(typed):
            missed.append(typed)
    assert missed == MISSED.get(error, [])


@pytest.mark.parametrize("typed", ["payt", "paeyt", "peyet", "pyet", "apyet", "payett"])
def test_a_short_word_may_have_a_wrong_letter_too(sample: dict[str, Good], typed: str) -> None:
    assert {"Kebaya payet krem", "Gantungan kunci payet"} <= set(found(typed))


@pytest.mark.parametrize("typed", ["krpik pisang", "kripk pisang", "keripik pisagn"])
def test_what_comes_nearest_stands_first(sample: dict[str, Good], typed: str) -> None:
    assert set(found(typed)[:3]) == KERIPIK_PISANG


def test_what_is_met_exactly_is_not_mixed_with_what_is_merely_like_it(sample: dict[str, Good]) -> None:
    assert found("pia") == ["Pia tiga rasa"]
    assert found("pie") == ["Pie kukus bujur sangkar"]


@pytest.mark.parametrize("typed", ["", "   ", "!!! ???", "🙏🙏", "kak ada ga", "a", "'", "%", "_%_"])
def test_words_that_ask_for_nothing_show_everything(sample: dict[str, Good], typed: str) -> None:
    newest = [good.name for good in reversed(sample.values())][:PAGE]
    assert found(typed) == newest


ODD = [
    "keset & payet | !kopi <-> (a:*", "keset:*", "':*", "\\", "\\m(", "[", "(((((", "''; DROP TABLE products; --", "%keset%",
    "keset\x00payet", "\x00", "🧵🧵 keset", "k" * 5000, "keset " * 900, "a b c d e f g h i j k l m n o p", "ＫＥＳＥＴ",
    "ke\u0301set", "\u202eteseK", "کسەت", "١٢٣", "<script>alert(1)</script>", '" onmouseover="x', "0", "1" * 30,
    " ".join(f"kata{number}kata" for number in range(40)),
]  # fmt: skip


@pytest.mark.parametrize("typed", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("order", ["", "cocok", "terbaru", "termurah"])
def test_nothing_that_is_typed_breaks_the_search(
    sample: dict[str, Good], client: Any, typed: str, order: str
) -> None:
    page = client.get("/cari", query_string={"q": typed, "urut": order})
    assert page.status_code == 200
    assert "<script>alert" not in page.text and 'onmouseover="x' not in page.text


def test_nothing_found_says_what_to_do_next(sample: dict[str, Good], client: Any) -> None:
    page = client.get("/cari", query_string={"q": "helikopter"}).text
    assert "“helikopter” belum ada" in page
    assert "Lihat semua barang" in page
    assert world.goods().ready.slug not in page
