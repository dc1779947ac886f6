"""Reading a P-IRT number: what was typed, what its digits say, and whether it can be right.

The number has 15 digits: packaging (1), food group (2), kabupaten/kota (4), the producer's product (2), the producer in that
kabupaten/kota (4), the year in which it ends (2); `P-IRT No. 2093518011162-31` (Peraturan Kepala BPOM
HK.03.1.23.04.12.2205/2012, PerBPOM 22/2018, PerBPOM 4/2024). The regulation says "at least 15", so 16-17 are looked at,
not refused. Food groups changed their meaning twice and are hints only. VALID means well formed and not past, never genuine.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.standards.rules import pirt_says as says
from app.standards.rules.findings import Finding, Severity, worst_first
from app.standards.rules.numbers import (
    Label,
    Number,
    cleaned,
    has_letters_inside,
    numbers_in,
    with_digits_for_letters,
)
from app.standards.rules.numbers import says as names_paper
from app.standards.rules.pirt_context import about_food, about_form, about_region
from app.standards.rules.pirt_reading import PirtReading, PirtVerdict
from app.standards.rules.pirt_text import is_empty, other_paper, pick, with_hyphen
from app.standards.rules.places import Place, place_of
from app.standards.rules.tables import table

__all__ = ["PirtReading", "PirtVerdict", "generation_of", "read_pirt"]

VALID_YEARS = 5
FIRST_END_YEAR = 2017
"""The scheme began in 2012 and a number lasts five years."""


def read_pirt(
    raw: str,
    *,
    today: date,
    product: str | None = None,
    packaging: str | None = None,
    region_stated: str | None = None,
    regions: Mapping[str, str],
) -> PirtReading:
    """Read what was typed in a P-IRT field and hold it against what else is known.

    `product`, `packaging` and `region_stated` are free text or None; `regions` are Kemendagri codes (`35.18`) and names.
    """
    text = with_hyphen(cleaned(raw))
    if is_empty(text):
        return PirtReading(PirtVerdict.EMPTY, findings=(says.empty(),))
    numbers = numbers_in(text, wanted=15)
    number = pick(numbers)
    if number is None or (number.slashed and len(number.digits) != 15):
        return _without_number(text, numbers, number)
    reading = _unfit(text, number, today, regions)
    if reading is None:
        reading = _judged(number, today, regions, product or "", packaging or "", region_stated or "")
        if sum(len(other.digits) >= 9 and other.label is not Label.PHONE for other in numbers) > 1:
            reading = replace(reading, findings=(*reading.findings, says.more_papers()))
    return reading


def generation_of(end_year: int) -> str:
    """Which food group list was in force when a number ending then was given (five years before)."""
    issued = end_year - VALID_YEARS
    if issued <= 2018:
        return "A"
    return "B" if issued <= 2021 else "C"


def _without_number(text: str, numbers: list[Number], number: Number | None) -> PirtReading:
    """Words only, or a number with slashes: a letter's number unless P-IRT stands before it."""
    if number is None:
        finding = (
            says.spoilt_by_spreadsheet()
            if re.search(r"\d[.,]\d+e\+?\d", text, re.IGNORECASE)
            else says.no_number()
        )
        return _refused(PirtReading(PirtVerdict.INVALID), finding)
    slashed = [part for part in numbers if part.slashed]
    together = "".join(part.digits for part in slashed)
    suggestion = _canonical(together).removeprefix("P-IRT No. ") if len(together) == 15 else ""
    if suggestion or names_paper(text[: slashed[0].start], Label.PIRT):
        return _refused(PirtReading(PirtVerdict.INVALID, digits=together), says.slashes(suggestion))
    return _refused(PirtReading(PirtVerdict.NOT_PIRT, digits=together), says.other_paper(None, len(together)))


def _unfit(text: str, number: Number, today: date, regions: Mapping[str, str]) -> PirtReading | None:
    """The answer to a number that is another paper's or has a wrong count; None for one that can be judged."""
    count = len(number.digits)
    if count != 15 and has_letters_inside(text, number):
        meant = with_digits_for_letters(text, number)
        suggestion = _canonical(meant) if len(meant) == 15 else ""
        return _refused(
            PirtReading(PirtVerdict.INVALID, digits=number.digits), says.letters_among_digits(suggestion)
        )
    paper = other_paper(text, number, today, regions)
    if paper is not None:
        verdict = PirtVerdict.INVALID if paper is Label.PHONE else PirtVerdict.NOT_PIRT
        return _refused(PirtReading(verdict, digits=number.digits), says.other_paper(paper, count))
    if count not in (12, 13, 15, 16, 17):
        return _refused(PirtReading(PirtVerdict.INVALID, digits=number.digits), _length_finding(text, number))
    return None


