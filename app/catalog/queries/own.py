"""A seller's own goods, and goods by id for packages that have made sure that they may be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.catalog.models import (
    Paper,
    Product,
    ProductionLine,
    Revision,
    RevisionPhoto,
    StorefrontListing,
    Variant,
)
from app.catalog.rules.life import PaperKind, RevisionState, Supply
from app.catalog.rules.promise import Pace
from app.db.session import session
from app.media.models import Photo
from app.regions.models import Region
from app.sellers import queries as sellers
from app.sellers.models import Seller


def owned(actor: Actor, slug: str) -> Product:
    """A product of the actor's gerai. Raises NotFound."""
    seller = sellers.owned(actor)
    found = session().scalar(
        sa.select(Product).where(
            Product.slug == slug, Product.seller_id == seller.id, Product.removed_at.is_(None)
        )
    )
    if found is None:
        raise NotFound(slug)
    return found


def product(product_id: int) -> Product:
    """One product. Raises NotFound."""
    found = session().get(Product, product_id)
    if found is None:
        raise NotFound(product_id)
    return found


def by_slug(slug: str) -> Product:
    """One product that is not removed, for those who may read all of them. Raises NotFound."""
    found = session().scalar(sa.select(Product).where(Product.slug == slug, Product.removed_at.is_(None)))
    if found is None:
        raise NotFound(slug)
    return found


def of_seller(seller_id: int) -> Sequence[int]:
    """Ids of everything that a gerai sells or has drafted."""
    return session().scalars(sa.select(Product.id).where(Product.seller_id == seller_id)).all()


def revision(revision_id: int) -> Revision:
    """One revision. Raises NotFound."""
    found = session().get(Revision, revision_id)
    if found is None:
        raise NotFound(revision_id)
    return found


def latest(product_id: int) -> Revision:
    """The newest revision of a product. Raises NotFound."""
    found = session().scalar(
        sa.select(Revision).where(Revision.product_id == product_id).order_by(Revision.number.desc()).limit(1)
    )
    if found is None:
        raise NotFound(product_id)
    return found


def approved_facts(product_id: int) -> dict[str, Any]:
    """The facts that the shop shows; empty when nothing is approved."""
    found = session().scalar(
        sa.select(Revision.facts)
        .join(Product, Product.approved_revision_id == Revision.id)
        .where(Product.id == product_id)
    )
    return found or {}


@dataclass(frozen=True)
class Photographed:
    """A photo in its place."""

    photo: Photo
    position: int
    alt: str


def photos(revision_id: int) -> list[Photographed]:
    """The photos of a revision, the cover first."""
    rows = session().execute(
        sa.select(Photo, RevisionPhoto.position, RevisionPhoto.alt)
        .join(RevisionPhoto, RevisionPhoto.photo_id == Photo.id)
        .where(RevisionPhoto.revision_id == revision_id)
        .order_by(RevisionPhoto.position)
    )
    return [Photographed(photo, position, alt) for photo, position, alt in rows]


def variants(product_id: int) -> Sequence[Variant]:
    """What can be bought of a product, in the seller's order."""
    return (
        session()
        .scalars(
            sa.select(Variant)
            .where(Variant.product_id == product_id, Variant.removed_at.is_(None))
            .order_by(Variant.position, Variant.id)
        )
        .all()
    )


def line(product: Product) -> ProductionLine | None:
    """The hands that make a product."""
    return session().get(ProductionLine, product.line_id) if product.line_id is not None else None


def papers(product_id: int) -> dict[PaperKind, Paper]:
    """The papers of a product by kind."""
    found = session().scalars(sa.select(Paper).where(Paper.product_id == product_id))
    return {paper.kind: paper for paper in found}


@dataclass(frozen=True)
class Gathered:
    """All that belongs to a product and one of its revisions, asked once for a page and the check on it."""

    photos: list[Photographed]
    variants: Sequence[Variant]
    papers: dict[PaperKind, Paper]
    seller: Seller
    place: Region | None


def gathered(product: Product, revision: Revision) -> Gathered:
    """Photos, variants, papers, and the gerai with its place."""
    seller, place = sellers.with_place(product.seller_id)
    return Gathered(photos(revision.id), variants(product.id), papers(product.id), seller, place)


@dataclass(frozen=True)
class Shelf:
    """A product as its seller's list shows it."""

    id: int
    slug: str
    name: str
    state: RevisionState
    is_approved: bool
    cover: Photo | None
    supply: Supply
    stock: int
    pace: Pace | None
    price_from: int | None
    listing: StorefrontListing | None


def drafts_and_goods(actor: Actor, before: int | None, limit: int) -> Sequence[Shelf]:
    """Everything of the actor's gerai, newest first, in one statement."""
    seller = sellers.owned(actor)
    newest = (
        sa.select(sa.func.max(Revision.number))
        .where(Revision.product_id == Product.id)
        .correlate(Product)
        .scalar_subquery()
    )
    cover = (
        sa.select(RevisionPhoto.photo_id)
        .where(RevisionPhoto.revision_id == Revision.id)
        .order_by(RevisionPhoto.position)
        .limit(1)
        .correlate(Revision)
        .scalar_subquery()
    )
    alive = sa.and_(Variant.product_id == Product.id, Variant.removed_at.is_(None))
    stock = (
        sa.select(sa.func.coalesce(sa.func.sum(Variant.stock), 0))
        .where(alive)
        .correlate(Product)
        .scalar_subquery()
    )
    price = sa.select(sa.func.min(Variant.price)).where(alive).correlate(Product).scalar_subquery()
    query = (
        sa.select(
            Product,
            Revision.name,
            Revision.state,
            Photo,
            stock,
            ProductionLine,
            price,
            StorefrontListing,
        )
        .join(Revision, sa.and_(Revision.product_id == Product.id, Revision.number == newest))
        .outerjoin(Photo, Photo.id == cover)
        .outerjoin(ProductionLine, ProductionLine.id == Product.line_id)
        .outerjoin(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(Product.seller_id == seller.id, Product.removed_at.is_(None))
        .order_by(Product.id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(Product.id < before)
    return [
        Shelf(
            id=one.id,
            slug=one.slug,
            name=name,
            state=state,
            is_approved=one.approved_revision_id is not None,
            cover=photo,
            supply=one.supply,
            stock=int(pieces),
            pace=line.pace if line else None,
            price_from=cheapest,
            listing=listing,
        )
        for one, name, state, photo, pieces, line, cheapest, listing in session().execute(query)
    ]
