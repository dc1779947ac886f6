"""What is odd about photos of a label as a whole, in words that say what to do."""

import unicodedata
from collections.abc import Sequence

from app.standards.rules.reading.layout import Page
from app.standards.rules.reading.seen import Sight

MANY = 4
"""So many lists of ingredients, permits or weights on one photo are so many labels; a pack repeats itself once or twice."""
LEAST_LETTERS = 12
FOREIGN = 0.3
"""Share of letters of other scripts from which it is worth a word (PerBPOM 31/2018: Indonesian in Latin letters; others may stand
beside)."""


def remarks_on(sights: Sequence[Sight]) -> tuple[str, ...]:
    """Sentences, none where nothing is odd."""
    found = []
    if not any(sight.lines for sight in sights):
        found.append(
            "Tidak ada tulisan yang terbaca di foto ini. Foto labelnya dari dekat, di tempat yang terang."
        )
    if any(_is_wall(sight) for sight in sights):
        found.append(
            "Ada banyak label dalam satu foto, jadi isinya tercampur. Foto satu kemasan saja, dari dekat."
        )
    if _is_foreign(sights):
        found.append(
            "Banyak tulisan yang bukan huruf Latin. Keterangan label ditulis dalam bahasa Indonesia; bahasa lain boleh di sampingnya."
        )
    return tuple(found)


def _is_wall(sight: Sight) -> bool:
    kinds = [head.kind for piece in Page([sight]).pieces for head in piece.heads]
    return (
        any(kinds.count(kind) >= MANY for kind in ("composition", "pirt")) or kinds.count("net") >= 2 * MANY
    )


def _is_foreign(sights: Sequence[Sight]) -> bool:
    letters = [sign for sight in sights for line in sight.lines for sign in line.text if sign.isalpha()]
    other = sum(not unicodedata.name(sign, "").startswith("LATIN") for sign in letters)
    return len(letters) >= LEAST_LETTERS and other > FOREIGN * len(letters)
