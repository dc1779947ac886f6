"""A seller's day."""

from datetime import date, timedelta

from flask import Blueprint, redirect, url_for

from app.base import clock
from app.base.zones import day_in
from app.db.ports import port
from app.delivery.rules.calendar import next_working_day
from app.gifts.queries import donations
from app.ledger.rules import tax
from app.orders.queries import order as orders
from app.orders.rules.life import ParcelState
from app.payments.queries import proving, receiving, repaying
from app.payments.queries import turnover as turnovers
from app.reports import queries
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.sellers.ports import Requirements
from app.web.doors import actor
from app.web.forms import Act
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
    figures = queries.sellers_today(seller.id, day)
    return page(
        "reports/seller/today.html",
        seller=seller,
        day=day,
        figures=figures,
        waiting=orders.sellers_parcels(actor(), [ParcelState.TO_ANSWER], 3),
        at_work=at_work,
        hands=queries.hands_on(seller.id, at_work),
        missing=[point for point in standings if point.holds_back],
        to_mend=queries.to_mend(seller.id),
        year=day.year,
        limit=tax.limit(day),
        reach=_reach(seller, day, figures.income),
        proofs=proving.checking_of(seller.id),
        repayments=repaying.open_of(seller.id),
        donations=donations.count_open(seller.id),
        unbilled=receiving.gift_without_bills(seller.id),
        act=Act(formdata=None),
    )


def _reach(seller: Seller, day: date, ever: int) -> str:
    """Where this year's turnover stands to the untaxed limit; it is only reckoned for who has ever sold enough."""
    if tax.reach(ever, day) is tax.Reach.BELOW:
        return tax.Reach.BELOW.value
    return tax.reach(turnovers.turnover(seller, day.year).total, day).value
