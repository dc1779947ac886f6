"""An officer looks at who turns over much. What somebody earns is nobody else's business, so the reading is kept."""

from collections.abc import Sequence
from datetime import date

from app.base.actor import Actor
from app.db.journal import record
from app.db.session import unit_of_work
from app.ledger.rules import tax as rules
from app.payments.queries import turnover as queries
from app.payments.queries.turnover import NearRow

MOST_ROWS = 200


def read_near(actor: Actor, today: date) -> Sequence[NearRow]:
    """Gerai of her regions that are near this year's limit or over it; none where no rule holds yet."""
    mark = rules.in_force(rules.NEAR, today)
    if mark is None:
        return []
    with unit_of_work():
        rows = queries.near(actor, today.year, mark.threshold, MOST_ROWS)
        record(actor, "turnover read", "list", None, year=today.year, sellers=[row.seller_id for row in rows])
    return rows
