"""What the books say of a part of an order."""

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import LedgerJournal


def is_released(parcel_id: int) -> bool:
    """Its seller's net is free for a payout."""
    return bool(
        session().scalar(sa.select(sa.exists().where(LedgerJournal.source == f"release:{parcel_id}")))
    )
