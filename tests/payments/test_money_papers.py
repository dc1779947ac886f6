"""Invoices and receipts of real orders: exact amounts, who may open them, and that asking for one changes nothing."""

import re
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.db.ports import port
from app.orders.models import Order, Parcel
from app.orders.ports import OrderKeys
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, cancelling, parcels
from app.payments.models import Payment
from app.payments.queries import papers
from app.payments.queries.papers import Issuer
from tests.support import hub, market, world
from tests.support.books import books
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, an_order, parcels_of, pay
from tests.support.pages import PageClient
from tests.support.printing import texts_of

ISSUER = Issuer(collector="Koperasi Uji", allowed_by="Izin uji 1", test=True)


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


def amounts(text: str) -> list[str]:
    return re.findall(r"-?Rp[\d.]+", text)


def text_of(browser: PageClient, path: str) -> str:
    """All the words of a PDF that the browser opens."""
    answer = browser.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf"), path
    return " ".join(texts_of(answer.data))


# -- the buyer ---------------------------------------------------------------------------------------------


def test_before_paying_there_is_an_invoice_and_no_receipt(buyer: PageClient) -> None:
    order = an_order()
    text = text_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert f"INV-{order.number}" in text and "LUNAS" not in text
    assert amounts(text) == [
        "Rp45.000", "Rp90.000", "Rp12.000", "Rp102.000",
        "Rp90.000", "Rp12.000", "Rp102.000", "Rp102.000", "Rp102.000",
    ]  # fmt: skip
    assert "Masih harus dibayar Rp102.000" in text
    assert "Dibayar paling lambat 22 November 2026 pukul 11.00 WIB." in text
    assert "Sari Pembeli" in text and "Jl. Uji No. 1" in text and "Rumah Perca Kota Tangerang, Banten" in text
    assert "CONTOH — mode uji" in text
    assert buyer.get(f"/pesanan/{order.number}/kwitansi/1.pdf").status_code == 404
    assert "Belum ada uang yang masuk" in buyer.get(f"/pesanan/{order.number}/kwitansi").text
    assert "Kwitansi</a>" not in buyer.get(f"/pesanan/{order.number}").text


def test_after_paying_the_invoice_is_settled_and_the_receipt_says_it_in_words(buyer: PageClient) -> None:
    order = a_paid_order()
    text = text_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "LUNAS" in text and "Sudah dibayar Rp102.000" in text and "Masih harus dibayar" not in text
    assert "Dibayar 22 November 2026 lewat bayar pura-pura (mode uji)." in text
    page = buyer.get(f"/pesanan/{order.number}").text
    assert (
        f'href="/pesanan/{order.number}/tagihan.pdf"' in page
        and f'href="/pesanan/{order.number}/kwitansi"' in page
    )
    assert (
        buyer.get(f"/pesanan/{order.number}/kwitansi").location == f"/pesanan/{order.number}/kwitansi/1.pdf"
    )
    receipt = text_of(buyer, f"/pesanan/{order.number}/kwitansi/1.pdf")
    assert f"KW-{order.number}-1" in receipt and "LUNAS" in receipt
    assert "Seratus dua ribu rupiah" in receipt
    assert "2 × Keset Perca, dari Rumah Perca" in receipt
    assert amounts(receipt) == ["Rp102.000"]


def test_what_falls_away_stands_on_both_and_everything_ties_out(buyer: PageClient) -> None:
    order = a_paid_order({world.goods().ready: 3})
    (parcel,) = parcels_of(order)
    line = next(iter(adjusting.everything(parcel)))
    adjusting.drop(parcel, {line: 1}, AdjustmentKind.SHORT, "Kainnya habis.")
    invoice = text_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "Masih akan dikembalikan Rp51.000" in invoice and "Sudah dikembalikan" not in invoice
    receipt = text_of(buyer, f"/pesanan/{order.number}/kwitansi/1.pdf")
    assert amounts(receipt)[1:] == ["-Rp51.000", f"Rp{(order.total - 51_000):,}".replace(",", ".")]
    assert "Masih dalam perjalanan kembali" in receipt
    do_all()
    invoice = text_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "Sudah dikembalikan -Rp51.000" in invoice and "Masih akan" not in invoice and "LUNAS" in invoice
    receipt = text_of(buyer, f"/pesanan/{order.number}/kwitansi/1.pdf")
    assert "22 November 2026 Kainnya habis. -Rp51.000" in receipt and "Masih dalam" not in receipt


