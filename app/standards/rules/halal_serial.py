"""Can a halal certificate's serial number belong to its month?

The nine digits before the month of a BPJPH certificate number look like one running number for the whole country: certificates
printed in public carry ever higher ones as the months go by. Nothing official says so; hence a serial far off that line is
a doubt for a curator (`periksa`), never a refusal.
"""

from datetime import date
from itertools import pairwise

_ANCHORS: tuple[tuple[date, int], ...] = (
    (date(2021, 10, 1), 15_000),
    (date(2022, 7, 1), 47_000),
    (date(2022, 11, 1), 133_000),
    (date(2023, 3, 1), 240_000),
    (date(2024, 4, 1), 1_706_000),
    (date(2024, 11, 1), 2_081_000),
    (date(2025, 6, 1), 2_273_000),
    (date(2025, 11, 1), 3_527_000),
    (date(2026, 1, 1), 3_904_000),
)
"""Month → serial. Up to April 2024 from the field samples; after that from single certificates printed on public pages."""

FIRST_MONTH = date(2019, 10, 1)
"""BPJPH took over certification on 17 October 2019 (UU 33/2014, PP 31/2019); there is no number of this form before."""

TOLERANCE = 3.0
"""How many times above or below the line still fits.

Certificates seen of one month scatter by a quarter (190 and 291 thousand in 03/2023), those of neighbouring months down to 0.43
of the line (29 thousand in 08/2022), and the month follows the registration by up to three months while the line rose by a third a
month. Made-up numbers lie beyond: 21 thousand in 03/2023 is 0.09 of the line, 889 thousand in 08/2025 is 0.32.
"""


def fits_month(serial: int, month: date) -> bool:
    """The serial can belong to that month (any day of it)."""
    low, high = _band(month.replace(day=1))
    return low <= serial <= high


def _band(month: date) -> tuple[float, float]:
    """The lowest and highest serial that fit.

    Between two anchors the line is straight. Before the first the serial may be anything below it. After the last the
    floor stays, for a running number does not fall, and the ceiling goes on rising by the steepest slope seen.
    """
    first, last = _ANCHORS[0], _ANCHORS[-1]
    if month < FIRST_MONTH:
        return 1.0, 0.0
    if month < first[0]:
        return 1.0, first[1] * TOLERANCE
    if month >= last[0]:
        expected = last[1] + _steepest() * _months(last[0], month)
        return last[1] / TOLERANCE, expected * TOLERANCE
    expected = _between(month)
    return expected / TOLERANCE, expected * TOLERANCE


def _between(month: date) -> float:
    for (start, low), (end, high) in pairwise(_ANCHORS):
        if start <= month < end:
            return low + (high - low) * _months(start, month) / _months(start, end)
    raise ValueError(month)


def _steepest() -> float:
    """Certificates a month at the fastest time seen."""
    return max((high - low) / _months(start, end) for (start, low), (end, high) in pairwise(_ANCHORS))


def _months(start: date, end: date) -> int:
    return (end.year - start.year) * 12 + end.month - start.month
