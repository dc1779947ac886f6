"""Pieces that fall away after paying: what goes back of goods, fee and days."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.money import Rupiah
from app.db.session import unit_of_work
from app.delivery.rules.rates import Tariff
from app.orders.models import Adjustment
from app.orders.rules.adjusting import AdjustmentKind, Loss, Standing, TooMany, freed, loss
from app.orders.service import adjusting
from app.payments.models import Refund
from tests.support import world
from tests.support.books import books, days_of, stock_of
from tests.support.orders import a_paid_order, parcels_of

TARIFF = Tariff(12_000, 6_000)
MAT, SNACK = Standing(1, 45_000, 600, 4), Standing(2, 15_000, 250, 2)


def test_of_the_fee_only_what_the_lighter_parcel_costs_less_goes_back() -> None:
    """2.9 kg count as three kilograms, 1.7 kg as two."""
    assert loss([MAT, SNACK], {1: 2}, TARIFF, 24_000) == Loss(Rupiah(90_000), Rupiah(6_000))
    assert loss([MAT, SNACK], {2: 1}, TARIFF, 24_000) == Loss(Rupiah(15_000), Rupiah(0))


def test_when_nothing_is_left_the_whole_fee_goes_back() -> None:
    assert loss([MAT, SNACK], {1: 4, 2: 2}, TARIFF, 24_000).amount == 4 * 45_000 + 2 * 15_000 + 24_000


def test_without_a_tariff_the_fee_stays_until_nothing_is_left() -> None:
    assert loss([MAT], {1: 3}, None, 10_000) == Loss(Rupiah(135_000), Rupiah(0))
    assert loss([MAT], {1: 4}, None, 10_000) == Loss(Rupiah(180_000), Rupiah(10_000))


@pytest.mark.parametrize("gone", [{1: 5}, {1: 0}, {1: -1}, {3: 1}])
def test_more_than_there_is_cannot_fall_away(gone: dict[int, int]) -> None:
    with pytest.raises(TooMany):
        loss([MAT, SNACK], gone, TARIFF, 24_000)


slots = st.dictionaries(st.dates(date(2026, 11, 23), date(2026, 12, 24)), st.integers(1, 20), max_size=8)


@settings(deadline=None, max_examples=200)
@given(slots, st.integers(0, 200))
def test_the_earliest_days_become_free_first(laid: dict[date, int], units: int) -> None:
    found = freed(laid.items(), units)
    assert sum(found.values()) == min(units, sum(laid.values()))
    kept = [day for day in laid if found.get(day, 0) < laid[day]]
    assert all(day <= min(kept, default=day) for day in found)
    assert all(found[day] == laid[day] for day in sorted(found)[:-1])


def test_pieces_days_and_money_go_back_for_what_fell_away(db: sa.orm.Session) -> None:
    things = world.goods()
    order = a_paid_order({things.ready: 3, things.made: 4})
    (parcel,) = parcels_of(order)
    ready, made = sorted(adjusting.lines_of(parcel), key=lambda line: not line.from_stock)
    with unit_of_work():
        adjusting.drop(parcel, {ready.id: 1, made.id: 3}, AdjustmentKind.SHORT, "Bahan habis.")
    monday = date(2026, 11, 23)
    assert stock_of(ready.variant_id) == 8
    assert days_of(things.made.line_id) == {(monday + timedelta(days=1)).isoformat(): 1}
    assert (ready.left, made.left) == (2, 1)
    found = db.execute(sa.select(Adjustment.goods, Adjustment.fee, Adjustment.pieces)).one()
    assert tuple(found) == (4 * 45_000, 12_000, [[ready.id, 1], [made.id, 3]])
    assert db.scalar(sa.select(Refund.amount)) == parcel.returned == 192_000


def test_money_alone_can_go_back_but_never_more_than_is_left(db: sa.orm.Session) -> None:
    (parcel,) = parcels_of(a_paid_order())
    with unit_of_work():
        adjusting.pay_back(parcel, 20_000, AdjustmentKind.COMPLAINT, "Tepinya lepas.")
    before = books()
    with pytest.raises(TooMany), db.begin_nested():
        adjusting.pay_back(parcel, parcel.total - 20_000 + 1, AdjustmentKind.COMPLAINT, "Lagi.")
    assert books() == before
    assert parcel.returned == 20_000
