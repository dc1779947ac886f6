"""How far the parts of a request are, and its days as they stand in the orders."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base import clock
from app.base.money import Rupiah
from app.base.zones import day_in
from app.db.session import session
from app.delivery.rules.services import OWN
from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.gifts.queries.requests import PartRow
from app.gifts.rules import days, telling
from app.gifts.rules.life import RequestState
from app.gifts.rules.schedule import Made, Span, Stretch, day_by_day, lateness
from app.gifts.rules.telling import AtPost, Claim, LaterDay, Part
from app.orders.models import Consolidation, DelayRequest, Order, OrderLine, Parcel
from app.orders.queries import complaints, delays
from app.orders.queries import order as orders
from app.orders.rules.hub import GONE
from app.regions import queries as regions
from app.sellers.models import Seller


@dataclass(frozen=True)
class MakersShare:
    """What one maker brings of an order. `line`: where it stands (`rules.telling`); `calls`: what the officer has to do about
    it; `waits`: complaints in which somebody else acts; `late`: why it is or will be late; `place`: her kabupaten/kota."""

    parcel: Parcel
    order: Order
    place: str
    lines: Sequence[tuple[OrderLine, int]]
    """With the pieces that still come, or came."""
    is_substitute: bool
    late: str
    line: str
    calls: Sequence[str]
    waits: Sequence[str]

    @property
    def is_gone(self) -> bool:
        return self.parcel.state in GONE


@dataclass(frozen=True)
class Progress:
    """Parts: first those that call for the officer, then late ones, those that fell out last. `goods` and `sending` in rupiah, of what comes."""

    shares: Sequence[MakersShare]
    spans: Sequence[Span]
    needed_on: date
    goods: Rupiah
    sending: Rupiah
    posts: Mapping[int, str]
    """Consolidation → the post where it is gathered."""

    @property
    def total(self) -> Rupiah:
        return Rupiah(self.goods + self.sending)

    @property
    def late(self) -> int:
        return sum(bool(one.late) for one in self.shares)

    @property
    def coming(self) -> int:
        """Parts that still come, or came."""
        return sum(not one.is_gone for one in self.shares)

    @property
    def there(self) -> int:
        """Parts that are where they are needed, or lie at the post where the agency fetches them."""
        return sum(one.parcel.state in requests.THERE for one in self.shares)


def of(gift: GiftRequest) -> Progress:
    """Of a request that was submitted, in a number of statements that does not grow with its makers."""
    rows = requests.parts_of(gift)
    needed_on = days.needed_on(gift.handover_on)
    today = day_in(gift.village_code, clock.now())
    wholes = _wholes([one.parcel for one in rows])
    shares = _shares(gift, rows, wholes, today)
    coming = [one for one in shares if not one.is_gone]
    slots = _slots([line.id for one in coming for line, _ in one.lines])
    return Progress(
        shares=sorted(
            shares,
            key=lambda one: (one.is_gone, not one.calls, not one.late, one.parcel.ready_on, one.parcel.id),
        ),
        spans=day_by_day(
            [_stretch(one, slots) for one in coming],
            needed_on,
            gift.handover_on,
            max((one.ready_on for one in wholes.values()), default=None),
        ),
        needed_on=needed_on,
        goods=Rupiah(sum(line.price * pieces for one in coming for line, pieces in one.lines)),
        sending=Rupiah(sum(one.parcel.fee for one in coming)),
        posts={one.id: one.post_name for one in wholes.values()},
    )


def _shares(
    gift: GiftRequest, rows: Sequence[PartRow], wholes: Mapping[int, Consolidation], today: date
) -> list[MakersShare]:
    """Once it was handed over, nothing is waited for any more."""
    parcels = {one.parcel.id: one for one in rows}
    lines: dict[int, dict[int, tuple[OrderLine, int]]] = defaultdict(dict)
    for one in rows:  # two needs may share a line
        _, before = lines[one.parcel.id].get(one.line.id, (one.line, 0))
        lines[one.parcel.id][one.line.id] = (one.line, before + one.coming)
    places = _places([one.parcel.seller_id for one in rows])
    needed_on = days.needed_on(gift.handover_on)
    asked = gift.state is not RequestState.WAITING
    later = delays.open_among(parcels) if asked else {}
    claims = complaints.open_among(parcels) if asked else {}
    found = []
    for parcel_id, one in parcels.items():
        parcel = one.parcel
        part = Part(
            state=parcel.state,
            region=gift.village_code,
            promised_on=parcel.promised_on,
            ready_on=parcel.ready_on,
            arrives_on=parcel.arrives_on,
            needed_on=needed_on,
            way=parcel.way,
            answer_by=parcel.answer_by,
            answered_at=parcel.answered_at,
            brought_at=parcel.brought_at,
            packed_at=parcel.packed_at,
            sent_at=parcel.sent_at,
            received_at=parcel.received_at,
            assumed=parcel.receipt_assumed,
            courier=parcel.courier or "",
            tracking=parcel.tracking or "",
            why=parcel.decline_reason or "",
            post=_at_post(wholes.get(parcel.consolidation_id or 0)),
            asks=_later_day(later.get(parcel_id)),
            claims=[Claim(claim.kind, claim.state, claim.due_at) for claim in claims.get(parcel_id, ())],
        )
        found.append(
            MakersShare(
                parcel=parcel,
                order=one.order,
                place=places.get(parcel.seller_id, ""),
                lines=list(lines[parcel_id].values()),
                is_substitute=one.is_substitute,
                late=""
                if gift.handed_over_on
                else lateness(
                    parcel.state,
                    parcel.ready_on,
                    parcel.arrives_on,
                    needed_on,
                    today,
                    through_post=parcel.consolidation_id is not None,
                ),
                line=telling.line(part),
                calls=telling.calls(part, today),
                waits=telling.waited_for(part),
            )
        )
    return found


def _at_post(whole: Consolidation | None) -> AtPost | None:
    if whole is None:
        return None
    is_asked = whole.asked_at is not None and whole.answered_at is None
    return AtPost(
        name=whole.post_name,
        state=whole.state,
        bring_by=max(whole.bring_by, whole.wait_until or whole.bring_by),
        ready_on=whole.ready_on,
        answer_by=whole.answer_by if is_asked else None,
    )


def _later_day(asked: DelayRequest | None) -> LaterDay | None:
    return LaterDay(asked.new_ready_on, asked.new_arrives_on, asked.answer_by) if asked else None


def _places(seller_ids: Sequence[int]) -> dict[int, str]:
    """Seller → her kabupaten/kota."""
    rows = session().execute(
        sa.select(Seller.id, sa.func.left(Seller.village_code, 5)).where(Seller.id.in_(set(seller_ids)))
    )
    cities = {seller: city for seller, city in rows}
    names = regions.names(set(cities.values()))
    return {seller: names.get(city, "") for seller, city in cities.items()}


def _wholes(parcels: Sequence[Parcel]) -> dict[int, Consolidation]:
    ids = {one.consolidation_id for one in parcels if one.consolidation_id is not None}
    if not ids:
        return {}
    found = session().scalars(sa.select(Consolidation).where(Consolidation.id.in_(ids)))
    return {one.id: one for one in found}


def _slots(line_ids: Sequence[int]) -> dict[int, dict[date, int]]:
    found: dict[int, dict[date, int]] = defaultdict(dict)
    for one in orders.slots_of(line_ids):
        found[one.order_line_id][one.day] = one.pieces
    return found


def _stretch(one: MakersShare, slots: Mapping[int, Mapping[date, int]]) -> Stretch:
    return Stretch(
        maker=one.parcel.seller_name,
        place=one.place,
        goods=[Made(_name(line), pieces, slots.get(line.id, {})) for line, pieces in one.lines],
        ready_on=one.parcel.ready_on,
        arrives_on=one.parcel.arrives_on,
        service=one.parcel.service,
        through_post=one.parcel.consolidation_id is not None,
        by_hand=one.parcel.way == OWN,
    )


def _name(line: OrderLine) -> str:
    return f"{line.name} ({line.label})" if line.label else line.name
