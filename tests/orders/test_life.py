"""The lives of orders, parcels and payments as tables: what may follow what, and what it does to goods and money."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.states import MoveRefused
from app.orders.rules.life import (
    ENDED,
    HOLDING,
    ORDER_LIFE,
    PARCEL_LIFE,
    PARCEL_MOVES,
    OrderMove,
    OrderState,
    ParcelMove,
    ParcelState,
    Share,
    effect_of,
    order_move_after,
)
from app.payments.rules import states as money
from app.payments.rules import troubles

PARCELS = st.lists(st.sampled_from(list(ParcelState)), min_size=1, max_size=5)


@pytest.mark.parametrize(
    ("life", "states", "moves", "begin"),
    [
        (ORDER_LIFE, OrderState, OrderMove, OrderState.PLACED),
        (PARCEL_LIFE, ParcelState, ParcelMove, ParcelState.WAITING),
        (money.LIFE, money.PaymentState, money.PaymentMove, money.PaymentState.OPENED),
    ],
)
def test_every_state_is_reached_and_every_other_move_is_refused(
    life: object, states: object, moves: object, begin: object
) -> None:
    reached, seen = [begin], {begin}
    while reached:
        state = reached.pop()
        for move in moves:  # type: ignore[attr-defined]
            if life.allows(state, move):  # type: ignore[attr-defined]
                after = life.after(state, move)  # type: ignore[attr-defined]
                reached += [] if after in seen else [after]
                seen.add(after)
            else:
                with pytest.raises(MoveRefused, match=r"^Keadaannya sudah berubah\. Muat ulang halaman ini"):
                    life.after(state, move)  # type: ignore[attr-defined]
    assert seen == set(states)  # type: ignore[call-overload]


def test_whatever_ends_in_its_makers_house_gives_its_goods_back() -> None:
    for (state, move), (after, effect) in PARCEL_MOVES.items():
        lost = after in (ParcelState.DECLINED, ParcelState.CANCELLED)
        kept = lost and state in HOLDING
        some = move in (ParcelMove.ACCEPT_PART, ParcelMove.HAND_OVER_PART)
        share = Share.WHOLE if kept or effect.takes else Share.PART if some else Share.NONE
        assert effect.stock is effect.capacity is share, (state, move)
        assert kept or not lost or (state, move) == (ParcelState.SENT, ParcelMove.GIVE_UP)


def test_money_goes_back_for_what_was_paid_and_declined_and_for_nothing_else() -> None:
    refunds = {state for (state, _), (_, effect) in PARCEL_MOVES.items() if effect.money is not Share.NONE}
    assert refunds == (HOLDING | {ParcelState.SENT}) - {ParcelState.WAITING}


REVIVED = (ParcelState.CANCELLED, ParcelMove.REVIVE)


def test_from_an_end_nothing_leads_on_but_late_money() -> None:
    assert {step for step in PARCEL_LIFE.table if step[0] in ENDED} == {REVIVED}
    assert {state for state, _ in PARCEL_LIFE.table} == set(ParcelState) - ENDED | {ParcelState.CANCELLED}
    running = {OrderState.PLACED, OrderState.AGREED, OrderState.PAID}
    assert {step for step in ORDER_LIFE.table if step[0] not in running} == {
        (OrderState.EXPIRED, OrderMove.REVIVE)
    }


def test_only_late_money_takes_goods_anew() -> None:
    assert {step for step, (_, effect) in PARCEL_MOVES.items() if effect.takes} == {REVIVED}


@pytest.mark.parametrize(
    ("state", "move"), [step for step in product(sorted(ENDED), ParcelMove) if step != REVIVED]
)
def test_an_ended_parcel_has_no_effects_left(state: ParcelState, move: ParcelMove) -> None:
    with pytest.raises(MoveRefused):
        effect_of(state, move)


@given(PARCELS)
@settings(deadline=None, max_examples=200)
def test_an_order_ends_when_its_last_parcel_has_ended(states: list[ParcelState]) -> None:
    move = order_move_after(states)
    assert (move is None) is any(state not in ENDED for state in states)
    if move is not None:
        assert (move is OrderMove.CLOSE) is (ParcelState.RECEIVED in states)
        assert ORDER_LIFE.allows(OrderState.PAID, move)


@pytest.mark.parametrize(
    ("amount", "currency", "right"),
    [
        (102_000, "idr", True),
        (102_000, "IDR", True),
        (101_999, "idr", False),
        (102_001, "idr", False),
        (-102_000, "idr", False),
        (102_000, "usd", False),
        (102_000, "idr/100", False),
        (102_000, "", False),
    ],
)
def test_money_is_right_to_the_rupiah_or_not_at_all(amount: int, currency: str, right: bool) -> None:
    assert (troubles.differing(102_000, amount, currency) is None) is right