def test_what_went_back_whole_is_no_longer_stamped_as_paid(buyer: PageClient) -> None:
    order = a_paid_order()
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, "Bahannya habis.")
    do_all()
    invoice = text_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "Tagihan Rp0" in invoice and "LUNAS" not in invoice
    receipt = text_of(buyer, f"/pesanan/{order.number}/kwitansi/1.pdf")
    assert amounts(receipt) == ["Rp102.000", "-Rp102.000", "Rp0"] and "LUNAS" not in receipt


@pytest.mark.parametrize("how", ["cancelled", "expired"])
def test_an_order_that_was_let_go_unpaid_asks_for_nothing(buyer: PageClient, how: str) -> None:
    order = an_order()
    if how == "cancelled":
        cancelling.cancel_all(order.number, world.actor(world.BUYER), None)
    else:
        with clock.at(world.SUNDAY + timedelta(hours=2)):
            assert parcels.expire(order.id)
    text = text_of(buyer, f"/pesanan/{order.number}/tagihan.pdf")
    assert "Tidak ada yang perlu dibayar." in text and "Tagihan Rp0" in text
    assert "Masih harus dibayar" not in text and "LUNAS" not in text


def test_the_one_fee_of_a_post_is_on_the_invoice_and_the_sum_is_the_orders(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 2, other: 1})
    (invoice,) = papers.invoices(order, ISSUER, address=False)
    assert (invoice.total, invoice.bill, invoice.paid, invoice.open) == (
        order.total,
        order.total,
        order.total,
        0,
    )
    assert [(words, fee) for words, fee, _ in invoice.shared] == [
        ("Satu paket lewat Posko PKK Uji", order.shipping_total)
    ]


def test_each_number_is_its_papers_for_ever(buyer: PageClient) -> None:
    order = a_paid_order()
    before = books()
    for path in ("tagihan.pdf", "kwitansi/1.pdf"):
        first, again = (buyer.get(f"/pesanan/{order.number}/{path}").data for _ in range(2))
        assert first == again, path
    assert books() == before, "asking for a paper writes nothing"


def test_a_guest_opens_her_papers_by_the_key_of_her_link_alone(client: PageClient) -> None:
    order = a_paid_order(buyer=None)
    key = port(OrderKeys).key_for(order.number)
    for path in ("tagihan.pdf", "kwitansi/1.pdf"):
        answer = client.get(f"/pesanan/{order.number}/{path}?kunci={key}")
        assert answer.data.startswith(b"%PDF")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["Content-Disposition"].startswith("inline; filename=")
        for wrong in ("", "?kunci=", "?kunci=wrong", f"?kunci={key[:-1]}"):
            assert client.get(f"/pesanan/{order.number}/{path}{wrong}").status_code == 404
    page = client.get(f"/pesanan/{order.number}?kunci={key}").text
    assert f"/pesanan/{order.number}/tagihan.pdf?kunci={key}" in page


@pytest.mark.parametrize(
    "path", ["kwitansi/0.pdf", "kwitansi/2.pdf", f"kwitansi/{10**30}.pdf", "bagian/1/tagihan.pdf"]
)
def test_a_paper_that_there_is_not_is_not_found(buyer: PageClient, path: str) -> None:
    order = a_paid_order()
    assert buyer.get(f"/pesanan/{order.number}/{path}").status_code == 404


