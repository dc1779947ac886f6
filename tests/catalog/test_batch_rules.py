"""Batches by values alone: which may be sold, which go first, what comes back first, until when stock may be sold."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.zones import WIB, WIT, day_in
from app.catalog.rules.availability import Have, Lack, Limits, below_least_order, beyond_limits, from_stock
from app.catalog.rules.batches import (
    Held,
    Lot,
    OnShelf,
    Picked,
    handed_back,
    keep_days,
    last_sale,
    on_sale,
    pick,
    stock_until,
)
from app.catalog.rules.promise import ready_from_stock

TODAY = date(2026, 11, 22)


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("shelf_life", "courier_days", "days"),
    [(180, 6, 36), (365, 2, 32), (60, 6, 21), (30, 3, 11), (5, 2, 4), (3, 0, 2), (None, 6, 13)],
)
def test_a_batch_must_outlast_the_longest_way_and_leave_the_buyer_a_quarter_of_its_life(
    shelf_life: int | None, courier_days: int, days: int
) -> None:
    """But no fewer than two days and no more than thirty."""
    assert keep_days(shelf_life, courier_days) == days


def test_it_is_sold_on_its_last_day_and_not_on_the_next() -> None:
    lot = Lot(1, day(36), 4)
    assert last_sale(lot.best_before, 36) == TODAY
    assert on_sale([lot], 36, TODAY) == [lot]
    assert on_sale([lot], 36, day(1)) == []


def test_what_has_no_code_goes_first_and_then_the_oldest() -> None:
    shelf = OnShelf(2, [Lot(7, day(90), 5), Lot(3, day(50), 5), Lot(5, day(50), 1)], 36)
    assert pick(2, shelf, TODAY) == Picked(2, {})
    assert pick(8, shelf, TODAY) == Picked(2, {3: 5, 5: 1})
    assert pick(13, shelf, TODAY) == Picked(2, {3: 5, 5: 1, 7: 5})
    assert pick(14, shelf, TODAY) is None
    assert pick(14, OnShelf(14), TODAY) == Picked(14, {})


def test_a_stopped_batch_is_not_sold_and_the_buyer_is_told_what_is_left() -> None:
    shelf = OnShelf(0, [Lot(1, day(35), 5), Lot(2, day(90), 3)], 36)
    assert from_stock("Keripik", 3, shelf, TODAY) == Have(ready_from_stock(TODAY), lots={2: 3})
    assert from_stock("Keripik", 4, shelf, TODAY) == Lack(3, "Keripik tinggal 3. Kurangi jumlahnya.")
    nothing = OnShelf(0, shelf.lots[:1], 36)
    assert from_stock("Keripik", 1, nothing, TODAY) == Lack(
        0, "Keripik baru saja habis. Hapus dulu dari keranjang."
    )


def test_what_is_recalled_comes_back_first_then_the_freshest_and_what_has_no_code_last() -> None:
    held = [Held(1, day(50), 3), Held(2, day(90), 3), Held(3, day(40), 2, recalled=True)]
    assert handed_back(2, 10, held) == Picked(0, {3: 2})
    assert handed_back(4, 10, held) == Picked(0, {3: 2, 2: 2})
    assert handed_back(10, 10, held) == Picked(2, {3: 2, 2: 3, 1: 3})


lots = st.lists(st.builds(Lot, st.integers(1, 10**6), st.dates(day(0), day(120)), st.integers(0, 9)),
                max_size=6, unique_by=lambda one: one.batch_id)  # fmt: skip
shelves = st.builds(OnShelf, st.integers(0, 9), lots, st.integers(0, 60))


@settings(deadline=None, max_examples=300)
@given(shelves, st.integers(1, 60), st.integers(0, 90))
def test_the_oldest_that_may_be_sold_always_leave_first(shelf: OnShelf, wanted: int, later: int) -> None:
    today = day(later)
    picked = pick(wanted, shelf, today)
    there = {one.batch_id: one for one in on_sale(shelf.lots, shelf.keep_days, today)}
    if picked is None:
        assert wanted > shelf.loose + sum(one.pieces for one in there.values())
        return
    assert picked.pieces == wanted
    assert set(picked.lots) <= set(there)
    left = {one: lot.pieces - picked.lots.get(one, 0) for one, lot in there.items()}
    assert min(left.values(), default=0) >= 0
    assert not picked.lots or picked.loose == shelf.loose
    taken_latest = max((there[one].best_before for one in picked.lots), default=date.min)
    assert all(there[one].best_before >= taken_latest for one, pieces in left.items() if pieces)


@settings(deadline=None, max_examples=300)
@given(lots, st.integers(0, 9), st.data())
def test_what_an_order_keeps_is_never_fresher_than_what_it_gives_back(
    made: list[Lot], loose: int, data: st.DataObject
) -> None:
    held = [Held(one.batch_id, one.best_before, one.pieces) for one in made if one.pieces]
    left = loose + sum(one.pieces for one in held)
    count = data.draw(st.integers(0, left))
    back = handed_back(count, left, held)
    assert back.pieces == count
    kept = {one.batch_id: one.pieces - back.lots.get(one.batch_id, 0) for one in held}
    assert min(kept.values(), default=0) >= 0
    days = {one.batch_id: one.best_before for one in held}
    oldest_back = min((days[one] for one in back.lots), default=date.max)
    assert all(days[one] <= oldest_back for one, pieces in kept.items() if pieces)


@settings(deadline=None, max_examples=300)
@given(st.lists(shelves, min_size=1, max_size=3), st.integers(1, 12), st.sampled_from(["36", "91"]))
def test_stock_is_sold_exactly_until_its_instant(made: list[OnShelf], least: int, region: str) -> None:
    """At every hour of half a year, by days counted one by one."""
    until = stock_until(made, least, region)
    enough = sum(one.loose + sum(lot.pieces for lot in one.lots) for one in made) >= least
    for hours in range(-24, 24 * 130, 7):
        now = datetime(2026, 11, 22, 0, 30, tzinfo=WIB if region == "36" else WIT) + timedelta(hours=hours)
        can = sum(one.sellable(day_in(region, now)) for one in made) >= least
        assert can is (enough and (until is None or now < until))


def test_limits_count_all_variants_together_and_say_how_many_are_missing_or_too_many() -> None:
    limits = Limits(3, 10)
    assert beyond_limits("Keset (Merah)", 1, 3, limits) is None
    assert beyond_limits("Keset (Merah)", 1, 2, limits) == Lack(
        1, "Keset (Merah): paling sedikit 3 sekali pesan. Tambah 1 lagi."
    )
    assert beyond_limits("Keset (Merah)", 8, 12, limits) == Lack(
        6, "Keset (Merah): paling banyak 10 sekali pesan. Kurangi 2."
    )
    assert beyond_limits("Keset", 999, 999, Limits()) is None


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        (Limits(), ""),
        (Limits(1), ""),
        (Limits(3), "Sekali pesan paling sedikit 3, boleh campur."),
        (Limits(None, 9), "Sekali pesan paling banyak 9, boleh campur."),
        (Limits(3, 9), "Sekali pesan paling sedikit 3 dan paling banyak 9, boleh campur."),
        (Limits(6, 6), "Dijual 6 sekali pesan, boleh campur."),
    ],
)
def test_limits_are_said_to_buyers(limits: Limits, words: str) -> None:
    assert limits.words == words


def test_an_order_below_the_least_worth_is_told_how_much_is_missing() -> None:
    assert below_least_order("Rumah Perca", 50_000, 50_000) is None
    assert below_least_order("Rumah Perca", 1, None) is None
    assert below_least_order("Rumah Perca", 38_000, 50_000) == (
        "Minimal belanja di Rumah Perca Rp50.000, kurang Rp12.000. "
        "Tambah barangnya, atau hapus dulu dari keranjang."
    )
