"""A part that is not at its post on its day: the buyer is asked once, and her choice, or her silence, is carried out."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.base.errors import NotFound
from app.orders.models import Consolidation, Parcel
from app.orders.rules import hub as rules
from app.orders.rules.hub import HubState, HubWay, LateAnswer
from app.orders.rules.life import OrderState, ParcelState
from app.orders.rules.log import Party
from app.orders.service import delaying, late, parcels
from app.orders.service import hub as service
from tests.support import hub, ties, world
from tests.support.books import books, letters, stock_of

LATE = hub.after_three()
TUESDAY, THURSDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 26), date(2026, 11, 27)
THREE_LATER = date(2026, 11, 26)  # Monday and three working days


@pytest.fixture
def whole(db: Any) -> Any:
    """The neighbour's mat is at the post, the world's own gerai is late, and the buyer was asked on Monday afternoon."""
    _, found = hub.through_a_post()
    hub.accept_all(found)
    hub.check_in(found, hub.parts_of(found)[1])
    with clock.at(LATE):
        assert late.watch() == 1
    return hub.whole_of(hub.order_of(found))


def says(whole: Consolidation, choice: LateAnswer, until: str = "2026-11-26") -> None:
    with clock.at(LATE + timedelta(hours=1)):
        late.answer(hub.order_of(whole).number, world.actor(world.BUYER), None, choice, until)


def now(whole: Consolidation) -> tuple[Consolidation, Parcel, Parcel]:
    mine, other = hub.parts_of(whole)
    return hub.whole_of(hub.order_of(whole)), mine, other


def test_nobody_is_asked_before_three_on_the_day_nor_twice(db: Any) -> None:
    _, found = hub.through_a_post()
    hub.accept_all(found)
    with clock.at(LATE - timedelta(minutes=2)):
        assert late.watch() == 0
    with clock.at(LATE):
        assert late.watch() == 1
    before = books()
    with clock.at(LATE + timedelta(minutes=15)):
        assert late.watch() == 0
    assert books() == before


def test_the_buyer_is_told_days_and_rupiah_of_every_choice(whole: Any) -> None:
    with clock.at(LATE):
        asked = hub.asked(whole)
    assert asked is not None
    assert (asked.makers, asked.until, asked.answer_by) == (
        ["Rumah Perca"],
        THREE_LATER,
        LATE + timedelta(hours=24),
    )
    assert (asked.if_waits, asked.rest_arrives, asked.late_arrives) == (
        date(2026, 11, 30), THURSDAY, date(2026, 11, 28),
    )  # fmt: skip
    assert asked.refund == 90_000 + 6_000
    number = hub.order_of(whole).number
    assert f"Pesanan {number}: ada bagian yang belum sampai di posko" in letters()
    assert f"Pesanan {number} ditunggu di Posko PKK Uji" in letters()


def test_what_its_maker_says_she_brought_has_a_working_day_to_be_seen(db: Any) -> None:
    _, found = hub.through_a_post()
    hub.accept_all(found)
    mine, other = hub.parts_of(found)
    hub.check_in(found, other)
    service.say_brought(hub.maker_of(mine), mine.id)
    with clock.at(LATE):
        assert late.watch() == 0
    with clock.at(LATE + timedelta(days=1)):
        assert late.watch() == 1


def test_waiting_moves_the_whole_to_the_day_that_she_was_shown(whole: Any) -> None:
    says(whole, LateAnswer.WAIT)
    row, mine, other = now(whole)
    assert (row.answer, row.answered_by, row.state) == (LateAnswer.WAIT, Party.BUYER, HubState.GATHERING)
    assert (row.bring_by, row.ready_on, row.arrives_on) == (THREE_LATER, FRIDAY, date(2026, 11, 30))
    assert (row.promised_on, mine.ready_on, mine.promised_on) == (TUESDAY, THREE_LATER, date(2026, 11, 23))
    assert {mine.arrives_on, other.arrives_on} == {row.arrives_on}
    assert hub.check_in(whole, mine)
    assert now(whole)[0].state is HubState.COMPLETE
    assert ties.differences() == {}


def test_after_waiting_in_vain_what_is_there_goes_without_asking_again(whole: Any) -> None:
    says(whole, LateAnswer.WAIT)
    with clock.at(LATE + timedelta(days=2)):
        assert late.watch() == 0
    with clock.at(LATE + timedelta(days=3)):
        assert late.watch() == 1
    row, mine, _ = now(whole)
    assert (row.state, row.answer, mine.consolidation_id) == (HubState.COMPLETE, LateAnswer.WAIT, None)
    assert ties.differences() == {}


def test_without_it_the_rest_goes_and_the_late_maker_sends_hers_for_nothing_more(whole: Any) -> None:
    says(whole, LateAnswer.WITHOUT)
    row, mine, other = now(whole)
    assert (row.state, row.fee, row.returned) == (HubState.COMPLETE, 20_000, 0)
    assert (mine.consolidation_id, mine.way, mine.fee, mine.zone) == (None, "gerai", 0, "city")
    assert (mine.state, mine.ready_on, mine.arrives_on) == (
        ParcelState.ACCEPTED,
        THREE_LATER,
        date(2026, 11, 28),
    )
    assert (other.state, other.arrives_on) == (ParcelState.AT_POST, THURSDAY)
    number = hub.order_of(whole).number
    assert letters()[-2:] == [
        f"Pesanan {number}: kirim bagian Ibu langsung ke pembeli",
        "Bagian Rumah Perca menyusul",
    ]
    parcels.pack(hub.maker_of(mine), mine.id)
    parcels.send(hub.maker_of(mine), mine.id, courier="JNE", tracking="1")
    assert ties.differences() == {}


def test_the_money_of_the_late_part_goes_back_and_its_goods_to_the_shelf(whole: Any) -> None:
    shelf = stock_of(world.variant_of(world.goods().ready).id)
    says(whole, LateAnswer.REFUND)
    row, mine, _ = now(whole)
    assert (mine.state, mine.returned, row.returned, row.state) == (
        ParcelState.DECLINED, 90_000, 6_000, HubState.COMPLETE,
    )  # fmt: skip
    assert stock_of(world.variant_of(world.goods().ready).id) == shelf + 2
    assert hub.order_of(whole).state is OrderState.PAID
    assert ties.differences() == {}


def test_who_says_nothing_waits_until_the_promised_day_then_what_is_there_goes(whole: Any) -> None:
    """She had her twenty-four hours, and what is there keeps its day; nothing that cannot be undone was done."""
    with clock.at(LATE + timedelta(hours=23, minutes=59)):
        assert late.watch() == 0
    with clock.at(LATE + timedelta(hours=24)):
        assert late.watch() == 1
    row, mine, _ = now(whole)
    assert (row.answer, row.answered_by, row.state) == (LateAnswer.WITHOUT, Party.GERAI, HubState.COMPLETE)
    assert (row.ready_on, mine.consolidation_id) == (TUESDAY, None)
    assert ties.differences() == {}


def test_what_comes_while_she_thinks_ends_the_question(whole: Any, db: Any) -> None:
    mine = hub.parts_of(whole)[0]
    assert hub.check_in(whole, mine)
    assert hub.asked(whole) is None
    before = books()
    for choice in LateAnswer:
        with pytest.raises(rules.NothingAsked), db.begin_nested():
            says(whole, choice)
    assert books() == before


def test_her_choice_counts_once(whole: Any, db: Any) -> None:
    says(whole, LateAnswer.WAIT)
    before = books()
    with pytest.raises(rules.NothingAsked), db.begin_nested():
        says(whole, LateAnswer.REFUND)
    assert books() == before


def test_a_day_that_the_maker_changed_meanwhile_is_shown_first(whole: Any, db: Any) -> None:
    mine = hub.parts_of(whole)[0]
    with clock.at(LATE):
        late.propose(hub.maker_of(mine), mine.id, FRIDAY)
    before = books()
    for choice in (LateAnswer.WAIT, LateAnswer.WITHOUT):
        with pytest.raises(rules.DayChanged), db.begin_nested():
            says(whole, choice)
    assert books() == before
    says(whole, LateAnswer.WAIT, FRIDAY.isoformat())
    assert now(whole)[0].bring_by == FRIDAY


@pytest.mark.parametrize("days", [-1, 0, 15, 400])
def test_a_day_that_cannot_be_meant_is_refused(whole: Any, db: Any, days: int) -> None:
    mine = hub.parts_of(whole)[0]
    before = books()
    with clock.at(LATE), pytest.raises(rules.BadDay), db.begin_nested():
        late.propose(hub.maker_of(mine), mine.id, LATE.date() + timedelta(days=days))
    assert books() == before


def test_when_nothing_at_all_is_there_the_one_fee_goes_back(db: Any) -> None:
    _, found = hub.through_a_post()
    hub.accept_all(found)
    with clock.at(LATE):
        late.watch()
    says(found, LateAnswer.WITHOUT)
    row, mine, other = now(found)
    assert (row.state, row.returned, row.fee) == (HubState.CANCELLED, 20_000, 20_000)
    assert (mine.consolidation_id, other.consolidation_id) == (None, None)
    assert ties.differences() == {}


def test_all_late_parts_refunded_end_the_order(db: Any) -> None:
    _, found = hub.through_a_post(way=HubWay.PICKUP)
    with clock.at(LATE):
        late.watch()
    says(found, LateAnswer.REFUND)
    row, mine, other = now(found)
    assert {mine.state, other.state} == {ParcelState.DECLINED}
    assert (row.state, row.returned, hub.order_of(found).state) == (
        HubState.CANCELLED,
        2_000,
        OrderState.CANCELLED,
    )
    assert ties.differences() == {}


def test_only_the_buyer_answers(whole: Any, db: Any) -> None:
    number, before = hub.order_of(whole).number, books()
    for who in (None, world.actor(world.SELLER), world.actor(world.CURATOR)):
        with pytest.raises(NotFound), db.begin_nested():
            late.answer(number, who, "wrong", LateAnswer.REFUND, "")
    assert books() == before


def test_a_later_day_that_she_agreed_to_before_is_a_later_day_of_the_whole(db: Any) -> None:
    _, found = hub.through_a_post()
    hub.accept_all(found)
    mine, _ = hub.parts_of(found)
    delaying.ask(hub.maker_of(mine), mine.id, FRIDAY, "Kainnya terlambat datang.")
    delaying.agree(hub.order_of(found).number, mine.id, world.actor(world.BUYER), None)
    row, mine, other = now(found)
    assert (row.bring_by, row.ready_on, row.state) == (FRIDAY, date(2026, 11, 28), HubState.GATHERING)
    assert {mine.arrives_on, other.arrives_on} == {row.arrives_on}
    with clock.at(LATE):
        assert late.watch() == 0
    assert ties.differences() == {}
