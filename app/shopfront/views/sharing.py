"""Whole addresses for who reads our pages from elsewhere, and the list of all of them."""

from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, current_app, url_for

from app.base.errors import NotFound
from app.base.money import format_rupiah
from app.catalog.models import StorefrontListing
from app.catalog.queries import addresses
from app.catalog.queries.bundles import BundleSheet
from app.catalog.queries.shop import Card
from app.catalog.rules.life import Supply
from app.regions.rules import slug_of
from app.shopfront.rules.sharing import Offered, Share, as_list, as_product, availability

bp = Blueprint("sharing", __name__)


def whole(endpoint: str, **values: Any) -> str:
    """An address as it is typed elsewhere."""
    root: str = current_app.config["PUBLIC_URL"]
    return root + url_for(endpoint, **values)


def picture(key: str, side: int) -> str:
    """The whole address of a photo."""
    return whole("shop.media.photo", key=key, side=side)


def share_set(sheet: BundleSheet) -> Share:
    """The head of a set's page."""
    bundle, makers = sheet.bundle, sheet.makers
    names = ", ".join(one.name for one in makers)
    inside = ", ".join(f"{row.part.pieces} × {row.part.name}" for row in sheet.contents)
    url = whole("shop.bundles.bundle", slug=bundle.slug)
    keys = [row.photo_key for row in sheet.rows if row.photo_key]
    offered = Offered(
        name=f"Set {bundle.name}",
        description=bundle.story,
        url=url,
        images=[picture(key, 1280) for key in keys],
        prices=(sheet.price, sheet.price),
        choices=1,
        availability=availability(can_be_had=sheet.most > 0, made=sheet.is_made),
        makers=[(one.name, whole("shop.shopfront.gerai", slug=one.slug)) for one in makers],
        parts=[
            (row.part.name, whole("shop.shopfront.product", slug=row.slug), row.part.pieces)
            for row in sheet.rows
        ],
    )
    return Share(
        title=offered.name,
        description=f"Isi {inside}. Buatan {names}.",
        url=url,
        image=picture(keys[0], 1280) if keys else None,
        kind="product",
        data=as_product(offered),
    )


def share_good(listing: StorefrontListing, choices: int, *, can_be_had: bool) -> Share:
    """The head of a product's page."""
    photos = listing.sheet["photos"]
    url = whole("shop.shopfront.product", slug=listing.slug)
    made_by = f"Buatan {listing.seller_name}, {listing.city_name}. {format_rupiah(listing.price_from)}."
    offered = Offered(
        name=listing.name,
        description=listing.sheet["description"] or made_by,
        url=url,
        images=[picture(key, 1280) for key, _ in photos],
        prices=(listing.price_from, listing.price_to),
        choices=max(choices, 1),
        availability=availability(can_be_had=can_be_had, made=listing.supply is Supply.MADE),
        makers=[(listing.seller_name, whole("shop.shopfront.gerai", slug=listing.seller_slug))],
    )
    return Share(
        title=listing.name,
        description=made_by,
        url=url,
        image=picture(listing.photo_key, 1280) if listing.photo_key else None,
        kind="product",
        data=as_product(offered),
    )


def share_list(
    title: str, description: str, url: str, sets: Sequence[BundleSheet], cards: Sequence[Card]
) -> Share:
    """The head of a page that lists sets and goods."""
    shown = [(f"Set {one.bundle.name}", whole("shop.bundles.bundle", slug=one.bundle.slug)) for one in sets]
    shown += [(one.name, whole("shop.shopfront.product", slug=one.slug)) for one in cards]
    keys = [row.photo_key for one in sets for row in one.rows[:1]] + [one.photo_key for one in cards]
    key = next((one for one in keys if one), None)
    return Share(
        title=title,
        description=description,
        url=url,
        image=picture(key, 1280) if key else None,
        data=as_list(title, url, shown),
    )


# -- every address ------------------------------------------------------------------------------------------


@bp.get("/sitemap.xml")
def index() -> Response:
    """Where the lists are: one of the shop's pages, and one of each thousand goods."""
    lists = [
        whole("shop.sharing.pages"),
        *(whole("shop.sharing.goods", thousand=one) for one in addresses.parts()),
    ]
    return _xml("sitemapindex", "sitemap", [(one, None) for one in lists])


@bp.get("/sitemap/toko.xml")
def pages() -> Response:
    """Everything that is no single good: lists, kinds, places, makers, sets."""
    there = addresses.around()
    found: list[tuple[str, str | None]] = [
        (whole(endpoint), None)
        for endpoint in (
            "shop.shopfront.home", "shop.shopfront.search", "shop.shopfront.official", "shop.bundles.all_bundles",
            "shop.shopfront.help",
        )
    ]  # fmt: skip
    found += [(whole("shop.shopfront.category", slug=one), None) for one in there.categories]
    found += [(whole("shop.shopfront.region", slug=slug_of(one)), None) for one in there.places]
    found += [(whole("shop.shopfront.gerai", slug=one), None) for one in there.makers]
    found += [
        (whole("shop.bundles.bundle", slug=slug), since.date().isoformat())
        for slug, since in addresses.sets()
    ]
    return _xml("urlset", "url", found)


@bp.get("/sitemap/barang-<int:thousand>.xml")
def goods(thousand: int) -> Response:
    """Goods on show, with the day since when they are."""
    found = addresses.goods(thousand)
    if not found:
        raise NotFound(thousand)
    return _xml(
        "urlset",
        "url",
        [(whole("shop.shopfront.product", slug=slug), since.date().isoformat()) for slug, since in found],
    )


def _xml(root: str, each: str, found: list[tuple[str, str | None]]) -> Response:
    tree = Element(root, xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for address, day in found:
        one = SubElement(tree, each)
        SubElement(one, "loc").text = address
        if day is not None:
            SubElement(one, "lastmod").text = day
    answer = Response(
        tostring(tree, encoding="utf-8", xml_declaration=True), content_type="application/xml; charset=utf-8"
    )
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
