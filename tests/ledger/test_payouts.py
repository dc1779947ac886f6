"""From receipt to her bank: money is free after the hold, paid out by hand in batches, and back in her balance when it bounces."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.states import MoveRefused
from app.db.session import unit_of_work
from app.ledger.models import PayoutBatch
from app.ledger.queries import bank
from app.ledger.queries import payouts as queries
from app.ledger.rules.payouts import BounceReason, Hindrance, NeedsProof, NobodyDue
from app.ledger.service import payouts as service
from app.media.models import Evidence
from app.media.rules.photo import BadPhoto
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, complaints, silence
from tests.support import world
from tests.support.answers import reach
from tests.support.books import books, journal, letters
from tests.support.complaints import a_complaint
from tests.support.ledger import journal as entries
from tests.support.ledger import journals
from tests.support.orders import a_paid_order, parcels_of
from tests.support.payouts import (
    FREE,
    TUESDAY,
    a_batch,
    admin,
    an_account,
    balances,
    bounces,
    pays,
    release,
    seller_id,
    sold,
)
from tests.support.ties import differences

NET = 102_000
"""Two mats at 45.000 and 12.000 for the way."""
SECOND = timedelta(seconds=1)


# -- release ------------------------------------------------------------------------------------


def test_money_waits_for_receipt_and_three_days_and_is_freed_once(db: Any) -> None:
    order = sold()
    (parcel,) = parcels_of(order)
    assert balances() == (NET, 0, 0, 0)
    assert release(FREE - SECOND) == 0
    assert balances() == (NET, 0, 0, 0)
    assert release(FREE) == 1
    assert balances() == (0, NET, 0, 0)
    assert entries(f"release:{parcel.id}") == [
        ("seller_pending", seller_id(), parcel.id, NET),
        ("seller_available", seller_id(), parcel.id, -NET),
    ]
    after = books()
    assert release(FREE + timedelta(days=9)) == 0
    assert books() == after
    assert differences() == {}


@pytest.mark.parametrize("state", ["accepted", "packed", "sent"])
def test_what_is_not_received_is_not_freed(db: Any, state: str) -> None:
    order = a_paid_order()
    reach(order, state)
    assert release(FREE + timedelta(days=60)) == 0
    assert balances() == (NET, 0, 0, 0)


def test_an_open_complaint_holds_it_and_only_what_is_left_is_freed(db: Any) -> None:
    order = sold()
    with clock.at(FREE - SECOND):
        complaint = a_complaint(order)
    assert release(FREE + timedelta(hours=1)) == 0
    with clock.at(FREE + timedelta(hours=2)):
        complaints.agree(world.actor(world.SELLER), complaint.id)  # 20.000 go back
    assert balances() == (NET - 20_000, 0, 0, 0)
    assert release(FREE + timedelta(hours=3)) == 1
    assert balances() == (0, NET - 20_000, 0, 0)
    assert differences() == {}


def test_silence_of_the_buyer_frees_it_too_in_the_end(db: Any) -> None:
    order = a_paid_order()
    reach(order, "sent")
    for days in (12, 16, 20):
        with clock.at(world.SUNDAY + timedelta(days=days)):
            silence.watch(clock.now())
    db.expire_all()
    assert parcels_of(order)[0].receipt_assumed
    assert release(world.SUNDAY + timedelta(days=25)) == 1
    assert balances() == (0, NET, 0, 0)


# -- batches ------------------------------------------------------------------------------------


def test_all_that_is_free_is_in_the_batch_and_nothing_twice(db: Any) -> None:
    an_account()
    sold()
    release()
    batch, (payout,) = a_batch()
    assert (payout.amount, payout.state, str(batch.payout_on)) == (NET, "made", "2026-12-01")
    assert balances() == (0, 0, NET, 0)
    before = books()
    with clock.at(TUESDAY), pytest.raises(NobodyDue, match="Tidak ada yang bisa dicairkan"):
        service.make_batch(admin())
    assert books() == before
    assert db.scalar(sa.select(sa.func.count()).select_from(PayoutBatch)) == 1


def test_a_paid_payout_has_proof_and_is_told_to_her(db: Any) -> None:
    an_account()
    sold()
    release()
    _, (payout,) = a_batch()
    pays(payout)
    assert balances() == (0, 0, 0, NET)
    assert (payout.state, payout.reference, payout.paid_at) == ("paid", "REF 1", TUESDAY)
    assert journal("payout", payout.id) == ["payout made", "payout paid"]
    assert letters()[-1] == "Rp102.000 sudah dicairkan"
    assert entries(f"payout-paid:{payout.id}") == [
        ("seller_payout", seller_id(), None, NET),
        ("collected", None, None, -NET),
    ]
    with pytest.raises(MoveRefused):
        pays(payout)
    assert differences() == {}


@pytest.mark.parametrize(
    ("reference", "proof", "refusal"),
    [
        ("", world.a_picture(400, 400), NeedsProof),
        ("REF", None, NeedsProof),
        ("REF", b"", NeedsProof),
        ("REF", b"%PDF-1.4 no picture", BadPhoto),
    ],
)
def test_nothing_is_paid_without_a_number_and_a_picture(
    db: Any, reference: str, proof: bytes | None, refusal: type[Exception]
) -> None:
    an_account()
    sold()
    release()
    _, (payout,) = a_batch()
    before = books()
    with pytest.raises(refusal):
        service.note_paid(admin(), payout.id, reference=reference, proof=proof)
    assert (balances(), books()) == ((0, 0, NET, 0), before)
    assert db.scalar(sa.select(sa.func.count()).select_from(Evidence)) == 0


@pytest.mark.parametrize("reason", list(BounceReason))
def test_what_bounces_is_hers_again_and_a_wrong_account_is_marked(db: Any, reason: BounceReason) -> None:
    account = an_account()
    sold()
    release()
    _, (payout,) = a_batch()
    bounces(payout, reason)
    assert balances() == (0, NET, 0, 0)
    blamed = reason is not BounceReason.BANK
    assert (account.bounced_at is not None) is blamed
    assert letters()[-1] == "Pencairan Rp102.000 dikembalikan bank"
    with clock.at(TUESDAY):
        (candidate,) = queries.candidates()
    assert candidate.why_not is (Hindrance.BOUNCED if blamed else None)
    assert differences() == {}


def test_a_payout_that_was_noted_as_paid_may_still_come_back(db: Any) -> None:
    an_account()
    sold()
    release()
    _, (payout,) = a_batch()
    pays(payout)
    bounces(payout, BounceReason.CLOSED)
    assert balances() == (0, NET, 0, 0)
    assert (payout.state, payout.reference) == ("bounced", "REF 1")
    assert journals()[-2:] == [f"payout-unpaid:{payout.id}", f"payout-bounced:{payout.id}"]
    assert differences() == {}
    with pytest.raises(MoveRefused):
        bounces(payout)


def test_an_account_stated_anew_after_a_bounce_is_paid_in_a_later_batch(db: Any) -> None:
    an_account()
    sold()
    release()
    _, (payout,) = a_batch()
    bounces(payout)
    with clock.at(TUESDAY):
        again = an_account()  # the same number: the bank was wrong, she says
        assert again.bounced_at is None
        assert bank.held(seller_id()) == again
        (candidate,) = queries.candidates()
    assert candidate.why_not is None
    _, (second,) = a_batch(TUESDAY + timedelta(days=3))
    assert (second.amount, second.bank_account_id) == (NET, again.id)
    assert balances() == (0, 0, NET, 0)


@pytest.mark.parametrize(
    ("prepare", "why"),
    [
        (lambda: None, Hindrance.NO_ACCOUNT),
        (lambda: _changed_a_day_before(), Hindrance.COOLING),
    ],
)
def test_who_has_no_account_or_a_fresh_one_waits(db: Any, prepare: Any, why: Hindrance) -> None:
    sold()
    release()
    prepare()
    with clock.at(TUESDAY):
        (candidate,) = queries.candidates()
        assert (candidate.available, candidate.why_not) == (NET, why)
        with pytest.raises(NobodyDue):
            service.make_batch(admin())
    assert balances() == (0, NET, 0, 0)


def _changed_a_day_before() -> None:
    an_account()
    with clock.at(TUESDAY - timedelta(hours=71)):
        an_account(number="9876543210")


def test_what_went_back_after_the_release_is_taken_from_the_next_sales(db: Any) -> None:
    an_account()
    first = sold({world.goods().ready: 1})
    release()
    _, (payout,) = a_batch()
    pays(payout)
    (parcel,) = parcels_of(first)
    with clock.at(TUESDAY), unit_of_work():
        adjusting.pay_back(parcel, 20_000, AdjustmentKind.COMPLAINT, "Tepinya lepas.")
    assert balances()[1] == -20_000
    with clock.at(TUESDAY):
        assert [one.why_not for one in queries.candidates()] == [Hindrance.OWES]
        order = sold({world.goods().ready: 1})
    later = TUESDAY + timedelta(days=3)
    assert release(later) == 1
    (second,) = parcels_of(order)
    assert balances()[1] == second.total - 20_000
    _, (next_one,) = a_batch(later)
    assert next_one.amount == second.total - 20_000
    assert differences() == {}
