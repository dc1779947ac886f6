"""The whole main path in a browser: from a training to the officer's figures."""

import email
import re
from collections.abc import Callable
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest

from app.base import clock
from app.base.zones import day_in
from tests.journeys.conftest import Shop, Visitor
from tests.support import world
from tests.support.official import CHAIR_PHONE, the_chair

pytestmark = [pytest.mark.journey, pytest.mark.db]

NEW_MAKER = "0812-0000-4400"
SNACK = "Keripik singkong bawang"
TODAY = day_in(world.VILLAGE, clock.now())


def test_from_training_to_figures(shop: Shop, visitor: Callable[..., Visitor], tmp_path: Path) -> None:
    photo = tmp_path / "keripik.jpg"
    photo.write_bytes(world.a_picture(1400, 1100))
    certificate = tmp_path / "pirt.png"
    certificate.write_bytes(world.a_picture(900, 1300, "PNG", "#f3efe6"))

    officer = visitor("officer")
    link = a_woman_is_trained(officer)

    maker = visitor("maker")
    she_opens_her_gerai(maker, link)
    she_lists_a_snack(maker, photo, certificate)

    curator = visitor("curator")
    a_curator_approves_it_as_a_gift(curator)
    the_chair_agrees(visitor("chair"))

    buyer = visitor("buyer")
    number = a_guest_buys_from_two_makers(buyer)

    neighbour = visitor("neighbour")
    neighbour.signs_in(world.SELLER)
    for seller in (maker, neighbour):
        she_sends_her_parcel(seller, number)

    the_buyer_receives_both(buyer, number)
    the_mail_holds_her_link(shop, buyer, number)
    the_officer_sees_the_sale(officer)


def a_woman_is_trained(officer: Visitor) -> str:
    officer.signs_in(world.OFFICER)
    officer.opens("/dinas/pelatihan")
    officer.presses("Program baru")
    officer.writes("Nama program", "Perempuan Berdaya")
    officer.writes("Sasaran", "Kepala keluarga perempuan")
    officer.picks_place("kota tangerang", "Kota Tangerang, Banten")
    officer.presses("Simpan program")
    officer.page.get_by_label("Keterampilan").select_option(label="Olahan camilan")
    officer.writes("Penyelenggara", "Dinas Uji")
    officer.writes("Tempat", "Balai latihan")
    officer.writes("Hari pertama", str(TODAY - timedelta(days=3)))
    officer.writes("Hari terakhir", str(TODAY - timedelta(days=2)))
    officer.writes("Kuota peserta", "20")
    officer.presses("Simpan pelatihan")
    officer.presses("Tambah peserta")
    officer.writes("Nama peserta", "Ningsih Rahayu")
    officer.presses("Masukkan ke daftar")
    for box in officer.page.get_by_role("checkbox").all():
        box.check()
    officer.presses("Simpan kehadiran")
    officer.presses("Beri sertifikat")
    assert "PLT-3671-" in officer.reads()
    officer.page.get_by_role("link", name="Ningsih Rahayu").first.click()
    officer.presses("Buat tautan sekali pakai")
    assert officer.page.locator(".qr-box svg").count() == 1
    return officer.page.locator(".codeline code").inner_text()


def she_opens_her_gerai(maker: Visitor, link: str) -> None:
    maker.opens(link)
    assert "Selamat datang, Ningsih Rahayu" in maker.reads()
    maker.writes("Nomor HP atau e-mail", NEW_MAKER)
    maker.writes("Kata sandi", world.PASSWORD)
    maker.presses("Simpan dan masuk")
    maker.opens("/penjual")
    maker.writes("Nama gerai", "Dapur Ningsih")
    maker.presses("Lanjut")
    maker.opens("/penjual/gerai/cerita")
    maker.writes("Cerita singkat", "Menggoreng sendiri di dapur rumah, tiap pagi.")
    maker.presses("Simpan")
    maker.opens("/penjual/gerai/alamat")
    maker.picks_place("karangsari tangerang", "Karang Sari")
    maker.writes("Jalan, gang, nomor rumah", "Gang Mawar No. 3")
    maker.presses("Simpan alamat")
    maker.opens("/penjual/gerai/kirim")
    for box in ("city", "country"):
        maker.page.locator(f"input[value={box}]").check()
    maker.presses("Simpan cara kirim")
    maker.opens("/penjual/gerai")
    maker.presses("Buka gerai")
    assert "Gerai buka" in maker.reads()


