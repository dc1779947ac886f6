"""The shop's public pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from app.base import clock
from app.base.errors import NotFound
from app.base.kinds import CATEGORY_WORDS, Category
from app.base.zones import WIB, day_in, last_day
from app.catalog.models import StorefrontListing, Variant
from app.catalog.queries import batches, bundle_wishes, bundles, gift_shelf, own, schedule, shop
from app.catalog.queries.bundles import BundleSheet
from app.catalog.queries.shop import Card, Filters, InTime, Order
from app.catalog.rules import search as search_rules
from app.catalog.rules.cabin import Cabin, cabin_on
from app.catalog.rules.gift_shelf import Wish, bands, ends_soon_days
from app.catalog.rules.life import Supply
from app.catalog.rules.occasions import Occasion, known, occasions
from app.curation.queries import gifts as panel
from app.delivery.rules.zones import ZONE_WORDS, Zone, zone_between
from app.orders.forms import AddForm
from app.orders.queries import sending
from app.orders.rules.quote import Option
from app.regions.rules import city_names, city_slugs, slug_of
from app.sellers import queries as sellers
from app.shopfront.rules import gifts as gift_address
from app.shopfront.rules.lists import PAGE, Chosen, Place, read_choice
from app.shopfront.rules.sharing import Share
from app.shopfront.views.sharing import share_good, share_list, whole
from app.training import queries as training
from app.web.destination import destination
from app.web.pages import Answer, Slice, cursor, page, slice_of, slice_up_to

bp = Blueprint("shopfront", __name__)

SETS_ON_SHELF = 4
"""On the shelf of official gifts while nothing is asked; all of them have a page of their own."""
SETS_WALKED = 60
"""Sets whose dates are counted for one page of the shelf."""
SETS_FOUND = 4
"""Above what a search finds."""


@bp.get("/")
def home() -> Answer:
    """The front room: the categories, what lies ready, official gifts."""
    place = _destination()
    ready, official = shop.front_cards(8, place.code if place else None)
    found = shop.shelves()
    shelves = [(one, CATEGORY_WORDS[one], found[one]) for one in Category if one in found]
    return page(
        "shopfront/shop/home.html",
        ready=ready[:8],
        official=official[:8],
        shelves=shelves,
        destination=place,
    )


@bp.get("/cari")
def search() -> Answer:
    """Everything on show, or what somebody is looking for."""
    chosen = read_choice(request.args, _today())
    region = _region(chosen.region)
    return _list(
        chosen,
        title=f"“{chosen.words}”" if chosen.words else "Semua barang",
        region=region,
        here="shop.shopfront.search",
    )


@bp.get("/kategori/<slug>")
def category(slug: str) -> Answer:
    """Everything of a category."""
    if slug not in list(Category):
        raise NotFound(slug)
    arguments = MultiDict(request.args)
    arguments["kategori"] = slug
    chosen = read_choice(arguments, _today())
    return _list(
        chosen,
        title=CATEGORY_WORDS[Category(slug)],
        region=_region(chosen.region),
        here="shop.shopfront.category",
        slug=slug,
    )


@bp.get("/daerah/<slug>")
def region(slug: str) -> Answer:
    """Everything made in a province or kabupaten/kota."""
    place = _region(slug)
    if place is None:
        raise NotFound(slug)
    return _list(
        read_choice(request.args, _today()),
        title=f"Buatan {place.name}",
        region=place,
        here="shop.shopfront.region",
        slug=slug,
    )


def _region(slug: str) -> Place | None:
    code = city_slugs().get(slug)
    return Place(code, city_names()[code]) if code else None


def _destination() -> Place | None:
    """The kabupaten/kota to which this visitor wants things sent."""
    code = destination()
    name = city_names().get(code or "")
    return Place(code, name) if code and name else None


def _today() -> date:
    return clock.now().astimezone(WIB).date()


LIST_ORDERS = (Order.BEST, Order.NEWEST, Order.CHEAPEST)


def _list(chosen: Chosen, *, title: str, region: Place | None, here: str, slug: str | None = None) -> Answer:
    query = search_rules.read(chosen.words) if chosen.words else None
    wanted = {order.value: order for order in LIST_ORDERS}.get(chosen.order)
    order = wanted or (Order.BEST if query is not None and not query.is_empty else Order.NEWEST)
    filters = Filters(
        category=chosen.category,
        region=region.code if region else None,
        most=chosen.most,
        supply=chosen.supply,
        official=chosen.official,
        halal=chosen.halal,
    )
    place = _destination()
    to = place.code if place else None
    first, walked = cursor() is None, 0
    sets: list[BundleSheet] = []
    if first and query is not None and not query.is_empty and not chosen.narrows_goods and region is None:
        wishes = [bundles.official(clock.now())] if chosen.official else []
        sets = bundles.on_shelf(None, SETS_FOUND, wanted=[*wishes, *bundle_wishes.finds(query)])
    if chosen.before is not None:
        in_time = shop.in_time(query, filters, order, cursor(), PAGE, chosen.before, to)
        found, walked = slice_up_to(in_time.cards, in_time.after), in_time.walked
    else:
        found = slice_of(
            shop.cards(query, filters, order, cursor(), PAGE + 1, to), PAGE, lambda card: card.key
        )
    return page(
        "shopfront/shop/list.html",
        cards=found,
        sets=sets,
        walked=walked,
        destination=place,
        chosen=chosen,
        title=title,
        region=region,
        order=order,
        here=here,
        slug=slug,
        cities=shop.cities(),
        category_words=CATEGORY_WORDS,
        link=_link(here, slug, request.args),
        first=first,
    )


def _link(here: str, slug: str | None, arguments: Mapping[str, str]) -> "_Link":
    """Whatever else stands in an address is kept, but for what to `url_for` is an order (`endpoint`, `_scheme`, `_method`)."""
    ours = {name: value for name, value in arguments.items() if not name.startswith("_")}
    return _Link(
        here, slug, {name: value for name, value in ours.items() if name not in ("dari", "endpoint")}
    )


class _Link:
    """The address of this list with something changed; what is set to nothing falls away."""

    def __init__(self, here: str, slug: str | None, arguments: dict[str, str]) -> None:
        self._here, self._slug, self._arguments = here, slug, arguments

    def __call__(self, **changes: str | None) -> str:
        kept = {name: value for name, value in {**self._arguments, **changes}.items() if value}
        values: dict[str, Any] = {**kept, **({"slug": self._slug} if self._slug else {})}
        return url_for(self._here, **values)


@bp.get("/oleh-oleh-resmi")
def official() -> Answer:
    """The shelf of official gifts: for an occasion, at a price, from a place, in time, with a story, for the cabin."""
    today = _today()
    cabin = cabin_on(today)
    chosen = gift_address.read_choice(request.args, today, cabin)
    region = _region(chosen.region)
    wish = replace(chosen.wish, region=region.code if region else None)
    order = next((one for one in SHELF_ORDERS if one == chosen.order), Order.NEWEST)
    place = _destination()
    cards, walk = _shelf(wish, order, chosen.ready.day, place)
    sets = _sets(wish, chosen.ready.day, place) if cursor() is None else []
    occasion = next(iter(known([wish.occasion or ""])), None)
    counted = gift_shelf.counts(wish, cabin)
    return page(
        "shopfront/shop/official.html",
        share=_share_shelf(occasion, region, counted.found, sets, cards.items),
        cards=cards,
        sets=sets,
        walk=walk,
        counts=counted,
        chosen=chosen,
        wish=wish,
        region=region,
        order=order,
        destination=place,
        occasions=occasions(),
        occasion=occasion,
        known=known,
        bands=bands(),
        set_bands=[band for band in bands() if any(band.holds(one.price) for one in sets)],
        cabin=cabin,
        soon=today + timedelta(days=ends_soon_days()),
        link=_link("shop.shopfront.official", None, request.args),
        first=cursor() is None,
    )


def _share_shelf(
    occasion: Occasion | None,
    region: Place | None,
    found: int,
    sets: Sequence[BundleSheet],
    cards: Sequence[Card],
) -> Share:
    """The shelf for an occasion or of a place has an address of its own; whatever else narrows it has not."""
    title = "Oleh-oleh resmi" + (f" untuk {occasion.words.lower()}" if occasion else "")
    title += f" dari {region.name}" if region else ""
    what = f"{found} barang" + (" dan set" if sets else "")
    url = whole(
        "shop.shopfront.official",
        acara=occasion.code if occasion else None,
        daerah=slug_of(region.name) if region else None,
    )
    return share_list(
        title,
        f"{what} yang dipilih kurator TP PKK untuk tamu daerah, dengan nama pembuat, harga, dan tanggal siapnya.",
        url,
        sets,
        cards,
    )


def _sets(wish: Wish, before: date | None, place: Place | None) -> list[BundleSheet]:
    """Sets that stand above the goods: the newest, or as many as a page holds of those that meet what is asked."""
    asked = bool(wish.asked) or before is not None
    wanted = [bundles.official(clock.now()), *bundle_wishes.meets(wish)]
    found = bundles.on_shelf(None, SETS_WALKED if before else PAGE if asked else SETS_ON_SHELF, wanted=wanted)
    if before is not None:
        found = [one for one in found if (day := _day_of(one, place)) is not None and day < before]
    return found[:PAGE]


def _day_of(one: BundleSheet, place: Place | None) -> date | None:
    """When the least that can be ordered is there, or ready where nobody said where to."""
    there = one.arrival(place.code if place else None, one.least)
    return there.on if there is not None else one.ready_on


SHELF_ORDERS = (Order.NEWEST, Order.CHEAPEST, Order.LASTING)


def _shelf(
    wish: Wish, order: Order, before: date | None, place: Place | None
) -> tuple[Slice[Card], InTime | None]:
    """One page of official gifts, and how it was walked where a day was asked."""
    filters, to = Filters(wish=wish), place.code if place else None
    if before is None:
        walked = shop.cards(None, filters, order, cursor(), PAGE + 1, to)
        return slice_of(walked, PAGE, lambda card: card.key), None
    found = shop.in_time(None, filters, order, cursor(), PAGE, before, to)
    return slice_up_to(found.cards, found.after), found


@bp.get("/produk/<slug>")
def product(slug: str) -> Answer:
    """One product: what it is, who made it, what is seen of its papers, and when it can be there."""
    try:
        listing = shop.listing_of(slug)
    except NotFound:
        return page("shopfront/shop/gone.html", 404)
    now = clock.now()
    today = day_in(listing.village_code, now)
    variants = own.variants(listing.product_id)
    place = _destination()
    to = place.code if place else None
    taken, more = shop.beside(listing, 4, to)
    ready = shop.ready_on(listing, listing.least_pieces, taken, today)
    sellable = batches.sellable(listing, variants, today)
    arrivals = [
        (
            one.zone,
            ZONE_WORDS[one.zone] if place is None or one.zone is Zone.PICKUP else place.name,
            one.fee,
            one.arrives_on,
        )
        for one in (_sent_from(listing, variants[0], ready, today) if ready and variants else ())
        if to is None or one.zone in (zone_between(listing.village_code, to), Zone.PICKUP)
    ]
    is_out = listing.supply is Supply.READY and sum(sellable.values()) < listing.least_pieces
    form = AddForm.kept_for(slug)
    waiting = -(-sum(taken.values()) // (listing.days_each or 1))
    return page(
        "shopfront/shop/product.html",
        listing=listing,
        sheet=listing.sheet,
        variants=variants,
        ready=ready,
        arrival=shop.arrival(listing, to, ready, today),
        destination=place,
        arrivals=arrivals,
        closed=[one for one in shop.days_off(listing) if ready and one[0] < ready and one[1] > today],
        waiting=waiting,
        made=listing.supply is Supply.MADE,
        sellable=sellable,
        sold_out=is_out,
        share=share_good(listing, len(variants), can_be_had=ready is not None and not is_out),
        gift=_as_gift(listing, variants, now),
        form=form,
        chosen=request.args.get("pilihan", type=int) or form.variant_id,
        shown=request.args.get("foto", 1, type=int),
        category_word=CATEGORY_WORDS[listing.category],
        more=more,
    )


@dataclass(frozen=True)
class _Packed:
    """Variants of one packed size; `labels` is empty where they are all that there are. `weight_g` of the heaviest."""

    labels: Sequence[str]
    size: str
    weight_g: int


@dataclass(frozen=True)
class _Gift:
    """What the page of an official gift says beside the rest. `code` of its public proof; `cabin`: variants that fit."""

    until: date
    code: str | None
    occasions: Sequence[Occasion]
    cabin: Sequence[_Packed]
    no_cabin: str
    """Why none of them is said to fit."""
    limits: Cabin


def _as_gift(listing: StorefrontListing, variants: Sequence[Variant], now: datetime) -> _Gift | None:
    if listing.gift_until is None or not shop.is_official(listing.gift_from, listing.gift_until, now):
        return None
    approval = panel.open_gift(listing.product_id)
    limits = cabin_on(day_in(listing.village_code, now))
    reasons = [limits.why_not(one.size, one.weight_g, listing.liquid_ml) for one in variants]
    unknown = [one for one, of in zip(reasons, variants, strict=True) if of.size is None]
    return _Gift(
        until=last_day(listing.gift_until, listing.village_code),
        code=approval.code if approval else None,
        occasions=known(listing.gift_occasions),
        cabin=_going_in(variants, limits, listing.liquid_ml),
        no_cabin=next(iter([*unknown, *reasons]), "") if all(reasons) else "",
        limits=limits,
    )


def _going_in(variants: Sequence[Variant], limits: Cabin, liquid_ml: int | None) -> list[_Packed]:
    """Those that fit into a cabin, together where they are packed alike."""
    by_size: dict[str, list[Variant]] = {}
    for one in variants:
        if one.size is not None and limits.fits(one.size, one.weight_g, liquid_ml):
            by_size.setdefault(one.size.words, []).append(one)
    return [
        _Packed(
            labels=[one.label for one in some] if len(some) < len(variants) else [],
            size=size,
            weight_g=max(one.weight_g for one in some),
        )
        for size, some in by_size.items()
    ]


def _sent_from(listing: StorefrontListing, variant: Variant, ready_on: date, today: date) -> Sequence[Option]:
    """How one piece of a variant travels into each zone."""
    return sending.by_zone(
        listing.village_code,
        sellers.ways([listing.seller_id])[listing.seller_id],
        weight_g=variant.weight_g,
        volume_cm3=variant.volume_cm3,
        ready_on=ready_on,
        today=today,
    )


@bp.get("/gerai/<slug>")
def gerai(slug: str) -> Answer:
    """One maker with her story, what she has learnt and what she sells."""
    seller, place = sellers.by_slug_with_place(slug)
    if place is None or seller.state != "open":
        raise NotFound(slug)
    today = day_in(place.code, clock.now())
    on_leave = (
        seller.leave_from is not None
        and seller.leave_until is not None
        and seller.leave_from <= today <= seller.leave_until
    )
    to = _destination()
    return page(
        "shopfront/shop/gerai.html",
        destination=to,
        closures=[one for one in schedule.closures(seller.id, today) if one.line_id is None][:1],
        seller=seller,
        logo=sellers.brand(seller.id).logo_key,
        place=place,
        skills=training.skills_of_seller(seller.id),
        cards=shop.seller_cards(seller.id, 60, to.code if to else None),
        on_leave=on_leave,
    )


@bp.get("/bantuan")
def help() -> Answer:
    """How to buy, how to sell, how to get help."""
    return page("shopfront/shop/help.html")


@bp.get("/syarat")
def terms() -> Answer:
    """The terms in plain words."""
    return page("shopfront/shop/terms.html")


@bp.get("/privasi")
def privacy() -> Answer:
    """What is kept of people, and what never is."""
    return page("shopfront/shop/privacy.html")


@bp.get("/favicon.ico")
def favicon() -> Answer:
    """Old browsers ask here whatever the page says."""
    return redirect(current_app.jinja_env.globals["asset"]("img/favicon.svg"))  # type: ignore[operator]


@bp.get("/robots.txt")
def robots() -> Answer:
    """What search engines should leave alone."""
    closed = (
        "/penjual",
        "/kurator",
        "/dinas",
        "/admin",
        "/akun",
        "/pesanan",
        "/checkout",
        "/keranjang",
        "/verifikasi",
        "/masuk",
    )
    text = "User-agent: *\n" + "".join(f"Disallow: {path}\n" for path in closed)
    text += f"\nSitemap: {whole('shop.sharing.index')}\n"
    return text, 200, {"Content-Type": "text/plain; charset=utf-8"}
