"""Pages of a hand-over, of names, papers, hints, register and gifts of makers, as their people open them."""

import csv
import io
import re
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.journal import JournalEntry
from app.db.session import session
from app.gifts.models import Donation, GiftRecipient, GiftRequest
from app.gifts.queries import recipients as names
from app.gifts.queries import register
from app.gifts.rules.life import Kind, RequestState
from app.gifts.rules.recipients import Person
from app.gifts.rules.register import Wanted
from app.gifts.service import donations, recipients
from app.gifts.service.donations import Plea
from tests.gifts.test_hints import CLAIMS
from tests.support import gifts, handover, pictures, world
from tests.support.counting import statements


def page_of(request: GiftRequest) -> str:
    return f"/dinas/cinderamata/{request.id}"


def state_of(request: GiftRequest) -> RequestState:
    session().expire_all()
    return session().get_one(GiftRequest, request.id).state


@pytest.fixture
def officer(signed_in: Any) -> Any:
    return signed_in(world.OFFICER)


def test_an_officer_writes_down_a_hand_over_and_it_stands_on_the_page_and_in_the_register(
    db: Any, officer: Any
) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    assert "Catat serah terima" in officer.get(page_of(request)).text
    form = f"{page_of(request)}/serah-terima"
    part = handover.parts_by_maker(request)["Gerai Satu"]
    field = f"given_{part.line.id}_{part.need_id}"
    assert f'name="{field}"' in officer.get(form).text
    photo = (io.BytesIO(pictures.written(pictures.quarters())), "serah.jpg")
    with clock.at(handover.THAT_DAY):
        wrong = officer.send(form, on="2026-12-21", people="20", words="Terima kasih", **{field: "21"})
        assert "Isi antara 0 dan 20." in wrong.text
        assert "Terima kasih" in wrong.text
        late = officer.send(form, on="2026-12-22", people="20", words="Terima kasih", **{field: "18"})
        assert "Hari serah terimanya belum tiba." in late.text
        assert state_of(request) is RequestState.UNDER_WAY
        done = officer.send(
            form, on="2026-12-21", people="18", words="Terima kasih", photos=photo, **{field: "18"}
        )
        assert (done.status_code, done.location) == (303, page_of(request))
        shown = officer.get(page_of(request)).text
        again = officer.get(form)
    assert again.location == page_of(request)
    for words in ("18 dari 20 orang menerima", "Tersisa 2 buah", "Terima kasih", "Foto serah terima 1"):
        assert words in shown
    book = officer.get("/dinas/cinderamata/buku").text
    for words in (request.number, "1 serah terima, Rp810.000", "Rp45.000", "1 foto"):
        assert words in book


def test_before_anything_came_there_is_nothing_to_hand_over(db: Any, officer: Any) -> None:
    request = gifts.agreed(gifts.an_official_maker("Satu", stock=30))
    assert "Catat serah terima" not in officer.get(page_of(request)).text
    assert officer.get(f"{page_of(request)}/serah-terima").location == page_of(request)
    assert officer.get(f"{page_of(request)}/berita-acara.pdf").status_code == 404
    draft = gifts.drafted(gifts.an_official_maker("Dua", stock=30))
    assert officer.get(f"{page_of(draft)}/serah-terima").location == page_of(draft)


def test_names_are_typed_pasted_and_deleted_and_nothing_typed_is_lost(db: Any, officer: Any) -> None:
    request = gifts.drafted(gifts.an_official_maker("Satu", stock=30), recipients=3)
    page = f"{page_of(request)}/penerima"
    assert (
        officer.send(page, to=f"{page}/satu", name="Siti <b>", post="Kepala", kind="official").status_code
        == 303
    )
    wrong = officer.send(page, to=f"{page}/tempel", lines="Budi;Staf\n;Tanpa nama\nAni;;;Raja")
    assert "Baris 2: namanya kosong." in wrong.text
    assert "Baris 3: golongan “Raja” belum dikenal." in wrong.text
    assert "Budi;Staf" in wrong.text
    assert names.count_of(request.id) == 1
    assert officer.send(page, to=f"{page}/tempel", lines="Budi\tStaf\nAni").status_code == 303
    shown = officer.get(page).text
    assert "Siti &lt;b&gt;" in shown
    assert "3 dari 3 orang" in shown
    more = officer.send(page, to=f"{page}/satu", name="Dewi", post="Staf")
    assert "Permintaan ini untuk 3 orang" in more.text
    assert 'value="Dewi"' in more.text
    row = session().scalars(sa.select(GiftRecipient.id).where(GiftRecipient.name == "Ani")).one()
    assert officer.send(page, to=f"{page}/{row}/hapus").status_code == 303
    assert names.count_of(request.id) == 2


