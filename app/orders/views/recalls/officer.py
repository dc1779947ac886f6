"""An officer has a batch of her region taken back, and reads who holds it."""

from flask import Blueprint, request

from app.catalog.queries import batches as queries
from app.orders.service import recalling
from app.orders.views.recalls.listed import called_page, recall_page, recall_sheet
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("recalls", __name__, url_prefix="/tarik")


@bp.get("")
def recalls() -> Answer:
    """What was recalled in the region, and the way to any other batch."""
    words = " ".join(request.args.get("q", "").replace("\x00", "").split())[:60]
    found = queries.find_in_region(actor(), words) if words else []
    return page(
        "orders/officer/recalls.html", words=words, found=found, recalled=queries.recalled_in_region(actor())
    )


@bp.route("/<int:batch_id>", methods=["GET", "POST"])
def recall(batch_id: int) -> Answer:
    """One batch: the form to recall it, then who holds it."""
    return recall_page(
        "officer",
        "orders/officer/recall.html",
        queries.in_region(actor(), batch_id),
        lambda reason: recalling.recall_in_region(actor(), batch_id, reason),
    )


@bp.get("/<int:batch_id>/daftar.csv")
def recall_file(batch_id: int) -> Answer:
    """The list to take along to the telephone."""
    return recall_sheet(queries.in_region(actor(), batch_id))


@bp.post("/<int:batch_id>/ditelepon/<int:order_id>")
def called(batch_id: int, order_id: int) -> Answer:
    """A buyer without an address for letters was called."""
    return called_page("officer", queries.in_region(actor(), batch_id), order_id)
