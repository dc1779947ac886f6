"""Words in a name, trade name, description, composition or story that promise too much, or that need a paper first.

Home-industry food may carry no claims at all (PerBPOM 4/2024 as told by DPMPTSP Klungkung); which words are claims is our list
in `data/standards/claims.toml`, so a hit is for a curator to judge. "Halal" waits for a certificate that a curator has seen.
"""

import re
from dataclasses import replace
from functools import cache

from app.base.kinds import CRAFT_OF, Category, Craft
from app.standards.rules.book import RuleBook
from app.standards.rules.findings import Finding, worst_first
from app.standards.rules.tables import phrase_pattern, table

_PLACES = {
    "name": "nama barang",
    "trade_name": "nama dagang",
    "description": "keterangan",
    "composition": "komposisi",
    "facts.meaning": "cerita barang",
}


def check_claims(
    name: str,
    description: str,
    *,
    category: Category,
    rule_book: RuleBook,
    halal_seen: bool = False,
    trade_name: str = "",
    composition: str = "",
    meaning: str = "",
) -> list[Finding]:
    """What the words promise, worst first. `halal_seen`: a curator has seen this product's halal certificate."""
    texts = {
        "name": name,
        "trade_name": trade_name,
        "description": description,
        "composition": composition,
        "facts.meaning": meaning,
    }
    found: list[Finding] = []
    for field, place in _PLACES.items():
        broken = [
            (code, {"words": _quoted(words), "place": place})
            for code, words in claims_in(texts[field], CRAFT_OF[category]).items()
            if not (code == "claims.halal" and halal_seen)
        ]
        found += [replace(finding, field=field) for finding in rule_book.findings(category, broken)]
    return worst_first(found)


def claims_in(text: str, craft: Craft) -> dict[str, tuple[str, ...]]:
    """Rule code → the words of the text that raise it, lower case, each once, in order."""
    remaining = _allowed().sub(" ", text.lower())
    found = {code: tuple(dict.fromkeys(pattern.findall(remaining))) for code, pattern in _patterns(craft)}
    return {code: words for code, words in found.items() if words}


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{" ".join(word.split())}"' for word in words)


@cache
def _patterns(craft: Craft) -> list[tuple[str, re.Pattern[str]]]:
    rows = table("claims")["claim"]
    return [(row["code"], phrase_pattern(row["words"])) for row in rows if craft in row["crafts"]]


@cache
def _allowed() -> re.Pattern[str]:
    return phrase_pattern(table("claims")["allowed"]["words"])
