"""What becomes of orders when something comes between: a closure, a late maker, half the goods, a recall, a broken piece."""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db.session import db
from app.notices.models import Notice
from app.orders.service import late
from tests.journeys.conftest import Shop, Visitor
from tests.support import batches, hub, world

pytestmark = [pytest.mark.journey, pytest.mark.db]

Comes = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def sunday(shop: Shop) -> None:
    """It is Sunday, 22 November 2026, ten in the morning in Jakarta."""
    shop.moment = world.SUNDAY


def puts(buyer: Visitor, slug: str, pieces: int = 1) -> None:
    buyer.opens(f"/produk/{slug}")
    buyer.page.locator("#pieces").fill(str(pieces))
    buyer.presses("Masukkan keranjang")


def says_where(buyer: Visitor) -> None:
    buyer.presses("Lanjut ke alamat")
    buyer.writes("Nama penerima", "Dewi Kusuma")
    buyer.writes("Nomor HP penerima", "0812-3456-7890")
    buyer.writes("E-mail", "dewi@contoh.id")
    buyer.picks_place("babakan kota tangerang", "Tangerang, Kota Tangerang, Banten")
    buyer.writes("Jalan, gang, nomor rumah", "Jl. Melati No. 5")
    buyer.presses("Lanjut: periksa pesanan")


def pays(buyer: Visitor) -> str:
    """Places what she has reviewed, and pays; answers the order's number. Her browser stays at the order's page."""
    buyer.presses("Pesan, lalu bayar")
    buyer.presses("Bayar (uji)")
    buyer.presses("Bayar (uji)")
    return buyer.page.locator("h1").inner_text()


def opens_part(seller: Visitor, number: str) -> None:
    seller.opens("/penjual/pesanan")
    seller.page.get_by_role("link", name=re.compile(number)).first.click()
    seller.looks()


def sends(seller: Visitor, number: str) -> None:
    """From her yes to the courier."""
    opens_part(seller, number)
    seller.presses("Sanggup semua")
    seller.presses("Sudah dikemas")
    seller.presses("Catat pengiriman")
    seller.page.get_by_label("Lewat apa?").select_option("JNE")
    seller.writes("Nomor resi", "JNE0099887766")
    seller.presses("Sudah dikirim")


def again(buyer: Visitor) -> str:
    """Her order's page as it is now."""
    buyer.page.reload()
    buyer.looks()
    return buyer.reads()


def test_what_is_made_first_is_promised_after_the_closure(shop: Shop, visitor: Comes) -> None:
    """Two a day, and the gerai is closed from Monday to Wednesday: three are ready on Friday."""
    with shop.now():
        slug = world.goods().made.slug
    seller = visitor("closed")
    seller.signs_in(world.SELLER)
    seller.opens("/penjual/jadwal")
    seller.presses("Catat hari tutup")
    seller.writes("Hari pertama", "2026-11-23")
    seller.writes("Hari terakhir", "2026-11-25")
    seller.presses("Simpan hari tutup")
    assert "Sen, 23 Nov" in seller.reads() and "Rab, 25 Nov" in seller.reads()

    buyer = visitor("patient")
    buyer.opens(f"/produk/{slug}")
    assert "Kam, 26 Nov" in buyer.reads()  # one piece
    puts(buyer, slug, 3)
    assert "siap Jum, 27 Nov" in buyer.reads()
    says_where(buyer)
    assert "Jumat, 27 November" in buyer.reads()
    number = pays(buyer)
    assert "Sampai sekitar Senin, 30 November" in buyer.reads()

    opens_part(seller, number)
    assert "Siap dikirim Jumat, 27 November" in seller.reads()
    seller.opens("/penjual/jadwal")
    week = " ".join(seller.page.locator("table.week").first.inner_text().split())
    assert "Kam, 26 Nov 2" in week and "Jum, 27 Nov 1" in week


