"""What the demo's curator saw: papers as they are declared, the rest a little different from good to good, the same each time."""

import zlib
from typing import Any

from app.base.actor import Actor
from app.base.kinds import Category
from app.curation.rules.rubric import family_of, first
from app.curation.rules.scoring import Mark
from app.curation.service import scoring

USUAL, FOR_GUESTS = (3, 3, 4, 3, 4, 2, 3, 4), (3, 4, 4, 3, 4)
SHORT_LIVED = 7
"""Days up to which food needs no permit (domain 1.8)."""
HALAL = {"proses": 2, "tidak-halal": 4}


def score(curator: Actor, round_id: int, one: dict[str, Any]) -> None:
    """Every criterion of a good of `data/demo/barang.toml`."""
    scoring.score(curator, round_id, marks_for(one))


def marks_for(one: dict[str, Any]) -> dict[str, Mark]:
    """What she noted of a good: papers as it declares them, `marks` where the file says so, else a choice by its name."""
    rubric = first(family_of(Category(one["category"])))
    choice = FOR_GUESTS if "gift" in one else USUAL
    marks = {
        code: Mark(choice[zlib.crc32(f"{one['name']} {code}".encode()) % len(choice)])
        for code in rubric.codes
    }
    if "food" in one:
        marks |= {"permit": _permit(one), "halal": _halal(one)}
    return marks | {code: Mark(points, note) for code, (points, note) in one.get("marks", {}).items()}


def _permit(one: dict[str, Any]) -> Mark:
    if "pirt" in one or one["food"].get("life", 0) <= SHORT_LIVED:
        return Mark(4)
    return Mark(1, "P-IRT belum diurus. Puskesmas terdekat bisa membantu, gratis.")


def _halal(one: dict[str, Any]) -> Mark:
    if "halal" in one:
        return Mark(4)
    points = HALAL.get(one["food"].get("halal", ""), 1)
    return Mark(points, "Daftar SEHATI lewat pendamping halal, gratis." if points < 2 else "")
