"""A seller's own certificates."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import NotFound
from app.paper.qr import svg_of
from app.training import queries, service
from app.training.forms import ShownNameForm
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("training", __name__, url_prefix="/sertifikat")


@bp.get("")
def certificates() -> Answer:
    """What she has learnt, with the proof pages."""
    return page("training/seller/certificates.html", held=queries.certificates_of(actor().person_id))


@bp.route("/<int:certificate_id>", methods=["GET", "POST"])
def certificate(certificate_id: int) -> Answer:
    """One certificate: its QR, and whether her name stands on the proof page."""
    held = {one.id: (one, skill) for one, skill in queries.certificates_of(actor().person_id)}
    if certificate_id not in held:
        raise NotFound(certificate_id)
    found, skill = held[certificate_id]
    form = ShownNameForm(show=found.shown_name is not None, name=found.shown_name or actor().name)
    if form.validate_on_submit():
        service.show_name(actor(), found.id, (form.name.data or actor().name) if form.show.data else None)
        flash("Pilihan nama sudah disimpan.", "ok")
        return redirect(url_for(".certificate", certificate_id=found.id), 303)
    address = url_for("shop.training.proof", code=found.code, _external=True)
    return page(
        "training/seller/certificate.html",
        certificate=found,
        skill=skill,
        form=form,
        address=address,
        qr=svg_of(address),
    )
