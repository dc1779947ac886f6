"""Reading what goes through posts: what checkout offers, what a keeper has to do, what buyer and maker see of it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.db.ports import port
from app.db.session import session
from app.delivery import queries as posts
from app.delivery.rules import posts as posts_rules
from app.delivery.rules import rates, zones
from app.delivery.rules.posts import PostFacts
from app.delivery.rules.rates import Tariff
from app.orders.models import Consolidation, Order, OrderLine, Parcel, PostCheck
from app.orders.ports import WaysToPay
from app.orders.queries import order as orders
from app.orders.queries.order import ParcelSheet
from app.orders.rules import gathering as rules
from app.orders.rules import hub
from app.orders.rules.hub import Gathering, HubState, Sighting
from app.orders.rules.life import OrderState, ParcelState
from app.orders.rules.quote import Quote
from app.sellers import queries as sellers

# -- checkout ---------------------------------------------------------------------------------


def with_offers(quote: Quote, village: str, wish: str) -> Quote:
    """The quote with all ways through posts that reach at least two of its parts, and the wished one chosen."""
    cities = rules.cities_of(quote)
    return _joined(quote, posts.open_posts(cities) if cities else [], village, wish)


def gathered(quote: Quote, village: str, wish: str) -> Quote:
    """The same for placing: only the wished post is looked at, so that an order without one costs nothing more."""
    post_id = rules.post_of(wish)
    found = posts.open_post(post_id) if post_id is not None else None
    return _joined(quote, [found] if found else [], village, wish)


def commissioned(quote: Quote, village: str, wish: str) -> Quote:
    """The same for an agency that fetches the whole: the post of the PKK takes no fee of it, because what agencies pay goes to
    the makers alone, and a fee would have nobody who takes it."""
    post_id = rules.post_of(wish)
    found = posts.open_post(post_id) if post_id is not None else None
    return _offered(quote, [replace(found, handling_fee=0)] if found else [], village, wish)


def _joined(quote: Quote, found: Sequence[PostFacts], village: str, wish: str) -> Quote:
    """One fee for several makers needs one who takes the money: where nobody does, nothing is gathered."""
    if found and not port(WaysToPay).collects(quote.total):
        found = []
    return _offered(quote, found, village, wish)


def _offered(quote: Quote, found: Sequence[PostFacts], village: str, wish: str) -> Quote:
    offered: list[Gathering] = []
    for post in found:
        today = day_in(post.village_code, clock.now())
        offered += rules.offers(quote, [post], village, today)
    return rules.joined(quote, offered, wish)


# -- the buyer and the maker --------------------------------------------------------------------


@dataclass(frozen=True)
class Whole:
    """A shared parcel with the post that makes it."""

    row: Consolidation
    post: PostFacts


def of_order(order_id: int) -> Whole | None:
    """The shared parcel of an order, if it has one."""
    found = session().scalar(sa.select(Consolidation).where(Consolidation.order_id == order_id))
    return Whole(found, posts.post(found.post_id)) if found is not None else None


def whole(consolidation_id: int) -> Whole:
    """One shared parcel, for who has made sure that it may be read. Raises NotFound."""
    found = session().get(Consolidation, consolidation_id)
    if found is None:
        raise NotFound(consolidation_id)
    return Whole(found, posts.post(found.post_id))


def of_parcel(parcel: Parcel) -> Whole | None:
    """The shared parcel in which this part travels."""
    if parcel.consolidation_id is None:
        return None
    return whole(parcel.consolidation_id)


def shared_fees(order_id: int) -> list[tuple[str, int]]:
    """Name and rupiah of what is paid for the order as a whole, beside its parts."""
    rows = session().execute(
        sa.select(Consolidation.post_name, Consolidation.fee).where(Consolidation.order_id == order_id)
    )
    return [(f"Satu paket lewat {name}", fee) for name, fee in rows if fee]


def late_parts(order_id: int) -> Sequence[Parcel]:
    """Parts that are to come through a post and are not there."""
    return (
        session()
        .scalars(
            sa.select(Parcel)
            .where(
                Parcel.order_id == order_id,
                Parcel.consolidation_id.is_not(None),
                Parcel.state.in_([ParcelState.TO_ANSWER, ParcelState.ACCEPTED, ParcelState.PACKED]),
            )
            .order_by(Parcel.id)
        )
        .all()
    )


def days_if_brought(row: Consolidation, village: str, bring_by: date) -> tuple[date, date]:
    """When the whole leaves, and when the buyer has it, if its last part is brought on this day; never earlier than she knows."""
    post = posts.post(row.post_id)
    today = day_in(post.village_code, clock.now())
    ready = posts_rules.complete_on(max(row.bring_by, bring_by), post.gather_days)
    ready = max(row.ready_on, ready)
    return ready, max(row.arrives_on, hub.arrival(post.village_code, village, row.way, ready, today))


def is_asking(parcel: Parcel) -> bool:
    """The buyer is asked at this moment what to do about late parts of the parcel in which this one travels."""
    found = of_parcel(parcel)
    return found is not None and found.row.asked_at is not None and found.row.answer is None


# -- money and the question about late parts ----------------------------------------------------


def fee_saved(whole: Consolidation, gone: Mapping[int, int]) -> int:
    """Rupiah of the shared fee that go back when these pieces (order line → pieces) fall away: what the lighter parcel costs
    less, and all that was not returned yet when nothing is left."""
    tariff = Tariff(**whole.tariff) if whole.tariff else None
    lighter = hub.shared_fee(tariff, whole.handling, *load_left(whole, gone))
    return max(0, whole.fee - whole.returned - lighter)


def fee_back(order_id: int, parts: Collection[ParcelSheet]) -> int:
    """Rupiah of the shared fee that go back when all that is left of these parts falls away."""
    found = of_order(order_id)
    if found is None:
        return 0
    inside = [one for one in parts if one.parcel.consolidation_id == found.row.id]
    return fee_saved(found.row, {row.line.id: row.line.left for one in inside for row in one.lines})


def load_left(whole: Consolidation, gone: Mapping[int, int]) -> tuple[int, int]:
    """Grams and cm³ of the shared parcel now, without so many pieces (order line → pieces) that are about to fall away."""
    rows = session().execute(
        sa.select(
            OrderLine.id, OrderLine.weight_g, OrderLine.volume_cm3, OrderLine.pieces - OrderLine.dropped
        )
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .where(
            Parcel.order_id == whole.order_id,
            Parcel.consolidation_id == whole.id,
            Parcel.state.not_in(hub.GONE),
        )
    )
    left = [(grams, cm3, count - gone.get(line, 0)) for line, grams, cm3, count in rows]
    return sum(grams * count for grams, _, count in left), sum(cm3 * count for _, cm3, count in left)


@dataclass(frozen=True)
class Question:
    """What a buyer is asked about late parts: what each choice means in days and rupiah."""

    makers: Sequence[str]
    until: date
    answer_by: datetime
    if_waits: date
    rest_arrives: date | None
    """Of what is there; None when nothing is."""
    late_arrives: date
    refund: int


def question(whole: Whole, order: Order) -> Question | None:
    """The open question about an order's late parts; None when nothing is asked, or no more."""
    row, post = whole.row, whole.post
    late = late_parts(order.id)
    if row.state is not HubState.GATHERING or row.answer is not None or not late:
        return None
    if row.wait_until is None or row.answer_by is None:
        return None
    today = day_in(post.village_code, clock.now())
    lines = orders.lines_of([one.id for one in late])
    gone = {each.line.id: each.line.left for part in lines.values() for each in part}
    direct = [
        rates.arrival(row.wait_until, zones.zone_between(home, order.village_code), today)
        for home in _homes(late)
    ]
    some_there = load_left(row, gone)[0] > 0
    return Question(
        makers=[one.seller_name for one in late],
        until=row.wait_until,
        answer_by=row.answer_by,
        if_waits=days_if_brought(row, order.village_code, row.wait_until)[1],
        rest_arrives=row.arrives_on if some_there else None,
        late_arrives=max(direct),
        refund=sum(one.total - one.returned for one in late) + fee_saved(row, gone),
    )


