"""Refusals. An exception carries the facts; the edge turns it into a page once."""


class RuleBroken(Exception):
    """A rule said no. `message` is an Indonesian sentence that says what to do next."""

    message = "Itu belum bisa dilakukan."

    def __init__(self, message: str | None = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)


class NotFound(Exception):
    """There is no such record for the one who asks: a stranger's record does not exist."""


class NotConfigured(Exception):
    """An outside system is asked for that this installation has not set up."""
