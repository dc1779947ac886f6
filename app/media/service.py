"""Taking pictures in."""

import hashlib
import secrets
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.db.journal import record
from app.db.ports import port
from app.db.session import unit_of_work
from app.media.models import Evidence, Photo
from app.media.ports import ObjectStore
from app.media.rules import logo as logos
from app.media.rules import photo as rules


def take_photo(actor: Actor, content: bytes) -> Photo:
    """Keep a product photo in three sizes. Raises BadPhoto, and then nothing is kept."""
    encoded = rules.encode(content)
    key = secrets.token_urlsafe(16)
    store = port(ObjectStore)
    for side, webp in encoded.sizes.items():
        store.put(rules.photo_key(key, side), webp, "image/webp")
    with unit_of_work() as current:
        photo = Photo(
            key=key,
            owner_id=actor.person_id,
            width=encoded.width,
            height=encoded.height,
            measures=encoded.measures.kept(),
            digest=hashlib.sha256(encoded.sizes[rules.SIZES[-1]]).hexdigest(),
            made_at=clock.now(),
        )
        current.add(photo)
        current.flush()
        record(actor, "photo taken in", "photo", photo.id)
    return photo


def take_evidence(actor: Actor, content: bytes) -> Evidence:
    """Keep a private picture in its largest size. Raises BadPhoto, and then nothing is kept."""
    return _kept_privately(actor, rules.encode(content).sizes[rules.SIZES[-1]])


def take_all_evidence(actor: Actor | None, contents: Sequence[bytes]) -> list[Evidence]:
    """Keep several private pictures, or none of them; without an actor they are a guest's. Raises BadPhoto."""
    encoded = [rules.encode(one).sizes[rules.SIZES[-1]] for one in contents]
    with unit_of_work():
        return [_kept_privately(actor, webp) for webp in encoded]


def keep_label_photo(actor: Actor, photo: rules.Sharp) -> Evidence:
    """Keep a private picture in which small print can be read (`rules.encode_label` has taken it in)."""
    return _kept_privately(actor, photo.webp)


def keep_proof(actor: Actor | None, photo: rules.Proof) -> Evidence:
    """Keep a proof that `rules.encode_proof` has taken in; without an actor it is a guest's."""
    return _kept_privately(actor, photo.webp)


def _kept_privately(actor: Actor | None, webp: bytes) -> Evidence:
    key = secrets.token_urlsafe(16)
    port(ObjectStore).put(rules.evidence_key(key), webp, "image/webp")
    with unit_of_work() as current:
        evidence = Evidence(key=key, owner_id=actor.person_id if actor else None, made_at=clock.now())
        current.add(evidence)
        current.flush()
        record(actor, "evidence taken in", "evidence", evidence.id)
    return evidence


def take_logo(actor: Actor, content: bytes) -> str:
    """Keep a logo for pages and print; answers its key. Raises BadPhoto, and then nothing is kept.

    A replaced logo stays under its own key: labels that were printed with it can be printed again.
    """
    encoded = logos.encode(content)
    key = secrets.token_urlsafe(16)
    store = port(ObjectStore)
    for side, webp in encoded.pages.items():
        store.put(logos.page_key(key, side), webp, "image/webp")
    store.put(logos.print_key(key), encoded.print, "image/png")
    with unit_of_work():
        record(actor, "logo taken in", "logo", None, key=key)
    return key


def publish(photo_ids: Collection[int]) -> None:
    """These photos belong to something approved: everyone may see them from now on."""
    with unit_of_work() as current:
        current.execute(
            sa.update(Photo)
            .where(Photo.id.in_(photo_ids), Photo.published_at.is_(None))
            .values(published_at=clock.now())
        )
