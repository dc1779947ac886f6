"""Makers with their last goods, made through the services, as of today."""

from dataclasses import dataclass
from datetime import timedelta

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor
from app.base.zones import day_in
from app.curation.service import submitting
from app.demo import cast
from app.training import queries as training_queries
from app.training import service as training
from app.training.service import Plan
from tests.support import scores, world

PER_ORDER = 2.2
"""Pieces that an order asks for, on average."""
LYING_READY = 0.55
"""Of the pieces that all orders together ask for; less than they want, so the last ones are fought for."""


@dataclass(frozen=True)
class Good:
    """Something to be bought."""

    slug: str
    variant_id: int


@dataclass(frozen=True)
class Stage:
    """What is sold, and who sells it: their sign-ins (the password is the tests')."""

    goods: tuple[Good, ...]
    sellers: tuple[str, ...]


def build(orders: int, *, makers: int) -> Stage:
    """So many gerai: two mats each of which few lie ready, and one that is made when ordered. Needs regions, nothing else."""
    with clock.at(clock.now() - timedelta(days=320)):
        cast.arrive()
    phones = [f"0812-0003-{number:04d}" for number in range(makers)]
    few = max(2, round(orders * PER_ORDER * LYING_READY / (2 * makers)))
    goods = [good for number, phone in enumerate(phones) for good in _gerai(number, phone, few)]
    return Stage(tuple(goods), tuple(phones))


def _gerai(number: int, phone: str, few: int) -> list[Good]:
    maker = _maker(f"Ibu {number + 1}", phone)
    world.a_gerai(maker, f"Gerai Ke-{number + 1}")
    offers = [
        {"name": f"Keset Perca {number + 1}", "price": 25_000 + 5_000 * number, "stock": few},
        {"name": f"Keset Serat {number + 1}", "price": 62_500, "stock": few},
        {"name": f"Keset Kepang {number + 1}", "price": 38_000, "per_day": 4},
    ]
    return [_on_show(maker, offer) for offer in offers]


def _maker(name: str, phone: str) -> Actor:
    """She was trained two months ago and holds a certificate."""
    officer = cast.actor(cast.OFFICER)
    grant = next(one for one in officer.grants if one.agency_id and one.region)
    with clock.at(clock.now() - timedelta(days=60)):
        first = day_in(grant.region or "", clock.now())
        programme = training.begin_programme(
            officer,
            agency_id=grant.agency_id or 0,
            region_code=grant.region or "",
            name="Program contoh",
            target_group="Contoh",
            year=first.year,
        )
        skill = next(one for one in training_queries.skills() if one.name == "Anyaman keset")
        days = [first, first + timedelta(days=1)]
        plan = Plan(skill.id, "Penyelenggara", "Balai", days[0], days[1], quota=5)
        planned = training.plan_training(officer, programme.id, plan)
        person = accounts.make_person(officer, name=name, identity=identity_of(phone))
        world.let_in(person)
        participant = training.enrol(officer, planned.id, name="", identity=None, known_id=person.id)
    with clock.at(clock.now() - timedelta(days=50)):
        training.keep_attendance(officer, planned.id, {participant.id: days})
        training.give_certificate(officer, participant.id)
    return people.actor_of(person.id)


def _on_show(maker: Actor, offer: dict[str, object]) -> Good:
    product = world.a_product(maker, **offer)  # type: ignore[arg-type]
    opened = submitting.submit(maker, product.slug)
    scores.approve(cast.actor(cast.CURATOR), opened.id)
    return Good(product.slug, world.variant_of(product).id)
