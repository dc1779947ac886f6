"""Handing in a good, taking it back, and what the curators said."""

from flask import Blueprint, redirect, url_for

from app.catalog.queries import own
from app.curation.queries import appeals, scores
from app.curation.queries import gifts as gift_queries
from app.curation.queries import rounds as round_queries
from app.curation.rules.promise import Promise
from app.curation.rules.rubric import GRADE_WORDS
from app.curation.rules.scoring import points_words
from app.curation.service import submitting
from app.curation.views.telling import told
from app.db.ports import port
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("curation", __name__, url_prefix="/barang/<slug>")


@bp.post("/ajukan")
def submit(slug: str) -> Answer:
    """Hand in."""
    back = url_for("seller.catalog.product", slug=slug)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: submitting.submit(actor(), slug),
        back,
        f"Sudah diajukan. Kurator biasanya menjawab dalam {port(Promise).words}.",
    )


@bp.post("/tarik")
def withdraw(slug: str) -> Answer:
    """Take back."""
    back = url_for("seller.catalog.product", slug=slug)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: submitting.withdraw(actor(), slug), back, "Pengajuan ditarik. Sekarang bisa diubah lagi."
    )


@bp.get("/tinjauan")
def rounds(slug: str) -> Answer:
    """Every round with its points."""
    product = own.owned(actor(), slug)
    found = round_queries.rounds_of(product.id)
    return page(
        "curation/seller/rounds.html",
        product=product,
        revision=own.latest(product.id),
        rounds=found,
        sheets=scores.sheets([one for one in found if one.judged_at], product),
        points_words=points_words,
        grade_words=GRADE_WORDS,
        appeals=appeals.among([one.id for one in found]),
        may_appeal=appeals.to_ask(product.id),
        gift=gift_queries.open_gift(product.id),
    )


@bp.get("/riwayat")
def history(slug: str) -> Answer:
    """Everything that happened to a good: versions, decisions, papers, prices, gifts."""
    product = own.owned(actor(), slug)
    region = sellers.get(product.seller_id).village_code or "36"
    name = own.latest(product.id).name
    return told("curation/seller/history.html", product, name=name, region=region)
