"""What couriers charge: the larger of weight and volume, in begun kilograms, a little forgiven."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.delivery.rules.rates import Tariff
from app.delivery.rules.weights import (
    TOLERANCE_G,
    PackedSize,
    chargeable_g,
    chargeable_kg,
    volume_g,
    volume_weight_g,
)

KILOGRAMS = [
    (0, 1), (1, 1), (250, 1), (999, 1), (1000, 1), (1001, 1), (1299, 1), (1300, 1), (1301, 2), (2000, 2), (2300, 2),
    (2301, 3), (10_300, 10), (10_301, 11), (50_000, 50),
]  # fmt: skip


@pytest.mark.parametrize(("grams", "kilograms"), KILOGRAMS)
def test_couriers_forgive_three_hundred_grams(grams: int, kilograms: int) -> None:
    assert chargeable_kg(grams) == kilograms


PACKED = [
    # grams, sides in cm, weight of the volume, kilograms charged
    (500, (40, 30, 20), 4000, 4),
    (800, (60, 40, 3), 1200, 1),  # a doormat
    (500, (30, 25, 13), 1625, 2),
    (500, (10, 10, 10), 167, 1),  # begun grams are whole
    (4000, (40, 30, 20), 4000, 4),
    (4301, (40, 30, 20), 4000, 5),
]


@pytest.mark.parametrize(("grams", "sides", "by_volume", "kilograms"), PACKED)
def test_the_larger_of_weight_and_volume_wins(
    grams: int, sides: tuple[int, int, int], by_volume: int, kilograms: int
) -> None:
    assert volume_g(*sides) == by_volume
    assert chargeable_kg(chargeable_g(grams, volume_g(*sides))) == kilograms
    assert Tariff(1, 1).kilograms(grams, PackedSize(*sides).cm3) == kilograms


@pytest.mark.parametrize(
    ("divisor", "minimum", "tolerance", "kilograms"),
    [(6000, 1, 300, 4), (5000, 1, 300, 5), (6000, 10, 300, 10), (5000, 1, 0, 5), (6000, 1, 0, 4), (4000, 1, 300, 6)],
)  # fmt: skip
def test_each_service_weighs_in_its_own_way(
    divisor: int, minimum: int, tolerance: int, kilograms: int
) -> None:
    tariff = Tariff(10_000, 4_000, divisor, minimum, tolerance)
    assert tariff.kilograms(500, 24_000) == kilograms
    assert tariff.fee(500, 24_000) == 10_000 + (kilograms - 1) * 4_000


@settings(deadline=None, max_examples=100)
@given(st.integers(0, 200_000), st.integers(1, 20), st.integers(0, 900))
def test_begun_kilograms_cover_the_weight_and_no_kilogram_more(
    grams: int, minimum: int, tolerance: int
) -> None:
    kilograms = chargeable_kg(grams, minimum, tolerance)
    assert kilograms >= minimum
    assert grams <= kilograms * 1000 + tolerance
    assert kilograms == minimum or grams > (kilograms - 1) * 1000 + tolerance


sides = st.integers(1, 200)


@settings(deadline=None, max_examples=100)
@given(sides, sides, sides, st.integers(0, 60_000), st.integers(0, 60_000))
def test_larger_or_heavier_is_never_charged_less(
    length: int, width: int, height: int, one: int, other: int
) -> None:
    light, heavy = sorted((one, other))
    tariff, cm3 = Tariff(1, 1), length * width * height
    kilograms = tariff.kilograms(light, cm3)
    assert kilograms <= tariff.kilograms(heavy, cm3)
    assert kilograms <= tariff.kilograms(light, PackedSize(length + 1, width, height).cm3)
    assert kilograms * 1000 + TOLERANCE_G >= max(light, cm3 * 1000 / 6000)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(1, 8_000_000), min_size=1, max_size=6))
def test_volumes_add_up_before_they_are_weighed(volumes: list[int]) -> None:
    together = volume_weight_g(sum(volumes))
    apart = sum(volume_weight_g(one) for one in volumes)
    assert apart - len(volumes) < together <= apart
