"""A request holds exactly what its plan shows, the head agrees or sends back, and what is let go is free again."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.base.states import MoveRefused
from app.catalog.models import LineDay, Product, Variant
from app.catalog.service import shelf
from app.db.session import session
from app.gifts.models import GiftPart, GiftRequest
from app.gifts.queries import planning, requests
from app.gifts.rules.days import PastDay
from app.gifts.rules.life import HoldIsOver, NeedsWords, NotTheHead, OwnRequest, RequestState
from app.gifts.service import deciding, drafting, submitting, substituting
from app.gifts.service.drafting import NobodyReceives
from app.gifts.service.submitting import NoLongerOfficial, OverBudget, PlanChanged, TooMuch
from app.orders.models import Order, OrderLine, Parcel
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import parcels
from app.payments.models import AgencyBill, Payment
from app.payments.rules.ways import Way
from tests.support import gifts, world


def state_of(request: GiftRequest) -> RequestState:
    session().refresh(request)
    return request.state


def stock_of(product: Product) -> int:
    session().expire_all()
    return session().get_one(Variant, world.variant_of(product).id).stock


def taken_of(product: Product) -> int:
    query = sa.select(sa.func.coalesce(sa.func.sum(LineDay.taken), 0)).where(
        LineDay.line_id == product.line_id
    )
    return int(session().scalar(query) or 0)


def parts_of(order_id: int) -> dict[str, tuple[int, ParcelState]]:
    session().expire_all()
    rows = session().execute(
        sa.select(Parcel.seller_name, OrderLine.pieces, Parcel.state)
        .join(OrderLine, OrderLine.parcel_id == Parcel.id)
        .where(Parcel.order_id == order_id)
    )
    return {name: (pieces, state) for name, pieces, state in rows}


def test_a_submitted_request_holds_its_goods_and_one_that_is_taken_back_frees_exactly_them(db) -> None:
    ready, made = gifts.an_official_maker("Siap", stock=30), gifts.an_official_maker("Buat", per_day=4)
    request = gifts.drafted(ready, made)
    assert (stock_of(ready), taken_of(made)) == (30, 0)
    order = gifts.submitted(request)
    assert (stock_of(ready), taken_of(made)) == (10, 20)
    assert (state_of(request), order.state) == (RequestState.WAITING, OrderState.PLACED)
    assert request.held_until == order.pay_by == clock.now() + gifts.HOLD
    submitting.take_back(gifts.staff(), request.id)
    assert (stock_of(ready), taken_of(made)) == (30, 0)
    assert (state_of(request), request.held_until) == (RequestState.DRAFT, None)
    assert session().get_one(Order, order.id).state is OrderState.CANCELLED


def test_the_head_agrees_and_every_maker_is_asked_and_bills_the_agency(db) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = gifts.drafted(one, two)
    order = gifts.submitted(request)
    deciding.agree(gifts.the_head(), request.id)
    assert state_of(request) is RequestState.UNDER_WAY
    assert parts_of(order.id) == {
        "Gerai Satu": (20, ParcelState.TO_ANSWER),
        "Gerai Dua": (20, ParcelState.TO_ANSWER),
    }
    bills = session().execute(
        sa.select(Payment.gateway, AgencyBill.agency, AgencyBill.signer, AgencyBill.signer_post).join(
            AgencyBill, AgencyBill.payment_id == Payment.id
        )
    )
    assert [tuple(row) for row in bills] == 2 * [(Way.INVOICE, "Dinas Uji", "Bu Kepala", "Kepala Dinas Uji")]
    session().refresh(order)
    assert order.state is OrderState.AGREED
    assert order.purpose == "Rapat Kerja Daerah, diserahkan Senin, 21 Desember"


def test_who_asks_does_not_agree_herself_and_only_a_head_does(db) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    gifts.submitted(request)
    with pytest.raises(NotTheHead):
        deciding.agree(gifts.staff(), request.id)
    own = drafting.draft(
        gifts.the_head(), gifts.agency_id(), gifts.a_brief(gifts.an_official_maker("Dua", stock=30))
    )
    submitting.submit(gifts.the_head(), own.id, gifts.seal_of(own), hold_for=gifts.HOLD)
    with pytest.raises(OwnRequest):
        deciding.agree(gifts.the_head(), own.id)
    assert (state_of(request), state_of(own)) == (RequestState.WAITING, RequestState.WAITING)


def test_the_head_sends_back_with_words_and_nothing_is_held(db) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(product)
    gifts.submitted(request)
    with pytest.raises(NeedsWords):
        deciding.send_back(gifts.the_head(), request.id, "")
    assert stock_of(product) == 10
    deciding.send_back(gifts.the_head(), request.id, "Tambah kotaknya.")
    assert (stock_of(product), state_of(request)) == (30, RequestState.DRAFT)
    assert [(one.move.value, one.words) for one in requests.steps_of(request.id)] == [
        ("submit", ""),
        ("send_back", "Tambah kotaknya."),
    ]


def test_a_head_who_does_not_answer_loses_the_hold_and_the_request_is_a_draft_again(db) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(product)
    order = gifts.submitted(request)
    with clock.at(clock.now() + gifts.HOLD + timedelta(minutes=1)):
        with pytest.raises(HoldIsOver):
            deciding.agree(gifts.the_head(), request.id)
        assert parcels.expire(order.id)
    assert (stock_of(product), state_of(request)) == (30, RequestState.DRAFT)
    with pytest.raises(MoveRefused):
        deciding.agree(gifts.the_head(), request.id)


def test_what_cannot_be_done_in_time_is_said_with_how_many_and_from_when(db) -> None:
    product = gifts.an_official_maker("Satu", per_day=2)
    request = gifts.drafted(product, recipients=60, handover_on=date(2026, 12, 14), may_split=False)
    proposal = planning.propose(planning.wish_of(request))
    assert (proposal.plan.served, proposal.plan.is_whole) == (34, False)
    assert proposal.earliest == date(2026, 12, 31)
    with pytest.raises(TooMuch) as refusal:
        gifts.submitted(request)
    assert refusal.value.message == (
        "Sampai Senin, 14 Desember hanya 34 dari 60 yang bisa selesai. "
        "Semuanya paling cepat bisa diserahkan Kamis, 31 Desember."
    )
    assert (state_of(request), taken_of(product)) == (RequestState.DRAFT, 0)
    later = gifts.drafted(product, recipients=60, handover_on=date(2026, 12, 31), may_split=False)
    assert gifts.submitted(later).total > 0
    assert taken_of(product) == 60


def test_one_thing_is_split_over_makers_of_the_same_kind(db) -> None:
    first = gifts.an_official_maker("Satu", per_day=2)
    second, third = gifts.an_official_maker("Dua", stock=15), gifts.an_official_maker("Tiga", stock=40)
    plan = planning.propose(
        planning.wish_of(gifts.drafted(first, recipients=60, handover_on=date(2026, 12, 14)))
    ).plan
    assert [(one.variant_id, one.pieces) for one in plan.shares] == [
        (world.variant_of(first).id, 34),
        (world.variant_of(third).id, 26),
    ]
    del second


def test_a_maker_who_declines_leaves_a_gap_that_a_substitute_fills(db) -> None:
    first, other = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(first)
    order = session().scalars(sa.select(Order).where(Order.purpose != "")).one()
    parcel = session().scalars(sa.select(Parcel).where(Parcel.order_id == order.id)).one()
    parcels.decline(gifts.maker_of(first), parcel.id, "Sakit.")
    need = requests.needs_of(request.id)[0]
    assert (stock_of(first), requests.missing_of(request)) == (30, {need.id: 20})
    assert requests.dropped_out(request) == {parcel.seller_id}
    instead = substituting.substitute(gifts.staff(), request.id, {need.id: {world.variant_of(other).id: 20}})
    assert (stock_of(other), requests.missing_of(request)) == (5, {})
    assert parts_of(instead.id) == {"Gerai Dua": (20, ParcelState.TO_ANSWER)}


def test_goods_that_are_no_official_gift_on_the_day_are_never_reserved(db) -> None:
    product = gifts.an_official_maker("Satu", stock=30, until=date(2026, 12, 20))
    request = gifts.drafted(product)
    with pytest.raises(TooMuch):
        gifts.submitted(request)
    fine = gifts.drafted(product, handover_on=date(2026, 12, 18))
    gifts.submitted(fine)
    shelf.publish_gift(product.id, None)
    with pytest.raises(NoLongerOfficial):
        deciding.agree(gifts.the_head(), fine.id)
    assert (state_of(fine), state_of(request)) == (RequestState.WAITING, RequestState.DRAFT)
    assert stock_of(product) == 10


def test_a_plan_that_changed_since_it_was_shown_is_shown_again(db) -> None:
    product = gifts.an_official_maker("Satu", per_day=4)
    gifts.an_official_maker("Dua", per_day=4)
    request = gifts.drafted(product, recipients=60, handover_on=date(2026, 12, 16))
    seal = gifts.seal_of(request)
    gifts.submitted(gifts.drafted(product, recipients=20, handover_on=date(2026, 12, 16)))
    with pytest.raises(PlanChanged):
        submitting.submit(gifts.staff(), request.id, seal, hold_for=gifts.HOLD)
    assert (state_of(request), taken_of(product)) == (RequestState.DRAFT, 20)


def test_bad_briefs_are_refused_and_nothing_is_written(db) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    with pytest.raises(NobodyReceives):
        gifts.drafted(product, recipients=0)
    with pytest.raises(PastDay):
        gifts.drafted(product, handover_on=date(2026, 11, 22))
    assert session().scalars(sa.select(GiftRequest)).all() == []
    cheap = gifts.drafted(product, budget=40_000)
    with pytest.raises(OverBudget) as refusal:
        gifts.submitted(cheap)
    assert refusal.value.message == (
        "Isinya Rp45.000 per penerima, padahal anggarannya Rp40.000. "
        "Pilih isi yang lain, atau naikkan anggarannya."
    )
    assert session().scalars(sa.select(GiftPart)).all() == []


def test_another_agency_finds_nothing(db) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    with pytest.raises(NotFound):
        requests.request_for(world.actor(world.OTHER_OFFICER), request.id)
