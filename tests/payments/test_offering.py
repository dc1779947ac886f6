"""By which ways a part can be paid: what the house offers, the gerai has switched on and has ready, and the part allows."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.payments.rules.offering import House, Part, Till, direct_ways
from app.payments.rules.ways import DIRECT, Way

EVERY = frozenset(Way)
HOUSE = House(ways=EVERY, cash_most=500_000, invoice_days=30)
TILL = Till(on=EVERY, has_account=True, has_sticker=True)
FETCHED = Part(total=102_000, is_made=False, is_fetched=True)


def test_what_is_ready_and_fetched_can_be_paid_in_every_way_by_an_agency() -> None:
    assert direct_ways(FETCHED, TILL, HOUSE, for_agency=True) == (
        Way.TRANSFER,
        Way.QRIS,
        Way.CASH,
        Way.INVOICE,
    )


@pytest.mark.parametrize(
    ("part", "ways"),
    [
        (FETCHED, (Way.TRANSFER, Way.QRIS, Way.CASH)),
        (replace(FETCHED, is_made=True), (Way.TRANSFER, Way.QRIS)),
        (replace(FETCHED, is_fetched=False), (Way.TRANSFER, Way.QRIS)),
        (replace(FETCHED, total=500_000), (Way.TRANSFER, Way.QRIS, Way.CASH)),
        (replace(FETCHED, total=500_001), (Way.TRANSFER, Way.QRIS)),
        (replace(FETCHED, total=10_000_000), (Way.TRANSFER, Way.QRIS)),
        (replace(FETCHED, total=10_000_001), (Way.TRANSFER,)),
        (replace(FETCHED, is_through_post=True), ()),
    ],
)
def test_the_part_decides(part: Part, ways: tuple[Way, ...]) -> None:
    assert direct_ways(part, TILL, HOUSE, for_agency=False) == ways


@pytest.mark.parametrize(
    ("till", "ways"),
    [
        (Till(), ()),
        (replace(TILL, has_account=False), (Way.QRIS, Way.CASH)),
        (replace(TILL, has_sticker=False), (Way.TRANSFER, Way.CASH)),
        (replace(TILL, on={Way.QRIS}), (Way.QRIS,)),
        (replace(TILL, on={Way.STRIPE, Way.PRETEND}), ()),
    ],
)
def test_what_the_gerai_has_not_is_not_offered(till: Till, ways: tuple[Way, ...]) -> None:
    assert direct_ways(FETCHED, till, HOUSE, for_agency=False) == ways


@settings(deadline=None, max_examples=200)
@given(
    house=st.builds(House, ways=st.frozensets(st.sampled_from(Way)), cash_most=st.integers(0, 10**7), invoice_days=st.just(30)),
    till=st.builds(Till, on=st.frozensets(st.sampled_from(Way)), has_account=st.booleans(), has_sticker=st.booleans()),
    part=st.builds(Part, total=st.integers(1, 2 * 10**7), is_made=st.booleans(), is_fetched=st.booleans(), is_through_post=st.booleans()),
    for_agency=st.booleans(),
)  # fmt: skip
def test_nothing_is_offered_that_house_or_gerai_has_switched_off(
    house: House, till: Till, part: Part, for_agency: bool
) -> None:
    ways = direct_ways(part, till, house, for_agency=for_agency)
    assert set(ways) <= house.ways & set(till.on) & set(DIRECT)
    assert list(ways) == [way for way in DIRECT if way in ways]
    assert Way.QRIS not in ways or part.total <= 10_000_000
    assert Way.CASH not in ways or (part.is_fetched and not part.is_made and part.total <= house.cash_most)
