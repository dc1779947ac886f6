"""Sets are found by what is wished and by what is typed: all of it, asked of the whole set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base import clock
from app.catalog.models import Bundle, BundlePart, Product
from app.catalog.queries import bundle_wishes, bundles
from app.catalog.queries.bundles import BundleSheet
from app.catalog.rules import bundles as rules
from app.catalog.rules.bundles import BundleState
from app.catalog.rules.cabin import cabin_on
from app.catalog.rules.gift_shelf import Wish, bands
from app.catalog.rules.search import read
from tests.support import shelves, world
from tests.support.shelves import Good

TODAY = world.SUNDAY.date()
SOON, FAR = TODAY + timedelta(days=20), TODAY + timedelta(days=200)
SIZES = (None, (30, 20, 5), (9, 14, 14), (60, 10, 10), (20, 20, 3))
PLACES = (world.VILLAGE, world.NEXT_DOOR, world.SURABAYA)


@dataclass(frozen=True)
class Shop:
    sets: Sequence[BundleSheet]


@pytest.fixture(scope="module")
def db(app: Flask) -> Iterator[Any]:
    """One shop for the whole file: nothing here changes it."""
    with shelves.transaction(app) as session:
        yield session


@pytest.fixture(scope="module")
def shop(db: Any) -> Shop:
    """Twelve goods and forty sets of two or three of them, no two alike."""
    goods = [
        Good(
            f"Tanda mata {number}",
            gerai=f"Gerai {number % 5}",
            village=PLACES[number % 3],
            prices=(9_000 * (number + 1),),
            gift_until=SOON if number % 4 == 1 else FAR,
            packed=SIZES[number % 5],
        )
        for number in range(12)
    ]
    slugs = shelves.fill(goods)
    products = [db.query(Product).filter_by(slug=slugs[one.name]).one() for one in goods]
    for number in range(40):
        inside = {
            products[(number * step + step) % 12]: 1 + number % step for step in (1, 5, 7)[: 2 + number % 2]
        }
        made(db, f"Set {number}", inside, occasions=["rapat"] if number % 3 else ["lomba"])
    return Shop(bundles.on_shelf(None, 100))


def made(
    db: Any,
    name: str,
    inside: Mapping[Product, int],
    *,
    story: str = "Untuk tamu.",
    occasions: Sequence[str] = (),
) -> Bundle:
    """A set as it stands after it was shown."""
    bundle = Bundle(
        slug=name.lower().replace(" ", "-"), name=name, story=story, occasions=list(occasions), region_code=None,
        state=BundleState.DRAFT, made_by_id=world.actor(world.CURATOR).person_id, made_at=clock.now(),
    )  # fmt: skip
    db.add(bundle)
    db.flush()
    for position, (product, pieces) in enumerate(inside.items(), start=1):
        variant = shelves.variants_of(product.id)[0]
        db.add(
            BundlePart(
                bundle_id=bundle.id,
                variant_id=variant.id,
                position=position,
                pieces=pieces,
                is_box=position == 3,
            )
        )
    db.flush()
    bundle.state, bundle.shown_at = BundleState.SHOWN, clock.now()
    db.flush()
    return bundle


def meets(one: BundleSheet, wish: Wish) -> bool:
    """The same in plain words."""
    until = one.official_until
    return (
        (wish.occasion is None or wish.occasion in one.bundle.occasions)
        and (wish.region is None or all(row.village_code.startswith(wish.region) for row in one.contents))
        and (wish.band is None or wish.band.holds(one.price))
        and (wish.cabin is None or rules.fits_cabin(one.parts, wish.cabin))
        and (wish.until is None or (until is not None and wish.until <= until))
    )


wishes = st.builds(
    Wish,
    occasion=st.sampled_from([None, "rapat", "lomba", "pernikahan"]),
    region=st.sampled_from([None, "36", "36.71", "35"]),
    band=st.sampled_from([None, *bands()]),
    has_story=st.booleans(),
    cabin=st.sampled_from([None, cabin_on(TODAY)]),
    until=st.sampled_from([None, TODAY, SOON, SOON + timedelta(days=1), FAR, date(9999, 12, 31)]),
)


@given(wishes)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_wish_finds_the_sets_that_meet_all_of_it_and_no_other(shop: Shop, wish: Wish) -> None:
    found = bundles.on_shelf(None, 100, wanted=bundle_wishes.meets(wish))
    assert {one.bundle.id for one in found} == {one.bundle.id for one in shop.sets if meets(one, wish)}


def test_the_shop_of_this_file_has_both_kinds_for_each_thing_asked(shop: Shop) -> None:
    for wish in (Wish(occasion="rapat"), Wish(region="36"), Wish(cabin=cabin_on(TODAY)), Wish(until=FAR)):
        assert {meets(one, wish) for one in shop.sets} == {True, False}, wish


@pytest.fixture(scope="module")
def named(db: Any) -> None:
    goods = [
        Good("Keripik Talas Hujan", gerai="Dapur Wening"),
        Good("Gantungan Manik Angkasa", gerai="Rumah Sekar", village=world.SURABAYA),
    ]
    slugs = shelves.fill(goods)
    inside = {db.query(Product).filter_by(slug=slug).one(): 1 for slug in slugs.values()}
    made(db, "Kripik Senja", inside, story="Untuk sahabat yang berangkat jauh.")


@pytest.mark.parametrize(
    "typed",
    [
        "senja",  # its name
        "keripik senja",  # in a spelling that its curator did not write
        "set senja", "hampers senja", "parsel senja",  # what people call a set
        "angkasa",  # one of its goods
        "wening", "rumah sekar angkasa",  # its makers
        "talas angkasa",  # a word from each of two goods
        "sahabat",  # its story
        "senja surabaya",  # the place of one of its makers
        "halo kak ada set senja?",
    ],
)  # fmt: skip
def test_a_set_is_found_by_its_words_its_goods_its_makers_and_their_places(named: None, typed: str) -> None:
    found = bundles.on_shelf(None, 100, wanted=bundle_wishes.finds(read(typed)))
    assert [one.bundle.name for one in found] == ["Kripik Senja"]


@pytest.mark.parametrize("typed", ["senja rengginang", "helikopter", "senja bandung", "<b>&|!'"])
def test_what_is_met_in_part_only_is_not_found(named: None, typed: str) -> None:
    search = read(typed)
    found = bundles.on_shelf(None, 100, wanted=bundle_wishes.finds(search))
    assert "Kripik Senja" not in [one.bundle.name for one in found] or search.is_empty
