"""A seller takes a batch of her own back, and reads who holds it."""

from flask import Blueprint

from app.catalog.queries import batches as queries
from app.orders.service import recalling
from app.orders.views.recalls.listed import called_page, recall_page, recall_sheet
from app.web.doors import actor
from app.web.pages import Answer

bp = Blueprint("recalls", __name__, url_prefix="/tarik")


@bp.route("/<int:batch_id>", methods=["GET", "POST"])
def recall(batch_id: int) -> Answer:
    """One batch: the form to recall it, then who holds it."""
    return recall_page(
        "seller",
        "orders/seller/recall.html",
        queries.of_own(actor(), batch_id),
        lambda reason: recalling.recall_own(actor(), batch_id, reason),
    )


@bp.get("/<int:batch_id>/daftar.csv")
def recall_file(batch_id: int) -> Answer:
    """The list to take along to the telephone."""
    return recall_sheet(queries.of_own(actor(), batch_id))


@bp.post("/<int:batch_id>/ditelepon/<int:order_id>")
def called(batch_id: int, order_id: int) -> Answer:
    """A buyer without an address for letters was called."""
    return called_page("seller", queries.of_own(actor(), batch_id), order_id)
