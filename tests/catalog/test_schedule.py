"""Hands are shared, work in weeks of their own and are closed on some days; what was promised stays promised."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Closure, Product, ProductionLine, StorefrontListing
from app.catalog.queries import own, shop
from app.catalog.queries import schedule as queries
from app.catalog.queries.shop import Filters, Order
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import MONDAY_TO_SATURDAY, Pace, mask_of
from app.catalog.rules.schedule import MOST_CLOSURES, calendar_of
from app.catalog.service import drafts, goods, schedule
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.schedule import Schedule
from app.db.journal import JournalEntry
from app.sellers import queries as sellers
from tests.support import orders, world
from tests.support.books import days_of, journal

SUNDAY = world.SUNDAY.date()
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (SUNDAY + timedelta(days=count) for count in range(1, 5))


@pytest.fixture
def made(db: Any) -> Product:
    """Made two a day, Monday to Saturday."""
    return world.goods().made


def line_of(product: Product) -> int:
    line = own.line(own.product(product.id))
    assert line is not None
    return line.id


def arrange(product: Product, **changes: Any) -> None:
    values = {"name": "", "pace": Pace(2), "weekdays": MONDAY_TO_SATURDAY, "finish_days": 0} | changes
    schedule.arrange(world.actor(world.SELLER), line_of(product), Schedule(**values))


def close(first: date, last: date, *, line_id: int | None = None, who: str = world.SELLER) -> Closure:
    return schedule.close(world.actor(who), line_id=line_id, first=first, last=last, reason="Hajatan")


def share(product: Product, line_id: int, *, pace: Pace | None = None) -> None:
    """This product is made by that line from now on; without one, by hands of its own."""
    variant = world.variant_of(product)
    offered = VariantOffer(variant.id, variant.label, variant.price, variant.weight_g, 0)
    drafts.offer(
        world.actor(world.SELLER),
        product.slug,
        Offer(Supply.MADE, pace, [offered], None if pace else line_id),
    )


def ready_on(product: Product) -> date | None:
    """As the shop's card says."""
    there = shop.cards(None, Filters(), Order.NEWEST, None, 50)
    return next(card.ready_on for card in there if card.product_id == product.id)


def promised(product: Product, pieces: int = 1) -> date:
    """As placing an order promises."""
    return goods.take({world.variant_of(product).id: pieces})[0].ready_on


# -- the week --------------------------------------------------------------------------------------


def test_a_week_and_finishing_days_move_the_date_on_the_card_and_in_the_order(made: Product) -> None:
    assert ready_on(made) == MONDAY
    arrange(made, weekdays=mask_of([1, 3]), finish_days=1)
    assert ready_on(made) == THURSDAY
    assert promised(made, 3) == date(2026, 12, 1)
    assert days_of(line_of(made)) == {TUESDAY.isoformat(): 2, THURSDAY.isoformat(): 1}


def test_days_that_are_promised_already_stay_when_the_pace_changes(made: Product) -> None:
    assert promised(made, 3) == TUESDAY
    arrange(made, pace=Pace(1))
    assert days_of(line_of(made)) == {MONDAY.isoformat(): 2, TUESDAY.isoformat(): 1}
    assert promised(made) == WEDNESDAY


def test_the_journal_keeps_how_the_hands_worked_before(made: Product, db: Any) -> None:
    arrange(made, name="Teras", pace=Pace(5), finish_days=2)
    facts = db.scalar(sa.select(JournalEntry.facts).where(JournalEntry.what == "hands arranged"))
    assert facts["was"] == ["", 2, 1, 63, 0]
    assert journal("production_line", line_of(made)) == ["hands arranged"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"weekdays": 0}, "Pilih paling sedikit satu hari kerja."),
        ({"weekdays": 128}, "Pilih paling sedikit satu hari kerja."),
        ({"finish_days": 15}, "Hari penyelesaian antara 0 dan 14."),
    ],
)
def test_a_week_that_cannot_be_changes_nothing(
    made: Product, count: Any, db: Any, changes: dict[str, Any], sentence: str
) -> None:
    before = count(JournalEntry)
    with pytest.raises(RuleBroken, match=sentence):
        arrange(made, **changes)
    db.expire_all()
    line = own.line(own.product(made.id))
    assert line is not None
    assert (line.weekdays, line.finish_days, count(JournalEntry)) == (63, 0, before)


