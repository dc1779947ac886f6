"""What happens to a gerai. Each function is one use case and one transaction."""

from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.db.journal import record
from app.db.ports import port
from app.db.session import announce, session, unit_of_work
from app.delivery.rules.services import GERAI, OWN, Price
from app.delivery.rules.ways import OwnDelivery, Ways
from app.delivery.rules.zones import Zone
from app.media import service as media
from app.regions import rules as region_rules
from app.sellers import queries, rules
from app.sellers.events import SellerChanged
from app.sellers.models import BrandKit, Membership, Seller, SellerRate, SellerService, SendingWay
from app.sellers.ports import Requirements
from app.sellers.rules import LIFE, NotReady, SellerMove, SellerState


def begin(actor: Actor, name: str) -> Seller:
    """A gerai in preparation, with the actor as its owner. Raises RuleBroken when she is in one already."""
    with unit_of_work() as current:
        if queries.mine(actor) is not None:
            raise RuleBroken("Ibu sudah punya gerai. Lanjutkan dari sana, ya.")
        seller = Seller(
            slug=_free_slug(name), name=name, story="", state=SellerState.DRAFT, made_at=clock.now()
        )
        current.add(seller)
        current.flush()
        _join(seller, actor.person_id, is_owner=True)
        record(actor, "gerai begun", "seller", seller.id, name=name)
    return seller


