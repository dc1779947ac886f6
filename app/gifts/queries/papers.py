"""What stands on the papers of a request: facts gathered from its orders and bills, handed to `app.paper.handover`.

Whose request it is was asked before; here nothing is guarded.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from app.accounts import queries as people
from app.delivery import queries as posts
from app.gifts.models import GiftRecipient, GiftRequest
from app.gifts.queries import handover as handed
from app.gifts.queries import requests
from app.gifts.queries.requests import PartRow
from app.gifts.rules.handing_over import THERE
from app.gifts.rules.life import FUNDS_WORDS, METHOD_WORDS
from app.orders.models import Parcel
from app.paper.cards import MOST_COPIES
from app.paper.handover import (
    HandedLine,
    HandedPart,
    Handover,
    Recipient,
    RecipientList,
    SetItem,
    SetList,
    SetSource,
    Signer,
)
from app.payments.queries import bills
from app.payments.queries.bills import SellersBill
from app.regions import queries as regions
from app.sellers import queries as sellers


@dataclass(frozen=True)
class MakersPart:
    """One maker's parcel of a request with its rows, and the bill for it. `number` is that of her minutes: what both sides
    noted, before that our own proposal, which never changes because parts are only added."""

    parcel: Parcel
    rows: Sequence[PartRow]
    bill: SellersBill | None
    number: str

    @property
    def is_there(self) -> bool:
        return self.parcel.state in THERE

    @property
    def is_noted(self) -> bool:
        """The agency has noted the minutes of it."""
        return self.bill is not None and self.bill.bill.buyer_noted_at is not None


def makers_parts(gift: GiftRequest) -> list[MakersPart]:
    """Every maker's parcel of a request, those of makers who dropped out too, in a fixed order."""
    found: dict[int, list[PartRow]] = {}
    for row in requests.parts_of(gift):
        found.setdefault(row.parcel.id, []).append(row)
    bill_of = bills.of_parts(found)
    return [
        MakersPart(rows[0].parcel, rows, bill_of.get(parcel), _number(gift, at, bill_of.get(parcel)))
        for at, (parcel, rows) in enumerate(found.items(), start=1)
    ]


def _number(gift: GiftRequest, at: int, bill: SellersBill | None) -> str:
    noted = bill.bill.minutes_number if bill is not None else None
    return noted or f"BAST-{gift.number}-{at}"


def minutes(gift: GiftRequest, *, test: bool) -> Handover | None:
    """The minutes of every part that has come; None while none has."""
    parts = [one for one in makers_parts(gift) if one.is_there and any(row.coming for row in one.rows)]
    if not parts:
        return None
    agency = regions.agency(gift.agency_id)
    head = people.person(gift.agreed_by_id).name if gift.agreed_by_id else ""
    place = _place(gift)
    return Handover(
        request=gift.number,
        event=gift.event,
        event_on=gift.handed_over_on or gift.handover_on,
        agency=agency.name,
        agency_place=regions.get(agency.region_code).name,
        receiver=Signer(name=gift.signer, post=gift.signer_post),
        head=Signer(name=head, post=f"Kepala {agency.name}") if head and head != gift.signer else None,
        method=METHOD_WORDS[gift.method],
        document=gift.document_number,
        funds=FUNDS_WORDS[gift.funds],
        parts=[_part(one, place) for one in parts],
        test=test,
    )


def _part(one: MakersPart, place: str) -> HandedPart:
    _, home = sellers.with_place(one.parcel.seller_id)
    maker = next((name for _, name in sellers.members(one.parcel.seller_id)), one.parcel.seller_name)
    lines = {row.line.id: row.line for row in one.rows}
    coming: dict[int, int] = {}
    for row in one.rows:
        coming[row.line.id] = coming.get(row.line.id, 0) + row.coming
    return HandedPart(
        number=one.number,
        day=one.bill.bill.minutes_on if one.bill is not None else None,
        held_at=place,
        giver=Signer(name=maker, post="Pembuat"),
        gerai=one.parcel.seller_name,
        place=", ".join(home.path.split(", ")[-2:]) if home else "",
        lines=[
            HandedLine(
                pieces=pieces, name=lines[line].name, variant=lines[line].label, price=lines[line].price
            )
            for line, pieces in coming.items()
            if pieces
        ],
    )


def set_list(gift: GiftRequest, *, test: bool) -> SetList:
    """What goes into every set, and in which parcels it comes."""
    rows = [one for one in requests.parts_of(gift) if one.coming]
    numbers = {one.parcel.id: one.order.number for one in rows}
    items = []
    for need in requests.needs_of(gift.id):
        of_need = [one for one in rows if one.need_id == need.id]
        names = list(dict.fromkeys((one.line.name, one.line.label) for one in of_need))
        if not of_need:
            continue
        items.append(
            SetItem(
                each=need.pieces_each,
                name=" / ".join(dict.fromkeys(name for name, _ in names)),
                variant=names[0][1] if len(names) == 1 else "",
                sources=[
                    SetSource(gerai=one.parcel.seller_name, parcel=numbers[one.parcel.id], pieces=one.coming)
                    for one in of_need
                ],
            )
        )
    return SetList(
        request=gift.number,
        event=gift.event,
        event_on=gift.handed_over_on or gift.handover_on,
        agency=regions.agency(gift.agency_id).name,
        place=_place(gift),
        sets=gift.recipients,
        items=items,
        test=test,
    )


def to_sign(gift: GiftRequest, named: Sequence[GiftRecipient], *, test: bool) -> RecipientList:
    """The list on which recipients sign: names that the agency keeps, then empty lines."""
    rows = [one for one in requests.parts_of(gift) if one.coming]
    told = handed.of_request(gift)
    things = [
        (need.pieces_each, next((row.line.name for row in rows if row.need_id == need.id), ""))
        for need in requests.needs_of(gift.id)
    ]
    listed = [
        Recipient(name=one.name, post=", ".join(filter(None, (one.post, one.institution)))) for one in named
    ]
    return RecipientList(
        request=gift.number,
        event=gift.event,
        event_on=gift.handed_over_on or gift.handover_on,
        agency=regions.agency(gift.agency_id).name,
        place=_place(gift),
        gift=" dan ".join(f"{count} {name}" for count, name in things if name),
        rows=max(told.row.people if told else gift.recipients, len(listed)),
        recipients=listed,
        giver=Signer(name=gift.signer, post=gift.signer_post),
        test=test,
    )


@dataclass(frozen=True)
class CardsOf:
    """A good of a request, and how many story cards of it lie in its sets: one beside each piece, at the most as many as one
    file holds."""

    product_id: int
    name: str
    maker: str
    pieces: int

    @property
    def copies(self) -> int:
        return min(self.pieces, MOST_COPIES)


def cards_of(parts: Sequence[MakersPart]) -> list[CardsOf]:
    """Every good that comes, once, in the order of its makers; boxes of a maker have a story too."""
    found: dict[int, CardsOf] = {}
    for one in parts:
        for row in one.rows:
            product = row.line.product_id
            known = found[product].pieces if product in found else 0
            if row.coming:
                found[product] = CardsOf(product, row.line.name, one.parcel.seller_name, known + row.coming)
    return list(found.values())


def _place(gift: GiftRequest) -> str:
    """Where goods change hands: at the post, or where the event is."""
    post = posts.post(gift.post_id) if gift.post_id is not None else None
    if post is not None:
        return f"{post.name}, {regions.town_name(post.village_code)}"
    return f"{gift.street}, {regions.town_name(gift.village_code)}"