# -- the maker and the admin -------------------------------------------------------------------------------


def test_a_maker_sees_her_own_part_and_nobody_elses(maker: PageClient, signed_in: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    hers = parcels_of(order)[0]
    text = text_of(maker, f"/penjual/pesanan/{hers.id}/tagihan.pdf")
    assert f"INV-{order.number}-1" in text and "Keset Perca" in text and "Keset Kepang" in text
    assert "Keset Tetangga" not in text and "Keset Baru" not in text
    assert f"Jumlah pesanan Rp{hers.total:,}".replace(",", ".") in text and "LUNAS" in text
    other = signed_in(world.OTHER_SELLER)
    for path in ("tagihan.pdf", "kwitansi.pdf"):
        assert other.get(f"/penjual/pesanan/{hers.id}/{path}").status_code == 404
        assert signed_in(world.BUYER).get(f"/penjual/pesanan/{hers.id}/{path}").status_code == 403


def test_a_maker_has_the_buyers_address_as_long_as_her_page_shows_it(maker: PageClient) -> None:
    order = a_paid_order()
    who, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    shown = []
    for deed in (
        lambda: None,
        lambda: parcels.accept(who, parcel_id),
        lambda: parcels.pack(who, parcel_id),
        lambda: parcels.send(who, parcel_id, courier="JNE", tracking="JNE1"),
        lambda: parcels.receive(order.number, parcel_id, world.actor(world.BUYER), None),
    ):
        deed()
        page = maker.get(f"/penjual/pesanan/{parcel_id}").text
        paper = text_of(maker, f"/penjual/pesanan/{parcel_id}/tagihan.pdf")
        assert ("Jl. Uji No. 1" in page) == ("Jl. Uji No. 1" in paper)
        shown.append("Jl. Uji No. 1" in paper)
    assert shown == [False, True, True, True, False]


def test_a_maker_gives_no_receipt_for_money_that_she_did_not_take(maker: PageClient) -> None:
    parcel = parcels_of(a_paid_order())[0]
    answer = maker.get(f"/penjual/pesanan/{parcel.id}/kwitansi.pdf")
    assert answer.location == f"/penjual/pesanan/{parcel.id}"
    assert "Kwitansi ada sesudah uangnya Ibu terima sendiri." in maker.get(answer.location).text


def test_the_admin_has_both_without_anybodys_address(signed_in: Any, db: Any) -> None:
    order = a_paid_order()
    admin = signed_in(world.ADMIN)
    payment_id = db.scalar(sa.select(Payment.id).where(Payment.order_id == order.id))
    page = admin.get(f"/admin/uang/pesanan/{order.id}").text
    for path in (
        f"/admin/uang/pesanan/{order.id}/tagihan.pdf",
        f"/admin/uang/pembayaran/{payment_id}/kwitansi.pdf",
    ):
        assert path in page
        text = text_of(admin, path)
        assert "Rp102.000" in text and "Jl. Uji" not in text
    unpaid = an_order({world.goods().made: 1})
    pay(unpaid)
    assert admin.get(f"/admin/uang/pembayaran/{10**18}/kwitansi.pdf").status_code == 404


@pytest.mark.parametrize("typed", ["#panic() *b* $x$ [q] <script>", "محمد 王", "W" * 80, "Ångström Ibu Siti"])
def test_whatever_name_was_typed_there_are_papers(buyer: PageClient, db: Any, typed: str) -> None:
    order = a_paid_order()
    db.execute(sa.update(Order).where(Order.id == order.id).values(buyer_name=typed, street=typed * 3))
    db.execute(sa.update(Parcel).where(Parcel.order_id == order.id).values(seller_name=typed))
    for path in ("tagihan.pdf", "kwitansi/1.pdf"):
        assert buyer.get(f"/pesanan/{order.number}/{path}").data.startswith(b"%PDF")
