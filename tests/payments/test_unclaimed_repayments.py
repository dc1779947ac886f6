"""A buyer who does not say to where her money goes back is asked again, and officers of the seller's region come to see it."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.errors import NotFound
from app.payments.queries import repaying as queries
from app.payments.rules import repaying as rules
from app.payments.service import repaying
from tests.support import world
from tests.support.books import books, journal, letters
from tests.support.pages import PageClient
from tests.support.proofs import a_paid_payment, after, order_of, owed, tell_target
from tests.support.ties import differences, rows

HOURS = (71, 72, 100, 167, 168, 300, 335, 336, 500)


def watched(*hours: float) -> dict[float, int]:
    """How many were told at each of these hours after the maker has declined."""
    told = {}
    for hour in hours:
        with clock.at(after(hours=hour)):
            told[hour] = repaying.watch(clock.now())
    return told


def test_she_is_asked_again_after_three_and_seven_days_and_officers_are_told_after_fourteen(db: Any) -> None:
    payment = a_paid_payment()
    refund = owed(payment)
    before, number = len(letters()), order_of(payment).number
    assert watched(*HOURS) == {71: 0, 72: 1, 100: 0, 167: 0, 168: 1, 300: 0, 335: 0, 336: 1, 500: 0}
    again = f"Rp102.000 dari pesanan {number} masih menunggu rekening Anda"
    assert letters()[before:] == [again, again, "Pembeli belum menulis ke mana Rp102.000 kembali"]
    assert journal("refund", refund.id) == ["repayment asked again"] * 2 + ["repayment unclaimed"]


def test_the_last_letter_says_that_somebody_will_help(db: Any) -> None:
    owed()
    watched(72, 168)
    said = [
        body for (body,) in rows("SELECT body FROM notices WHERE subject LIKE '%masih menunggu%' ORDER BY id")
    ]
    assert ["petugas dinas ikut membantu" in body for body in said] == [False, True]


def test_what_was_missed_while_nobody_watched_is_one_letter_and_not_two(db: Any) -> None:
    owed()
    before = len(letters())
    assert watched(200, 201) == {200: 1, 201: 0}
    assert len(letters()) == before + 1
    assert rows("SELECT asked_again, asked_again_at FROM repayments") == [(2, after(hours=200))]


def test_who_has_said_to_where_is_not_asked(db: Any) -> None:
    refund = owed()
    with clock.at(after(hours=73)):
        repaying.watch(clock.now())
        tell_target(refund)
    assert rows("SELECT due_at FROM repayments") == [(after(hours=73 + 72),)]
    before = len(letters())
    watched(*(hour for hour in HOURS if hour > 73))
    assert not [one for one in letters()[before:] if "rekening" in one or "menulis" in one]


def test_the_money_is_never_dropped(db: Any) -> None:
    refund = owed()
    kept = differences(), rows("SELECT state, amount FROM refunds")
    watched(*HOURS, 24 * 400)
    assert (differences(), rows("SELECT state, amount FROM refunds")) == kept == ({}, [("waiting", 102_000)])
    with clock.at(after(days=401)):
        tell_target(refund)
        assert queries.owed(refund.id).repayment.due_at == after(days=404)
        assert queries.unclaimed_in(world.actor(world.OFFICER), 10) == []


def test_only_officers_of_the_sellers_region_see_it_and_only_from_the_fourteenth_day(db: Any) -> None:
    refund = owed()
    near, far = world.actor(world.OFFICER), world.actor(world.OTHER_OFFICER)
    for hours, seen in ((335, []), (336, [refund.id])):
        with clock.at(after(hours=hours)):
            assert [one.refund.id for one in queries.unclaimed_in(near, 10)] == seen
            assert queries.unclaimed_in(far, 10) == []


def test_opening_it_is_journalled_and_refused_to_everybody_else(db: Any) -> None:
    refund = owed()
    before = books()
    for who, hours in ((world.OFFICER, 335), (world.OTHER_OFFICER, 400)):
        with clock.at(after(hours=hours)), pytest.raises(NotFound):
            repaying.note_reading_unclaimed(world.actor(who), refund.id)
    assert books() == before
    with clock.at(after(hours=336)):
        repaying.note_reading_unclaimed(world.actor(world.OFFICER), refund.id)
    assert journal("refund", refund.id) == ["unclaimed repayment read"]


def test_the_officer_finds_whom_to_call(signed_in: Any) -> None:
    refund = owed()
    with clock.at(after(days=14)):
        officer: PageClient = signed_in(world.OFFICER)
        listed = officer.get("/dinas/uang").text
        opened = officer.get(f"/dinas/uang/kembali/{refund.id}/rekening").text
    assert f'href="/dinas/uang/kembali/{refund.id}/rekening"' in listed
    assert "Rp102.000 menunggu rekening pembeli" in opened
    assert 'href="tel:+6281200001005"' in opened


def test_the_database_ties_the_letters_to_their_moment(db: Any) -> None:
    owed()
    for change in ("asked_again = 1", "asked_again = 3, asked_again_at = now()", "unclaimed_at = now()"):
        with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
            db.execute(sa.text(f"UPDATE repayments SET {change}"))  # noqa: S608 - words of this test
    assert rows("SELECT asked_again, asked_again_at, unclaimed_at FROM repayments") == [(0, None, None)]


@settings(deadline=None, max_examples=60)
@given(st.integers(min_value=0, max_value=24 * 60 * 30))
def test_the_letters_due_never_become_fewer_and_are_two_at_most(minutes: int) -> None:
    begun, now, later = after(hours=0), after(minutes=minutes), after(minutes=minutes + 1)
    assert 0 <= rules.asks_due(begun, now) <= rules.asks_due(begun, later) <= 2
