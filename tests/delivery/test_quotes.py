"""Asking for rates: the tables' answer, a provider's in its place, and the tables again where it is silent."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from app.base.money import Rupiah
from app.db.ports import plug, port
from app.delivery import queries
from app.delivery.ports import RateProvider
from app.delivery.rules.quotes import RateQuote, RateRequest, by_table
from app.delivery.rules.services import Price, offered
from app.delivery.rules.ways import PLATFORM, Ways, marks_of, most_days
from app.delivery.rules.zones import Zone
from tests.fakes.rate_providers import NoRates, SomeRates
from tests.support import world

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)
REQUEST = RateRequest(
    world.VILLAGE, world.ACROSS_TOWN, 1300, 0, ("gerai", "jne-reg", "sicepat-reg"), MONDAY, SUNDAY
)


def said(quotes: Sequence[RateQuote]) -> list[tuple[str, int, str]]:
    return [(one.service, one.fee, one.arrives_on.isoformat()) for one in quotes]


def test_the_tables_answer_for_each_service_asked() -> None:
    assert said(by_table(REQUEST)) == [
        ("gerai", 12_000, "2026-11-25"),
        ("jne-reg", 11_000, "2026-11-25"),
        ("sicepat-reg", 10_000, "2026-11-25"),
    ]


@pytest.mark.parametrize(
    ("buyer", "grams", "cm3", "service", "fee", "arrives"),
    [
        (world.NEXT_DOOR, 1300, 0, "jne-reg", 9_000, "2026-11-25"),
        (world.ACROSS_TOWN, 1301, 0, "jne-reg", 22_000, "2026-11-25"),
        (world.ACROSS_TOWN, 500, 24_000, "jne-reg", 44_000, "2026-11-25"),  # 40 × 30 × 20 cm: four kilograms
        (world.ACROSS_TOWN, 500, 0, "jne-jtr", 30_000, "2026-11-27"),  # never less than ten kilograms
        (world.ACROSS_TOWN, 9_000, 60_000, "jnt-cargo", 36_000, "2026-11-27"),  # by 5000: twelve
        ("36.73.01.1001", 500, 0, "jne-yes", 27_000, "2026-11-24"),
        (world.SURABAYA, 500, 0, "jne-reg", 36_000, "2026-11-28"),
    ],
)
def test_a_service_asks_by_distance_weight_and_volume(
    buyer: str, grams: int, cm3: int, service: str, fee: int, arrives: str
) -> None:
    request = replace(REQUEST, buyer_village=buyer, weight_g=grams, volume_cm3=cm3, services=(service,))
    assert said(by_table(request)) == [(service, fee, arrives)]


@pytest.mark.parametrize("services", [("jne-yes",), ("tidak-ada",), ()])
def test_where_no_service_goes_the_platforms_table_does(services: tuple[str, ...]) -> None:
    """JNE YES does not leave the province."""
    request = replace(REQUEST, buyer_village=world.SURABAYA, services=services)
    assert said(by_table(request)) == [("gerai", 38_000, "2026-11-30")]


# -- a provider ---------------------------------------------------------------------------------------


@pytest.fixture
def plugged(app: Flask) -> Iterator[Flask]:
    """An application whose provider a test may change."""
    with app.app_context():
        usual = port(RateProvider)
        yield app
        plug(app, RateProvider, usual)


def test_a_providers_prices_go_before_the_tables(plugged: Flask) -> None:
    answer = RateQuote("jne-reg", Rupiah(9_500), date(2026, 11, 24))
    plug(plugged, RateProvider, SomeRates([answer]))
    assert said(queries.quotes(REQUEST)) == [
        ("jne-reg", 9_500, "2026-11-24"),
        ("gerai", 12_000, "2026-11-25"),  # the platform's own price is nobody else's affair
    ]


@pytest.mark.parametrize(
    "provider",
    [
        NoRates(),
        SomeRates([]),
        SomeRates([RateQuote("tiki-reg", Rupiah(1), MONDAY)]),  # nobody asked for it
        SomeRates([RateQuote("jne-reg", Rupiah(-1), MONDAY)]),
        SomeRates([RateQuote("jne-reg", Rupiah(9_000), SUNDAY)]),  # there before it is ready
    ],
)
def test_a_provider_that_fails_or_makes_no_sense_gives_way_to_the_tables(
    plugged: Flask, provider: RateProvider
) -> None:
    plug(plugged, RateProvider, provider)
    assert queries.quotes(REQUEST) == by_table(REQUEST)


def test_who_sends_by_the_platforms_table_needs_no_provider(plugged: Flask) -> None:
    provider = SomeRates([RateQuote("gerai", Rupiah(1), MONDAY)])
    plug(plugged, RateProvider, provider)
    request = replace(REQUEST, services=("gerai",))
    assert said(queries.quotes(request)) == [("gerai", 12_000, "2026-11-25")]
    assert provider.asked == []


# -- what a card knows ----------------------------------------------------------------------------------

FAR = Zone.COUNTRY
DAYS = [
    (PLATFORM, Zone.CITY, 2),
    (PLATFORM, FAR, 6),
    (Ways(frozenset({Zone.CITY})), FAR, None),
    (Ways(frozenset({Zone.PICKUP})), Zone.CITY, None),
    (Ways(services=("wahana-normal", "jne-reg")), FAR, 9),  # the slowest: a card is never too early
    (Ways(services=("jne-reg",)), FAR, 5),
    (Ways(services=("gerai", "jne-reg")), FAR, 6),
    (Ways(services=("jne-yes",)), FAR, 6),  # does not go there: the platform does
    (Ways(prices={Zone.CITY: Price(9_000, 9_000, 4)}), Zone.CITY, 4),
    (Ways(prices={Zone.CITY: Price(9_000, 9_000, 4)}), FAR, 6),
]


@pytest.mark.parametrize(("ways", "zone", "days"), DAYS)
def test_a_card_counts_with_the_slowest_of_the_offered_services(
    ways: Ways, zone: Zone, days: int | None
) -> None:
    assert most_days(marks_of(ways), zone, SUNDAY) == days


def test_marks_of_zones_and_of_services_are_never_the_same_word() -> None:
    assert not {zone.value for zone in Zone} & {"gerai", *offered(SUNDAY)}
