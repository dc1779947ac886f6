"""Reading sets of goods: every part as it is today, and what the whole comes to by the engine that promises single goods."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.base.money import Rupiah
from app.base.zones import day_in
from app.catalog.models import Bundle, BundlePart, Product, StorefrontListing, Variant
from app.catalog.queries import batches, shop
from app.catalog.rules import bundles as rules
from app.catalog.rules.arrival import Arrival, arrival_in
from app.catalog.rules.availability import Limits
from app.catalog.rules.bundles import BundleState, ByHands, FromShelf, Part
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import ready_from_stock
from app.db.session import session
from app.delivery.rules.weights import PackedSize
from app.sellers.models import Seller

Listing = StorefrontListing


def visible(now: datetime) -> sa.ColumnElement[bool]:
    """Buyers see this set at this moment: it is shown, and every part can be bought as it is. Nothing has to run for it."""
    missing = (
        sa.exists()
        .where(BundlePart.bundle_id == Bundle.id, BundlePart.variant_id == Variant.id)
        .where(Variant.product_id == Product.id, Listing.product_id == Product.id)
        .where(
            sa.or_(
                Variant.removed_at.is_not(None),
                Product.note_needed,
                sa.not_(sa.func.coalesce(shop.on_show(now), False)),
            )
        )
    )
    return sa.and_(Bundle.state == BundleState.SHOWN, sa.not_(missing))


def official(now: datetime) -> sa.ColumnElement[bool]:
    """Every part of this set that is no box is an official gift at this moment."""
    plain = (
        sa.exists()
        .where(BundlePart.bundle_id == Bundle.id, BundlePart.is_box.is_(False))
        .where(BundlePart.variant_id == Variant.id, Listing.product_id == Variant.product_id)
        .where(sa.not_(sa.func.coalesce(shop.official(now), False)))
    )
    return sa.not_(plain)


@dataclass(frozen=True)
class PartSheet:
    """A part with what a page shows of it. `title` is the product's name without the choice (`label`)."""

    part: Part
    slug: str
    title: str
    label: str
    photo_key: str | None
    photo_alt: str
    supply: Supply
    seller_slug: str
    seller_name: str
    least_order: int | None
    village_code: str
    city_code: str
    city_name: str
    ways: Sequence[str]


@dataclass(frozen=True)
class Maker:
    """Whoever makes something of a set, and where; `worth` is hers of one set, in rupiah."""

    seller_id: int
    slug: str
    name: str
    city_code: str
    city_name: str
    village_code: str
    ways: Sequence[str]
    worth: int
    least_order: int | None


@dataclass(frozen=True)
class BundleSheet:
    """A set with its parts as they are today."""

    bundle: Bundle
    rows: Sequence[PartSheet]

    @property
    def parts(self) -> list[Part]:
        return [row.part for row in self.rows]

    @property
    def contents(self) -> list[PartSheet]:
        """Without the box."""
        return [row for row in self.rows if not row.part.is_box]

    @property
    def boxes(self) -> list[PartSheet]:
        return [row for row in self.rows if row.part.is_box]

    @property
    def price(self) -> Rupiah:
        return rules.price_of(self.parts)

    @property
    def weight_g(self) -> int:
        return rules.weight_of(self.parts)

    @property
    def volume_cm3(self) -> int:
        return rules.volume_of(self.parts)

    @property
    def least(self) -> int:
        return rules.least_sets(self.parts)

    @property
    def most(self) -> int:
        return rules.sets_to_be_had(self.parts)

    @property
    def official_until(self) -> date | None:
        return rules.official_until(self.parts)

    @property
    def is_visible(self) -> bool:
        return rules.is_visible(self.parts, self.bundle.state)

    @property
    def hidden(self) -> list[str]:
        """Parts because of which the shop does not show it."""
        return [part.name for part in self.parts if not part.is_on_show or part.note_needed]

    @property
    def is_made(self) -> bool:
        return any(row.supply is Supply.MADE for row in self.rows)

    @property
    def makers(self) -> list[Maker]:
        """In the order of their parts."""
        worth: dict[int, int] = defaultdict(int)
        for part in self.parts:
            worth[part.seller_id] += part.price * part.pieces
        heads = {row.part.seller_id: row for row in reversed(self.rows)}
        return [
            Maker(
                seller_id, row.seller_slug, row.seller_name, row.city_code, row.city_name, row.village_code, row.ways,
                worth[seller_id], row.least_order,
            )
            for seller_id in worth
            for row in (heads[seller_id],)
        ]  # fmt: skip

    @property
    def ready_on(self) -> date | None:
        """The day on which the least that can be ordered now is ready; None when nothing is to be had."""
        return rules.ready_on(self.parts, self.least)

    def arrival(self, to: str | None, sets: int) -> Arrival | None:
        """Around which day the last packet of so many sets is in a kabupaten/kota; without `on` somebody does not send there."""
        days = rules.ready_days(self.parts, sets)
        if to is None or not days:
            return None
        now = clock.now()
        found = [
            arrival_in(to, one.village_code, one.ways, days[one.seller_id], day_in(one.village_code, now))
            for one in self.makers
        ]
        there = [one.on for one in found if one.on is not None]
        return Arrival(found[0].place, max(there) if len(there) == len(found) else None)


