"""What software knows of a criterion, beside it as a proposal with its reason. It never scores: a hand and an eye do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.catalog.rules.packaging import Answer
from app.curation.rules.rubric import HIGHEST, Criterion


class PaperStand(StrEnum):
    """How far a paper has come."""

    NOT_NEEDED = "not_needed"
    ABSENT = "absent"
    UNREADABLE = "unreadable"
    STATED = "stated"
    REFUSED = "refused"
    SEEN = "seen"


@dataclass(frozen=True)
class Packed:
    """One item of the packaging checklist: what was asked, and what seller and curator have said of it."""

    question: str
    seller: Answer | None
    curator: Answer | None


@dataclass(frozen=True)
class Known:
    """What software knows of a product: papers ("permit", "halal"), parts of the counted points in percent with their
    names, items of the packaging checklist."""

    papers: Mapping[str, PaperStand] = field(default_factory=dict)
    in_process: bool = False
    """The seller has applied for halal."""
    parts: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    packaging: Mapping[str, Packed] = field(default_factory=dict)


@dataclass(frozen=True)
class Hint:
    """A sentence, and the score that it speaks for if it speaks for one."""

    words: str
    score: int | None = None


PERMIT: dict[PaperStand, Hint] = {
    PaperStand.NOT_NEEDED: Hint("Masa simpannya pendek, jadi tidak perlu izin edar.", 4),
    PaperStand.ABSENT: Hint("Penjual belum menulis nomor izin.", 1),
    PaperStand.UNREADABLE: Hint("Ada nomor izin, belum terbaca benar.", 1),
    PaperStand.STATED: Hint("Nomornya benar susunannya, belum dicocokkan kurator.", 3),
    PaperStand.REFUSED: Hint("Kurator menandainya tidak cocok dengan aslinya.", 0),
    PaperStand.SEEN: Hint("Kurator sudah mencocokkannya dengan aslinya.", 4),
}
HALAL: dict[PaperStand, Hint] = {
    **PERMIT,
    PaperStand.NOT_NEEDED: Hint("Penjual menyatakan tidak halal. Lihat apakah kemasannya menyebut itu."),
    PaperStand.ABSENT: Hint("Penjual belum menulis nomor sertifikat halal.", 1),
    PaperStand.UNREADABLE: Hint("Ada nomor sertifikat halal, belum terbaca benar.", 1),
}
IN_PROCESS = Hint("Penjual menyatakan sertifikatnya sedang diurus.", 2)


def hints_for(criterion: Criterion, known: Known) -> list[Hint]:
    """The hints of a criterion, as far as anything is known."""
    found = [_hint(one, known) for one in criterion.hints]
    return [one for one in found if one is not None]


def _hint(named: str, known: Known) -> Hint | None:
    kind, _, code = named.partition(".")
    if kind == "paper":
        return _of_paper(code, known)
    if kind == "part":
        return _of_part(code, known)
    return _of_packaging(code, known)


def _of_paper(code: str, known: Known) -> Hint | None:
    stand = known.papers.get(code)
    if stand is None:
        return None
    if code == "halal" and stand is PaperStand.ABSENT and known.in_process:
        return IN_PROCESS
    return (HALAL if code == "halal" else PERMIT)[stand]


def _of_part(code: str, known: Known) -> Hint | None:
    if code not in known.parts:
        return None
    name, percent = known.parts[code]
    return Hint(f"Hitungan mesin untuk {name}: {percent} dari 100.", percent * HIGHEST // 100)


def _of_packaging(code: str, known: Known) -> Hint | None:
    there = known.packaging.get(code)
    if there is None:
        return None
    if there.curator is not None and there.curator is not Answer.NOT_NEEDED:
        yes = there.curator is Answer.YES
        return Hint(f"{there.question} Kurator: {'sudah' if yes else 'belum'}.", 3 if yes else 1)
    if there.seller is not None and there.seller is not Answer.NOT_NEEDED:
        return Hint(f"{there.question} Penjual: {'sudah' if there.seller is Answer.YES else 'belum'}.")
    return None
