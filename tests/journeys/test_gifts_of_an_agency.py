"""Sixty gifts of three makers: scored, given by the panel, asked for a day too late, agreed, one maker replaced, handed over, minuted, paid."""

import io
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from app.catalog.models import LineDay, Product
from app.curation.models import Round
from app.db.session import db
from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.gifts.rules.life import RequestState
from app.orders.models import Order, Parcel
from app.orders.rules.life import ParcelState
from app.payments.rules.ways import Way
from app.payments.service import receiving
from tests.journeys.conftest import Shop, Visitor
from tests.journeys.test_honest_orders import opens_part, sends
from tests.journeys.test_paid_directly import opens_first
from tests.support import gifts, world
from tests.support.official import CHAIR_PHONE, made_official, the_chair
from tests.support.ties import differences

pytestmark = [pytest.mark.journey, pytest.mark.db]

Comes = Callable[..., Visitor]

MAT = "Keset Anyam Wira"
PHONES = {
    "Wira": "0812-0000-5501",
    "Dua": "0812-0000-5502",
    "Tiga": "0812-0000-5503",
    "Empat": "0812-0000-5504",
}
PEOPLE = 60
TOO_SOON, POSSIBLE = date(2026, 12, 14), date(2026, 12, 15)


@pytest.fixture(autouse=True)
def sunday(shop: Shop) -> None:
    shop.moment = world.SUNDAY


@pytest.fixture
def makers(shop: Shop) -> None:
    """Wira's mat waits for a curator; Dua and Tiga have official gifts; Empat's is not official yet."""
    with shop.now():
        gifts.the_head()
        the_chair()
        wira = a_maker("Wira")
        world.a_submitted_product(wira, name=MAT, per_day=2)
        for name, stock in (("Dua", 20), ("Tiga", 6)):
            ready = world.an_approved_product(a_maker(name), name=f"Keset {name}", stock=stock)
            made_official(ready, gifts.UNTIL)
        world.an_approved_product(a_maker("Empat"), name="Keset Empat", stock=9)
        db.session.commit()


def a_maker(name: str) -> world.Actor:
    """Of a gerai of her own, who bills agencies."""
    maker = world.a_maker(f"Ibu {name}", phone=PHONES[name])
    world.a_gerai(maker, f"Gerai {name}")
    receiving.switch(maker, Way.INVOICE, on=True)
    return maker


def test_sixty_gifts_of_three_makers_from_the_curator_to_the_receipt(
    shop: Shop, visitor: Comes, makers: None
) -> None:
    a_curator_scores_it_and_proposes_it(visitor("gift-curator"))
    the_chair_makes_it_official(visitor("gift-chair"))

    staff = visitor("gift-staff")
    staff.signs_in(world.OFFICER)
    at = staff_asks_for_sixty(staff)
    a_day_too_late_it_is_refused_with_the_day(shop, staff, at)
    head = visitor("gift-head")
    the_head_agrees(head, at)
    assert parts_of(shop) == {"Gerai Wira": 34, "Gerai Dua": 20, "Gerai Tiga": 6}

    hers = {name: visitor(f"gift-{name.lower()}") for name in PHONES}
    for name, one in hers.items():
        one.signs_in(PHONES[name])
    first, second = one_declines_and_another_steps_in(shop, staff, hers["Tiga"], at)
    for name, number in (("Wira", first), ("Dua", first), ("Empat", second)):
        sends(hers[name], number)
    assert parts_of(shop) == {"Gerai Wira": 34, "Gerai Dua": 20, "Gerai Tiga": 0, "Gerai Empat": 6}

    they_are_handed_over(shop, staff, at)
    minutes_are_noted(shop, staff, hers, at)
    one_is_paid_and_gives_a_receipt(shop, staff, hers["Dua"], at)
    with shop.now():
        assert differences() == {}
        (request,) = db.session.scalars(sa.select(GiftRequest))
        assert request.state is RequestState.HANDED_OVER
        assert (requests.missing_of(request), request.handover_on) == ({}, POSSIBLE)


