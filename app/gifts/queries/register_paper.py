"""What stands on the printed register: entries that were found for her, gathered by agency for `app.paper.register`."""

from collections.abc import Sequence

from app.accounts import queries as people
from app.base import clock
from app.base.actor import HEAD, Actor
from app.base.zones import day_in
from app.gifts.queries import desk
from app.gifts.rules.hints import WHO_DECIDES
from app.gifts.rules.life import KIND_WORDS
from app.gifts.rules.recipients import plain
from app.gifts.rules.register import Entry, Received, Source, Wanted
from app.paper.handover import Signer
from app.paper.register import GivenLine, NamedRow, Register, RegisterRow
from app.regions import queries as regions
from app.regions.models import Agency

GIVEN_FREE = "Tanpa biaya"
"""Out of which money a maker's own gift was paid."""


def of(
    actor: Actor,
    shown: Sequence[Entry],
    wanted: Wanted,
    named: Sequence[Received] | None = None,
    *,
    test: bool,
) -> list[Register]:
    """A register for each agency of hers, also where nothing stands in it; `named`: names that she was given (`service.register`),
    None where she did not ask for them. The oldest hand-over first, as a book is written."""
    return [_of_agency(one, actor, shown, wanted, named, test=test) for one in desk.agencies(actor)]


def _of_agency(
    agency: Agency,
    actor: Actor,
    shown: Sequence[Entry],
    wanted: Wanted,
    named: Sequence[Received] | None,
    *,
    test: bool,
) -> Register:
    entries = sorted(
        (one for one in shown if one.agency_id == agency.id), key=lambda one: (one.on, one.source, one.id)
    )
    place = regions.get(agency.region_code)
    return Register(
        agency=agency.name,
        place=regions.town_name(place.code),
        period=wanted.period,
        chosen=wanted.words,
        rows=[_row(one) for one in entries],
        names=None if named is None else _names(named, agency.id),
        head=Signer(name=_head_of(agency.id), post=f"Kepala {agency.name}"),
        keeper=Signer(name=actor.name, post="Pengelola buku"),
        printed_on=day_in(agency.region_code, clock.now()),
        note=WHO_DECIDES,
        test=test,
    )


def _row(one: Entry) -> RegisterRow:
    is_bought = one.source is Source.REQUEST
    return RegisterRow(
        number=one.number,
        day=one.on,
        event=one.event,
        giver=one.giver,
        people=one.people,
        kinds=one.kind_words,
        for_everybody=one.for_everybody,
        lines=[
            GivenLine(pieces=line.pieces, name=line.name, maker=line.maker, price=line.price)
            for line in one.lines
        ],
        each=one.each,
        method=one.method,
        funds=one.funds_words or GIVEN_FREE,
        document=one.document,
        proofs=one.proofs or ([] if is_bought else ["jawaban pembuatnya"]),
        remarks=one.remarks,
    )


def _names(named: Sequence[Received], agency_id: int) -> list[NamedRow]:
    """One person's lines stand together."""
    mine = [one for one in named if one.entry.agency_id == agency_id]
    return [
        NamedRow(
            name=one.person.name,
            post=", ".join(filter(None, (one.person.post, one.person.institution))),
            kind=KIND_WORDS[one.person.kind] if one.person.kind else "",
            day=one.entry.on,
            event=one.entry.event,
            goods=", ".join(dict.fromkeys(line.name for line in one.entry.lines)),
            each=one.entry.each,
        )
        for one in sorted(mine, key=lambda one: (plain(one.person), one.entry.on, one.entry.id))
    ]


def _head_of(agency_id: int) -> str:
    """Who decides for it; empty, for the pen, where nobody or more than one does."""
    heads = [person for person, pokja in people.officers_of(agency_id).items() if pokja == HEAD]
    return people.person(heads[0]).name if len(heads) == 1 else ""
