"""Reading product names: what food is it, are two names one food, does P-IRT cover it, which packaging is named?

Words lie in `data/standards/foods.toml` and `pirt.toml`. Names are free text, so every answer can be "cannot tell".
"""

import re
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from app.standards.rules.tables import phrase_pattern, table


class Kinship(StrEnum):
    """How two product names relate."""

    SAME = "same"
    FLAVOURS = "flavours"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


def kinship(one: str, other: str) -> Kinship:
    """Are these names one food, flavours of one food, or two foods?

    The head noun decides (jenang and candy are two foods), then, for kinds that are what they are made of, the material
    (keripik pisang, keripik singkong). Everything else in a name (taste, heat, shape, size, praise) is a flavour. Names
    without a known head are two foods when they share no telling word at all.
    """
    mine, theirs = _telling_words(one), _telling_words(other)
    if not _says_something(mine) or not _says_something(theirs):
        return Kinship.UNKNOWN
    if set(mine) == set(theirs):
        return Kinship.SAME
    my_head, their_head = _head(mine), _head(theirs)
    if my_head and their_head:
        if my_head == their_head:
            return _by_material(my_head, mine, theirs)
        return Kinship.FLAVOURS if _may_stand_for(my_head, their_head) else Kinship.DIFFERENT
    return Kinship.FLAVOURS if _core(mine) & _core(theirs) else Kinship.DIFFERENT


def is_generic(trade_name: str) -> bool:
    """Every word of a trade name is a kind of food or what it is made of (`Keripik Singkong`): it names no maker."""
    words = re.findall(r"[a-z]+", trade_name.lower())
    kinds = set(_heads()) | set(table("foods")["made_of"]["materials"]) | _words_of("vague")
    kinds -= _words_of("also_names")
    return bool(words) and all(word in kinds for word in words)


def not_covered(product: str, generation: str) -> str | None:
    """The kind of food that P-IRT does not cover, if the name says so plainly; None otherwise.

    `generation` is A, B or C as in `pirt.generation_of`: ready-to-drink liquids were covered in A.
    """
    name = " ".join(_flat(product).split())
    is_dry = _any_of(_words_of("dry")).search(name) is not None
    for row in table("foods")["not_covered"]:
        if generation < row["since"] or (is_dry and not row["even_if_dry"]):
            continue
        beside = _any_of(tuple(row["not_beside"])).search(name)
        if beside is None and _any_of(tuple(row["words"])).search(name):
            return str(row["kind"])
    return None


def groups_for(product: str, generation: str) -> frozenset[str]:
    """Food group codes whose list names this product, in that generation; empty when no list does."""
    name = _flat(product)
    return frozenset(
        row["code"]
        for row in table("pirt")["food_group"]
        if generation in row["generations"] and _any_of(tuple(row["words"])).search(name)
    )


def packaging_codes(words: str) -> frozenset[str]:
    """Packaging codes (digit 1 of a P-IRT number) that a written packaging fits; empty when it names none we know.

    Materials decide; a shape (`pouch`, `toples`) counts only where no material is named.
    """
    named: dict[str, dict[str, str]] = table("pirt")["packaging_words"]
    found = set(re.findall(r"[a-z]+", words.lower()))
    for kind in ("material", "shape"):
        codes = [named[kind][word] for word in found if word in named[kind]]
        if codes:
            return frozenset("".join(codes))
    return frozenset()


def packaging_in(product: str) -> str:
    """The packaging written in brackets or behind `kemasan`: `Telur asin (plastik mika)`; empty when there is none.

    Nowhere else: `kerupuk kaleng` and `keripik kaca` are foods.
    """
    told = re.findall(r"\(([^)]*)\)|\bkemasan((?:\s+\w+){1,2})", product, re.IGNORECASE)
    words = " ".join(part.strip() for pair in told for part in pair if part)
    return words if packaging_codes(words) else ""


def _flat(name: str) -> str:
    """Lower case, without what stands in brackets."""
    return re.sub(r"\([^)]*\)?", " ", name.lower())


def _telling_words(name: str) -> tuple[str, ...]:
    """The words of a name less brackets, `rasa …` to the end, amounts and single letters."""
    flat = re.sub(r"\brasa\b.*", " ", _flat(name))
    flat = re.sub(r"\b(telur|telor) asin\b", "telurasin", flat)
    flat = re.sub(r"\bbawang( merah)? goreng\b", "bawanggoreng", flat)
    flat = re.sub(r"\b(sambal|sambel|bumbu)( kacang)? pecel\b", "pecel", flat)
    words = re.findall(
        r"[a-z]+(?:-[a-z]+)?", re.sub(r"\d+[.,]?\d*\s*(?:gram|gr|g|kg|ml|l|pcs)?\b", " ", flat)
    )
    return tuple(word for word in words if len(word) > 1)


def _says_something(words: tuple[str, ...]) -> bool:
    return any(word not in _words_of("vague") for word in words)


def _head(words: tuple[str, ...]) -> str:
    """The kind of food: the first known head noun (Indonesian puts it first; in `pepaya candy` the only one is last). A kind
    that a general word stands for counts before that word: `kue nastar` is nastar."""
    found = [_heads()[word] for word in words if word in _heads()]
    kinds = [head for head in found if head in table("foods")["general"].get(found[0], [])]
    return next(iter(kinds + found), "")


def _may_stand_for(one: str, other: str) -> bool:
    general: dict[str, list[str]] = table("foods")["general"]
    return other in general.get(one, []) or one in general.get(other, [])


def _by_material(head: str, one: tuple[str, ...], other: tuple[str, ...]) -> Kinship:
    if head not in table("foods")["made_of"]["heads"]:
        return Kinship.FLAVOURS
    mine, theirs = _material(head, one), _material(head, other)
    return Kinship.DIFFERENT if mine and theirs and mine != theirs else Kinship.FLAVOURS


def _material(head: str, words: tuple[str, ...]) -> str:
    """The first raw material in the name; the head itself is none (emping, sale)."""
    materials = set(table("foods")["made_of"]["materials"])
    return next((word for word in words if word in materials and _heads().get(word) != head), "")


def _core(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words) - _words_of("indifferent")


@cache
def _heads() -> dict[str, str]:
    rows: dict[str, list[str]] = table("foods")["heads"]
    return {word: head for head, words in rows.items() for word in words}


@cache
def _words_of(row: str) -> frozenset[str]:
    content: dict[str, Any] = table("foods")[row]
    return frozenset(content["words"])


@lru_cache(maxsize=256)
def _any_of(phrases: tuple[str, ...] | frozenset[str]) -> re.Pattern[str]:
    return phrase_pattern(list(phrases))
