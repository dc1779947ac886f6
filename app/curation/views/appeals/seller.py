"""A seller asks for a second reading."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import RuleBroken
from app.catalog.queries import own
from app.curation.forms import AppealForm
from app.curation.queries import appeals as queries
from app.curation.rules.appeals import ends
from app.curation.service import appeals as service
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, page

bp = Blueprint("appeals", __name__, url_prefix="/barang/<slug>/banding")


@bp.route("", methods=["GET", "POST"])
def ask(slug: str) -> Answer:
    """Her words, and what happens with them."""
    product = own.owned(actor(), slug)
    form = AppealForm()
    back = url_for("seller.curation.rounds", slug=slug)
    if form.validate_on_submit():
        try:
            service.ask(actor(), slug, form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.words)
        else:
            flash("Sudah diminta. Kurator lain akan menilainya dari awal.", "ok")
            return redirect(back, 303)
    judged = queries.to_ask(product.id)
    if judged is None and not form.errors:
        return redirect(back)
    return page(
        "curation/seller/appeal.html",
        product=product,
        revision=own.latest(product.id),
        judged=judged,
        until=ends(judged.judged_at) if judged and judged.judged_at else None,
        form=form,
        act=Act(),
    )
