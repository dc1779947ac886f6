"""Look-ups of pictures."""

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.session import session
from app.media.models import Evidence, Photo


def photo_by_key(key: str) -> Photo:
    """The photo with this key. Raises NotFound."""
    photo = session().scalar(sa.select(Photo).where(Photo.key == key))
    if photo is None:
        raise NotFound(key)
    return photo


def evidence(evidence_id: int) -> Evidence:
    """One private picture. Raises NotFound."""
    found = session().get(Evidence, evidence_id)
    if found is None:
        raise NotFound(evidence_id)
    return found