# -- shared hands ----------------------------------------------------------------------------------


def test_two_goods_of_the_same_hands_fill_the_same_days(made: Product) -> None:
    ready, line_id = world.goods().ready, line_of(made)
    share(ready, line_id)
    assert line_of(ready) == line_id
    assert ready_on(ready) == MONDAY
    first = goods.take({world.variant_of(made).id: 1, world.variant_of(ready).id: 2})
    assert sorted(one.ready_on for one in first) == [MONDAY, TUESDAY]
    assert days_of(line_id) == {MONDAY.isoformat(): 2, TUESDAY.isoformat(): 1}
    assert ready_on(made) == ready_on(ready) == TUESDAY
    assert promised(ready, 2) == WEDNESDAY


def test_shared_hands_are_arranged_for_all_their_goods_at_once(made: Product, db: Any) -> None:
    ready = world.goods().ready
    share(ready, line_of(made))
    arrange(made, name="Teras", pace=Pace(7), weekdays=mask_of(range(5)), finish_days=3)
    rows = db.execute(
        sa.select(StorefrontListing.per_day, StorefrontListing.weekdays, StorefrontListing.finish_days).where(
            StorefrontListing.product_id.in_([made.id, ready.id])
        )
    )
    assert [tuple(row) for row in rows] == [(7, 31, 3)] * 2


def test_hands_of_its_own_leave_the_shared_ones_as_they_are(made: Product, count: Any) -> None:
    ready, line_id = world.goods().ready, line_of(made)
    share(ready, line_id)
    promised(ready, 2)
    lines = count(ProductionLine)
    share(ready, line_id, pace=Pace(9))
    assert (line_of(ready) != line_id, count(ProductionLine)) == (True, lines + 1)
    assert ready_on(ready) == MONDAY
    assert days_of(line_id) == {MONDAY.isoformat(): 2}
    line = own.line(own.product(made.id))
    assert line is not None
    assert line.per_day == 2


def test_anothers_hands_are_not_there(made: Product, count: Any) -> None:
    neighbour = world.actor(world.OTHER_SELLER)
    theirs = line_of(world.an_approved_product(neighbour, name="Keset Tetangga", per_day=4))
    ready = world.goods().ready
    before = count(JournalEntry), count(Closure)
    with pytest.raises(NotFound):
        share(ready, theirs)
    with pytest.raises(NotFound):
        close(MONDAY, MONDAY, line_id=theirs)
    with pytest.raises(NotFound):
        schedule.arrange(world.actor(world.SELLER), theirs, Schedule("", Pace(1), 1, 0))
    assert (count(JournalEntry), count(Closure)) == before
    assert own.product(ready.id).supply is Supply.READY


# -- closures --------------------------------------------------------------------------------------


def test_a_closure_of_some_hands_moves_only_their_goods_and_hides_nothing(made: Product) -> None:
    close(MONDAY, TUESDAY, line_id=line_of(made))
    assert ready_on(made) == WEDNESDAY
    assert ready_on(world.goods().ready) == MONDAY
    assert promised(made) == WEDNESDAY


def test_when_all_hands_are_closed_nothing_is_packed_either(made: Product) -> None:
    close(MONDAY, TUESDAY)
    ready = world.goods().ready
    assert ready_on(made) == ready_on(ready) == WEDNESDAY
    assert promised(ready) == WEDNESDAY
    assert shop.is_on_show(ready.id, world.SUNDAY)


def test_a_closure_that_is_taken_back_gives_the_days_again(made: Product) -> None:
    planned = close(MONDAY, TUESDAY)
    schedule.reopen(world.actor(world.SELLER), planned.id)
    assert ready_on(made) == ready_on(world.goods().ready) == MONDAY
    assert journal("closure", planned.id) == ["closure planned", "closure taken back"]
    schedule.reopen(world.actor(world.SELLER), planned.id)
    assert journal("closure", planned.id) == ["closure planned", "closure taken back"]
    with pytest.raises(NotFound):
        schedule.reopen(world.actor(world.OTHER_SELLER), planned.id)


