"""The gift shelf finds what meets a wish, all of it and nothing else, and counts what each change of it would find."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.kinds import Category
from app.catalog.queries import gift_shelf, shop
from app.catalog.queries.shop import Card, Filters, Order
from app.catalog.rules.cabin import cabin_on, liquid_in
from app.catalog.rules.gift_shelf import Band, Wish, bands
from app.catalog.rules.occasions import occasions
from app.delivery.rules.weights import PackedSize
from app.regions.rules import lineage
from tests.support import shelves, world
from tests.support.shelves import Good

TODAY = world.SUNDAY.date()
CABIN = cabin_on(TODAY)
SMALL = replace(CABIN, sides=(14, 14, 9), weight_g=400)
CODES = [one.code for one in occasions()]
PLACES = (world.VILLAGE, world.NEXT_DOOR, world.SURABAYA, "51.01.01.1006", "91.03.01.1001")
"""In WIB three times, in WITA and in WIT."""
SIZES = (None, (35, 30, 17), (36, 10, 10), (9, 14, 14), (15, 9, 9), (17, 31, 31))
TALE = {**world.MAT, "meaning": "Motif dari nenek."}
SAUCE = {**world.SNACK, "net": 150, "shelf_life": 7}
"""It keeps so short that it needs no paper."""
LAST = [TODAY + timedelta(days=days) for days in (1, 2, 10, 200)]


@dataclass(frozen=True)
class Shelf:
    goods: tuple[Good, ...] = field(repr=False)

    def meeting(self, wish: Wish) -> set[str]:
        """The same in plain words, good by good."""
        return {one.name for one in self.goods if _meets(one, wish)}


def _meets(good: Good, wish: Wish) -> bool:
    size = PackedSize(*good.packed) if good.packed else None
    liquid = liquid_in(good.category, good.facts)
    return (
        good.gift_until is not None
        and (wish.occasion is None or wish.occasion in good.occasions)
        and (wish.region is None or wish.region in lineage(good.village))
        and (not wish.has_story or "meaning" in good.facts)
        and (wish.until is None or wish.until <= good.gift_until)
        and (wish.cabin is None or wish.cabin.fits(size, good.weight_g, liquid))
        and (wish.band is None or any(_in(wish.band, price) for price in good.prices))
    )


def _in(band: Band, price: int) -> bool:
    return band.least <= price and (band.end is None or price < band.end)


@pytest.fixture(scope="module")
def db(app: Flask) -> Iterator[Any]:
    """One shelf for the whole file: nothing here changes it."""
    with shelves.transaction(app) as session:
        yield session


@pytest.fixture(scope="module")
def shelf(db: Any) -> Shelf:
    """Sixty goods of ten gerai, no two alike, every eighth no gift."""
    goods = tuple(
        Good(
            f"Tanda mata {number:02d}",
            gerai=f"Gerai {number % 10}",
            village=PLACES[number % 10 % 5],
            category=Category.BUMBU if number % 7 == 3 else Category.KESET,
            facts=SAUCE if number % 7 == 3 else (TALE if number % 3 else world.MAT),
            prices=((24_999,), (25_000, 600_000), (50_000, 99_999), (100_000,), (7_000_000,))[number % 5 - 1],
            gift_until=None if number % 8 == 7 else LAST[number % 4],
            occasions=() if number % 8 == 7 else tuple(CODES[number % 8 :: 3]),
            packed=SIZES[number % 6],
            weight_g=300 + 110 * (number % 4),
        )
        for number in range(60)
    )
    shelves.fill(goods)
    return Shelf(goods)


wishes = st.builds(
    Wish,
    occasion=st.none() | st.sampled_from(CODES),
    region=st.none() | st.sampled_from(["36", "36.71", "35.78", "51", "91.03", "11"]),
    band=st.none() | st.sampled_from(bands()),
    has_story=st.booleans(),
    cabin=st.sampled_from([None, None, CABIN, SMALL]),
    until=st.none() | st.sampled_from([*LAST, TODAY, date.max]),
)


def found(wish: Wish, order: Order = Order.NEWEST, limit: int = 99, after: Any = None) -> list[Card]:
    return shop.cards(None, Filters(wish=wish), order, after, limit)


@given(wish=wishes)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_finds_exactly_what_meets_the_wish(shelf: Shelf, wish: Wish) -> None:
    assert sorted(card.name for card in found(wish)) == sorted(shelf.meeting(wish))


@given(wish=wishes)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_count_is_what_would_be_found(shelf: Shelf, wish: Wish) -> None:
    cabin = wish.cabin or CABIN
    counts = gift_shelf.counts(wish, cabin)

    def number(other: Wish) -> int:
        return len(shelf.meeting(other))

    assert (counts.everything, counts.found) == (number(Wish()), number(wish))
    assert counts.occasions == {code: number(replace(wish, occasion=code)) for code in CODES}
    assert counts.bands == {band: number(replace(wish, band=band)) for band in bands()}
    assert counts.story == number(replace(wish, has_story=True))
    assert counts.cabin == number(replace(wish, cabin=cabin))
    assert counts.without == {name: number(wish.without(name)) for name in wish.asked}
    anywhere = wish.without("region")
    assert {code: count for code, _, count in counts.cities} == {
        code: count
        for code in {lineage(one.village)[1] for one in shelf.goods}
        if (count := number(replace(anywhere, region=code)))
    }


@given(wish=wishes, order=st.sampled_from([Order.NEWEST, Order.CHEAPEST, Order.LASTING]))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_walk_through_all_pages_meets_each_gift_once_in_its_order(
    shelf: Shelf, wish: Wish, order: Order
) -> None:
    walked: list[Card] = []
    after = None
    while part := found(wish, order, limit=7, after=after):
        walked += part
        after = part[-1].key
    assert len(walked) == len({card.name for card in walked}) == len(shelf.meeting(wish))
    if order is Order.CHEAPEST:
        assert [card.price_from for card in walked] == sorted(card.price_from for card in walked)
    if order is Order.LASTING:
        ends = [card.official_until for card in walked if card.official_until]
        assert len(ends) == len(walked)
        # midnights of three zones: the same day ends two hours apart
        assert ends == sorted(ends, reverse=True)


def test_price_and_cabin_are_asked_of_one_and_the_same_variant(db: Any, shelf: Shelf) -> None:
    """Its small one goes in and is cheap, its large one is dear and does not."""
    gift = next(one for one in shelf.goods if one.prices == (25_000, 600_000) and one.gift_until)
    card = next(one for one in found(Wish()) if one.name == gift.name)
    small, large = shelves.variants_of(card.product_id)
    small.length_cm, small.width_cm, small.height_cm = 20, 10, 10
    large.length_cm, large.width_cm, large.height_cm = 90, 10, 10
    db.flush()
    cheap, dear = (next(one for one in bands() if _in(one, price)) for price in gift.prices)
    assert gift.name in {one.name for one in found(Wish(band=cheap, cabin=CABIN))}
    assert gift.name in {one.name for one in found(Wish(band=dear))}
    assert gift.name not in {one.name for one in found(Wish(band=dear, cabin=CABIN))}
    db.rollback()


@pytest.mark.parametrize(
    ("village", "hour"), [(world.VILLAGE, 0), ("51.01.01.1006", 1), ("91.03.01.1001", 2)]
)
def test_until_a_day_means_the_whole_day_in_the_makers_region(shelf: Shelf, village: str, hour: int) -> None:
    ends = next(one for one in shelf.goods if one.village == village and one.gift_until == LAST[2])
    on_it = {card.name for card in found(Wish(until=LAST[2]))}
    after_it = {card.name for card in found(Wish(until=LAST[2] + timedelta(days=1)))}
    assert ends.name in on_it and ends.name not in after_it
    card = next(one for one in found(Wish()) if one.name == ends.name)
    assert card.official_until == LAST[2]
    # its last instant lies before the midnight of its own zone
    last = world.SUNDAY.replace(hour=17 - hour, minute=0) + timedelta(days=10)
    with clock.at(last - timedelta(seconds=1)):
        assert ends.name in {one.name for one in found(Wish())}
    with clock.at(last):
        assert ends.name not in {one.name for one in found(Wish())}


def test_bands_hold_every_price_once() -> None:
    for price in (1, 24_999, 25_000, 99_999, 499_999, 500_000, 2_000_000_000):
        assert sum(_in(one, price) for one in bands()) == 1
    assert [one.code for one in bands()][:2] == ["0-25000", "25000-50000"]
    assert (bands()[-1].code, bands()[-1].words) == ("500000-", "Rp500.000 ke atas")
    assert [one.words for one in bands()][:2] == ["Di bawah Rp25.000", "Rp25.000–50.000"]
