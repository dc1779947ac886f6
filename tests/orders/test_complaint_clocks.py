"""Silence in a complaint: who is told before, what happens then, and nothing before its time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import service as accounts
from app.base import clock
from app.base.errors import RuleBroken
from app.catalog.models import Variant
from app.orders.models import Resend
from app.orders.rules.complaint import ComplaintState, Outcome, Proposal
from app.orders.service import complaints
from app.regions import service as regions
from app.regions.models import AgencyKind
from tests.support import world
from tests.support.books import books, letters
from tests.support.complaints import (
    a_complaint,
    a_delivered_order,
    accepts,
    after,
    asks_mediator,
    clocks_at,
    order_of,
    silence_until,
)
from tests.support.ties import PIECES, differences, rows

RESEND, RETURN = Proposal(Outcome.RESEND), Proposal(Outcome.RETURN)
TEN = Proposal(Outcome.PART_REFUND, 10_000)
MOMENT = timedelta(microseconds=1)


@pytest.fixture(autouse=True)
def _everything_ties_out(db: Any) -> Iterator[None]:
    before = rows(PIECES)
    yield
    assert rows(PIECES) == before
    assert differences() == {}


@pytest.fixture
def seller(db: Any) -> Any:
    return world.actor(world.SELLER)


def test_the_sellers_silence_goes_to_the_mediator_on_time_and_not_before(seller: Any) -> None:
    complaint = a_complaint()
    clocks_at(after(days=2))
    before = books()
    clocks_at(after(days=3) - MOMENT)
    assert books() == before
    clocks_at(after(days=3))
    assert complaint.state is ComplaintState.MEDIATED
    assert complaint.mediator_id == world.actor(world.OFFICER).person_id
    assert complaint.due_at == after(days=8)


def test_the_job_that_runs_twice_does_it_once(seller: Any) -> None:
    a_complaint()
    clocks_at(after(days=3))
    before = books()
    clocks_at(after(days=3))
    assert books() == before


def test_an_offer_that_nobody_answers_counts_as_taken_after_a_letter(seller: Any) -> None:
    complaint = a_complaint()
    complaints.offer(seller, complaint.id, TEN, "Maaf, Bu.")
    told = len(letters())
    clocks_at(after(days=2) - MOMENT)
    assert len(letters()) == told
    clocks_at(after(days=2))
    clocks_at(after(days=2, hours=1))
    number = order_of(complaint).number
    assert letters()[told:] == [f"Keluhan pesanan {number}: waktunya hampir habis"]  # to her, and once
    clocks_at(after(days=3))
    assert complaint.state is ComplaintState.SETTLED
    assert rows("SELECT amount FROM refunds") == [(10_000,)]


def test_a_job_that_stood_still_gives_the_buyer_her_day_after_the_letter(seller: Any) -> None:
    complaint = a_complaint()
    complaints.offer(seller, complaint.id, TEN, "")
    clocks_at(after(days=9))
    clocks_at(after(days=10) - MOMENT)
    assert complaint.state is ComplaintState.OFFERED
    clocks_at(after(days=10))
    assert complaint.state is ComplaintState.SETTLED


def test_an_offer_that_can_no_longer_be_kept_goes_to_the_mediator(seller: Any, db: Any) -> None:
    complaint = a_complaint()
    day = after(days=9).date()
    complaints.offer(seller, complaint.id, Proposal(Outcome.RESEND, day=day), "")
    variant = world.variant_of(world.goods().ready).id
    db.execute(sa.update(Variant).where(Variant.id == variant).values(stock=0))
    db.execute(
        sa.text("UPDATE storefront_listings SET stock = 0 WHERE product_id = :p"),
        {"p": world.goods().ready.id},
    )
    before = rows(PIECES)
    silence_until(after(days=3))
    assert complaint.state is ComplaintState.MEDIATED
    assert rows(PIECES) == before
    db.execute(sa.update(Variant).where(Variant.id == variant).values(stock=8))
    db.execute(
        sa.text("UPDATE storefront_listings SET stock = 8 WHERE product_id = :p"),
        {"p": world.goods().ready.id},
    )


def test_who_does_not_answer_a_refusal_lets_it_rest(seller: Any) -> None:
    complaint = a_complaint()
    complaints.refuse(seller, complaint.id, "Waktu dikirim utuh.")
    silence_until(after(days=3))
    assert complaint.state is ComplaintState.LAPSED
    assert rows("SELECT count(*) FROM refunds") == [(0,)]


def test_a_mediator_who_is_late_is_reminded_and_stays_the_one_who_decides(seller: Any) -> None:
    complaint = a_complaint()
    complaints.refuse(seller, complaint.id, "Tidak.")
    asks_mediator(complaint)
    clocks_at(after(days=30))
    assert complaint.state is ComplaintState.MEDIATED
    assert letters()[-1].endswith("waktunya hampir habis")


def test_a_resend_without_news_counts_as_received(seller: Any, db: Any) -> None:
    complaint = a_complaint(wanted=RESEND)
    complaints.agree(seller, complaint.id)
    complaints.send(seller, complaint.id, courier="JNE", tracking="1")
    silence_until(after(days=14))
    assert complaint.state is ComplaintState.SETTLED
    assert db.get(Resend, complaint.id).received_at == after(days=14)


def test_goods_that_are_never_sent_back_are_not_paid(seller: Any) -> None:
    complaint = a_complaint(wanted=RETURN)
    complaints.agree(seller, complaint.id)
    silence_until(after(days=7))
    assert complaint.state is ComplaintState.LAPSED
    assert rows("SELECT count(*) FROM refunds") == [(0,)]


def test_a_maker_who_says_nothing_of_what_came_back_meets_the_mediator(seller: Any) -> None:
    complaint = a_complaint(wanted=RETURN)
    complaints.agree(seller, complaint.id)
    number = order_of(complaint).number
    buyer = world.actor(world.BUYER)
    complaints.send_back(number, complaint.id, buyer, None, courier="Diantar sendiri", tracking="")
    clocks_at(after(days=7))
    assert complaint.state is ComplaintState.MEDIATED
    with clock.at(after(days=8)):
        complaints.decide(world.actor(world.OFFICER), complaint.id, Proposal(Outcome.DROP), "Resinya ada.")
    assert complaint.state is ComplaintState.SETTLED


def test_who_is_not_on_time_finds_it_gone_on(seller: Any) -> None:
    complaint = a_complaint()
    complaints.offer(seller, complaint.id, TEN, "")
    silence_until(after(days=3))
    before = books()
    with pytest.raises(RuleBroken, match="Keadaannya sudah berubah"):
        accepts(complaint)
    with pytest.raises(RuleBroken, match="Keadaannya sudah berubah"):
        complaints.offer(seller, complaint.id, TEN, "")
    assert books() == before


def test_the_mediator_with_the_fewest_cases_is_asked(seller: Any, db: Any) -> None:
    boss = world.actor(world.ADMIN)
    agency = regions.make_agency(boss, name="Dinas Kedua", kind=AgencyKind.DINAS, region_code="36")
    second = accounts.make_person(boss, name="Petugas Kedua", identity=None)
    accounts.grant(boss, second.id, world.Role.OFFICER, region="36", agency_id=agency.id)
    asked = []
    for _ in range(2):
        complaint = a_complaint(a_delivered_order({world.goods().ready: 1}), photos=[])
        complaints.refuse(seller, complaint.id, "Tidak.")
        asks_mediator(complaint)
        asked.append(complaint.mediator_id)
    assert sorted(asked) == sorted([world.actor(world.OFFICER).person_id, second.id])


def test_a_region_without_officers_is_told_to_the_admin(seller: Any, db: Any) -> None:
    db.execute(
        sa.text("UPDATE role_grants SET ended_at = now() WHERE role = 'officer' AND region_code = '36.71'")
    )
    complaint = a_complaint()
    clocks_at(after(days=3))
    number = order_of(complaint).number
    assert (complaint.state, complaint.mediator_id) == (ComplaintState.MEDIATED, None)
    assert f"Keluhan pesanan {number} belum punya penengah" in letters()
