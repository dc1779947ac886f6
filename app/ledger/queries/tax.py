"""What sellers have stated about their turnover."""

from collections.abc import Collection

import sqlalchemy as sa

from app.db.session import session
from app.ledger.models import TurnoverStatement


def statement(seller_id: int, year: int) -> TurnoverStatement | None:
    """What a seller has stated for a year."""
    return session().scalar(
        sa.select(TurnoverStatement).where(
            TurnoverStatement.seller_id == seller_id, TurnoverStatement.year == year
        )
    )


def stated(seller_ids: Collection[int], year: int) -> frozenset[int]:
    """Those of these sellers who have stated something for a year."""
    return frozenset(
        session().scalars(
            sa.select(TurnoverStatement.seller_id).where(
                TurnoverStatement.seller_id.in_(seller_ids), TurnoverStatement.year == year
            )
        )
    )