def test_what_was_promised_for_a_closure_keeps_its_day(made: Product) -> None:
    order = orders.a_paid_order({made: 3})
    close(MONDAY, TUESDAY, line_id=line_of(made))
    assert days_of(line_of(made)) == {MONDAY.isoformat(): 2, TUESDAY.isoformat(): 1}
    assert [one.ready_on for one in orders.parcels_of(order)] == [TUESDAY]
    assert ready_on(made) == WEDNESDAY


def test_who_is_closed_for_half_a_year_sells_nothing_and_says_so(made: Product) -> None:
    for months in range(3):
        first = MONDAY + timedelta(days=100 * months)
        close(first, first + timedelta(days=99))
    assert ready_on(made) is ready_on(world.goods().ready) is None
    with pytest.raises(RuleBroken, match="Keset Perca: pembuatnya tutup sampai setengah tahun ke depan"):
        promised(world.goods().ready)


REFUSED = [
    (TUESDAY, MONDAY, "Hari terakhir tutup ada sebelum hari pertamanya"),
    (date(2026, 11, 1), date(2026, 11, 21), "sudah lewat"),
    (MONDAY, MONDAY + timedelta(days=120), "Tutup paling lama 120 hari"),
    (date(1, 1, 1), date(9999, 12, 31), "Tutup paling lama 120 hari"),
]


@pytest.mark.parametrize(("first", "last", "sentence"), REFUSED)
def test_a_closure_that_cannot_be_changes_nothing(
    made: Product, count: Any, first: date, last: date, sentence: str
) -> None:
    before = count(Closure), count(JournalEntry)
    with pytest.raises(RuleBroken, match=sentence):
        close(first, last)
    assert (count(Closure), count(JournalEntry)) == before
    assert ready_on(made) == MONDAY


def test_there_are_not_more_closures_ahead_than_a_listing_carries(made: Product) -> None:
    for number in range(MOST_CLOSURES):
        day = MONDAY + timedelta(days=2 * number)
        close(day, day)
    with pytest.raises(RuleBroken, match="Sudah ada 30 hari tutup"):
        close(date(2027, 6, 1), date(2027, 6, 1))
    assert ready_on(made) == TUESDAY


# -- what the schedule shows -----------------------------------------------------------------------


def sheets() -> Sequence[queries.LineSheet]:
    return queries.lines(sellers.owned(world.actor(world.SELLER)))


def test_hands_are_called_after_their_first_good_until_they_have_a_name(made: Product) -> None:
    share(world.goods().ready, line_of(made))
    assert [(one.name, one.words, list(one.goods)) for one in sheets()] == [
        ("Keset Perca", "2 sehari, Senin–Sabtu", ["Keset Perca", "Keset Kepang"])
    ]
    arrange(made, name="Teras", weekdays=mask_of(range(5)))
    assert [(one.name, one.words) for one in sheets()] == [("Teras", "2 sehari, Senin–Jumat")]


def test_the_calendar_tells_what_is_taken_and_free_of_five_weeks(made: Product) -> None:
    promised(made, 3)
    close(THURSDAY, THURSDAY)
    weeks = calendar_of(sheets()[0].hands, SUNDAY)
    assert len(weeks) == 5
    assert (weeks[0].first, weeks[0].taken, weeks[0].free) == (MONDAY, 3, 7)
    assert [(one.taken, one.free, one.why) for one in weeks[0].days] == [
        (2, 0, ""),
        (1, 1, ""),
        (0, 2, ""),
        (0, 0, "tutup"),
        (0, 2, ""),
        (0, 2, ""),
        (0, 0, "bukan hari kerja"),
    ]
    christmas = next(day for week in weeks for day in week.days if day.day == date(2026, 12, 25))
    assert (christmas.free, christmas.why) == (0, "Kelahiran Yesus Kristus")
