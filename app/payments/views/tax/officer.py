"""Gerai of an officer's regions whose turnover comes near the untaxed limit: whom to help before the year ends."""

from flask import Blueprint

from app.base import clock
from app.base.zones import day_in
from app.ledger.queries import tax as statements
from app.ledger.rules import tax as rules
from app.payments.service import turnover as service
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("tax", __name__, url_prefix="/omzet")


@bp.get("")
def near() -> Answer:
    """This year's, the most first. Who looks is written down."""
    today = day_in(_region(), clock.now())
    rows = service.read_near(actor(), today)
    return page(
        "payments/officer/turnover.html",
        rows=[(row, rules.reach(row.total, today).value) for row in rows],
        stated=statements.stated([row.seller_id for row in rows], today.year),
        year=today.year,
        limit=rules.limit(today),
        mark=rules.in_force(rules.NEAR, today),
    )


def _region() -> str:
    """The officer's own first region, for what day it is there."""
    return next((grant.region for grant in actor().grants if grant.region), "36")
