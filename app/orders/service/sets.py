"""Sets in a cart: put in, counted and taken out as a whole."""

from collections.abc import Mapping

import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.catalog.queries import bundles
from app.catalog.rules.life import MOST_PER_LINE
from app.catalog.service import goods
from app.db.session import session, unit_of_work
from app.orders.models import Cart, CartLine
from app.orders.service.cart import check_room, see_lines


def add(cart: Cart, slug: str, sets: int) -> None:
    """So many more of a set that buyers see. Raises NotFound, RuleBroken."""
    _check(sets)
    with unit_of_work() as current:
        _lock(cart)
        sheet = bundles.shown(slug)
        each = {part.variant_id: part.pieces for part in sheet.parts}
        there = {line.variant_id: line for line in _lines(cart, sheet.bundle.id)}
        _check_fits(sets, each, {variant: line.pieces for variant, line in there.items()})
        if not there:
            check_room(cart, len(each))
        rows = goods.look(list(each))
        now = clock.now()
        for variant_id, pieces in each.items():
            line = there.get(variant_id)
            if line is None:
                line = CartLine(
                    cart_id=cart.id,
                    variant_id=variant_id,
                    bundle_id=sheet.bundle.id,
                    note="",
                    pieces=0,
                    seen_price=0,
                    added_at=now,
                )
                current.add(line)
            line.pieces += pieces * sets
            line.seen_price, line.seen_name = rows[variant_id].price, goods.full_name(rows[variant_id])
        current.flush()
        see_lines(cart, {line.id for line in _lines(cart, sheet.bundle.id)})


def count_anew(cart: Cart, bundle_id: int, sets: int) -> None:
    """Exactly so many sets; none takes all of its lines out. Raises NotFound, RuleBroken."""
    if sets:
        _check(sets)
    with unit_of_work() as current:
        _lock(cart)
        lines = _lines(cart, bundle_id)
        if not lines:
            raise NotFound(bundle_id)
        if sets == 0:
            current.execute(sa.delete(CartLine).where(CartLine.id.in_([line.id for line in lines])))
            return
        each = bundles.heads([bundle_id])[bundle_id].pieces
        _check_fits(sets, each, {})
        for line in lines:
            line.pieces = each[line.variant_id] * sets
        current.flush()
        see_lines(cart, {line.id for line in lines})


def _lock(cart: Cart) -> None:
    """One change at a time: two tabs would count the same sets."""
    session().execute(sa.select(Cart.id).where(Cart.id == cart.id).with_for_update())


def _lines(cart: Cart, bundle_id: int) -> list[CartLine]:
    query = sa.select(CartLine).where(CartLine.cart_id == cart.id, CartLine.bundle_id == bundle_id)
    return list(
        session().scalars(query.order_by(CartLine.id).execution_options(populate_existing=True)).all()
    )


def _check(sets: int) -> None:
    if not 1 <= sets <= MOST_PER_LINE:
        raise RuleBroken(f"Jumlahnya antara 1 dan {MOST_PER_LINE}.")


def _check_fits(sets: int, each: Mapping[int, int], there: Mapping[int, int]) -> None:
    """A cart's line holds no more pieces than any line."""
    most = min((MOST_PER_LINE - there.get(variant, 0)) // pieces for variant, pieces in each.items())
    if sets > most:
        held = f" lagi, karena di keranjang sudah ada {max(there.values())} buah" if there else ""
        raise RuleBroken(f"Sekali pesan paling banyak {max(most, 0)} set{held}.")
