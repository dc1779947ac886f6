"""Ports: a lower package says what it needs (a Protocol), `wiring` plugs in who answers."""

from typing import TypeVar, cast

from flask import Flask, current_app

from app.base.errors import NotConfigured

Kind = TypeVar("Kind")
_KEY = "gerai.ports"


def plug(app: Flask, kind: type[Kind], answer: Kind) -> None:
    """Make `answer` the one who answers for `kind`."""
    app.extensions.setdefault(_KEY, {})[kind] = answer


def port(kind: type[Kind]) -> Kind:
    """Who answers for `kind`. Raises NotConfigured when nobody does."""
    try:
        return cast("Kind", current_app.extensions[_KEY][kind])
    except KeyError:
        raise NotConfigured(kind.__name__) from None


def has(kind: type[object]) -> bool:
    """Somebody answers for `kind` in this installation."""
    return kind in current_app.extensions.get(_KEY, {})
