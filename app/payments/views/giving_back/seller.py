"""A seller gives money back of her own accord."""

from flask import Blueprint, url_for

from app.orders.queries import order as orders
from app.orders.service import goodwill
from app.payments.views.giving_back.common import answer
from app.web.doors import actor
from app.web.pages import Answer

bp = Blueprint("giving_back", __name__, url_prefix="/pesanan")


@bp.route("/<int:parcel_id>/uang-kembali", methods=["GET", "POST"])
def give(parcel_id: int) -> Answer:
    """What went back of her part, what still can, and giving it."""
    parcel, order = orders.sellers_parcel(actor(), parcel_id)
    return answer(
        "payments/seller/give_back.html",
        parcel,
        order,
        lambda wish: goodwill.give(actor(), parcel_id, wish),
        back=url_for("seller.orders.parcel", parcel_id=parcel_id),
        shared=False,
    )
