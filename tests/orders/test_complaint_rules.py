"""The rules of complaints from values alone: when, for what, how much, and the table of moves with its effects."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.states import MoveRefused
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import (
    ENDED,
    LIFE,
    MOVES,
    NEGOTIATING,
    SILENCE,
    TURN,
    BadClaim,
    Claimable,
    ComplaintKind,
    ComplaintMove,
    ComplaintState,
    Outcome,
    Proposal,
    Standing,
)
from app.orders.rules.life import ParcelState
from app.orders.rules.log import WORDS, Party

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
DAMAGED, WRONG, MISSING, LATE = ComplaintKind
JAKARTA, JAYAPURA = "36.71.01.1008", "91.71.01.1001"


def parcel(state: ParcelState, *, arrives: int = 0, ready: int = 0, **facts: object) -> Standing:
    """A parcel whose days lie so many days from 22 November."""
    given: dict[str, object] = {
        "received_at": None,
        "region": JAKARTA,
        "food": False,
        "now": NOON,
        **facts,
    }
    day = date(2026, 11, 22)
    return Standing(state, day + timedelta(days=ready), day + timedelta(days=arrives), **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("standing", "open_kinds"),
    [
        (parcel(ParcelState.TO_ANSWER, ready=-3), []),
        (parcel(ParcelState.ACCEPTED), []),
        (parcel(ParcelState.ACCEPTED, ready=-1), [LATE]),
        (parcel(ParcelState.PACKED, ready=-1), [LATE]),
        (parcel(ParcelState.SENT), [DAMAGED, WRONG]),
        (parcel(ParcelState.SENT, arrives=-1), [DAMAGED, WRONG, MISSING, LATE]),
        (parcel(ParcelState.RECEIVED, received_at=NOON), [DAMAGED, WRONG, MISSING]),
        (parcel(ParcelState.RECEIVED, received_at=NOON, arrives=-1), [DAMAGED, WRONG, MISSING, LATE]),
        (parcel(ParcelState.DECLINED, ready=-9, arrives=-9), []),
        (parcel(ParcelState.CANCELLED, ready=-9, arrives=-9), []),
    ],
)
def test_one_may_complain_of_what_can_be_known_by_now(
    standing: Standing, open_kinds: list[ComplaintKind]
) -> None:
    assert rules.kinds(standing) == open_kinds


def test_the_day_after_the_promise_is_counted_where_the_buyer_lives() -> None:
    """At 16.30 UTC it is still the 22nd in Jakarta, and already the 23rd in Jayapura."""
    evening = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    west = parcel(ParcelState.SENT, now=evening)
    east = parcel(ParcelState.SENT, now=evening, region=JAYAPURA)
    assert LATE not in rules.kinds(west)
    assert LATE in rules.kinds(east)


@pytest.mark.parametrize(("food", "days"), [(False, 7), (True, 3)])
def test_damage_can_be_told_seven_days_and_of_food_three(food: bool, days: int) -> None:
    edge = NOON + timedelta(days=days)
    for now, may in ((edge, True), (edge + timedelta(microseconds=1), False)):
        standing = parcel(ParcelState.RECEIVED, received_at=NOON, food=food, now=now)
        assert (DAMAGED in rules.kinds(standing)) is may
        assert (MISSING in rules.kinds(standing)) is (may or food)


def test_food_is_never_wished_back_and_what_never_came_cannot_be() -> None:
    for kind in ComplaintKind:
        for state in (ParcelState.SENT, ParcelState.RECEIVED):
            assert Outcome.RETURN not in rules.wishes(kind, state, food=True)
    assert rules.wishes(MISSING, ParcelState.RECEIVED, food=False) == [Outcome.RESEND, Outcome.DROP]
    assert rules.wishes(LATE, ParcelState.ACCEPTED, food=False) == [Outcome.PART_REFUND, Outcome.DROP]
    assert rules.possible(ParcelState.PACKED, food=False) == [Outcome.PART_REFUND, Outcome.DROP]


LINES = [Claimable(1, 45_000, 2), Claimable(2, 15_000, 0)]
HAVING = parcel(ParcelState.RECEIVED, received_at=NOON)


@pytest.mark.parametrize(
    ("kind", "wanted", "pieces", "field", "sentence"),
    [
        (LATE, Proposal(Outcome.PART_REFUND, 1), {1: 1}, "kind", "belum bisa, atau sudah lewat"),
        (DAMAGED, Proposal(Outcome.RETURN), {}, "pieces", "Isi jumlahnya"),
        (DAMAGED, Proposal(Outcome.RETURN), {1: 3}, "pieces", "lebih dari yang dipesan"),
        (DAMAGED, Proposal(Outcome.RETURN), {1: 10**9}, "pieces", "lebih dari yang dipesan"),
        (DAMAGED, Proposal(Outcome.RETURN), {1: -1}, "pieces", "lebih dari yang dipesan"),
        (DAMAGED, Proposal(Outcome.RETURN), {2: 1}, "pieces", "masih ada di keluhan lain"),
        (DAMAGED, Proposal(Outcome.RETURN), {77: 1}, "pieces", "lebih dari yang dipesan"),
        (MISSING, Proposal(Outcome.RETURN), {1: 1}, "wanted", "kirim ulang, uang kembali"),
        (DAMAGED, Proposal(Outcome.PART_REFUND), {1: 1}, "amount", "Tulis berapa rupiah"),
        (DAMAGED, Proposal(Outcome.PART_REFUND, 45_001), {1: 1}, "amount", r"Paling banyak Rp45\.000"),
    ],
)
def test_a_claim_that_does_not_fit_is_told_where(
    kind: ComplaintKind, wanted: Proposal, pieces: dict[int, int], field: str, sentence: str
) -> None:
    with pytest.raises(BadClaim, match=sentence) as refusal:
        rules.check_claim(kind, wanted, pieces, LINES, HAVING, 102_000)
    assert refusal.value.field == field


@given(st.integers(1, 500_000), st.integers(0, 500_000), st.integers(0, 500_000))
@settings(deadline=None, max_examples=200)
def test_a_part_refund_is_never_more_than_its_pieces_cost_nor_than_is_left(
    amount: int, cost: int, left: int
) -> None:
    try:
        rules.check_amount(Proposal(Outcome.PART_REFUND, amount), cost, left)
    except BadClaim:
        assert amount > min(cost, left)
    else:
        assert amount <= min(cost, left)


# -- the table ----------------------------------------------------------------------------------


def test_every_state_is_reached_and_every_other_move_is_refused() -> None:
    reached, seen = [ComplaintState.OPENED], {ComplaintState.OPENED}
    while reached:
        state = reached.pop()
        for move in ComplaintMove:
            if LIFE.allows(state, move):
                after = LIFE.after(state, move)
                reached += [] if after in seen else [after]
                seen.add(after)
            else:
                with pytest.raises(MoveRefused):
                    rules.effect_of(state, move)
    assert seen == set(ComplaintState)


def test_from_an_end_nothing_leads_on_and_everything_else_is_somebodys_turn() -> None:
    assert {state for state, _ in LIFE.table} == set(ComplaintState) - ENDED
    assert set(TURN) == set(ComplaintState) - ENDED


def test_every_state_has_a_clock_and_something_that_happens_when_it_runs_out() -> None:
    for state in ComplaintState:
        due = rules.due_at(state, NOON, date(2026, 11, 30), JAKARTA)
        assert (due is None) is (state in ENDED)
        assert due is None or due > NOON
    assert set(SILENCE) == set(TURN) - {ComplaintState.OFFERED, ComplaintState.MEDIATED}
    assert all(LIFE.allows(state, move) for state, move in SILENCE.items())
    assert TURN[ComplaintState.MEDIATED] is Party.OFFICER


def test_a_promised_day_ends_at_midnight_of_the_makers_region() -> None:
    due = rules.due_at(ComplaintState.RESENDING, NOON, date(2026, 11, 30), JAYAPURA)
    assert due == datetime(2026, 11, 30, 15, 0, tzinfo=UTC)


def test_money_and_goods_move_only_by_the_moves_that_say_so() -> None:
    doing = {(state, move): effect for (state, move), (_, effect) in MOVES.items()}
    moves = lambda name: {move for (_, move), effect in doing.items() if getattr(effect, name)}  # noqa: E731
    assert moves("pays") == {ComplaintMove.PART_REFUND}
    assert moves("drops") == {ComplaintMove.DROP, ComplaintMove.TAKE_BACK}
    assert moves("takes") == {ComplaintMove.RESEND}
    assert {key for key, effect in doing.items() if effect.frees} == {
        (ComplaintState.RESENDING, ComplaintMove.ESCALATE)
    }


def test_a_return_is_paid_only_when_the_goods_are_back() -> None:
    for state in NEGOTIATING:
        assert MOVES[state, ComplaintMove.RETURN] == (ComplaintState.RETURNING, rules.NOTHING)
    assert MOVES[ComplaintState.SENT_BACK, ComplaintMove.TAKE_BACK][1].drops


def test_the_buyer_may_withdraw_until_there_is_an_outcome() -> None:
    withdraws = {state for state, move in LIFE.table if move is ComplaintMove.WITHDRAW}
    assert withdraws == {*NEGOTIATING, ComplaintState.RETURNING}


def test_every_step_has_its_sentence_in_the_log() -> None:
    assert {f"complaint_{move.value}" for move in ComplaintMove} == {
        word for word in WORDS if word.startswith("complaint_")
    }


def test_every_turn_says_what_comes_next_and_an_end_says_nothing() -> None:
    for state in ComplaintState:
        said = rules.next_step(state, maker="Rumah Perca", mediator="Ratna", due="Rab, 25 Nov 10.00 WIB")
        assert (said is None) is (state in ENDED)
        assert said is None or "Rab, 25 Nov 10.00 WIB" in said
