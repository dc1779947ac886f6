""" "Saya periksa" and "Lepas": one curator looks at a round at a time."""

from flask import Blueprint, redirect, url_for

from app.curation.service import claiming
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act

bp = Blueprint("claiming", __name__, url_prefix="/tinjauan/<int:round_id>")


@bp.post("/periksa")
def claim(round_id: int) -> Answer:
    """She looks at it from now on."""
    back = url_for("curator.curation.review", round_id=round_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: claiming.claim(actor(), round_id),
        back,
        "Sekarang Anda yang memeriksa. Kurator lain melihat nama Anda di antrean.",
    )


@bp.post("/lepas")
def release(round_id: int) -> Answer:
    """Back into the queue."""
    back = url_for("curator.curation.review", round_id=round_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: claiming.release(actor(), round_id),
        url_for("curator.curation.queue"),
        "Dilepas. Barangnya kembali ke antrean, di tempatnya semula.",
    )