def _free_slug(name: str) -> str:
    """A slug that nobody has: the name, else the name with a number. Who asks meanwhile waits for this transaction."""
    stem = region_rules.slug_of(name)[:60] or "gerai"
    session().execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext("sellers.slug"))))
    taken = set(
        session().scalars(sa.select(Seller.slug).where(Seller.slug.startswith(stem, autoescape=True)))
    )
    number = 1
    while (slug := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return slug


def _join(seller: Seller, person_id: int, *, is_owner: bool) -> None:
    try:
        with session().begin_nested():
            session().add(
                Membership(seller_id=seller.id, person_id=person_id, is_owner=is_owner, since=clock.now())
            )
    except IntegrityError:
        raise RuleBroken("Orang ini sudah menjadi anggota gerai lain.") from None


def add_member(actor: Actor, *, seller_id: int, person_id: int) -> None:
    """An officer puts a maker into a group's gerai."""
    with unit_of_work():
        seller = queries.get(seller_id)
        _join(seller, person_id, is_owner=False)
        record(actor, "member joined", "seller", seller.id, person=person_id)
        announce(SellerChanged(seller_id=seller.id))


def describe(actor: Actor, *, name: str, story: str) -> None:
    """Name and story of one's own gerai."""
    with unit_of_work():
        seller = queries.owned(actor)
        record(actor, "gerai described", "seller", seller.id, was={"name": seller.name})
        seller.name, seller.story = name, story
        announce(SellerChanged(seller_id=seller.id))


def settle(actor: Actor, *, village_code: str, street: str, rt: str | None, rw: str | None) -> None:
    """Where the gerai is. The street stays private."""
    with unit_of_work():
        seller = queries.owned(actor)
        seller.village_code, seller.street, seller.rt, seller.rw = village_code, street, rt, rw
        record(actor, "gerai settled", "seller", seller.id, village=village_code)
        announce(SellerChanged(seller_id=seller.id))


def send_to(
    actor: Actor,
    zones: Collection[Zone],
    *,
    services: Collection[str] = (),
    own: OwnDelivery | None = None,
    prices: Mapping[Zone, Price] | None = None,
) -> None:
    """How the gerai sends, as a whole: how far, by which services (codes; none: the platform's table), by herself next
    door, at which prices of her own. Raises RuleBroken.
    """
    wished = Ways(frozenset(zones), tuple(services) or (GERAI,), own, prices or {})
    rules.check_ways(wished, clock.now().date())
    with unit_of_work() as current:
        seller = queries.owned(actor)
        for table in (SendingWay, SellerService, SellerRate):
            current.execute(sa.delete(table).where(table.seller_id == seller.id))
        current.add_all(SendingWay(seller_id=seller.id, zone=zone) for zone in wished.zones)
        current.add_all(SellerService(seller_id=seller.id, service=code) for code in wished.services)
        if own is not None:
            current.add(SellerService(seller_id=seller.id, service=OWN, fee=own.fee, days=own.days))
        current.add_all(
            SellerRate(
                seller_id=seller.id, zone=zone, first_kg=one.first_kg, next_kg=one.next_kg, days=one.days
            )
            for zone, one in wished.prices.items()
        )
        record(
            actor,
            "sending ways chosen",
            "seller",
            seller.id,
            zones=sorted(wished.zones),
            services=sorted(wished.services),
            own=[own.fee, own.days] if own else None,
            prices={zone.value: [one.first_kg, one.next_kg, one.days] for zone, one in wished.prices.items()},
        )
        announce(SellerChanged(seller_id=seller.id))


def ask_at_least(actor: Actor, amount: int | None) -> None:
    """The worth of goods in rupiah from which on the gerai takes an order; None takes any."""
    with unit_of_work():
        seller = queries.owned(actor)
        record(actor, "least order chosen", "seller", seller.id, was=seller.least_order, amount=amount)
        seller.least_order = amount
        announce(SellerChanged(seller_id=seller.id))


def open_gerai(actor: Actor) -> None:
    """Open for buyers. Raises NotReady, naming what is missing."""
    with unit_of_work():
        seller = _locked(queries.owned(actor).id)
        after = LIFE.after(seller.state, SellerMove.OPEN)
        missing = [point.sentence for point in port(Requirements).standings(seller.id) if point.holds_back]
        if missing:
            raise NotReady(missing)
        seller.state = after
        seller.opened_at = seller.opened_at or clock.now()
        record(actor, "gerai opened", "seller", seller.id)
        announce(SellerChanged(seller_id=seller.id))


def close_gerai(actor: Actor) -> None:
    """Close one's own gerai: its goods leave the shop, orders that were placed go on."""
    with unit_of_work():
        seller = _locked(queries.owned(actor).id)
        seller.state = LIFE.after(seller.state, SellerMove.CLOSE)
        record(actor, "gerai closed", "seller", seller.id)
        announce(SellerChanged(seller_id=seller.id))


def _locked(seller_id: int) -> Seller:
    # an order placed meanwhile refers to the gerai and need not wait for it
    seller = session().get(Seller, seller_id, with_for_update={"key_share": True}, populate_existing=True)
    if seller is None:
        raise NotFound(seller_id)
    return seller


def go_on_leave(actor: Actor, *, start: date, end: date) -> None:
    """Days off, both included: goods are not offered on them and come back by themselves. Raises RuleBroken."""
    with unit_of_work():
        seller = queries.owned(actor)
        rules.check_leave(start, end, day_in(seller.village_code or "36", clock.now()))
        seller.leave_from, seller.leave_until = start, end
        record(actor, "leave planned", "seller", seller.id, start=start.isoformat(), end=end.isoformat())
        announce(SellerChanged(seller_id=seller.id))


def end_leave(actor: Actor) -> None:
    """No days off after all."""
    with unit_of_work():
        seller = queries.owned(actor)
        seller.leave_from = seller.leave_until = None
        record(actor, "leave ended", "seller", seller.id)
        announce(SellerChanged(seller_id=seller.id))


# -- the brand kit ------------------------------------------------------------------------------


def show_as(actor: Actor, *, name: str, main: str, accent: str) -> None:
    """Brand name and colours of one's own gerai. Advice about them never stops anybody."""
    with unit_of_work():
        seller = queries.owned(actor)
        kit = _kit(seller)
        was = {"name": kit.name or seller.name, "main": kit.main, "accent": kit.accent}
        kit.name = "" if name == seller.name else name
        kit.main, kit.accent = main, accent
        record(actor, "brand chosen", "seller", seller.id, was=was, name=name, main=main, accent=accent)


def carry_logo(actor: Actor, content: bytes) -> None:
    """A logo for one's own gerai. Raises BadPhoto, and then the one before stays."""
    queries.owned(actor)
    key = media.take_logo(actor, content)
    with unit_of_work():
        seller = queries.owned(actor)
        kit = _kit(seller)
        record(actor, "logo chosen", "seller", seller.id, was=kit.logo_key, key=key)
        kit.logo_key = key


def drop_logo(actor: Actor) -> None:
    """No logo: the gerai's letters stand in its place."""
    with unit_of_work():
        seller = queries.owned(actor)
        kit = _kit(seller)
        record(actor, "logo dropped", "seller", seller.id, was=kit.logo_key)
        kit.logo_key = None


def _kit(seller: Seller) -> BrandKit:
    """Her kit under a lock on her gerai: two tabs may not make two."""
    _locked(seller.id)
    kit = session().get(BrandKit, seller.id, populate_existing=True)
    if kit is None:
        shown = queries.brand(seller.id)
        kit = BrandKit(seller_id=seller.id, name="", logo_key=None, main=shown.main, accent=shown.accent)
        session().add(kit)
    return kit
