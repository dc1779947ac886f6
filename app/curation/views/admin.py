"""What curators decided, for who looks over the shop: read, never changed."""

from flask import Blueprint, request

from app.catalog.queries import own
from app.curation.queries import dossier
from app.curation.views.filing import file_of
from app.web.doors import actor
from app.web.pages import Answer, cursor, page, slice_of

bp = Blueprint("curation", __name__, url_prefix="/kurasi")

SIZE = 20


@bp.get("")
def files() -> Answer:
    """Products that were judged, the newest decision first; found by name."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    words = request.args.get("cari", "").strip()[:60]
    found = slice_of(dossier.filed(actor(), words, before, SIZE + 1), SIZE, lambda one: [one.round_id])
    return page("curation/admin/files.html", found=found, words=words)


@bp.get("/<int:product_id>")
def file(product_id: int) -> Answer:
    """The file of one of them. Notes between curators stay between curators."""
    filed = dossier.filed_one(actor(), product_id)
    return file_of(
        "curation/admin/file.html",
        own.product(product_id),
        name=filed.name,
        region=filed.region,
        seen=dossier.readable_rounds(actor(), product_id),
        place=filed.place,
    )
