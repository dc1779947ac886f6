"""Look-ups of pictures."""

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.ports import port
from app.db.session import session
from app.media.models import Evidence, Photo
from app.media.ports import ObjectStore
from app.media.rules import logo as logos
from app.media.rules.photo import evidence_key


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


def evidence_content(evidence_id: int) -> bytes:
    """The bytes of a private picture. Raises NotFound."""
    return port(ObjectStore).get(evidence_key(evidence(evidence_id).key))


def logo_for_print(key: str) -> bytes:
    """A logo as PNG with alpha, for labels and hang-tags. Raises NotFound."""
    return port(ObjectStore).get(logos.print_key(key))
