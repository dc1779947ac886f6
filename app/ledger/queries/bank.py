"""Sellers' bank accounts."""

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import BankAccount


def held(seller_id: int) -> BankAccount | None:
    """The account that a seller has stated last."""
    return session().scalar(
        sa.select(BankAccount).where(BankAccount.seller_id == seller_id, BankAccount.until.is_(None))
    )
