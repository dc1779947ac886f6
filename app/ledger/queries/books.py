"""What the books say of a part of an order."""

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import LedgerJournal


def is_released(parcel_id: int) -> bool:
    """Its seller's net is free for a payout."""
    return _is_written(f"release:{parcel_id}")


def is_fee_released(consolidation_id: int) -> bool:
    """The fee of this parcel of a post is free for a payout."""
    return _is_written(f"release-post:{consolidation_id}")


def _is_written(source: str) -> bool:
    return bool(session().scalar(sa.select(sa.exists().where(LedgerJournal.source == source))))
