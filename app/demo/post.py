"""A PKK post with one parcel that is being gathered, and one whose buyer is asked about a late part."""

from datetime import datetime, timedelta

from app.accounts import queries as people
from app.accounts.rules import identity_of
from app.base import clock
from app.base.zones import day_in
from app.delivery import service as posts
from app.delivery.rules.calendar import next_working_day
from app.delivery.service import PostPlan
from app.demo import buying, cast
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


def gather_all() -> None:
    """The late one is older: it is asked about before the other one is placed."""
    now = clock.now()
    with clock.at(now - timedelta(days=90)):
        post_id = _open()
    days = _days_ago(now)
    bought = {buying.MAT: 2, buying.BROOCH: 1}
    asked = buying.paid_order(
        now - timedelta(days=days), buying.SARI, bought, gather=f"{HubWay.COURIER.value}-{post_id}"
    )
    with clock.at(now - timedelta(days=days) + timedelta(hours=1)):
        _accept(asked)
        _first_is_there(asked)
    with clock.at(now - timedelta(hours=2)):
        late.watch()
    fresh = buying.paid_order(
        now - timedelta(hours=8), buying.SARI, bought, gather=f"{HubWay.PICKUP.value}-{post_id}"
    )
    with clock.at(now - timedelta(hours=6)):
        _accept(fresh)


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


def _first_is_there(order: Order) -> None:
    maker, parcel_id = buying.makers_of(order)[0]
    hub.say_brought(maker, parcel_id)
    whole = queries.of_order(order.id)
    if whole is None:
        raise LookupError(order.number)
    keeper = cast.actor(cast.CURATOR)
    sheet = queries.kept(keeper, whole.row.id)
    lines = next(one.lines for one in sheet.parts if one.parcel.id == parcel_id)
    hub.check_in(keeper, whole.row.id, parcel_id, {row.line.id: Sighting(Mark.THERE) for row in lines})
