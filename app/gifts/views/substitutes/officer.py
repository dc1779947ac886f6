"""Other makers for what one who dropped out had promised: an officer of the agency chooses them."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import RuleBroken
from app.gifts.forms.substituting import SubstituteForm
from app.gifts.queries import requests, substitutes
from app.gifts.service import substituting
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("substitutes", __name__, url_prefix="/cinderamata")


@bp.get("/pesanan/<number>")
def of_order(number: str) -> Answer:
    """The request that an order serves: the order's own page leads here."""
    gift = requests.of_number(actor(), number)
    return redirect(url_for("officer.gifts.one", request_id=gift.id))


@bp.route("/<int:request_id>/pengganti", methods=["GET", "POST"])
def choose(request_id: int) -> Answer:
    """What is missing and why, who can bring it by the day, and how many of whom."""
    gift = requests.request_for(actor(), request_id)
    wider = request.args.get("luas") == "1"
    found = substitutes.of_request(gift, wider=wider)
    back = url_for("officer.gifts.one", request_id=gift.id)
    if found is None:
        if request.method == "POST":
            flash(substituting.NothingMissing.message, "bad")
        return redirect(back, 303 if request.method == "POST" else 302)
    form = SubstituteForm.of(found.gaps)
    if form.validate_on_submit():
        try:
            order = substituting.substitute(actor(), gift.id, form.chosen, wider=wider)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(f"Penggantinya sudah kami tanya, pesanan {order.number}.", "ok")
            return redirect(back, 303)
    return page("gifts/officer/substitutes.html", gift=gift, found=found, form=form)
