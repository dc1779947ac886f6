"""What time it is. Everything asks here, so a test or the demo can stand at another moment."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_fixed: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """The present moment, in UTC."""
    return _fixed.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Inside this block it is `moment` (which must know its zone)."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    token = _fixed.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _fixed.reset(token)
