"""Who is asking, and for whom."""

from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a person may be besides a buyer, which everyone is."""

    SELLER = "seller"
    CURATOR = "curator"
    OFFICER = "officer"
    KADER = "kader"
    ADMIN = "admin"


CHAIR = "ketua"
"""Stands in the place of a pokja: the chair of the TP PKK of a region, or who stands in for her."""
HEAD = "kepala"
"""Stands in the same place, of an officer: who decides for her agency."""


@dataclass(frozen=True)
class Grant:
    """One role held by a person, with its reach: a region code (and everything below it), an agency, a pokja."""

    role: Role
    region: str | None = None
    agency_id: int | None = None
    pokja: str | None = None


@dataclass(frozen=True)
class Actor:
    """The person for whom something is done (`person_id`) and who does it (`by_id`; the same unless a kader helps)."""

    person_id: int
    by_id: int
    name: str
    by_name: str
    grants: tuple[Grant, ...] = field(default=())

    @property
    def is_helped(self) -> bool:
        """A kader is acting for this person."""
        return self.person_id != self.by_id

    def may(self, role: Role) -> bool:
        return any(grant.role is role for grant in self.grants)

    def grants_of(self, role: Role) -> tuple[Grant, ...]:
        return tuple(grant for grant in self.grants if grant.role is role)


SYSTEM_NAME = "Gerai"
"""The journal's name for what no person did: a deadline that passed, a payment notice."""
