"""What each end of a complaint does to goods, hands and money: everything ties out, and a refusal changes nothing."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.orders.models import Adjustment, GoodsReturn, Parcel, Resend, ResendGoods
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.complaint import ComplaintKind, ComplaintState, Outcome, Proposal
from app.orders.service import adjusting, complaints, parcels
from app.orders.service.complaints import OfferChanged
from app.orders.service.remedies import NothingLeft
from app.orders.service.resending import CannotResend
from tests.support import world
from tests.support.batches import lots_in, on_hand, two_batches
from tests.support.books import books, days_of, journal, stock_of
from tests.support.complaints import (
    TWENTY,
    a_complaint,
    a_delivered_order,
    accepts,
    after,
    asks_mediator,
    on_its_way,
    order_of,
)
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import PIECES, differences, rows

RESEND, RETURN, DROP = Proposal(Outcome.RESEND), Proposal(Outcome.RETURN), Proposal(Outcome.DROP)


@pytest.fixture(autouse=True)
def _everything_ties_out(db: Any) -> Iterator[None]:
    """Whatever a test does: no piece is made or lost, and books, states and journal agree."""
    before = rows(PIECES)
    yield
    assert [row for row in rows(PIECES) if row[0] in {one for one, _ in before}] == before
    assert differences() == {}


@pytest.fixture
def seller(db: Any) -> Any:
    return world.actor(world.SELLER)


def refunds() -> list[int]:
    return [one for (one,) in rows("SELECT amount FROM refunds ORDER BY id")]


def parcel_of(complaint: Any) -> Parcel:
    return parcels_of(order_of(complaint))[0]


def test_an_agreed_part_refund_goes_back_and_the_goods_stay(seller: Any) -> None:
    complaint = a_complaint()
    complaints.agree(seller, complaint.id)
    assert (complaint.state, complaint.due_at) == (ComplaintState.SETTLED, None)
    assert refunds() == [20_000] and parcel_of(complaint).returned == 20_000
    assert [line.left for line in adjusting.lines_of(parcel_of(complaint))] == [2]
    assert journal("complaint", complaint.id) == ["complaint open", "complaint part_refund"]


def test_what_is_sent_again_is_taken_from_the_shelf_and_promised_for_a_day(seller: Any, db: Any) -> None:
    complaint = a_complaint(wanted=RESEND)
    variant = world.variant_of(world.goods().ready).id
    assert stock_of(variant) == 8
    complaints.agree(seller, complaint.id)
    assert stock_of(variant) == 7
    resend = db.get(Resend, complaint.id)
    assert (complaint.state, resend.promised_on) == (ComplaintState.RESENDING, date(2026, 11, 23))
    complaints.send(seller, complaint.id, courier="JNE", tracking="JNE777")
    assert (complaint.state, resend.tracking) == (ComplaintState.RESENT, "JNE777")
    complaints.receive(order_of(complaint).number, complaint.id, world.actor(world.BUYER), None)
    assert complaint.state is ComplaintState.SETTLED and resend.received_at == world.SUNDAY
    assert refunds() == []


def test_what_is_sent_again_is_laid_on_the_makers_hands(seller: Any, db: Any) -> None:
    made = world.goods().made
    complaint = a_complaint(a_delivered_order({made: 2}), wanted=RESEND, pieces=2)
    assert days_of(made.line_id) == {"2026-11-23": 2}
    complaints.agree(seller, complaint.id)
    assert days_of(made.line_id) == {"2026-11-23": 2, "2026-11-24": 2}
    assert [(one.day, one.units) for one in db.scalars(sa.select(ResendGoods))] == [(date(2026, 11, 24), 2)]
    with clock.at(after(days=9)):
        complaints.run_clocks(clock.now())  # it was not sent: the hands are free again, the mediator decides
    assert complaint.state is ComplaintState.MEDIATED
    assert days_of(made.line_id) == {"2026-11-23": 2}


def test_what_is_sent_again_out_of_a_batch_is_known_and_goes_back_to_it(seller: Any, db: Any) -> None:
    snack, old, _ = two_batches()
    complaint = a_complaint(a_delivered_order({snack: 3}), wanted=RESEND, pieces=3)
    complaints.agree(seller, complaint.id)
    assert on_hand() == {"B-BARU": (5, 4, 0), "B-LAMA": (5, 0, 0)}
    found = {(one.batch_id == old.id, one.units) for one in db.scalars(sa.select(ResendGoods))}
    assert found == {(True, 2), (False, 1)}
    with clock.at(after(days=9)):
        complaints.run_clocks(clock.now())
    assert complaint.state is ComplaintState.MEDIATED
    assert on_hand() == {"B-BARU": (5, 5, 0), "B-LAMA": (5, 2, 0)}


def test_food_out_of_a_batch_that_was_lost_stays_known(seller: Any) -> None:
    snack, _, _ = two_batches()
    order = a_paid_order({snack: 3})
    on_its_way(order, received=False)
    with clock.at(after(days=20)):
        complaint = a_complaint(order, kind=ComplaintKind.LATE, wanted=DROP, pieces=3, photos=[])
        complaints.agree(seller, complaint.id)
    assert parcel_of(complaint).state == "cancelled"
    assert on_hand() == {"B-BARU": (5, 5, 0), "B-LAMA": (5, 2, 0)}
    assert lots_in(order.id) == {"B-LAMA": 3}


def test_missing_pieces_fall_away_with_their_money_and_what_the_lighter_parcel_costs_less(
    seller: Any, db: Any
) -> None:
    order = a_delivered_order({world.goods().ready: 4})
    complaint = a_complaint(order, kind=ComplaintKind.MISSING, wanted=DROP, pieces=3)
    complaints.agree(seller, complaint.id)
    (adjustment,) = db.scalars(sa.select(Adjustment))
    assert (adjustment.kind, adjustment.goods) == (AdjustmentKind.COMPLAINT, 3 * 45_000)
    assert refunds() == [adjustment.amount] and adjustment.fee > 0
    assert stock_of(world.variant_of(world.goods().ready).id) == 6  # they are nowhere: not on the shelf
    assert parcel_of(complaint).state == "received"


@pytest.mark.parametrize(("fit", "stock"), [(True, 10), (False, 8)])
def test_a_return_is_paid_when_the_maker_has_it_and_fit_goods_are_sold_again(
    seller: Any, db: Any, fit: bool, stock: int
) -> None:
    complaint = a_complaint(wanted=RETURN, pieces=2)
    number, buyer = order_of(complaint).number, world.actor(world.BUYER)
    complaints.agree(seller, complaint.id)
    complaints.send_back(number, complaint.id, buyer, None, courier="JNE", tracking="B1")
    assert refunds() == [] and complaint.state is ComplaintState.SENT_BACK
    complaints.take_back(seller, complaint.id, fit=fit)
    assert refunds() == [parcel_of(complaint).total]
    assert stock_of(world.variant_of(world.goods().ready).id) == stock
    back = db.get(GoodsReturn, complaint.id)
    assert (back.tracking, back.is_fit, complaint.state) == ("B1", fit, ComplaintState.SETTLED)


def test_a_return_that_has_not_come_is_not_paid(seller: Any) -> None:
    complaint = a_complaint(wanted=RETURN)
    complaints.agree(seller, complaint.id)
    before = books()
    with pytest.raises(RuleBroken):
        complaints.take_back(seller, complaint.id, fit=True)
    assert books() == before


def test_a_late_parcel_that_is_still_at_home_ends_and_its_goods_are_free(seller: Any) -> None:
    order = a_paid_order()
    on_its_way(order, packed_only=True)
    with clock.at(after(days=3)):
        complaint = a_complaint(order, kind=ComplaintKind.LATE, wanted=DROP, pieces=2, photos=[])
        complaints.agree(seller, complaint.id)
    assert (parcel_of(complaint).state, order.state) == ("cancelled", "cancelled")
    assert refunds() == [order.total]
    assert stock_of(world.variant_of(world.goods().ready).id) == 10


def test_a_parcel_lost_on_its_way_ends_and_its_goods_are_gone(seller: Any) -> None:
    order = a_paid_order({world.goods().ready: 2, world.goods().made: 1})
    on_its_way(order, received=False)
    parcel = parcels_of(order)[0]
    lines = {one.id: one.left for one in adjusting.lines_of(parcel)}
    with clock.at(after(days=20)):
        claim = complaints.Claim(ComplaintKind.LATE, DROP, lines, "Tidak sampai.")
        complaint = complaints.open_complaint(order.number, parcel.id, world.actor(world.BUYER), None, claim)
        complaints.agree(seller, complaint.id)
    assert (parcel.state, order.state, parcel.returned) == ("cancelled", "cancelled", order.total)
    assert stock_of(world.variant_of(world.goods().ready).id) == 8
    assert days_of(world.goods().made.line_id) == {"2026-11-23": 1}  # these hands have worked


def test_declining_the_parcel_ends_what_was_complained_about_it(seller: Any) -> None:
    order = a_paid_order()
    parcels.accept(seller, parcels_of(order)[0].id)
    with clock.at(after(days=3)):
        complaint = a_complaint(order, kind=ComplaintKind.LATE, wanted=DROP, photos=[])
        parcels.decline(seller, parcels_of(order)[0].id, "Bahan habis.")
    assert complaint.state is ComplaintState.LAPSED
    assert refunds() == [order.total]


# -- offers and decisions -----------------------------------------------------------------------


def test_an_offer_is_taken_as_it_was_read(seller: Any) -> None:
    complaint = a_complaint()
    complaints.offer(seller, complaint.id, Proposal(Outcome.PART_REFUND, 10_000), "Maaf, Bu.")
    accepts(complaint)
    assert (complaint.state, refunds()) == (ComplaintState.SETTLED, [10_000])


def test_an_offer_that_was_changed_meanwhile_is_not_taken(seller: Any) -> None:
    complaint = a_complaint()
    complaints.offer(seller, complaint.id, Proposal(Outcome.PART_REFUND, 15_000), "")
    read = complaints.queries.offer_of(complaint.id)
    complaints.offer(seller, complaint.id, Proposal(Outcome.PART_REFUND, 10_000), "")
    before = books()
    with pytest.raises(OfferChanged):
        complaints.accept(
            order_of(complaint).number, complaint.id, world.actor(world.BUYER), None, read.id if read else 0
        )
    assert books() == before


def test_a_resend_is_offered_only_for_a_day_that_can_be_kept(seller: Any, db: Any) -> None:
    complaint = a_complaint(a_delivered_order({world.goods().made: 2}), pieces=2)
    before = books()
    with pytest.raises(CannotResend, match="Paling cepat siap Selasa, 24 November"):
        complaints.offer(seller, complaint.id, Proposal(Outcome.RESEND, day=date(2026, 11, 23)), "")
    assert books() == before
    complaints.offer(seller, complaint.id, Proposal(Outcome.RESEND, day=date(2026, 11, 27)), "")
    accepts(complaint)
    assert db.get(Resend, complaint.id).promised_on == date(2026, 11, 27)


def test_goods_that_are_gone_cannot_be_sent_again(seller: Any) -> None:
    complaint = a_complaint(a_delivered_order({world.goods().ready: 10}), wanted=RESEND)
    before = books()
    with pytest.raises(CannotResend, match=r"^Belum bisa dikirim ulang: Keset Perca sedang tidak ada"):
        complaints.agree(seller, complaint.id)
    assert books() == before
    assert complaint.state is ComplaintState.OPENED


def test_the_mediator_decides_with_reasons_that_both_read(seller: Any) -> None:
    complaint = a_complaint()
    complaints.refuse(seller, complaint.id, "Waktu dikirim masih utuh.")
    asks_mediator(complaint, "Fotonya jelas.")
    officer = world.actor(world.OFFICER)
    assert complaint.mediator_id == officer.person_id
    complaints.decide(officer, complaint.id, Proposal(Outcome.PART_REFUND, 12_000), "Tepinya lepas di foto.")
    assert (complaint.state, refunds()) == (ComplaintState.SETTLED, [12_000])
    last = complaints.queries.steps_of(complaint.id)[-1]
    assert (last.by_name, last.words) == ("Ratna Petugas", "Tepinya lepas di foto.")


def test_the_mediator_may_find_for_the_seller(seller: Any) -> None:
    complaint = a_complaint()
    complaints.refuse(seller, complaint.id, "Ini jahitan hias.")
    asks_mediator(complaint)
    before = refunds()
    complaints.decide(world.actor(world.OFFICER), complaint.id, None, "Di foto itu jahitan hias.")
    assert (complaint.state, refunds()) == (ComplaintState.DISMISSED, before)


@pytest.mark.parametrize("who", [world.OTHER_OFFICER, world.BUYER, world.SELLER])
def test_nobody_else_mediates(seller: Any, who: str) -> None:
    complaint = a_complaint()
    complaints.refuse(seller, complaint.id, "Tidak.")
    asks_mediator(complaint)
    before = books()
    with pytest.raises(NotFound):
        complaints.decide(world.actor(who), complaint.id, DROP, "Begitu.")
    assert books() == before


def test_several_complaints_never_give_back_more_than_the_parcel_has_cost(seller: Any) -> None:
    order = a_delivered_order({world.goods().ready: 2})
    (parcel,) = parcels_of(order)
    for _ in range(2):
        one = a_complaint(order, wanted=Proposal(Outcome.PART_REFUND, 45_000), photos=[])
        complaints.agree(seller, one.id)
    last = a_complaint(order, kind=ComplaintKind.MISSING, wanted=DROP, pieces=2, photos=[])
    complaints.agree(seller, last.id)
    assert sum(refunds()) == parcel.returned == parcel.total
    assert [line.left for line in adjusting.lines_of(parcel)] == [0]


def test_where_all_money_is_back_nothing_more_is_paid(seller: Any) -> None:
    order = a_delivered_order({world.goods().ready: 1})
    (parcel,) = parcels_of(order)
    complaint = a_complaint(order, wanted=RETURN, photos=[])
    adjusting.pay_back(parcel, parcel.total, AdjustmentKind.COMPLAINT, "Dari jalan lain.")
    complaint_books = books()
    with pytest.raises(NothingLeft):
        complaints.offer(seller, complaint.id, DROP, "")
    assert books() == complaint_books


def test_a_line_in_an_open_complaint_is_not_complained_about_twice(seller: Any) -> None:
    order = a_delivered_order({world.goods().ready: 2})
    first = a_complaint(order)
    before = books()
    with pytest.raises(RuleBroken, match="masih ada di keluhan lain"):
        a_complaint(order, photos=[])
    assert books() == before
    complaints.withdraw(order.number, first.id, world.actor(world.BUYER), None)
    assert a_complaint(order, wanted=TWENTY, photos=[]).state is ComplaintState.OPENED
