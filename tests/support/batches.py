"""A snack that lies ready in batches, and what a test wants to know of them."""

from datetime import date, timedelta

import sqlalchemy as sa

from app.base.actor import Actor
from app.catalog.models import Batch, Product
from app.catalog.service import batches
from app.catalog.service.batches import NewBatch
from app.db.session import db
from app.orders.models import LineLot, OrderLine
from tests.support import world

TODAY = date(2026, 11, 22)
FRESH, OLD = TODAY + timedelta(days=170), TODAY + timedelta(days=60)
"""The world's snack keeps 180 days and its gerai sends six days far: it is sold until 36 days before its date."""
KEEP = 36


def a_snack(*, stock: int = 0, name: str = "Keripik Uji") -> Product:
    """A snack on show; without stock there is nothing but what batches are added."""
    maker = world.actor(world.SELLER)
    product, _ = world.a_snack_with_papers(maker, name=name)
    variant = world.variant_of(product)
    batches.count_loose(maker, product.slug, variant.id, there=stock, seen=variant.stock)
    return product


def a_batch(
    product: Product, code: str = "B1", best_before: date = FRESH, pieces: int = 10, *, counted: int | None = None,
    maker: Actor | None = None,
) -> Batch:  # fmt: skip
    """Pieces with a code on the shelf."""
    what = NewBatch(code, best_before, pieces, counted)
    return batches.add(maker or world.actor(world.SELLER), product.slug, world.variant_of(product).id, what)


def two_batches(old: int = 5, fresh: int = 5) -> tuple[Product, Batch, Batch]:
    """A snack with an older and a fresher batch; the fresher was added first."""
    product = a_snack()
    young = a_batch(product, "B-BARU", FRESH, fresh)
    return product, a_batch(product, "B-LAMA", OLD, old), young


def on_hand() -> dict[str, tuple[int, int, int]]:
    """Code → made, on hand, withdrawn."""
    db.session.flush()
    rows = db.session.execute(sa.text("SELECT code, made, on_hand, withdrawn FROM batches ORDER BY id"))
    return {code: (made, there, out) for code, made, there, out in rows}


def lots_in(order_id: int) -> dict[str, int]:
    """Code → pieces that an order holds."""
    db.session.flush()
    rows = db.session.execute(
        sa.text(
            "SELECT b.code, sum(t.pieces) FROM line_lots t JOIN batches b ON b.id = t.batch_id "
            "JOIN order_lines l ON l.id = t.order_line_id JOIN parcels p ON p.id = l.parcel_id "
            "WHERE p.order_id = :id GROUP BY b.code ORDER BY b.code"
        ),
        {"id": order_id},
    )
    return {code: int(pieces) for code, pieces in rows}


def lot_of(line: OrderLine) -> LineLot:
    """The only lot of a line."""
    return db.session.scalars(sa.select(LineLot).where(LineLot.order_line_id == line.id)).one()
