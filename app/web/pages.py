"""Answering: a rendered page, a keyset list, a safe way back."""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlsplit

from flask import current_app, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from app.base.errors import RuleBroken

Item = TypeVar("Item")
Answer = ResponseReturnValue


def page(template: str, status: int = 200, **names: Any) -> Answer:
    """Render a template of `templates/` with these names."""
    return render_template(template, **names), status


def act(do: Callable[[], object], back: str, said: str) -> Answer:
    """A button: do it, say what happened, go back. A refusal is said instead, and nothing has changed."""
    try:
        do()
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
    else:
        flash(said, "ok")
    return redirect(back, 303)


def path_to(endpoint: str, **values: Any) -> str:
    """The address of an endpoint without a request at hand: jobs and handlers need it too."""
    return current_app.url_map.bind("").build(endpoint, values)


def safe_path(target: str | None) -> str | None:
    """`target` if it is an address on this site, else None: nobody is sent away by a crafted link."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(letter) < 33 for letter in target):
        return None
    parts = urlsplit(target)
    return None if parts.scheme or parts.netloc else target


@dataclass(frozen=True)
class Slice(Generic[Item]):
    """One page of a list that is walked by key, never by offset."""

    items: Sequence[Item]
    after: str | None
    """Cursor of the next page, None on the last one."""


Cursor = list[int | str]


def cursor() -> Cursor | None:
    """Where this request wants the list to go on; a broken cursor counts as none."""
    text = request.args.get("dari", "")
    try:
        key = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, RecursionError):
        return None
    if not isinstance(key, list) or not all(type(part) in (int, str) for part in key):
        return None
    if any(abs(part) > 2**62 if isinstance(part, int) else "\x00" in part for part in key):
        return None
    return key


def slice_of(rows: Sequence[Item], size: int, key: Callable[[Item], Cursor]) -> Slice[Item]:
    """Cut `size + 1` fetched rows to one page; the one too many tells that there is more."""
    if len(rows) <= size:
        return Slice(rows, None)
    shown = rows[:size]
    return slice_up_to(shown, key(shown[-1]))


def slice_up_to(shown: Sequence[Item], last: Cursor | None) -> Slice[Item]:
    """One page whose list goes on behind the key `last`; without it, it is the last one."""
    if last is None:
        return Slice(shown, None)
    text = json.dumps(last, separators=(",", ":"))
    return Slice(shown, base64.urlsafe_b64encode(text.encode()).decode().rstrip("="))
