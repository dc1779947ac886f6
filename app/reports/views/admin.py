"""The whole house in numbers."""

from flask import Blueprint

from app.base import clock
from app.base.zones import WIB
from app.catalog.rules.promise import calendar_short_of
from app.payments.queries import trouble
from app.reports import queries
from app.web.pages import Answer, page

bp = Blueprint("reports", __name__)


@bp.get("")
def today() -> Answer:
    """Counts, and the way to the admin's pages."""
    return page(
        "reports/admin/today.html",
        figures=queries.overview(clock.now()),
        open_money=trouble.count_open(clock.now()).all,
        calendar_until=calendar_short_of(clock.now().astimezone(WIB).date()),
    )