def a_curator_scores_it_and_proposes_it(curator: Visitor) -> None:
    curator.signs_in(world.CURATOR)
    curator.opens("/kurator/antrean")
    curator.page.get_by_role("link", name=re.compile(MAT)).first.click()
    curator.looks()
    curator.scores_everything()
    curator.presses("Setujui")
    with curator.shop.now():
        judged = db.session.scalars(sa.select(Round).order_by(Round.id.desc())).first()
        assert judged.judged_at is not None
        assert (judged.rubric_version, judged.grade) != (None, None)
    curator.opens("/kurator/riwayat")
    curator.page.get_by_role("link", name=re.compile(MAT)).first.click()
    curator.page.get_by_role("link", name="Usulkan jadi oleh-oleh resmi").click()
    curator.writes("Berlaku sampai", str(gifts.UNTIL))
    curator.looks()
    curator.presses("Usulkan")
    curator.opens("/oleh-oleh-resmi")
    assert MAT not in curator.reads()


def the_chair_makes_it_official(chair: Visitor) -> None:
    chair.signs_in(CHAIR_PHONE)
    chair.opens("/kurator/oleh-oleh-resmi")
    chair.page.get_by_role("link", name=re.compile(MAT)).first.click()
    chair.looks()
    chair.presses("Setuju")
    chair.opens("/oleh-oleh-resmi")
    assert MAT in chair.reads()


def staff_asks_for_sixty(staff: Visitor) -> str:
    """The address of the request; on Sunday its plan is whole."""
    staff.opens("/dinas/cinderamata/baru")
    staff.writes("Nama acara", "Rapat Kerja Daerah")
    staff.writes("Hari serah terima", str(TOO_SOON))
    staff.picks_place("cipondoh kota tangerang", "Cipondoh, Kota Tangerang, Banten")
    staff.writes("Gedung, jalan, dan nomor", "Jl. Daan Mogot No. 69")
    staff.writes("Jumlah penerima", str(PEOPLE))
    staff.writes("Anggaran per penerima", "75.000")
    staff.writes("Cari barang", "keset")
    staff.presses("Cari oleh-oleh resmi")
    staff.presses(f"Tambah {MAT}")
    staff.writes("Nama yang menandatangani", "Siti Aminah")
    staff.writes("Jabatannya", "Kepala Bagian Umum")
    staff.presses("Simpan dan lihat rencananya")
    said = staff.reads()
    assert "Gerai Wira" in said
    assert "Gerai Dua" in said
    assert "Gerai Tiga" in said
    assert "Ajukan ke kepala" in said
    return staff.page.url.partition("#")[0]


def a_day_too_late_it_is_refused_with_the_day(shop: Shop, staff: Visitor, at: str) -> None:
    """The page of Sunday is sent on Monday: nothing is held, and the day on which it could be done is one press away."""
    shop.moment = world.SUNDAY + timedelta(days=1)
    staff.presses("Ajukan ke kepala")
    assert "hanya 58 dari 60 yang bisa selesai" in staff.reads()
    assert "Semuanya paling cepat bisa diserahkan Selasa, 15 Desember" in staff.reads()
    with shop.now():
        assert db.session.scalars(sa.select(Order)).all() == []
        assert (
            db.session.scalar(
                sa.select(sa.func.sum(LineDay.taken)).join(Product, Product.line_id == LineDay.line_id)
            )
            is None
        )
    staff.opens(at)
    staff.presses("Serah terima Selasa, 15 Desember")
    staff.presses("Ajukan ke kepala")
    assert "Menunggu kepala" in staff.reads()


def the_head_agrees(head: Visitor, at: str) -> None:
    head.signs_in(gifts.HEAD_PHONE)
    head.opens(at)
    head.presses("Setujui")
    assert "Sedang disiapkan" in head.reads()


