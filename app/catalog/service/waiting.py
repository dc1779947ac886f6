"""What of an offer waits for a curator, and what confirms itself and is kept on record.

While a product is on show, a new choice, another name of one and a price beyond the band wait with the working version;
stock, weight, size, and a price within the band change at once. Nothing that waits is a row of `variants`, so no page of
the shop, no cart and no order can come upon it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.catalog.models import OfferChange, Product, Revision, Variant
from app.catalog.queries import prices
from app.catalog.rules.band import OfferPart, Standing
from app.catalog.rules.life import RevisionState
from app.db.session import session

if TYPE_CHECKING:
    from app.catalog.service.drafts import VariantOffer

Asked = dict[str, Any]
"""`variant` (None for a new choice), `label` and `price` (None where they do not wait); of a new choice also `weight_g`,
`sides` (three numbers or None) and `stock`."""


class NothingLeftOnSale(RuleBroken):
    message = (
        "Pilihan baru menunggu kurator dulu. Biarkan paling sedikit satu pilihan lama supaya barang tetap tayang; "
        "hapus nanti setelah yang baru disetujui."
    )


class AskedUnderReview(RuleBroken):
    message = (
        "Pilihan baru, nama pilihan, atau harga sejauh ini perlu dilihat kurator, dan barang ini sedang ditinjau. "
        "Tarik dulu pengajuannya, atau tunggu jawabannya."
    )


def pending(revision: Revision) -> list[Asked]:
    """What a version asks for and has not been given."""
    given = (RevisionState.APPROVED, RevisionState.SUPERSEDED)
    return [] if revision.state in given else list(revision.asked)


def split(
    product: Product, wanted: "Sequence[VariantOffer]", there: Mapping[int, Variant]
) -> "tuple[list[VariantOffer], list[Asked]]":
    """What may be written now, and what waits. Of a product that never was on show nothing waits. Raises RuleBroken."""
    if product.approved_revision_id is None:
        return list(wanted), []
    spans = prices.spans(list(there))
    now, asked = [], []
    for one in wanted:
        if one.id is None:
            asked.append(_new(one))
            continue
        held = there[one.id]
        fits = one.price == held.price or (one.id in spans and one.price in spans[one.id])
        named = one.label == held.label
        if not (fits and named):
            asked.append(
                {
                    "variant": one.id,
                    "label": None if named else one.label,
                    "price": None if fits else one.price,
                }
            )
        now.append(replace(one, label=held.label, price=one.price if fits else held.price))
    if not now:
        raise NothingLeftOnSale
    return now, asked


def _new(one: "VariantOffer") -> Asked:
    return {
        "variant": None,
        "label": one.label,
        "price": one.price,
        "weight_g": one.weight_g,
        "sides": [one.size.length, one.size.width, one.size.height] if one.size else None,
        "stock": max(0, one.stock - one.stock_seen),
    }


def told(asked: Sequence[Asked], variants: Sequence[Variant]) -> list[str]:
    """What waits, one sentence each, for her who asked."""
    there = {one.id: one for one in variants}
    said = []
    for one in asked:
        if one["variant"] is None:
            said.append(f"Pilihan baru {one['label']} tayang setelah disetujui kurator.")
            continue
        held = there.get(one["variant"])
        if held is None:
            continue
        which = f" {held.label}" if held.label else ""
        if one["label"] is not None:
            said.append(f"Nama pilihan {one['label']} berlaku setelah disetujui kurator.")
        if one["price"] is not None:
            said.append(
                f"Harga{which} {format_rupiah(one['price'])} berlaku setelah disetujui kurator. "
                f"Sampai saat itu di toko tetap {format_rupiah(held.price)}."
            )
    return said


# -- what a curator has approved ------------------------------------------------------------------


def grant(actor: Actor, product: Product, revision: Revision) -> None:
    """Put what the version asked for into the variants; every price on sale is one that a curator has had before her.

    A choice that was taken out meanwhile stays out.
    """
    current = session()
    there = {
        one.id: one
        for one in current.scalars(
            sa.select(Variant)
            .where(Variant.product_id == product.id, Variant.removed_at.is_(None))
            .order_by(Variant.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    }
    was = {one.id: one.price for one in there.values()}
    asked = [one for one in revision.asked if one["variant"] is None or one["variant"] in there]
    renamed = {one["variant"]: one["label"] for one in asked if one["variant"] and one["label"] is not None}
    for variant_id in renamed:
        there[variant_id].label = f"\x7f{variant_id}"  # out of each other's way first
    current.flush()
    for one in asked:
        if one["variant"] is not None:
            held = there[one["variant"]]
            held.label = renamed.get(held.id, held.label)
            held.price = one["price"] or held.price
        else:
            made = _made(product, one, position=1 + max((v.position for v in there.values()), default=0))
            current.add(made)
            current.flush()
            there[made.id] = made
    current.flush()
    for held in there.values():
        _keep(actor, product, held, OfferPart.PRICE, was.get(held.id), held.price, Standing.APPROVED)
    current.flush()


def _made(product: Product, asked: Asked, *, position: int) -> Variant:
    sides = asked["sides"] or (None, None, None)
    return Variant(
        product_id=product.id, label=asked["label"], price=asked["price"], weight_g=asked["weight_g"],
        length_cm=sides[0], width_cm=sides[1], height_cm=sides[2], stock=asked["stock"], position=position,
    )  # fmt: skip


# -- what confirmed itself ------------------------------------------------------------------------


@dataclass(frozen=True)
class Was:
    """A choice before it was changed."""

    label: str
    price: int
    weight_g: int
    sides: tuple[int | None, ...]
    stock: int


def as_it_is(variant: Variant) -> Was:
    sides = (variant.length_cm, variant.width_cm, variant.height_cm)
    return Was(variant.label, variant.price, variant.weight_g, sides, variant.stock)


def note_choices(
    actor: Actor, product: Product, before: Mapping[int, Was], after: Mapping[int, Variant]
) -> None:
    """Keep what changed of the choices of a product that is or was on show."""
    if product.approved_revision_id is None:
        return
    for variant_id, was in before.items():
        now = after[variant_id]
        if now.removed_at is not None:
            _keep(actor, product, now, OfferPart.REMOVED, was.price, None, label=was.label)
            continue
        if now.price != was.price:
            _keep(actor, product, now, OfferPart.PRICE, was.price, now.price)
        if now.stock != was.stock:
            _keep(actor, product, now, OfferPart.STOCK, was.stock, now.stock)
        if now.weight_g != was.weight_g:
            _keep(actor, product, now, OfferPart.WEIGHT, was.weight_g, now.weight_g)
        if as_it_is(now).sides != was.sides:
            _keep(actor, product, now, OfferPart.SIZE, None, None)


def note_stock(actor: Actor, product: Product, variant: Variant, was: int) -> None:
    """Keep that she counted or took out pieces, of a product that is or was on show."""
    if product.approved_revision_id is not None and variant.stock != was:
        _keep(actor, product, variant, OfferPart.STOCK, was, variant.stock)


def note_terms(actor: Actor, product: Product, parts: Sequence[OfferPart]) -> None:
    """Keep that she sells in another way: how it is made, how many at once, what is asked of the buyer."""
    if product.approved_revision_id is not None:
        for part in parts:
            _keep(actor, product, None, part, None, None)


def _keep(
    actor: Actor,
    product: Product,
    variant: Variant | None,
    part: OfferPart,
    was: int | None,
    now: int | None,
    standing: Standing = Standing.AT_ONCE,
    *,
    label: str | None = None,
) -> None:
    session().add(
        OfferChange(
            product_id=product.id,
            variant_id=variant.id if variant is not None else None,
            label=(label if label is not None else variant.label) if variant is not None else "",
            part=part,
            standing=standing,
            was=was,
            now=now,
            changed_at=clock.now(),
            by_id=actor.by_id,
        )
    )