def sheets(found: Sequence[Bundle]) -> list[BundleSheet]:
    """These sets with their parts, in at most three statements."""
    parts = _parts([one.id for one in found])
    return [BundleSheet(one, parts[one.id]) for one in found]


def sheet(bundle: Bundle) -> BundleSheet:
    return sheets([bundle])[0]


def shown(slug: str) -> BundleSheet:
    """A set that buyers see now. Raises NotFound for every other."""
    found = session().scalar(sa.select(Bundle).where(Bundle.slug == slug, visible(clock.now())))
    if found is None:
        raise NotFound(slug)
    return sheet(found)


def follower(slug: str) -> Bundle | None:
    """The version that took the place of a withdrawn set, while buyers see it."""
    earlier = sa.select(Bundle.id).where(Bundle.slug == slug, Bundle.state == BundleState.WITHDRAWN)
    return session().scalar(
        sa.select(Bundle).where(Bundle.earlier_id == earlier.scalar_subquery(), visible(clock.now()))
    )


def on_shelf(
    after: Sequence[int | str] | None, limit: int, *, wanted: Sequence[sa.ColumnElement[bool]] = ()
) -> list[BundleSheet]:
    """What buyers see, the newest first. `after` is the key (`[id]`) of the last one before; `wanted` narrows it
    (`official`, `queries.bundle_wishes`)."""
    query = sa.select(Bundle).where(visible(clock.now()), *wanted)
    query = query.order_by(Bundle.shown_at.desc(), Bundle.id.desc())
    if after is not None and len(after) == 1 and isinstance(after[0], int):
        moment = sa.select(Bundle.shown_at).where(Bundle.id == after[0]).scalar_subquery()
        query = query.where(sa.tuple_(Bundle.shown_at, Bundle.id) < sa.tuple_(moment, after[0]))
    return sheets(session().scalars(query.limit(limit)).all())


def get(bundle_id: int) -> Bundle:
    """One set, for packages that have made sure that it may be read. Raises NotFound."""
    found = session().get(Bundle, bundle_id)
    if found is None:
        raise NotFound(bundle_id)
    return found


@dataclass(frozen=True)
class Head:
    """A set as carts and orders name it, and what is in one of it (variant → pieces)."""

    id: int
    slug: str
    name: str
    state: BundleState
    withdraw_reason: str | None
    pieces: Mapping[int, int]


def heads(bundle_ids: Collection[int]) -> dict[int, Head]:
    """These sets, whatever became of them."""
    if not bundle_ids:
        return {}
    rows = session().execute(
        sa.select(Bundle.id, Bundle.slug, Bundle.name, Bundle.state, Bundle.withdraw_reason,
                  BundlePart.variant_id, BundlePart.pieces)
        .join(BundlePart, BundlePart.bundle_id == Bundle.id)
        .where(Bundle.id.in_(bundle_ids))
        .order_by(Bundle.id, BundlePart.position)
    )  # fmt: skip
    found: dict[int, Head] = {}
    for bundle_id, slug, name, state, reason, variant_id, count in rows:
        pieces = found[bundle_id].pieces if bundle_id in found else {}
        found[bundle_id] = Head(bundle_id, slug, name, state, reason, {**pieces, variant_id: count})
    return found


def candidate(variant_id: int, pieces: int = 1, *, is_box: bool = False) -> Part:
    """A variant as it would be in a set. Raises NotFound for one that has no place in the shop at all."""
    rows = session().execute(_columns().where(Variant.id == variant_id)).all()
    if not rows:
        raise NotFound(variant_id)
    return _sheets_of([(rows[0], pieces, is_box)])[0].part


