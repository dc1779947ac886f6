"""What sellers asks of the packages above it."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Standing:
    """How one point of the checklist stands, in words for the seller; `link` leads to where it is done."""

    title: str
    done: bool
    sentence: str
    link: str | None = None


class Requirement(Protocol):
    """Something without which a gerai does not open. Evaluated when asked, never stored."""

    def standing(self, seller_id: int) -> Standing: ...


class Requirements:
    """All requirements in the order in which a seller meets them; filled by `wiring`."""

    def __init__(self, *answers: Requirement) -> None:
        self.answers = answers

    def standings(self, seller_id: int) -> list[Standing]:
        return [answer.standing(seller_id) for answer in self.answers]
