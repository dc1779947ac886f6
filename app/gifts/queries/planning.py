"""Plans of requests: who makes what in time, or how many can be served and from which day on all of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa

from app.base.money import Rupiah
from app.base.zones import day_in
from app.catalog.models import StorefrontListing
from app.catalog.queries import shop
from app.catalog.rules.promise import FARTHEST_DAYS
from app.catalog.service import goods
from app.db.session import session
from app.delivery.rules.calendar import is_working_day
from app.gifts.models import GiftNeed, GiftPart, GiftRequest
from app.gifts.queries import requests
from app.gifts.queries.making import Found, Maker, Wanted, Wish, least_orders_missed, look, needs_on, noon
from app.gifts.rules import days, filling, planning
from app.gifts.rules.filling import Filling
from app.gifts.rules.planning import Need, Plan
from app.orders.models import OrderLine, Parcel
from app.regions import queries as regions


@dataclass(frozen=True)
class Proposal:
    """A plan with the names of what is in it. `makers` by variant; `set_price`: rupiah of what one recipient gets as it was
    chosen; `earliest`: the first day of hand-over on which the whole could be done, None within half a year; `problems` keep
    it from being submitted although there is capacity."""

    wish: Wish
    plan: Plan
    needs: Sequence[Need]
    makers: Mapping[int, Maker]
    set_price: Rupiah
    needed_on: date
    earliest: date | None
    problems: Sequence[str] = ()

    @property
    def over_budget(self) -> bool:
        return self.set_price > self.wish.budget


def wish_of(request: GiftRequest, *, without: Collection[int] = ()) -> Wish:
    """The wish of a stored request."""
    return Wish(
        recipients=request.recipients,
        handover_on=request.handover_on,
        village_code=request.village_code,
        agency_region=regions.agency(request.agency_id).region_code,
        budget=request.budget,
        needs=[
            Wanted(one.position, one.variant_id, one.pieces_each, one.is_box)
            for one in requests.needs_of(request.id)
        ],
        scope=request.scope,
        may_split=request.may_split,
        sellers=tuple(request.sellers),
        post_id=request.post_id,
        without=without,
    )


def propose(wish: Wish) -> Proposal:
    """Who could make it all in time, or how many recipients could be served, and from when on it could be all."""
    found = look(wish)
    needs = needs_on(wish, found, wish.handover_on)
    plan = planning.plan(needs, wish.recipients, may_split=wish.may_split)
    if wish.post_id is not None and plan.is_whole and len(plan.sellers) < 2:
        return propose(replace(wish, post_id=None))  # one maker has nothing to gather: she sends it herself
    price = sum(found.price_of(one.variant_id) * one.pieces_each for one in wish.needs)
    return Proposal(
        wish=wish,
        plan=plan,
        needs=needs,
        makers=found.makers,
        set_price=Rupiah(price),
        needed_on=days.needed_on(wish.handover_on),
        earliest=None if plan.is_whole else _earliest(wish, found),
        problems=least_orders_missed(plan, found),
    )


def serve(wish: Wish) -> int:
    """How many recipients could be served by the day."""
    needs = needs_on(wish, look(wish), wish.handover_on)
    return planning.plan(needs, wish.recipients, may_split=wish.may_split).served


def candidates(wish: Wish) -> list[Need]:
    """Each need with everybody who could serve it by the day, the chosen one first."""
    return needs_on(wish, look(wish), wish.handover_on)


def names_of(variants: Collection[int]) -> dict[int, str]:
    """Variant → what it is called, as an order would write it."""
    rows = goods.look(list(variants))
    return {one: goods.full_name(rows[one]) if one in rows else "Barang ini" for one in variants}


@dataclass(frozen=True)
class StandIns:
    """Who could step in for makers who dropped out, and a sensible choice of them (`filling`). `ask_by`: the last day on which
    asking them still fills every gap; None when it is too late for all of it already."""

    needs: Sequence[Need]
    makers: Mapping[int, Maker]
    filling: Filling
    ask_by: date | None


def stand_ins(wish: Wish, gaps: Mapping[int, int]) -> StandIns:
    """Those who could fill `gaps` (need → pieces) of a wish by its day."""
    found = look(wish)
    needs = needs_on(wish, found, wish.handover_on)
    return StandIns(needs, found.makers, filling.fill(needs, gaps), _ask_by(wish, found, gaps))


def not_official(request: GiftRequest, order_id: int) -> list[str]:
    """Goods of an order that serve a need which is no box, and are no official gift on the day of hand-over. Held from here on:
    an approval that ends now waits until what is reserved is, and one that ended just before is seen."""
    rows = session().execute(
        sa.select(OrderLine.name, StorefrontListing)
        .join(GiftPart, GiftPart.order_line_id == OrderLine.id)
        .join(GiftNeed, GiftNeed.id == GiftPart.need_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(StorefrontListing, StorefrontListing.product_id == OrderLine.product_id)
        .where(Parcel.order_id == order_id, GiftNeed.is_box.is_(False))
        .order_by(StorefrontListing.product_id)
        .with_for_update(read=True, of=StorefrontListing)
        .execution_options(populate_existing=True)
    )
    return [
        name
        for name, listing in rows
        if not shop.is_official(
            listing.gift_from, listing.gift_until, noon(listing.village_code, request.handover_on)
        )
    ]


def _earliest(wish: Wish, found: Found) -> date | None:
    """The first working day of hand-over on which all recipients could be served; steps of a week, then its days. Nobody is
    sent to a hand-over on a holiday."""

    def can(day: date) -> bool:
        needs = needs_on(wish, found, day)
        return planning.can_all(needs, wish.recipients, may_split=wish.may_split)

    last = day_in(wish.village_code, found.now) + timedelta(days=FARTHEST_DAYS)
    day = wish.handover_on
    while day < last:
        following = min(day + timedelta(days=7), last)
        if can(following):
            for one in (day + timedelta(days=count) for count in range(1, 8)):
                if one <= following and is_working_day(one) and can(one):
                    return one
        day = following
    return None


def _ask_by(wish: Wish, found: Found, gaps: Mapping[int, int]) -> date | None:
    """Whoever can still do it tomorrow can do it today."""

    def can(days_on: int) -> bool:
        later = replace(found, now=found.now + timedelta(days=days_on))
        return filling.fill(needs_on(wish, later, wish.handover_on), gaps).is_whole

    today = day_in(wish.village_code, found.now)
    if not can(0):
        return None
    first, last = 0, max(0, (wish.handover_on - today).days)
    while first < last:
        middle = (first + last + 1) // 2
        if can(middle):
            first = middle
        else:
            last = middle - 1
    return today + timedelta(days=first)