def test_a_late_maker_does_not_hold_the_others_goods_for_ever(shop: Shop, visitor: Comes) -> None:
    """Two makers, one parcel through the post; one brings hers, the other does not, and the buyer is asked."""
    with shop.now():
        hub.a_post()
        slugs = [one.slug for one in hub.two_things()]
    buyer = visitor("gathering")
    for slug in slugs:
        puts(buyer, slug)
    says_where(buyer)
    buyer.page.get_by_text("satu paket, satu ongkir").click()
    if buyer.page.get_by_role("button", name="Hitung ulang").count():
        buyer.presses("Hitung ulang cara kirim")
    said = buyer.reads()
    assert "Gabung di Posko PKK Uji" in said
    number = pays(buyer)

    maker, other = visitor("punctual"), visitor("late")
    for seller, who in ((maker, world.SELLER), (other, world.OTHER_SELLER)):
        seller.signs_in(who)
        opens_part(seller, number)
        assert "Antar ke Posko PKK Uji" in seller.reads()
        seller.presses("Sanggup semua")
    maker.presses("Sudah dikemas")
    maker.presses("Sudah saya antar")
    assert "Tinggal menunggu penjaga posko memeriksa isinya." in maker.reads()

    shop.moment = hub.MONDAY
    keeper = visitor("keeper")
    keeper.signs_in(world.CURATOR)
    keeper.opens("/kurator/posko")
    keeper.page.get_by_role("link", name=re.compile(number)).first.click()
    keeper.looks()
    part = keeper.page.locator("section.panel", has_text="Rumah Perca")
    part.locator("input[value=ada]").check(force=True)
    with keeper.page.expect_navigation():
        part.get_by_role("button", name="Simpan pemeriksaan").click()
    keeper.looks()
    assert "Lengkap" in keeper.reads()

    shop.moment = hub.after_three()
    shop.do_jobs(late.watch)
    question = again(buyer)
    assert "Bagian Gerai Tetangga belum sampai di posko" in question
    assert all(choice in question for choice in ("Tunggu", "kirim", "Kembalikan uang bagian itu"))
    buyer.page.locator("input[value=kembalikan]").check(force=True)
    buyer.presses("Simpan pilihan")
    shop.do_jobs()

    keeper.page.reload()
    keeper.writes("Berat paket, dalam gram", "700")
    keeper.presses("Sudah satu paket")
    keeper.page.get_by_label("Lewat apa?").select_option("JNE")
    keeper.writes("Nomor resi", "JNE0011223344")
    keeper.presses("Sudah dikirim")
    said = again(buyer)
    assert "JNE0011223344" in said and "Rp30.000" in said
    buyer.presses("Sudah saya terima semuanya")
    assert "Selesai" in buyer.reads()


def test_what_cannot_be_made_is_paid_back_by_itself(shop: Shop, visitor: Comes) -> None:
    """Four are ordered, three can be sent."""
    with shop.now():
        slug = world.goods().ready.slug
    buyer = visitor("half")
    puts(buyer, slug, 4)
    says_where(buyer)
    number = pays(buyer)

    seller = visitor("halfway")
    seller.signs_in(world.SELLER)
    opens_part(seller, number)
    seller.presses("Sanggup sebagian")
    seller.writes("Sanggup berapa?", "3")
    seller.writes("Dengan kata sendiri", "Satu sobek saat dijahit.")
    seller.presses("Kirim jawaban")
    assert "3 × Keset Perca" in seller.reads()
    shop.do_jobs()

    said = again(buyer)
    assert "1 dilepas dari pesanan, uangnya dikembalikan" in said
    assert "-Rp51.000" in said  # 45.000, and the third kilogram of the fee
    with shop.now():
        letter = db.session.scalar(
            sa.select(Notice.body).where(Notice.subject.contains("menyanggupi sebagian"))
        )
        assert letter is not None and "Satu sobek saat dijahit." in letter
    with shop.now():
        mats = world.variant_of(world.goods().ready)
        assert mats.stock == 7


