"""Setting what Gerai keeps of a sale."""

from app.base import clock
from app.base.actor import Actor
from app.db.journal import record
from app.db.session import unit_of_work
from app.ledger.models import CommissionRate
from app.ledger.queries.commission import day_of
from app.ledger.rules.commission import Rate, check_rate


def set_rate(actor: Actor, rate: Rate) -> None:
    """From its first day on, for orders that are placed then; what was sold before keeps its rate. Raises RateRefused."""
    now = clock.now()
    check_rate(rate, day_of(now))
    with unit_of_work() as current:
        row = CommissionRate(bps=rate.bps, begins_on=rate.begins_on, made_by_id=actor.by_id, made_at=now)
        current.add(row)
        current.flush()
        begins = rate.begins_on.isoformat()
        record(actor, "commission rate set", "commission rate", row.id, bps=rate.bps, begins_on=begins)
