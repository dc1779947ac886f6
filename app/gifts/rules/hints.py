"""Values and days that an agency should know of when it buys and hands over gifts (domain.md 6.3, 6.4). They inform: nothing
here says that a purchase or a gift is lawful, and no single limit is named.

The table is `data/gifts/thresholds.toml`: each row with its first day, source, and how sure we are.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date

from app.delivery.rules import calendar
from app.gifts.rules.life import Funds, Kind, Method

_TABLE = Path(__file__).parents[3] / "data" / "gifts" / "thresholds.toml"

WHO_DECIDES = "Batas dan kewajiban lapor ditentukan UPG Anda."
"""Stands under every hint. UPG: the agency's own unit for reports of gifts."""


class Confidence(StrEnum):
    """How sure we are of a row."""

    PROVEN = "proven"
    SINGLE = "single"
    RECALLED = "recalled"
    CONFLICT = "conflict"


CONFIDENCE_WORDS = {
    Confidence.PROVEN: "",
    Confidence.SINGLE: "dari satu sumber",
    Confidence.RECALLED: "belum kami cocokkan dengan naskahnya",
    Confidence.CONFLICT: "sumbernya berbeda-beda",
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of the table; an empty condition asks for nothing."""

    code: str
    valid_from: date
    confidence: Confidence
    source: str
    sentence: str
    above: int = 0
    up_to: int | None = None
    funds: frozenset[Funds] = frozenset()
    methods: frozenset[Method] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    for_everybody: bool = False
    working_days: int = 0


@dataclass(frozen=True, kw_only=True)
class GiftFacts:
    """What a request says of itself: `total` rupiah, `kinds` of those who receive (`unsaid`: of some it was not told),
    `received_on` the day of hand-over, planned or real."""

    total: int
    funds: Funds
    method: Method
    kinds: frozenset[Kind]
    unsaid: bool
    for_everybody: bool
    received_on: date


@dataclass(frozen=True)
class Hint:
    """A sentence to know of, where it comes from, and how sure that is."""

    code: str
    sentence: str
    source: str
    confidence: Confidence

    @property
    def doubt(self) -> str:
        return CONFIDENCE_WORDS[self.confidence]


def read(table: Mapping[str, Any]) -> tuple[Row, ...]:
    """The rows of a table."""
    return tuple(
        Row(
            **{
                **row,
                "confidence": Confidence(row["confidence"]),
                "funds": frozenset(Funds(one) for one in row.get("funds", ())),
                "methods": frozenset(Method(one) for one in row.get("methods", ())),
                "kinds": frozenset(Kind(one) for one in row.get("kinds", ())),
            }
        )
        for row in table["hint"]
    )


@cache
def rows() -> tuple[Row, ...]:
    """All rows that were ever in force, and those that will be."""
    return read(tomllib.loads(_TABLE.read_text()))


def hints(facts: GiftFacts, today: date, among: Sequence[Row] | None = None) -> list[Hint]:
    """What is to be known of these gifts by the rows in force on a day, in the order of the table."""
    newest: dict[str, Row] = {}
    for row in rows() if among is None else among:
        known = newest.get(row.code)
        if row.valid_from <= today and (known is None or row.valid_from >= known.valid_from):
            newest[row.code] = row
    return [_hint(row, facts) for row in newest.values() if _concerns(row, facts)]


def _concerns(row: Row, facts: GiftFacts) -> bool:
    return (
        facts.total > row.above
        and (row.up_to is None or facts.total <= row.up_to)
        and (not row.funds or facts.funds in row.funds)
        and (not row.methods or facts.method in row.methods)
        and (not row.kinds or facts.unsaid or bool(row.kinds & facts.kinds))
        and (not row.for_everybody or facts.for_everybody)
    )


def _hint(row: Row, facts: GiftFacts) -> Hint:
    day = "hari yang dihitung UPG Anda"
    if row.working_days:
        last = office_days_later(facts.received_on, row.working_days)
        if last <= calendar.horizon():
            day = format_date(last, "d MMMM y", locale="id")
    return Hint(row.code, row.sentence.replace("{day}", day), row.source, row.confidence)


def office_days_later(day: date, count: int) -> date:
    """So many office days after a day: Monday to Friday, no public holiday, no collective leave. Offices rest on Saturdays,
    couriers do not (`delivery.rules.calendar`)."""
    free = calendar.holidays()
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in free:
            count -= 1
    return day
