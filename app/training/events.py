"""What happens to certificates, told upwards."""

from dataclasses import dataclass

from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class CertificateGiven(Event):
    """A person holds a new valid certificate."""

    certificate_id: int
    person_id: int
    skill: str
    number: str


@dataclass(frozen=True, kw_only=True)
class CertificateRevoked(Event):
    """A certificate no longer holds."""

    certificate_id: int
    person_id: int
    skill: str
    reason: str
