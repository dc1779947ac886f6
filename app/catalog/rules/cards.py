"""What of a good stands on the cards beside it: which kinds there are, its facts in a few lines, its story without a word that
nobody has proved."""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.base.kinds import Category
from app.catalog.rules.care_card import has_card
from app.catalog.rules.facts import SIZES, facts_of
from app.paper.cards import Card, CardSize, CareCard, HangTag, StoryCard, sizes_of
from app.paper.label import Line


class Kind(StrEnum):
    """What is printed: the story beside it, the tag that hangs from it, how it is cared for."""

    STORY = "cerita"
    TAG = "gantung"
    CARE = "rawat"


KIND_WORDS = {
    Kind.STORY: "Kartu cerita",
    Kind.TAG: "Label gantung",
    Kind.CARE: "Kartu perawatan",
}


_CARDS: dict[Kind, type[Card]] = {Kind.STORY: StoryCard, Kind.TAG: HangTag, Kind.CARE: CareCard}


def sizes(kind: Kind) -> tuple[CardSize, ...]:
    """The sizes in which a kind is printed, the usual one first."""
    return sizes_of(_CARDS[kind])


def kinds_of(category: Category) -> tuple[Kind, ...]:
    """Food tells its story; what is worn or walked on has a tag and wants care as well."""
    return tuple(Kind) if has_card(category) else (Kind.STORY,)


def made_of(category: Category, facts: Mapping[str, Any]) -> tuple[Line, ...]:
    """Material and handiwork, as far as they are known. Food has its label for that."""
    if not has_card(category):
        return ()
    named = {fact.key: fact for fact in facts_of(category)}
    rows = [("Bahan", "material"), ("Dikerjakan", "technique")]
    return tuple(Line(words, named[key].words(facts[key])) for words, key in rows if facts.get(key))


def size_of(facts: Mapping[str, Any], variant: str) -> str:
    """The size of what hangs from a tag: LD and PB of that very choice, else sides in cm, else what she wrote; empty when
    the choice says it already."""
    rows = {row["size"]: row for row in facts.get("sizes") or []}
    if variant in rows:
        row = rows[variant]
        sides = [f"{word} {row[key]}" for word, key in (("LD", "ld"), ("PB", "pb")) if row.get(key)]
        return f"{', '.join(sides)} cm"
    if facts.get("length") and facts.get("width"):
        size = f"{facts['length']} × {facts['width']} cm"
    else:
        size = str(facts.get("size", ""))
    return "" if size == variant else size


def choice_words(variant: str) -> str:
    """`M` → `Ukuran M`; anything else says what it is."""
    return f"Ukuran {variant}" if variant in SIZES else variant


def without_halal(text: str) -> str:
    """The sentences that do not speak of halal: the word waits for a certificate that a curator has seen."""
    lines = (
        " ".join(
            piece
            for piece in re.split(r"(?<=[.!?…])\s+", line)
            if not re.search("halal", piece, re.IGNORECASE)
        )
        for line in text.splitlines()
    )
    return "\n".join(line for line in lines if line.strip())
