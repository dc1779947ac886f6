"""What orders needs from outside."""

from typing import Protocol


class OrderKeys(Protocol):
    """Makes and knows the key in a guest's link. A key opens exactly one order; an e-mail address never does."""

    def key_for(self, number: str) -> str: ...

    def opens(self, number: str, key: str) -> bool: ...
