"""What a check has to say: the fact, then the next step, in words a seller reads on her phone."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. The three words sort by weight, so `max` is the worst (a test holds this)."""

    INFO = "info"
    """Good to know; nothing is asked of anyone."""
    PERIKSA = "periksa"
    """A curator looks at it before it counts."""
    TOLAK = "tolak"
    """It cannot be right as it stands; the seller corrects it first."""


class Basis(StrEnum):
    """Whose rule it is. Only law is spoken of as a duty."""

    LAW = "law"
    HOUSE = "house"
    """Our own standard for brand, photos and words: it scores and advises."""


@dataclass(frozen=True)
class Finding:
    """One thing noticed. `sentence` and `next_step` are Indonesian; `source` is the regulation or standard it rests on;
    `field` names the form field or label element it belongs to, empty for the whole."""

    code: str
    severity: Severity
    sentence: str
    next_step: str
    source: str
    field: str = ""
    basis: Basis = Basis.HOUSE


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings sorted by weight; those of equal weight keep their order."""
    return sorted(findings, key=lambda finding: finding.severity, reverse=True)


def worst(findings: Iterable[Finding]) -> Severity | None:
    """The weight of the worst finding, None where there is none."""
    return max((finding.severity for finding in findings), default=None)