def test_after_the_hand_over_a_name_is_corrected_with_a_reason(db: Any, officer: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [Person("Siti")])
    handover.handed_over(request)
    page = f"{page_of(request)}/penerima"
    row = names.standing([request.id])[0].id
    assert "Hapus" not in officer.get(page).text
    assert "Cinderamatanya sudah diserahkan" in officer.send(page, to=f"{page}/satu", name="Budi").text
    correction = f"{page}/{row}/perbaiki"
    refused = officer.send(correction, name="Siti Aminah", received="ya")
    assert "Tulis alasan perbaikannya" in refused.text
    assert 'value="Siti Aminah"' in refused.text
    assert (
        officer.send(correction, name="Siti Aminah", received="ya", reason="Salah tulis.").status_code == 303
    )
    shown = officer.get(page).text
    assert "Yang sudah diperbaiki (1)" in shown
    assert "Salah tulis." in shown
    assert officer.send(page, to=f"{page}/tempel", lines="Budi", reason="Tertinggal.").status_code == 303
    assert [one.name for one in names.standing([request.id])] == ["Siti Aminah", "Budi"]


def test_the_request_s_page_shows_how_many_names_there_are_but_none_of_them(db: Any, officer: Any) -> None:
    request = gifts.agreed(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [Person("Siti Aminah")])
    shown = officer.get(page_of(request)).text
    assert "1 dari 20 nama" in shown
    assert "Siti" not in shown
    query = sa.select(JournalEntry).where(JournalEntry.what.like("gift recipients read%"))
    assert session().scalars(query).all() == []


def test_papers_open_for_staff_and_head_and_for_no_other_agency(
    db: Any, signed_in: Any, officer: Any
) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    gifts.the_head()
    part = handover.parts_by_maker(request)["Gerai Satu"].parcel.id
    papers = [f"{page_of(request)}/{name}.pdf" for name in ("berita-acara", "isi-set", "tanda-terima")]
    papers.append(f"/dinas/pesanan/bagian/{part}/tagihan.pdf")
    product = handover.parts_by_maker(request)["Gerai Satu"].line.product_id
    papers.append(f"{page_of(request)}/kartu/{product}.pdf")
    shown = officer.get(page_of(request)).text
    for path in papers:
        assert path in shown
    assert officer.get(f"{page_of(request)}/kartu/{world.goods().ready.id}.pdf").status_code == 404
    for who in (world.OFFICER, gifts.HEAD_PHONE):
        browser = signed_in(who)
        for path in papers:
            answer = browser.get(path)
            assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-"), path
            assert answer.headers["Cache-Control"] == "private, no-store"
    stranger = signed_in(world.OTHER_OFFICER)
    for path in [*papers, f"{page_of(request)}/penerima", f"{page_of(request)}/serah-terima"]:
        assert stranger.get(path).status_code == 404, path
    assert officer.get(f"/dinas/pesanan/bagian/{part}/kwitansi.pdf").status_code == 404


def test_minutes_of_all_makers_are_noted_from_one_page(db: Any, officer: Any) -> None:
    request = handover.ready(
        gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    )
    page = f"{page_of(request)}/berita-acara"
    assert "Catat berita acara (2)" in officer.get(page_of(request)).text
    wrong = officer.send(page, on="2026-11-23", number="000.3/12")
    assert "Gerai Satu: Tanggal berita acara belum tiba." in wrong.text
    assert 'value="000.3/12"' in wrong.text
    assert officer.send(page, on="2026-11-22", number="000.3/12").status_code == 303
    shown = officer.get(page).text
    assert "000.3/12/2" in shown
    assert "Menunggu pembuat" in shown
    assert "Catat berita acara" not in officer.get(page_of(request)).text


def panel(html: str, id_: str) -> str:
    found = re.search(rf'<section[^>]*aria-labelledby="{id_}".*?</section>', html, re.S)
    assert found, id_
    return re.sub(r"<[^>]+>", " ", found[0])


def test_hints_are_to_be_known_and_never_say_that_something_is_allowed(
    db: Any, officer: Any, signed_in: Any
) -> None:
    product = gifts.an_official_maker("Satu", stock=30)
    request = gifts.drafted(product, kinds={Kind.OFFICIAL: 5})
    gifts.submitted(request)
    gifts.the_head()
    for browser in (officer, signed_in(gifts.HEAD_PHONE)):
        words = panel(browser.get(page_of(request)).text, "tahu")
        assert "Untuk diketahui" in words
        assert "Batas dan kewajiban lapor ditentukan UPG Anda." in words
        assert "nota atau bukti pembelian" in words
        assert "sampai 8 Februari 2027" in words
        assert not CLAIMS.search(words), words


