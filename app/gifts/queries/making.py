"""What decides whether makers can serve a wish, read once; and what each of them can by a day, judged as often as is asked."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in, midnight
from app.catalog.models import Product, StorefrontListing, Variant
from app.catalog.queries import batches, shop
from app.catalog.rules.availability import below_least_order
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import Hands, most_within_reach, ready_from_stock
from app.catalog.service import goods
from app.db.ports import port
from app.db.session import session
from app.delivery import queries as posts
from app.delivery.rules import posts as post_rules
from app.delivery.rules.posts import PostFacts
from app.delivery.rules.quotes import RateRequest
from app.delivery.rules.services import PICKUP
from app.delivery.rules.ways import Ways
from app.gifts.rules import days
from app.gifts.rules.life import Scope
from app.gifts.rules.planning import Need, Offer, Plan
from app.orders.queries import sending
from app.payments.queries import receiving
from app.payments.rules.offering import House, Till, bills_agencies
from app.sellers import queries as sellers

MOST_OFFERS = 60
"""Candidates that are looked at for one need."""


@dataclass(frozen=True)
class Wanted:
    """A need as it is planned: so many pieces of a variant for each recipient."""

    position: int
    variant_id: int
    pieces_each: int
    is_box: bool


@dataclass(frozen=True)
class Wish:
    """What decides of a plan, of a request that is stored or only typed so far. `agency_region` is the agency's."""

    recipients: int
    handover_on: date
    village_code: str
    agency_region: str
    budget: int
    needs: Sequence[Wanted]
    scope: Scope = Scope.CITY
    may_split: bool = True
    sellers: Collection[int] = ()
    post_id: int | None = None
    without: Collection[int] = ()
    """Makers who are not to be asked: those who dropped out."""


@dataclass(frozen=True)
class Maker:
    """Whose good it is, and what it is called."""

    variant_id: int
    product_id: int
    slug: str
    name: str
    seller_id: int
    seller_name: str
    city_name: str
    photo_key: str | None
    price: int


@dataclass(frozen=True)
class Found:
    """What was read: rows and supplies by variant, tills and ways by seller."""

    rows: Mapping[int, Any]
    windows: Mapping[int, tuple[datetime | None, datetime | None]]
    """Variant → from when until when its product is an official gift."""
    chosen: Mapping[int, Sequence[int]]
    """Need → its variant and the others that could stand for it."""
    taken: dict[int, dict[date, int]]
    lots: Mapping[int, Any]
    tills: Mapping[int, Till]
    ways: Mapping[int, Ways]
    post: PostFacts | None
    now: datetime

    @property
    def makers(self) -> dict[int, Maker]:
        return {
            row.id: Maker(
                row.id, row.product_id, row.slug, goods.full_name(row), row.seller_id, row.seller_name,
                row.city_name, row.photo_key, row.price,
            )
            for row in self.rows.values()
        }  # fmt: skip

    def price_of(self, variant_id: int) -> int:
        return int(self.rows[variant_id].price) if variant_id in self.rows else 0


def look(wish: Wish) -> Found:
    """Everything that decides of a wish, also on other days than its own; in a number of statements that only its needs count."""
    now = clock.now()
    chosen = {one.position: [one.variant_id, *_others(wish, one, now)] for one in wish.needs}
    variants = sorted({variant for some in chosen.values() for variant in some})
    rows = goods.look(variants)
    makers = sorted({row.seller_id for row in rows.values()})
    return Found(
        rows=rows,
        windows=_windows(variants),
        chosen=chosen,
        taken=shop.promise_days({row.line_id for row in rows.values() if row.supply is Supply.MADE}, now),
        lots=batches.lots_of([row.id for row in rows.values() if row.keep_days is not None]),
        tills=receiving.tills(makers),
        ways=sellers.ways(makers),
        post=posts.open_post(wish.post_id) if wish.post_id is not None else None,
        now=now,
    )


def _windows(variants: Collection[int]) -> dict[int, tuple[datetime | None, datetime | None]]:
    rows = session().execute(
        sa.select(Variant.id, StorefrontListing.gift_from, StorefrontListing.gift_until)
        .join(StorefrontListing, StorefrontListing.product_id == Variant.product_id)
        .where(Variant.id.in_(variants))
    )
    return {variant: (begins, ends) for variant, begins, ends in rows}


def _others(wish: Wish, one: Wanted, now: datetime) -> Sequence[int]:
    """What could stand for a good: of the same kind and craft, in reach, no dearer than the budget leaves, and with nothing that
    its buyer must write on it."""
    if not wish.may_split:
        return []
    chosen = (
        session()
        .execute(
            sa.select(StorefrontListing.category, StorefrontListing.craft, Variant.price)
            .join(Variant, Variant.product_id == StorefrontListing.product_id)
            .where(Variant.id == one.variant_id)
        )
        .one_or_none()
    )
    if chosen is None:
        return []
    category, craft, price = chosen
    cap = price + max(0, wish.budget - _set_price(wish)) // one.pieces_each
    at = noon(wish.agency_region, wish.handover_on)
    query = (
        sa.select(Variant.id)
        .join(Product, Product.id == Variant.product_id)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(
            Variant.removed_at.is_(None),
            Variant.id != one.variant_id,
            Variant.price <= cap,
            StorefrontListing.category == category,
            StorefrontListing.craft == craft,
            shop.on_show(now),
            Product.note_needed.is_(False),
            reach(wish.agency_region, wish.scope),
        )
        .order_by(Variant.price.desc(), Variant.id)
        .limit(MOST_OFFERS)
    )
    if not one.is_box:
        query = query.where(shop.official(at))
    if wish.sellers:
        query = query.where(Product.seller_id.in_(wish.sellers))
    if wish.without:
        query = query.where(Product.seller_id.not_in(wish.without))
    return session().scalars(query).all()


