"""The other papers: NIB, BPOM registration, trade mark. P-IRT and halal have modules of their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.numbers import Label, Number, cleaned, numbers_in

NIB_LENGTH = 13
BPOM_LENGTHS = (15, 12)
"""Digits behind MD or ML: since risk-based licences, and before."""

_NIB = "NIB: 13 angka dari OSS (PP 5/2021, diganti PP 28/2025)"
_BPOM = "Nomor izin edar BPOM: MD atau ML dan 12 angka, sejak izin berbasis risiko 15 angka"
_BRAND = "DJKI: nomor permohonan atau pendaftaran merek (bentuknya tidak dibakukan di sini)"

_HELPERS = {
    "nib": "DPMPTSP kabupaten/kota atau kader PKK",
    "bpom": "Balai POM",
    "trademark": "Dinas koperasi dan UMKM",
}


class GeraiPaperKind(StrEnum):
    """Papers of the business itself, not of one product."""

    NIB = "nib"
    TRADEMARK = "trademark"


class PaperVerdict(StrEnum):
    """What a number is worth as it stands; never whether the paper is genuine."""

    EMPTY = "EMPTY"
    VALID = "VALID"
    SUSPECT = "SUSPECT"
    PLACEHOLDER = "PLACEHOLDER"
    OTHER_PAPER = "OTHER_PAPER"
    INVALID = "INVALID"


@dataclass(frozen=True)
class PaperReading:
    """A paper's number as read; `canonical` is its print form, empty unless VALID or SUSPECT."""

    verdict: PaperVerdict
    canonical: str = ""
    findings: tuple[Finding, ...] = ()


def read_nib(raw: str) -> PaperReading:
    """A NIB: 13 digits, with words and other papers round it. Other papers are told by their length; a NIK is never
    repeated."""
    text = cleaned(raw)
    if not re.search(r"[^\W_]", text):
        return PaperReading(PaperVerdict.EMPTY)
    step = "Salin 13 angka NIB dari OSS."
    number = min(numbers_in(text, wanted=NIB_LENGTH), key=_unlike_nib, default=None)
    digits = number.digits if number else ""
    if len(digits) == NIB_LENGTH:
        if len(set(digits)) == 1 or digits in "12345678901234567890123":
            return _answer(PaperVerdict.PLACEHOLDER, "nib", "NIB ini angka contoh.", step, _NIB)
        return PaperReading(PaperVerdict.VALID, canonical=digits)
    others = {
        21: "Ini nomor PB-UMKU; NIB-nya 13 angka pertama.",
        16: "Ini seperti NIK atau NPWP. Hapus dari sini; NIK tidak ditulis di isian ini.",
        15: "Ini seperti nomor P-IRT atau NPWP, bukan NIB.",
    }
    if len(digits) in others:
        return _answer(PaperVerdict.OTHER_PAPER, "nib", others[len(digits)], step, _NIB)
    sentence = (
        f"Nomor ini punya {len(digits)} angka, seharusnya {NIB_LENGTH}."
        if digits
        else "Di sini belum ada nomor NIB."
    )
    return _answer(PaperVerdict.INVALID, "nib", sentence, step, _NIB)


def _unlike_nib(number: Number) -> tuple[bool, bool, bool, int]:
    """Sorts the number most likely meant first: what NIB stands beside, then 13 digits, then the longest."""
    other = number.label not in (None, Label.NIB, Label.UMKU)
    return other, number.label is not Label.NIB, len(number.digits) != NIB_LENGTH, -len(number.digits)


