"""A seller's day."""

from datetime import timedelta

from flask import Blueprint, redirect, url_for

from app.base import clock
from app.base.zones import day_in
from app.db.ports import port
from app.delivery.rules.calendar import next_working_day
from app.orders.queries import order as orders
from app.orders.rules.life import ParcelState
from app.payments.queries import proving, repaying
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
    at_work = next_working_day(day - timedelta(days=1))  # today, or Monday on a Sunday
    standings = port(Requirements).standings(seller.id)
    return page(
        "reports/seller/today.html",
        seller=seller,
        day=day,
        figures=queries.sellers_today(seller.id, day),
        waiting=orders.sellers_parcels(actor(), [ParcelState.TO_ANSWER], 3),
        at_work=at_work,
        hands=queries.hands_on(seller.id, at_work),
        missing=[point for point in standings if not point.done],
        to_mend=queries.to_mend(seller.id),
        proofs_waiting=proving.count_checking(seller.id),
        repayments_waiting=repaying.count_open(seller.id),
    )