def she_lists_a_snack(maker: Visitor, photo: Path, certificate: Path) -> None:
    maker.opens("/penjual/barang/baru")
    maker.chooses("Camilan & kue")
    maker.writes("Nama barang", SNACK)
    maker.presses("Lanjut ke foto")
    maker.page.get_by_label("Ambil foto atau pilih dari galeri").set_input_files(photo)
    maker.presses("Kirim foto")
    assert "1400 × 1100" in maker.reads()
    maker.presses("Lanjut")
    maker.writes("Keterangan", "Renyah, digoreng dengan bawang putih.")
    maker.presses("Simpan")
    if "Komposisi" not in maker.reads():
        maker.opens(product_page(maker) + "/rincian")
    maker.writes("Komposisi", "singkong, minyak goreng, bawang putih, garam")
    maker.writes("Berat atau isi bersih", "200")
    maker.chooses("gram (g)")
    maker.writes("Kemasan", "standing pouch plastik")
    maker.writes("Tahan berapa hari", "120")
    maker.writes("Nama dagang di label", "Dapur Ningsih")
    maker.writes("Kode produksi di label", "N01")
    maker.chooses("Sedang diurus")
    maker.chooses("Tanggal, bulan, tahun")
    maker.presses("Simpan")
    maker.opens(product_page(maker) + "/harga")
    maker.chooses("Sudah ada, siap kirim")
    maker.writes("Harga", "18.500")
    maker.writes("Berat siap kirim", "230")
    maker.writes("Stok", "12")
    maker.presses("Simpan")
    maker.opens(product_page(maker) + "/izin/pirt")
    maker.writes("Nomor", f"P-IRT No. 2153671019933-{(TODAY.year + 4) % 100:02d}")
    maker.page.get_by_label("Foto sertifikat").set_input_files(certificate)
    maker.presses("Simpan")
    maker.opens(product_page(maker))
    maker.presses("Ajukan ke kurator")
    assert "Menunggu kurator: nomor" in maker.reads()


def product_page(maker: Visitor) -> str:
    found = re.search(r"/penjual/barang/[\w-]+", maker.page.url)
    assert found
    return found[0]


def a_curator_approves_it_as_a_gift(curator: Visitor) -> None:
    curator.signs_in(world.CURATOR)
    curator.opens("/kurator/antrean")
    curator.page.get_by_role("link", name=re.compile(SNACK)).click()
    curator.looks()
    assert "2153671019933" in curator.reads()
    curator.presses("Cocok dengan aslinya")
    curator.scores_everything()
    curator.presses("Setujui")
    curator.opens("/kurator/riwayat")
    curator.page.get_by_role("link", name=re.compile(SNACK)).click()
    curator.page.get_by_role("link", name="Usulkan jadi oleh-oleh resmi").click()
    curator.writes("Berlaku sampai", str(TODAY + timedelta(days=90)))
    curator.looks()
    curator.presses("Usulkan")
    assert "Kurator lain di wilayah ini sudah diberi tahu" in curator.reads()
    curator.opens("/oleh-oleh-resmi")
    assert SNACK not in curator.reads()


