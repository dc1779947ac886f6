"""A seller's day."""

from flask import Blueprint, redirect, url_for

from app.base import clock
from app.base.zones import day_in
from app.db.ports import port
from app.orders.queries import order as orders
from app.orders.rules.life import ParcelState
from app.reports import queries
from app.sellers import queries as sellers
from app.sellers.ports import Requirements
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("reports", __name__)


@bp.get("")
def today() -> Answer:
    """Three numbers, what to answer first, and the next step."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    day = day_in(seller.village_code or "36", clock.now())
    standings = port(Requirements).standings(seller.id)
    return page(
        "reports/seller/today.html",
        seller=seller,
        day=day,
        figures=queries.sellers_today(seller.id, day),
        waiting=orders.sellers_parcels(actor(), [ParcelState.TO_ANSWER], 3),
        hands=queries.hands_today(seller.id, day),
        missing=[point for point in standings if not point.done],
        to_mend=queries.to_mend(seller.id),
    )
