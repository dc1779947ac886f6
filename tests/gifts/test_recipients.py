"""Names of recipients are the agency's alone: each reading is journalled, and after the hand-over nothing is ever deleted."""

from contextlib import suppress

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import NotFound
from app.db.journal import JournalEntry
from app.db.session import session
from app.gifts.models import GiftRecipient, GiftRequest
from app.gifts.queries import recipients as queries
from app.gifts.rules import recipients as rules
from app.gifts.rules.life import KIND_WORDS, Kind
from app.gifts.rules.recipients import (
    AlreadyCorrected,
    BadLines,
    NamedTwice,
    NeedsReason,
    NoName,
    Person,
    TooManyNames,
)
from app.gifts.service import recipients
from tests.support import gifts, handover, world

SITI = Person("Siti Aminah, M.Si.", "Kepala Bidang", "Dinas Uji", Kind.CIVIL_SERVANT)
JOHN = Person("John Smith", "Ambassador", "", Kind.FOREIGN_GUEST, "tamu utama")


def names_of(request: GiftRequest) -> list[str]:
    session().expire_all()
    return [one.name for one in queries.standing([request.id])]


def journal(what: str) -> int:
    return len(session().scalars(sa.select(JournalEntry).where(JournalEntry.what == what)).all())


def test_lines_of_a_spreadsheet_and_lines_with_semicolons_are_read_alike() -> None:
    wanted = [SITI, JOHN]
    tabs = (
        "Siti Aminah, M.Si.\tKepala Bidang\tDinas Uji\tASN\nJohn Smith\tAmbassador\t\tTamu asing\ttamu utama"
    )
    assert rules.read(tabs) == wanted
    assert rules.read(tabs.replace("\t", " ; ")) == wanted
    head = 'Golongan,Nama,Catatan,Jabatan,Instansi\nasn,"Siti Aminah, M.Si.",,Kepala Bidang,Dinas Uji\n'
    assert rules.read(f"\ufeff{head}tamu asing,John Smith,tamu utama,Ambassador,\n") == wanted


def test_a_comma_in_a_line_without_columns_belongs_to_the_name() -> None:
    assert rules.read("Siti Aminah, M.Si.\n\n  ;;\nBudi") == [Person("Siti Aminah, M.Si."), Person("Budi")]


def test_each_line_that_cannot_be_read_is_named_and_nothing_is_added(db) -> None:
    with pytest.raises(BadLines) as refusal:
        rules.read(f"Siti\n; Kepala\nBudi;;;Raja\nAni;a;b;Umum;c;d\n{'x' * 121}")
    assert refusal.value.problems == (
        "Baris 2: namanya kosong. Tulis namanya, atau hapus barisnya.",
        "Baris 3: golongan “Raja” belum dikenal. Tulis Pejabat, ASN, Tamu asing, atau Umum.",
        "Baris 4: ada 6 kolom, padahal paling banyak 5. Rapikan pemisahnya.",
        "Baris 5: ada tulisan lebih dari 120 huruf. Singkat dulu.",
    )


_word = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20).filter(
    lambda text: not set(text) & set(";\t\"',") and text.casefold() not in {"nama", "penerima"}
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.builds(Person, _word, _word, _word, st.sampled_from([None, *Kind]), _word), max_size=8))
def test_what_is_written_with_semicolons_is_read_back(people: list[Person]) -> None:
    lines = [
        ";".join((one.name, one.post, one.institution, KIND_WORDS[one.kind] if one.kind else "", one.words))
        for one in people
    ]
    assert rules.read("\n".join(lines)) == people


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused_by_the_line(text: str) -> None:
    with suppress(BadLines):
        assert all(one.name for one in rules.read(text))


