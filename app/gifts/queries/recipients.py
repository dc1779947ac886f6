"""Names on an agency's list. Whoever reads them goes through `service.recipients.read`, which journals it; only how many there
are may be asked for here."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.db.session import session
from app.gifts.models import GiftRecipient


def standing(request_ids: Collection[int]) -> Sequence[GiftRecipient]:
    """The rows that hold, in the order in which they were written; those that another replaces are history."""
    return session().scalars(_standing(request_ids).order_by(GiftRecipient.id)).all()


def all_of(request_id: int) -> Sequence[GiftRecipient]:
    """With their history."""
    return (
        session()
        .scalars(
            sa.select(GiftRecipient).where(GiftRecipient.request_id == request_id).order_by(GiftRecipient.id)
        )
        .all()
    )


def count_of(request_id: int) -> int:
    """How many are named."""
    query = _standing([request_id]).with_only_columns(sa.func.count()).where(GiftRecipient.received)
    return int(session().scalar(query) or 0)


def _standing(request_ids: Collection[int]) -> sa.Select[GiftRecipient]:
    later = aliased(GiftRecipient)
    return sa.select(GiftRecipient).where(
        GiftRecipient.request_id.in_(request_ids),
        ~sa.exists().where(later.replaces_id == GiftRecipient.id),
    )
