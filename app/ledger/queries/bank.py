"""Sellers' bank accounts."""

from collections.abc import Collection

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import BankAccount


def held(seller_id: int) -> BankAccount | None:
    """The account that a seller has stated last."""
    return session().scalar(
        sa.select(BankAccount).where(BankAccount.seller_id == seller_id, BankAccount.until.is_(None))
    )


def held_by(seller_ids: Collection[int]) -> dict[int, BankAccount]:
    """Gerai → the account that it has stated last, in one statement; one without is left out."""
    rows = session().scalars(
        sa.select(BankAccount).where(BankAccount.seller_id.in_(seller_ids), BankAccount.until.is_(None))
    )
    return {one.seller_id: one for one in rows}
