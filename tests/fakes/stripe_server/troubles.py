"""What may go wrong with a request, and the refusals in Stripe's own form."""

from enum import StrEnum


class Trouble(StrEnum):
    """What may happen to the next request."""

    FINE = "fine"
    """Nothing: the trouble waits for the request after this one."""
    DOWN = "down"
    """500, nothing was done."""
    BUSY = "busy"
    """429, nothing was done."""
    LOST = "lost"
    """Everything was done, but the answer never arrives: what a timeout looks like afterwards."""
    EMPTY = "empty"
    """A refund that the account's balance does not cover; the refusal is kept under the key, as Stripe keeps it."""
    FAILS = "fails"
    """A refund is made, and has failed."""
    PENDING = "pending"
    """A refund is made, and is on its way."""
    NEEDS_ACTION = "requires_action"
    """A refund is made, and waits for the buyer to say where it should go."""


class Refused(Exception):
    """An answer in Stripe's form of an error."""

    def __init__(self, status: int, code: str, message: str, kind: str = "invalid_request_error") -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "code": code, "message": message}}


class Unchecked(Refused):
    """Refused before the work began: no key remembers it."""
