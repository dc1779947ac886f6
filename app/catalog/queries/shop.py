"""Reading the shop: one row a product, column tuples, keys instead of offsets."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import REGCONFIG, aggregate_order_by

from app.base import clock
from app.base.errors import NotFound
from app.base.kinds import Category
from app.base.zones import day_in, last_day
from app.catalog.models import LineDay, StorefrontListing
from app.catalog.queries.gift_wishes import meets
from app.catalog.rules.arrival import Arrival, arrival_in
from app.catalog.rules.gift_shelf import Wish
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import Hands, Off, Pace, lay, ready_day, ready_from_stock
from app.catalog.rules.search import Search, Wanted, either, nearly_spelled, one_off, tsquery
from app.db.session import session

Listing = StorefrontListing
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def on_show(now: datetime) -> sa.ColumnElement[bool]:
    """The product is on show at this moment: inside its window and its maker not on leave."""
    on_leave = sa.and_(
        Listing.leave_from <= now, sa.or_(Listing.leave_until.is_(None), Listing.leave_until > now)
    )
    return sa.and_(
        Listing.visible_from <= now,
        sa.or_(Listing.visible_until.is_(None), Listing.visible_until > now),
        sa.or_(Listing.leave_from.is_(None), sa.not_(on_leave)),
    )


def official(now: datetime) -> sa.ColumnElement[bool]:
    """It is an official gift at this moment."""
    return sa.and_(Listing.gift_from <= now, Listing.gift_until > now)


def is_official(gift_from: datetime | None, gift_until: datetime | None, now: datetime) -> bool:
    """As `official`, of values."""
    return gift_from is not None and gift_until is not None and gift_from <= now < gift_until


def is_on_show(product_id: int, now: datetime) -> bool:
    """Buyers see this product at this moment."""
    return bool(
        session().scalar(sa.select(sa.exists().where(Listing.product_id == product_id, on_show(now))))
    )


def in_stock(now: datetime) -> sa.ColumnElement[bool]:
    """As many pieces as one order must have lie ready and may be sold at this moment."""
    return sa.and_(
        Listing.stock >= Listing.least_pieces,
        sa.or_(Listing.stock_until.is_(None), Listing.stock_until > now),
    )


class Order(StrEnum):
    """How a list is sorted."""

    BEST = "cocok"
    NEWEST = "terbaru"
    CHEAPEST = "termurah"
    LASTING = "terlama"
    """Of official gifts: those that stay so longest come first."""


@dataclass(frozen=True)
class Filters:
    """What narrows a list. `region` is a code of any level, `wish` is of official gifts."""

    category: Category | None = None
    region: str | None = None
    most: int | None = None
    supply: Supply | None = None
    official: bool = False
    halal: bool = False
    wish: Wish | None = None


@dataclass(frozen=True)
class Card:
    """A product in a list. `stock`: pieces that lie ready while enough for one order may be sold, else none. `ready_on` is
    the day on which the least that can be ordered now leaves the maker's hands, `arrival` when that is there, once the
    visitor has said where. Of an official gift: its last day as one in its maker's region, and the codes of its occasions."""

    product_id: int
    slug: str
    name: str
    seller_name: str
    seller_slug: str
    city_name: str
    price_from: int
    price_to: int
    unit_price: int | None
    unit: str | None
    photo_key: str | None
    photo_alt: str
    supply: Supply
    stock: int
    official: bool
    official_until: date | None
    occasions: Sequence[str]
    has_story: bool
    ready_on: date | None
    arrival: Arrival | None
    key: list[int | str]

    @property
    def sold_out(self) -> bool:
        return self.supply is Supply.READY and self.stock == 0

    @property
    def promised_on(self) -> date | None:
        """The day that the card names: when it is there if that was asked, else when it is ready."""
        if self.sold_out:
            return None
        return self.arrival.on if self.arrival is not None else self.ready_on


