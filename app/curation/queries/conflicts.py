"""Gerai that stand too near to a curator, as one SQL expression; `rules/conflicts.py` says the same of values."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.accounts.models import StandIn
from app.base.actor import Actor
from app.catalog.models import Product
from app.curation.models import CuratorHome, DeclaredConflict
from app.curation.rules.conflicts import CAPITALS, SMALL, STEPS
from app.db.session import session
from app.regions.models import Region
from app.sellers.models import Membership, Seller


def no_conflict(actor: Actor) -> sa.ColumnElement[bool]:
    """The product is made where this curator has no tie."""
    return sa.and_(*(Product.seller_id.not_in(near) for near in _near(actor.by_id)))


def _near(person_id: int) -> tuple[sa.Select[Any], ...]:
    """The gerai, tie by tie; none of these asks about a product, so each is reckoned once a statement."""
    mine = sa.select(Membership.seller_id).where(Membership.person_id == person_id)
    mates = sa.select(Membership.person_id).where(Membership.seller_id.in_(mine))
    group = sa.select(Membership.seller_id).where(Membership.person_id.in_(mates))
    helped = (
        sa.select(Membership.seller_id)
        .join(StandIn, StandIn.person_id == Membership.person_id)
        .where(StandIn.kader_id == person_id, StandIn.ended_at.is_(None), Membership.until.is_(None))
    )
    declared = sa.select(DeclaredConflict.seller_id).where(
        DeclaredConflict.curator_id == person_id, DeclaredConflict.ended_at.is_(None)
    )
    return group, helped, declared, _same_house(person_id)


def _same_house(person_id: int) -> sa.Select[Any]:
    """Gerai in a house where she lives or works: `rules.conflicts.same_house`."""
    own = sa.select(Seller.village_code, Seller.street, Seller.rt, Seller.rw).where(
        Seller.id.in_(
            sa.select(Membership.seller_id).where(
                Membership.person_id == person_id, Membership.until.is_(None)
            )
        )
    )
    stated = sa.select(CuratorHome.village_code, CuratorHome.street, CuratorHome.rt, CuratorHome.rw).where(
        CuratorHome.person_id == person_id
    )
    home = sa.union_all(own, stated).subquery("home")
    key = street_key(Seller.street)
    pairs = [
        (number_key(Seller.rt), number_key(home.c.rt)),
        (number_key(Seller.rw), number_key(home.c.rw)),
    ]
    return (
        sa.select(Seller.id)
        .join(home, home.c.village_code == Seller.village_code)
        .where(
            key != "",
            key == street_key(home.c.street),
            *(sa.or_(theirs == "", hers == "", theirs == hers) for theirs, hers in pairs),
            sa.or_(key.regexp_match("[0-9]"), *[sa.and_(*(one != "" for pair in pairs for one in pair))]),
        )
    )


def street_key(street: Any) -> sa.ColumnElement[str]:
    """`rules.conflicts.street_key` in SQL."""
    small = sa.func.translate(sa.func.coalesce(street, ""), CAPITALS, SMALL)
    text: sa.ColumnElement[str] = sa.literal(" ").concat(small).concat(" ")
    for pattern, to in STEPS:
        text = sa.func.regexp_replace(text, pattern, to, "g", type_=sa.Text)
    return sa.func.btrim(text, " ", type_=sa.Text)


def number_key(typed: Any) -> sa.ColumnElement[str]:
    """`rules.conflicts.number_key` in SQL."""
    digits = sa.func.regexp_replace(sa.func.coalesce(typed, ""), "[^0-9]", "", "g", type_=sa.Text)
    return sa.func.ltrim(digits, "0", type_=sa.Text)


@dataclass(frozen=True)
class Declared:
    """A tie that a curator has named, on her own page."""

    row: DeclaredConflict
    seller_name: str
    place: str


def declared(actor: Actor) -> list[Declared]:
    """Her own open declarations, newest first."""
    rows = session().execute(
        sa.select(DeclaredConflict, Seller.name, Region.path)
        .join(Seller, Seller.id == DeclaredConflict.seller_id)
        .outerjoin(Region, Region.code == Seller.village_code)
        .where(DeclaredConflict.curator_id == actor.by_id, DeclaredConflict.ended_at.is_(None))
        .order_by(DeclaredConflict.id.desc())
    )
    return [Declared(row, name, path or "") for row, name, path in rows]


@dataclass(frozen=True)
class Found:
    """A gerai that a curator may mean."""

    id: int
    name: str
    place: str


MOST_FOUND = 12


def gerai_named(words: str) -> list[Found]:
    """Gerai by a part of their name, for who wants to name a tie; the shop shows the same."""
    rows = session().execute(
        sa.select(Seller.id, Seller.name, Region.path)
        .outerjoin(Region, Region.code == Seller.village_code)
        .where(Seller.name.icontains(words, autoescape=True))
        .order_by(Seller.name, Seller.id)
        .limit(MOST_FOUND)
    )
    return [Found(seller_id, name, path or "") for seller_id, name, path in rows]


def home(actor: Actor) -> CuratorHome | None:
    """Where she lives, as she has stated it."""
    return session().get(CuratorHome, actor.by_id)
