"""Which number was meant in a P-IRT field, and is it one at all? A NIB, a PB-UMKU or a letter's number is often typed there."""

import re
from collections.abc import Mapping
from datetime import date

from app.standards.rules.numbers import Label, Number, says, without
from app.standards.rules.places import place_of

_FIRST_DATED_NIB = date(2021, 8, 1)
"""Since OSS-RBA a NIB opens with the day of issue, ddmmyy (label samples)."""
_NPWP = re.compile(r"\d\d\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}")
"""How the tax office prints its 15 digits."""
_ODD_YEAR = re.compile(
    r"(?<![0-9])([0-9](?:[\s._\-]{0,4}[0-9]){12})(?:[,;:~|•·+*=]|\s?\()([0-9]{2})(?![0-9]|\s*[,;:~|•·+*=]?[0-9])"
)
"""13 digits and, behind an odd sign, two more: the year."""


def with_hyphen(text: str) -> str:
    """The text with a hyphen before a year that a comma, colon, tilde or bracket parts from the 13 digits."""
    return _ODD_YEAR.sub(r"\1-\2", text)


def is_empty(text: str) -> bool:
    """Nothing, or nothing but a dash, behind the words `No. P-IRT` too."""
    rest = re.sub(r"\b(?:no|nomor|izin|edar)\b", " ", without(text, Label.PIRT), flags=re.IGNORECASE)
    if re.search(r"\w", rest.replace("_", "")):
        return False
    return "-" in rest or not re.search(r"[^\W_]", text)


def pick(numbers: list[Number]) -> Number | None:
    """The number most likely meant: 15 digits before all, then what the word P-IRT stands beside, then by count."""
    by_count = {15: 0, 16: 1, 17: 1, 13: 2, 12: 3, 14: 4}

    def unlikely(number: Number) -> tuple[bool, bool, bool, bool, int, int]:
        count = len(number.digits)
        other = number.label not in (None, Label.PIRT)
        scrap = count < 5 and not number.slashed
        return other, count != 15, scrap, number.label is not Label.PIRT, by_count.get(count, 5), -count

    meant = [number for number in numbers if number.label is not Label.PHONE]
    return min(meant, key=unlikely, default=None)


def other_paper(text: str, number: Number, today: date, regions: Mapping[str, str]) -> Label | None:
    """The paper this number belongs to if it is not a P-IRT number.

    21 digits are a PB-UMKU. 13 digits may be a NIB or a P-IRT without its year: words beside it decide, then whether its
    digits can be a P-IRT at all, then whether it opens with a day as a NIB of OSS-RBA does. Of 15 digits
    beside the word halal the region tells whose they are. Telephone, NIK, NPWP and barcode are told by their own form, where no word says P-IRT.
    """
    digits = number.digits
    if len(digits) == 21:
        return Label.UMKU
    if len(digits) == 15 and place_of(digits[3:7], regions):
        beside_halal = (
            number.label is Label.HALAL and "1" <= digits[0] <= "8"
        )  # whose own numbers have 17 or 14
        if beside_halal or says(text, Label.PIRT):
            return None
    if number.label is not None:
        return None if number.label is Label.PIRT else number.label
    if (told := _by_its_form(text, number, today, regions)) is not None:
        return told
    if len(digits) != 13:
        return None
    could_be_pirt = "1" <= digits[0] <= "8" and "01" <= digits[1:3] <= "20" and digits[3] != "0"
    if not could_be_pirt:  # no packaging, no food group, or no province (they begin with 1-9)
        return Label.NIB
    return Label.NIB if _opens_with_a_day(digits, today) else None


def _by_its_form(text: str, number: Number, today: date, regions: Mapping[str, str]) -> Label | None:
    """A number that nothing names and that looks like itself: Indonesian mobile telephone, NPWP, NIK, barcode."""
    digits = number.digits
    if says(text, Label.PIRT):
        return None
    if re.fullmatch(r"08\d{8,11}", digits) and not (len(digits) == 13 and _opens_with_a_day(digits, today)):
        return Label.PHONE
    if re.fullmatch(r"628\d{7,11}", digits) and text[: number.start].endswith("+"):
        return Label.PHONE
    if _NPWP.fullmatch(text[number.start : number.end]):
        return Label.NPWP
    if len(digits) == 16 and _is_nik(digits, regions):
        return Label.NIK
    return Label.BARCODE if len(digits) == 13 and _is_barcode(digits) else None


def _is_nik(digits: str, regions: Mapping[str, str]) -> bool:
    """Kabupaten/kota, district, ddmmyy (women: day + 40), serial."""
    day, month = int(digits[6:8]), int(digits[8:10])
    return (
        f"{digits[:2]}.{digits[2:4]}" in regions
        and digits[4:6] != "00"
        and (1 <= day <= 31 or 41 <= day <= 71)
        and 1 <= month <= 12
        and digits[12:] != "0000"
    )


def _is_barcode(digits: str) -> bool:
    """An EAN-13 given in Indonesia: 899, and the check digit (GS1) is right."""
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return digits.startswith("899") and (10 - weighed % 10) % 10 == int(digits[12])


def _opens_with_a_day(digits: str, today: date) -> bool:
    """ddmmyy of a day on which OSS-RBA gave NIBs, followed by a daily number below a million."""
    try:
        day = date(2000 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return _FIRST_DATED_NIB <= day <= today and digits[6] == "0"
