"""Papers where buyers pay sellers directly: one invoice a part, receipts in the sellers' names; and money that goes back whole."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.ports import port
from app.ledger.models import BankAccount
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import Payment
from app.payments.ports import PaymentGateway, PretendTill
from app.payments.queries import papers
from app.payments.queries import payment as payments
from app.payments.queries.papers import Issuer
from app.payments.rules.minutes import Minutes
from app.payments.rules.ways import Way
from app.payments.service import billing, choosing, opening, settling
from app.sellers import queries as sellers
from tests.support import paying, world
from tests.support.jobs import do_all
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.printing import texts_of

ISSUER = Issuer(collector="Koperasi Uji", allowed_by="Izin uji 1", test=False)


@pytest.fixture
def order(db: Any) -> Order:
    """Two makers' goods, nothing paid: 102.000 and 42.000."""
    neighbour = world.actor(world.OTHER_SELLER)
    other = world.an_approved_product(neighbour, name="Keset Tetangga", price=30_000)
    return an_order({world.goods().ready: 2, other: 1})


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def pays(order: Order, part: int, way: Way) -> Payment:
    """A part's open payment by this way; its seller has an account."""
    parcel = parcels_of(order)[part]
    return opening.start_direct(order.id, parcel.id, way)


def money_comes(payment: Payment) -> None:
    assert settling.settle(payment.id, amount=payment.due, currency="idr")


def an_account(who: str, db: Any) -> None:
    db.add(
        BankAccount(
            seller_id=sellers.owned(world.actor(who)).id,
            bank="002",
            number="1234567890",
            holder="Yati",
            since=clock.now(),
        )
    )
    db.flush()


def pages_of(browser: PageClient, path: str) -> list[str]:
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), path
    return texts_of(answer.data)


def amounts(text: str) -> list[str]:
    return re.findall(r"-?Rp[\d.]+", text)


def test_each_seller_has_an_invoice_of_her_own_in_one_file(order: Order, buyer: PageClient, db: Any) -> None:
    an_account(world.SELLER, db)
    payment = pays(order, 0, Way.TRANSFER)
    first, second = pages_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    due = f"{payment.due:,}".replace(",", ".")
    assert f"INV-{order.number}-1" in first and f"INV-{order.number}-2" in second
    assert "Rekening BRI 1234567890 atas nama Yati" in first and "Rekening" not in second
    assert f"Kode unik transfer Rp{payment.code}" in first and f"Masih harus dibayar Rp{due}" in first
    assert "Transfer tepat sampai angka terakhir" in first
    assert "Masih harus dibayar Rp42.000" in second and "Kode unik" not in second
    alone = pages_of(buyer, f"/pesanan/{order.number}/bagian/{parcels_of(order)[1].id}/tagihan.pdf")
    assert alone == [second]


def test_a_transfer_is_receipted_in_the_sellers_name_with_its_code(
    order: Order, buyer: PageClient, db: Any
) -> None:
    an_account(world.SELLER, db)
    payment = pays(order, 0, Way.TRANSFER)
    money_comes(payment)
    (text,) = pages_of(buyer, f"/pesanan/{order.number}/kwitansi/1.pdf")
    assert amounts(text) == [f"Rp{102_000 + payment.code:,}".replace(",", ".")]
    assert "Kota Tangerang, 22 November 2026 Rumah Perca" in text and "Transfer bank" in text
    assert "LUNAS" in text and "Keset Tetangga" not in text
    first, second = pages_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "LUNAS" in first and "LUNAS" not in second


def test_both_parts_are_receipted_one_by_one_and_listed(
    order: Order, buyer: PageClient, signed_in: Any
) -> None:
    for part in (0, 1):
        money_comes(pays(order, part, Way.CASH))
    page = buyer.get(f"/pesanan/{order.number}/kwitansi").text
    assert "<b>Rp102.000</b> ke Rumah Perca" in page and "<b>Rp42.000</b> ke Gerai Tetangga" in page
    assert amounts(pages_of(buyer, f"/pesanan/{order.number}/kwitansi/2.pdf")[0]) == ["Rp42.000"]
    maker = signed_in(world.SELLER)
    hers = f"/penjual/pesanan/{parcels_of(order)[0].id}"
    assert f'href="{hers}/kwitansi.pdf"' in maker.get(hers).text
    (text,) = pages_of(maker, f"{hers}/kwitansi.pdf")
    assert f"KW-{order.number}-1" in text and "Seratus dua ribu rupiah" in text


def test_what_is_paid_when_fetched_says_so_and_has_no_receipt_yet(order: Order, buyer: PageClient) -> None:
    pays(order, 0, Way.CASH)
    first, _ = pages_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "Dibayar tunai kepada penjual saat barang diambil." in first and "paling lambat" not in first
    assert "Masih harus dibayar Rp102.000" in first
    assert buyer.get(f"/pesanan/{order.number}/kwitansi/1.pdf").status_code == 404


