"""Doors: one parent blueprint per audience. It carries the guard, so a page in it cannot be reached unguarded."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from app.base.actor import Actor, Role
from app.db.ports import port
from app.web.ports import WhoActs

P = ParamSpec("P")


def door(name: str, prefix: str, *roles: Role) -> Blueprint:
    """The parent blueprint of an audience: `prefix` opens only for people with one of `roles`."""
    blueprint = Blueprint(name, __name__, url_prefix=prefix)

    @blueprint.before_request
    def guard() -> ResponseReturnValue | None:
        who = port(WhoActs).actor()
        if who is None:
            return port(WhoActs).ask()
        if not any(who.may(role) for role in roles):
            abort(403)
        return None

    return blueprint


def maybe_actor() -> Actor | None:
    """Who is signed in; None for a visitor."""
    return port(WhoActs).actor()


def actor() -> Actor:
    """Who is signed in, behind a guard that has made sure that someone is."""
    who = maybe_actor()
    if who is None:
        abort(401)
    return who


def signed_in(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """Guards a single page of the shop's door that belongs to a person."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if maybe_actor() is None:
            return port(WhoActs).ask()
        return view(*args, **kwargs)

    return guarded
