"""An admin gives money back of any gerai, for a complaint's sake."""

from flask import Blueprint, url_for

from app.orders.queries import goodwill as queries
from app.orders.service import goodwill
from app.payments.views.giving_back.common import answer
from app.web.doors import actor
from app.web.pages import Answer

bp = Blueprint("giving_back", __name__, url_prefix="/uang")


@bp.route("/bagian/<int:parcel_id>/uang-kembali", methods=["GET", "POST"])
def give(parcel_id: int) -> Answer:
    """What went back of the part, what still can, and giving it while it was complained about."""
    part = queries.of_desk(actor(), parcel_id)
    return answer(
        "payments/admin/give_back.html",
        part.parcel,
        part.order,
        lambda wish: goodwill.give_for(actor(), parcel_id, wish),
        back=url_for("admin.payments.order", order_id=part.order.id),
        shared=True,
        may=part.complained,
    )
