"""Reading the names in a register, which is journalled."""

from collections.abc import Sequence

from app.base.actor import Actor
from app.db.journal import record
from app.db.session import unit_of_work
from app.gifts.queries import register as queries
from app.gifts.rules.register import Entry, Received


def read_names(actor: Actor, shown: Sequence[Entry], *, exported: bool) -> list[Received]:
    """The names of entries that were found for her; the journal says how many, and of which requests."""
    with unit_of_work():
        found = queries.received(shown)
        numbers = sorted({one.entry.number for one in found})
        record(
            actor,
            "gift register exported with names" if exported else "gift register read with names",
            "gift register",
            None,
            people=len(found),
            requests=numbers,
        )
    return found