def _set_price(wish: Wish) -> int:
    prices = {
        variant: price
        for variant, price in session().execute(
            sa.select(Variant.id, Variant.price).where(Variant.id.in_([one.variant_id for one in wish.needs]))
        )
    }
    return sum(prices.get(one.variant_id, 0) * one.pieces_each for one in wish.needs)


def reach(agency_region: str, scope: Scope) -> sa.ColumnElement[bool]:
    """Goods whose makers live where the agency wants them from."""
    if scope is Scope.COUNTRY:
        return sa.true()
    if scope is Scope.PROVINCE or len(agency_region) == 2:
        return StorefrontListing.province_code == agency_region[:2]
    return StorefrontListing.city_code == agency_region[:5]


def noon(region: str, day: date) -> datetime:
    """The middle of a day in a region: windows of official gifts begin and end at its midnights."""
    return midnight(region, day) + timedelta(hours=12)


def needs_on(wish: Wish, found: Found, handover_on: date) -> list[Need]:
    """The needs with what each maker can do for a hand-over on this day, the chosen good first."""
    return [
        Need(
            one.position,
            one.pieces_each,
            [
                _offer(wish, one, found, variant, handover_on)
                for variant in found.chosen[one.position]
                if variant in found.rows
            ],
        )
        for one in wish.needs
    ]


def _offer(wish: Wish, need: Wanted, found: Found, variant: int, handover_on: date) -> Offer:
    row = found.rows[variant]
    source = f"hands-{row.line_id}" if row.supply is Supply.MADE else f"shelf-{variant}"
    offer = Offer(
        variant_id=variant,
        product_id=row.product_id,
        seller_id=row.seller_id,
        price=row.price,
        source=source,
        room=0,
        least=row.least_pieces or 1,
        most=row.most_pieces,
        why_not=_why_not(wish, need, found, row, handover_on),
    )
    return offer if offer.why_not else replace(offer, room=_room(wish, found, row, handover_on))


def _why_not(wish: Wish, need: Wanted, found: Found, row: Any, handover_on: date) -> str:
    if row.removed_at is not None or not row.on_show:
        return "sedang tidak dijual"
    if row.seller_id in wish.without:
        return "pembuatnya sudah tidak ikut"
    begins, ends = found.windows.get(row.id, (None, None))
    if not need.is_box and not shop.is_official(begins, ends, noon(row.village_code, handover_on)):
        return "bukan oleh-oleh resmi pada hari serah terima"
    if row.note_needed:
        return "perlu tulisan di setiap barang"
    if not bills_agencies(found.tills[row.seller_id], port(House)):
        return "pembuatnya belum menerima tagihan instansi"
    if wish.post_id is not None and (
        found.post is None or not post_rules.reaches(found.post.village_code, row.village_code)
    ):
        return "di luar jangkauan posko"
    if wish.post_id is None and not _options(wish, found, row, handover_on):
        return "belum bisa dikirim ke tempat acara"
    return ""


def _room(wish: Wish, found: Found, row: Any, handover_on: date) -> int:
    """Pieces that are ready by the day on which they have to be, so that they come in time."""
    today = day_in(row.village_code, found.now)
    by = days.ready_by(days.needed_on(handover_on), today, lambda day: _comes_on(wish, found, row, day))
    if by is None:
        return 0
    if row.supply is Supply.READY:
        ready = ready_from_stock(today, shop.days_off(row))
        if ready is None or ready > by:
            return 0
        shelf = batches.on_shelf(row.stock, found.lots.get(row.id, ()), row.keep_days)
        return shelf.sellable(max(today, handover_on))
    hands: Hands = shop.hands_of(row, found.taken[row.line_id])
    return most_within_reach(hands, today, by)


def _comes_on(wish: Wish, found: Found, row: Any, ready: date) -> date | None:
    if found.post is not None:
        return post_rules.complete_on(ready, found.post.gather_days)
    options = _options(wish, found, row, ready)
    return min((one.arrives_on for one in options), default=None)


def _options(wish: Wish, found: Found, row: Any, ready: date) -> list[Any]:
    """Ways in which this maker can send it to the place of hand-over."""
    ways = found.ways[row.seller_id]
    request = RateRequest(
        row.village_code,
        wish.village_code,
        row.weight_g,
        row.volume_cm3,
        ways.services,
        ready,
        day_in(row.village_code, found.now),
    )
    return [one for one in sending.options(ways, request) if one.way != PICKUP]


def least_orders_missed(plan: Plan, found: Found) -> list[str]:
    """Least orders that are not reached."""
    worth: dict[int, int] = defaultdict(int)
    heads: dict[int, Any] = {}
    for share in plan.shares:
        row = found.rows[share.variant_id]
        heads[row.seller_id] = row
        worth[row.seller_id] += share.amount
    told = [
        below_least_order(heads[seller].seller_name, amount, heads[seller].least_order)
        for seller, amount in worth.items()
    ]
    return [one for one in told if one]
