"""What was seen on a photo, as it is kept: plain JSON, so that rules can be applied again without reading again."""

from collections.abc import Mapping
from typing import Any

from app.base.kinds import Category
from app.standards.rules.reading.elements import Declared
from app.standards.rules.reading.seen import Box, Code, Line, Sight

LONGEST_TEXT = 1000


def kept(sight: Sight) -> dict[str, Any]:
    """A sight as JSON."""
    return {
        "size": [sight.width, sight.height],
        "lines": [
            [
                storable(one.text),
                one.confidence,
                _sides(one.box),
                _sides(one.level),
                [storable(text) for text in one.also],
            ]
            for one in sight.lines
        ],
        "codes": [[one.kind, storable(one.text), _sides(one.box)] for one in sight.codes],
    }


def seen(facts: Mapping[str, Any]) -> Sight:
    """The sight that was kept."""
    width, height = facts["size"]
    return Sight(
        width,
        height,
        tuple(
            Line(text, confidence, Box(*box), Box(*level), tuple(also))
            for text, confidence, box, level, also in facts["lines"]
        ),
        tuple(Code(kind, text, Box(*box)) for kind, text, box in facts["codes"]),
    )


def declared(facts: Mapping[str, Any]) -> Declared:
    """What the seller had stated, as it was kept."""
    return Declared(**{**facts, "category": Category(facts["category"])})


def storable(text: str) -> str:
    """Text that a code or an engine gave: without what a database cannot hold, and of a bearable length."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:LONGEST_TEXT]


def _sides(box: Box) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]
