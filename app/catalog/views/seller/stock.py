"""Stock and production codes of a good: pieces counted anew, batches added and taken out."""

from flask import flash, redirect, url_for

from app.base.errors import NotFound, RuleBroken
from app.catalog.forms import BatchForm, CountForm, TakeOutForm
from app.catalog.queries import batches as queries
from app.catalog.queries import own
from app.catalog.rules.life import Supply
from app.catalog.service import batches as service
from app.catalog.views.seller.door import bp
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page


@bp.get("/<slug>/stok")
def stock(slug: str) -> Answer:
    """What lies ready, by variant and code."""
    sheet = queries.sheet(own.owned(actor(), slug))
    return page(
        "catalog/seller/stock.html",
        sheet=sheet,
        made=sheet.product.supply is Supply.MADE,
        act=Act(formdata=None),
    )


@bp.post("/<slug>/stok/<int:variant_id>")
def stock_count(slug: str, variant_id: int) -> Answer:
    """Another number of pieces without a code."""
    back = url_for(".stock", slug=slug)
    form = CountForm()
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.there.errors]), "Tulis jumlahnya dengan angka."), "bad")
        return redirect(back, 303)
    return act(
        lambda: service.count_loose(actor(), slug, variant_id, there=form.wanted, seen=form.seen_count),
        back,
        "Stok sudah diperbarui.",
    )


@bp.route("/<slug>/stok/<int:variant_id>/kode", methods=["GET", "POST"])
def batch(slug: str, variant_id: int) -> Answer:
    """A new code, prefilled with what a pack of today would say."""
    sheet = queries.sheet(own.owned(actor(), slug))
    shelf = next((one for one in sheet.shelves if one.variant.id == variant_id), None)
    if shelf is None or not sheet.food or sheet.product.supply is not Supply.READY:
        raise NotFound(variant_id)
    form = BatchForm(
        code=sheet.usual_code,
        best_before=sheet.usual_date,
        pieces=str(shelf.loose or ""),
        counted=str(shelf.loose),
        together="ya",
    )
    if form.validate_on_submit():
        try:
            service.add(actor(), slug, variant_id, form.command())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Kode produksi sudah dicatat.", "ok")
            return redirect(url_for(".stock", slug=slug), 303)
    return page("catalog/seller/batch.html", sheet=sheet, shelf=shelf, form=form)


@bp.post("/<slug>/stok/kode/<int:batch_id>/keluar")
def batch_out(slug: str, batch_id: int) -> Answer:
    """Some pieces of a code will not be sold."""
    back = url_for(".stock", slug=own.owned(actor(), slug).slug)
    form = TakeOutForm()
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.pieces.errors]), "Tulis jumlahnya dengan angka."), "bad")
        return redirect(back, 303)
    return act(
        lambda: service.take_out(actor(), batch_id, form.pieces.number or 0),
        back,
        "Sudah dikeluarkan dari stok.",
    )
