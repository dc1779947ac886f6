"""What an order would cost and when it would come: sums, dates, ways of sending, and pieces shared out over lines."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.money import Rupiah
from app.delivery.rules.calendar import is_working_day
from app.delivery.rules.quotes import RateRequest, by_table
from app.delivery.rules.services import Price
from app.delivery.rules.ways import PLATFORM, SENT, OwnDelivery, Ways
from app.delivery.rules.zones import Zone, way_for, zone_between
from app.orders.rules.quote import (
    Option,
    ParcelQuote,
    Quote,
    QuoteLine,
    Wanted,
    choose,
    options_for,
    share_out,
    together,
    wishes_of,
)
from tests.support import world

SUNDAY, MONDAY, WEDNESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 25)
ALL = set(Zone)

LINE = QuoteLine(
    variant_id=1,
    product_id=1,
    slug="keset",
    name="Keset",
    label="Merah",
    photo_key=None,
    price=45_000,
    seen_price=45_000,
    weight_g=600,
    pieces=2,
    made=False,
    ready_on=MONDAY,
    left=2,
)
CITY = Option("gerai", "Kurir reguler", Zone.CITY, Rupiah(12_000), WEDNESDAY)
PARCEL = ParcelQuote(7, "rumah", "Rumah", "Kota", (LINE,), (CITY,), CITY)
OTHER = replace(PARCEL, seller_id=9, lines=(replace(LINE, variant_id=2, pieces=1),))
QUOTE = Quote((PARCEL, OTHER))

some_lines = st.lists(
    st.builds(
        replace,
        st.just(LINE),
        variant_id=st.integers(1, 10**9),
        price=st.integers(500, 100_000_000),
        pieces=st.integers(1, 999),
        weight_g=st.integers(1, 50_000),
        ready_on=st.one_of(st.none(), st.dates(MONDAY, date(2027, 5, 1))),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda line: line.variant_id,
)
some_options = st.builds(
    Option,
    st.sampled_from(["gerai", "jne-reg", "own", "pickup"]),
    st.just("Kurir"),
    st.sampled_from(Zone),
    st.integers(0, 5_000_000).map(Rupiah),
    st.dates(MONDAY, date(2027, 5, 1)),
)
some_parcels = st.builds(
    lambda seller, lines, chosen: ParcelQuote(seller, "s", "S", "K", tuple(lines), (), chosen),
    st.integers(1, 10**9),
    some_lines,
    st.one_of(st.none(), some_options),
)
some_quotes = st.lists(some_parcels, max_size=4, unique_by=lambda parcel: parcel.seller_id).map(
    lambda parcels: Quote(tuple(parcels))
)


@given(some_quotes)
@settings(deadline=None, max_examples=150)
def test_the_whole_is_the_sum_of_its_parts_in_whole_rupiah(quote: Quote) -> None:
    fees = [parcel.chosen.fee for parcel in quote.parcels if parcel.chosen]
    assert quote.items_total == sum(line.price * line.pieces for line in quote.lines)
    assert quote.shipping_total == sum(fees)
    assert quote.total == quote.items_total + quote.shipping_total == sum(one.total for one in quote.parcels)
    assert all(type(amount) is int for amount in (quote.total, quote.items_total, quote.shipping_total))
    assert quote.pieces == sum(line.pieces for line in quote.lines)


@given(some_quotes)
@settings(deadline=None, max_examples=80)
def test_a_parcel_is_ready_with_its_last_piece_or_not_at_all(quote: Quote) -> None:
    for parcel in quote.parcels:
        days = [line.ready_on for line in parcel.lines]
        assert parcel.ready_on == (None if None in days else max(day for day in days if day))


def with_line(**changes: object) -> Quote:
    return Quote((replace(PARCEL, lines=(replace(LINE, **changes),)), OTHER))  # type: ignore[arg-type]


def with_option(**changes: object) -> Quote:
    return Quote((replace(PARCEL, chosen=replace(CITY, **changes)), OTHER))  # type: ignore[arg-type]


def test_a_quote_with_a_problem_or_without_a_way_cannot_be_placed() -> None:
    assert QUOTE.can_be_placed
    assert not with_line(problem="habis").can_be_placed
    assert not Quote((replace(PARCEL, chosen=None), OTHER)).can_be_placed
    assert not Quote(()).can_be_placed


@pytest.mark.parametrize(
    ("seen", "sentences"),
    [
        ({"seen_price": 40_000}, ["Keset (Merah) kini Rp45.000, naik dari Rp40.000."]),
        ({"seen_price": 50_000}, ["Keset (Merah) kini Rp45.000, turun dari Rp50.000."]),
        (
            {"seen_ready_on": date(2026, 11, 20)},
            ["Keset (Merah) siap Senin, 23 November, mundur dari Jumat, 20 November."],
        ),
        (
            {"seen_ready_on": date(2026, 11, 25)},
            ["Keset (Merah) siap Senin, 23 November, maju dari Rabu, 25 November."],
        ),
        ({"seen_name": "Keset (Jingga)"}, ["Keset (Jingga) kini bernama Keset (Merah)."]),
        (
            {"seen_name": "Keset lama", "seen_price": 44_999},
            ["Keset lama kini bernama Keset (Merah).", "Keset lama kini Rp45.000, naik dari Rp44.999."],
        ),
        ({"seen_price": 40_000, "problem": "habis"}, []),
        ({"seen_name": None, "seen_ready_on": None}, []),
    ],
)
def test_every_change_since_the_line_was_seen_is_a_sentence(
    seen: dict[str, object], sentences: list[str]
) -> None:
    assert with_line(**seen).changes == sentences


# -- the same variant on several lines --------------------------------------------------------------


def test_pieces_with_different_texts_are_judged_together() -> None:
    lines = [Wanted(1, 7, "SARI", 2, 1), Wanted(2, 8, "", 1, 1), Wanted(3, 7, "BUDI", 3, 1)]
    assert together(lines) == {7: 5, 8: 1}


@pytest.mark.parametrize(
    ("plan", "parts", "shares"),
    [
        ({1: 2, 2: 2, 3: 1}, [1, 4], [{1: 1}, {1: 1, 2: 2, 3: 1}]),
        ({1: 2, 2: 1}, [3], [{1: 2, 2: 1}]),
        ({1: 1, 2: 1, 3: 1, 4: 1}, [1, 1], [{1: 1, 2: 1}, {3: 1, 4: 1}]),  # two days a piece
        ({}, [2, 3], [{}, {}]),
    ],
)
def test_a_plan_is_shared_out_line_after_line(
    plan: dict[int, int], parts: list[int], shares: list[dict[int, int]]
) -> None:
    assert share_out(plan, parts) == shares


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(1, 4), st.integers(1, 7))
@settings(deadline=None, max_examples=80)
def test_sharing_out_loses_nothing_and_gives_each_piece_the_same(
    parts: list[int], each: int, per_day: int
) -> None:
    units = sum(parts) * each
    plan = {day: min(per_day, units - start) for day, start in enumerate(range(0, units, per_day))}
    shares = share_out(plan, parts)
    assert [sum(share.values()) for share in shares] == [part * each for part in parts]
    assert {day: sum(share.get(day, 0) for share in shares) for day in plan} == plan


# -- how it travels ---------------------------------------------------------------------------------


def travels(buyer: str, ways: Ways, grams: int = 1, cm3: int = 0, ready_on: date = MONDAY) -> list[Option]:
    request = RateRequest(world.VILLAGE, buyer, grams, cm3, ways.services, ready_on, SUNDAY)
    return options_for(request, ways, by_table(request))


def facts(options: list[Option]) -> list[tuple[str, int, date]]:
    return [(one.way, one.fee, one.arrives_on) for one in options]


IN_PROVINCE = "36.73.01.1001"
TUESDAY, THURSDAY, NEXT_MONDAY = date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("buyer", "offered", "grams", "expected"),
    [
        # next door, across town, in the province, far away
        (world.NEXT_DOOR, ALL, 1300, [("gerai", 8_000, TUESDAY), ("pickup", 0, MONDAY)]),
        (world.ACROSS_TOWN, ALL, 1300, [("gerai", 12_000, WEDNESDAY), ("pickup", 0, MONDAY)]),
        (IN_PROVINCE, {Zone.PROVINCE}, 1301, [("gerai", 28_000, THURSDAY)]),
        (world.SURABAYA, {Zone.COUNTRY}, 1, [("gerai", 38_000, NEXT_MONDAY)]),
        # who sends farther also sends next door, and the fee is that of the true distance
        (world.NEXT_DOOR, {Zone.PROVINCE, Zone.COUNTRY}, 1, [("gerai", 8_000, TUESDAY)]),
        # who sends only next door does not send across town
        (world.ACROSS_TOWN, {Zone.DISTRICT}, 1, []),
        (world.SURABAYA, {Zone.CITY, Zone.PICKUP}, 1, [("pickup", 0, MONDAY)]),
        (world.SURABAYA, set(), 1, []),
    ],
)
def test_a_parcel_travels_where_its_gerai_sends(
    buyer: str, offered: set[Zone], grams: int, expected: list[tuple[str, int, date]]
) -> None:
    assert facts(travels(buyer, Ways(frozenset(offered)), grams)) == expected


COURIERS = Ways(services=("gerai", "jne-reg", "jne-yes", "wahana-normal"))


def test_the_least_fee_comes_first_and_each_has_its_name() -> None:
    assert [(one.service, one.fee) for one in travels(IN_PROVINCE, COURIERS)] == [
        ("Wahana Normal", 12_000),
        ("JNE REG", 17_000),
        ("Kurir reguler", 18_000),
        ("JNE YES", 27_000),
    ]


def test_the_cheapest_and_the_soonest_are_named() -> None:
    found = travels(IN_PROVINCE, replace(COURIERS, zones=frozenset(ALL)))
    parcel = replace(PARCEL, options=found)
    assert {one.way: parcel.praise_of(one) for one in found} == {
        "wahana-normal": "paling hemat",
        "jne-reg": "",
        "gerai": "",
        "jne-yes": "paling cepat",
        "pickup": "",  # of course it is free and soon
    }
    equals = replace(PARCEL, options=travels(world.NEXT_DOOR, COURIERS))
    assert [(one.way, equals.praise_of(one)) for one in equals.options] == [
        ("wahana-normal", "paling hemat"),
        ("gerai", "paling cepat"),  # JNE YES is as soon, and dearer
        ("jne-reg", ""),
        ("jne-yes", ""),
    ]
    one = replace(PARCEL, options=travels(IN_PROVINCE, PLATFORM))
    assert one.praise_of(one.options[0]) == ""


@pytest.mark.parametrize(
    ("buyer", "expected"),
    [
        (world.NEXT_DOOR, [("own", 3_000, TUESDAY), ("gerai", 8_000, TUESDAY)]),
        (world.ACROSS_TOWN, [("gerai", 12_000, WEDNESDAY)]),
    ],
)
def test_she_brings_it_herself_only_inside_her_kecamatan(
    buyer: str, expected: list[tuple[str, int, date]]
) -> None:
    assert facts(travels(buyer, Ways(own=OwnDelivery(Rupiah(3_000), 1)))) == expected


def test_who_only_brings_it_herself_sends_nowhere_else() -> None:
    ways = Ways(frozenset(), own=OwnDelivery(Rupiah(0), 0))
    assert facts(travels(world.NEXT_DOOR, ways)) == [("own", 0, MONDAY)]
    assert travels(world.ACROSS_TOWN, ways) == []


def test_her_own_price_goes_before_the_platforms_in_its_zone_only() -> None:
    ways = Ways(prices={Zone.CITY: Price(15_000, 5_000, 1)})
    assert facts(travels(world.ACROSS_TOWN, ways, 1301)) == [("gerai", 20_000, TUESDAY)]
    assert facts(travels(world.NEXT_DOOR, ways, 1301)) == [("gerai", 10_000, TUESDAY)]


def test_a_large_light_parcel_is_charged_by_its_volume() -> None:
    assert facts(travels(world.ACROSS_TOWN, PLATFORM, 500, 24_000)) == [("gerai", 30_000, WEDNESDAY)]
    two = replace(LINE, weight_g=500, volume_cm3=12_000, pieces=2)
    assert replace(PARCEL, lines=(two, replace(LINE, volume_cm3=0))).volume_cm3 == 24_000


some_ways = st.builds(
    Ways,
    st.frozensets(st.sampled_from(Zone)),
    st.lists(st.sampled_from(["gerai", "jne-yes", "jne-jtr", "sap-reguler", "hilang"]), unique=True).map(tuple),
    st.none() | st.builds(OwnDelivery, st.integers(0, 100_000).map(Rupiah), st.integers(0, 7)),
    st.dictionaries(st.sampled_from(SENT), st.builds(Price, st.integers(1, 9), st.integers(0, 9), st.integers(1, 9))),
)  # fmt: skip


@given(
    st.sampled_from([world.VILLAGE, world.NEXT_DOOR, world.ACROSS_TOWN, IN_PROVINCE, world.SURABAYA]),
    some_ways,
    st.integers(1, 2_000_000),
    st.integers(0, 8_000_000),
    st.dates(MONDAY, date(2027, 5, 1)),
)
@settings(deadline=None, max_examples=200)
def test_every_way_has_a_whole_fee_and_a_day_that_is_not_too_early(
    buyer: str, ways: Ways, grams: int, cm3: int, ready_on: date
) -> None:
    found = travels(buyer, ways, grams, cm3, ready_on)
    assert len({one.way for one in found}) == len(found)
    for one in found:
        assert type(one.fee) is int and one.fee >= 0
        if one.way == "pickup":
            assert (one.zone, one.fee, one.arrives_on) == (Zone.PICKUP, 0, ready_on)
        else:
            assert one.zone is zone_between(world.VILLAGE, buyer)
            assert one.arrives_on == ready_on or (
                one.arrives_on > ready_on and is_working_day(one.arrives_on)
            )
    reached = way_for(zone_between(world.VILLAGE, buyer), ways.zones) is not None
    by_courier = [one for one in found if one.way not in ("own", "pickup")]
    assert bool(by_courier) is reached  # whoever sends so far is never without a way


def test_a_wish_counts_only_where_it_is_offered() -> None:
    fetched = Option("pickup", "Ambil sendiri", Zone.PICKUP, Rupiah(0), MONDAY)
    assert choose([CITY, fetched], "pickup") == fetched
    for wish in (None, "", "district", "PICKUP", "pickup ", "'; DROP TABLE orders"):
        assert choose([CITY, fetched], wish) == CITY
    assert choose([], "pickup") is None


@pytest.mark.parametrize(
    ("name", "wishes"),
    [
        ("kirim-7", {7: "pickup"}),
        ("kirim-", {}),
        ("kirim", {}),
        ("kirim--7", {}),
        ("kirim-7x", {}),
        ("kirim-²", {}),
        ("kirim-７", {}),
        ("kirim-" + "9" * 5000, {}),
        ("ambil-7", {}),
    ],
)
def test_only_fields_named_after_a_seller_are_wishes(name: str, wishes: dict[int, str]) -> None:
    assert wishes_of({name: "pickup", "seal": "x"}) == wishes
