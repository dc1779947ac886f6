"""A seller works on her goods: drafts, photos, offer. What is submitted or judged is never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import CATEGORY_WORDS, CRAFT_OF, Category
from app.catalog.models import Product, ProductionLine, Revision, RevisionPhoto, Variant
from app.catalog.queries import own
from app.catalog.queries import schedule as queries
from app.catalog.queries.batches import lots_of
from app.catalog.rules import life, notes
from app.catalog.rules.availability import Limits
from app.catalog.rules.band import OfferPart
from app.catalog.rules.life import RevisionState, Supply
from app.catalog.rules.notes import NO_NOTE, NoteAsked
from app.catalog.rules.promise import Pace
from app.catalog.service import schedule, waiting
from app.catalog.service.shelf import refresh
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.delivery.rules.weights import PackedSize
from app.media import service as media
from app.regions.rules import slug_of
from app.sellers import queries as sellers
from app.training import queries as training


class UnderReview(RuleBroken):
    message = "Barang ini sedang ditinjau kurator. Tarik dulu pengajuannya kalau ingin mengubah."


def begin(actor: Actor, *, category: Category, name: str) -> Product:
    """A draft of a new product, in a craft that somebody in the gerai has learnt. Raises RuleBroken."""
    with unit_of_work() as current:
        seller = sellers.owned(actor)
        if CRAFT_OF[category] not in training.crafts_of_sellers([seller.id])[seller.id]:
            raise RuleBroken(
                f"Untuk menjual {CATEGORY_WORDS[category].lower()} perlu sertifikat pelatihan di bidang itu. "
                "Tanyakan jadwalnya ke petugas dinas atau kader."
            )
        product = Product(
            seller_id=seller.id,
            slug=_free_slug(name),
            category=category,
            supply=Supply.READY,
            made_at=clock.now(),
        )
        current.add(product)
        current.flush()
        current.add(
            Revision(
                product_id=product.id,
                number=1,
                state=RevisionState.DRAFT,
                name=name,
                description="",
                facts={},
                made_at=clock.now(),
            )
        )
        record(actor, "product begun", "product", product.id, name=name)
    return product


def _free_slug(name: str) -> str:
    """The name, else the name with a number. Who asks meanwhile waits for this transaction: a class types alike."""
    stem = slug_of(name)[:70] or "barang"
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext("products.slug"))))
    taken = set(
        session().scalars(sa.select(Product.slug).where(Product.slug.startswith(stem, autoescape=True)))
    )
    taken.add("baru")  # the address of the first step
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def working(product: Product) -> Revision:
    """The revision that may be changed: the open draft, else a fresh copy of the newest. Raises UnderReview."""
    newest = own.latest(product.id)
    if newest.state is RevisionState.SUBMITTED:
        raise UnderReview
    if newest.state is RevisionState.DRAFT:
        return newest
    copy = Revision(
        product_id=product.id,
        number=newest.number + 1,
        state=RevisionState.DRAFT,
        name=newest.name,
        description=newest.description,
        facts=dict(newest.facts),
        made_at=clock.now(),
        asked=waiting.pending(newest),
    )
    session().add(copy)
    session().flush()
    session().add_all(
        RevisionPhoto(revision_id=copy.id, photo_id=one.photo.id, position=one.position, alt=one.alt)
        for one in own.photos(newest.id)
    )
    session().flush()
    return copy


def _lock(product: Product) -> None:
    """One editor at a time: two tabs may not make two drafts. An order, which refers to the product, does not wait."""
    session().execute(sa.select(Product.id).where(Product.id == product.id).with_for_update(key_share=True))


def name_it(actor: Actor, slug: str, *, name: str, description: str) -> None:
    """Name and description."""
    with unit_of_work():
        product = own.owned(actor, slug)
        _lock(product)
        revision = working(product)
        revision.name, revision.description = name, description
        record(actor, "product named", "product", product.id, revision=revision.number)


def state_facts(actor: Actor, slug: str, facts: dict[str, Any]) -> None:
    """The facts of its category, as far as they are known."""
    with unit_of_work():
        product = own.owned(actor, slug)
        _lock(product)
        revision = working(product)
        revision.facts = facts
        record(actor, "product facts stated", "product", product.id, revision=revision.number)


# -- photos -----------------------------------------------------------------------------------


def add_photo(actor: Actor, slug: str, content: bytes) -> None:
    """One more photo, at the end. Raises BadPhoto, or RuleBroken when there are eight already."""
    product = own.owned(actor, slug)
    newest = own.latest(product.id)
    if newest.state is RevisionState.SUBMITTED:
        raise UnderReview
    _check_room(own.photos(newest.id))  # before the picture is taken in: a refused one leaves nothing behind
    photo = media.take_photo(actor, content)
    with unit_of_work() as current:
        _lock(product)
        revision = working(product)
        there = own.photos(revision.id)
        _check_room(there)
        position = max((one.position for one in there), default=0) + 1
        current.add(RevisionPhoto(revision_id=revision.id, photo_id=photo.id, position=position, alt=""))
        record(actor, "photo added", "product", product.id, photo=photo.id)


def _check_room(there: Sequence[own.Photographed]) -> None:
    if len(there) >= life.MOST_PHOTOS:
        raise RuleBroken(f"Sudah ada {life.MOST_PHOTOS} foto. Hapus satu dulu kalau ingin menggantinya.")


def remove_photo(actor: Actor, slug: str, photo_id: int) -> None:
    """Take a photo out of the working revision. Raises NotFound."""
    with unit_of_work() as current:
        product = own.owned(actor, slug)
        _lock(product)
        revision = working(product)
        placed = current.get(RevisionPhoto, (revision.id, photo_id))
        if placed is None:
            raise NotFound(photo_id)
        current.delete(placed)
        record(actor, "photo removed", "product", product.id, photo=photo_id)


def make_cover(actor: Actor, slug: str, photo_id: int) -> None:
    """Put a photo first. Raises NotFound."""
    with unit_of_work():
        product = own.owned(actor, slug)
        _lock(product)
        revision = working(product)
        order = [one.photo.id for one in own.photos(revision.id)]
        if photo_id not in order:
            raise NotFound(photo_id)
        order.insert(0, order.pop(order.index(photo_id)))
        for position, one in enumerate(order, start=1):
            _placed(revision.id, one).position = position
        record(actor, "cover chosen", "product", product.id, photo=photo_id)


def describe_photo(actor: Actor, slug: str, photo_id: int, alt: str) -> None:
    """What is seen on a photo, for those who cannot see it. Raises NotFound."""
    with unit_of_work():
        product = own.owned(actor, slug)
        _lock(product)
        _placed(working(product).id, photo_id).alt = alt
        record(actor, "photo described", "product", product.id, photo=photo_id)


def _placed(revision_id: int, photo_id: int) -> RevisionPhoto:
    placed = session().get(RevisionPhoto, (revision_id, photo_id))
    if placed is None:
        raise NotFound(photo_id)
    return placed


# -- the offer --------------------------------------------------------------------------------


@dataclass(frozen=True)
class VariantOffer:
    """One thing to buy. `id` names an existing variant; None makes a new one. Prices in rupiah, weights in grams, sizes
    as packed.

    `stock_seen` is what the seller saw when she typed `stock`: only her change is applied, so that pieces that were
    sold meanwhile stay sold.
    """

    id: int | None
    label: str
    price: int
    weight_g: int
    stock: int
    stock_seen: int = 0
    size: PackedSize | None = None


@dataclass(frozen=True)
class Offer:
    """How a product is sold: ready or made first, and its variants in order.

    What is made first is made by hands of its own at `pace`, or by those of `line_id`, which keep theirs.
    """

    supply: Supply
    pace: Pace | None
    variants: Sequence[VariantOffer]
    line_id: int | None = None
    limits: Limits | None = None
    """Pieces in one order; None leaves them as they are."""
    note: NoteAsked = NO_NOTE


def offer(actor: Actor, slug: str, what: Offer) -> list[str]:
    """Price, weight, stock and hands. Takes effect at once, carts show what changed; of a product that is on show, what a
    curator must see first waits with the working version (`waiting`). Answers what waits, in sentences. Raises RuleBroken.
    """
    _check(what)
    with unit_of_work():
        product = own.owned(actor, slug)
        schedule.hold_gerai(product.seller_id)
        _lock(product)
        session().refresh(product)  # it may have been approved since the page was opened
        was = [(one.label, one.price, one.stock) for one in own.variants(product.id)]
        terms = _terms(product)
        # before the line: the order in which placing an order locks
        asked = _variants(actor, product, what.variants)
        _supply(product, what)
        if what.limits is not None:
            product.least_pieces, product.most_pieces = what.limits.least, what.limits.most
        product.note_label, product.note_most = what.note.label, what.note.most
        product.note_needed = what.note.needed
        session().flush()
        after = _terms(product)
        waiting.note_terms(actor, product, [part for part in terms if terms[part] != after[part]])
        _ask(product, asked)
        record(actor, "offer made", "product", product.id, supply=what.supply, was=[list(one) for one in was])
        refresh([product.id])
        return waiting.told(asked, own.variants(product.id))


def _terms(product: Product) -> dict[OfferPart, object]:
    """What of an offer holds for all its choices."""
    line = own.line(product)
    return {
        OfferPart.SUPPLY: (product.supply, line.pace if line and product.supply is Supply.MADE else None),
        OfferPart.LIMITS: product.limits,
        OfferPart.NOTE: product.note_asked,
    }


def _ask(product: Product, asked: list[waiting.Asked]) -> None:
    """What waits goes with the working version; taking all of it back does, too. Raises AskedUnderReview."""
    newest = own.latest(product.id)
    session().refresh(newest, with_for_update=True)  # it may have been handed in since
    if asked == waiting.pending(newest):
        return
    if newest.state is RevisionState.SUBMITTED:
        raise waiting.AskedUnderReview
    working(product).asked = asked


def _check(what: Offer) -> None:
    if not what.variants:
        raise RuleBroken("Isi paling sedikit satu pilihan dengan harga dan beratnya.")
    if len(what.variants) > life.MOST_VARIANTS:
        raise RuleBroken(f"Paling banyak {life.MOST_VARIANTS} pilihan.")
    labels = [variant.label.lower() for variant in what.variants]
    if len(labels) > 1 and not all(labels):
        raise RuleBroken("Kalau ada beberapa pilihan, tiap pilihan perlu nama, misalnya ukuran atau rasanya.")
    if len(set(labels)) != len(labels):
        raise RuleBroken("Ada dua pilihan dengan nama yang sama. Bedakan namanya.")
    if what.supply is Supply.MADE and what.pace is None and what.line_id is None:
        raise RuleBroken("Tulis sehari sanggup membuat berapa.")
    if what.limits is not None and not what.limits.in_order:
        raise RuleBroken("Paling banyak tidak boleh kurang dari paling sedikit. Periksa keduanya.")
    notes.check(what.note)


def _supply(product: Product, what: Offer) -> None:
    if what.supply is Supply.MADE:
        line_id = what.line_id
        if line_id is not None:
            product.line_id = schedule.hold_line(product.seller_id, line_id).id
        else:
            _own_hands(product, what.pace or Pace())
    product.supply = what.supply


def _own_hands(product: Product, pace: Pace) -> None:
    """A line that makes nothing else: its own, or a new one. Held while its days are counted by others."""
    if product.line_id is None or queries.makes_more(product.line_id, product.id):
        line = ProductionLine(seller_id=product.seller_id, per_day=pace.per_day, days_each=pace.days_each)
        session().add(line)
        session().flush()
        product.line_id = line.id
    else:
        line = schedule.hold_line(product.seller_id, product.line_id)
        line.per_day, line.days_each = pace.per_day, pace.days_each


def _variants(actor: Actor, product: Product, wanted: Sequence[VariantOffer]) -> list[waiting.Asked]:
    """Bring the variants to what was typed, as far as it need not wait; answers what does. Rows are locked in the order of
    their ids, as placing an order does."""
    there = {
        one.id: one
        for one in session().scalars(
            sa.select(Variant)
            .where(Variant.product_id == product.id, Variant.removed_at.is_(None))
            .order_by(Variant.id)
            .with_for_update()
        )
    }
    typed = _without_removed(product, wanted, there)
    wanted, asked = waiting.split(product, typed, there)
    before = {one.id: waiting.as_it_is(one) for one in there.values()}
    kept = {one.id for one in wanted if one.id is not None}
    for gone in set(there) - kept:
        there[gone].removed_at = clock.now()
    # first out of each other's way: two labels may change places
    _check_coded(wanted, there)
    for variant_id in kept:
        there[variant_id].label = f"\x7f{variant_id}"
    session().flush()
    for position, one in enumerate(wanted, start=1):
        variant = there[one.id] if one.id is not None else Variant(product_id=product.id)
        variant.label, variant.price, variant.weight_g = one.label, one.price, one.weight_g
        sides = (one.size.length, one.size.width, one.size.height) if one.size else (None, None, None)
        variant.length_cm, variant.width_cm, variant.height_cm = sides
        there_now = variant.stock if one.id is not None else one.stock_seen
        variant.stock = max(0, there_now + one.stock - one.stock_seen)
        variant.position = position
        session().add(variant)
    session().flush()
    waiting.note_choices(actor, product, before, there)
    return asked


def _check_coded(wanted: Sequence[VariantOffer], there: Mapping[int, Variant]) -> None:
    """Pieces that carry a code are counted by batch, not here. The variants are locked."""
    coded = lots_of(list(there))
    for one in wanted:
        if one.id is not None and coded.get(one.id) and one.stock != one.stock_seen:
            which = f" {one.label}" if one.label else ""
            raise RuleBroken(
                f"Stok{which} dihitung dari kode produksinya. Kembalikan ke {one.stock_seen} di sini, "
                "lalu ubah di halaman Stok & kode produksi."
            )


def _without_removed(
    product: Product, wanted: Sequence[VariantOffer], there: Mapping[int, Variant]
) -> list[VariantOffer]:
    """What an older page says of a variant that was taken out meanwhile counts as a new one. Raises NotFound."""
    unknown = {one.id for one in wanted if one.id is not None} - set(there)
    if not unknown:
        return list(wanted)
    removed = set(
        session().scalars(
            sa.select(Variant.id).where(Variant.id.in_(unknown), Variant.product_id == product.id)
        )
    )
    if unknown - removed:
        raise NotFound(unknown - removed)
    return [replace(one, id=None) if one.id in removed else one for one in wanted]


def remove(actor: Actor, slug: str) -> None:
    """Take a product out of the gerai for good. Orders that were placed go on. Raises UnderReview."""
    with unit_of_work():
        product = own.owned(actor, slug)
        _lock(product)
        if own.latest(product.id).state is RevisionState.SUBMITTED:
            raise UnderReview
        product.removed_at = clock.now()
        session().flush()
        record(actor, "product removed", "product", product.id)
        refresh([product.id])