def the_chair_agrees(chair: Visitor) -> None:
    with chair.shop.now():
        the_chair()
    chair.signs_in(CHAIR_PHONE)
    chair.opens("/kurator/oleh-oleh-resmi")
    chair.page.get_by_role("link", name=re.compile(SNACK)).click()
    chair.looks()
    chair.presses("Setuju")
    assert "masuk rak oleh-oleh resmi" in chair.reads()
    chair.opens("/oleh-oleh-resmi")
    assert SNACK in chair.reads()


def a_guest_buys_from_two_makers(buyer: Visitor) -> str:
    buyer.opens("/oleh-oleh-resmi")
    buyer.page.get_by_role("link", name=SNACK).click()
    buyer.looks()
    assert "Oleh-oleh resmi Kota Tangerang" in buyer.reads()
    buyer.page.get_by_role("button", name="Tambah jumlah").click()
    buyer.presses("Masukkan keranjang")
    buyer.opens("/cari?q=kesett+perca")
    buyer.page.get_by_role("link", name="Keset Perca").click()
    buyer.presses("Masukkan keranjang")
    assert "3 barang" in buyer.page.locator("body").inner_text()
    buyer.presses("Lanjut ke alamat")
    buyer.writes("Nama penerima", "Dewi Kusuma")
    buyer.writes("Nomor HP penerima", "+62 812.3456.7890")
    buyer.writes("E-mail", "dewi@contoh.id")
    buyer.picks_place("babakan kota tangerang", "Babakan")
    buyer.writes("Jalan, gang, nomor rumah", "Jl. Melati No. 5, RT 1/RW 2")
    buyer.presses("Lanjut: periksa pesanan")
    said = buyer.reads()
    assert "3 barang dari 2 pembuat" in said
    assert "Rp82.000" in said  # 2 × 18.500 and 45.000
    buyer.presses("Pesan, lalu bayar")
    buyer.presses("Bayar (uji)")
    buyer.presses("Bayar (uji)")
    assert "Sudah dibayar" in buyer.reads()
    return buyer.page.locator("h1").inner_text()


def she_sends_her_parcel(seller: Visitor, number: str) -> None:
    seller.opens("/penjual/pesanan")
    seller.page.get_by_role("link", name=re.compile(number)).click()
    seller.presses("Sanggup semua")
    if "Kemas, tulis kodenya" in seller.reads():  # food, so that a recall can find it
        seller.presses("Kemas, tulis kodenya")
    seller.presses("Sudah dikemas")
    seller.presses("Catat pengiriman")
    seller.page.get_by_label("Lewat apa?").select_option("JNE")
    seller.writes("Nomor resi", "JNE0099887766")
    seller.presses("Sudah dikirim")
    assert "JNE0099887766" in seller.reads()


def the_buyer_receives_both(buyer: Visitor, number: str) -> None:
    buyer.page.reload()
    assert number in buyer.reads()
    assert buyer.reads().count("JNE0099887766") == 2
    for _ in range(2):
        buyer.presses("Sudah saya terima")
    assert "Selesai" in buyer.reads()


def the_mail_holds_her_link(shop: Shop, buyer: Visitor, number: str) -> None:
    shop.do_jobs()
    written = shop.mails.glob("*.eml")
    mails = [email.message_from_bytes(one.read_bytes(), policy=policy.default) for one in written]
    mine = [one.get_content() for one in mails if one["to"] == "dewi@contoh.id" and number in one["subject"]]
    assert mine
    assert all(re.search(rf"{shop.address}/pesanan/{number}\?kunci=\S+", one) for one in mine)


def the_officer_sees_the_sale(officer: Visitor) -> None:
    officer.opens("/dinas")
    cohort = officer.page.locator("section.panel", has_text="Perempuan Berdaya")
    steps = [" ".join(one.split()) for one in cohort.locator(".funnel li").all_inner_texts()]
    assert steps == [
        "Dilatih 1",
        "Lulus 1",
        "Buka gerai 1",
        "Mendaftarkan barang 1",
        "Disetujui kurator 1",
        "Sudah laku 1",
    ]
    assert "Rp37.000" in cohort.inner_text()
