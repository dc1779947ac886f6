"""The name under which a gerai wants to be known: may it be told apart, does it promise too much, does it fit on a label?

All of it is advice. What a trade name on food may not be (generic, a claim, praise) is the law; the word lists are ours, so
a hit is `periksa`. A name like another's is `periksa` too: only the trade-mark office knows whose it is.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from app.base.kinds import CRAFT_OF, Category
from app.sellers.rules import name_lines
from app.standards.rules.book import RuleBook
from app.standards.rules.claims import claims_in
from app.standards.rules.findings import Finding, worst_first
from app.standards.rules.tables import table

FIELD = "brand_name"


@dataclass(frozen=True)
class NameFacts:
    """A brand name and what it is held against.

    `categories`: what the gerai may make, whose rules apply; `goods`: what it has listed already. `others`: names of other gerai and brands that look a little like it. `places`:
    names of kabupaten/kota, which belong to nobody.
    """

    name: str
    categories: frozenset[Category]
    goods: frozenset[Category] = frozenset()
    others: Collection[str] = ()
    places: Collection[str] = ()


def check_name(facts: NameFacts, *, rule_book: RuleBook) -> list[Finding]:
    """What there is to say of the name, worst first; each code once, by the strictest rule of what she makes."""
    broken = [*_alone(facts), *_beside_others(facts), *_classes(facts)]
    found: dict[str, Finding] = {}
    for category in sorted(facts.categories):
        for finding in rule_book.findings(category, broken):
            there = found.get(finding.code)
            if there is None or finding.severity > there.severity:
                found[finding.code] = finding
    return worst_first(found.values())


def _alone(facts: NameFacts) -> list[tuple[str, dict[str, object]]]:
    """What the name says by itself."""
    broken: list[tuple[str, dict[str, object]]] = []
    claims: dict[str, tuple[str, ...]] = {}
    for craft in {CRAFT_OF[category] for category in facts.categories}:
        claims |= claims_in(facts.name, craft)
    for code, rule in _CLAIMS.items():
        if words := claims.get(code):
            broken.append((rule, {"words": ", ".join(f'"{word}"' for word in words)}))
    if is_generic(facts.name, facts.places):
        broken.append(("brand_name.generic", {"name": facts.name}))
    if _is_shouted(facts.name):
        broken.append(("brand_name.capitals", {"name": facts.name, "quiet": facts.name.title()}))
    label = table("brand")["label"]
    lines = name_lines(facts.name, label["letters_a_line"])
    if len(lines) > label["lines"] or any(len(line) > label["letters_a_line"] for line in lines):
        broken.append(
            ("brand_name.long", {"count": len(facts.name), "most": label["letters_a_line"] * label["lines"]})
        )
    return broken


_CLAIMS = {
    "claims.halal": "brand_name.halal",
    "claims.health": "brand_name.claim",
    "claims.nutrition": "brand_name.claim",
    "claims.purity": "brand_name.claim",
    "claims.praise": "brand_name.praise",
}


def _beside_others(facts: NameFacts) -> list[tuple[str, dict[str, object]]]:
    mine = folded(facts.name)
    same = sorted({other for other in facts.others if mine and folded(other) == mine})
    return [("brand_name.same", {"other": same[0]})] if same else []


def _classes(facts: NameFacts) -> list[tuple[str, dict[str, object]]]:
    rows = [
        row for row in table("brand")["class"] if facts.goods & {Category(one) for one in row["categories"]}
    ]
    if not rows:
        return []
    words = "; ".join(f"{row['number']} untuk {row['words']}" for row in rows)
    return [("brand_name.class", {"classes": words})]


def is_generic(name: str, places: Collection[str] = ()) -> bool:
    """No word of the name would tell one maker from another: kinds, materials, tastes, places, praise, numbers.

    A word behind `Bu` or `Mbak` is a person's name, whatever else it means.
    """
    words = _words(name)
    titles = set(table("brand")["generic"]["titles"])
    if any(first in titles and second not in titles for first, second in pairwise(words)):
        return False
    shared = _shared() | titles | {word for place in places for word in _words(place)}
    return all(word in shared for word in words)


def _words(text: str) -> list[str]:
    """Words of at least two letters, lower case, without numbers."""
    return [word for word in re.findall(r"[^\W_]+", text.lower()) if len(word) > 1 and not word.isdigit()]


def folded(name: str) -> str:
    """A name without what the ear does not hear: case, blanks, signs, doubled letters, older spellings.

    `Dapoer Bu Sari` and `dapur busari` are one.
    """
    text = re.sub(r"[^a-z0-9]+", "", name.lower())
    for old, new in table("brand")["spelling"]["pairs"]:
        text = text.replace(old, new)
    return re.sub(r"(.)\1+", r"\1", text)


def _is_shouted(name: str) -> bool:
    """All in capitals, and longer than an abbreviation."""
    letters = [letter for letter in name if letter.isalpha()]
    return len(letters) > 5 and all(letter.isupper() for letter in letters)


@cache
def _shared() -> frozenset[str]:
    """Words that belong to a whole trade."""
    generic, foods = table("brand")["generic"], table("foods")
    heads = {word for words in foods["heads"].values() for word in words}
    tastes = {*foods["made_of"]["materials"], *foods["indifferent"]["words"], *foods["vague"]["words"]}
    return frozenset({*generic["words"], *generic["beside"], *heads, *tastes}) - set(generic["names"])
