"""Asking the head: everything is held under lock, or nothing is. And giving it back."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.days import long_day
from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.base.zones import day_in
from app.db.session import announce, session, unit_of_work
from app.gifts.events import RequestLapsed, RequestSubmitted
from app.gifts.models import GiftOrder, GiftPart, GiftRequest
from app.gifts.queries import planning as plans
from app.gifts.queries import requests as queries
from app.gifts.queries.planning import Proposal
from app.gifts.rules import days
from app.gifts.rules.life import REQUEST_LIFE, RequestMove, RequestState
from app.gifts.rules.planning import Share
from app.gifts.service.stepping import hold, step
from app.orders.models import Order, OrderLine, Parcel
from app.orders.service import commissioning, parcels
from app.orders.service.commissioning import Commission


class TooMuch(RuleBroken):
    """Not everybody can be served in time. `served` recipients can, and all of them from `earliest` on."""

    def __init__(self, proposal: Proposal) -> None:
        self.proposal = proposal
        super().__init__(shortfall(proposal))


class OverBudget(RuleBroken):
    def __init__(self, price: int, budget: int) -> None:
        super().__init__(
            f"Isinya {format_rupiah(price)} per penerima, padahal anggarannya {format_rupiah(budget)}. "
            "Pilih isi yang lain, atau naikkan anggarannya."
        )


class PlanChanged(RuleBroken):
    message = "Rencananya baru saja berubah, karena ada yang memesan lebih dulu atau harganya berganti. Lihat lagi di bawah, lalu ajukan."


def shortfall(proposal: Proposal) -> str:
    """What can be done instead of the whole, honestly: how many by that day, and from when on all of them."""
    wish, served = proposal.wish, proposal.plan.served
    words = f"Sampai {long_day(wish.handover_on)} hanya {served} dari {wish.recipients} yang bisa selesai."
    if not served:
        words = f"Sampai {long_day(wish.handover_on)} belum ada yang bisa selesai."
    if proposal.earliest is not None:
        return f"{words} Semuanya paling cepat bisa diserahkan {long_day(proposal.earliest)}."
    return f"{words} Kurangi jumlahnya, pilih barang lain, atau izinkan pembuat dari daerah yang lebih luas."


def seal_of(proposal: Proposal) -> str:
    """Tells one plan from another: who makes what, and at which price."""
    facts = [[one.position, one.variant_id, one.pieces, one.price] for one in proposal.plan.shares]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:24]


def submit(actor: Actor, request_id: int, seal: str, *, hold_for: timedelta) -> Order:
    """Hold everything as it was shown (`seal`) and ask the head.

    Raises NotFound, MoveRefused, PastDay, OverBudget, TooMuch, PlanChanged, and what `commissioning.place` raises; then nothing
    has happened.
    """
    with unit_of_work():
        request = hold(queries.request_for(actor, request_id).id)
        days.check_day(request.handover_on, day_in(request.village_code, clock.now()))
        proposal = plans.propose(plans.wish_of(request))
        if request.state is RequestState.DRAFT:
            _check(proposal, seal)
        REQUEST_LIFE.after(request.state, RequestMove.SUBMIT)
        now = clock.now()
        order = reserve(request, proposal.plan.shares, actor, hold_for=hold_for, is_substitute=False)
        step(request, RequestMove.SUBMIT, actor, total=order.total)
        request.submitted_at, request.submitted_by_id = now, actor.person_id
        request.held_until = now + hold_for
        announce(RequestSubmitted(request_id=request.id))
    return order


def _check(proposal: Proposal, seal: str) -> None:
    if proposal.over_budget:
        raise OverBudget(proposal.set_price, proposal.wish.budget)
    if not proposal.plan.is_whole:
        raise TooMuch(proposal)
    for problem in proposal.problems:
        raise RuleBroken(problem)
    if seal_of(proposal) != seal:
        raise PlanChanged


def reserve(
    request: GiftRequest, shares: Sequence[Share], actor: Actor, *, hold_for: timedelta, is_substitute: bool
) -> Order:
    """Place the order of these shares for a held request, and note which line serves which need.

    The status of an official gift is read again once its goods are locked. Raises what `commissioning.place` raises,
    NoLongerOfficial.
    """
    count = session().scalar(
        sa.select(sa.func.count()).select_from(GiftOrder).where(GiftOrder.request_id == request.id)
    )
    order = commissioning.place(
        commission_of(request, shares, f"{request.number}-{(count or 0) + 1}", is_substitute=is_substitute),
        actor,
        hold_for=hold_for,
    )
    session().add(GiftOrder(order_id=order.id, request_id=request.id, is_substitute=is_substitute))
    session().flush()
    _note_parts(request, order, shares)
    check_official(request, order.id)
    return order


def commission_of(
    request: GiftRequest, shares: Sequence[Share], once: str = "", *, is_substitute: bool = False
) -> Commission:
    """What is asked of the orders for these shares of a request. Who steps in sends her part herself: the post has begun to
    gather the others'."""
    pieces: dict[int, int] = defaultdict(int)
    for one in shares:
        pieces[one.variant_id] += one.pieces
    return Commission(
        once=once,
        purpose=f"{request.event}, diserahkan {long_day(request.handover_on)}",
        name=request.contact,
        phone=request.phone,
        village_code=request.village_code,
        street=request.street,
        landmark=request.landmark,
        pieces=pieces,
        needed_on=days.needed_on(request.handover_on),
        used_on=request.handover_on,
        post_id=None if is_substitute or len({one.seller_id for one in shares}) < 2 else request.post_id,
    )


