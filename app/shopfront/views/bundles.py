"""Sets of several makers' goods, as buyers see them."""

from collections import defaultdict
from datetime import date

from flask import Blueprint, flash, redirect, request, url_for

from app.base import clock
from app.base.errors import NotFound
from app.base.zones import WIB
from app.catalog.queries import bundles
from app.catalog.queries.bundles import BundleSheet
from app.catalog.rules import bundles as rules
from app.catalog.rules.cabin import cabin_on
from app.catalog.rules.occasions import known
from app.db.ports import port
from app.delivery import queries as posts
from app.delivery.rules.posts import PostFacts, city_of
from app.orders.forms import AddSetForm
from app.orders.ports import WaysToPay
from app.regions.rules import city_names
from app.shopfront.rules.lists import PAGE, Place, count_in
from app.shopfront.views.sharing import share_list, share_set, whole
from app.web.destination import destination
from app.web.pages import Answer, cursor, page, slice_of

bp = Blueprint("bundles", __name__, url_prefix="/set")


@bp.get("")
def all_bundles() -> Answer:
    """All sets, the newest first."""
    found = slice_of(bundles.on_shelf(cursor(), PAGE + 1), PAGE, lambda one: [one.bundle.id])
    share = share_list(
        "Set oleh-oleh",
        "Set oleh-oleh dari beberapa pembuat, disusun kurator TP PKK, dengan satu harga dan tanggal yang bisa dipegang.",
        whole("shop.bundles.all_bundles"),
        found.items,
        (),
    )
    return page("shopfront/shop/bundles.html", found=found, share=share, destination=_destination())


@bp.get("/<slug>")
def bundle(slug: str) -> Answer:
    """One set: what is in it, who makes what, one price, and when so many of it are ready."""
    try:
        sheet = bundles.shown(slug)
    except NotFound:
        newer = bundles.follower(slug)
        if newer is None:
            raise
        return redirect(url_for("shop.bundles.bundle", slug=newer.slug))
    parts = sheet.parts
    typed = request.args.get("jumlah", "").strip()[:20]
    wanted, problem = count_in(typed, sheet.least, sheet.most)
    place = _destination()
    days = rules.ready_days(parts, wanted)
    return page(
        "shopfront/shop/bundle.html",
        sheet=sheet,
        share=share_set(sheet),
        cabin=(limits := cabin_on(_today())),
        cabin_words=rules.cabin_words(parts, limits),
        wanted=wanted,
        typed=typed or str(wanted),
        problem=problem,
        ready=max(days.values(), default=None),
        days=days,
        arrival=sheet.arrival(place.code if place else None, wanted),
        destination=place,
        stops=rules.what_stops(parts),
        for_whom=rules.who_sets_least(parts),
        gathered=_gathered(sheet, wanted),
        form=AddSetForm(formdata=None),
        occasions=known(sheet.bundle.occasions),
    )


@bp.post("/<slug>")
def count(slug: str) -> Answer:
    """The day for another number of sets."""
    form = AddSetForm()
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.pieces.errors]), "Tulis jumlah setnya dengan angka."), "bad")
    return redirect(
        url_for("shop.bundles.bundle", slug=slug, jumlah=(form.pieces.data or "")[:20] or None), 303
    )


def _today() -> date:
    return clock.now().astimezone(WIB).date()


def _gathered(sheet: BundleSheet, sets: int) -> list[tuple[PostFacts, list[str]]]:
    """Posts that can make one packet of what several of its makers bring, with the names of those makers. As at checkout: only
    where somebody takes the one fee, and only within a kabupaten/kota."""
    near: dict[str, list[str]] = defaultdict(list)
    for one in sheet.makers:
        near[one.city_code].append(one.name)
    cities = [city for city, names in near.items() if len(names) > 1]
    if not cities or not port(WaysToPay).collects(sheet.price * sets):
        return []
    return [(post, near[city_of(post.village_code)]) for post in posts.open_posts(cities)]


def _destination() -> Place | None:
    code = destination()
    name = city_names().get(code or "")
    return Place(code, name) if code and name else None
