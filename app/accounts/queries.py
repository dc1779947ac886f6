"""Look-ups of people and of who is signed in."""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from app.accounts.models import Attempt, OneTimeLink, Person, RoleGrant, SignIn, StandIn
from app.accounts.rules import Identity
from app.base import clock
from app.base.actor import Actor, Grant, Role
from app.base.errors import NotFound
from app.db.session import session


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class SignedIn:
    """An open sign-in and the actor that it makes."""

    sign_in_id: int
    actor: Actor
    email: str | None


def signed_in(token: str) -> SignedIn | None:
    """Who holds this token, in one statement; None when it is unknown, ended or too old."""
    helped = orm.aliased(Person)
    grants = _grants_of(Person.id)
    helping = (
        sa.select(StandIn.id)
        .where(
            StandIn.kader_id == SignIn.person_id, StandIn.person_id == helped.id, StandIn.ended_at.is_(None)
        )
        .exists()
    )
    row = (
        session()
        .execute(
            sa.select(SignIn.id, Person.id, Person.name, Person.email, grants, helped.id, helped.name)
            .join(Person, Person.id == SignIn.person_id)
            .outerjoin(helped, sa.and_(helped.id == SignIn.acting_for_id, helping))
            .where(
                SignIn.token_hash == hash_of(token),
                SignIn.ended_at.is_(None),
                SignIn.expires_at > clock.now(),
            )
        )
        .first()
    )
    if row is None:
        return None
    sign_in_id, person_id, name, email, raw, helped_id, helped_name = row
    if helped_id is not None:
        # while she helps, a kader is that seller and nothing else
        actor = Actor(helped_id, person_id, helped_name, name, (Grant(Role.SELLER),))
    else:
        actor = Actor(person_id, person_id, name, name, _read(raw))
    return SignedIn(sign_in_id, actor, email)


def _grants_of(person_id: Any) -> Any:
    pairs = sa.func.json_build_array(
        RoleGrant.role, RoleGrant.region_code, RoleGrant.agency_id, RoleGrant.pokja, type_=sa.JSON
    )
    return (
        sa.select(sa.func.coalesce(sa.func.json_agg(pairs, type_=sa.JSON), sa.literal([], sa.JSON)))
        .where(RoleGrant.person_id == person_id, RoleGrant.ended_at.is_(None))
        .scalar_subquery()
    )


def _read(raw: list[list[Any]]) -> tuple[Grant, ...]:
    return tuple(Grant(Role(role), region, agency, pokja) for role, region, agency, pokja in raw)


def actor_of(person_id: int) -> Actor:
    """The actor that this person makes when nobody helps her. Raises NotFound."""
    row = (
        session().execute(sa.select(Person.name, _grants_of(Person.id)).where(Person.id == person_id)).first()
    )
    if row is None:
        raise NotFound(person_id)
    return Actor(person_id, person_id, row[0], row[0], _read(row[1]))


def person(person_id: int) -> Person:
    """One person. Raises NotFound."""
    found = session().get(Person, person_id)
    if found is None:
        raise NotFound(person_id)
    return found


def by_identity(identity: Identity) -> Person | None:
    """The person with this phone number or e-mail address."""
    column, value = (Person.phone, identity.phone) if identity.phone else (Person.email, identity.email)
    return session().scalar(sa.select(Person).where(column == value))


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Id → name."""
    rows = session().execute(sa.select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {person_id: name for person_id, name in rows}


def phones(person_ids: Collection[int]) -> list[tuple[str, str | None]]:
    """Names and numbers of people whom the caller may call."""
    rows = session().execute(
        sa.select(Person.name, Person.phone).where(Person.id.in_(person_ids)).order_by(Person.name)
    )
    return [(name, phone) for name, phone in rows]


def open_link(token: str) -> tuple[OneTimeLink, Person] | None:
    """The unused link with this token and its person."""
    row = (
        session()
        .execute(
            sa.select(OneTimeLink, Person)
            .join(Person, Person.id == OneTimeLink.person_id)
            .where(
                OneTimeLink.token_hash == hash_of(token),
                OneTimeLink.used_at.is_(None),
                OneTimeLink.expires_at > clock.now(),
            )
        )
        .first()
    )
    return (row[0], row[1]) if row else None


def devices(person_id: int) -> Sequence[SignIn]:
    """Open sign-ins of a person, newest first."""
    return (
        session()
        .scalars(
            sa.select(SignIn)
            .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())
            .order_by(SignIn.began_at.desc())
        )
        .all()
    )


def grants(person_id: int) -> Sequence[RoleGrant]:
    """Open grants of a person."""
    return (
        session()
        .scalars(
            sa.select(RoleGrant)
            .where(RoleGrant.person_id == person_id, RoleGrant.ended_at.is_(None))
            .order_by(RoleGrant.id)
        )
        .all()
    )


def holders(role: Role, region: str) -> Sequence[int]:
    """The people who hold a role that reaches this region: for it, for one around it, or for the whole country."""
    around = ["", *(region[:end] for end in (2, 5, 8, 13) if len(region) >= end)]
    reaches = sa.func.coalesce(RoleGrant.region_code, "").in_(around)
    return (
        session()
        .scalars(
            sa.select(RoleGrant.person_id)
            .where(RoleGrant.role == role, RoleGrant.ended_at.is_(None), reaches)
            .distinct()
            .order_by(RoleGrant.person_id)
        )
        .all()
    )


def officers_of(agency_id: int) -> dict[int, str]:
    """Officers of an agency now → their pokja, where one is written: `base.actor.HEAD` for who decides."""
    rows = session().execute(
        sa.select(RoleGrant.person_id, sa.func.max(sa.func.coalesce(RoleGrant.pokja, "")))
        .where(RoleGrant.role == Role.OFFICER, RoleGrant.agency_id == agency_id, RoleGrant.ended_at.is_(None))
        .group_by(RoleGrant.person_id)
        .order_by(RoleGrant.person_id)
    )
    return {person: pokja for person, pokja in rows}


@dataclass(frozen=True)
class Listed:
    """A person as the admin's list shows her."""

    id: int
    name: str
    phone: str | None
    email: str | None
    can_sign_in: bool
    roles: tuple[Grant, ...]


