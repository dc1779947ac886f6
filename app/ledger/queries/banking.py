"""Look-ups of bank accounts."""

from collections.abc import Collection

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import BankAccount


def bank_account(seller_id: int) -> BankAccount | None:
    """The account that holds for a gerai: the one that was stated last."""
    return session().scalar(
        sa.select(BankAccount)
        .where(BankAccount.seller_id == seller_id)
        .order_by(BankAccount.id.desc())
        .limit(1)
    )


def bank_accounts(seller_ids: Collection[int]) -> dict[int, BankAccount]:
    """Gerai → the account that holds, in one statement; a gerai without one is left out."""
    newest = (
        sa.select(BankAccount)
        .where(BankAccount.seller_id.in_(seller_ids))
        .distinct(BankAccount.seller_id)
        .order_by(BankAccount.seller_id, BankAccount.id.desc())
    )
    return {one.seller_id: one for one in session().scalars(newest)}
