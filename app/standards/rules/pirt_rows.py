"""What only several P-IRT numbers together can show: one number on two foods, one producer under two sellers."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.standards.rules import pirt_says as says
from app.standards.rules.findings import Finding, Severity, worst_first
from app.standards.rules.foods import Kinship, kinship
from app.standards.rules.pirt import PirtReading, PirtVerdict

_COMPARED = {
    PirtVerdict.SUSPECT,
    PirtVerdict.VALID,
    PirtVerdict.VALID_EXPIRED,
    PirtVerdict.VALID_EXPIRES_THIS_YEAR,
}
"""Verdicts of full numbers; the others are refused for their own sake."""


@dataclass(frozen=True)
class PirtRow:
    """A number as read, and whose it is: `product` is the product's name, `seller` any key of the seller, if known."""

    reading: PirtReading
    product: str = ""
    seller: str = ""


def compare_pirt(rows: Sequence[PirtRow]) -> list[PirtReading]:
    """The readings in the same order, with what the other rows add.

    One full number on two different foods makes both SUSPECT; flavours of one food may share a number. The producer part
    (kabupaten/kota and producer) under two sellers makes both SUSPECT: the number may be borrowed.
    """
    by_number: dict[str, set[str]] = defaultdict(set)
    by_producer: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.reading.verdict in _COMPARED:
            by_number[row.reading.digits].add(row.product)
            by_producer[row.reading.producer] |= {row.seller} - {""}
    return [
        _with(
            row.reading, _seen_beside(row, by_number[row.reading.digits], by_producer[row.reading.producer])
        )
        if row.reading.verdict in _COMPARED
        else row.reading
        for row in rows
    ]


def _seen_beside(row: PirtRow, products: Iterable[str], sellers: set[str]) -> list[Finding]:
    found: list[Finding] = []
    relations = {other: kinship(row.product, other) for other in sorted(products) if other != row.product}
    for other, relation in relations.items():
        if relation is Kinship.DIFFERENT:
            found = [says.two_foods(other.strip())]
            break
        if relation is Kinship.FLAVOURS:
            found = [says.shared_by_flavours(other.strip())]
    if row.seller and len(sellers) > 1:
        found.append(says.shared_producer())
    return found


def _with(reading: PirtReading, found: list[Finding]) -> PirtReading:
    if not found:
        return reading
    doubtful = any(finding.severity is Severity.PERIKSA for finding in found)
    return replace(
        reading,
        verdict=PirtVerdict.SUSPECT if doubtful else reading.verdict,
        findings=tuple(worst_first([*reading.findings, *found])),
    )
