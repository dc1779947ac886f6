"""Reading a composition: which allergens, sweeteners and other notable ingredients do its words show?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise

from app.standards.rules.tables import pattern_of, phrase_pattern, table


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


def sweeteners_in(composition: str) -> tuple[str, ...]:
    """Artificial sweeteners, which need a warning."""
    return _found("sweetener", composition)


def sweeteners_unnamed(composition: str) -> bool:
    """`pemanis` stands there and nothing near it says which."""
    return _unnamed("sweetener_word", composition)


def pork_in(composition: str) -> tuple[str, ...]:
    """Pork, which the label must name in words of its own."""
    return _found("pork", composition)


def not_halal_in(composition: str) -> tuple[str, ...]:
    """Pork and alcohol, which make a product not halal."""
    return _found("not_halal", composition)


def colours_unnamed(composition: str) -> bool:
    """`pewarna` stands there and nothing near it says which."""
    return _unnamed("colour", composition)


def colours_without_number(composition: str) -> tuple[str, ...]:
    """Synthetic colours beside which no CI number stands: `tartrazin` and not `tartrazin CI 19140`."""
    found = (
        part
        for part in re.split(r"[,;]", composition)
        if pattern_of("label", "colour", "synthetic").search(part) and not _CI_NUMBER.search(part)
    )
    return tuple(pattern_of("label", "colour", "synthetic").findall(part)[-1].lower() for part in found)


def ingredients_of(composition: str) -> tuple[str, ...]:
    """The ingredients as they are listed, lower case, without the heading; those in brackets count as their own."""
    body = re.sub(
        r"^\s*(?:daftar bahan|bahan yang digunakan|bahan[- ]bahan|komposisi)\s*:?", "", composition.lower()
    )
    body = re.sub(r"[(\[]\s*(\d+(?:[.,]\d+)?\s*(?:%|persen))\s*[)\]]", r"\1", body)
    return tuple(part for part in (one.strip(" .\n\t") for one in _parts(body)) if part)


def is_descending(composition: str) -> bool:
    """The shares that are written down do not grow along the list. Without shares nobody can tell."""
    shares = [float(one.replace(",", ".")) for one in re.findall(r"(\d+(?:[.,]\d+)?)\s*%", composition)]
    return all(later <= earlier for earlier, later in pairwise(shares))


def highlighted_without_share(name: str, composition: str) -> str:
    """The raw material that the product's name shows off and whose share the list does not say; empty when there is none.

    A food of one ingredient needs no share; taste and everyday words (`pedas`, `gula`) show nothing off.
    """
    listed = ingredients_of(composition)
    if len(listed) < 2:
        return ""
    everyday = set(table("label")["main"]["everyday"])
    shown = [word for word in re.findall(r"[a-z]{3,}", name.lower()) if word not in everyday]
    for part in listed:
        words = set(re.findall(r"[a-z]{3,}", part))
        if any(word in words for word in shown):
            return "" if re.search(r"\d\s*(?:%|persen)", part) else part
    return ""


def _parts(composition: str) -> list[str]:
    """What stands between commas, semicolons, brackets and full stops; a comma inside a number parts nothing."""
    return re.split(r"(?<!\d),|,(?!\d)|[;()\[\]\n]|\.(?!\d)", composition)


def _unnamed(row: str, composition: str) -> bool:
    names = pattern_of("label", row, "named")
    found = pattern_of("label", row, "words").finditer(composition)
    return any(not names.search(re.split(r"[,;.]", composition[match.end() :])[0]) for match in found)


def _found(row: str, composition: str) -> tuple[str, ...]:
    words = pattern_of("label", row, "words").findall(composition.lower())
    return tuple(dict.fromkeys(words))


_CI_NUMBER = re.compile(r"\bc\.?i\.?\s*(?:no\.?\s*)?\d{5}\b", re.IGNORECASE)


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
