"""The story of a product and its versions side by side, the same for seller and curator."""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request

from app.catalog.models import Product
from app.catalog.queries import versions
from app.curation.queries.history import story
from app.web.pages import Answer, cursor, page, slice_of

SIZE = 40
_START = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)


def told(template: str, product: Product, *, name: str, region: str, **names: Any) -> Answer:
    """The list, newest first; with `versi` in the address, what one version changed. Raises NotFound."""
    asked = request.args.get("versi", "")
    names |= {"product": product, "name": name, "region": region}
    if asked:
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
        found, version = versions.neighbours(product, number)
        return page(template, between=found.since_approved, photos=found.photos, version=version, **names)
    start = cursor()
    until = start[0] if start and isinstance(start[0], int) else None
    before = _START + until * _MICRO if until is not None and 0 <= until < 10**16 else None
    happened = story(product, before, SIZE + 1)
    shown = slice_of(happened, SIZE, lambda one: [(one.at - _START) // _MICRO - 1])
    return page(template, story=shown, version=None, **names)