def test_a_recall_reaches_who_has_it_and_who_does_not_yet(shop: Shop, visitor: Comes) -> None:
    """Ten of one batch: two were sent, two are ordered and not sent; nothing else lies ready."""
    with shop.now():
        snack = batches.a_snack()
        batches.a_batch(snack, "B221101", pieces=10)
        slug = snack.slug
    has, waits = visitor("has"), visitor("waits")
    numbers = []
    for buyer in (has, waits):
        puts(buyer, slug, 2)
        says_where(buyer)
        numbers.append(pays(buyer))
    seller = visitor("recalls")
    seller.signs_in(world.SELLER)
    sends(seller, numbers[0])

    seller.opens(f"/penjual/barang/{slug}/stok")
    seller.page.get_by_role("link", name=re.compile("Tarik")).first.click()
    seller.looks()
    seller.writes("Alasannya", "Ada yang berjamur sebelum waktunya.")
    seller.presses("Tarik kode B221101")
    shop.do_jobs()
    seller.page.reload()
    said = seller.reads()
    assert numbers[0] in said and numbers[1] not in said  # who holds it, and nobody else

    assert "Jangan dimakan: Keripik Uji kode B221101" in again(has)
    has.page.get_by_role("button", name=re.compile("Minta uang kembali")).click()
    has.looks()
    assert "Uangnya sudah Anda minta" in has.reads()
    assert "ditarik dari peredaran" in again(waits) and "dikembalikan" in waits.reads()

    officer = visitor("officer")
    officer.signs_in(world.OFFICER)
    officer.opens("/dinas/tarik")
    assert "B221101" in officer.reads()


def test_a_complaint_goes_to_its_end(shop: Shop, visitor: Comes, tmp_path: Path) -> None:
    """The maker refuses, a mediator decides, the money goes back."""
    with shop.now():
        slug = world.goods().ready.slug
    photo = tmp_path / "sobek.jpg"
    photo.write_bytes(world.a_picture(1200, 900))
    buyer, seller = visitor("complains"), visitor("accused")
    puts(buyer, slug, 2)
    says_where(buyer)
    number = pays(buyer)
    seller.signs_in(world.SELLER)
    sends(seller, number)
    shop.moment = world.SUNDAY + timedelta(days=3)
    again(buyer)
    buyer.presses("Sudah saya terima")
    buyer.page.get_by_role("link", name=re.compile("masalah|Keluhan")).first.click()
    buyer.looks()
    buyer.chooses("Rusak")
    buyer.page.get_by_label("Keset Perca").locator("visible=true").first.fill("1")
    buyer.writes("Ceritakan", "Jahitan tepinya lepas sepanjang sejengkal.")
    buyer.page.locator("#photos").set_input_files(photo)
    buyer.chooses("Sebagian uang kembali")
    buyer.writes("Berapa rupiah", "20.000")
    buyer.presses("Kirim keluhan")
    assert "Jahitan tepinya lepas" in buyer.reads()

    seller.opens("/penjual/keluhan")
    seller.page.get_by_role("link", name=re.compile(number)).first.click()
    seller.looks()
    seller.page.get_by_text("Tidak setuju sama sekali").click()
    seller.page.locator("form[action$=tolak] textarea").fill("Waktu dikirim masih utuh, Bu.")
    seller.presses("Tolak keluhan")

    again(buyer)
    buyer.presses("Minta bantuan penengah")
    officer = visitor("mediator")
    officer.signs_in(world.OFFICER)
    officer.opens("/dinas/keluhan")
    officer.page.get_by_role("link", name=re.compile(number)).first.click()
    officer.looks()
    assert "Waktu dikirim masih utuh, Bu." in officer.reads()
    officer.chooses("Sebagian uang kembali")
    officer.writes("Berapa rupiah yang kembali?", "15.000")
    officer.writes("Alasan", "Di fotonya jahitannya memang lepas.")
    officer.presses("Putuskan")
    shop.do_jobs()

    said = again(buyer)
    assert "Di fotonya jahitannya memang lepas." in said
    assert "Rp15.000" in said
    seller.page.reload()
    assert "Rp15.000" in seller.reads()
