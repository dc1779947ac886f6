"""What is in a cart, at today's prices and dates."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in
from app.catalog.rules.notes import NoteAsked
from app.catalog.service import goods
from app.db.session import session
from app.delivery.rules.quotes import RateRequest
from app.delivery.rules.ways import Ways
from app.orders.models import Cart, CartLine
from app.orders.queries import holds, sending
from app.orders.queries import sets as carted
from app.orders.queries.sets import NO_SETS, Sets
from app.orders.rules import quote as rules
from app.orders.rules.changes import written_day
from app.orders.rules.quote import ParcelQuote, Quote, QuoteLine, Wanted, together
from app.orders.rules.sets import held_up
from app.sellers import queries as sellers
from app.sellers.rules import SellerState


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
    """The cart seller by seller; with ways of sending once the buyer's village is known.

    What unpaid orders of this cart hold of the same goods counts as free: placing replaces them.
    """
    if cart is None:
        return Quote(())
    wanted, has_unpaid = _lines_of(cart.id)
    if not wanted:
        return Quote(())
    pieces = together(wanted)
    own = holds.of_cart(cart.id, pieces) if has_unpaid else holds.Own()
    rows = goods.look(list(pieces))
    outcomes, sets = carted.settle(wanted, rows, goods.judge(pieces, rows, own.held), own.held)
    found = build(wanted, rows, outcomes, village=village, wishes=wishes, sets=sets)
    return replace(found, replaces=tuple(own.orders))


def lines_of(cart_id: int) -> list[Wanted]:
    """What lies in a cart, in the order in which it was put in."""
    return _lines_of(cart_id)[0]


def _lines_of(cart_id: int) -> tuple[list[Wanted], bool]:
    rows = (
        session()
        .execute(
            sa.select(
                CartLine.id,
                CartLine.variant_id,
                CartLine.note,
                CartLine.pieces,
                CartLine.seen_price,
                CartLine.seen_name,
                CartLine.seen_ready_on,
                CartLine.bundle_id,
                holds.unpaid(cart_id),
            )
            .where(CartLine.cart_id == cart_id)
            .order_by(CartLine.added_at, CartLine.id)
        )
        .all()
    )
    return [Wanted(*row[:8]) for row in rows], any(row[8] for row in rows)


def build(
    wanted: Sequence[Wanted],
    rows: Mapping[int, Any],
    outcomes: Mapping[int, goods.Taken | goods.Shortage],
    *,
    village: str | None,
    wishes: Mapping[int, str] | None,
    sets: Sets = NO_SETS,
) -> Quote:
    """A quote from what was looked up and judged; with ways of sending once the village is known."""
    kept = [one for one in wanted if one.bundle_id not in sets.out]
    sums, times = together(kept), Counter(one.variant_id for one in kept)
    by_seller: dict[int, list[QuoteLine]] = defaultdict(list)
    out: list[QuoteLine] = []
    heads: dict[int, Any] = {}
    for one in wanted:
        row = rows.get(one.variant_id)
        if row is None:
            continue
        line = _line(
            row, one, outcomes[one.variant_id], sets, sums.get(one.variant_id, 0), times[one.variant_id]
        )
        if line.is_out:
            out.append(line)
            continue
        heads.setdefault(row.seller_id, row)
        by_seller[row.seller_id].append(line)
    parcels = [
        ParcelQuote(
            seller,
            heads[seller].seller_slug,
            heads[seller].seller_name,
            heads[seller].city_name,
            tuple(lines),
            least_order=heads[seller].least_order,
            seller_village=heads[seller].village_code,
        )
        for seller, lines in by_seller.items()
    ]
    if village is None or not parcels:
        return Quote(tuple(parcels), tuple(out))
    ways = sellers.ways(list(heads))
    return Quote(
        tuple(
            _sent(parcel, heads[parcel.seller_id], village, ways[parcel.seller_id], wishes or {})
            for parcel in parcels
        ),
        tuple(out),
    )


def _line(
    row: Any, wanted: Wanted, outcome: goods.Taken | goods.Shortage, sets: Sets, all_pieces: int, times: int
) -> QuoteLine:
    in_set = sets.of_line(wanted)
    short = outcome if isinstance(outcome, goods.Shortage) else None
    why_out = sets.out.get(wanted.bundle_id) if wanted.bundle_id is not None else None
    is_out = why_out is not None or (short is not None and short.left == 0)
    asked = NoteAsked(row.note_label, row.note_most, row.note_needed)
    line = QuoteLine(
        variant_id=row.id,
        product_id=row.product_id,
        slug=row.slug,
        name=row.name,
        label=row.label,
        photo_key=row.photo_key,
        price=row.price,
        seen_price=wanted.seen_price,
        weight_g=row.weight_g,
        pieces=wanted.pieces,
        made=row.supply == "made",
        ready_on=None if isinstance(outcome, goods.Shortage) else outcome.ready_on,
        left=short.left if short else wanted.pieces,
        line_id=wanted.line_id,
        note=wanted.note,
        note_asked=asked,
        seen_name=wanted.seen_name,
        seen_ready_on=wanted.seen_ready_on,
        is_out=is_out,
        volume_cm3=row.volume_cm3,
        in_set=in_set,
    )
    if why_out is not None:
        return replace(line, problem=why_out)
    if short is None:
        return replace(line, problem=asked.problem(line.full_name, wanted.note))
    if is_out:
        return replace(line, problem=f"{line.full_name} tidak ikut dipesan: {_why_out(row)}.")
    if in_set is not None:
        elsewhere = all_pieces - wanted.pieces
        sentence = held_up(in_set.name, short.sentence, short.left, in_set.each, in_set.sets, elsewhere)
        return replace(line, problem=sentence)
    beside = ""
    if times > 1 and sets.is_in_a_set(row.id):
        beside = f" Di keranjang ada {all_pieces} seluruhnya, ada yang di dalam set."
    elif times > 1:
        beside = f" Di keranjang ada {all_pieces}, dengan {times} tulisan."
    return replace(line, problem=short.sentence + beside)


def _why_out(row: Any) -> str:
    """Why a line cannot be had at all."""
    if row.on_show and row.removed_at is None:
        return "baru saja habis" if row.supply == "ready" else "jadwal pembuatnya penuh"
    if row.leave_from is not None and row.leave_from <= clock.now():
        if row.leave_until is None:
            return f"{row.seller_name} sedang libur"
        if clock.now() < row.leave_until:
            last = day_in(row.village_code, row.leave_until) - timedelta(days=1)
            return f"{row.seller_name} sedang libur sampai {written_day(last)}"
    if sellers.get(row.seller_id).state is not SellerState.OPEN:
        return f"{row.seller_name} sedang tutup"
    return "sedang tidak dijual"


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