_COLUMNS = (
    Listing.product_id,
    Listing.slug,
    Listing.name,
    Listing.seller_name,
    Listing.seller_slug,
    Listing.city_name,
    Listing.price_from,
    Listing.price_to,
    Listing.unit_price,
    Listing.unit,
    Listing.photo_key,
    Listing.photo_alt,
    Listing.supply,
    Listing.stock,
    Listing.stock_until,
    Listing.least_pieces,
    Listing.gift_from,
    Listing.gift_until,
    Listing.gift_occasions,
    Listing.has_story,
    Listing.village_code,
    Listing.line_id,
    Listing.per_day,
    Listing.days_each,
    Listing.weekdays,
    Listing.finish_days,
    Listing.closed,
    Listing.ways,
    Listing.leave_from,
    Listing.leave_until,
    Listing.shown_since,
)


def cards(
    search: Search | None,
    filters: Filters,
    order: Order,
    after: list[int | str] | None,
    limit: int,
    to: str | None = None,
) -> list[Card]:
    """One page of a list. `after` is the key of the last card of the page before; `to` a kabupaten/kota to send to."""
    return _promised(_rows(search, filters, order, after, limit), clock.now(), to)


MOST_WALKED = 240
"""Rows of a list whose dates are counted for one page of it."""


@dataclass(frozen=True)
class InTime:
    """What can be had before a day. `after` is the key with which the walk goes on, None at the end of the list; `earliest`
    the first day on which anything that was walked can be had."""

    cards: Sequence[Card]
    walked: int
    after: list[int | str] | None
    earliest: date | None


def in_time(
    search: Search | None,
    filters: Filters,
    order: Order,
    after: list[int | str] | None,
    limit: int,
    before: date,
    to: str | None,
) -> InTime:
    """Walks a list and keeps what arrives (without `to`: is ready) before a day, by the engine that promises it.

    A date depends on what is taken of the hands, so no index knows it: a page walks a bounded number of rows, and
    whoever wants more goes on from there.
    """
    walked = cards(search, filters, order, after, MOST_WALKED + 1, to)
    there = walked[:MOST_WALKED]
    earliest = min((card.promised_on for card in there if card.promised_on), default=None)
    found = [
        (at, card) for at, card in enumerate(there, start=1) if card.promised_on and card.promised_on < before
    ]
    if len(found) > limit:
        at, last = found[limit - 1]
        return InTime([card for _, card in found[:limit]], at, last.key, earliest)
    onwards = there[-1].key if len(walked) > MOST_WALKED else None
    return InTime([card for _, card in found], len(there), onwards, earliest)


def _rows(
    search: Search | None, filters: Filters, order: Order, after: list[int | str] | None, limit: int
) -> Sequence[Any]:
    wanted = _narrowed(filters, clock.now())
    if search is None or search.is_empty:
        return _page(wanted, Order.NEWEST if order is Order.BEST else order, None, after, limit)
    rows = _page([*wanted, Listing.search.op("@@")(_vector(search))], order, _relevance(search), after, limit)
    if not rows:
        # nothing meets every word: a letter may be wrong
        session().execute(sa.text("SET LOCAL pg_trgm.word_similarity_threshold = 0.5"))
        rows = _page([*wanted, *_nearly(search)], order, _likeness(search), after, limit)
    return rows


def _page(
    wanted: Sequence[sa.ColumnElement[bool]],
    order: Order,
    score: Any,
    after: list[int | str] | None,
    limit: int,
) -> Sequence[Any]:
    query = sa.select(*_COLUMNS, (score if score is not None else sa.literal(0)).label("score"))
    query = query.where(on_show(clock.now()), *wanted)
    return session().execute(_walked(query, order, score, after).limit(limit)).all()


