"""The papers of a seller's gerai: NIB and trade mark, never needed to sell."""

from flask import Blueprint, flash, redirect, request, url_for

from app.media.rules.photo import BadPhoto
from app.sellers import queries as sellers
from app.standards import queries, service
from app.standards.forms import GeraiPapersForm
from app.standards.rules.papers import GERAI_READERS, GeraiPaperKind
from app.standards.service import GeraiPaperRefused
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("standards", __name__, url_prefix="/gerai/izin")


@bp.route("", methods=["GET", "POST"])
def papers() -> Answer:
    """What she has stated, and the form for it."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    there = queries.gerai_papers(seller.id)
    form = GeraiPapersForm(data={kind.value: paper.typed for kind, paper in there.items()})
    if form.validate_on_submit() and _state(form):
        flash("Surat gerai sudah disimpan.", "ok")
        return redirect(url_for("seller.sellers.gerai"), 303)
    readings = {kind: GERAI_READERS[kind](paper.typed) for kind, paper in there.items()}
    return page(
        "standards/seller/papers.html",
        form=form,
        papers=there,
        findings=[finding for reading in readings.values() for finding in reading.findings],
    )


def _state(form: GeraiPapersForm) -> bool:
    """Keep what can be kept; what cannot stays in its field with the reason."""
    fine = True
    for kind in GeraiPaperKind:
        file = request.files.get(f"{kind}_photo")
        try:
            service.state_gerai_paper(
                actor(),
                kind,
                typed=form[kind.value].data or "",
                evidence=file.read() if file and file.filename else None,
            )
        except GeraiPaperRefused as refusal:
            form.refuse(refusal, form[kind.value])
            fine = False
        except BadPhoto as refusal:
            form.refuse(refusal, form[f"{kind}_photo"])
            fine = False
    return fine
