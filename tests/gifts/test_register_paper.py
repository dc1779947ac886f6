"""The register as it is handed in: of one's own agency, of what was looked for, with names only when asked, and journalled."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.journal import JournalEntry
from app.db.session import session
from app.gifts.queries import register, register_paper
from app.gifts.rules.life import Method
from app.gifts.rules.recipients import Person
from app.gifts.rules.register import Source, Wanted
from app.gifts.service import donations, minuting, recipients
from app.gifts.service import register as service
from app.paper.register import Register
from tests.support import gifts, handover, world
from tests.support.counting import statements
from tests.support.printing import texts_of

BOOK = "/dinas/cinderamata/buku"


def books(wanted: Wanted | None = None) -> list[Register]:
    shown = register.entries(gifts.staff(), wanted or Wanted())
    return register_paper.of(gifts.staff(), shown, wanted or Wanted(), test=False)


def words(answer: Any) -> str:
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert answer.headers["Cache-Control"] == "private, no-store"
    return "".join(" ".join(texts_of(answer.data)).replace("\u200b", "").split())


def journal() -> list[str]:
    query = sa.select(JournalEntry.what).where(JournalEntry.subject == "gift register")
    return list(session().scalars(query))


@pytest.fixture
def officer(signed_in: Any) -> Any:
    return signed_in(world.OFFICER)


def test_it_tells_what_was_given_how_it_was_bought_and_what_proves_it(db: Any) -> None:
    request = handover.ready(
        gifts.an_official_maker("Satu", stock=30), method=Method.SMALL, document_number="027/1/2026"
    )
    minuting.note_all(gifts.staff(), request.id, world.SUNDAY.date(), "000.3/12")
    handover.handed_over(request, {"Gerai Satu": 18}, people=18)
    gift = donations.ask(
        gifts.staff(),
        gifts.agency_id(),
        donations.Plea(world.variant_of(world.goods().ready).id, 2, "Tamu", handover.DAY, 2),
    )
    donations.agree(world.actor(world.SELLER), gift.id)
    [book] = books()
    bought, given = book.rows if book.rows[0].number == request.number else reversed(book.rows)
    assert (bought.number, bought.people, bought.kinds) == (request.number, 18, "ASN 5")
    assert (bought.method, bought.funds, bought.document) == ("Pengadaan langsung", "APBD", "027/1/2026")
    assert (bought.proofs, bought.each, bought.total) == (["000.3/12"], 45_000, 18 * 45_000)
    assert (given.method, given.funds, given.proofs) == (
        "Hibah penjual",
        "Tanpa biaya",
        ["jawaban pembuatnya"],
    )
    assert (book.agency, book.names, book.period) == ("Dinas Uji", None, "Semua tahun")
    [only] = books(Wanted(year=2026, source=Source.DONATION, above=1))
    assert (len(only.rows), only.period) == (1, "Tahun 2026")
    assert only.chosen == [("Jenis", "Hibah"), ("Nilai per penerima", "di atas Rp1")]


def test_its_head_signs_and_where_nobody_or_more_than_one_heads_it_the_place_is_left_for_the_pen(
    db: Any,
) -> None:
    assert [(one.head.name, one.head.post) for one in books()] == [("", "Kepala Dinas Uji")]
    gifts.the_head()
    [book] = books()
    assert (book.head.name, book.keeper.name) == ("Bu Kepala", "Ratna Petugas")


def test_a_page_of_it_is_printed_without_names_and_nothing_is_journalled(db: Any, officer: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [Person("Siti Rahayu", "Kepala")])
    handover.handed_over(request)
    with clock.at(handover.THAT_DAY):
        assert f"{BOOK}/buku-cinderamata.pdf?tahun=2026" in officer.get(f"{BOOK}?tahun=2026").text
        said = words(officer.get(f"{BOOK}/buku-cinderamata.pdf?tahun=2026"))
        none = words(officer.get(f"{BOOK}/buku-cinderamata.pdf?nilai=45.000"))
    assert request.number in said and "Tahun2026" in said and "Siti" not in said
    assert "Nihil." in none and "diatasRp45.000" in none and request.number not in none
    assert journal() == []


def test_names_are_printed_when_asked_for_which_is_journalled(db: Any, officer: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [Person("Siti Rahayu", "Kepala"), Person("Budi")])
    handover.handed_over(request)
    assert officer.get(f"{BOOK}/penerima.pdf").status_code == 405
    with clock.at(handover.THAT_DAY):
        said = words(officer.send(BOOK, to=f"{BOOK}/penerima.pdf"))
    assert said.index("Budi") < said.index("SitiRahayu")
    assert journal() == ["gift register exported with names"]


def test_another_agency_prints_its_own_empty_book(db: Any, signed_in: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    handover.handed_over(request)
    said = words(signed_in(world.OTHER_OFFICER).get(f"{BOOK}/buku-cinderamata.pdf"))
    assert request.number not in said and "Nihil." in said and "DinasUji," not in said


@pytest.mark.parametrize("who", [world.SELLER, world.CURATOR, world.BUYER])
def test_nobody_else_prints_it(db: Any, signed_in: Any, who: str) -> None:
    assert signed_in(who).get(f"{BOOK}/buku-cinderamata.pdf").status_code == 403


def test_a_book_of_many_asks_no_more_than_of_one(db: Any) -> None:
    counts = []
    for name in ("Satu", "Dua", "Tiga"):
        request = handover.ready(gifts.an_official_maker(name, stock=30))
        recipients.add(gifts.staff(), request.id, [Person("Siti")])
        handover.handed_over(request)
        session().expire_all()
        staff = gifts.staff()
        with statements() as seen:
            shown = register.entries(staff, Wanted())
            named = service.read_names(staff, shown, exported=True)
            register_paper.of(staff, shown, Wanted(), named, test=False)
        counts.append(len(seen))
    assert counts[0] == counts[-1] <= 16
