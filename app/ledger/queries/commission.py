"""Which rate of commission holds when. Answers `catalog.ports.SalesCut`."""

from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.zones import WIB
from app.catalog.ports import Cut
from app.db.session import session
from app.ledger.models import CommissionRate
from app.ledger.rules.commission import Rate, in_percent, next_after, rate_on


def rows() -> Sequence[CommissionRate]:
    """Every rate that was ever set, in that order."""
    return session().scalars(sa.select(CommissionRate).order_by(CommissionRate.id)).all()


def rates() -> list[Rate]:
    """The same, as the rules read them."""
    return [Rate(one.bps, one.begins_on) for one in rows()]


def day_of(moment: datetime) -> date:
    """The day that counts for a rate: one calendar for all sellers, Jakarta's."""
    return moment.astimezone(WIB).date()


def bps_at(moment: datetime) -> int:
    """Basis points that an order placed at this moment is frozen with."""
    return rate_on(rates(), day_of(moment))


class CutOfSales:
    """What a seller is told before she names her price."""

    def now(self) -> Cut:
        known, today = rates(), day_of(clock.now())
        coming = next_after(known, today)
        return Cut(
            in_percent(rate_on(known, today)),
            in_percent(coming.bps) if coming else None,
            coming.begins_on if coming else None,
        )
