"""Lists of goods: what each filter leaves, in which order, and that walking by key shows everything exactly once."""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
from flask import Flask

from app.base.kinds import Category
from app.catalog.queries import shop
from app.catalog.queries.shop import Filters, Order
from app.catalog.rules import search
from app.catalog.rules.life import Supply
from tests.support import shelves, world
from tests.support.crawl import links
from tests.support.forms import forms_of
from tests.support.shelves import Good

BALI, PAPUA = "51.01.01.1006", "91.03.01.1001"
SNACK = world.SNACK
GOODS = [
    Good("Keset Tua", prices=(20_000,)),
    Good("Keset Resmi", prices=(90_000,), gift_until=date(2026, 12, 31)),
    Good("Keset Bali", gerai="Gerai Bali", village=BALI, prices=(20_000, 70_000), per_day=2),
    Good("Keripik Surabaya", gerai="Gerai Timur", village=world.SURABAYA, category=Category.CAMILAN, facts=SNACK, prices=(15_000,)),
    Good("Keripik Habis", gerai="Gerai Timur", village=world.SURABAYA, category=Category.CAMILAN, facts=SNACK, prices=(12_000,), stock=0),
    Good("Kopi Papua", gerai="Gerai Papua", village=PAPUA, category=Category.MINUMAN, facts=SNACK, prices=(100_000,)),
]  # fmt: skip
OF_THE_WORLD = ["Keset Kepang", "Keset Perca"]
"""Six weeks old: they stand behind everything that is newer."""
NEWEST = [good.name for good in reversed(GOODS)] + OF_THE_WORLD


@pytest.fixture(scope="module")
def db(app: Flask) -> Iterator[Any]:
    """One shelf for the whole file; who adds to it, adds at its front."""
    with shelves.transaction(app) as session:
        yield session


@pytest.fixture(scope="module")
def few(db: Any) -> None:
    shelves.fill(GOODS)


@pytest.fixture
def shown(few: None, client: Any) -> Any:
    """The names of a list's page, in order."""

    def names(path: str, **query: str) -> list[str]:
        page = client.get(path, query_string=query)
        assert page.status_code == 200
        return [unescape(one) for one in re.findall(r'class="card__name"><a [^>]*>([^<]*)<', page.text)]

    return names


CHEAPEST = [
    "Keripik Habis", "Keripik Surabaya", "Keset Tua", "Keset Bali", "Keset Perca", "Keset Kepang", "Keset Resmi", "Kopi Papua",
]  # fmt: skip
LISTS: list[tuple[str, dict[str, str], list[str]]] = [
    ("/cari", {}, NEWEST),
    ("/cari", {"urut": "terbaru"}, NEWEST),
    ("/cari", {"urut": "cocok"}, NEWEST),
    ("/cari", {"urut": "termahal"}, NEWEST),
    ("/cari", {"kategori": "minuman"}, ["Kopi Papua"]),
    ("/cari", {"kategori": "mobil"}, NEWEST),
    ("/cari", {"kategori": "payet"}, []),
    ("/kategori/camilan", {}, ["Keripik Habis", "Keripik Surabaya"]),
    ("/kategori/camilan", {"kategori": "minuman"}, ["Keripik Habis", "Keripik Surabaya"]),
    ("/cari", {"ada": "siap"}, [name for name in NEWEST if name not in ("Keripik Habis", "Keset Bali", "Keset Kepang")]),
    ("/cari", {"ada": "buat"}, ["Keset Bali", "Keset Kepang"]),
    ("/cari", {"resmi": "1"}, ["Keset Resmi"]),
    ("/cari", {"resmi": "0"}, NEWEST),
    ("/cari", {"halal": "1"}, []),
    ("/cari", {"maks": "20.000"}, ["Keripik Habis", "Keripik Surabaya", "Keset Bali", "Keset Tua"]),
    ("/cari", {"maks": "Rp 14.999"}, ["Keripik Habis"]),
    ("/cari", {"maks": "15000"}, ["Keripik Habis", "Keripik Surabaya"]),
    ("/cari", {"maks": "murah"}, NEWEST),
    ("/cari", {"maks": "-5"}, NEWEST),
    ("/cari", {"daerah": "bali"}, ["Keset Bali"]),
    ("/cari", {"daerah": "kabupaten-jembrana"}, ["Keset Bali"]),
    ("/cari", {"daerah": "jawa-timur"}, ["Keripik Habis", "Keripik Surabaya"]),
    ("/cari", {"daerah": "nirwana"}, NEWEST),
    ("/daerah/kota-surabaya", {}, ["Keripik Habis", "Keripik Surabaya"]),
    ("/daerah/kota-surabaya", {"daerah": "bali"}, ["Keripik Habis", "Keripik Surabaya"]),
    ("/daerah/jawa-timur", {"ada": "siap"}, ["Keripik Surabaya"]),
    ("/daerah/banten", {"urut": "termurah"}, ["Keset Tua", "Keset Perca", "Keset Kepang", "Keset Resmi"]),
    ("/daerah/aceh", {}, []),
    ("/oleh-oleh-resmi", {}, ["Keset Resmi"]),
    ("/oleh-oleh-resmi", {"daerah": "banten"}, ["Keset Resmi"]),
    ("/oleh-oleh-resmi", {"daerah": "bali"}, []),
    ("/cari", {"q": "keset", "maks": "20000", "urut": "termurah"}, ["Keset Tua", "Keset Bali"]),
    ("/cari", {"q": "keset", "daerah": "bali"}, ["Keset Bali"]),
    ("/cari", {"q": "kesxt", "ada": "buat", "urut": "terbaru"}, ["Keset Bali", "Keset Kepang"]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "query", "names"), LISTS, ids=range(len(LISTS)))
