"""Which number was meant in a P-IRT field, and is it one at all? A NIB, a PB-UMKU or a letter's number is often typed there."""

import re
from collections.abc import Mapping
from datetime import date

from app.standards.rules.numbers import Label, Number, says, without
from app.standards.rules.places import place_of

_FIRST_DATED_NIB = date(2021, 8, 1)
"""Since OSS-RBA a NIB opens with the day of issue, ddmmyy (label samples)."""


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


def has_letters_inside(text: str, number: Number) -> bool:
    """A letter O, I or l typed for a digit next to this number: `2O63671010001-28`."""
    return bool(
        re.search(r"[0-9][OoIl]+$", text[: number.start]) or re.match(r"[OoIl]+[0-9]", text[number.end :])
    )


def other_paper(text: str, number: Number, today: date, regions: Mapping[str, str]) -> Label | None:
    """The paper this number belongs to if it is not a P-IRT number.

    21 digits are a PB-UMKU. 13 digits may be a NIB or a P-IRT without its year: words beside it decide, then whether its
    digits can be a P-IRT at all, then whether it opens with a day as a NIB of OSS-RBA does. In `PIRT & Halal: <15 digits>`
    the region tells whose number it is.
    """
    digits = number.digits
    if len(digits) == 21:
        return Label.UMKU
    if len(digits) == 15 and says(text, Label.PIRT) and place_of(digits[3:7], regions):
        return None
    if number.label is not None:
        return None if number.label is Label.PIRT else number.label
    if len(digits) != 13:
        return None
    if not ("1" <= digits[0] <= "8" and "01" <= digits[1:3] <= "20"):
        return Label.NIB
    return Label.NIB if _opens_with_a_day(digits, today) else None


def _opens_with_a_day(digits: str, today: date) -> bool:
    """ddmmyy of a day on which OSS-RBA gave NIBs, followed by a daily number below a million."""
    try:
        day = date(2000 + int(digits[4:6]), int(digits[2:4]), int(digits[:2]))
    except ValueError:
        return False
    return _FIRST_DATED_NIB <= day <= today and digits[6] == "0"
