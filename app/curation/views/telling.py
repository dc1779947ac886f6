"""The story of a product, and its versions side by side."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request

from app.catalog.models import Product
from app.catalog.queries import versions
from app.curation.queries.history import story
from app.curation.rules.history import Key
from app.web.pages import Answer, Cursor, cursor, page, slice_of

SIZE = 40
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


def told(
    template: str,
    product: Product,
    *,
    name: str,
    region: str,
    **names: Any,
) -> Answer:
    """The list, newest first; with `versi` in the address, what one version changed. Raises NotFound."""
    asked = request.args.get("versi", "")
    names |= {"product": product, "name": name, "region": region}
    if asked:
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
        found, version = versions.neighbours(product, number)
        return page(template, between=found.since_approved, photos=found.photos, version=version, **names)
    happened = story(product, read_place(cursor()), SIZE + 1)
    shown = slice_of(happened, SIZE, lambda one: place(one.key))
    return page(template, story=shown, version=None, **names)


def place(key: Key) -> Cursor:
    """A line of a list as it stands in a link."""
    at, rank, row = key
    return [(at - _START) // _MICRO, int(rank), row]


def read_place(start: Cursor | None) -> Key | None:
    """The line of the list after which it goes on; a broken one counts as none."""
    if start is None or len(start) != 3:
        return None
    at, rank, row = start
    if not (isinstance(at, int) and isinstance(rank, int) and isinstance(row, int)):
        return None
    return (_START + at * _MICRO, rank, row) if 0 <= at < 10**16 else None
