"""A PKK post of the world, and orders whose parts come together there."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.db.session import db
from app.delivery import service as posts
from app.delivery.models import Post
from app.delivery.service import PostPlan
from app.orders.models import Consolidation, Order, Parcel
from app.orders.queries import hub as queries
from app.orders.queries import order as order_queries
from app.orders.rules import hub as rules
from app.orders.rules.hub import HubWay, Mark, Sighting
from app.orders.service import hub as service
from app.orders.service import late, parcels
from app.regions import queries as regions
from app.sellers import queries as sellers
from tests.support import orders, world

MONDAY = world.SUNDAY + timedelta(days=1)
"""Ten in the morning of the day on which what lies ready is due at the post."""


def after_three(day: datetime = MONDAY) -> datetime:
    """One minute past three in the afternoon there."""
    return day.replace(hour=8, minute=1)


def a_post(
    *, handling: int = 2_000, days: int = 1, village: str = world.NEXT_DOOR, opened: bool = True
) -> Post:
    """In the city of the world's gerai; the curator keeps it."""
    officer = world.actor(world.OFFICER)
    agency = next(one for one in regions.agencies() if one.name == "Dinas Uji")
    plan = PostPlan(
        agency.id, "Posko PKK Uji", village, "Jl. Posko No. 3", "Senin–Jumat 08.00–15.00",
        "+6281200009999", handling, days,
    )  # fmt: skip
    post = posts.make_post(officer, plan)
    posts.name_keeper(officer, post.id, world.actor(world.CURATOR).person_id)
    if opened:
        posts.open_post(officer, post.id)
    return post


def two_things() -> tuple[Product, Product]:
    """One of each of two gerai of the city, both ready: 45.000 and 600 g, 30.000 and 900 g."""
    neighbour = world.actor(world.OTHER_SELLER)
    other = world.an_approved_product(neighbour, name="Keset Tetangga", price=30_000, weight_g=900)
    return world.goods().ready, other


def gathered(
    post: Post,
    wanted: Mapping[Product, int],
    *,
    way: HubWay = HubWay.COURIER,
    village: str = world.ACROSS_TOWN,
    buyer: str | None = world.BUYER,
    paid: bool = True,
) -> Order:
    """An order whose parts go through the post."""
    gather = f"{way.value}-{post.id}"
    make = orders.a_paid_order if paid else orders.an_order
    return make(wanted, village=village, buyer=buyer, gather=gather)


def through_a_post(*, way: HubWay = HubWay.COURIER) -> tuple[Post, Consolidation]:
    """A post, and a paid order over two makers that goes through it: two mats of the one, one of the other."""
    post = a_post()
    ready, other = two_things()
    return post, whole_of(gathered(post, {ready: 2, other: 1}, way=way))


def waited_for(goods: Mapping[Product, int]) -> Order:
    """A paid order of these goods of the world's own gerai that goes through a post, where another maker's part lies."""
    post = a_post()
    order = gathered(post, {**goods, two_things()[1]: 1})
    other = orders.parcels_of(order)[1]
    parcels.accept(maker_of(other), other.id)
    check_in(whole_of(order), orders.parcels_of(order)[1])
    return order


def misses(order: Order, *counts: int) -> None:
    """Of the first part's lines the keeper finds so many pieces broken, and goes on without them."""
    whole, part = whole_of(order), orders.parcels_of(order)[0]
    lines = [row.line.id for row in order_queries.lines_of([part.id])[part.id]]
    found = {line: Sighting(Mark.DAMAGED, count) for line, count in zip(lines, counts, strict=True)}
    service.check_in(keeper(), whole.id, part.id, found)
    service.go_on_without(keeper(), whole.id, part.id)


def wants_money_back(order: Order) -> None:
    """The first part is not at its post on its day, and the buyer does not wait for it."""
    whole = whole_of(order)
    with clock.at(rules.due_at(whole.bring_by, order.village_code)):
        late.watch()
        late.answer(order.number, world.actor(world.BUYER), None, rules.LateAnswer.REFUND, "")


def leaves(order: Order) -> None:
    """All of it is at its post, and goes to the buyer."""
    whole = whole_of(order)
    service.pack(keeper(), whole.id, 3_000)
    service.send(keeper(), whole.id, courier="JNE", tracking="1")


def comes(whole: Consolidation) -> None:
    """All of it goes through its post and to the buyer, who says so."""
    accept_all(whole)
    for part in parts_of(whole):
        check_in(whole, part)
    leaves(order_of(whole))
    parcels.receive(order_of(whole).number, parts_of(whole)[0].id, world.actor(world.BUYER), None)


def whole_of(order: Order) -> Consolidation:
    """The shared parcel of an order."""
    db.session.expire_all()
    found = db.session.scalar(sa.select(Consolidation).where(Consolidation.order_id == order.id))
    assert found is not None
    return found


def order_of(whole: Consolidation) -> Order:
    return order_queries.get(whole.order_id)


def parts_of(whole: Consolidation) -> list[Parcel]:
    """The parts of its order, the world's own gerai first."""
    db.session.expire_all()
    return orders.parcels_of(order_of(whole))


def maker_of(part: Parcel) -> Actor:
    """Who sells it."""
    return people.actor_of(sellers.members(part.seller_id)[0][0].person_id)


def keeper() -> Actor:
    return world.actor(world.CURATOR)


def accept_all(whole: Consolidation) -> None:
    for part in parts_of(whole):
        parcels.accept(maker_of(part), part.id)


def all_there(part: Parcel) -> dict[int, Sighting]:
    """Every line of a part found complete."""
    lines = order_queries.lines_of([part.id])[part.id]
    return {row.line.id: Sighting(Mark.THERE) for row in lines if row.line.left}


def check_in(whole: Consolidation, part: Parcel) -> bool:
    """The keeper finds everything of a part."""
    return service.check_in(keeper(), whole.id, part.id, all_there(part))


def asked(whole: Consolidation) -> queries.Question | None:
    """What its buyer is asked now."""
    order = order_of(whole)
    found = queries.of_order(order.id)
    return queries.question(found, order) if found else None