def _narrowed(filters: Filters, now: datetime) -> list[sa.ColumnElement[bool]]:
    wanted: list[sa.ColumnElement[bool]] = []
    if filters.category is not None:
        wanted.append(Listing.category == filters.category)
    if filters.region:
        column = Listing.province_code if len(filters.region) == 2 else Listing.city_code
        wanted.append(column == filters.region)
    if filters.most is not None:
        wanted.append(Listing.price_from <= filters.most)
    if filters.supply is not None:
        wanted.append(Listing.supply == filters.supply)
        if filters.supply is Supply.READY:
            wanted.append(in_stock(now))
    if filters.official:
        wanted.append(official(now))
    if filters.halal:
        wanted.append(Listing.halal_seen.is_(True))
    if filters.wish is not None:
        wanted += [official(now), *meets(filters.wish)]
    return wanted


def _tsquery(config: str, text: str | None) -> Any:
    return sa.func.to_tsquery(sa.cast(config, REGCONFIG), text)


def _vector(search: Search) -> Any:
    return _tsquery("indonesian", tsquery(search))


def _relevance(search: Search) -> sa.ColumnElement[int]:
    """Text relevance as a whole number, so that a key of it can be compared exactly."""
    return sa.cast(sa.func.ts_rank(Listing.search, _vector(search)) * 1_000_000, sa.BigInteger)


def _likeness(search: Search) -> sa.ColumnElement[int]:
    """How near the words come, as a whole number: one wrong letter stands before mere likeness."""
    near = [
        sa.func.word_similarity(wanted.word, Listing.search_text)
        + sa.case((Listing.search_text.op("~")(one_off(wanted.word)), 1.0), else_=0.0)
        for wanted in search.words
    ]
    return sa.cast(sum(near, sa.literal(0.0)) * 1_000_000, sa.BigInteger)


def _nearly(search: Search) -> list[sa.ColumnElement[bool]]:
    """Every word is met, or but for one letter, or nearly (trigrams); places are met exactly."""
    words = [sa.or_(met(wanted), *(_near(wanted) if len(wanted.word) > 3 else ())) for wanted in search.words]
    return words + [made_in(place) for place in search.places]


def met(wanted: Wanted) -> sa.ColumnElement[bool]:
    """A good's own words hold what is looked for."""
    return Listing.search.op("@@")(_tsquery("indonesian", either(wanted)))


def made_in(place: str) -> sa.ColumnElement[bool]:
    """Its maker's place is called so."""
    return Listing.search.op("@@")(_tsquery("indonesian", f"'{place}'"))


def _near(wanted: Wanted) -> list[sa.ColumnElement[bool]]:
    # trigrams alone miss most wrong letters of a short word; they stand in a query of their own to keep their index
    alike = sa.select(Listing.product_id).where(sa.literal(wanted.word).op("<%")(Listing.search_text))
    return [
        Listing.search_text.op("~")(one_off(wanted.word)),
        *map(met, nearly_spelled(wanted.word)),
        Listing.product_id.in_(alike),
    ]


def _walked(query: Any, order: Order, score: Any, after: list[int | str] | None) -> Any:
    since = Listing.shown_since
    if order is Order.CHEAPEST:
        query = query.order_by(Listing.price_from, Listing.product_id)
        if after and len(after) == 2:
            query = query.where(sa.tuple_(Listing.price_from, Listing.product_id) > sa.tuple_(*_ints(after)))
    elif order is Order.BEST:
        query = query.order_by(score.desc(), Listing.product_id.desc())
        if after and len(after) == 2:
            query = query.where(sa.tuple_(score, Listing.product_id) < sa.tuple_(*_ints(after)))
    else:
        when = Listing.gift_until if order is Order.LASTING else since
        query = query.order_by(when.desc(), Listing.product_id.desc())
        if after and len(after) == 2:
            micros, last = _ints(after)
            moment = EPOCH + timedelta(microseconds=min(max(micros, 0), 2**52))
            query = query.where(sa.tuple_(when, Listing.product_id) < sa.tuple_(moment, last))
    return query.add_columns(sa.literal(order.value).label("walk"))


def _ints(after: list[int | str]) -> tuple[int, int]:
    first, last = after
    return (int(first) if isinstance(first, int) else 0, int(last) if isinstance(last, int) else 0)


