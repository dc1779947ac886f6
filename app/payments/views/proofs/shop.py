"""A buyer shows what she has paid to a maker. A guest's pages open by the key in her link."""

from flask import Blueprint, Response, flash, redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.media import queries as media
from app.payments.forms.proving import ProofForm
from app.payments.queries import proving as queries
from app.payments.service import proving
from app.web.doors import maybe_actor
from app.web.forms import Act
from app.web.pages import Answer, page

bp = Blueprint("proofs", __name__, url_prefix="/checkout")


@bp.route("/<number>/bukti/<int:payment_id>", methods=["GET", "POST"])
def proof(number: str, payment_id: int) -> Answer:
    """Send a proof, and see how it stands."""
    key = request.args.get("kunci")
    order, payment = queries.for_buyer(number, payment_id, maybe_actor(), key)
    form = ProofForm()
    if form.validate_on_submit():
        try:
            proving.send(
                number, payment_id, maybe_actor(), key, form.content,
                amount=form.amount.amount, payer=form.payer.data or "",
            )  # fmt: skip
        except RuleBroken as refusal:
            form.refuse(refusal, form.photo)
        else:
            flash("Buktinya sudah kami teruskan. Pembuatnya mencocokkan dengan rekeningnya.", "ok")
            here = url_for("shop.direct.part", number=number, parcel_id=payment.parcel_id, kunci=key)
            return redirect(here, 303)
    found = queries.panel(order, payment)
    if found is None:
        return redirect(url_for("shop.orders.order", number=number, kunci=key))
    return page(
        "payments/shop/proof.html", order=order, proof=found, proof_form=form, act=Act(formdata=None), key=key
    )


@bp.get("/<number>/bukti/<int:payment_id>/foto/<int:proof_id>")
def picture(number: str, payment_id: int, proof_id: int) -> Response:
    """Her own picture; a guest has no sign-in to whom a link could be given."""
    queries.for_buyer(number, payment_id, maybe_actor(), request.args.get("kunci"))
    found = queries.proof(proof_id)
    if found.payment_id != payment_id:
        raise NotFound(proof_id)
    response = Response(media.evidence_content(found.evidence_id), mimetype="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    return response
