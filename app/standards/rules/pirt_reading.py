"""What is known of a P-IRT number once it is read: the verdict and the fields."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.standards.rules.findings import Finding, Severity


class PirtVerdict(StrEnum):
    """What a number is worth as it stands, the worst case first where several apply."""

    EMPTY = "EMPTY"
    NOT_PIRT = "NOT_PIRT"
    INVALID = "INVALID"
    INVALID_OLD = "INVALID_OLD"
    SUSPECT = "SUSPECT"
    VALID_EXPIRED = "VALID_EXPIRED"
    VALID_EXPIRES_THIS_YEAR = "VALID_EXPIRES_THIS_YEAR"
    """Written with the year, `VALID_EXPIRES_2026`: see `PirtReading.word`."""
    VALID = "VALID"

    @property
    def severity(self) -> Severity:
        """How the verdict weighs on a page; its findings never weigh more."""
        return _SEVERITY.get(self, Severity.INFO)


_SEVERITY = {
    PirtVerdict.NOT_PIRT: Severity.TOLAK,
    PirtVerdict.INVALID: Severity.TOLAK,
    PirtVerdict.INVALID_OLD: Severity.PERIKSA,
    PirtVerdict.SUSPECT: Severity.PERIKSA,
    PirtVerdict.VALID_EXPIRED: Severity.PERIKSA,
}


@dataclass(frozen=True)
class PirtReading:
    """What was read. Fields are empty where the number does not get that far.

    `digits` holds the digits read, whatever their count; `canonical` the print form (15 digits only). `food_group_name`
    is a hint of `generation` A (given until 2018), B (until 2021) or C (since 2022). `region_code` is as written, `35.18`.
    `ends_on` is the latest day it can be valid: the day itself stands on the certificate only.
    """

    verdict: PirtVerdict
    digits: str = ""
    canonical: str = ""
    packaging_code: str = ""
    packaging_name: str = ""
    food_group_code: str = ""
    food_group_name: str = ""
    generation: str = ""
    region_code: str = ""
    region_name: str = ""
    product_serial: str = ""
    producer_serial: str = ""
    expiry_year: int | None = None
    ends_on: date | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def word(self) -> str:
        """The verdict as the field samples write it; the one for this year carries the year."""
        if self.verdict is PirtVerdict.VALID_EXPIRES_THIS_YEAR:
            return f"VALID_EXPIRES_{self.expiry_year}"
        return self.verdict.value

    @property
    def producer(self) -> str:
        """What identifies the producer in the country: kabupaten/kota and her number there; empty if unread."""
        return f"{self.region_code}/{self.producer_serial}" if self.producer_serial else ""
