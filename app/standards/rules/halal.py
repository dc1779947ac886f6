"""Reading a halal certificate number: `ID` and 17 digits, `ID35110017058840424`.

Digits 1-2 are the province (00: none), 3-4 a scheme that nobody explains, 5-13 a running number, 14-17 month and year close to the
issue (label samples). Since UU 6/2023 a certificate has no end while recipe and process stay the same. VALID means well formed;
only a curator who has seen the certificate or the register at bpjph.halal.go.id can say more.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from app.standards.rules.findings import Basis, Finding, Severity, worst_first
from app.standards.rules.halal_serial import fits_month
from app.standards.rules.numbers import Label, Number, cleaned, numbers_in, says

LENGTH = 17
_FORM = "Nomor sertifikat BPJPH: ID dan 17 angka (contoh sertifikat yang beredar)"
_COPY = "Salin dari sertifikatnya: ID dan 17 angka, seperti ID35110017058840424."
_BPS_ONLY = "97"
"""Papua Pegunungan in the list of BPS, the one province code that Kemendagri does not have."""
_FREE = "Sertifikat untuk usaha mikro bisa gratis lewat program SEHATI di bpjph.halal.go.id."
_ON_THE_WAY = re.compile(
    r"proses|progress|process|pengajuan|diajukan|mengajukan|diurus|mengurus|pengurusan|menunggu|belum|segera|antri"
    r"|(?:pen|men|di)daftar|\bdaftar|\bakan\b|tidak (?:ada|punya)",
    re.IGNORECASE,
)


class HalalVerdict(StrEnum):
    """What a number is worth as it stands; of several that apply, the first in `read_halal` counts."""

    EMPTY = "EMPTY"
    NO_CERTIFICATE = "NO_CERTIFICATE"
    NOT_HALAL = "NOT_HALAL"
    OLD_MUI_EXPIRED = "OLD_MUI_EXPIRED"
    INVALID = "INVALID"
    PLACEHOLDER = "PLACEHOLDER"
    SUSPECT = "SUSPECT"
    VALID_NEEDS_NORMALIZE = "VALID_NEEDS_NORMALIZE"
    VALID = "VALID"

    @property
    def severity(self) -> Severity:
        """How the verdict weighs on a page; its findings never weigh more."""
        return _SEVERITY.get(self, Severity.INFO)


_SEVERITY = {
    HalalVerdict.NOT_HALAL: Severity.TOLAK,
    HalalVerdict.INVALID: Severity.TOLAK,
    HalalVerdict.PLACEHOLDER: Severity.TOLAK,
    HalalVerdict.OLD_MUI_EXPIRED: Severity.PERIKSA,
    HalalVerdict.SUSPECT: Severity.PERIKSA,
}


@dataclass(frozen=True)
class HalalReading:
    """What was read. `canonical` is `ID` and 17 digits without blanks, empty for other counts; `month` 1-12 and `year` as the
    number tells them, None where it does not; `province_name` a hint, empty for 00 and unknown codes."""

    verdict: HalalVerdict
    digits: str = ""
    canonical: str = ""
    month: int | None = None
    year: int | None = None
    province_code: str = ""
    province_name: str = ""
    serial: int | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def word(self) -> str:
        """The verdict as the field samples write it."""
        return self.verdict.value


def read_halal(raw: str, *, today: date, regions: Mapping[str, str] | None = None) -> HalalReading:
    """Read what was typed in a halal field. `regions` (Kemendagri codes and names) adds the province."""
    text = cleaned(raw)
    if not re.search(r"[^\W_]", text):
        return _answer(
            HalalVerdict.EMPTY, "", "Nomor halal belum diisi.", "Isi setelah sertifikatnya terbit. " + _FREE
        )
    number = _pick(text, numbers_in(text, wanted=LENGTH))
    if number is None or len(number.digits) != LENGTH:
        return _other_than_17(text, number)
    serial = number.digits[4:13]
    if _is_run(serial):
        sentence = f"Nomor urutnya {serial.lstrip('0') or '0'}, angka berurutan seperti contoh."
        return _answer(HalalVerdict.PLACEHOLDER, number.digits, sentence, _COPY)
    return _judged(text, number, today, regions or {})


def _other_than_17(text: str, number: Number | None) -> HalalReading:
    """Everything that is not a certificate number of today, in the order of the verdicts."""
    digits = number.digits if number else ""
    has_id = number is not None and _id_before(text, number) is not None
    if _ON_THE_WAY.search(text):
        sentence = "Sertifikat halalnya belum ada atau masih diproses."
        return _answer(
            HalalVerdict.NO_CERTIFICATE,
            digits,
            sentence,
            "Isi nomornya setelah terbit. Sampai saat itu tanda halal belum dipasang.",
        )
    if other := _other_paper(text, number):
        return _answer(
            HalalVerdict.NOT_HALAL, digits, f"Ini nomor {other}, bukan nomor sertifikat halal.", _COPY
        )
    if len(digits) == 14 and not has_id:
        sentence = "Nomor 14 angka ini dari sertifikat MUI yang lama; masa berlakunya sudah habis."
        return _answer(
            HalalVerdict.OLD_MUI_EXPIRED, digits, sentence, "Urus sertifikat BPJPH yang baru. " + _FREE
        )
    if not digits:
        return _answer(
            HalalVerdict.INVALID, digits, "Di sini belum ada nomor sertifikat, baru kata-kata.", _COPY
        )
    sentence = f"Nomor ini punya {len(digits)} angka, seharusnya {LENGTH}."
    return _answer(HalalVerdict.INVALID, digits, sentence, _repair(digits))


def _pick(text: str, numbers: list[Number]) -> Number | None:
    """17 digits before all, then what `ID` stands before, then 14 digits, then the longest; telephone numbers never."""

    def unlikely(number: Number) -> tuple[bool, bool, bool, bool, int]:
        other = number.label in (Label.PIRT, Label.NIB, Label.UMKU, Label.BPOM, Label.NPWP, Label.NIK)
        count = len(number.digits)
        return other, count != LENGTH, _id_before(text, number) is None, count != 14, -count

    meant = [number for number in numbers if number.label is not Label.PHONE]
    return min(meant, key=unlikely, default=None)


def _id_before(text: str, number: Number) -> str | None:
    """What stands between `ID` and the number when nothing but signs does; None without such an ID."""
    match = re.search(r"(?:^|[^a-z]|no)id([^\w]{0,3})$", text[: number.start], re.IGNORECASE)
    return match[1] if match else None


def _other_paper(text: str, number: Number | None) -> str:
    """The other paper whose number was typed: a QRIS NMID, MUI's fatwa (KH), or what the word beside it names."""
    if says(text, Label.QRIS):
        return "QRIS (NMID)"
    if says(text, Label.FATWA):
        return str(Label.FATWA)
    if number is None or number.label in (None, Label.HALAL, Label.PHONE, Label.PERMIT):
        return ""
    return str(number.label)


