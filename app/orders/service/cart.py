"""Putting things into a cart and taking them out."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.rules.life import MOST_PER_LINE
from app.catalog.service import goods
from app.db.session import unit_of_work
from app.orders.models import Cart, CartLine
from app.orders.queries import cart as queries

MOST_LINES = 60


def open_cart(token: str | None, actor: Actor | None) -> tuple[Cart, str | None]:
    """The cart of this visitor, made when there is none; with a new token where the cookie must be set."""
    person_id = actor.person_id if actor else None
    with unit_of_work() as current:
        cart = queries.cart_of(token, person_id)
        fresh = None
        if cart is None:
            fresh = secrets.token_urlsafe(24)
            cart = Cart(token_hash=queries.hash_of(fresh), address={}, touched_at=clock.now())
            current.add(cart)
        if cart.person_id is None:
            cart.person_id = person_id
        cart.touched_at = clock.now()
        current.flush()
    return cart, fresh


def add(cart: Cart, variant_id: int, pieces: int) -> None:
    """So many more pieces of a variant, which must be on show. Raises RuleBroken or NotFound."""
    _check_pieces(pieces)
    with unit_of_work() as current:
        row = goods.look([variant_id]).get(variant_id)
        if row is None or row.removed_at is not None or not row.on_show:
            raise NotFound(variant_id)
        lines = current.scalar(
            sa.select(sa.func.count()).select_from(CartLine).where(CartLine.cart_id == cart.id)
        )
        if (lines or 0) >= MOST_LINES:
            raise RuleBroken(f"Keranjang paling banyak {MOST_LINES} macam barang. Bayar dulu yang ini, ya.")
        statement = insert(CartLine).values(
            cart_id=cart.id, variant_id=variant_id, pieces=pieces, seen_price=row.price, added_at=clock.now()
        )
        most = sa.func.least(CartLine.pieces + statement.excluded.pieces, MOST_PER_LINE)
        current.execute(
            statement.on_conflict_do_update(
                index_elements=[CartLine.cart_id, CartLine.variant_id, CartLine.note],
                set_={"pieces": most, "seen_price": row.price},
            )
        )


def set_pieces(cart: Cart, variant_id: int, pieces: int) -> None:
    """Exactly so many pieces; none takes the line out. What is changed counts as seen at today's price."""
    if pieces != 0:
        _check_pieces(pieces)
    with unit_of_work() as current:
        line = current.scalar(
            sa.select(CartLine).where(CartLine.cart_id == cart.id, CartLine.variant_id == variant_id)
        )
        if line is None:
            raise NotFound(variant_id)
        if pieces == 0:
            current.delete(line)
            return
        row = goods.look([variant_id]).get(variant_id)
        line.pieces = pieces
        line.seen_price = row.price if row is not None else line.seen_price


def _check_pieces(pieces: int) -> None:
    if not 1 <= pieces <= MOST_PER_LINE:
        raise RuleBroken(f"Jumlahnya antara 1 dan {MOST_PER_LINE}.")


def accept_prices(cart: Cart) -> None:
    """The buyer has been shown today's prices and goes on."""
    with unit_of_work() as current:
        lines = current.scalars(sa.select(CartLine).where(CartLine.cart_id == cart.id)).all()
        rows = goods.look([line.variant_id for line in lines])
        for line in lines:
            if line.variant_id in rows:
                line.seen_price = rows[line.variant_id].price


def keep_address(cart: Cart, address: Mapping[str, Any]) -> None:
    """What was typed at checkout, so that it is there again."""
    with unit_of_work():
        cart.address = dict(address)


def forget_old(before: datetime) -> int:
    """Drop carts that nobody has touched since a moment; they hold addresses."""
    with unit_of_work() as current:
        gone = current.execute(sa.delete(Cart).where(Cart.touched_at < before).returning(Cart.id)).all()
    return len(gone)
