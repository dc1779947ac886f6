"""What happens to batches, always under the lock of their variant: added, counted anew, sold, handed back, recalled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.catalog.events import BatchRecalled
from app.catalog.models import Batch, Product, StorefrontListing, Variant
from app.catalog.queries import batches as queries
from app.catalog.queries import own
from app.catalog.rules import batches as rules
from app.catalog.rules import life
from app.catalog.rules.facts import is_food
from app.catalog.rules.life import Supply
from app.catalog.service.shelf import restock
from app.catalog.service.waiting import note_stock
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.sellers import queries as sellers


class NoCode(RuleBroken):
    message = "Tulis kode produksinya, misalnya B221126."


class AlreadyRecalled(RuleBroken):
    def __init__(self, code: str) -> None:
        super().__init__(f"Kode {code} sudah ditarik dari peredaran. Pakai kode lain untuk yang baru.")


class OtherDate(RuleBroken):
    def __init__(self, code: str, known: date) -> None:
        super().__init__(
            f"Kode {code} sudah tercatat dengan tanggal {known:%d-%m-%Y}. Samakan tanggalnya, atau pakai kode lain."
        )


# -- what orders do, under locks that `goods` holds ------------------------------------------------


def take(pieces: Mapping[int, int]) -> None:
    """Batch → pieces that leave the shelf; the variants are locked and their stock is written by the caller."""
    if pieces:
        session().connection().execute(
            sa.update(Batch)
            .where(Batch.id == sa.bindparam("batch"))
            .values(on_hand=Batch.on_hand - sa.bindparam("pieces")),
            [{"batch": batch, "pieces": count} for batch, count in sorted(pieces.items())],
        )


def variants_of(batch_ids: Collection[int]) -> dict[int, int]:
    """Batch → its variant, which never changes."""
    if not batch_ids:
        return {}
    rows = session().execute(sa.select(Batch.id, Batch.variant_id).where(Batch.id.in_(batch_ids)))
    return {batch: variant for batch, variant in rows}


def put_back(lots: Mapping[int, int], spoilt: Mapping[int, int]) -> dict[int, int]:
    """Batch → pieces that come back; answers those that lie on the shelf again. What was recalled, and what is `spoilt`,
    is withdrawn instead. The variants are locked and their stock is written by the caller."""
    if not (lots or spoilt):
        return {}
    again: dict[int, int] = {}
    found = session().scalars(
        sa.select(Batch)
        .where(Batch.id.in_({*lots, *spoilt}))
        .order_by(Batch.id)
        .execution_options(populate_existing=True)
    )
    for batch in found:
        fit = lots.get(batch.id, 0) if batch.recalled_at is None else 0
        batch.on_hand += fit
        batch.withdrawn += lots.get(batch.id, 0) - fit + spoilt.get(batch.id, 0)
        if fit:
            again[batch.id] = fit
    session().flush()
    return again


# -- the seller's shelf -----------------------------------------------------------------------------


@dataclass(frozen=True)
class NewBatch:
    """A batch as its maker writes it down. `counted`: how many pieces without a code she saw, when these are among them;
    None when they come on top."""

    code: str
    best_before: date
    pieces: int
    counted: int | None = None


def add(actor: Actor, slug: str, variant_id: int, what: NewBatch) -> Batch:
    """Pieces with a code on the shelf; the same code and date again makes that batch larger. Raises RuleBroken, NotFound."""
    code = _code(what.code)
    if not 1 <= what.pieces <= rules.MOST_MADE:
        raise RuleBroken(f"Jumlahnya antara 1 dan {rules.MOST_MADE:,}.".replace(",", "."))
    with unit_of_work():
        product, variant = _hers(actor, slug, variant_id)
        if not is_food(product.category):
            raise RuleBroken("Kode produksi hanya untuk makanan dan minuman. Ubah saja jumlah stoknya.")
        today = day_in(_region(product), clock.now())
        if what.best_before <= today:
            raise RuleBroken("Tanggal ini sudah lewat. Periksa lagi tanggal di kemasannya.")
        loose = variant.stock - _coded(variant_id)
        pieces = what.pieces
        if what.counted is not None:
            pieces -= max(0, what.counted - loose)  # sold since she looked
            if pieces < 1:
                raise RuleBroken("Yang tanpa kode baru saja terjual. Hitung lagi, lalu tulis jumlahnya.")
        was = variant.stock
        batch = _grown(variant_id, code, what.best_before, pieces)
        batch.on_hand += pieces
        variant.stock += pieces - (min(loose, pieces) if what.counted is not None else 0)
        session().flush()
        note_stock(actor, product, variant, was)
        record(
            actor, "batch added", "batch", batch.id, variant=variant_id, code=code, pieces=pieces,
            best_before=what.best_before.isoformat(),
        )  # fmt: skip
        restock([product.id])
    return batch


def mark_made(variant_id: int, code: str, best_before: date, pieces: int) -> Batch:
    """Pieces that go straight into an order get their code: they were made for it, or lay there without one. Raises NoCode,
    AlreadyRecalled, OtherDate."""
    code = _code(code)
    with unit_of_work():
        session().execute(sa.select(Variant.id).where(Variant.id == variant_id).with_for_update())
        batch = _grown(variant_id, code, best_before, pieces)
        session().flush()
    return batch


def _code(typed: str) -> str:
    code = " ".join(typed.split())[: rules.MOST_CODE]
    if not code:
        raise NoCode
    return code


def _grown(variant_id: int, code: str, best_before: date, pieces: int) -> Batch:
    """The batch of this code with so many more pieces made; a new one when there is none."""
    batch = session().scalar(
        sa.select(Batch)
        .where(Batch.variant_id == variant_id, Batch.code == code)
        .execution_options(populate_existing=True)
    )
    if batch is None:
        batch = Batch(
            variant_id=variant_id, code=code, best_before=best_before, made=0, on_hand=0, withdrawn=0,
            added_at=clock.now(),
        )  # fmt: skip
        session().add(batch)
    elif batch.recalled_at is not None:
        raise AlreadyRecalled(code)
    elif batch.best_before != best_before:
        raise OtherDate(code, batch.best_before)
    batch.made += pieces
    return batch


def count_loose(actor: Actor, slug: str, variant_id: int, *, there: int, seen: int) -> None:
    """So many pieces without a code are there, when `seen` stood on the page: only the difference is applied, so that what
    was sold meanwhile stays sold. Raises RuleBroken."""
    with unit_of_work():
        product, variant = _hers(actor, slug, variant_id)
        loose = variant.stock - _coded(variant_id)
        after = max(0, loose + there - seen)
        if not 0 <= there <= life.MOST_STOCK or variant.stock - loose + after > life.MOST_STOCK:
            raise RuleBroken(f"Isi antara 0 dan {life.MOST_STOCK:,}.".replace(",", "."))
        was = variant.stock
        variant.stock += after - loose
        session().flush()
        note_stock(actor, product, variant, was)
        record(actor, "stock counted", "product", product.id, variant=variant_id, was=loose, now=after)
        restock([product.id])


def take_out(actor: Actor, batch_id: int, pieces: int) -> None:
    """Pieces of a batch that will not be sold: spoilt, eaten, given away. Raises RuleBroken beyond what is on hand."""
    with unit_of_work():
        sheet = queries.of_own(actor, batch_id)
        variant = _locked(sheet.variant.id)
        batch = _fresh(batch_id)
        if not 1 <= pieces <= batch.on_hand:
            raise RuleBroken(f"Dari kode {batch.code} masih ada {batch.on_hand}. Isi paling banyak segitu.")
        batch.on_hand -= pieces
        batch.withdrawn += pieces
        variant.stock -= pieces
        session().flush()
        note_stock(actor, own.product(variant.product_id), variant, variant.stock + pieces)
        record(actor, "batch pieces taken out", "batch", batch.id, pieces=pieces)
        restock([variant.product_id])


def _hers(actor: Actor, slug: str, variant_id: int) -> tuple[Product, Variant]:
    """The product and its variant, held. Raises NotFound; RuleBroken for what is made when it is ordered."""
    product = own.owned(actor, slug)
    variant = _locked(variant_id)
    if variant.product_id != product.id or variant.removed_at is not None:
        raise NotFound(variant_id)
    if product.supply is not Supply.READY:
        raise RuleBroken(
            "Barang ini dibuat setelah dipesan, jadi tidak punya stok. Kodenya ditulis saat mengemas."
        )
    return product, variant


def _locked(variant_id: int) -> Variant:
    found = session().get(Variant, variant_id, with_for_update=True, populate_existing=True)
    if found is None:
        raise NotFound(variant_id)
    return found


def _fresh(batch_id: int) -> Batch:
    return session().get_one(Batch, batch_id, populate_existing=True)


def _coded(variant_id: int) -> int:
    """Pieces of a variant that lie there with a code."""
    counted = sa.select(sa.func.coalesce(sa.func.sum(Batch.on_hand), 0)).where(Batch.variant_id == variant_id)
    return int(session().scalar(counted) or 0)


def _region(product: Product) -> str:
    return sellers.get(product.seller_id).village_code or "36"


# -- recall -----------------------------------------------------------------------------------------


def recall(actor: Actor, batch_id: int, reason: str) -> None:
    """From this moment nothing of the batch is sold. What becomes of the orders that hold it follows from the event. The
    caller has made sure that the actor may. Raises RuleBroken without a reason, AlreadyRecalled."""
    if not reason:
        raise RuleBroken("Tulis alasannya: pembeli akan membacanya.")
    with unit_of_work():
        batch = queries.get(batch_id)
        variant = _locked(batch.variant_id)
        batch = _fresh(batch_id)
        if batch.recalled_at is not None:
            raise AlreadyRecalled(batch.code)
        variant.stock -= batch.on_hand
        record(
            actor, "batch recalled", "batch", batch.id, code=batch.code, reason=reason, on_hand=batch.on_hand
        )
        batch.withdrawn += batch.on_hand
        batch.on_hand = 0
        batch.recalled_at, batch.recall_reason, batch.recalled_by_id = clock.now(), reason, actor.by_id
        session().flush()
        restock([variant.product_id])
        announce(BatchRecalled(batch_id=batch.id, product_id=variant.product_id, by_id=actor.by_id))


def spare(batch_id: int) -> int:
    """Pieces of other batches that may be sold in place of this one; the variant is held from here on. What has no code
    does not count: nobody knows whether it was made together with what is recalled."""
    _, shelf, today = _others(batch_id)
    return sum(one.pieces for one in rules.on_sale(shelf.lots, shelf.keep_days, today))


def swap(batch_id: int, pieces: int) -> dict[int, int]:
    """Take up to `pieces` out of other batches (answered as batch → pieces, the oldest first), and withdraw as many of this
    one: they come out of an order."""
    with unit_of_work():
        variant, shelf, today = _others(batch_id)
        count = min(pieces, shelf.sellable(today))
        picked = rules.pick(count, shelf, today)
        if not count or picked is None:
            return {}
        take(picked.lots)
        session().execute(
            sa.update(Batch).where(Batch.id == batch_id).values(withdrawn=Batch.withdrawn + count)
        )
        variant.stock -= count
        session().flush()
        restock([variant.product_id])
        session().expire_all()
    return dict(picked.lots)


def _others(batch_id: int) -> tuple[Variant, rules.OnShelf, date]:
    """The variant of a batch, held; its lots of other batches; and today in its region."""
    variant = _locked(queries.get(batch_id).variant_id)
    listing = session().get_one(StorefrontListing, variant.product_id)
    lots = [one for one in queries.lots_of([variant.id])[variant.id] if one.batch_id != batch_id]
    shelf = rules.OnShelf(0, lots, listing.keep_days or 0)
    return variant, shelf, day_in(listing.village_code, clock.now())