def one_declines_and_another_steps_in(shop: Shop, staff: Visitor, ill: Visitor, at: str) -> tuple[str, str]:
    """The numbers of the two orders. Who steps in has become an official gift since."""
    with shop.now():
        first = db.session.scalars(sa.select(Order.number)).one()
    opens_part(ill, first)
    ill.presses("Tidak sanggup")
    ill.page.get_by_role("radio").first.check(force=True)
    ill.presses("Tolak")
    assert shop.moment
    with shop.now():
        empat = db.session.scalars(sa.select(Product).order_by(Product.id.desc())).first()
        made_official(empat, gifts.UNTIL, starts_on=shop.moment.date())
        db.session.commit()
    staff.opens(at)
    assert "6 barang belum ada pembuatnya" in staff.reads()
    staff.presses("Pilih pengganti")
    assert "Gerai Empat" in staff.reads()
    assert "Gerai Tiga" not in staff.page.locator("main form").inner_text()
    staff.writes("Minta berapa dari Gerai Empat?", "6")
    staff.presses("Minta penggantinya")
    with shop.now():
        second = db.session.scalars(sa.select(Order.number).where(Order.number != first)).one()
    return first, second


def parts_of(shop: Shop) -> dict[str, int]:
    """Gerai → pieces that still come, or came."""
    with shop.now():
        (request,) = db.session.scalars(sa.select(GiftRequest))
        return {one.parcel.seller_name: one.coming for one in requests.parts_of(request)}


def they_are_handed_over(shop: Shop, staff: Visitor, at: str) -> None:
    shop.moment = world.SUNDAY + (POSSIBLE - world.SUNDAY.date())
    staff.opens(at)
    staff.presses("Catat serah terima")
    staff.writes("Hari serah terima", str(POSSIBLE))
    staff.writes("Berapa orang yang menerima?", str(PEOPLE))
    staff.presses("Simpan serah terima")
    assert "60 dari 60 orang menerima" in staff.reads()
    said = paper(staff, at + "/berita-acara.pdf")
    for name in ("Gerai Wira", "Gerai Dua", "Gerai Empat", "Dinas Uji", "Siti Aminah", "Rapat Kerja Daerah"):
        assert name in said
    assert "Gerai Tiga" not in said


def minutes_are_noted(shop: Shop, staff: Visitor, hers: dict[str, Visitor], at: str) -> None:
    """By the agency for all at once, by each maker for hers; then the days of a bill run."""
    staff.opens(at)
    staff.presses("Catat berita acara (3)")
    staff.writes("Tanggal barang diterima instansi", str(POSSIBLE))
    staff.writes("Nomor dari instansi", "BAST/12/2026")
    staff.presses("Catat semua")
    for number, name in enumerate(("Wira", "Dua", "Empat"), start=1):
        opens_first(hers[name], "/penjual/uang/tagihan")
        hers[name].writes("Nomor berita acara", f"BAST/12/2026/{number}")
        hers[name].writes("Tanggal barang diserahkan", str(POSSIBLE))
        hers[name].presses("Simpan")
        assert "dicatat pembeli dan Ibu" in hers[name].reads()


def one_is_paid_and_gives_a_receipt(shop: Shop, staff: Visitor, maker: Visitor, at: str) -> None:
    """Its sum stands on the receipt in words."""
    with shop.now():
        parcel = db.session.scalars(sa.select(Parcel).where(Parcel.seller_name == "Gerai Dua")).one()
        total, state = parcel.total, parcel.state
        assert state is ParcelState.SENT
    opens_first(maker, "/penjual/uang/masuk")
    maker.writes("Berapa yang masuk?", str(total))
    maker.presses("Uang sudah masuk")
    staff.opens(at)
    link = staff.page.get_by_role("link", name=re.compile("Kwitansi Gerai Dua")).get_attribute("href")
    said = paper(staff, shop.address + (link or ""))
    assert "Gerai Dua" in said
    assert "Dinas Uji" in said
    assert f"Rp{total:,}".replace(",", ".") in said
    assert "sembilan ratus" in said.lower()  # 20 × 45.000, and what sending costs
    assert "rupiah" in said.lower()


def paper(visitor: Visitor, address: str) -> str:
    """The text of a PDF that she opens."""
    answer = visitor.page.request.get(address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    return " ".join(
        " ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.body())).pages
    )
