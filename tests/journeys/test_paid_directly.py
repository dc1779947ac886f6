"""Buyers pay makers: one order over two of them, a transfer and a QRIS, proofs, an officer who is asked, money given back by hand."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.db.session import db
from app.payments.models import Payment
from app.payments.queries import tying
from app.payments.rules.ways import Way
from tests.journeys.conftest import Shop, Visitor
from tests.journeys.test_honest_orders import opens_part, puts, says_where
from tests.support import world
from tests.support.paying import takes
from tests.support.ties import differences

pytestmark = [pytest.mark.journey, pytest.mark.db]

Comes = Callable[..., Visitor]


@pytest.fixture(autouse=True)
def sunday(shop: Shop) -> None:
    shop.moment = world.SUNDAY


@pytest.fixture
def slugs(shop: Shop) -> list[str]:
    """A thing of the world's gerai, which takes transfers, and one of its neighbour, who has a QRIS sticker."""
    with shop.now():
        hers = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", price=30_000)
        takes(world.SELLER, Way.TRANSFER)
        takes(world.OTHER_SELLER, Way.QRIS)
        db.session.commit()
        return [world.goods().ready.slug, hers.slug]


def due(shop: Shop, way: Way) -> int:
    with shop.now():
        return db.session.scalars(sa.select(Payment.due).where(Payment.gateway == way)).one()


def pays_part(buyer: Visitor, at: str, maker: str, way: str, proof: Path) -> None:
    """From the list of parts to the proof."""
    buyer.opens(at)
    with buyer.page.expect_navigation():
        buyer.page.locator("main a.rowlink", has_text=maker).first.click()
    buyer.looks()
    if buyer.page.get_by_role("radio").count():
        buyer.page.get_by_role("radio", name=way).check(force=True)
        buyer.presses("Pakai cara ini")
    buyer.page.locator("#photo").set_input_files(proof)
    buyer.presses("Kirim bukti")
    assert "Bukti Anda sedang dicocokkan" in buyer.reads()


def test_two_makers_are_paid_directly_and_one_gives_it_back(
    shop: Shop, visitor: Comes, slugs: list[str], tmp_path: Path
) -> None:
    proofs = []
    for name, colour in (("transfer", "#224466"), ("qris", "#446622"), ("back", "#662244")):
        proofs.append(tmp_path / f"{name}.jpg")
        proofs[-1].write_bytes(world.a_picture(900, 1200, colour=colour))

    buyer = visitor("direct")
    for slug in slugs:
        puts(buyer, slug)
    says_where(buyer)
    buyer.presses("Pesan, lalu bayar")
    here = buyer.page.url
    number = here.split("/checkout/")[1].split("/")[0]
    assert "Bayar langsung ke pembuatnya" in buyer.reads()
    with shop.now():
        rows = db.session.execute(
            sa.text("SELECT w.way, p.seller_name FROM parcels p JOIN seller_ways w USING (seller_id)")
        ).all()
        makers = {way: name for way, name in rows}

    pays_part(buyer, here, makers["transfer"], "Transfer bank", proofs[0])
    seller = visitor("paid")
    seller.signs_in(world.SELLER)
    opens_first(seller, "/penjual/uang/masuk")
    seller.writes("Berapa yang masuk?", str(due(shop, Way.TRANSFER) - 1))
    seller.presses("Uang sudah masuk")
    assert statuses(shop) == [("transfer", "checking", 0)]
    seller.writes("Berapa yang masuk?", str(due(shop, Way.TRANSFER)))
    seller.presses("Uang sudah masuk")
    assert statuses(shop) == [("transfer", "succeeded", due(shop, Way.TRANSFER))]

    order_page = here.replace("/checkout/", "/pesanan/").replace("/bayar", "")
    pays_part(buyer, order_page, makers["qris"], "QRIS", proofs[1])
    neighbour = visitor("neighbour")
    neighbour.signs_in(world.OTHER_SELLER)
    opens_first(neighbour, "/penjual/uang/masuk")
    neighbour.presses("Minta petugas mencocokkan")
    officer = visitor("asked")
    officer.signs_in(world.OFFICER)
    opens_first(officer, "/dinas/uang")
    officer.writes("Berapa yang masuk?", str(due(shop, Way.QRIS)))
    officer.presses("Uang sudah masuk")
    assert [state for _, state, _ in statuses(shop)] == ["succeeded", "succeeded"]

    opens_part(neighbour, number)
    neighbour.presses("Tidak sanggup")
    neighbour.page.get_by_role("radio").first.check(force=True)
    neighbour.presses("Tolak dan kembalikan uangnya")
    buyer.opens(order_page.replace(number, number + "/uang-kembali"))
    buyer.writes("Bank atau dompet digital", "BRI")
    buyer.writes("Nomor rekening", "002101000123456")
    buyer.writes("Atas nama", "Dewi Kusuma")
    buyer.presses("Simpan rekening")
    opens_first(neighbour, "/penjual/uang/kembali")
    neighbour.writes("Dikembalikan tanggal berapa?", "2026-11-22")
    neighbour.page.locator("#photo").set_input_files(proofs[2])
    neighbour.presses("Catat pengembalian")
    with shop.now():
        done = db.session.execute(sa.text("SELECT state, amount, by_hand FROM refunds")).all()
        assert [tuple(one) for one in done] == [("done", due(shop, Way.QRIS), True)]
        assert [one.name for one in tying.findings() if not one.holds] == []
        assert differences() == {}


def opens_first(visitor: Visitor, path: str) -> None:
    """The first thing of a list."""
    visitor.opens(path)
    with visitor.page.expect_navigation():
        visitor.page.locator("main a.rowpanel, main a.rowlink").first.click()
    visitor.looks()


def statuses(shop: Shop) -> list[tuple[str, str, int]]:
    with shop.now():
        rows = db.session.execute(
            sa.select(Payment.gateway, Payment.state, Payment.captured).order_by(Payment.id)
        )
        return [(way.value, state.value, captured) for way, state, captured in rows]
