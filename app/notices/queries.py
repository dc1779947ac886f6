"""Look-ups in the inbox."""

from collections.abc import Sequence

import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.session import session
from app.notices.models import Notice


def inbox(actor: Actor, before: int | None, limit: int) -> Sequence[Notice]:
    """A person's letters, newest first."""
    query = (
        sa.select(Notice).where(Notice.person_id == actor.person_id).order_by(Notice.id.desc()).limit(limit)
    )
    if before is not None:
        query = query.where(Notice.id < before)
    return session().scalars(query).all()


def letter(actor: Actor, notice_id: int) -> Notice:
    """One letter of the actor's own inbox. Raises NotFound."""
    notice = session().get(Notice, notice_id)
    if notice is None or notice.person_id != actor.person_id:
        raise NotFound(notice_id)
    return notice


def unread(person_id: int) -> int:
    """How many letters wait."""
    count = (
        sa.select(sa.func.count())
        .select_from(Notice)
        .where(Notice.person_id == person_id, Notice.read_at.is_(None))
    )
    return session().scalar(count) or 0
