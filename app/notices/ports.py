"""What notices needs from outside."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Mail:
    """One mail, plain text. `key` is the same when the same mail is sent again."""

    to: str
    subject: str
    body: str
    key: str


class Mailer(Protocol):
    """Sends a mail or raises."""

    def send(self, mail: Mail) -> None: ...
