"""Many examples in one test: each begins where the test began."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def thrown_away(db: Any) -> Iterator[None]:
    """What one example does is gone before the next."""
    db.remove()
    here = db.get_bind().begin_nested()
    try:
        yield
    finally:
        db.remove()
        here.rollback()
