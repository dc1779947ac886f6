"""The register of an agency: what was handed over by its requests, and what makers gave."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import sqlalchemy as sa

from app.base.actor import Actor
from app.db.session import session
from app.gifts.models import (
    Donation,
    GiftHanded,
    GiftHandover,
    GiftHandoverPhoto,
    GiftNeed,
    GiftRequest,
)
from app.gifts.queries import recalled, recipients
from app.gifts.rules.donations import DonationState
from app.gifts.rules.life import METHOD_WORDS, Kind, agencies_of
from app.gifts.rules.recipients import Person
from app.gifts.rules.register import Entry, EntryLine, Received, Source, Wanted
from app.orders.models import OrderLine, Parcel
from app.payments.queries import bills
from app.regions.models import Agency


def entries(actor: Actor, wanted: Wanted) -> list[Entry]:
    """Of her agencies, what she looks for, the latest first."""
    agencies = agencies_of(actor)
    found = _with_recalls([*_of_requests(agencies), *_of_donations(agencies)])
    return sorted((one for one in found if wanted.takes(one)), key=lambda one: (one.on, one.id), reverse=True)


def _with_recalls(found: Sequence[Entry]) -> list[Entry]:
    ids = {source: [one.id for one in found if one.source is source] for source in Source}
    known = recalled.in_register(ids[Source.DONATION], ids[Source.REQUEST])
    by_source = {Source.DONATION: known.donations, Source.REQUEST: known.requests}
    return [replace(one, recalled=by_source[one.source].get(one.id, ())) for one in found]


def years(actor: Actor) -> list[int]:
    """In which something is written, the latest first."""
    return sorted({one.on.year for one in entries(actor, Wanted())}, reverse=True)


def received(shown: Sequence[Entry]) -> list[Received]:
    """The names of these entries. Only `service.register.read_names` asks for them, which journals it."""
    by_id = {one.id: one for one in shown if one.source is Source.REQUEST}
    return [
        Received(Person(row.name, row.post, row.institution, row.kind, row.words), by_id[row.request_id])
        for row in recipients.standing(by_id)
        if row.received
    ]


def _of_requests(agencies: Collection[int]) -> list[Entry]:
    rows = (
        session()
        .execute(
            sa.select(GiftRequest, GiftHandover.people, Agency.name)
            .join(GiftHandover, GiftHandover.request_id == GiftRequest.id)
            .join(Agency, Agency.id == GiftRequest.agency_id)
            .where(GiftRequest.agency_id.in_(agencies))
        )
        .all()
    )
    ids = [request.id for request, _, _ in rows]
    lines, minutes = _lines(ids)
    photos = _photos(ids)
    return [
        Entry(
            source=Source.REQUEST,
            id=request.id,
            agency_id=request.agency_id,
            number=request.number,
            event=request.event,
            on=request.handed_over_on or request.handover_on,
            giver=agency,
            people=people,
            kinds={Kind(kind): count for kind, count in request.kinds.items()},
            lines=lines[request.id],
            funds=request.funds,
            method=METHOD_WORDS[request.method],
            document=request.document_number,
            minutes=minutes[request.id],
            photos=photos.get(request.id, 0),
            for_everybody=request.for_everybody,
        )
        for request, people, agency in rows
    ]


def _lines(ids: Collection[int]) -> tuple[Mapping[int, list[EntryLine]], Mapping[int, list[str]]]:
    """Request → what was given, and the numbers of the minutes that were noted of it."""
    lines: dict[int, list[EntryLine]] = defaultdict(list)
    parcels: dict[int, int] = {}
    rows = session().execute(
        sa.select(GiftHanded, OrderLine, Parcel.id, Parcel.seller_name, GiftNeed.pieces_each)
        .join(OrderLine, OrderLine.id == GiftHanded.order_line_id)
        .join(Parcel, Parcel.id == OrderLine.parcel_id)
        .join(GiftNeed, GiftNeed.id == GiftHanded.need_id)
        .where(GiftHanded.request_id.in_(ids))
        .order_by(GiftNeed.position, Parcel.id, OrderLine.id)
    )
    for handed, line, parcel_id, seller, each in rows:
        parcels[parcel_id] = handed.request_id
        if handed.given:
            name = f"{line.name}, {line.label}" if line.label else line.name
            lines[handed.request_id].append(
                EntryLine(name, seller, handed.given, line.price, handed.need_id, each)
            )
    minutes: dict[int, list[str]] = defaultdict(list)
    for parcel_id, bill in sorted(bills.of_parts(parcels).items()):
        if bill.bill.minutes_number:
            minutes[parcels[parcel_id]].append(bill.bill.minutes_number)
    return lines, minutes


def _photos(ids: Collection[int]) -> dict[int, int]:
    rows = session().execute(
        sa.select(GiftHandoverPhoto.request_id, sa.func.count())
        .where(GiftHandoverPhoto.request_id.in_(ids))
        .group_by(GiftHandoverPhoto.request_id)
    )
    return {request_id: count for request_id, count in rows}


def _of_donations(agencies: Collection[int]) -> list[Entry]:
    rows = session().execute(
        sa.select(Donation, Agency.name)
        .join(Agency, Agency.id == Donation.agency_id)
        .where(Donation.agency_id.in_(agencies), Donation.state == DonationState.AGREED)
    )
    return [
        Entry(
            source=Source.DONATION,
            id=one.id,
            agency_id=one.agency_id,
            number=one.number,
            event=one.event,
            on=one.event_on,
            giver=one.seller_name,
            people=one.people,
            kinds={},
            lines=[EntryLine(one.goods_name, one.seller_name, one.pieces, one.price, 0, 1)],
            funds=None,
            method="Hibah penjual",
            document="",
            minutes=(),
            photos=0,
            for_everybody=one.for_everybody,
        )
        for one, _ in rows
    ]
