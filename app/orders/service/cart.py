"""Putting things into a cart and taking them out."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.rules.life import MOST_PER_LINE
from app.catalog.rules.notes import NoteAsked, NoteRefused
from app.catalog.service import goods
from app.db.session import session, unit_of_work
from app.orders.models import Cart, CartLine
from app.orders.queries import cart as queries
from app.orders.rules.quote import Quote

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


def add(cart: Cart, variant_id: int, pieces: int, note: str = "") -> None:
    """So many more pieces of a variant with a text on them; the product must be on show. The same variant with another
    text is another line. Raises RuleBroken or NotFound."""
    _check_pieces(pieces)
    with unit_of_work() as current:
        row = goods.look([variant_id]).get(variant_id)
        if row is None or row.removed_at is not None or not row.on_show:
            raise NotFound(variant_id)
        _check_note(row, note)
        check_room(cart, 1)
        statement = insert(CartLine).values(
            cart_id=cart.id,
            variant_id=variant_id,
            note=note,
            pieces=pieces,
            seen_price=row.price,
            seen_name=goods.full_name(row),
            added_at=clock.now(),
        )
        most = sa.func.least(CartLine.pieces + statement.excluded.pieces, MOST_PER_LINE)
        line_id = current.scalars(
            statement.on_conflict_do_update(
                index_elements=[CartLine.cart_id, CartLine.variant_id, CartLine.note, CartLine.bundle_id],
                set_={"pieces": most, "seen_price": row.price, "seen_name": goods.full_name(row)},
            ).returning(CartLine.id)
        ).one()
        see_lines(cart, {line_id})


def check_room(cart: Cart, lines: int) -> None:
    """So many more lines fit into a cart. Raises RuleBroken."""
    there = session().scalar(
        sa.select(sa.func.count()).select_from(CartLine).where(CartLine.cart_id == cart.id)
    )
    if (there or 0) + lines > MOST_LINES:
        raise RuleBroken(f"Keranjang paling banyak {MOST_LINES} macam barang. Bayar dulu yang ini, ya.")


def set_pieces(cart: Cart, line_id: int, pieces: int) -> None:
    """Exactly so many pieces; none takes the line out. What is changed counts as seen as it is today."""
    if pieces != 0:
        _check_pieces(pieces)
    with unit_of_work() as current:
        line = _line(cart, line_id)
        if pieces == 0:
            current.delete(line)
            return
        line.pieces = pieces
        current.flush()
        see_lines(cart, {line_id})


def write_note(cart: Cart, line_id: int, note: str) -> None:
    """Another text on these pieces; with the text of another line they join it. Raises NoteRefused, NotFound."""
    with unit_of_work() as current:
        line = _line(cart, line_id)
        row = goods.look([line.variant_id]).get(line.variant_id)
        if row is not None:
            _check_note(row, note)
        twin = current.scalar(
            sa.select(CartLine).where(
                CartLine.cart_id == cart.id,
                CartLine.variant_id == line.variant_id,
                CartLine.note == note,
                CartLine.bundle_id.is_(None),
                CartLine.id != line.id,
            )
        )
        if twin is None:
            line.note = note
        else:
            twin.pieces = min(twin.pieces + line.pieces, MOST_PER_LINE)
            current.delete(line)


def _line(cart: Cart, line_id: int) -> CartLine:
    """A line that stands by itself; what belongs to a set is changed with it (`service.sets`)."""
    line = session().scalar(
        sa.select(CartLine).where(
            CartLine.cart_id == cart.id, CartLine.id == line_id, CartLine.bundle_id.is_(None)
        )
    )
    if line is None:
        raise NotFound(line_id)
    return line


def _check_pieces(pieces: int) -> None:
    if not 1 <= pieces <= MOST_PER_LINE:
        raise RuleBroken(f"Jumlahnya antara 1 dan {MOST_PER_LINE}.")


def _check_note(row: Any, note: str) -> None:
    asked = NoteAsked(row.note_label, row.note_most, row.note_needed)
    problem = asked.problem(goods.full_name(row), note)
    if problem is not None:
        raise NoteRefused(problem)


def see(cart: Cart, quote: Quote) -> None:
    """The buyer has been shown these prices, names and days, and goes on."""
    news = [line for line in quote.lines if line.is_news]
    if not news:
        return
    with unit_of_work() as current:
        current.connection().execute(
            sa.update(CartLine)
            .where(CartLine.cart_id == cart.id, CartLine.id == sa.bindparam("line"))
            .values(
                seen_price=sa.bindparam("price"),
                seen_name=sa.bindparam("name"),
                seen_ready_on=sa.bindparam("day"),
            ),
            [
                {"line": line.line_id, "price": line.price, "name": line.full_name, "day": line.ready_on}
                for line in news
            ],
        )
        current.expire_all()


def see_lines(cart: Cart, line_ids: Collection[int]) -> None:
    """Only these lines: what moved the others is still news."""
    quote = queries.quote(cart)
    parcels = tuple(
        replace(part, lines=tuple(line for line in part.lines if line.line_id in line_ids))
        for part in quote.parcels
    )
    if any(part.lines for part in parcels):
        see(cart, Quote(parcels))


def keep_address(cart: Cart, address: Mapping[str, Any]) -> None:
    """What was typed at checkout, so that it is there again."""
    with unit_of_work():
        cart.address = dict(address)


def forget_old(before: datetime) -> int:
    """Drop carts that nobody has touched since a moment; they hold addresses."""
    with unit_of_work() as current:
        gone = current.execute(sa.delete(Cart).where(Cart.touched_at < before).returning(Cart.id)).all()
    return len(gone)
