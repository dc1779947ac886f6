"""Finding a place while typing (the form's own button does the same without JavaScript)."""

from flask import Blueprint, request

from app.regions import queries
from app.regions.rules import Level
from app.web.pages import Answer, page

bp = Blueprint("regions", __name__)

LEVELS: dict[str, tuple[Level, ...]] = {"semua": tuple(Level), "kota": (Level.CITY,)}


@bp.get("/wilayah")
def places() -> Answer:
    """The choices for what was typed, as a piece of a page."""
    levels = LEVELS.get(request.args.get("tingkat", ""), (Level.VILLAGE,))
    matches = queries.find(request.args.get("q", "")[:120], levels=levels)
    return page("regions/shop/matches.html", matches=matches)
