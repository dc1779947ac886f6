"""The other papers: NIB, BPOM registration, trade mark. P-IRT and halal have modules of their own."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.standards.rules.findings import Basis, Finding, Severity
from app.standards.rules.numbers import cleaned

_NIB = "NIB: 13 angka dari OSS (PP 5/2021, diganti PP 28/2025)"
_BPOM = "Nomor izin edar BPOM: MD atau ML dan 12 angka, sejak izin berbasis risiko 15 angka"
_BRAND = "DJKI: nomor permohonan atau pendaftaran merek (bentuknya tidak dibakukan di sini)"


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
    """A NIB: 13 digits. The numbers of other papers are told by their length; a NIK is never repeated."""
    text = cleaned(raw)
    digits = re.sub(r"[^0-9]", "", text)
    step = "Salin 13 angka NIB dari OSS."
    if not re.search(r"[^\W_]", text):
        return PaperReading(PaperVerdict.EMPTY)
    if len(digits) == 13:
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
        f"Nomor ini punya {len(digits)} angka, seharusnya 13." if digits else "Di sini belum ada nomor NIB."
    )
    return _answer(PaperVerdict.INVALID, "nib", sentence, step, _NIB)


def read_bpom(raw: str) -> PaperReading:
    """A BPOM registration of processed food: MD (made here) or ML (imported) and 12 or 15 digits."""
    text = cleaned(raw).upper()
    if not re.search(r"[^\W_]", text):
        return PaperReading(PaperVerdict.EMPTY)
    if re.search(r"\bP\W?I\W?R\W?T\b", text):
        return _answer(PaperVerdict.OTHER_PAPER, "bpom", "Ini nomor P-IRT.", "Tulis di isian P-IRT.", _BPOM)
    if re.search(r"\b(?:NA|NB|NC|TR|TI|SD|DBL|DTL)\W?\d", text):
        sentence = "Ini nomor kosmetik, obat, atau suplemen; untuk pangan dipakai MD."
        return _answer(
            PaperVerdict.OTHER_PAPER, "bpom", sentence, "Cocokkan dengan kemasan dan sertifikatnya.", _BPOM
        )
    match = re.search(r"(?<![A-Z])(M[DL])\W*([0-9][0-9\s.\-]*)$", text)
    digits = re.sub(r"[^0-9]", "", match[2] if match else text)
    if match is None or len(digits) not in (12, 15):
        sentence = f"Nomor ini punya {len(digits)} angka; nomor BPOM adalah MD dan 12 atau 15 angka."
        step = "Salin dari izin edarnya, mulai dari huruf MD."
        return _answer(PaperVerdict.INVALID, "bpom", sentence, step, _BPOM)
    canonical = f"{match[1]} {digits}"
    if match[1] == "ML":
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
    finding = Finding(
        f"{field}.{verdict.value.lower()}", severity, sentence, next_step, source, field, Basis.LAW
    )
    return PaperReading(verdict, canonical=canonical, findings=(finding,))
