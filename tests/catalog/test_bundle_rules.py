"""What a set costs, how many of it can be had, when, until when it is official, and what is no set."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.rules import bundles as rules
from app.catalog.rules.availability import Limits
from app.catalog.rules.bundles import ByHands, FromShelf, NotInSet, Part
from app.catalog.rules.cabin import cabin_on
from app.catalog.rules.promise import Hands, Pace, lay
from app.delivery.rules.weights import PackedSize

TODAY = date(2026, 11, 22)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
UNTIL = date(2027, 5, 31)


def a_part(number: int = 1, pieces: int = 1, *, stock: int | None = 10, **facts: object) -> Part:
    """Of seller and product of the same number, official, 10.000 rupiah and 100 g, with so many on the shelf."""
    known = {
        "variant_id": number,
        "product_id": number,
        "seller_id": number,
        "name": f"Barang {number}",
        "pieces": pieces,
        "price": 10_000,
        "weight_g": 100,
        "supply": None if stock is None else FromShelf(number, stock, MONDAY),
        "gift_until": UNTIL,
    }
    return Part(**{**known, **facts})  # type: ignore[arg-type]


def by_hands(line: int, per_day: int, days_each: int = 1) -> ByHands:
    return ByHands(line, Hands(Pace(per_day, days_each)), TODAY)


# -- how many ------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(1, 9)), min_size=1, max_size=8))
@settings(deadline=None, max_examples=80)
def test_as_many_sets_as_its_scarcest_part(shelves: list[tuple[int, int]]) -> None:
    parts = [a_part(at, pieces, stock=stock) for at, (stock, pieces) in enumerate(shelves)]
    sets = rules.sets_to_be_had(parts)
    assert sets == min([*(stock // pieces for stock, pieces in shelves), 999 // max(p for _, p in shelves)])
    assert all(sets * pieces <= stock for stock, pieces in shelves)


@given(st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(1, 6), st.integers(1, 3))
@settings(deadline=None, max_examples=40)
def test_parts_of_the_same_hands_share_their_days(pieces: list[int], per_day: int, days_each: int) -> None:
    hands = by_hands(7, per_day if days_each == 1 else 1, days_each)
    parts = [a_part(at, count, supply=hands) for at, count in enumerate(pieces)]
    sets, each = rules.sets_to_be_had(parts), sum(pieces)
    assert lay(sets * each, hands.hands, TODAY) is not None
    if sets < 999 // max(pieces):
        assert lay((sets + 1) * each, hands.hands, TODAY) is None


def test_two_choices_that_one_pair_of_hands_makes_are_not_counted_twice() -> None:
    apart = [a_part(1, supply=by_hands(1, 1)), a_part(2, supply=by_hands(2, 1))]
    together = [a_part(1, supply=by_hands(1, 1)), a_part(2, supply=by_hands(1, 1))]
    assert rules.sets_to_be_had(together) == rules.sets_to_be_had(apart) // 2
    assert rules.ready_on(apart, 1) == MONDAY
    assert rules.ready_on(together, 1) == TUESDAY


def test_a_hidden_part_leaves_no_set() -> None:
    assert rules.sets_to_be_had([a_part(1), a_part(2, stock=None)]) == 0
    assert rules.what_stops([a_part(1), a_part(2, stock=None)]) == ["Barang 2"]


def test_it_names_the_part_that_ends_first() -> None:
    parts = [a_part(1, 2, stock=10), a_part(2, 1, stock=9), a_part(3, 5, stock=25)]
    assert rules.sets_to_be_had(parts) == 5
    assert rules.what_stops(parts) == ["Barang 1", "Barang 3"]


def test_what_is_closed_for_half_a_year_leaves_no_set() -> None:
    assert rules.sets_to_be_had([a_part(1, supply=FromShelf(1, 10, None))]) == 0


# -- limits of one order ------------------------------------------------------------------------------


def test_the_most_of_a_good_in_one_order_bounds_the_sets() -> None:
    parts = [a_part(1, 2, stock=100, limits=Limits(None, 7)), a_part(2, stock=100)]
    assert rules.sets_to_be_had(parts) == 3


def test_choices_of_one_good_share_its_limit() -> None:
    limits = Limits(None, 6)
    parts = [a_part(1, 1, product_id=5, limits=limits), a_part(2, 1, product_id=5, limits=limits)]
    assert rules.sets_to_be_had(parts) == 3


def test_the_least_of_a_good_asks_for_several_sets() -> None:
    parts = [a_part(1, 2, stock=100, limits=Limits(5, None)), a_part(2, stock=100)]
    assert rules.least_sets(parts) == 3
    assert rules.who_sets_least(parts) == "Barang 1"
    assert rules.sets_to_be_had([a_part(1, 2, stock=4, limits=Limits(5, None))]) == 0
    assert (rules.least_sets([a_part(1)]), rules.who_sets_least([a_part(1)])) == (1, "")


def test_a_good_that_is_sold_by_the_ten_does_not_go_by_threes() -> None:
    part = a_part(1, 3, limits=Limits(10, 10))
    assert rules.why_not(part) == (
        "Barang 1: dijual 10 sekali pesan, boleh campur. Isi 3 tidak pas; ubah isinya."
    )
    assert rules.why_not(a_part(1, 5, limits=Limits(10, 10))) is None


# -- price, weight, days --------------------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.integers(500, 5_000_000), st.integers(1, 99), st.integers(1, 9_000)),
        min_size=1,
        max_size=12,
    )
)
@settings(deadline=None, max_examples=60)
def test_the_price_is_the_sum_of_its_parts_to_the_rupiah(facts: list[tuple[int, int, int]]) -> None:
    parts = [a_part(at, n, price=price, weight_g=grams) for at, (price, n, grams) in enumerate(facts)]
    assert rules.price_of(parts) == sum(price * n for price, n, _ in facts)
    assert rules.weight_of(parts) == sum(grams * n for _, n, grams in facts)


def test_its_size_is_known_only_when_all_parts_are_measured() -> None:
    large, small = PackedSize(10, 10, 5), PackedSize(10, 6, 5)
    assert rules.volume_of([a_part(1, 2, size=large), a_part(2, size=small)]) == 1300
    assert rules.volume_of([a_part(1, size=large), a_part(2)]) == 0
    assert rules.stacked([a_part(1, size=large), a_part(2)]) is None


def test_all_its_pieces_lying_flat_take_no_less_than_any_of_them() -> None:
    parts = [a_part(1, 2, size=PackedSize(5, 20, 30)), a_part(2, size=PackedSize(8, 8, 8))]
    assert rules.stacked(parts) == PackedSize(30, 20, 18)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ([{"size": PackedSize(30, 20, 5)}, {"size": PackedSize(10, 10, 5)}], "muat, semuanya ditumpuk 30 × 20 × 10 cm"),
        ([{"size": PackedSize(30, 20, 9)}, {"size": PackedSize(30, 20, 9)}], "belum tentu, kalau semuanya ditumpuk 30 × 20 × 18 cm"),
        ([{"size": PackedSize(30, 20, 9)}, {}], "belum diketahui, ukuran Barang 2 belum ditulis pembuatnya"),
        ([{"size": PackedSize(3, 3, 3), "weight_g": 7000}, {}], "tidak, beratnya lebih dari 7 kg"),
        (
            [{"size": PackedSize(3, 3, 3), "liquid_ml": 150}, {"size": PackedSize(3, 3, 3)}],
            "tidak untuk penerbangan ke luar negeri: cairan atau pasta paling banyak 100 ml tiap wadah, ini 150",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_a_cabin_is_only_what_is_known(parts: list[dict[str, object]], words: str) -> None:
    there = [a_part(number, **facts) for number, facts in enumerate(parts, start=1)]  # type: ignore[arg-type]
    assert rules.cabin_words(there, cabin_on(TODAY)) == words
    assert rules.fits_cabin(there, cabin_on(TODAY)) is words.startswith("muat")


def test_it_is_official_until_the_first_of_its_goods_is_not() -> None:
    soon = UNTIL - timedelta(days=90)
    parts = [a_part(1), a_part(2, gift_until=soon), a_part(3, gift_until=None, is_box=True)]
    assert rules.official_until(parts) == soon
    assert rules.official_until([a_part(1), a_part(2, gift_until=None)]) is None
    assert rules.official_until([a_part(3, gift_until=None, is_box=True)]) is None


def test_each_maker_has_a_day_and_the_last_one_counts() -> None:
    parts = [a_part(1), a_part(2, 2, supply=by_hands(4, 1)), a_part(3, seller_id=2)]
    assert rules.ready_days(parts, 1) == {1: MONDAY, 2: TUESDAY}
    assert rules.ready_on(parts, 1) == TUESDAY
    assert rules.ready_days(parts, 11) == {}


# -- what is no set ---------------------------------------------------------------------------------------


def test_nothing_is_no_set() -> None:
    assert rules.obstacles([], "Cerita.") == ["Set ini belum ada isinya. Tambah dulu barangnya."]


def test_one_good_in_a_box_is_no_set_and_one_maker_is_fine() -> None:
    two = "Satu set berisi paling sedikit dua barang yang berbeda, selain wadahnya. Tambah satu lagi."
    box = a_part(9, gift_until=None, is_box=True)
    assert rules.obstacles([a_part(1), box], "Cerita.") == [two]
    assert rules.obstacles([a_part(1), a_part(2, product_id=1)], "Cerita.") == [two]
    assert rules.obstacles([a_part(1), a_part(2, seller_id=1), box], "Cerita.") == []


def test_a_set_without_a_story_waits() -> None:
    assert rules.obstacles([a_part(1), a_part(2)], "") == [
        "Ceritanya belum ada. Tulis dua tiga kalimat: dari mana, dan cocok untuk apa."
    ]


def test_limits_that_do_not_meet_are_named() -> None:
    parts = [a_part(1, limits=Limits(10, None)), a_part(2, limits=Limits(None, 5))]
    assert rules.obstacles(parts, "Cerita.") == [
        "Batas sekali pesan barang-barang ini tidak bertemu. Ubah isi tiap set."
    ]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"stock": None}, "Barang 1 sedang tidak tampil di toko. Pilih barang lain, atau tunggu sampai tampil lagi."),
        ({"note_needed": True}, "Barang 1 perlu tulisan dari pembelinya, jadi hanya bisa dipesan sendiri. Pilih barang lain."),
        ({"gift_until": None}, "Barang 1 bukan oleh-oleh resmi hari ini. Isi set harus resmi; kalau ini wadahnya, centang “Ini wadahnya”."),
    ],
)  # fmt: skip
def test_a_part_is_refused_with_what_to_do(facts: dict[str, object], sentence: str) -> None:
    with pytest.raises(NotInSet) as refused:
        rules.check_new(a_part(1, **facts), [a_part(2)])  # type: ignore[arg-type]
    assert refused.value.message == sentence


def test_any_good_on_show_may_be_the_box() -> None:
    rules.check_new(a_part(1, gift_until=None, is_box=True), [])


def test_the_same_choice_twice_and_too_many_parts_are_refused() -> None:
    with pytest.raises(NotInSet, match="sudah ada di set ini"):
        rules.check_new(a_part(1), [a_part(1)])
    with pytest.raises(NotInSet, match="paling banyak 12 macam"):
        rules.check_new(a_part(99), [a_part(at) for at in range(12)])
    for pieces in (0, -1, 100):
        with pytest.raises(NotInSet, match="antara 1 dan 99"):
            rules.check_pieces(pieces)
