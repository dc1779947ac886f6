"""The storefront's read model, computed from its sources. What this answers is what the table must hold."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from app.base.kinds import CATEGORY_WORDS, CRAFT_OF, Craft
from app.base.zones import day_in
from app.catalog.models import Closure, Paper, Product, ProductionLine, Revision, RevisionPhoto, Variant
from app.catalog.queries.batches import lots_of, on_shelf
from app.catalog.rules import facts as fact_rules
from app.catalog.rules.batches import Lot, keep_days, stock_until
from app.catalog.rules.cabin import liquid_in
from app.catalog.rules.life import PaperKind, Supply
from app.catalog.rules.schedule import KEPT_OFF
from app.catalog.rules.search import category_mark, spelled
from app.catalog.rules.visibility import PaperStanding, Sources, windows
from app.db.session import session
from app.delivery.rules.ways import marks_of
from app.media.models import Photo
from app.regions import rules as region_rules
from app.regions.models import Region
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.sellers.rules import SellerState
from app.training import queries as training


@dataclass(frozen=True)
class ListingRow:
    """One row of the read model: its columns, and the texts from which `search` is made, by weight A, B, C."""

    columns: dict[str, Any]
    weights: tuple[str, str, str]


@dataclass(frozen=True)
class _Around:
    """What belongs to the rows of one run, gathered in a handful of statements."""

    variants: dict[int, list[Variant]]
    photos: dict[int, list[tuple[str, str]]]
    papers: dict[int, list[Paper]]
    crafts: dict[int, set[Craft]]
    names: dict[str, str]
    skills: dict[int, Sequence[str]]
    closures: dict[int, list[Closure]]
    ways: dict[int, list[str]]
    lots: dict[int, list[Lot]]
    courier_days: dict[int, int]


def listing_rows(product_ids: Collection[int]) -> list[ListingRow]:
    """The rows of those of these products that have ever been approved."""
    found = session().execute(
        sa.select(Product, Revision, Seller, Region, ProductionLine)
        .join(Revision, Revision.id == Product.approved_revision_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Region, Region.code == Seller.village_code)
        .outerjoin(ProductionLine, ProductionLine.id == Product.line_id)
        .where(Product.id.in_(product_ids))
        .order_by(Product.id)
        .execution_options(populate_existing=True)
    )
    sets: list[Any] = list(found)
    around = _gather(sets)
    return [
        _row(product, revision, seller, place, line, around)
        for product, revision, seller, place, line in sets
    ]


def _gather(sets: list[Any]) -> _Around:
    products = [product.id for product, *_ in sets]
    seller_ids = {seller.id for _, _, seller, *_ in sets}
    places = {code for _, _, _, place, _ in sets for code in region_rules.lineage(place.code)}
    names = session().execute(sa.select(Region.code, Region.name).where(Region.code.in_(places)))
    variants = session().scalars(
        sa.select(Variant)
        .where(Variant.product_id.in_(products), Variant.removed_at.is_(None))
        .order_by(Variant.position, Variant.id)
    )
    by_product = _grouped(variants)
    return _Around(
        variants=by_product,
        lots=lots_of([one.id for some in by_product.values() for one in some]),
        courier_days=sellers.longest_ways(seller_ids),
        photos=_photos([revision.id for _, revision, *_ in sets]),
        papers=_grouped(session().scalars(sa.select(Paper).where(Paper.product_id.in_(products)))),
        crafts=training.crafts_of_sellers(seller_ids),
        names={code: name for code, name in names},
        skills={seller_id: training.skills_of_seller(seller_id) for seller_id in seller_ids},
        closures=_closures(seller_ids),
        ways={seller_id: marks_of(ways) for seller_id, ways in sellers.ways(seller_ids).items()},
    )


def _closures(seller_ids: Collection[int]) -> dict[int, list[Closure]]:
    """Gerai → its standing closures, the latest first."""
    found: dict[int, list[Closure]] = defaultdict(list)
    for one in session().scalars(
        sa.select(Closure)
        .where(Closure.seller_id.in_(seller_ids), Closure.removed_at.is_(None))
        .order_by(Closure.last_day.desc(), Closure.first_day.desc(), Closure.id.desc())
        .execution_options(populate_existing=True)
    ):
        found[one.seller_id].append(one)
    return found


def _closed(product: Product, around: _Around) -> list[list[str]]:
    """The closures that concern a product: of all hands, and of its own when it is made by some."""
    line_id = product.line_id if product.supply is Supply.MADE else None
    mine = [one for one in around.closures[product.seller_id] if one.line_id in (None, line_id)]
    return [[day.isoformat() for day in one.off] for one in mine[:KEPT_OFF]]


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        groups[row.product_id].append(row)
    return groups


def _photos(revision_ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    groups: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = session().execute(
        sa.select(RevisionPhoto.revision_id, Photo.key, RevisionPhoto.alt)
        .join(Photo, Photo.id == RevisionPhoto.photo_id)
        .where(RevisionPhoto.revision_id.in_(revision_ids))
        .order_by(RevisionPhoto.revision_id, RevisionPhoto.position)
    )
    for revision_id, key, alt in rows:
        groups[revision_id].append((key, alt))
    return groups


def _row(
    product: Product,
    revision: Revision,
    seller: Seller,
    place: Region,
    line: ProductionLine | None,
    around: _Around,
) -> ListingRow:
    facts = revision.facts
    province, city = region_rules.lineage(place.code)[:2]
    variants = around.variants[product.id]
    prices = [variant.price for variant in variants]
    papers = around.papers[product.id]
    photos = around.photos[revision.id]
    seen = {paper.kind: paper for paper in papers if paper.seen_at is not None}
    unit_price, unit = _unit_price(product, facts, prices)
    craft = CRAFT_OF[product.category]
    shown = windows(
        Sources(
            region=place.code,
            category=product.category,
            shelf_life=facts.get("shelf_life"),
            halal=facts.get("halal"),
            seller_open=seller.state is SellerState.OPEN,
            certified=craft in around.crafts[seller.id],
            approved_at=product.approved_at if variants else None,
            removed=product.removed_at is not None,
            papers=[_standing(paper) for paper in papers],
            leave=(seller.leave_from, seller.leave_until)
            if seller.leave_from and seller.leave_until
            else None,
            gift_from=product.gift_from,
            gift_until=product.gift_until,
        )
    )
    keep = _keep_days(product, facts, around.courier_days[seller.id])
    least = product.least_pieces or 1
    shelves = [on_shelf(one.stock, around.lots.get(one.id, ()), keep) for one in variants]
    columns = {
        "product_id": product.id,
        "slug": product.slug,
        "name": revision.name,
        "category": product.category,
        "craft": craft,
        "seller_id": seller.id,
        "seller_slug": seller.slug,
        "seller_name": seller.name,
        "village_code": place.code,
        "city_code": city,
        "city_name": around.names[city],
        "province_code": province,
        "price_from": min(prices, default=0),
        "price_to": max(prices, default=0),
        "unit_price": unit_price,
        "unit": unit,
        "photo_key": photos[0][0] if photos else None,
        "photo_alt": photos[0][1] if photos else "",
        "supply": product.supply,
        "stock": sum(variant.stock for variant in variants),
        "stock_until": stock_until(shelves, least, place.code) if product.supply is Supply.READY else None,
        "keep_days": keep,
        "least_pieces": least,
        "line_id": product.line_id,
        "per_day": line.per_day if line else None,
        "days_each": line.days_each if line else None,
        "weekdays": line.weekdays if line else None,
        "finish_days": line.finish_days if line else None,
        "closed": _closed(product, around),
        "ways": around.ways[seller.id],
        "halal_seen": PaperKind.HALAL in seen and facts.get("halal") == "bersertifikat",
        "shown_since": product.approved_at,
        **asdict(shown),
        "gift_occasions": list(product.gift_occasions) if shown.gift_until is not None else [],
        "has_story": bool(facts.get(fact_rules.MEANING)),
        "liquid_ml": liquid_in(product.category, facts),
        "sheet": _sheet(product, revision, seller, place, seen, photos, around),
    }
    weights = _weights(product, revision, seller, place)
    columns["search_text"] = " ".join(weights)
    return ListingRow(columns, weights)


def _keep_days(product: Product, facts: dict[str, Any], courier_days: int) -> int | None:
    return keep_days(facts.get("shelf_life"), courier_days) if fact_rules.is_food(product.category) else None


def _standing(paper: Paper) -> PaperStanding:
    return PaperStanding(
        paper.kind, paper.ends_on, paper.seen_at is not None, paper.refused_at is not None, paper.must_be_seen
    )


def _unit_price(product: Product, facts: dict[str, Any], prices: list[int]) -> tuple[int | None, str | None]:
    net = facts.get("net")
    if not fact_rules.is_food(product.category) or not net or len(set(prices)) != 1:
        return None, None
    return round(prices[0] * 100 / int(net)), facts.get("net_unit") or "g"


def _sheet(
    product: Product,
    revision: Revision,
    seller: Seller,
    place: Region,
    seen: dict[PaperKind, Paper],
    photos: list[tuple[str, str]],
    around: _Around,
) -> dict[str, Any]:
    """What the product page shows beside price and stock. Only seen papers; never a street, a phone, a programme."""
    facts = revision.facts
    return {
        "revision_id": revision.id,
        "description": revision.description,
        "meaning": facts.get(fact_rules.MEANING, ""),
        "facts": fact_rules.sheet(product.category, facts),
        "sizes": facts.get("sizes") or [],
        "note": asdict(product.note_asked) if product.note_label else None,
        "not_halal": facts.get("halal") == "tidak-halal",
        "photos": [[key, alt] for key, alt in photos],
        "papers": [
            {
                "kind": kind.value,
                "number": paper.number,
                "seen_on": day_in(place.code, paper.seen_at).isoformat(),
            }
            for kind, paper in sorted(seen.items())
            if paper.seen_at is not None
        ],
        "village": place.name,
        "story": seller.story,
        "limits": product.limits.words,
        "least_order": seller.least_order,
        "skills": list(around.skills[seller.id]),
    }


def _weights(product: Product, revision: Revision, seller: Seller, place: Region) -> tuple[str, str, str]:
    facts = revision.facts
    kind = " ".join(
        [
            CATEGORY_WORDS[product.category],
            str(facts.get("material", "")),
            str(facts.get("composition", "")),
            str(facts.get("trade_name", "")),
            str(facts.get("colours", "")),
            *(
                fact.words(facts[fact.key])
                for fact in fact_rules.facts_of(product.category)
                if fact.key in ("technique", "beads") and facts.get(fact.key)
            ),
        ]
    )
    return (
        spelled(revision.name),
        f"{category_mark(product.category)} {spelled(kind)}",
        f"{spelled(seller.name)} {spelled(place.path)}",
    )
