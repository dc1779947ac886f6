"""Receipt that a buyer's silence stands for: makers are not left waiting for their money because nobody pressed a button.

Seven days after the day on which it should be there, what was sent counts as received. The buyer is asked two days before,
and an open complaint stops the clock. Marketplaces that makers know do the same within two to seven days; ours is the longest
of these, because couriers to the islands are slow.
"""

from datetime import date, datetime, timedelta

from app.base.zones import midnight
from app.orders.rules.delay import arrival

COUNTS_AFTER = timedelta(days=7)
"""Whole days after the day of arrival that are hers to speak."""
ASKED_BEFORE = timedelta(days=2)
"""Between the question and what her silence does there is never less than this."""


def expected_on(ready_on: date, arrives_on: date, sent_on: date) -> date:
    """The day on which a parcel that left on `sent_on` should be there: the promised one, or as many working days on the
    way later as it left late."""
    return max(arrives_on, arrival(ready_on, arrives_on, sent_on))


def last_day(expected: date) -> date:
    """The last day that is the buyer's."""
    return expected + COUNTS_AFTER


def asks_from(last: date, region: str) -> datetime:
    """The moment from which she may be asked whether it came."""
    return midnight(region, last + timedelta(days=1)) - ASKED_BEFORE


def counts_from(
    last: date, region: str, *, asked_at: datetime | None, complaint_ended_at: datetime | None
) -> datetime:
    """The moment from which her silence counts: her last day is over, and the question, or the end of a complaint, is two
    days past. Before she is asked, the earliest such moment that there will be."""
    over = midnight(region, last + timedelta(days=1))
    since = [moment + ASKED_BEFORE for moment in (asked_at, complaint_ended_at) if moment is not None]
    return max([over, *since])
