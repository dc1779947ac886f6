"""What happens to people, told upwards."""

from dataclasses import dataclass

from app.base.actor import Role
from app.base.events import Event


@dataclass(frozen=True, kw_only=True)
class ResetAsked(Event):
    """Someone asked for a new password for this person, who has an e-mail address."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class LinkHandedOut(Event):
    """An officer or admin made a one-time link for this person."""

    person_id: int
    by_name: str


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """This person's password was set anew; all her other sign-ins have ended."""

    person_id: int


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Event):
    """One of this person's grants of a role is over; she may hold others of the same role elsewhere."""

    person_id: int
    role: Role
