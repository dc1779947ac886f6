"""Handing pictures out."""

import re

from flask import Blueprint, Flask, Response, abort, current_app, request, url_for
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from app.base import clock
from app.db.ports import port
from app.media import queries
from app.media.models import Photo
from app.media.ports import ObjectStore
from app.media.rules import logo as logos
from app.media.rules import photo as rules
from app.web.doors import actor, maybe_actor, signed_in

bp = Blueprint("media", __name__)

LINK_LASTS = 10 * 60
"""Seconds for which the link to a private picture opens it."""


@bp.get("/foto/<key>-<int:side>.webp")
def photo(key: str, side: int) -> Response:
    """One size of a product photo. An unpublished one opens only by a link made for the person who is signed in."""
    if side not in rules.SIZES:
        abort(404)
    public = queries.photo_by_key(key).published_at is not None
    if not public and not _was_let_in(key):
        abort(404)
    response = Response(port(ObjectStore).get(rules.photo_key(key, side)), mimetype="image/webp")
    response.headers["Cache-Control"] = (
        "public, max-age=31536000, immutable" if public else "private, max-age=600"
    )
    return response


@bp.get("/logo/<key>-<int:side>.webp")
def logo(key: str, side: int) -> Response:
    """A gerai's logo. It is made to be shown, so whoever has its address may see it."""
    if side not in logos.SIDES or not re.fullmatch(r"[\w-]+", key, re.ASCII):
        abort(404)
    response = Response(port(ObjectStore).get(logos.page_key(key, side)), mimetype="image/webp")
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


class _ByOurClock(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


def _signer(salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt=salt, signer=_ByOurClock)


def _was_let_in(key: str) -> bool:
    who = maybe_actor()
    try:
        return who is not None and _signer("photo").loads(
            request.args.get("izin", ""), max_age=LINK_LASTS
        ) == [key, who.by_id]
    except BadSignature:
        return False


def desk_photo(photo: Photo, side: int) -> str:
    """The address of a photo on a page that has already made sure that this person may see it."""
    if photo.published_at is not None:
        return url_for("shop.media.photo", key=photo.key, side=side)
    permit = _signer("photo").dumps([photo.key, actor().by_id])
    return url_for("shop.media.photo", key=photo.key, side=side, izin=permit)


def evidence_link(evidence_id: int) -> str:
    """The address at which the person who is signed in may see a private picture for ten minutes."""
    return url_for("shop.media.evidence", token=_signer("evidence").dumps([evidence_id, actor().by_id]))


@bp.get("/berkas/<token>")
@signed_in
def evidence(token: str) -> Response:
    """A private picture, for the person to whom the link was given."""
    try:
        evidence_id, person_id = _signer("evidence").loads(token, max_age=LINK_LASTS)
    except (BadSignature, ValueError):
        abort(404)
    if person_id != actor().by_id:
        abort(404)
    return _private(queries.evidence_content(evidence_id))


def evidence_part_link(evidence_id: int, left: int, top: int, right: int, bottom: int) -> str:
    """The same for a rectangle of the picture, in its pixels, made small: a weak phone loads kilobytes."""
    box = [evidence_id, actor().by_id, left, top, right, bottom]
    return url_for("shop.media.evidence_part", token=_signer("evidence-part").dumps(box))


@bp.get("/berkas/potongan/<token>")
@signed_in
def evidence_part(token: str) -> Response:
    """A rectangle of a private picture, for the person to whom the link was given."""
    try:
        evidence_id, person_id, *box = _signer("evidence-part").loads(token, max_age=LINK_LASTS)
    except (BadSignature, ValueError):
        abort(404)
    if person_id != actor().by_id:
        abort(404)
    return _private(rules.part(queries.evidence_content(evidence_id), *box))


def _private(webp: bytes) -> Response:
    response = Response(webp, mimetype="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def init_app(app: Flask) -> None:
    """Templates may ask for the links of pictures that a query has let through."""
    app.jinja_env.globals["evidence_link"] = evidence_link
    app.jinja_env.globals["evidence_part_link"] = evidence_part_link
    app.jinja_env.globals["desk_photo"] = desk_photo
