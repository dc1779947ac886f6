"""What fits into cabin luggage: any way round, by the limits of the day, and never claimed of what is not known."""

from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.kinds import Category
from app.catalog.rules.cabin import cabin_on, liquid_in
from app.delivery.rules.weights import PackedSize

TODAY = date(2026, 11, 22)
CABIN = cabin_on(TODAY)
sides = st.integers(1, 60)


def test_the_limits_are_what_is_common_to_the_carriers() -> None:
    assert (CABIN.sides, CABIN.weight_g, CABIN.liquid_ml) == ((35, 30, 17), 7000, 100)
    assert CABIN.words == "35 × 30 × 17 cm, 7 kg"
    assert cabin_on(date(2000, 1, 1)) == cabin_on(date(2019, 1, 1)) == CABIN


@given(st.tuples(sides, sides, sides))
@settings(deadline=None, max_examples=100)
def test_it_may_be_turned_as_it_likes(size: tuple[int, int, int]) -> None:
    longest, middle, shortest = sorted(size, reverse=True)
    wanted = longest <= 35 and middle <= 30 and shortest <= 17
    assert {CABIN.fits(PackedSize(*one), 500, None) for one in permutations(size)} == {wanted}


@pytest.mark.parametrize(
    ("size", "weight_g", "liquid_ml", "fits"),
    [
        (PackedSize(35, 30, 17), 7000, None, True),
        (PackedSize(17, 35, 30), 7000, 100, True),
        (PackedSize(36, 10, 10), 100, None, False),
        (PackedSize(31, 31, 10), 100, None, False),
        (PackedSize(18, 18, 18), 100, None, False),
        (PackedSize(10, 10, 10), 7001, None, False),
        (PackedSize(10, 10, 10), 100, 101, False),
        (None, 100, None, False),
    ],
)
def test_each_limit_counts_to_the_last_centimetre_and_gram(
    size: PackedSize | None, weight_g: int, liquid_ml: int | None, fits: bool
) -> None:
    assert CABIN.fits(size, weight_g, liquid_ml) is fits
    assert (CABIN.why_not(size, weight_g, liquid_ml) == "") is fits


@pytest.mark.parametrize(
    ("size", "weight_g", "liquid_ml", "words"),
    [
        (None, 100, None, "belum diketahui, ukuran terkemasnya belum ditulis pembuatnya"),
        (None, 7001, None, "tidak, beratnya lebih dari 7 kg"),
        (PackedSize(60, 10, 10), 100, None, "tidak, terkemas 60 × 10 × 10 cm"),
    ],
)
def test_what_is_not_known_is_never_called_too_large(
    size: PackedSize | None, weight_g: int, liquid_ml: int | None, words: str
) -> None:
    assert CABIN.why_not(size, weight_g, liquid_ml) == words


@pytest.mark.parametrize(
    ("category", "facts", "wanted"),
    [
        (Category.CAMILAN, {"net": 250, "net_unit": "g"}, None),
        (Category.MINUMAN, {"net": 250, "net_unit": "ml"}, 250),
        (Category.MINUMAN, {"net": 90, "net_unit": "g"}, None),
        (Category.CAMILAN, {"net": 360, "net_unit": "g", "drained": 200}, 360),
        (Category.BUMBU, {"net": 150, "net_unit": "g"}, 150),
        (Category.BUMBU, {}, None),
        (Category.KESET, {"length": 60}, None),
    ],
)
def test_what_a_security_check_may_take_for_liquid(
    category: Category, facts: dict[str, Any], wanted: int | None
) -> None:
    assert liquid_in(category, facts) == wanted