def _columns() -> Any:
    now = clock.now()
    return (
        sa.select(
            Variant.id, Variant.product_id, Variant.label, Variant.price, Variant.weight_g, Variant.stock, Variant.removed_at,
            Variant.length_cm, Variant.width_cm, Variant.height_cm, Listing.liquid_ml,
            Product.note_needed, Product.least_pieces, Product.most_pieces, Seller.least_order,
            Listing.name, Listing.slug, Listing.photo_key, Listing.photo_alt, Listing.supply, Listing.seller_id,
            Listing.seller_slug, Listing.seller_name, Listing.village_code, Listing.city_code, Listing.city_name,
            Listing.line_id, Listing.per_day, Listing.days_each, Listing.weekdays, Listing.finish_days, Listing.closed,
            Listing.ways, Listing.leave_from, Listing.leave_until, Listing.keep_days, Listing.gift_until,
            shop.on_show(now).label("on_show"), shop.official(now).label("official"),
        )
        .select_from(Variant)
        .join(Product, Product.id == Variant.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Listing, Listing.product_id == Product.id)
    )  # fmt: skip


def _parts(bundle_ids: Collection[int]) -> dict[int, list[PartSheet]]:
    found: dict[int, list[PartSheet]] = {bundle_id: [] for bundle_id in bundle_ids}
    if not bundle_ids:
        return found
    rows = session().execute(
        _columns()
        .add_columns(BundlePart.bundle_id, BundlePart.pieces, BundlePart.is_box)
        .join(BundlePart, BundlePart.variant_id == Variant.id)
        .where(BundlePart.bundle_id.in_(bundle_ids))
        .order_by(BundlePart.bundle_id, BundlePart.position)
    ).all()  # fmt: skip
    for row, one in zip(rows, _sheets_of([(row, row.pieces, row.is_box) for row in rows]), strict=True):
        found[row.bundle_id].append(one)
    return found


def _sheets_of(wanted: Sequence[tuple[Any, int, bool]]) -> list[PartSheet]:
    now = clock.now()
    rows = [row for row, _, _ in wanted]
    taken = shop.promise_days({row.line_id for row in rows if row.supply is Supply.MADE}, now)
    lots = batches.lots_of([row.id for row in rows if row.keep_days is not None])
    return [_sheet_of(row, pieces, is_box, taken, lots, now) for row, pieces, is_box in wanted]


def _sheet_of(row: Any, pieces: int, is_box: bool, taken: Any, lots: Any, now: datetime) -> PartSheet:
    today = day_in(row.village_code, now)
    supply: FromShelf | ByHands | None = None
    if row.on_show and row.removed_at is None:
        if row.supply is Supply.MADE:
            supply = ByHands(row.line_id, shop.hands_of(row, taken[row.line_id]), today)
        else:
            shelf = batches.on_shelf(row.stock, lots.get(row.id, ()), row.keep_days)
            supply = FromShelf(row.id, shelf.sellable(today), ready_from_stock(today, shop.days_off(row)))
    part = Part(
        variant_id=row.id,
        product_id=row.product_id,
        seller_id=row.seller_id,
        name=f"{row.name} ({row.label})" if row.label else row.name,
        pieces=pieces,
        price=row.price,
        weight_g=row.weight_g,
        size=_size_of(row),
        liquid_ml=row.liquid_ml,
        is_box=is_box,
        supply=supply,
        gift_until=day_in(row.village_code, row.gift_until) - timedelta(days=1) if row.official else None,
        note_needed=row.note_needed,
        limits=Limits(row.least_pieces, row.most_pieces),
    )
    return PartSheet(
        part=part,
        slug=row.slug,
        title=row.name,
        label=row.label,
        photo_key=row.photo_key,
        photo_alt=row.photo_alt,
        supply=row.supply,
        seller_slug=row.seller_slug,
        seller_name=row.seller_name,
        least_order=row.least_order,
        village_code=row.village_code,
        city_code=row.city_code,
        city_name=row.city_name,
        ways=row.ways,
    )


def _size_of(row: Any) -> PackedSize | None:
    sides = (row.length_cm, row.width_cm, row.height_cm)
    return None if None in sides else PackedSize(*sides)