def test_each_filter_leaves_exactly_these_in_this_order(
    shown: Any, path: str, query: dict[str, str], names: list[str]
) -> None:
    assert shown(path, **query) == names


def test_the_cheapest_come_first_by_the_least_price_of_each(shown: Any) -> None:
    assert shown("/cari", urut="termurah") == CHEAPEST


MANY = [
    Good(f"Bros Nomor {number}", gerai=f"Gerai {number % 7}", prices=(10_000 + number % 5,))
    for number in range(60)
]


@pytest.fixture(scope="module")
def many(db: Any, few: None) -> set[str]:
    """Sixty goods more, of five prices only: many keys are alike in their first part."""
    return set(shelves.fill(MANY).values())


@pytest.mark.parametrize(
    "query",
    ["", "q=bros", "q=bros&urut=terbaru", "q=bros&urut=termurah", "urut=termurah", "q=bxos", "maks=20000"],
)
def test_the_pages_of_a_list_hold_everything_exactly_once(many: set[str], client: Any, query: str) -> None:
    address, walked = f"/cari?{query}", []
    pages = 0
    while address:
        page = client.get(address).text
        walked += re.findall(r'class="card__name"><a href="/produk/([^"]*)"', page)
        address = next((link for link in links(page) if "dari=" in link), "")
        pages += 1
    assert len(walked) == len(set(walked))
    assert many <= set(walked)
    assert pages == -(-len(walked) // 24)


@pytest.mark.parametrize("order", [Order.NEWEST, Order.CHEAPEST, Order.BEST])
def test_goods_that_come_while_somebody_walks_shift_nothing(many: set[str], order: Order) -> None:
    asked = search.read("bros") if order is Order.BEST else None
    walked: list[str] = []
    after: list[int | str] | None = None
    for turn in range(30):
        found = shop.cards(asked, Filters(), order, after, 5)
        if not found:
            break
        walked += [one.slug for one in found]
        after = found[-1].key
        if turn < 4:
            shelves.fill([Good(f"Bros Baru {order} {turn}", gerai="Gerai Terus", prices=(10_002,))])
    assert len(walked) == len(set(walked))
    assert many <= set(walked)


def test_a_made_up_cursor_of_another_order_is_no_way_in(many: set[str], client: Any) -> None:
    first = client.get("/cari?urut=termurah").text
    cursor = next(link for link in links(first) if "dari=" in link).partition("dari=")[2]
    assert client.get(f"/cari?urut=terbaru&dari={cursor}").status_code == 200


def test_filters_say_themselves_and_can_be_taken_off_one_by_one(few: None, client: Any) -> None:
    page = client.get("/cari?q=keset&ada=buat&maks=75000&daerah=bali&resmi=1").text
    for words, gone in (
        ("Dibuat dulu", "ada=buat"),
        ("Sampai Rp75.000", "maks=75000"),
        ("Bali", "daerah=bali"),
    ):
        (chip,) = re.findall(rf'<a href="([^"]*)">{re.escape(words)} <svg', page)
        assert gone not in chip and "q=keset" in chip
    assert unescape(re.findall(r'name="q" value="([^"]*)"', page)[0]) == "keset"


@pytest.mark.parametrize("place", ["bali", "kabupaten-jembrana", "aceh"])
def test_the_filters_form_keeps_the_region_that_was_chosen(few: None, client: Any, place: str) -> None:
    page = client.get(f"/cari?daerah={place}&ada=buat").text
    (form,) = (one for one in forms_of(page) if one.value("daerah") is not None)
    assert (form.value("daerah"), form.value("ada")) == (place, "buat")


def test_supply_of_a_card_says_when_it_can_leave(few: None, client: Any) -> None:
    cards = {one.name: one for one in shop.cards(None, Filters(), Order.NEWEST, None, 99)}
    assert cards["Keset Tua"].ready_on == date(2026, 11, 23)
    assert cards["Keset Bali"].ready_on == date(2026, 11, 23)
    assert (cards["Keripik Habis"].sold_out, cards["Keripik Habis"].supply) == (True, Supply.READY)
    page = client.get("/daerah/jawa-timur").text
    assert page.count("Sedang habis") == 1
