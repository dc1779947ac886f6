"""A buyer asks for the money of goods that were recalled."""

from flask import Blueprint, redirect, request, url_for

from app.orders.service import recalling
from app.web.doors import maybe_actor
from app.web.forms import Act
from app.web.pages import Answer, act

bp = Blueprint("recalls", __name__)


@bp.post("/pesanan/<number>/tarik/<int:batch_id>/uang")
def repay(number: str, batch_id: int) -> Answer:
    """The money goes back at once; the food is not asked for."""
    key = request.args.get("kunci")
    back = url_for("shop.orders.order", number=number, kunci=key)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: recalling.repay(number, batch_id, maybe_actor(), key),
        back,
        "Sudah kami catat. Yang sudah dibayar kembali lewat cara Anda membayar.",
    )
