"""Which lines a care card may carry: what the maker stated of her good, and what is usual for its material, offered to be
ticked (`data/catalog/care.toml`, which says where it comes from)."""

import re
import tomllib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.base.kinds import CRAFT_OF, Category, Craft
from app.catalog.rules.facts import facts_of
from app.paper.label import Care
from app.standards.rules.care import STEP_WORDS
from app.standards.rules.printed import washing

FILE = Path(__file__).parents[3] / "data" / "catalog" / "care.toml"

OWN = "own"
"""The picture of a line in her own words: the woven diamond."""

MOST_LETTERS = 70
"""Of a line in her own words."""


@dataclass(frozen=True)
class CareLine:
    """A line that is offered. `picture` and `way` name its drawing."""

    code: str
    words: str
    picture: str
    way: str


def has_card(category: Category) -> bool:
    """What is eaten has no card of care and hangs on no tag."""
    return CRAFT_OF[category] is not Craft.PANGAN


def of_garment(category: Category, facts: Mapping[str, Any]) -> tuple[Care, ...]:
    """The five steps as far as she stated them, in the standard's order."""
    return tuple(
        Care(fact.key, str(facts[fact.key]), fact.words(facts[fact.key]))
        for fact in facts_of(category)
        if fact.key in STEP_WORDS and facts.get(fact.key)
    )


def stated(category: Category, facts: Mapping[str, Any]) -> tuple[Care, ...]:
    """What she said herself of washing, drying and ironing; of a mat all that is asked is whether it may be washed."""
    may = {"ya": True, "tidak": False}.get(str(facts.get("washable")))
    return (*of_garment(category, facts), *washing(may))


def unstated(category: Category, facts: Mapping[str, Any]) -> list[str]:
    """Steps of washing to dry cleaning that her good asks for, and of a mat whether it may be washed, as far as she has not
    stated them, as sellers read them."""
    asked = {fact.key for fact in facts_of(category)}
    words_of = {**STEP_WORDS, "washable": "boleh dicuci atau tidak"}
    return [words for key, words in words_of.items() if key in asked and not facts.get(key)]


def offered(category: Category, name: str, facts: Mapping[str, Any]) -> list[CareLine]:
    """Lines that suit what it is made of and do not go against what she said."""
    if not has_card(category):
        return []
    made_of = " ".join([name, *(str(facts.get(key, "")) for key in ("material", "fibre", "technique"))])
    made_of = made_of.replace("-", " ").casefold()  # `batik-tulis` is a stored word
    return [
        CareLine(row["code"], row["words"], row["picture"], row.get("way", ""))
        for row in _lines()
        if (category in row.get("categories", ()) or _holds(made_of, row.get("materials", ())))
        and not any(facts.get(key) in words for key, words in row.get("not_with", {}).items())
    ]


def steps(
    category: Category, name: str, facts: Mapping[str, Any], ticked: Collection[str], own: Sequence[str]
) -> tuple[Care, ...]:
    """What stands on the card: her own facts, the offered lines that she ticked, her own words. Washing comes before
    drying, drying before the iron, and her facts before what is offered to the same step."""
    lines = [one for one in offered(category, name, facts) if one.code in ticked]
    found = [*stated(category, facts), *(Care(one.picture, one.way, one.words) for one in lines)]
    found.sort(key=lambda one: _ORDER.get(one.step, len(_ORDER)))
    return (*found, *(Care(OWN, "", words) for words in own if words))


_ORDER = {
    step: at
    for at, names in enumerate(
        (("shake", "turn", "apart"), ("wash", "brush", "wipe"), ("wring",), ("bleach",), ("dry", "sun"), ("iron",),
         ("dry_clean",), ("store", "beads"))
    )
    for step in names
}  # fmt: skip
"""Pictures in the order in which things are done."""


def _holds(made_of: str, words: Collection[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}\b", made_of) for word in words)


@cache
def _lines() -> list[dict[str, Any]]:
    with FILE.open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["line"]
    return found