def _refused(reading: PirtReading, finding: Finding) -> PirtReading:
    return replace(reading, findings=(finding,))


def _length_finding(text: str, number: Number) -> Finding:
    if re.search(r"e\+\d", text, re.IGNORECASE):
        return says.spoilt_by_spreadsheet()
    return says.wrong_length(number.digits, number.groups)


def _judged(
    number: Number, today: date, regions: Mapping[str, str], product: str, packaging: str, region_stated: str
) -> PirtReading:
    """A number of 12, 13 or 15-17 digits, taken apart and held against the rest."""
    digits = number.digits
    place = place_of(digits[3:7], regions)
    reading = _taken_apart(digits, place, today)
    impossible = _impossible(reading, place, today)
    if impossible:
        return replace(reading, verdict=PirtVerdict.INVALID, findings=tuple(impossible))
    if reading.expiry_year is None:
        is_short = len(digits) == 12
        finding = says.twelve_digits() if is_short else says.year_missing(number.label is None)
        return replace(reading, verdict=PirtVerdict.INVALID_OLD, findings=(finding,))
    notes = (
        about_form(reading)
        + about_region(place, region_stated, regions)
        + about_food(reading, product, packaging)
    )
    return _dated(reading, notes, reading.expiry_year, today)


def _dated(reading: PirtReading, notes: list[Finding], year: int, today: date) -> PirtReading:
    if year < FIRST_END_YEAR:
        verdict, dated = PirtVerdict.SUSPECT, says.year_too_early(year)
    elif year < today.year:
        verdict, dated = PirtVerdict.VALID_EXPIRED, says.expired(year)
    elif year == today.year:
        verdict, dated = PirtVerdict.VALID_EXPIRES_THIS_YEAR, says.expires_this_year(year)
    else:
        verdict, dated = PirtVerdict.VALID, says.well_formed(year)
    if any(note.severity is Severity.PERIKSA for note in notes):
        dated = says.in_force(year) if verdict is PirtVerdict.VALID else dated
        verdict = PirtVerdict.SUSPECT
    return replace(reading, verdict=verdict, findings=tuple(worst_first([*notes, dated])))


def _taken_apart(digits: str, place: Place | None, today: date) -> PirtReading:
    """The fields by position. The verdict is a placeholder that `_judged` replaces."""
    has_year = len(digits) >= 15
    year = 2000 + int(digits[-2:]) if has_year else None
    generation = generation_of(year) if year else ""
    plausible = year is not None and FIRST_END_YEAR <= year <= today.year + VALID_YEARS
    return PirtReading(
        verdict=PirtVerdict.INVALID,
        digits=digits,
        canonical=_canonical(digits) if len(digits) == 15 else "",
        packaging_code=digits[0],
        packaging_name=table("pirt")["packaging"].get(digits[0], ""),
        food_group_code=digits[1:3],
        food_group_name=_group_name(digits[1:3], generation),
        generation=generation,
        region_code=f"{digits[3:5]}.{digits[5:7]}",
        region_name=place.name if place else "",
        product_serial=digits[7:9],
        producer_serial=digits[9:13],
        expiry_year=year,
        ends_on=date(year, 12, 31) if year and plausible else None,
    )


def _canonical(digits: str) -> str:
    return f"P-IRT No. {digits[:-2]}-{digits[-2:]}"


def _group_name(code: str, generation: str) -> str:
    rows = table("pirt")["food_group"]
    return next(
        (
            row["name"]
            for row in rows
            if row["code"] == code and generation and generation in row["generations"]
        ),
        "",
    )


def _impossible(reading: PirtReading, place: Place | None, today: date) -> list[Finding]:
    found = []
    if place is None:
        found.append(says.no_such_region(reading.region_code))
    if reading.expiry_year is not None and reading.expiry_year > today.year + VALID_YEARS:
        found.append(says.year_too_far(reading.expiry_year, today))
    return found