def test_the_register_goes_home_as_a_sheet_without_names_and_no_cell_is_a_formula(
    db: Any, officer: Any
) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30), event="=HYPERLINK(1)")
    recipients.add(gifts.staff(), request.id, [Person("+Siti", "Kepala")])
    handover.handed_over(request)
    with clock.at(handover.THAT_DAY):
        answer = officer.get("/dinas/cinderamata/buku/buku-cinderamata.csv?tahun=2026")
        none = officer.get("/dinas/cinderamata/buku/buku-cinderamata.csv?nilai=45.000")
        named = officer.send("/dinas/cinderamata/buku", to="/dinas/cinderamata/buku/penerima.csv")
    assert "Siti" not in answer.text
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(row["Acara"], row["Jumlah"], row["Nilai per penerima"]) for row in rows] == [
        ("'=HYPERLINK(1)", "20", "45000")
    ]
    assert none.text.count("\n") == 1
    rows = list(csv.DictReader(io.StringIO(named.text.removeprefix("\ufeff"))))
    assert [(row["Nama penerima"], row["Jabatan"]) for row in rows] == [("'+Siti", "Kepala")]
    query = sa.select(JournalEntry.what).where(JournalEntry.subject == "gift register")
    assert session().scalars(query).all() == ["gift register exported with names"]


def test_totals_of_recipients_are_shown_when_they_are_asked_for(db: Any, officer: Any) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    recipients.add(gifts.staff(), request.id, [Person("Siti Aminah", "Kepala")])
    handover.handed_over(request)
    book = "/dinas/cinderamata/buku"
    assert "Siti" not in officer.get(book).text
    shown = officer.send(book, to=f"{book}/penerima?tahun=2026").text
    assert "Siti Aminah" in shown
    assert "Pembacaan ini tercatat." in shown


@pytest.mark.parametrize(
    "query", ["tahun=2099", "tahun=x", "nilai=abc", "nilai=-1", "golongan=raja", "dana=%00"]
)
def test_a_look_up_that_cannot_be_read_shows_everything_and_says_so(
    db: Any, officer: Any, query: str
) -> None:
    request = handover.ready(gifts.an_official_maker("Satu", stock=30))
    handover.handed_over(request)
    answer = officer.get(f"/dinas/cinderamata/buku?{query}")
    assert answer.status_code == 200
    assert request.number in answer.text
    assert "field__error" in answer.text


def test_an_officer_asks_for_a_gift_and_the_maker_says_yes_on_her_page(
    db: Any, officer: Any, signed_in: Any
) -> None:
    product = world.goods().ready
    variant = world.variant_of(product).id
    assert "Keset Perca" in officer.get("/dinas/cinderamata/hibah/baru?cari=perca").text
    assert "Keset Kepang" not in officer.get("/dinas/cinderamata/hibah/baru?cari=keset").text
    form = f"/dinas/cinderamata/hibah/baru?barang={variant}"
    fields = {
        "agency_id": gifts.agency_id(),
        "event": "Kunjungan",
        "people": "2",
        "words": "Untuk <i>tamu</i>.",
    }
    wrong = officer.send(form, pieces="0", event_on="2030-01-01", **fields)
    assert "Isi antara 1 dan 5.000." in wrong.text
    assert "Untuk &lt;i&gt;tamu&lt;/i&gt;." in wrong.text
    far = officer.send(form, pieces="4", event_on="2030-01-01", **fields)
    assert "Periksa tahunnya." in far.text
    assert officer.send(form, pieces="4", event_on="2026-12-01", **fields).status_code == 303
    assert "Menunggu jawaban pembuat" in officer.get("/dinas/cinderamata/hibah").text
    one = session().scalars(sa.select(Donation)).one()
    maker = signed_in(world.SELLER)
    assert "Menunggu jawaban Ibu" in maker.get("/penjual/hibah").text
    her = f"/penjual/hibah/{one.id}"
    assert "Untuk &lt;i&gt;tamu&lt;/i&gt;." in maker.get(her).text
    assert maker.send(her, to=f"{her}/bersedia", words="Senang.").status_code == 303
    assert "Ibu sudah bersedia" in maker.get(her).text
    assert signed_in(world.OTHER_SELLER).get(her).status_code == 404
    assert len(register.entries(gifts.staff(), Wanted())) == 1
    assert "Pembuat setuju" in officer.get("/dinas/cinderamata/hibah").text


def test_her_home_says_when_she_is_asked_for_a_gift(db: Any, signed_in: Any) -> None:
    maker = signed_in(world.SELLER)
    assert "/penjual/hibah" not in maker.get("/penjual").text
    plea = Plea(world.variant_of(world.goods().ready).id, 1, "Tamu", date(2026, 12, 1), 1)
    donations.ask(gifts.staff(), gifts.agency_id(), plea)
    assert "/penjual/hibah" in maker.get("/penjual").text


def test_a_request_s_page_asks_no_more_for_three_makers_than_for_one(db: Any, officer: Any) -> None:
    counts = []
    one, two, three = (gifts.an_official_maker(name, stock=30) for name in ("Satu", "Dua", "Tiga"))
    for products in ([one], [one, two, three]):
        request = handover.ready(*products, recipients=5)
        officer.get(page_of(request))
        with statements() as seen:
            officer.get(page_of(request))
        counts.append(len(seen))
    assert counts[0] == counts[1]