def _homes(parts: Sequence[Parcel]) -> list[str]:
    return [sellers.get(one.seller_id).village_code or "" for one in parts]


# -- the keeper -------------------------------------------------------------------------------


@dataclass(frozen=True)
class WholeRow:
    """A shared parcel in a keeper's list, with how many of its parts are there."""

    whole: Consolidation
    number: str
    buyer: str
    makers: str
    parts: int
    there: int
    purpose: str
    needed_on: date | None


BEGUN = (OrderState.PAID, OrderState.AGREED)
"""Its makers were asked: it is paid, or will be by an agency's bill."""
RUNNING = (HubState.GATHERING, HubState.COMPLETE, HubState.PACKED, HubState.READY)


def at_post(actor: Actor, post_id: int, limit: int = 200) -> list[WholeRow]:
    """What its makers were asked for and is not gone yet, the earliest day first. Raises NotFound for who does not keep this post."""
    if not posts.keeps(actor, post_id):
        raise NotFound(post_id)
    coming = Parcel.state.not_in(hub.GONE)
    rows = session().execute(
        sa.select(
            Consolidation,
            Order.number,
            Order.buyer_name,
            sa.func.string_agg(Parcel.seller_name, sa.literal(", ")).filter(coming),
            sa.func.count().filter(coming),
            sa.func.count().filter(Parcel.state == ParcelState.AT_POST),
            Order.purpose,
            Order.needed_on,
        )
        .join(Order, Order.id == Consolidation.order_id)
        .join(Parcel, sa.and_(Parcel.order_id == Order.id, Parcel.consolidation_id == Consolidation.id))
        .where(
            Consolidation.post_id == post_id,
            Consolidation.state.in_(RUNNING),
            Order.state.in_(BEGUN),
        )
        .group_by(Consolidation.id, Order.id)
        .order_by(Consolidation.bring_by, Consolidation.id)
        .limit(limit)
    )
    return [WholeRow(*row) for row in rows]