def _is_run(serial: str) -> bool:
    """Digits as nobody gets them: 12345, 98765, 00000, 1111 (leading zeros aside, at least four of them)."""
    rest = serial.lstrip("0")
    if len(rest) < 4:
        return not rest
    steps = {(int(right) - int(left)) % 10 for left, right in pairwise(rest)}
    return steps in ({1}, {9}, {0})


def _judged(text: str, number: Number, today: date, regions: Mapping[str, str]) -> HalalReading:
    digits = number.digits
    month, year = int(digits[13:15]), 2000 + int(digits[15:17])
    province = digits[:2]
    doubts = _doubts(digits, month, year, today, regions)
    untidy = len(number.groups) > 1 or _id_before(text, number) not in ("", " ")
    if doubts:
        verdict = HalalVerdict.SUSPECT
    else:
        verdict = HalalVerdict.VALID_NEEDS_NORMALIZE if untidy else HalalVerdict.VALID
    findings = [*doubts, _tidy(f"ID{digits}")] if untidy else doubts
    return HalalReading(
        verdict=verdict,
        digits=digits,
        canonical=f"ID{digits}",
        month=month if 1 <= month <= 12 else None,
        year=year,
        province_code=province,
        province_name=regions.get(province, ""),
        serial=int(digits[4:13]),
        findings=tuple(worst_first(findings or [_well_formed()])),
    )


def _doubts(digits: str, month: int, year: int, today: date, regions: Mapping[str, str]) -> list[Finding]:
    if not 1 <= month <= 12:
        return [_doubt("month", f"Bulan di nomor ini {digits[13:15]}, padahal bulan hanya 01 sampai 12.")]
    province, serial = digits[:2], int(digits[4:13])
    found = []
    if (year, month) > (today.year, today.month):
        found.append(_doubt("future", f"Bulan di nomor ini {month:02}/{year}, dan itu belum tiba."))
    elif province != "00" and not fits_month(serial, date(year, month, 1)):
        grouped = f"{serial:,}".replace(",", ".")
        found.append(_doubt("serial", f"Nomor urut {grouped} tidak lazim untuk {month:02}/{year}."))
    if regions and province not in {"00", _BPS_ONLY, *regions}:
        found.append(_doubt("province", f"Dua angka pertama kode provinsi, dan {province} tidak ada."))
    return found


def _doubt(code: str, sentence: str) -> Finding:
    step = "Cocokkan nomornya dengan sertifikat, angka demi angka. Kurator akan memeriksanya di bpjph.halal.go.id."
    return _finding(code, Severity.PERIKSA, sentence, step)


def _repair(digits: str) -> str:
    """What to do about a wrong count; a zero too many or too few among the leading zeros is the usual slip."""
    if len(digits) == LENGTH + 1 and digits[4:6] == "00":
        return f"Sepertinya kelebihan satu nol. Kalau di sertifikat ID{digits[:4]}{digits[5:]}, tulis seperti itu."
    if len(digits) == LENGTH - 1 and digits[4:5] == "0":
        return (
            f"Sepertinya kurang satu nol. Kalau di sertifikat ID{digits[:4]}0{digits[4:]}, tulis seperti itu."
        )
    return "Hitung lagi dari sertifikatnya: ID dan 17 angka, empat yang terakhir bulan dan tahun."


def _well_formed() -> Finding:
    sentence = "Bentuk nomornya benar. Tanda halal dipasang setelah kurator melihat sertifikatnya."
    return _finding("well_formed", Severity.INFO, sentence, "Kirim foto sertifikatnya.")


def _tidy(canonical: str) -> Finding:
    return _finding(
        "tidy",
        Severity.INFO,
        "Angkanya lengkap, penulisannya saja yang dirapikan.",
        f"Tulis di label: {canonical}.",
    )


def _finding(code: str, severity: Severity, sentence: str, next_step: str) -> Finding:
    return Finding(f"halal.{code}", severity, sentence, next_step, _FORM, field="halal", basis=Basis.LAW)


def _answer(verdict: HalalVerdict, digits: str, sentence: str, next_step: str) -> HalalReading:
    """A reading with one finding, named and weighed like its verdict."""
    finding = _finding(verdict.value.lower(), verdict.severity, sentence, next_step)
    canonical = f"ID{digits}" if len(digits) == LENGTH else ""
    return HalalReading(verdict, digits=digits, canonical=canonical, findings=(finding,))
