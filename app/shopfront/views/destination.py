"""Where to? Asked once, so that cards and product pages can say around which day something arrives."""

from flask import Blueprint, flash, redirect, request, url_for

from app.regions.rules import city_names
from app.shopfront.forms import DestinationForm
from app.web.destination import destination, forget_destination, remember_destination
from app.web.pages import Answer, page, safe_path

bp = Blueprint("destination", __name__)


@bp.route("/kirim-ke", methods=["GET", "POST"])
def choose() -> Answer:
    """Choose a kabupaten/kota, or take the choice back."""
    form = DestinationForm(place=destination() or "", back=request.args.get("kembali", ""))
    if form.validate_on_submit():
        back = safe_path(form.back.data) or url_for("shop.shopfront.home")
        if form.forget.data:
            forget_destination()
            flash("Tujuan sudah dihapus. Yang tampil sekarang tanggal siapnya.", "ok")
        elif form.chosen is not None:
            remember_destination(form.chosen.code)
            flash(f"Tanggal sekarang dihitung sampai {city_names()[form.chosen.code]}.", "ok")
        return redirect(back, 303)
    return page("shopfront/shop/destination.html", form=form, known=destination() is not None)
