"""A request day by day: the order of what happens, days told once, and which parts count as late."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.gifts.rules.schedule import Act, Deed, Made, Stretch, day_by_day, lateness
from app.orders.rules.life import ParcelState

MONDAY = date(2026, 12, 7)
NEEDED, HANDOVER = date(2026, 12, 18), date(2026, 12, 21)


def day(count: int) -> date:
    return MONDAY + timedelta(days=count)


def a_stretch(days: dict[date, int], pieces: int, *, ready: int = 4, through_post: bool = False) -> Stretch:
    goods = [Made("Keset", pieces, days)]
    return Stretch("Gerai Satu", "Kota Tangerang", goods, day(ready), day(ready + 2), "Kurir", through_post)


def test_days_on_which_only_the_same_is_made_are_told_once() -> None:
    spans = day_by_day([a_stretch({day(0): 4, day(1): 4, day(2): 4, day(3): 2}, 14)], NEEDED, HANDOVER)
    assert [(one.first, one.last, one.count, [deed.act for deed in one.deeds]) for one in spans] == [
        (day(0), day(2), 3, [Act.MAKE]),
        (day(3), day(3), 1, [Act.MAKE]),
        (day(4), day(4), 1, [Act.SEND]),
        (day(6), day(6), 1, [Act.THERE]),
        (NEEDED, NEEDED, 1, [Act.NEEDED]),
        (HANDOVER, HANDOVER, 1, [Act.HANDOVER]),
    ]
    assert spans[0].deeds == [Deed(Act.MAKE, "Gerai Satu", "Keset", 4)]
    assert spans[2].deeds == [Deed(Act.SEND, "Gerai Satu", "", 14, "Kurir")]


def test_what_goes_through_a_post_is_brought_and_gathered_there() -> None:
    spans = day_by_day([a_stretch({}, 5, through_post=True)], NEEDED, HANDOVER, gathered_on=day(5))
    acts = [deed.act for one in spans for deed in one.deeds]
    assert acts == [Act.BRING, Act.GATHERED, Act.NEEDED, Act.HANDOVER]


def test_a_piece_that_takes_days_is_not_counted_by_the_day() -> None:
    spans = day_by_day([a_stretch({day(0): 1, day(1): 1, day(2): 1}, 1)], NEEDED, HANDOVER)
    assert spans[0].deeds == [Deed(Act.MAKE, "Gerai Satu", "Keset", 0)]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.dictionaries(st.integers(0, 8), st.integers(1, 9), min_size=1), min_size=1, max_size=4))
def test_every_piece_that_is_made_stands_on_some_day(laid: list[dict[int, int]]) -> None:
    stretches = [
        a_stretch({day(at): count for at, count in one.items()}, sum(one.values()), ready=9) for one in laid
    ]
    spans = day_by_day(stretches, NEEDED, HANDOVER)
    told = sum(one.count * deed.pieces for one in spans for deed in one.deeds if deed.act is Act.MAKE)
    assert told == sum(sum(one.values()) for one in laid)
    assert [one.first for one in spans] == sorted(one.first for one in spans)


LATE = {
    "keeps its days": (ParcelState.ACCEPTED, day(2), day(4), ""),
    "not made": (ParcelState.ACCEPTED, day(-1), day(4), "Seharusnya siap Min, 6 Des."),
    "not answered": (ParcelState.TO_ANSWER, day(-1), day(4), "Seharusnya siap Min, 6 Des."),
    "packed and not sent": (ParcelState.PACKED, day(-1), day(4), "Seharusnya berangkat Min, 6 Des."),
    "not there": (ParcelState.SENT, day(-5), day(-1), "Seharusnya sampai Min, 6 Des."),
    "too late for the day": (
        ParcelState.ACCEPTED, day(10), day(12), "Baru sampai Sab, 19 Des, padahal diperlukan Jum, 18 Des.",
    ),
    "there": (ParcelState.RECEIVED, day(-5), day(-1), ""),
    "gone": (ParcelState.DECLINED, day(-5), day(12), ""),
}  # fmt: skip


@pytest.mark.parametrize("case", LATE)
def test_a_part_is_late_when_its_day_is_past_or_beyond_the_need(case: str) -> None:
    state, ready_on, arrives_on, sentence = LATE[case]
    assert lateness(state, ready_on, arrives_on, NEEDED, MONDAY) == sentence


def test_what_is_packed_for_a_post_is_asked_for_by_the_post() -> None:
    assert lateness(ParcelState.PACKED, day(-1), day(4), NEEDED, MONDAY, through_post=True) == ""


def test_who_brings_it_herself_is_not_said_to_send_it() -> None:
    one = Stretch("Gerai", "Kota", [Made("Keset", 2)], day(1), day(1), "Diantar pembuatnya", by_hand=True)
    told = [deed for span in day_by_day([one], NEEDED, HANDOVER) for deed in span.deeds]
    assert told[0] == Deed(Act.CARRY, "Gerai", "", 2, "Diantar pembuatnya")
