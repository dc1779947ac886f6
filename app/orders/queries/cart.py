"""What is in a cart, at today's prices and dates."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in
from app.catalog.service import goods
from app.db.session import session
from app.delivery.rules.quotes import RateRequest
from app.delivery.rules.ways import Ways
from app.orders.models import Cart, CartLine
from app.orders.queries import sending
from app.orders.rules import quote as rules
from app.orders.rules.quote import ParcelQuote, Quote, QuoteLine
from app.sellers import queries as sellers


def hash_of(token: str) -> str:
    """What is stored of a cart's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def cart_of(token: str | None, person_id: int | None) -> Cart | None:
    """The cart of this cookie, else the last one that this person touched anywhere."""
    if token:
        cart = session().scalar(sa.select(Cart).where(Cart.token_hash == hash_of(token)))
        if cart is not None and cart.person_id in (None, person_id):
            return cart
    if person_id is None:
        return None
    return session().scalar(
        sa.select(Cart).where(Cart.person_id == person_id).order_by(Cart.touched_at.desc()).limit(1)
    )


def is_members(token: str | None) -> bool:
    """The cart of this cookie belongs to a person's account."""
    if not token:
        return False
    owned = sa.and_(Cart.token_hash == hash_of(token), Cart.person_id.is_not(None))
    return bool(session().scalar(sa.select(sa.exists().where(owned))))


def quote(cart: Cart | None, *, village: str | None = None, wishes: Mapping[int, str] | None = None) -> Quote:
    """The cart seller by seller; with ways of sending once the buyer's village is known."""
    if cart is None:
        return Quote(())
    lines = session().scalars(
        sa.select(CartLine)
        .where(CartLine.cart_id == cart.id)
        .order_by(CartLine.added_at, CartLine.variant_id)
    )
    return quote_for(
        {line.variant_id: (line.pieces, line.seen_price) for line in lines}, village=village, wishes=wishes
    )


def quote_for(
    wanted: Mapping[int, tuple[int, int]], *, village: str | None, wishes: Mapping[int, str] | None
) -> Quote:
    """Variant → (pieces, price seen), judged by the same function that enforces an order."""
    if not wanted:
        return Quote(())
    rows = goods.look(list(wanted))
    outcomes = goods.judge({variant: pieces for variant, (pieces, _) in wanted.items()}, rows)
    return build(wanted, rows, outcomes, village=village, wishes=wishes)


def build(
    wanted: Mapping[int, tuple[int, int]],
    rows: Mapping[int, Any],
    outcomes: Mapping[int, goods.Taken | goods.Shortage],
    *,
    village: str | None,
    wishes: Mapping[int, str] | None,
) -> Quote:
    """A quote from what was looked up and judged; with ways of sending once the village is known."""
    by_seller: dict[int, list[QuoteLine]] = defaultdict(list)
    heads: dict[int, Any] = {}
    for variant_id, (pieces, seen_price) in wanted.items():
        row = rows.get(variant_id)
        if row is None:
            continue
        heads.setdefault(row.seller_id, row)
        by_seller[row.seller_id].append(_line(row, pieces, seen_price, outcomes[variant_id]))
    parcels = [
        ParcelQuote(
            seller,
            heads[seller].seller_slug,
            heads[seller].seller_name,
            heads[seller].city_name,
            tuple(lines),
            seller_village=heads[seller].village_code,
        )
        for seller, lines in by_seller.items()
    ]
    if village is None:
        return Quote(tuple(parcels))
    ways = sellers.ways(list(heads))
    return Quote(
        tuple(
            _sent(parcel, heads[parcel.seller_id], village, ways[parcel.seller_id], wishes or {})
            for parcel in parcels
        )
    )


def _line(row: Any, pieces: int, seen_price: int, outcome: goods.Taken | goods.Shortage) -> QuoteLine:
    short = outcome if isinstance(outcome, goods.Shortage) else None
    return QuoteLine(
        variant_id=row.id,
        product_id=row.product_id,
        slug=row.slug,
        name=row.name,
        label=row.label,
        photo_key=row.photo_key,
        price=row.price,
        seen_price=seen_price,
        weight_g=row.weight_g,
        pieces=pieces,
        made=row.supply == "made",
        ready_on=None if isinstance(outcome, goods.Shortage) else outcome.ready_on,
        left=short.left if short else pieces,
        problem=short.sentence if short else None,
        volume_cm3=row.volume_cm3,
    )


def _sent(parcel: ParcelQuote, head: Any, village: str, ways: Ways, wishes: Mapping[int, str]) -> ParcelQuote:
    if parcel.ready_on is None:
        return parcel
    today = day_in(head.village_code, clock.now())
    request = RateRequest(
        head.village_code,
        village,
        parcel.weight_g,
        parcel.volume_cm3,
        ways.services,
        parcel.ready_on,
        today,
    )
    options, wish = sending.options(ways, request), wishes.get(parcel.seller_id)
    chosen = rules.choose(options, wish)
    gone = chosen is not None and wish is not None and chosen.way != wish
    return replace(parcel, options=tuple(options), chosen=chosen, wish_is_gone=gone)


def count_pieces(cart_id: int) -> int:
    """How many pieces lie in a cart."""
    counted = sa.select(sa.func.coalesce(sa.func.sum(CartLine.pieces), 0)).where(CartLine.cart_id == cart_id)
    return int(session().scalar(counted) or 0)
