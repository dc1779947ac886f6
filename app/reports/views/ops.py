"""Liveness and readiness, for whoever watches the machine."""

import sqlalchemy as sa
from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from app.db.session import session

bp = Blueprint("ops", __name__)

_PLAIN = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@bp.get("/sehat")
def alive() -> ResponseReturnValue:
    """The process answers."""
    return "sehat\n", 200, _PLAIN


@bp.get("/siap")
def ready() -> ResponseReturnValue:
    """The database answers, and it is migrated."""
    try:
        session().execute(sa.text("SELECT 1 FROM regions LIMIT 1"))
    except SQLAlchemyError:
        return "belum siap\n", 503, _PLAIN
    return "siap\n", 200, _PLAIN
