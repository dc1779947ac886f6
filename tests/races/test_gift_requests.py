"""Gift requests at once: hands are promised once, a decision is one decision, and what ended is not reserved."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor, Role
from app.base.errors import RuleBroken
from app.base.states import MoveRefused
from app.catalog.models import LineDay, Product
from app.catalog.service import goods
from app.curation.models import GiftApproval
from app.curation.service import gifting
from app.db.session import db, unit_of_work
from app.gifts.models import GiftOrder, GiftRequest
from app.gifts.queries import planning, requests
from app.gifts.rules.life import REQUEST_LIFE, RequestMove, RequestState
from app.gifts.service import deciding, submitting, substituting
from app.gifts.service.submitting import NoLongerOfficial, TooMuch
from app.gifts.service.substituting import NothingMissing
from app.orders.models import Order, Parcel
from app.orders.service import parcels
from app.orders.service.commissioning import NotInTime
from tests.support import gifts, world
from tests.support.crowd import Meeting, all_at_once, in_each_others_way

pytestmark = pytest.mark.race

OFFICES = 32
EACH = 3
SOON = date(2026, 12, 7)


def state_of(request_id: int) -> RequestState:
    db.session.rollback()
    return db.session.get_one(GiftRequest, request_id).state


def taken(product: Product) -> int:
    db.session.rollback()
    query = sa.select(sa.func.sum(LineDay.taken)).where(LineDay.line_id == product.line_id)
    return int(db.session.scalar(query) or 0)


def orders_of(request_id: int) -> int:
    db.session.rollback()
    query = sa.select(sa.func.count()).select_from(GiftOrder).where(GiftOrder.request_id == request_id)
    return int(db.session.scalar(query) or 0)


def submits(request: GiftRequest, staff: Actor, seal: str) -> Order:
    return submitting.submit(staff, request.id, seal, hold_for=gifts.HOLD)


def at(moment: datetime, deed: Callable[[], Any]) -> Callable[[], Any]:
    """The deed at its own moment; a refusal is answered by its name."""

    def done() -> Any:
        with clock.at(moment):
            try:
                return deed()
            except RuleBroken as refusal:
                return type(refusal)

    return done


def a_colleague() -> Actor:
    """Another officer of the same agency."""
    who = identity_of("0812-0000-1993")
    person = accounts.make_person(None, name="Rekan Petugas", identity=who)
    world.let_in(person)
    accounts.grant(None, person.id, Role.OFFICER, region=world.CITY, agency_id=gifts.agency_id())
    return people.actor_of(person.id)


# -- thirty-two on the same hands ----------------------------------------------------------------------


@pytest.fixture
def crowd(shop: Flask) -> tuple[Product, list[tuple[int, str]], int]:
    """A maker of two a day, thirty-two requests that each want three by the same day, and how many pieces she can make."""
    product = gifts.an_official_maker("Sibuk", per_day=2)
    drafts = [
        gifts.drafted(product, recipients=EACH, handover_on=SOON, may_split=False) for _ in range(OFFICES)
    ]
    room = planning.candidates(planning.wish_of(drafts[0]))[0].offers[0].room
    return product, [(one.id, gifts.seal_of(one)) for one in drafts], room


def test_of_thirty_two_who_ask_the_head_at_once_exactly_as_many_as_fit_are_held(
    shop: Flask, crowd: tuple[Product, list[tuple[int, str]], int]
) -> None:
    product, drafts, room = crowd
    staff = gifts.staff()
    deeds = [
        partial(submitting.submit, staff, request, seal, hold_for=gifts.HOLD) for request, seal in drafts
    ]
    answers = all_at_once(shop, deeds)
    fit = room // EACH
    assert 1 < fit < OFFICES
    assert sum(isinstance(one, Order) for one in answers) == fit
    assert all(isinstance(one, Order | TooMuch | NotInTime) for one in answers)
    assert taken(product) == fit * EACH <= room
    states = [state_of(request) for request, _ in drafts]
    assert (states.count(RequestState.WAITING), states.count(RequestState.DRAFT)) == (fit, OFFICES - fit)


def test_without_the_locks_all_thirty_two_would_be_promised_the_same_days(
    shop: Flask, crowd: tuple[Product, list[tuple[int, str]], int]
) -> None:
    product, drafts, room = crowd
    meeting = Meeting(OFFICES)

    def unguarded(request_id: int) -> str:
        with unit_of_work() as current:
            plan = planning.propose(planning.wish_of(current.get_one(GiftRequest, request_id))).plan
            got = goods.all_to_be_had(goods.judge(plan.pieces, goods.look(list(plan.pieces))))
            meeting.wait()
            goods.write(got)
        return "held"

    answers = all_at_once(shop, [partial(unguarded, request) for request, _ in drafts])
    assert answers == ["held"] * OFFICES
    assert taken(product) == OFFICES * EACH > room


# -- one decision --------------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["head", "clock"])
def test_the_head_agrees_or_the_time_runs_out_never_both(shop: Flask, first: str) -> None:
    product = gifts.an_official_maker("Satu", per_day=4)
    request = gifts.drafted(product)
    order, until = gifts.submitted(request).id, world.SUNDAY + gifts.HOLD
    agree = at(until - timedelta(seconds=1), partial(deciding.agree, gifts.the_head(), request.id))
    lapse = at(until + timedelta(seconds=1), partial(parcels.expire, order))
    answers = in_each_others_way(shop, *((agree, lapse) if first == "head" else (lapse, agree)))
    if first == "head":
        assert answers == (None, False)
        assert (state_of(request.id), taken(product)) == (RequestState.UNDER_WAY, 20)
    else:
        assert answers == (True, MoveRefused)
        assert (state_of(request.id), taken(product)) == (RequestState.DRAFT, 0)


def test_without_lock_and_trigger_the_head_and_the_clock_would_both_believe_that_they_had_decided(
    shop: Flask,
) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", per_day=4))
    gifts.submitted(request)
    request_id, head, meeting = request.id, gifts.the_head().person_id, Meeting(2)
    db.session.execute(sa.text("ALTER TABLE gift_requests DISABLE TRIGGER USER"))
    db.session.commit()

    def unguarded(move: RequestMove) -> RequestState:
        with unit_of_work() as current:
            after = REQUEST_LIFE.after(current.get_one(GiftRequest, request_id).state, move)
            meeting.wait()
            values: dict[str, Any] = {"state": after, "held_until": None}
            if move is RequestMove.AGREE:
                values |= {"agreed_at": clock.now(), "agreed_by_id": head}
            current.execute(sa.update(GiftRequest).where(GiftRequest.id == request_id).values(**values))
        return after

    deeds = [partial(unguarded, RequestMove.AGREE), partial(unguarded, RequestMove.LAPSE)]
    assert all_at_once(shop, deeds) == [RequestState.UNDER_WAY, RequestState.DRAFT]


def test_two_officers_who_submit_the_same_draft_hold_its_goods_once(shop: Flask) -> None:
    product = gifts.an_official_maker("Satu", per_day=4)
    request = gifts.drafted(product)
    seal = gifts.seal_of(request)
    people_of_it = [gifts.staff(), a_colleague()]
    answers = all_at_once(shop, [partial(submits, request, one, seal) for one in people_of_it])
    assert sorted(type(one).__name__ for one in answers) == ["MoveRefused", "Order"]
    assert (taken(product), orders_of(request.id)) == (20, 1)


def test_of_two_substitutes_for_one_gap_one_is_asked(shop: Flask) -> None:
    first, left, right = (gifts.an_official_maker(name, per_day=4) for name in ("Satu", "Kiri", "Kanan"))
    request = gifts.agreed(first)
    parcel = db.session.scalars(sa.select(Parcel).join(Order).where(Order.purpose != "")).one()
    parcels.decline(gifts.maker_of(first), parcel.id, "Sakit.")
    (need,) = requests.needs_of(request.id)
    asked = [{need.id: {world.variant_of(one).id: 20}} for one in (left, right)]
    staff = [gifts.staff(), a_colleague()]
    deeds = [
        partial(substituting.substitute, who, request.id, what)
        for who, what in zip(staff, asked, strict=True)
    ]
    answers = all_at_once(shop, deeds)
    assert [isinstance(one, NothingMissing) for one in answers].count(True) == 1
    assert (taken(first), sorted([taken(left), taken(right)])) == (0, [0, 20])
    assert orders_of(request.id) == 2


# -- what ended is not reserved ------------------------------------------------------------------------


@pytest.fixture
def official(shop: Flask) -> tuple[GiftRequest, str, int, Actor]:
    """A draft with its seal, the approval of its one good, and who may withdraw that."""
    product = gifts.an_official_maker("Satu", per_day=4)
    request = gifts.drafted(product)
    query = sa.select(GiftApproval.id).where(GiftApproval.product_id == product.id)
    return request, gifts.seal_of(request), db.session.scalars(query).one(), world.actor(world.CURATOR)


def test_an_approval_that_ends_first_is_seen_by_who_reserves(
    shop: Flask, official: tuple[GiftRequest, str, int, Actor]
) -> None:
    request, seal, approval, curator = official
    withdraw = partial(gifting.withdraw, curator, approval, "Jahitannya berubah.")
    answers = in_each_others_way(
        shop, withdraw, at(world.SUNDAY, partial(submits, request, gifts.staff(), seal))
    )
    assert answers == (None, NoLongerOfficial)
    assert (state_of(request.id), orders_of(request.id)) == (RequestState.DRAFT, 0)


def test_an_approval_that_ends_second_waits_and_the_head_is_told(
    shop: Flask, official: tuple[GiftRequest, str, int, Actor]
) -> None:
    request, seal, approval, curator = official
    submit = partial(submits, request, gifts.staff(), seal)
    in_each_others_way(shop, submit, partial(gifting.withdraw, curator, approval, "Jahitannya berubah."))
    assert state_of(request.id) is RequestState.WAITING
    with pytest.raises(NoLongerOfficial):
        deciding.agree(gifts.the_head(), request.id)


def test_a_plain_look_would_still_call_it_official(
    shop: Flask, official: tuple[GiftRequest, str, int, Actor]
) -> None:
    """The twin: who does not hold the shelf's row does not wait, and sees what is about to be over."""
    request, _, approval, curator = official
    withdraw = partial(gifting.withdraw, curator, approval, "Jahitannya berubah.")

    def look() -> bool:
        return planning.propose(planning.wish_of(db.session.get_one(GiftRequest, request.id))).plan.is_whole

    assert in_each_others_way(shop, withdraw, look) == (None, True)
