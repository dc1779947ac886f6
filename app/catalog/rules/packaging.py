"""What is kept of the packaging checklist, and what of it still holds for a version of the product."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.standards.rules.packaging import Item


class Answer(StrEnum):
    """An item is done, not yet, or nothing that this product needs."""

    YES = "ya"
    NOT_YET = "belum"
    NOT_NEEDED = "tidak_perlu"


class Looker(StrEnum):
    """Who looked: the seller first, then a curator."""

    SELLER = "seller"
    CURATOR = "curator"


ANSWER_WORDS: dict[Answer, str] = {
    Answer.YES: "Sudah",
    Answer.NOT_YET: "Belum",
    Answer.NOT_NEEDED: "Tidak perlu",
}


def answers_for(item: Item) -> tuple[Answer, ...]:
    """What may be answered to an item."""
    return tuple(Answer) if item.may_skip else (Answer.YES, Answer.NOT_YET)


@dataclass(frozen=True)
class Looks:
    """What of a product its packaging is judged by: the packaging as stated, and its photos by id."""

    packaging: str
    photos: frozenset[int]

    @classmethod
    def of(cls, facts: Mapping[str, Any], photo_ids: Collection[int]) -> "Looks":
        return cls(str(facts.get("packaging", "")), frozenset(photo_ids))

    def changed(self, now: "Looks", looks_at: Collection[str]) -> bool:
        """One of these facts is another now than it was."""
        return ("packaging" in looks_at and self.packaging != now.packaging) or (
            "photos" in looks_at and self.photos != now.photos
        )
