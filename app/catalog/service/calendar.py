"""Looking ahead in the calendar of public holidays."""

from app.base import clock
from app.base.zones import WIB
from app.catalog.events import CalendarEnds
from app.catalog.rules.promise import calendar_short_of
from app.db.session import announce, unit_of_work


def look_ahead() -> None:
    """Say when promises reach beyond the known holidays. Said every day until the next year's table is there."""
    known = calendar_short_of(clock.now().astimezone(WIB).date())
    if known is not None:
        with unit_of_work():
            announce(CalendarEnds(known_until=known.isoformat()))