def test_what_fell_away_before_it_was_paid_is_off_the_bill(order: Order) -> None:
    payment = pays(order, 0, Way.CASH)
    parcel = parcels_of(order)[0]
    parcels.decline(world.actor(world.SELLER), parcel.id, "Bahannya habis.")
    first, second = papers.invoices(order, ISSUER, address=False)
    assert (first.total, first.returned, first.bill, first.paid, first.open) == (102_000, 102_000, 0, 0, 0)
    assert first.terms == ["Sudah dilepas sebelum dibayar. Tidak ada yang perlu dibayar."]
    assert (second.bill, second.open) == (42_000, 42_000)
    assert payment.captured == 0


def test_a_transfer_that_goes_back_takes_its_code_with_it(order: Order, db: Any) -> None:
    an_account(world.SELLER, db)
    payment = pays(order, 0, Way.TRANSFER)
    money_comes(payment)
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, "Bahannya habis.")
    first, _ = papers.invoices(order, ISSUER, address=False)
    assert (first.bill, first.paid, first.repaid, first.open) == (0, payment.due, 0, -payment.due)
    receipt = papers.receipt_at(order, 1, ISSUER)
    assert (receipt.amount, receipt.owed, receipt.kept, receipt.settled) == (
        payment.due,
        payment.due,
        0,
        False,
    )


def test_papers_of_sellers_who_are_paid_directly_open_for_nobody_else(order: Order, signed_in: Any) -> None:
    pays(order, 0, Way.CASH)
    stranger, parcel = signed_in(world.CURATOR), parcels_of(order)[0]
    for path in ("tagihan.pdf", f"bagian/{parcel.id}/tagihan.pdf", "kwitansi"):
        assert stranger.get(f"/pesanan/{order.number}/{path}").status_code == 404


def test_money_that_came_twice_has_two_receipts_and_only_one_is_settled(buyer: PageClient, db: Any) -> None:
    order = an_order()
    for _ in range(2):
        opening.start(order.id, success_url="/", cancel_url="/")
        payment = payments.open_of(order.id)
        assert payment is not None
        port(PretendTill).pay(payment.reference or "")
        opening.expire(payment)
    assert port(PaymentGateway).name == "pretend"
    found = db.scalars(sa.select(Payment).where(Payment.order_id == order.id).order_by(Payment.id))
    for payment in list(found):
        money_comes(payment)
    do_all()
    page = buyer.get(f"/pesanan/{order.number}/kwitansi").text
    assert page.count("<b>Rp102.000</b>") == 2 and page.count("Rp102.000 sudah dikembalikan") == 1
    first, second = (pages_of(buyer, f"/pesanan/{order.number}/kwitansi/{at}.pdf")[0] for at in (1, 2))
    assert ("LUNAS" in first, "LUNAS" in second) == (True, False)
    assert amounts(second) == ["Rp102.000", "-Rp102.000", "Rp0"]
    (invoice,) = pages_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "Sudah dibayar Rp102.000" in invoice and "dikembalikan" not in invoice


def test_an_agency_is_billed_in_its_name_by_the_minutes_of_hand_over(order: Order, db: Any) -> None:
    officer, maker, parcel = world.actor(world.OFFICER), world.actor(world.SELLER), parcels_of(order)[0]
    paying.takes(world.SELLER, Way.INVOICE)
    payment = choosing.order_on_account(order, parcel.id, officer, signer="Ibu Ratna", post="Kepala Bidang")
    first, _ = papers.invoices(order, ISSUER, address=False)
    assert (first.buyer, first.address) == ("Dinas Uji", ("u.p. Ibu Ratna, Kepala Bidang",))
    assert first.terms == ["Dibayar instansi sesudah berita acara serah terima ditandatangani."]
    parcels.accept(maker, parcel.id)
    parcels.pack(maker, parcel.id)
    parcels.send(maker, parcel.id, courier="JNE", tracking="JNE1")
    minutes = Minutes("BAST/07/XI/2026", world.SUNDAY.date())
    billing.note_as_seller(maker, parcel.id, minutes)
    billing.note_as_buyer(order, parcel.id, officer, minutes)
    first, _ = papers.invoices(order, ISSUER, address=False)
    (terms,) = first.terms
    assert (first.signer, first.signed_in, first.signed_on) == (
        "Rumah Perca",
        "Kota Tangerang",
        world.SUNDAY.date(),
    )
    an_account(world.SELLER, db)
    first, second = papers.invoices(order, ISSUER, address=False)
    assert first.payee_note.startswith("Rekening BRI ")
    assert (second.signer, second.payee_note) == ("", "")
    assert "menurut berita acara serah terima BAST/07/XI/2026 tanggal 22 November 2026." in terms
    money_comes(payment)
    receipt = papers.receipt_at(order, 1, ISSUER)
    assert (receipt.received_from, receipt.amount, receipt.settled) == ("Dinas Uji", 102_000, True)
