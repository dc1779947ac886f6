"""What Gerai keeps of a part, as its seller reads it."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.db.session import session
from app.ledger.rules.commission import in_percent, kept_after
from app.orders.models import Adjustment, Parcel
from app.orders.queries.order import LineRow


@dataclass(frozen=True)
class CutOfPart:
    """The frozen rate in words, and the rupiah that are kept now, after what went back."""

    percent: str
    kept: int


def of(parcel: Parcel, lines: Sequence[LineRow]) -> CutOfPart:
    """Nothing is kept of what its buyer pays to her directly."""
    commission = sum(row.line.commission for row in lines)
    if parcel.pay_by is not None or not commission:
        return CutOfPart(in_percent(0 if parcel.pay_by is not None else parcel.commission_bps), 0)
    returned = session().scalar(
        sa.select(sa.func.coalesce(sa.func.sum(Adjustment.goods), 0)).where(Adjustment.parcel_id == parcel.id)
    )
    return CutOfPart(
        in_percent(parcel.commission_bps), kept_after(commission, parcel.items_total, int(returned or 0))
    )
