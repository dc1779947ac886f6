"""Which batches an order's pieces come out of: taken oldest first, handed back freshest first, written down while packing."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.errors import RuleBroken
from app.catalog.models import Batch
from app.catalog.rules import batches as rules
from app.catalog.service import batches, goods
from app.db.session import db as flask_db
from app.db.session import unit_of_work
from app.orders.models import LineLot, OrderLine, Parcel
from app.orders.queries import lots as queries
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, parcels
from app.orders.service.lots import Mark, NotMarked
from tests.support import world
from tests.support.batches import FRESH, OLD, TODAY, a_batch, a_snack, lots_in, on_hand, two_batches
from tests.support.books import books, stock_of
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.ties import differences


def test_an_order_takes_the_oldest_and_an_unpaid_one_gives_all_back(db: Any) -> None:
    product, _, _ = two_batches(old=5, fresh=5)
    order = an_order({product: 7})
    assert lots_in(order.id) == {"B-BARU": 2, "B-LAMA": 5}
    assert on_hand() == {"B-BARU": (5, 3, 0), "B-LAMA": (5, 0, 0)}
    with clock.at(world.SUNDAY + timedelta(hours=2)):
        parcels.expire(order.id)
    assert lots_in(order.id) == {}
    assert on_hand() == {"B-BARU": (5, 5, 0), "B-LAMA": (5, 5, 0)}
    assert stock_of(world.variant_of(product).id) == 10
    assert differences() == {}


def test_what_falls_away_goes_back_freshest_first(db: Any) -> None:
    product, _, _ = two_batches(old=5, fresh=5)
    order = a_paid_order({product: 7})
    (parcel,) = parcels_of(order)
    (line,) = adjusting.lines_of(parcel)
    with unit_of_work():
        adjusting.drop(parcel, {line.id: 3}, AdjustmentKind.SHORT, "Bahan habis.")
    assert lots_in(order.id) == {"B-LAMA": 4}
    assert on_hand() == {"B-BARU": (5, 5, 0), "B-LAMA": (5, 1, 0)}
    assert differences() == {}


def test_pieces_sold_without_a_code_go_back_without_one(db: Any) -> None:
    product = a_snack(stock=2)
    order = a_paid_order({product: 2})
    a_batch(product, pieces=5)
    (parcel,) = parcels_of(order)
    parcels.decline(world.actor(world.SELLER), parcel.id, "Sakit.")
    assert (stock_of(world.variant_of(product).id), on_hand()) == (7, {"B1": (5, 5, 0)})
    assert differences() == {}


def test_food_that_was_made_for_an_order_gets_its_code_while_it_is_packed(db: Any, signed_in: Any) -> None:
    maker = world.actor(world.SELLER)
    facts = dict(world.SNACK, shelf_life=5)
    product = world.an_approved_product(
        maker, name="Kue Basah", category=world.Category.CAMILAN, facts=facts, per_day=9
    )
    order = a_paid_order({product: 3})
    (parcel,) = parcels_of(order)
    parcels.accept(maker, parcel.id)
    before = books()
    with pytest.raises(NotMarked), db.begin_nested():
        parcels.pack(maker, parcel.id)
    assert books() == before
    browser, path = signed_in(world.SELLER), f"/penjual/pesanan/{parcel.id}/kemas"
    (line,) = queries.unmarked(parcel.id)
    page = browser.get(path).text
    assert 'value="B221126"' in page
    assert 'value="2026-11-27"' in page
    code, day = f"code_{line.line_id}", f"best_before_{line.line_id}"
    refused = browser.send(path, **{code: "", day: "2026-11-27"})
    assert "Tulis kodenya, misalnya B221126." in refused.text
    browser.send(path, **{code: "KB-1", day: "2026-11-27"})
    assert lots_in(order.id) == {"KB-1": 3}
    assert on_hand() == {"KB-1": (3, 0, 0)}
    assert '3 kode <b class="num">KB-1</b>' in browser.get(f"/penjual/pesanan/{parcel.id}").text
    assert differences() == {}


def test_the_same_code_of_two_orders_is_one_batch_and_another_date_is_refused(db: Any) -> None:
    maker = world.actor(world.SELLER)
    product = a_snack(stock=9)
    days = (FRESH, FRESH, OLD)
    for number, day in enumerate(days):
        (parcel,) = parcels_of(a_paid_order({product: 2}))
        parcels.accept(maker, parcel.id)
        marks = {one.line_id: Mark("B1", day) for one in queries.unmarked(parcel.id)}
        if day is FRESH:
            parcels.pack(maker, parcel.id, marks)
            assert on_hand() == {"B1": (2 * (number + 1), 0, 0)}
            continue
        with pytest.raises(RuleBroken, match="Kode B1 sudah tercatat dengan tanggal"), db.begin_nested():
            parcels.pack(maker, parcel.id, marks)
    assert differences() == {}


deeds = st.lists(
    st.tuples(st.sampled_from(["add", "buy", "cancel", "part", "out", "loose", "recall", "day"]), st.integers(0, 40)),
    min_size=4, max_size=14,
)  # fmt: skip


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_after_any_history_every_piece_is_on_hand_withdrawn_or_in_one_order(
    db: Any, history: list[tuple[str, int]]
) -> None:
    """Through the services: batches are added, sold, handed back, spoilt, recalled, and days pass."""
    db.remove()
    here = db.get_bind().begin_nested()
    try:
        _live(history)
    finally:
        db.remove()
        here.rollback()


def _live(history: list[tuple[str, int]]) -> None:
    maker, product = world.actor(world.SELLER), a_snack(stock=3)
    variant = world.variant_of(product).id
    placed: list[Any] = []
    made: list[int] = []
    day = 0
    for step, (deed, number) in enumerate(history):
        with clock.at(world.SUNDAY + timedelta(days=day, minutes=step)):
            try:
                if deed == "add":
                    made.append(
                        a_batch(
                            product, f"B{step}", TODAY + timedelta(days=day + 20 + number), 1 + number % 7
                        ).id
                    )
                elif deed == "buy":
                    before = _sellable(variant)
                    placed.append(a_paid_order({product: 1 + number % 5}))
                    _check_oldest_first(before, placed[-1].id)
                elif deed == "cancel" and placed:
                    (parcel,) = parcels_of(placed.pop(number % len(placed)))
                    parcels.decline(maker, parcel.id, "Tidak jadi.")
                elif deed == "part" and placed:
                    (parcel,) = parcels_of(placed[number % len(placed)])
                    (line,) = adjusting.lines_of(parcel)
                    if line.left > 1:
                        with unit_of_work():
                            adjusting.drop(parcel, {line.id: 1}, AdjustmentKind.SHORT, "Kurang satu.")
                elif deed == "out" and made:
                    batches.take_out(maker, made[number % len(made)], 1 + number % 3)
                elif deed == "loose":
                    batches.count_loose(maker, product.slug, variant, there=number % 6, seen=2)
                elif deed == "recall" and made:
                    batches.recall(maker, made[number % len(made)], "Bocor.")
                elif deed == "day":
                    day += 1 + number // 4
            except (RuleBroken, goods.NotToBeHad):
                pass
            assert differences() == {}


def _sellable(variant: int) -> list[tuple[Any, int]]:
    """What may be sold now, the oldest first: date and batch."""
    row = goods.look([variant])[variant]
    today = clock.now().date()
    found = rules.on_sale(goods.batches.lots_of([variant])[variant], row.keep_days, today)
    return [(one.best_before, one.batch_id) for one in found]


def _check_oldest_first(before: list[tuple[Any, int]], order_id: int) -> None:
    """Whatever is older than the youngest batch that was sold from is sold out now."""
    used = flask_db.session.scalars(
        sa.select(LineLot.batch_id).join(OrderLine).join(Parcel).where(Parcel.order_id == order_id)
    ).all()
    days = {batch: day for day, batch in before}
    assert set(used) <= set(days)
    youngest = max((days[one] for one in used), default=date.min)
    older = [batch for batch, day in days.items() if day < youngest]
    left = flask_db.session.scalars(sa.select(Batch.on_hand).where(Batch.id.in_(older))).all()
    assert sum(left) == 0
