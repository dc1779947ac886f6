"""The file of a product, by which an approval is defended: what happened, by whose hand, in order of time.

For curators and those who look over them; the seller's story (`rules.history`) says less: no names, no notes to colleagues.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from app.base.days import full_day
from app.catalog.rules.label_life import Corrector
from app.catalog.rules.occasions import known
from app.catalog.rules.packaging import ANSWER_WORDS, Answer
from app.curation.rules import history
from app.curation.rules.appeals import AppealState
from app.curation.rules.claims import WhyEnded
from app.standards.rules.reading.elements import ELEMENT_WORDS, Element, Status


class Step(IntEnum):
    """What came first of things that happened at one moment."""

    APPEALED = 1
    HANDED_IN = 2
    WRITTEN = 3
    JUDGED = 4
    OFFERED = 5
    PROPOSED = 6
    SAID = 7
    CLOSED = 8
    ENDED = 9
    GIVEN = 10


Key = tuple[datetime, int, int]
"""By which the file is sorted: moment, step, and the row where it is kept."""


@dataclass(frozen=True)
class Entry:
    """One entry. `who`: the name at that time, empty for the seller and for what the clock did. `said`: label and words, as
    they were written. `version` can be compared with the one before it; `round_id` has a sheet of scores."""

    at: datetime
    step: Step
    id: int
    words: str
    who: str = ""
    said: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    internal: str = ""
    version: int | None = None
    round_id: int | None = None

    @property
    def key(self) -> Key:
        return self.at, self.step, self.id


_CLAIMS = {
    f"claim {WhyEnded.LAPSED}": "Waktu memeriksa tinjauan ke-{} habis, kembali ke antrean",
    f"claim {WhyEnded.OUT_OF_REACH}": "Tinjauan ke-{} kembali ke antrean: pemeriksanya tidak lagi berwenang",
    "round claimed": "Tinjauan ke-{} mulai diperiksa",
    "round released": "Tinjauan ke-{} dilepas, kembali ke antrean",
    "submission withdrawn": "Tinjauan ke-{} ditarik penjual",
}
_PAPERS = tuple(what for what in history.JOURNAL if what.startswith("paper "))
_GIFTS = {
    "gift proposal dropped": "Usulan oleh-oleh resmi dibatalkan pengusulnya",
    "gift proposal lapsed": "Usulan oleh-oleh resmi gugur: belum diputuskan sampai waktunya, atau barangnya diperbarui",
    "gift declined": "Panel belum menyetujui jadi oleh-oleh resmi",
    "gift ended": "Tidak lagi oleh-oleh resmi",
    "gift occasions chosen": "Acaranya diubah",
    "gift end told": "Pembuat dan kurator diingatkan: berlaku {} hari lagi",
}
LOOKED = "packaging judged"
_LABEL = "label corrected"
_STATUS = {
    Status.FOUND: "ada dan benar",
    Status.DIFFERENT: "ada, tetapi lain",
    Status.NOT_FOUND: "tidak ada",
    Status.UNREADABLE: "tidak terbaca",
}
JOURNAL = (*_CLAIMS, *_PAPERS, *_GIFTS, LOOKED, _LABEL)
"""What of the journal belongs to the file; rounds, voices and approvals have rows of their own."""
OF_ROUND = frozenset(_CLAIMS)
"""Of these the fact `round` names the round."""
_CLOSING = {
    "gift proposal dropped": Step.CLOSED,
    "gift proposal lapsed": Step.CLOSED,
    "gift declined": Step.CLOSED,
    "gift ended": Step.ENDED,
}
_BY_SELLER = ("submission withdrawn", "paper declared", "paper dropped")


@dataclass(frozen=True)
class Written:
    """A row of the journal in words."""

    step: Step
    words: str
    said: tuple[tuple[str, str], ...] = ()
    by_seller: bool = field(default=False)


def written(what: str, facts: Mapping[str, Any], questions: Mapping[str, str]) -> Written | None:
    """A row of the journal; None where it changed nothing. `questions`: those of the packaging list of that day, by code."""
    by_seller = what in _BY_SELLER
    if what == LOOKED:
        asked = questions.get(facts["item"], "Satu hal")
        words = f"Kemasan dilihat: {asked} {ANSWER_WORDS[Answer(facts['answer'])]}."
        return Written(Step.WRITTEN, words, _labelled(("Catatan untuk penjual", str(facts.get("note", "")))))
    if what == _LABEL:
        is_hers = facts.get("role") == Corrector.SELLER
        words = f"Label: {ELEMENT_WORDS[Element(facts['element'])]} {_STATUS[Status(facts['after'])]}"
        return Written(Step.WRITTEN, f"{words}, menurut {'penjual' if is_hers else 'kurator'}", (), is_hers)
    if what in _CLAIMS:
        return Written(Step.WRITTEN, _CLAIMS[what].format(facts.get("round", "")), by_seller=by_seller)
    if what in _PAPERS:
        told = history.written(what, facts)
        if told is None:
            return None
        return Written(Step.WRITTEN, told[0], _labelled(("Alasan", told[1])), by_seller)
    step = _CLOSING.get(what, Step.WRITTEN)
    if what == "gift end told":
        return Written(step, _GIFTS[what].format(facts["days_left"]))
    if what == "gift occasions chosen":
        before, now = (occasions(facts.get(name, ())) or "tidak ada" for name in ("before", "occasions"))
        return Written(step, _GIFTS[what], (("Sebelumnya", before), ("Sekarang", now)))
    return Written(step, _GIFTS[what], _labelled(("Alasan", str(facts.get("reason", "")))))


def _labelled(*said: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Those that say something."""
    return tuple((label, words) for label, words in said if words)


def judged_said(note: str) -> tuple[tuple[str, str], ...]:
    """What a decision told the seller."""
    return _labelled(("Pesan untuk penjual", note))


def occasions(codes: Any) -> str:
    """Codes of occasions in words."""
    return ", ".join(one.words for one in known(codes))


def days(starts_on: date, until: date) -> str:
    return f"{full_day(starts_on)} sampai {full_day(until)}"


def proposed(starts_on: date, until: date, chosen: Any) -> tuple[tuple[str, str], ...]:
    """What a panel was asked; conditions stand beside it as points."""
    return _labelled(
        ("Masa berlaku yang diusulkan", days(starts_on, until)), ("Cocok untuk", occasions(chosen))
    )


def voice(*, is_for: bool, as_chair: bool) -> str:
    """A voice of the panel: `Suara setuju, sebagai ketua TP PKK`."""
    return f"Suara {'setuju' if is_for else 'belum setuju'}{', sebagai ketua TP PKK' if as_chair else ''}"


def voice_said(words: str) -> tuple[tuple[str, str], ...]:
    return _labelled(("Catatan", words))


def given(starts_on: date, until: date, code: str) -> tuple[tuple[str, str], ...]:
    """What a panel has given."""
    return ("Masa berlaku", days(starts_on, until)), ("Kode bukti", code)


def appealed(number: int) -> str:
    """`number`: of the round that is to be read again."""
    return f"Penjual minta tinjauan ke-{number} dibaca ulang"


_READ = {
    AppealState.UPHELD: "Dibaca ulang: keputusan tinjauan ke-{} tetap",
    AppealState.OVERTURNED: "Dibaca ulang: keputusan yang lebih ringan menggantikan tinjauan ke-{}",
    AppealState.WITHDRAWN: "Permintaan dibaca ulang ditarik, keputusan tinjauan ke-{} tetap",
}


def read_again(number: int, state: AppealState) -> str:
    """What came of it."""
    return _READ[state].format(number)
