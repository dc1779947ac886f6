"""What accounts needs from outside."""

from typing import Protocol


class PasswordHasher(Protocol):
    """Hashes passwords slowly. Answered by pwdlib's Argon2."""

    def hash(self, password: str) -> str: ...

    def verify(self, password: str, hash: str) -> bool: ...

    def verify_and_update(self, password: str, hash: str) -> tuple[bool, str | None]:
        """Whether it fits, and a new hash when the stored one is of an older, cheaper kind."""
        ...
