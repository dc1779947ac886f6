"""Past-tense facts. A service announces one; `app/handlers.py` says what follows, in the same transaction."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that has happened. Subclasses carry ids and plain values only."""
