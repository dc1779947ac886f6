"""The public proof of a certificate."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.training import queries
from app.web.pages import page

bp = Blueprint("training", __name__, url_prefix="/verifikasi")


@bp.get("")
def look_up() -> ResponseReturnValue:
    """Type a code from a paper."""
    code = "".join(letter for letter in request.args.get("kode", "") if letter.isalnum())[:20]
    if code:
        return redirect(url_for(".proof", code=code))
    return page("training/shop/look_up.html")


@bp.get("/<code>")
def proof(code: str) -> ResponseReturnValue:
    """Skill, year, region, whether it holds, and the name if she wants it; never programme, place or class."""
    response = make_response(page("training/shop/proof.html", proof=queries.proof(code)))
    response.headers["X-Robots-Tag"] = "noindex"
    return response