def test_an_officer_keeps_the_list_and_each_reading_is_journalled(db) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    assert recipients.read(gifts.staff(), request.id) == []
    assert journal("gift recipients read") == 0
    assert recipients.add(gifts.staff(), request.id, [SITI, JOHN]) == 2
    rows = recipients.read(gifts.the_head(), request.id)
    assert [recipients.person_of(one) for one in rows] == [SITI, JOHN]
    assert journal("gift recipients read") == 1
    recipients.remove(gifts.staff(), request.id, rows[0].id)
    assert names_of(request) == ["John Smith"]
    assert session().scalars(sa.select(GiftRecipient.name)).all() == ["John Smith"]
    told = session().scalars(sa.select(JournalEntry).where(JournalEntry.what.like("gift recip%"))).all()
    assert not any("Siti" in str(one.facts) for one in told)


def test_nobody_of_another_agency_finds_a_name(db) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [SITI])
    row = queries.standing([request.id])[0]
    stranger = world.actor(world.OTHER_OFFICER)
    for attempt in (
        lambda: recipients.read(stranger, request.id),
        lambda: recipients.add(stranger, request.id, [JOHN]),
        lambda: recipients.remove(stranger, request.id, row.id),
        lambda: recipients.correct(stranger, request.id, row.id, JOHN, received=True, reason="x"),
    ):
        with pytest.raises(NotFound):
            attempt()
    assert (names_of(request), journal("gift recipients read")) == (["Siti Aminah, M.Si."], 0)


def test_a_list_longer_than_the_request_or_a_name_twice_is_refused_whole(db) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30), recipients=2)
    with pytest.raises(NoName):
        recipients.add(gifts.staff(), request.id, [SITI, Person("  ")])
    with pytest.raises(TooManyNames):
        recipients.add(gifts.staff(), request.id, [SITI, JOHN, Person("Budi")])
    with pytest.raises(NamedTwice):
        recipients.add(
            gifts.staff(), request.id, [SITI, Person("siti  aminah, m.si.", "kepala bidang", "dinas uji")]
        )
    assert names_of(request) == []
    recipients.add(gifts.staff(), request.id, [SITI, Person(SITI.name, "Kepala Seksi")])
    assert len(names_of(request)) == 2


def test_after_the_hand_over_a_name_is_put_right_by_a_row_that_says_why(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [SITI, JOHN])
    handover.handed_over(request)
    siti, john = queries.standing([request.id])
    with pytest.raises(NeedsReason):
        recipients.remove(gifts.staff(), request.id, siti.id)
    with pytest.raises(NeedsReason):
        recipients.add(gifts.staff(), request.id, [Person("Budi")])
    with pytest.raises(NeedsReason):
        recipients.correct(gifts.staff(), request.id, siti.id, SITI, received=False, reason="")
    assert len(names_of(request)) == 2
    recipients.correct(gifts.staff(), request.id, siti.id, SITI, received=False, reason="Berhalangan hadir.")
    with pytest.raises(AlreadyCorrected):
        recipients.correct(gifts.staff(), request.id, siti.id, SITI, received=True, reason="Hadir.")
    recipients.add(gifts.staff(), request.id, [Person("Budi")], "Mewakili Bu Siti.")
    rows = queries.all_of(request.id)
    assert [(one.name, one.received, one.replaces_id, one.reason) for one in rows] == [
        (SITI.name, True, None, ""),
        (JOHN.name, True, None, ""),
        (SITI.name, False, siti.id, "Berhalangan hadir."),
        ("Budi", True, None, "Mewakili Bu Siti."),
    ]
    assert (queries.count_of(request.id), john.name) == (2, JOHN.name)


def test_the_database_keeps_the_names_of_a_hand_over(db) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [SITI])
    with pytest.raises(sa.exc.IntegrityError, match="is history"), session().begin_nested():
        session().execute(sa.update(GiftRecipient).values(name="Lain"))
    handover.handed_over(request)
    with pytest.raises(sa.exc.IntegrityError, match="put them right"), session().begin_nested():
        session().execute(sa.delete(GiftRecipient))
    assert names_of(request) == [SITI.name]