def _promised(rows: Sequence[Any], now: datetime, to: str | None) -> list[Card]:
    taken = promise_days({row.line_id for row in rows if row.line_id is not None}, now)
    return [_card(row, taken, now, to) for row in rows]


def _card(row: Any, taken: dict[int, dict[date, int]], now: datetime, to: str | None) -> Card:
    today = day_in(row.village_code, now)
    ready = ready_on(row, row.least_pieces, taken.get(row.line_id, {}), today)
    is_gift = is_official(row.gift_from, row.gift_until, now)
    walk = Order(row.walk)
    when = row.gift_until if walk is Order.LASTING else row.shown_since
    first = {
        Order.CHEAPEST: row.price_from,
        Order.BEST: row.score,
    }.get(walk, (when - EPOCH) // timedelta(microseconds=1))
    return Card(
        product_id=row.product_id,
        slug=row.slug,
        name=row.name,
        seller_name=row.seller_name,
        seller_slug=row.seller_slug,
        city_name=row.city_name,
        price_from=row.price_from,
        price_to=row.price_to,
        unit_price=row.unit_price,
        unit=row.unit,
        photo_key=row.photo_key,
        photo_alt=row.photo_alt,
        supply=row.supply,
        stock=stock_of(row, now),
        official=is_gift,
        official_until=last_day(row.gift_until, row.village_code) if is_gift else None,
        occasions=row.gift_occasions if is_gift else (),
        has_story=row.has_story,
        ready_on=ready,
        arrival=arrival(row, to, ready, today),
        key=[first, row.product_id],
    )


def stock_of(listing: Any, now: datetime) -> int:
    """Pieces that lie ready; none when fewer may be sold than one order must have."""
    is_past = listing.stock_until is not None and listing.stock_until <= now
    return 0 if is_past or listing.stock < listing.least_pieces else int(listing.stock)


def arrival(listing: Any, to: str | None, ready: date | None, today: date) -> Arrival | None:
    """Around which day what is ready on a day is in a kabupaten/kota; None when no place or no day is known."""
    if to is None or ready is None:
        return None
    return arrival_in(to, listing.village_code, listing.ways, ready, today)


def ready_on(listing: Any, pieces: int, taken: dict[date, int], today: date) -> date | None:
    """The day on which so many pieces are ready; None when they are not to be had within half a year."""
    if listing.supply is Supply.READY:
        return ready_from_stock(today, days_off(listing))
    hands = hands_of(listing, taken)
    plan = lay(pieces, hands, today)
    return ready_day(plan, hands) if plan else None


def hands_of(listing: Any, taken: dict[date, int]) -> Hands:
    """The hands behind a listing."""
    return Hands(
        Pace(listing.per_day, listing.days_each),
        taken,
        days_off(listing),
        listing.weekdays,
        listing.finish_days,
    )


def days_off(listing: Any) -> list[Off]:
    """Leave and closures that are not over, of whoever makes or packs this."""
    yesterday = clock.now().date() - timedelta(days=1)  # the zones are at most a day apart
    closed = [(date.fromisoformat(first), date.fromisoformat(last)) for first, last in listing.closed]
    if listing.leave_from is not None and listing.leave_until is not None:
        last = day_in(listing.village_code, listing.leave_until) - timedelta(days=1)
        closed.append((day_in(listing.village_code, listing.leave_from), last))
    return [one for one in closed if one[1] >= yesterday]


def promise_days(line_ids: Collection[int], now: datetime) -> dict[int, dict[date, int]]:
    """Line → what is already promised of its days, from yesterday on (the zones are at most a day apart)."""
    found: dict[int, dict[date, int]] = {line_id: {} for line_id in line_ids}
    if not line_ids:
        return found
    rows = session().execute(
        sa.select(LineDay.line_id, LineDay.day, LineDay.taken).where(
            LineDay.line_id.in_(line_ids), LineDay.day >= now.date() - timedelta(days=1), LineDay.taken > 0
        )
    )
    for line_id, day, pieces in rows:
        found[line_id][day] = pieces
    return found


def listing_of(slug: str) -> StorefrontListing:
    """A product that is on show now. Raises NotFound for anything else."""
    found = session().scalar(sa.select(Listing).where(Listing.slug == slug, on_show(clock.now())))
    if found is None:
        raise NotFound(slug)
    return found


def seller_cards(seller_id: int, limit: int, to: str | None = None) -> list[Card]:
    """What a gerai has on show, newest first."""
    return _promised(_of_seller(seller_id, limit), clock.now(), to)


def beside(
    listing: StorefrontListing, limit: int, to: str | None = None
) -> tuple[dict[date, int], list[Card]]:
    """What the hands of a product have promised already, and what else its gerai has on show.

    Together, because the cards ask the same of their hands: one statement for all.
    """
    now = clock.now()
    rows = [row for row in _of_seller(listing.seller_id, limit + 1) if row.product_id != listing.product_id]
    rows = rows[:limit]
    taken = promise_days({row.line_id for row in (listing, *rows) if row.line_id is not None}, now)
    own = taken[listing.line_id] if listing.line_id is not None else {}
    return own, [_card(row, taken, now, to) for row in rows]


def _of_seller(seller_id: int, limit: int) -> Sequence[Any]:
    query = sa.select(*_COLUMNS, sa.literal(0).label("score")).where(
        on_show(clock.now()), Listing.seller_id == seller_id
    )
    return session().execute(_walked(query, Order.NEWEST, None, None).limit(limit)).all()


def front_cards(limit: int, to: str | None = None) -> tuple[list[Card], list[Card]]:
    """For the home page, in two statements: what lies ready, and official gifts.

    The newest of each category first, so that no category fills the front; at most two of one gerai.
    """
    now = clock.now()
    place = sa.func.row_number().over(partition_by=Listing.seller_id, order_by=Listing.shown_since.desc())
    chosen = sa.case((official(now), 1), else_=0)
    inner = (
        sa.select(*_COLUMNS, Listing.category, place.label("place"), chosen.label("official"))
        .where(
            on_show(now),
            sa.or_(sa.and_(Listing.supply == Supply.READY, in_stock(now)), official(now)),
        )
        .subquery()
    )
    turn = sa.func.row_number().over(
        partition_by=[inner.c.official, inner.c.category], order_by=inner.c.shown_since.desc()
    )
    in_turn = sa.select(inner, turn.label("turn")).where(inner.c.place <= 2).subquery()
    shelf = sa.func.row_number().over(
        partition_by=in_turn.c.official, order_by=[in_turn.c.turn, in_turn.c.shown_since.desc()]
    )
    ranked = sa.select(in_turn, shelf.label("shelf")).subquery()
    query = sa.select(ranked, sa.literal(0).label("score"), sa.literal("terbaru").label("walk")).where(
        ranked.c.shelf <= limit
    )
    rows = session().execute(query.order_by(ranked.c.shelf)).all()
    found = _promised(rows, now, to)
    ready = [card for card in found if not card.official and card.supply is Supply.READY]
    return ready, [card for card in found if card.official]


@dataclass(frozen=True)
class Shelf:
    """The products of a category: how many are on show, and the photo of the newest."""

    count: int
    photo_key: str | None


def shelves() -> dict[Category, Shelf]:
    """The categories that have something on show."""
    newest = sa.func.array_agg(aggregate_order_by(Listing.photo_key, Listing.shown_since.desc()))
    rows = session().execute(
        sa.select(Listing.category, sa.func.count(), newest)
        .where(on_show(clock.now()))
        .group_by(Listing.category)
    )
    return {category: Shelf(count, photos[0]) for category, count, photos in rows}


def cities() -> list[tuple[str, str, int]]:
    """Code, name and number of products of every kabupaten/kota with something on show."""
    rows = session().execute(
        sa.select(Listing.city_code, Listing.city_name, sa.func.count())
        .where(on_show(clock.now()))
        .group_by(Listing.city_code, Listing.city_name)
        .order_by(Listing.city_name)
    )
    return [(code, name, count) for code, name, count in rows]
