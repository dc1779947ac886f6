"""What the facts themselves suggest: allergens that a composition shows, care that beadwork bears. Offered, never taken unasked."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.base.kinds import Category
from app.catalog.rules.facts import is_food
from app.standards.rules.care import FOR_BEADS, STEP_WORDS
from app.standards.rules.ingredients import allergens_in


class Advice(StrEnum):
    """What a seller may take with one tap."""

    ALLERGENS = "alergen"
    CARE = "rawat"


def suggested_allergens(category: Category, facts: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Allergens that are not ticked and that words of the composition show, each with those words."""
    if not is_food(category):
        return {}
    shown = allergens_in(str(facts.get("composition", "")))
    ticked = facts.get("allergens", [])
    return {allergen.value: words for allergen, words in shown.items() if allergen.value not in ticked}


def suggested_care(category: Category, facts: Mapping[str, Any]) -> dict[str, str]:
    """For beadwork the steps of care that are not stated yet, each with what is always safe."""
    if category is not Category.PAYET:
        return {}
    return {step: getattr(FOR_BEADS, step).value for step in STEP_WORDS if not facts.get(step)}


def with_advice(category: Category, facts: Mapping[str, Any], advice: str) -> dict[str, Any]:
    """The facts with one advice taken; unchanged where the word names none."""
    if advice == Advice.ALLERGENS:
        more = suggested_allergens(category, facts)
        return {**facts, "allergens": [*facts.get("allergens", []), *more]} if more else dict(facts)
    if advice == Advice.CARE:
        return {**facts, **suggested_care(category, facts)}
    return dict(facts)