class NoLongerOfficial(RuleBroken):
    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            f"{' dan '.join(names)} bukan lagi oleh-oleh resmi pada hari serah terima. Pilih barang lain, ya."
        )


def check_official(request: GiftRequest, order_id: int) -> None:
    """Every good of an order that is no box is an official gift on the day of hand-over, as things stand now."""
    gone = plans.not_official(request, order_id)
    if gone:
        raise NoLongerOfficial(gone)


def _note_parts(request: GiftRequest, order: Order, shares: Sequence[Share]) -> None:
    lines: Mapping[int, int] = {
        variant: line
        for variant, line in session().execute(
            sa.select(OrderLine.variant_id, OrderLine.id)
            .join(Parcel, Parcel.id == OrderLine.parcel_id)
            .where(Parcel.order_id == order.id)
        )
    }
    needs = {one.position: one.id for one in queries.needs_of(request.id)}
    session().add_all(
        GiftPart(order_line_id=lines[one.variant_id], need_id=needs[one.position], pieces=one.pieces)
        for one in shares
    )
    session().flush()


def take_back(actor: Actor, request_id: int) -> None:
    """Staff wants to change it; exactly what was held is free again. Raises NotFound, MoveRefused."""
    give_back(queries.request_for(actor, request_id).id, RequestMove.TAKE_BACK, actor)


def give_back(request_id: int, move: RequestMove, actor: Actor | None, words: str = "") -> None:
    """A waiting request becomes a draft, and its order lets everything go. Raises MoveRefused."""
    with unit_of_work():
        order = queries.placed_order(request_id)
        if order is not None:
            parcels.lock_order(order.id)
        request = hold(request_id)
        step(request, move, actor, words)
        if order is not None:
            commissioning.let_go(order.id, actor)


RECALLED = "Barang di dalamnya ditarik dari peredaran, jadi semuanya dilepas."


def order_released(order_id: int, *, expired: bool) -> None:
    """The order behind a waiting request was let go: nobody answered in time (`expired`), or goods in it were recalled."""
    with unit_of_work():
        request = queries.of_order(order_id)
        if request is None:
            return
        request = hold(request.id)
        if request.state is not RequestState.WAITING:
            return
        step(request, RequestMove.LAPSE, None, "" if expired else RECALLED)
        announce(RequestLapsed(request_id=request.id, expired=expired))
