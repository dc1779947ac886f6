"""What the edge asks of packages above it; `wiring` joins them."""

from typing import Protocol

from flask.typing import ResponseReturnValue

from app.base.actor import Actor


class WhoActs(Protocol):
    """Knows who is signed in. Answered by accounts."""

    def actor(self) -> Actor | None:
        """The actor of this request; None for a visitor."""
        ...

    def ask(self) -> ResponseReturnValue:
        """Ask the visitor to sign in, keeping where she was going and what she had typed."""
        ...


class Shell(Protocol):
    """Counts that stand in the frame of every page."""

    def unread(self, person_id: int) -> int:
        """Unread messages in this person's inbox."""
        ...
