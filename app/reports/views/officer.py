"""What became of the trainings."""

from datetime import timedelta

from flask import Blueprint

from app.base import clock
from app.base.zones import WIB
from app.catalog.rules.promise import calendar_short_of
from app.gifts.queries import desk
from app.orders.queries import complaints
from app.regions import queries as regions
from app.reports import queries
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("reports", __name__)


@bp.get("")
def today() -> Answer:
    """Trained → opened → listed → approved → sold, and what needs a look."""
    cohorts = queries.cohorts(actor())
    agencies = {grant.agency_id for grant in actor().grants if grant.agency_id}
    waiting, late = complaints.count_mediated(actor())
    return page(
        "reports/officer/today.html",
        complaints_waiting=waiting,
        complaints_late=late,
        gifts_waiting=desk.waiting(actor()),
        cohorts=cohorts,
        agencies=[one for one in regions.agencies() if one.id in agencies],
        calendar_until=calendar_short_of(clock.now().astimezone(WIB).date()),
        ending=queries.papers_ending(actor(), clock.now().date() + timedelta(days=60)),
    )
