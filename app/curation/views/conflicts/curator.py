"""Makers whom a curator knows: on a page of her own, and from the page of a round."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import RuleBroken
from app.catalog.queries import own
from app.curation.forms import HomeForm, TieForm
from app.curation.queries import conflicts as queries
from app.curation.queries import rounds
from app.curation.service import conflicts as service
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("conflicts", __name__)


@bp.get("/benturan")
def ties() -> Answer:
    """Her own ties, and gerai found by name to name another one."""
    words = request.args.get("q", "").strip()[:60]
    named = queries.declared(actor())
    known = {one.row.seller_id for one in named}
    home = queries.home(actor())
    return page(
        "curation/curator/ties.html",
        ties=named,
        words=words,
        found=[one for one in queries.gerai_named(words) if one.id not in known] if words else [],
        home=home,
        home_place=regions.get(home.village_code) if home else None,
        act=Act(),
    )


@bp.route("/benturan/gerai/<int:seller_id>", methods=["GET", "POST"])
def declare(seller_id: int) -> Answer:
    """A tie to this gerai."""
    form = TieForm()
    if form.validate_on_submit():
        try:
            service.declare(actor(), seller_id, form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.words)
        else:
            flash("Dicatat. Barang dari gerai ini tidak akan sampai ke Anda.", "ok")
            return redirect(url_for(".ties"), 303)
    return page(
        "curation/curator/tie.html", form=form, name=sellers.get(seller_id).name, back_to=url_for(".ties")
    )


@bp.route("/tinjauan/<int:round_id>/kenal", methods=["GET", "POST"])
def from_round(round_id: int) -> Answer:
    """The same from a round that she sees."""
    opened = rounds.round_for(actor(), round_id)
    form = TieForm()
    if form.validate_on_submit():
        try:
            service.declare_from_round(actor(), round_id, form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.words)
        else:
            flash("Dicatat. Barang ini kembali ke antrean, dan kurator lain yang memeriksanya.", "ok")
            return redirect(url_for("curator.curation.queue"), 303)
    seller = sellers.get(own.product(opened.product_id).seller_id)
    back = url_for("curator.curation.review", round_id=round_id)
    return page("curation/curator/tie.html", form=form, name=seller.name, back_to=back)


@bp.post("/benturan/<int:declared_id>/akhiri")
def end(declared_id: int) -> Answer:
    """It is over."""
    back = url_for(".ties")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.end(actor(), declared_id), back, "Diakhiri. Barangnya bisa sampai ke Anda lagi."
    )


@bp.route("/benturan/alamat", methods=["GET", "POST"])
def home() -> Answer:
    """Where she lives."""
    kept = queries.home(actor())
    form = HomeForm(
        place=kept.village_code if kept else "",
        street=kept.street if kept else "",
        rt=kept.rt if kept else "",
        rw=kept.rw if kept else "",
    )
    if form.validate_on_submit():
        try:
            service.live_at(actor(), form.command())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Alamat disimpan. Hanya Anda yang melihatnya.", "ok")
            return redirect(url_for(".ties"), 303)
    return page("curation/curator/home.html", form=form)


@bp.post("/benturan/alamat/hapus")
def forget_home() -> Answer:
    """She takes her address back."""
    back = url_for(".ties")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.forget_home(actor()), back, "Alamat dihapus.")