@dataclass(frozen=True)
class Sheet:
    """A shared parcel as its keeper checks it: order, post, parts with lines, and what was found so far by line."""

    whole: Consolidation
    order: Order
    post: PostFacts
    parts: Sequence[ParcelSheet]
    found: dict[int, Sighting]

    def is_short(self, part: ParcelSheet) -> bool:
        """Of this part something was found missing or damaged that is still to come."""
        return any(
            row.line.left and row.line.id in self.found and self.found[row.line.id].missing
            for row in part.lines
        )


def kept(actor: Actor, consolidation_id: int) -> Sheet:
    """One whose makers were asked, at a post that the actor keeps. Raises NotFound."""
    whole = session().get(Consolidation, consolidation_id)
    if whole is None or not posts.keeps(actor, whole.post_id):
        raise NotFound(consolidation_id)
    order = orders.get(whole.order_id)
    if order.paid_at is None and order.state is not OrderState.AGREED:
        raise NotFound(consolidation_id)
    parts = [one for one in orders.parcels_of(order.id) if one.parcel.consolidation_id == whole.id]
    return Sheet(whole, order, posts.post(whole.post_id), parts, found_of([one.parcel.id for one in parts]))


def found_of(parcel_ids: Collection[int]) -> dict[int, Sighting]:
    """Order line → what was found last."""
    rows = session().scalars(
        sa.select(PostCheck).where(PostCheck.parcel_id.in_(parcel_ids)).order_by(PostCheck.id)
    )
    return {one.order_line_id: Sighting(one.mark, one.missing, one.note) for one in rows}


def last_check(parcel_id: int) -> int:
    """The number of the last check of a part; 0 before the first."""
    found = sa.select(sa.func.coalesce(sa.func.max(PostCheck.id), 0)).where(PostCheck.parcel_id == parcel_id)
    return int(session().scalar(found) or 0)


# -- the clock --------------------------------------------------------------------------------


def to_look_at() -> Sequence[int]:
    """Shared parcels that still wait for a part, by id."""
    return (
        session()
        .scalars(
            sa.select(Consolidation.id)
            .join(Order, Order.id == Consolidation.order_id)
            .where(Consolidation.state == HubState.GATHERING, Order.state.in_(BEGUN))
            .order_by(Consolidation.id)
        )
        .all()
    )
