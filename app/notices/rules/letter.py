"""The words of every letter: facts in, subject and plain text out. Kind, short, the fact first, then the next step."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """What is said; where the link leads is said by who sends it."""

    subject: str
    body: str


def mail_body(body: str, address: str | None, *, demo: bool) -> str:
    """A letter as a mail: with its link, and in demo mode with the warning that stands on every page there."""
    parts = ["[MODE UJI] Ini percobaan: tidak ada uang dan tidak ada barang sungguhan."] if demo else []
    parts.append(body)
    if address:
        parts.append(f"Buka di sini:\n{address}")
    parts.append("Salam,\nGerai")
    return "\n\n".join(parts) + "\n"
