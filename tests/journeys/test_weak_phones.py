"""What still works where scripts do not load, and when a curator asks for more."""

from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visitor
from tests.support import world

pytestmark = [pytest.mark.journey, pytest.mark.db]


def test_buying_needs_no_script(visitor: Callable[..., Visitor]) -> None:
    buyer = visitor("plain", javascript=False)
    buyer.opens("/cari?q=keset+kepang")
    buyer.page.get_by_role("link", name="Keset Kepang").click()
    buyer.writes("Jumlah", "3")
    buyer.presses("Masukkan keranjang")
    buyer.presses("Kurangi Keset Kepang")
    assert buyer.page.get_by_label("Jumlah Keset Kepang", exact=True).input_value() == "2"
    buyer.presses("Lanjut ke alamat")
    buyer.writes("Nama penerima", "Dewi Kusuma")
    buyer.writes("Nomor HP penerima", "0812 3456")
    buyer.picks_place("15118", "Babakan")
    buyer.writes("Jalan, gang, nomor rumah", "Jl. Melati No. 5")
    buyer.presses("Lanjut: periksa pesanan")
    assert "Nomor HP" in buyer.page.locator(".field__error").inner_text()
    assert buyer.page.get_by_label("Jalan, gang, nomor rumah").input_value() == "Jl. Melati No. 5"
    buyer.writes("Nomor HP penerima", "0812 3456 7890")
    buyer.presses("Lanjut: periksa pesanan")
    buyer.page.get_by_label("Ambil sendiri").check()
    buyer.presses("Hitung ulang cara kirim")
    assert "gratis" in buyer.reads()
    buyer.presses("Pesan, lalu bayar")
    buyer.presses("Bayar (uji)")
    buyer.presses("Bayar (uji)")
    assert "Sudah dibayar" in buyer.reads()


def test_points_are_mended_and_looked_at_again(visitor: Callable[..., Visitor]) -> None:
    maker, curator = visitor("mender"), visitor("asker")
    maker.signs_in(world.SELLER)
    maker.opens("/penjual/barang/keset-perca/nama")
    maker.writes("Keterangan", "Dianyam rapat dari kain perca bersih, tepinya dijahit dua kali.")
    maker.presses("Simpan")
    maker.opens("/penjual/barang/keset-perca")
    maker.presses("Ajukan ke kurator")

    curator.signs_in(world.CURATOR)
    curator.opens("/kurator/antrean")
    curator.page.get_by_role("link", name="Keset Perca").click()
    curator.writes("Yang perlu diperbaiki", "Tambahkan foto sisi belakang.\nTulis cara mencucinya.")
    curator.writes("Pesan untuk penjual", "Anyamannya rapi sekali, Bu.")
    curator.presses("Minta perbaikan")

    maker.opens("/penjual/barang/keset-perca/tinjauan")
    said = maker.reads()
    assert "Anyamannya rapi sekali, Bu." in said
    assert "Tambahkan foto sisi belakang." in said
    maker.opens("/penjual/barang/keset-perca/nama")
    maker.writes("Keterangan", "Dianyam rapat. Cuci dengan tangan, jemur di tempat teduh.")
    maker.presses("Simpan")
    maker.opens("/penjual/barang/keset-perca")
    maker.presses("Ajukan ke kurator")

    curator.opens("/kurator/antrean")
    curator.page.get_by_role("link", name="Keset Perca").click()
    earlier = curator.page.locator("section", has_text="Tinjauan sebelumnya").last
    earlier.locator("summary").first.click()
    assert "Tulis cara mencucinya." in earlier.inner_text()
    curator.scores_everything()
    curator.presses("Setujui")
    maker.opens("/produk/keset-perca")
    assert "Cuci dengan tangan" in maker.reads()
