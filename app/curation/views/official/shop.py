"""The public proof of an official gift, behind the QR code on its card."""

from flask import Blueprint, make_response
from flask.typing import ResponseReturnValue

from app.base.errors import NotFound
from app.curation.queries import gifts as queries
from app.web.pages import page

bp = Blueprint("official", __name__, url_prefix="/verifikasi/oleh-oleh-resmi")


@bp.get("/<code>")
def proof(code: str) -> ResponseReturnValue:
    """Whether it holds, from when until when, what it is and who made it; nothing of the panel."""
    try:
        answer = page("curation/official/shop/proof.html", proof=queries.proof(code))
    except NotFound:
        answer = page("curation/official/shop/unknown.html", 404)
    response = make_response(answer)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
