"""The platform collects: a card is paid, the goods come, the money is free after its hold, and is paid out with a proof."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from app.base import clock
from app.payments.queries import tying
from app.payments.service import releasing
from tests.journeys.conftest import Shop, Visitor
from tests.journeys.test_honest_orders import again, pays, puts, says_where, sends
from tests.support import world
from tests.support.ties import differences

pytestmark = [pytest.mark.journey, pytest.mark.db]

Comes = Callable[..., Visitor]


def test_what_a_buyer_paid_reaches_its_makers_account(shop: Shop, visitor: Comes, tmp_path: Path) -> None:
    shop.moment = world.SUNDAY
    with shop.now():
        slug = world.goods().ready.slug
    seller = visitor("earns")
    seller.signs_in(world.SELLER)
    seller.opens("/penjual/uang")
    assert "Belum ada uang masuk" in seller.reads()
    assert "Selasa" in seller.reads() and "Jumat" in seller.reads()
    seller.opens("/penjual/uang/rekening")
    seller.page.get_by_label("Bank", exact=True).select_option("002")
    seller.writes("Nomor rekening", "0021 0100 0123 456")
    seller.writes("Nama pemilik rekening", "YATI PENJUAL")
    seller.writes("Kata sandi Ibu", world.PASSWORD)
    seller.presses("Simpan rekening")

    buyer = visitor("pays")
    puts(buyer, slug, 2)
    says_where(buyer)
    assert "Koperasi Contoh Gerai" in buyer.reads()
    number = pays(buyer)
    sends(seller, number)
    shop.moment = world.SUNDAY + timedelta(days=3)
    again(buyer)
    buyer.presses("Sudah saya terima")
    seller.opens("/penjual/uang")
    assert "cair paling cepat" in seller.reads()
    shop.moment += timedelta(days=4)
    shop.do_jobs(lambda: releasing.release_received(clock.now()))

    slip = tmp_path / "slip.jpg"
    slip.write_bytes(world.a_picture(700, 900))
    admin = visitor("pays-out")
    admin.signs_in(world.ADMIN)
    admin.opens("/admin/uang/pencairan")
    admin.presses("Buat daftar pencairan (1)")
    admin.presses("Catat hasilnya")
    admin.writes("Nomor referensi bank", "BRI-20261129-01")
    admin.page.locator("#proof").set_input_files(slip)
    admin.presses("Catat terkirim")

    seller.opens("/penjual/uang")
    said = " ".join(seller.reads().split())
    assert "Bisa dicairkan" in said and "Sudah dicairkan" in said
    with shop.now():
        assert [one.name for one in tying.findings() if not one.holds] == []
        assert differences() == {}
