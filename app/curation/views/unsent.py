"""What a curator had written for a round that is not hers any more: shown for copying, sent nowhere.

She was moved to another region, her pokja changed, or somebody else has decided. The answer is the same whether there is such a
round or not, so that it tells nobody what lies outside her reach.
"""

from dataclasses import dataclass

from flask import Blueprint, request

from app.base.errors import NotFound
from app.curation.rules.reasons import all_reasons
from app.curation.rules.rubric import Family, first
from app.web.errors import answer
from app.web.pages import Answer, page

GONE = (
    "Barang ini tidak ada di antrean Anda lagi",
    "Mungkin wilayah atau bidang Anda berubah, atau kurator lain yang memeriksanya sekarang. "
    "Tidak ada yang terkirim.",
)
JUDGED = (
    "Tinjauan ini sudah selesai",
    "Keputusannya sudah diberikan, jadi nilainya tinggal dibaca. Tidak ada yang terkirim.",
)

LABELS = {
    "note": "Pesan untuk penjual",
    "points": "Yang perlu diperbaiki",
    "internal": "Catatan antar kurator",
    "reason": "Alasan",
    "remark": "Catatan untuk penjual",
    "text": "Tulisan yang benar",
    "words": "Catatan atau alasan",
    "own_conditions": "Syarat lain",
}


@dataclass(frozen=True)
class Typed:
    """One thing that she had written or chosen."""

    label: str
    words: str

    @property
    def rows(self) -> int:
        """Lines of the field that shows it."""
        return min(8, 2 + self.words.count("\n") + len(self.words) // 60)


def typed() -> list[Typed]:
    """What came with this request, in the order of its page; marks of a criterion under its name."""
    names = {one.code: one.name for family in Family for one in first(family).criteria}
    found = [Typed(label, words) for name, label in LABELS.items() if (words := _sent(name))]
    for name in request.form:
        kind, _, code = name.partition("_")
        if kind == "score" and _sent(name):
            found.append(Typed(f"{names.get(code, 'Satu hal')}: nilai", _sent(name)))
        elif kind == "note" and code and _sent(name):
            found.append(Typed(f"{names.get(code, 'Satu hal')}: catatan", _sent(name)))
    chosen = set(request.form.getlist("reasons"))
    found += [Typed("Alasan dari daftar", one.words) for one in all_reasons() if one.code in chosen]
    return found


def _sent(name: str) -> str:
    return request.form.get(name, "").strip()


def unsent(status: int, said: tuple[str, str]) -> Answer:
    """The page: what happened, and her words to be copied."""
    title, sentence = said
    return page("curation/curator/unsent.html", status, title=title, sentence=sentence, typed=typed())


def keep_typed(bp: Blueprint) -> None:
    """A form of these pages that was sent for something out of reach is answered with what was written in it."""

    @bp.errorhandler(NotFound)
    def gone(_: NotFound) -> Answer:
        return unsent(404, GONE) if request.method == "POST" and typed() else answer(404)