def people(words: str, after: list[int | str] | None, limit: int) -> Sequence[Listed]:
    """People by name, for the admin; `words` narrows by name, phone or e-mail."""
    query = sa.select(
        Person.id,
        Person.name,
        Person.phone,
        Person.email,
        Person.password_hash.is_not(None),
        _grants_of(Person.id),
    ).order_by(Person.name, Person.id)
    if words:
        digits = "".join(letter for letter in words if letter.isdigit()).lstrip("0")
        wanted = [
            Person.name.icontains(words, autoescape=True),
            Person.email.icontains(words, autoescape=True),
        ]
        if len(digits) >= 4:
            wanted.append(Person.phone.contains(digits, autoescape=True))
        query = query.where(sa.or_(*wanted))
    if after and len(after) == 2 and isinstance(after[0], str) and isinstance(after[1], int):
        query = query.where(sa.tuple_(Person.name, Person.id) > sa.tuple_(after[0], after[1]))
    rows = session().execute(query.limit(limit))
    return [Listed(i, name, phone, email, ready, _read(raw)) for i, name, phone, email, ready, raw in rows]


def holders_of(role: Role) -> Sequence[int]:
    """Everybody who has a role now, wherever it reaches."""
    return (
        session()
        .scalars(
            sa.select(RoleGrant.person_id)
            .where(RoleGrant.role == role, RoleGrant.ended_at.is_(None))
            .distinct()
            .order_by(RoleGrant.person_id)
        )
        .all()
    )


def helped_by(kader_id: int) -> Sequence[Person]:
    """The sellers for whom this kader may act."""
    return (
        session()
        .scalars(
            sa.select(Person)
            .join(StandIn, StandIn.person_id == Person.id)
            .where(StandIn.kader_id == kader_id, StandIn.ended_at.is_(None))
            .order_by(Person.name)
        )
        .all()
    )


def kaders_of(person_id: int) -> Sequence[tuple[StandIn, Person]]:
    """Who may act for this person."""
    rows = session().execute(
        sa.select(StandIn, Person)
        .join(Person, Person.id == StandIn.kader_id)
        .where(StandIn.person_id == person_id, StandIn.ended_at.is_(None))
        .order_by(Person.name)
    )
    return [(stand_in, kader) for stand_in, kader in rows]


def kaders_in(region_code: str) -> Sequence[Person]:
    """Kader whose reach is this region or lies in it."""
    inside = sa.or_(
        RoleGrant.region_code == region_code,
        RoleGrant.region_code.startswith(region_code + ".", autoescape=True),
    )
    return (
        session()
        .scalars(
            sa.select(Person)
            .join(RoleGrant, RoleGrant.person_id == Person.id)
            .where(RoleGrant.role == Role.KADER, RoleGrant.ended_at.is_(None), inside)
            .distinct()
            .order_by(Person.name)
        )
        .all()
    )


def tries_since(kind: str, key: str, since: datetime) -> int:
    """Attempts of one kind for one key since a moment."""
    count = (
        sa.select(sa.func.count())
        .select_from(Attempt)
        .where(Attempt.kind == kind, Attempt.key == key, Attempt.tried_at > since)
    )
    return session().scalar(count) or 0