def read_bpom(raw: str) -> PaperReading:
    """A BPOM registration of processed food: MD (made here) or ML (imported) and 12 or 15 digits."""
    text = cleaned(raw).upper()
    if not re.search(r"[^\W_]", text):
        return PaperReading(PaperVerdict.EMPTY)
    letters, digits = _bpom_number(text)
    if not letters and re.search(r"P\W?I\W?R\W?T\b", text):
        return _answer(PaperVerdict.OTHER_PAPER, "bpom", "Ini nomor P-IRT.", "Tulis di isian P-IRT.", _BPOM)
    if not letters and re.search(r"\b(?:NA|NB|NC|ND|NE|TR|TI|TL|SD|SI|DBL|DTL|DKL)\W?\d", text):
        sentence = "Ini nomor kosmetik, obat, atau suplemen; untuk pangan dipakai MD."
        return _answer(
            PaperVerdict.OTHER_PAPER, "bpom", sentence, "Cocokkan dengan kemasan dan sertifikatnya.", _BPOM
        )
    if not letters or len(digits) not in BPOM_LENGTHS:
        sentence = f"Nomor ini punya {len(digits)} angka; nomor BPOM adalah MD dan 12 atau 15 angka."
        step = "Salin dari izin edarnya, mulai dari huruf MD."
        if not digits:
            sentence = "Di sini belum ada nomor BPOM; nomornya MD dan 12 atau 15 angka."
        elif len(digits) in BPOM_LENGTHS:
            sentence, step = (
                "Huruf di depan nomornya belum ada.",
                f"Kalau di izin edarnya MD {digits}, tulis seperti itu.",
            )
        return _answer(PaperVerdict.INVALID, "bpom", sentence, step, _BPOM)
    canonical = f"{letters} {digits}"
    if len(set(digits)) == 1 or digits in "123456789012345":
        step = "Salin dari izin edarnya, mulai dari huruf MD."
        return _answer(PaperVerdict.PLACEHOLDER, "bpom", "Nomor BPOM ini angka contoh.", step, _BPOM)
    if letters == "ML":
        sentence = "ML adalah pangan impor, sedangkan oleh-oleh dibuat di sini."
        return _answer(
            PaperVerdict.SUSPECT,
            "bpom",
            sentence,
            "Cocokkan huruf depannya dengan izin edar.",
            _BPOM,
            canonical,
        )
    return PaperReading(PaperVerdict.VALID, canonical=canonical)


def _bpom_number(text: str) -> tuple[str, str]:
    """MD or ML and the digits behind it; no letters and the digits of the whole text where there is none."""
    match = re.search(r"(?<![A-Z])(M[DL])(?:[^\w]|NO(?:MOR)?)*(?=[0-9])", text)
    if match is None:
        return "", re.sub(r"[^0-9]", "", text)
    behind = text[match.end() :]
    found = [numbers_in(behind, wanted=wanted)[0].digits for wanted in BPOM_LENGTHS]
    return match[1], next((digits for digits in found if len(digits) in BPOM_LENGTHS), found[0])


def read_trademark(raw: str) -> PaperReading:
    """A trade mark's application (`DID2023012345`) or registration (`IDM001234567`). Its form is hearsay, so a number of
    another shape is looked at and never refused."""
    text = re.sub(r"[\s.\-]", "", cleaned(raw)).upper()
    if not re.search(r"[^\W_]", text):
        return PaperReading(PaperVerdict.EMPTY)
    if re.fullmatch(r"(?:DID|JID|D|J|R)?\d{6,14}|IDM\d{9}", text):
        return PaperReading(PaperVerdict.VALID, canonical=text)
    sentence = "Bentuk nomor merek ini tidak lazim."
    step = "Cocokkan dengan bukti dari DJKI, seperti IDM001234567 atau DID2023012345."
    return _answer(PaperVerdict.SUSPECT, "trademark", sentence, step, _BRAND, text)


def _answer(
    verdict: PaperVerdict, field: str, sentence: str, next_step: str, source: str, canonical: str = ""
) -> PaperReading:
    severity = Severity.PERIKSA if verdict is PaperVerdict.SUSPECT else Severity.TOLAK
    helper = _HELPERS[field]
    finding = Finding(
        f"{field}.{verdict.value.lower()}",
        severity,
        sentence,
        next_step,
        source,
        field,
        basis=Basis.LAW,
        helper=helper,
    )
    return PaperReading(verdict, canonical=canonical, findings=(finding,))


GERAI_READERS: dict[GeraiPaperKind, Callable[[str], PaperReading]] = {
    GeraiPaperKind.NIB: read_nib,
    GeraiPaperKind.TRADEMARK: read_trademark,
}
"""How the papers of a gerai are read."""
