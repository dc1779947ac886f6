"""The public proof of a certificate."""

from flask import Blueprint, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.base.errors import NotFound
from app.training import queries
from app.training.rules import OFFICIAL_MARK, code_in
from app.web.pages import page

bp = Blueprint("training", __name__, url_prefix="/verifikasi")


@bp.get("")
def look_up() -> ResponseReturnValue:
    """Type a code from a paper."""
    typed = request.args.get("kode", "")
    if not typed.strip():
        return page("training/shop/look_up.html", typed="")
    if code_in(typed).startswith(OFFICIAL_MARK):
        return redirect(url_for("shop.official.proof", code=code_in(typed)))
    try:
        return redirect(url_for(".proof", code=queries.proof(typed).code))
    except NotFound:
        return _unknown(typed)


@bp.get("/<code>")
def proof(code: str) -> ResponseReturnValue:
    """Skill, year, region, whether it holds, and the name if she wants it; never programme, place or class."""
    try:
        return _hidden(page("training/shop/proof.html", proof=queries.proof(code)))
    except NotFound:
        return _unknown(code)


def _unknown(typed: str) -> ResponseReturnValue:
    """No certificate has this code: what to check, with the typed code still there."""
    return _hidden(page("training/shop/look_up.html", 404, typed=typed))


def _hidden(answer: ResponseReturnValue) -> ResponseReturnValue:
    """Not for search engines."""
    response = make_response(answer)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
