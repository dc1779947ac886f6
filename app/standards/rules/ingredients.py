"""Reading a composition: which allergens, sweeteners and other notable ingredients do its words show?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.standards.rules.tables import phrase_pattern, table


class Allergen(StrEnum):
    """What must be declared (BPOM announcement HM.01.01.52.06.19.2922 and BPOM's allergen guideline)."""

    GLUTEN = "gluten"
    EGG = "telur"
    FISH = "ikan"
    """Fish, crustaceans and molluscs."""
    PEANUT_SOY = "kacang"
    MILK = "susu"
    TREE_NUT = "kacang_pohon"
    SULPHITE = "sulfit"


ALLERGEN_NAMES: dict[Allergen, str] = {
    Allergen(row["key"]): row["name"] for row in table("label")["allergen"]
}
"""What sellers and buyers read."""


def allergens_in(composition: str) -> dict[Allergen, tuple[str, ...]]:
    """Allergens that the words of a composition show, each with those words, in the order of `Allergen`.

    The longest words count: `susu kedelai` is soy and no milk, `kacang hijau` is none.
    """
    meaning = _meaning()
    found: dict[Allergen, list[str]] = {}
    for match in _ingredient_words().finditer(composition.lower()):
        word = re.sub(r"[\s\-]+", " ", match[0])
        allergen = meaning[word]
        if allergen is not None and word not in found.setdefault(allergen, []):
            found[allergen].append(word)
    return {allergen: tuple(found[allergen]) for allergen in Allergen if allergen in found}


@dataclass(frozen=True)
class Piece:
    """A stretch of a composition, as written. `allergen` is None for what is none, and for what only looks like one."""

    text: str
    allergen: Allergen | None = None
    not_halal: bool = False


def pieces_of(composition: str) -> tuple[Piece, ...]:
    """The composition cut into what has to be marked on a label and what stands between; joined they are the same text."""
    return tuple(_pieces(composition))


def _pieces(composition: str) -> Iterator[Piece]:
    meaning = _meaning()
    found = {
        match.span(): Piece(match[0], meaning[re.sub(r"[\s\-]+", " ", match[0].lower())])
        for match in _ingredient_words().finditer(composition)
    }
    for match in phrase_pattern(table("label")["not_halal"]["words"]).finditer(composition):
        found = {
            span: piece for span, piece in found.items() if span[1] <= match.start() or match.end() <= span[0]
        }
        found[match.span()] = Piece(match[0], not_halal=True)
    done = 0
    for (start, end), piece in sorted(found.items()):
        if start > done:
            yield Piece(composition[done:start])
        yield piece
        done = end
    if done < len(composition):
        yield Piece(composition[done:])


def pork_in(composition: str) -> tuple[str, ...]:
    """Words for pork, which a label names beside TIDAK HALAL."""
    words = phrase_pattern(table("label")["not_halal"]["pork"]).findall(composition.lower())
    return tuple(dict.fromkeys(words))


def sweeteners_in(composition: str) -> tuple[str, ...]:
    """Artificial sweeteners, which need a warning."""
    return _found("sweetener", composition)


def not_halal_in(composition: str) -> tuple[str, ...]:
    """Pork and alcohol, which make a product not halal."""
    return _found("not_halal", composition)


def colours_unnamed(composition: str) -> bool:
    """`pewarna` stands there and nothing near it says which."""
    names = phrase_pattern(table("label")["colour"]["named"])
    found = phrase_pattern(table("label")["colour"]["words"]).finditer(composition)
    return any(not names.search(re.split(r"[,;.]", composition[match.end() :])[0]) for match in found)


def _found(row: str, composition: str) -> tuple[str, ...]:
    words = phrase_pattern(table("label")[row]["words"]).findall(composition.lower())
    return tuple(dict.fromkeys(words))


@cache
def _meaning() -> dict[str, Allergen | None]:
    """Ingredient → allergen; None for what only looks like one. Hyphens are read as blanks."""
    content = table("label")
    harmless: dict[str, Allergen | None] = dict.fromkeys(content["not_allergen"]["words"])
    telling = {word: Allergen(row["key"]) for row in content["allergen"] for word in row["words"]}
    return {word.replace("-", " "): allergen for word, allergen in {**telling, **harmless}.items()}


@cache
def _ingredient_words() -> re.Pattern[str]:
    return phrase_pattern(list(_meaning()))
