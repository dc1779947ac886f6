"""Sets of goods in the cart: one number for all of their parts."""

from flask import flash, redirect, url_for

from app.base.errors import NotFound, RuleBroken
from app.orders.forms import AddSetForm
from app.orders.service import sets
from app.orders.views.shop.cart import count_pieces, counted_anew, opened_cart
from app.orders.views.shop.door import bp
from app.web.pages import Answer


@bp.post("/keranjang/set")
def add_set() -> Answer:
    """Put so many sets in."""
    form = AddSetForm()
    slug = form.slug.data or ""
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.pieces.errors]), "Tulis jumlah setnya dengan angka."), "bad")
        typed = (form.pieces.data or "")[:20]
        back = url_for("shop.bundles.bundle", slug=slug, jumlah=typed) if slug else url_for(".cart")
        return redirect(back, 303)
    found = opened_cart()
    try:
        sets.add(found, slug, form.pieces.number or 1)
    except NotFound:
        flash("Set ini sedang tidak dijual. Lihat set lainnya di sini.", "bad")
        return redirect(url_for("shop.shopfront.official"), 303)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for("shop.bundles.bundle", slug=slug, jumlah=form.pieces.data), 303)
    flash("Setnya sudah masuk keranjang.", "ok")
    count_pieces(found.id)
    return redirect(url_for(".cart"), 303)


@bp.post("/keranjang/set/<int:bundle_id>")
def change_set(bundle_id: int) -> Answer:
    """Another number of a set; none takes all of its parts out."""
    return counted_anew(lambda found, count: sets.count_anew(found, bundle_id, count))
