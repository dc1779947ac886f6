"""Couriers as data: every row can be used, newer rows replace older ones, and a number never breaks out of its address."""

from collections import Counter
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.delivery.rules import services
from app.delivery.rules.services import GERAI, OWN, PICKUP, Courier, Price
from app.delivery.rules.ways import SENT
from app.delivery.rules.zones import Zone
from tests.support import world

TODAY = world.SUNDAY.date()
BEGINNING = date(2026, 1, 1)
NAMED = [
    "JNE", "J&T", "SiCepat", "AnterAja", "Ninja", "ID Express", "Lion Parcel", "SAP", "Wahana", "TIKI",
    "POS Indonesia",
]  # fmt: skip


@pytest.mark.parametrize("courier", NAMED)
def test_each_courier_that_makers_use_has_a_service_and_gives_numbers(courier: str) -> None:
    assert courier in {one.courier for one in services.offered(TODAY).values()}
    assert services.couriers()[courier].needs_tracking


def test_every_row_can_be_used() -> None:
    rows = services.all_rows()
    assert max(Counter((row.code, row.valid_from) for row in rows).values()) == 1
    for row in rows:
        assert row.courier in services.couriers(), row.code
        assert row.code not in (GERAI, OWN, PICKUP)
        assert row.divisor >= 1000 and row.minimum_kg >= 1 and 0 <= row.tolerance_g < 1000
        assert Zone.CITY in row.prices and set(row.prices) <= set(SENT)
        by_distance = [row.prices[zone] for zone in SENT if zone in row.prices]
        for part in ("first_kg", "next_kg", "days"):
            amounts = [getattr(price, part) for price in by_distance]
            assert amounts == sorted(amounts) and amounts[0] > 0, (row.code, part)


def test_cargo_weighs_as_its_couriers_say() -> None:
    offered = services.offered(TODAY)
    assert (offered["jne-jtr"].minimum_kg, offered["jne-jtr"].divisor) == (10, 6000)
    assert offered["jnt-cargo"].divisor == 5000
    assert {(one.divisor, one.minimum_kg) for one in offered.values() if "-reg" in one.code} == {(6000, 1)}


def test_the_platform_goes_everywhere_and_has_the_price_of_its_table() -> None:
    platform = services.platform(TODAY)
    assert set(platform.prices) == set(SENT)
    assert platform.prices[Zone.CITY] == Price(12_000, 6_000, 2)
    dear = Price(20_000, 9_000, 3)
    hers = services.platform(TODAY, {Zone.CITY: dear})
    assert hers.prices == {**platform.prices, Zone.CITY: dear}


def test_before_the_first_row_there_is_no_service_and_the_names_stay_readable() -> None:
    yesterday = BEGINNING - timedelta(days=1)
    assert services.offered(yesterday) == {}
    assert "jne-reg" in services.offered(BEGINNING)
    assert services.name_of("jne-reg", TODAY) == "JNE REG"
    assert services.name_of("jne-reg", yesterday) == "jne-reg"
    assert services.name_of(PICKUP, TODAY) == "Ambil sendiri di tempat pembuat"


@pytest.mark.parametrize(
    ("way", "courier"),
    [
        ("jne-yes", "JNE"),
        ("lion-regpack", "Lion Parcel"),
        (OWN, "Diantar sendiri"),
        (PICKUP, "Diambil pembeli"),
        (GERAI, None),
        ("", None),
        (None, None),
        ("post:12", None),
    ],
)
def test_the_way_that_the_buyer_paid_names_the_courier(way: str | None, courier: str | None) -> None:
    assert services.courier_for(way, TODAY) == courier


# -- looking a parcel up ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("courier", "number", "page"),
    [
        ("Lion Parcel", "11LP1776", "https://lionparcel.com/track/stt?q=11LP1776"),
        ("Ninja", "NLID A/1&x=2#y", "https://www.ninjaxpress.co/id-id/tracking?id=NLID%20A%2F1%26x%3D2%23y"),
        ("JNE", "JNE0042", "https://www.jne.co.id/tracking-package"),  # the number is typed there
        ("SAP", "SAP1", None),
        ("Diantar sendiri", "1", None),
        ("Lion Parcel", None, None),
        ("Lion Parcel", "", None),
        ("Pos Palsu", "1", None),
        (None, None, None),
    ],
)
def test_a_parcel_is_looked_up_on_its_couriers_own_page(
    courier: str | None, number: str | None, page: str | None
) -> None:
    assert services.tracking_page(courier, number) == page


def test_all_pages_are_couriers_own_and_sealed() -> None:
    for courier in services.couriers().values():
        if courier.tracking:
            parts = urlsplit(courier.tracking)
            assert parts.scheme == "https" and "{" not in parts.netloc + parts.path
        assert courier.needs_tracking or courier.tracking is None


@settings(deadline=None, max_examples=150)
@given(st.text(min_size=1, max_size=60).filter(lambda text: text.isprintable()))
def test_whatever_is_typed_as_a_number_stays_inside_its_place(number: str) -> None:
    page = Courier("X", True, "https://courier.example/track?id={number}&lang=id").page_of(number)
    assert page is not None
    head, tail = "https://courier.example/track?id=", "&lang=id"
    middle = page.removeprefix(head).removesuffix(tail)
    assert page == f"{head}{middle}{tail}"
    assert unquote(middle) == number
    assert not set(middle) & set("/?#&=<>\"' {}")
