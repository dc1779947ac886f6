"""What media needs from outside."""

from typing import Protocol


class ObjectStore(Protocol):
    """Keeps bytes under a key. Nothing in it is public: the application hands everything out itself."""

    def put(self, key: str, content: bytes, content_type: str) -> None:
        """Keep the bytes; the same key again replaces them."""
        ...

    def get(self, key: str) -> bytes:
        """The bytes. Raises NotFound."""
        ...

    def delete(self, key: str) -> None:
        """Forget the key; an unknown one is no error."""
        ...
