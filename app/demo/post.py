"""A PKK post with one parcel that is being gathered, one whose buyer is asked about a late part, and two that have come."""

from datetime import datetime, timedelta

from app.accounts import queries as people
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor
from app.base.zones import day_in
from app.delivery import service as posts
from app.delivery.rules.calendar import next_working_day
from app.delivery.service import PostPlan
from app.demo import buying, cast
from app.ledger.service import banking
from app.orders.models import Order
from app.orders.queries import hub as queries
from app.orders.rules.hub import HubWay, Mark, Sighting, due_at
from app.orders.service import hub, late, parcels
from app.regions import queries as regions

ADDRESS = PostPlan(
    agency_id=0,
    name="Posko PKK Cipondoh",
    village_code="",
    street="Balai warga, Jl. Contoh Cempaka No. 5",
    hours="Senin–Sabtu 08.00–15.00",
    phone="+6281200000008",
    handling_fee=2_000,
    gather_days=1,
)


ACCOUNT = {"bank": "002", "number": "000000000000044", "holder": "POSKO PKK CIPONDOH"}
"""A number that no bank gives."""
COME = (42, 14)
"""How many days ago those were ordered that have come: the fee of one was paid out since, that of the other is free."""


def gather_all() -> None:
    """The late one is older: it is asked about before the other one is placed."""
    now = clock.now()
    with clock.at(now - timedelta(days=90)):
        post_id = _open()
        banking.state_of_post(cast.actor(cast.CURATOR), post_id, password=cast.PASSWORD, **ACCOUNT)
    days = _days_ago(now)
    bought = {buying.MAT: 2, buying.BROOCH: 1}
    for ago in COME:
        _comes(now - timedelta(days=ago), bought, post_id)
    asked = buying.paid_order(
        now - timedelta(days=days), buying.SARI, bought, gather=f"{HubWay.COURIER.value}-{post_id}"
    )
    with clock.at(now - timedelta(days=days) + timedelta(hours=1)):
        _accept(asked)
        _is_there(asked, *buying.makers_of(asked)[0])
    with clock.at(now - timedelta(hours=2)):
        late.watch()
    fresh = buying.paid_order(
        now - timedelta(hours=8), buying.SARI, bought, gather=f"{HubWay.PICKUP.value}-{post_id}"
    )
    with clock.at(now - timedelta(hours=6)):
        _accept(fresh)


def _comes(ordered_at: datetime, bought: buying.Wanted, post_id: int) -> None:
    """It was gathered, sent, and received within nine days."""
    order = buying.paid_order(ordered_at, buying.SARI, bought, gather=f"{HubWay.COURIER.value}-{post_id}")
    keeper = cast.actor(cast.CURATOR)
    with clock.at(ordered_at + timedelta(hours=1)):
        _accept(order)
    with clock.at(ordered_at + timedelta(hours=20)):
        for maker, parcel_id in buying.makers_of(order):
            _is_there(order, maker, parcel_id)
    whole = _whole_of(order)
    with clock.at(ordered_at + timedelta(days=2)):
        hub.pack(keeper, whole, 2_400)
        hub.send(keeper, whole, courier="JNE", tracking=f"UJI{whole:08d}")
    with clock.at(ordered_at + timedelta(days=5)):
        first = buying.makers_of(order)[0][1]
        parcels.receive(order.number, first, cast.actor(cast.BUYER), None)


def _days_ago(now: datetime) -> int:
    """How long ago an order of things that lie ready was placed whose parts were last due at the post two hours ago."""
    for days in range(2, 15):
        bring_by = next_working_day(day_in("36.71", now - timedelta(days=days)))
        if due_at(bring_by, "36.71") <= now - timedelta(hours=2):
            return days
    raise LookupError("no working day in two weeks")


def _open() -> int:
    officer, place = cast.actor(cast.OFFICER), cast.city("Kota Tangerang")
    agency = next(one for one in regions.agencies() if one.name == "Dinas Sosial Kota Tangerang")
    facts = vars(ADDRESS) | {
        "agency_id": agency.id,
        "village_code": cast.village_in(place, "Cipondoh").code,
    }
    post = posts.make_post(officer, PostPlan(**facts))
    for part in (cast.CURATOR, cast.KADER):
        keeper = people.by_identity(identity_of(part.who))
        if keeper is None:
            raise LookupError(part.who)
        posts.name_keeper(officer, post.id, keeper.id)
    posts.open_post(officer, post.id)
    return post.id


def _accept(order: Order) -> None:
    for maker, parcel_id in buying.makers_of(order):
        parcels.accept(maker, parcel_id)


def _whole_of(order: Order) -> int:
    whole = queries.of_order(order.id)
    if whole is None:
        raise LookupError(order.number)
    return whole.row.id


def _is_there(order: Order, maker: Actor, parcel_id: int) -> None:
    """A maker has brought her part, and the keeper finds all of it."""
    hub.say_brought(maker, parcel_id)
    keeper, whole = cast.actor(cast.CURATOR), _whole_of(order)
    sheet = queries.kept(keeper, whole)
    lines = next(one.lines for one in sheet.parts if one.parcel.id == parcel_id)
    hub.check_in(keeper, whole, parcel_id, {row.line.id: Sighting(Mark.THERE) for row in lines})
