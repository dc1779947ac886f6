"""Papers of a request carry what really came, for whom, at which price; minutes of all makers are noted at once."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from app.base import clock
from app.base.errors import NotFound
from app.db.session import session
from app.gifts.models import GiftRequest
from app.gifts.queries import papers, requests
from app.gifts.rules.recipients import Person
from app.gifts.service import minuting, recipients, substituting
from app.gifts.service.minuting import NothingToNote
from app.orders.service import parcels
from app.paper.handover import HandedLine, SetSource, Signer, minutes_pdf, recipients_pdf, set_list_pdf
from app.payments.queries import bills
from app.payments.rules.minutes import Minutes
from app.payments.service import billing
from tests.support import gifts, handover, world

DAY = date(2026, 11, 22)


def two_makers(**wishes: object) -> GiftRequest:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    return gifts.agreed(one, two, **wishes)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_minutes_tell_what_came_of_each_maker_and_nothing_else(db) -> None:
    request = two_makers(document_number="027/12/2026")
    assert papers.minutes(request, test=False) is None
    handover.sent(request, "Gerai Dua")
    made = papers.minutes(request, test=False)
    assert made is not None
    [part] = made.parts
    assert (part.gerai, part.giver, part.place, part.day) == (
        "Gerai Dua",
        Signer(name="Ibu Dua", post="Pembuat"),
        "Kota Tangerang, Banten",
        None,
    )
    assert part.lines == [HandedLine(pieces=20, name="Keset Dua", variant="", price=45_000)]
    assert part.number == f"BAST-{request.number}-2"
    assert (made.agency, made.receiver, made.method, made.document, made.funds) == (
        "Dinas Uji",
        Signer(name="Bu Kepala", post="Kepala Dinas Uji"),
        "Pembelian langsung dengan kwitansi",
        "027/12/2026",
        "APBD",
    )
    text = words_of(minutes_pdf(made))
    assert "Sembilan ratus ribu rupiah" in text
    assert "Gerai Satu" not in text


def test_a_part_that_gave_way_to_a_substitute_is_on_no_paper(db) -> None:
    first, other = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(first)
    gone = handover.parts_by_maker(request)["Gerai Satu"].parcel
    parcels.decline(gifts.maker_of(first), gone.id, "Sakit.")
    need = requests.needs_of(request.id)[0]
    substituting.substitute(gifts.staff(), request.id, {need.id: {world.variant_of(other).id: 20}})
    session().expire_all()
    handover.sent(request, "Gerai Dua")
    made = papers.minutes(request, test=False)
    assert made is not None
    assert [(part.gerai, part.number) for part in made.parts] == [("Gerai Dua", f"BAST-{request.number}-2")]


def test_the_list_of_a_set_says_from_which_parcels_it_comes(db) -> None:
    request = two_makers()
    made = papers.set_list(request, test=False)
    number = handover.parts_by_maker(request)["Gerai Satu"].order.number
    assert (made.sets, made.place) == (20, "Jl. Daan Mogot No. 1, Kota Tangerang")
    assert [(one.each, one.name, one.sources) for one in made.items] == [
        (1, "Keset Satu", [SetSource(gerai="Gerai Satu", parcel=number, pieces=20)]),
        (1, "Keset Dua", [SetSource(gerai="Gerai Dua", parcel=number, pieces=20)]),
    ]
    assert "Gerai Dua" in words_of(set_list_pdf(made))


def test_the_list_to_sign_has_kept_names_first_and_a_line_for_everybody(db) -> None:
    request = two_makers(recipients=3)
    recipients.add(gifts.staff(), request.id, [Person("Siti Aminah", "Kepala Bidang", "Dinas Uji")])
    made = papers.to_sign(request, recipients.read(gifts.staff(), request.id), test=False)
    assert (made.rows, made.gift) == (3, "1 Keset Satu dan 1 Keset Dua")
    assert [(one.name, one.post) for one in made.recipients] == [("Siti Aminah", "Kepala Bidang, Dinas Uji")]
    assert "Siti Aminah" in words_of(recipients_pdf(made))


def test_names_are_on_no_paper_but_the_one_to_sign(db) -> None:
    request = two_makers()
    recipients.add(gifts.staff(), request.id, [Person("Siti Aminah")])
    handover.sent(request)
    made = papers.minutes(request, test=False)
    assert made is not None
    for pdf in (minutes_pdf(made), set_list_pdf(papers.set_list(request, test=False))):
        assert "Siti" not in words_of(pdf)


def test_minutes_of_all_that_came_are_noted_at_once_and_stand_on_the_paper(db) -> None:
    request = two_makers()
    with pytest.raises(NothingToNote):
        minuting.note_all(gifts.staff(), request.id, DAY)
    handover.sent(request)
    assert minuting.note_all(gifts.staff(), request.id, DAY, "000.3/12").count == 2
    made = papers.minutes(request, test=False)
    assert made is not None
    assert [(part.number, part.day) for part in made.parts] == [("000.3/12/1", DAY), ("000.3/12/2", DAY)]
    assert "tanggal dua puluh dua bulan November" in words_of(minutes_pdf(made))
    with pytest.raises(NothingToNote):
        minuting.note_all(gifts.staff(), request.id, DAY)


def test_the_days_of_a_bill_begin_only_with_both_notes(db) -> None:
    request = two_makers()
    handover.sent(request)
    part = handover.parts_by_maker(request)["Gerai Satu"]
    minuting.note_all(gifts.staff(), request.id, DAY)
    assert bills.of_parts([part.parcel.id])[part.parcel.id].bill.due_on is None
    billing.note_as_seller(handover.maker_of(part), part.parcel.id, Minutes(f"BAST-{request.number}-1", DAY))
    assert bills.of_parts([part.parcel.id])[part.parcel.id].bill.due_on == date(2026, 12, 22)


def test_a_maker_who_noted_something_else_holds_up_nobody_but_herself(db) -> None:
    request = two_makers()
    handover.sent(request)
    part = handover.parts_by_maker(request)["Gerai Satu"]
    billing.note_as_seller(handover.maker_of(part), part.parcel.id, Minutes("LAIN-1", DAY))
    noted = minuting.note_all(gifts.staff(), request.id, DAY, "000.3/12")
    assert noted.count == 1
    assert [name for name, _ in noted.refused] == ["Gerai Satu"]
    assert "LAIN-1" in noted.refused[0][1]
    assert minuting.note_all(gifts.staff(), request.id, DAY).count == 1


def test_any_officer_of_the_agency_reaches_its_bills_and_nobody_else(db) -> None:
    request = two_makers()
    part = handover.parts_by_maker(request)["Gerai Satu"].parcel
    for colleague in (gifts.staff(), gifts.the_head()):
        assert bills.agencys_bill(colleague, part.id).parcel.id == part.id
    for stranger in (world.OTHER_OFFICER, world.BUYER, world.ADMIN, world.SELLER):
        with pytest.raises(NotFound):
            bills.agencys_bill(world.actor(stranger), part.id)


def test_another_agency_notes_nothing(db) -> None:
    request = two_makers()
    handover.sent(request)
    with clock.at(handover.THAT_DAY), pytest.raises(NotFound):
        minuting.note_all(world.actor(world.OTHER_OFFICER), request.id, DAY)
