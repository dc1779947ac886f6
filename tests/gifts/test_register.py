"""The register holds what was handed over, sums it up honestly, and shows names only to the agency, journalled."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.db.journal import JournalEntry
from app.db.session import session
from app.gifts.queries import register as queries
from app.gifts.rules.life import Funds, Kind, Method
from app.gifts.rules.recipients import Person
from app.gifts.rules.register import Entry, EntryLine, Received, Source, Wanted, by_recipient
from app.gifts.service import donations, minuting, recipients, register
from tests.support import gifts, handover, world
from tests.support.counting import statements

ENTRY = Entry(
    source=Source.REQUEST,
    id=1,
    agency_id=1,
    number="CM-11111",
    event="Rapat",
    on=date(2026, 12, 21),
    giver="Dinas Uji",
    people=20,
    kinds={Kind.OFFICIAL: 5},
    lines=[
        EntryLine("Keset", "Gerai Satu", 15, 45_000, 7, 1),
        EntryLine("Keset", "Gerai Dua", 5, 50_000, 7, 1),
    ],
    funds=Funds.APBD,
    method="Pengadaan langsung",
    document="",
    minutes=(),
    photos=0,
    for_everybody=False,
)


def entries(wanted: Wanted | None = None) -> list[Entry]:
    return queries.entries(gifts.staff(), wanted or Wanted())


def journal() -> Sequence[JournalEntry]:
    query = sa.select(JournalEntry).where(JournalEntry.subject == "gift register").order_by(JournalEntry.id)
    return session().scalars(query).all()


def test_what_was_handed_over_is_an_entry_with_what_was_really_given(db) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = handover.ready(one, two, for_everybody=True, document_number="027/12/2026", method=Method.SMALL)
    assert entries() == []
    handover.handed_over(request, {"Gerai Satu": 18, "Gerai Dua": 20}, people=18)
    [entry] = entries()
    assert (entry.number, entry.event, entry.on, entry.giver, entry.people) == (
        request.number,
        "Rapat Kerja Daerah",
        handover.DAY,
        "Dinas Uji",
        18,
    )
    assert [(line.name, line.maker, line.pieces, line.price) for line in entry.lines] == [
        ("Keset Satu", "Gerai Satu", 18, 45_000),
        ("Keset Dua", "Gerai Dua", 20, 45_000),
    ]
    assert (entry.total, entry.each) == (38 * 45_000, 90_000)
    assert (entry.funds, entry.method, entry.document, entry.for_everybody, entry.kinds) == (
        Funds.APBD,
        "Pengadaan langsung",
        "027/12/2026",
        True,
        {Kind.CIVIL_SERVANT: 5},
    )


def test_the_numbers_of_minutes_are_its_proofs(db) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    request = handover.ready(one, two)
    noted = minuting.note_all(gifts.staff(), request.id, world.SUNDAY.date())
    assert (noted.count, noted.refused) == (2, [])
    handover.handed_over(request)
    assert entries()[0].minutes == [f"BAST-{request.number}-1", f"BAST-{request.number}-2"]


def test_what_is_on_its_way_or_of_another_agency_is_no_entry(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    assert entries() == []
    handover.handed_over(request)
    assert queries.entries(world.actor(world.OTHER_OFFICER), Wanted()) == []


def test_where_makers_took_different_prices_the_highest_counts_for_a_recipient() -> None:
    assert (ENTRY.each, ENTRY.total, ENTRY.pieces) == (50_000, 925_000, 20)
    box = EntryLine("Kotak", "Gerai Dua", 20, 10_000, 8, 1)
    pair = EntryLine("Gantungan", "Gerai Tiga", 40, 5_000, 9, 2)
    assert replace(ENTRY, lines=[*ENTRY.lines, box, pair]).each == 70_000


def test_a_shared_gift_is_worth_its_part_rounded_up() -> None:
    shared = replace(ENTRY, source=Source.DONATION, people=3, lines=[EntryLine("K", "G", 1, 100_000, 0, 1)])
    assert shared.each == 33_334


def test_it_is_filtered_by_year_kind_funds_source_and_a_value_of_the_readers_own() -> None:
    takes = lambda **wishes: Wanted(**wishes).takes(ENTRY)  # noqa: E731
    assert takes()
    assert (takes(year=2026), takes(year=2027)) == (True, False)
    assert (takes(kind=Kind.OFFICIAL), takes(kind=Kind.PUBLIC)) == (True, False)
    assert (takes(funds=Funds.APBD), takes(funds=Funds.PKK)) == (True, False)
    assert (takes(source=Source.REQUEST), takes(source=Source.DONATION)) == (True, False)
    assert (takes(above=49_999), takes(above=50_000)) == (True, False)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Siti", "SITI ", "Budi"]), st.sampled_from([2026, 2027]), st.integers(1, 9)
        ),
        max_size=12,
    )
)
def test_totals_of_recipients_add_up_to_all_that_was_received(given_to: list[tuple[str, int, int]]) -> None:
    received = [
        Received(
            Person(name),
            replace(ENTRY, on=date(year, 6, 1), lines=[EntryLine("K", "G", 20, price, 7, 1)]),
        )
        for name, year, price in given_to
    ]
    rows = by_recipient(received)
    assert sum(one.total for one in rows) == sum(price for _, _, price in given_to)
    assert sum(one.times for one in rows) == len(given_to)
    people = {(name.strip().casefold(), year) for name, year, _ in given_to}
    assert {(one.person.name.strip().casefold(), one.year) for one in rows} == people
    assert len(rows) == len(people)


def test_names_are_read_by_the_agency_alone_and_each_reading_is_journalled(db) -> None:
    first = handover.ready(gifts.an_official_maker("Satu", stock=60))
    recipients.add(gifts.staff(), first.id, [Person("Siti Aminah", "Kepala Bidang"), Person("Budi")])
    handover.handed_over(first)
    shown = entries()
    assert journal() == []
    found = register.read_names(gifts.staff(), shown, exported=False)
    assert [(one.person.name, one.times, one.total) for one in by_recipient(found)] == [
        ("Budi", 1, 45_000),
        ("Siti Aminah", 1, 45_000),
    ]
    register.read_names(gifts.staff(), shown, exported=True)
    assert [(one.what, one.facts) for one in journal()] == [
        ("gift register read with names", {"people": 2, "requests": [first.number]}),
        ("gift register exported with names", {"people": 2, "requests": [first.number]}),
    ]


def test_who_did_not_receive_after_all_is_not_counted(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=60))
    recipients.add(gifts.staff(), request.id, [Person("Siti"), Person("Budi")])
    handover.handed_over(request)
    siti = recipients.read(gifts.staff(), request.id)[0]
    recipients.correct(gifts.staff(), request.id, siti.id, Person("Siti"), received=False, reason="Pulang.")
    assert [one.person.name for one in queries.received(entries())] == ["Budi"]


def test_a_register_of_many_asks_no_more_than_of_one(db) -> None:
    counts = []
    for name in ("Satu", "Dua", "Tiga"):
        handover.handed_over(handover.ready(gifts.an_official_maker(name, stock=30)))
        one = donations.ask(
            gifts.staff(),
            gifts.agency_id(),
            donations.Plea(world.variant_of(world.goods().ready).id, 1, "Tamu", date(2026, 12, 1), 1),
        )
        donations.agree(world.actor(world.SELLER), one.id)
        session().expire_all()
        staff = gifts.staff()
        with statements() as seen:
            queries.entries(staff, Wanted())
        counts.append(len(seen))
    assert counts[0] == counts[-1] <= 8  # two of them ask what was recalled
