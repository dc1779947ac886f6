"""Look-ups of gerai."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.money import Rupiah
from app.db.session import session
from app.delivery.rules.services import GERAI, OWN, Price
from app.delivery.rules.ways import PLATFORM, OwnDelivery, Ways, longest
from app.delivery.rules.zones import Zone
from app.regions.models import Region
from app.sellers.models import BrandKit, Membership, Seller, SellerRate, SellerService, SendingWay
from app.sellers.ports import Standing
from app.sellers.rules import PALETTE, Brand


def mine(actor: Actor) -> Seller | None:
    """The gerai in which the actor is a member."""
    return session().scalar(
        sa.select(Seller)
        .join(Membership, Membership.seller_id == Seller.id)
        .where(Membership.person_id == actor.person_id, Membership.until.is_(None))
    )


def owned(actor: Actor) -> Seller:
    """The gerai in which the actor is a member. Raises NotFound when she has none yet."""
    seller = mine(actor)
    if seller is None:
        raise NotFound("seller")
    return seller


def get(seller_id: int) -> Seller:
    """One gerai, for packages that have made sure that it may be read. Raises NotFound."""
    seller = session().get(Seller, seller_id)
    if seller is None:
        raise NotFound(seller_id)
    return seller


def with_place(seller_id: int) -> tuple[Seller, Region | None]:
    """One gerai and where it is, in one statement. Raises NotFound."""
    found = (
        session()
        .execute(
            sa.select(Seller, Region)
            .outerjoin(Region, Region.code == Seller.village_code)
            .where(Seller.id == seller_id)
        )
        .one_or_none()
    )
    if found is None:
        raise NotFound(seller_id)
    return found[0], found[1]


def by_slug_with_place(slug: str) -> tuple[Seller, Region | None]:
    """The gerai with this slug and where it is, in one statement. Raises NotFound."""
    found = (
        session()
        .execute(
            sa.select(Seller, Region)
            .outerjoin(Region, Region.code == Seller.village_code)
            .where(Seller.slug == slug)
        )
        .one_or_none()
    )
    if found is None:
        raise NotFound(slug)
    return found[0], found[1]


def by_slug(slug: str) -> Seller:
    """The gerai with this slug. Raises NotFound."""
    seller = session().scalar(sa.select(Seller).where(Seller.slug == slug))
    if seller is None:
        raise NotFound(slug)
    return seller


def of_people(person_ids: Collection[int]) -> dict[int, Seller]:
    """Person → her gerai."""
    rows = session().execute(
        sa.select(Membership.person_id, Seller)
        .join(Seller, Seller.id == Membership.seller_id)
        .where(Membership.person_id.in_(person_ids), Membership.until.is_(None))
    )
    return {person_id: seller for person_id, seller in rows}


def member_ids(seller_id: int) -> Sequence[int]:
    """The people of a gerai."""
    return (
        session()
        .scalars(
            sa.select(Membership.person_id).where(
                Membership.seller_id == seller_id, Membership.until.is_(None)
            )
        )
        .all()
    )


def members(seller_id: int) -> Sequence[tuple[Membership, str]]:
    """Open memberships with names, the owner first."""
    rows = session().execute(
        sa.select(Membership, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.seller_id == seller_id, Membership.until.is_(None))
        .order_by(Membership.is_owner.desc(), Person.name)
    )
    return [(membership, name) for membership, name in rows]


def ways(seller_ids: Collection[int]) -> dict[int, Ways]:
    """Gerai → how it sends, in one statement. Who has chosen nothing sends as the platform does."""
    nothing = sa.cast(sa.null(), sa.BigInteger())
    chosen: sa.CompoundSelect[Any] = sa.union_all(
        sa.select(
            SendingWay.seller_id.label("seller_id"),
            sa.literal("zone").label("what"),
            sa.cast(SendingWay.zone, sa.String()).label("word"),
            nothing.label("first"),
            nothing.label("next"),
            nothing.label("days"),
        ).where(SendingWay.seller_id.in_(seller_ids)),
        sa.select(
            SellerService.seller_id,
            sa.literal("service"),
            SellerService.service,
            SellerService.fee,
            nothing,
            SellerService.days,
        ).where(SellerService.seller_id.in_(seller_ids)),
        sa.select(
            SellerRate.seller_id,
            sa.literal("rate"),
            sa.cast(SellerRate.zone, sa.String()),
            SellerRate.first_kg,
            SellerRate.next_kg,
            SellerRate.days,
        ).where(SellerRate.seller_id.in_(seller_ids)),
    )
    found: dict[int, list[Any]] = defaultdict(list)
    for row in session().execute(chosen):
        found[row.seller_id].append(row)
    return {seller_id: _ways(found[seller_id]) for seller_id in seller_ids}


def _ways(rows: Sequence[Any]) -> Ways:
    if not rows:
        return PLATFORM
    own = next((row for row in rows if row.what == "service" and row.word == OWN), None)
    services = sorted(row.word for row in rows if row.what == "service" and row.word != OWN)
    return Ways(
        zones=frozenset(Zone(row.word) for row in rows if row.what == "zone"),
        services=tuple(services) or (GERAI,),
        own=OwnDelivery(Rupiah(own.first), own.days) if own else None,
        prices={Zone(row.word): Price(row.first, row.next, row.days) for row in rows if row.what == "rate"},
    )


def longest_ways(seller_ids: Collection[int]) -> dict[int, int]:
    """Gerai → working days that its parcels are on their way at the most."""
    return {seller_id: longest(sent) for seller_id, sent in ways(seller_ids).items()}


def place_of(seller: Seller) -> Region | None:
    """Where a gerai is."""
    return session().get(Region, seller.village_code) if seller.village_code else None


def brand(seller_id: int) -> Brand:
    """How a gerai shows itself; its own name and the first colours of the palette while it has not chosen."""
    seller, kit = get(seller_id), session().get(BrandKit, seller_id)
    if kit is None:
        return Brand(seller.name, None, PALETTE[0].main, PALETTE[0].accent)
    return Brand(kit.name or seller.name, kit.logo_key, kit.main, kit.accent)


_ALIKE = 0.3


def names_near(seller_id: int, name: str) -> Sequence[str]:
    """Names of other gerai, and their brands, that share many letter groups with this one: for a closer look."""
    near = sa.union_all(
        sa.select(Seller.name.label("name")).where(Seller.id != seller_id),
        sa.select(BrandKit.name).where(BrandKit.seller_id != seller_id, BrandKit.name != ""),
    ).subquery()
    found = sa.select(near.c.name).where(sa.func.similarity(near.c.name, name) >= _ALIKE).distinct()
    return session().scalars(found.limit(200)).all()


class StoryNeeded:
    """Answers `ports.Requirement`: buyers want to know who makes it."""

    def standing(self, seller_id: int) -> Standing:
        done = bool(get(seller_id).story)
        sentence = (
            "Cerita gerai sudah ada." if done else "Ceritakan sedikit siapa yang membuat dan apa yang dibuat."
        )
        return Standing("Cerita gerai", done, sentence, "seller.sellers.describe")


class PlaceNeeded:
    """Answers `ports.Requirement`: dates and fees are counted from an address."""

    def standing(self, seller_id: int) -> Standing:
        done = get(seller_id).village_code is not None
        sentence = "Alamat sudah ada." if done else "Isi alamat gerai: ongkos kirim dihitung dari sana."
        return Standing("Alamat", done, sentence, "seller.sellers.settle")


class WayTold:
    """Answers `ports.Requirement`: nobody opens without knowing how she sends; the platform's table is there for all."""

    def standing(self, seller_id: int) -> Standing:
        if ways([seller_id])[seller_id].is_default:
            sentence = "Ke seluruh Indonesia dengan tarif Gerai. Ubah kalau Ibu punya cara sendiri."
        else:
            sentence = "Cara kirim sudah dipilih."
        return Standing("Cara kirim", True, sentence, "seller.sellers.ways")
