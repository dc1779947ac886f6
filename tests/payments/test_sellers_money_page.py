"""A seller's money pages lead with what waits for her hand, say from whom, and never promise what is not there."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.db.ports import plug, port
from app.payments.rules.offering import House
from app.payments.rules.ways import Way
from app.payments.service import choosing
from app.sellers import queries as sellers
from tests.support import paying, world
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.printing import texts_of
from tests.support.proofs import a_paid_payment, a_payment, owed, send

MONEY = "/penjual/uang"


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


@pytest.fixture
def only_direct(app: Flask, db: Any) -> Any:
    """A shop in which nobody collects."""
    usual = port(House)
    plug(app, House, replace(usual, ways=frozenset(usual.ways - {Way.STRIPE, Way.PRETEND})))
    yield
    plug(app, House, usual)


def test_proofs_and_money_to_give_back_stand_first_with_their_sums(maker: PageClient) -> None:
    send(a_payment())
    refund = owed()
    page = maker.get(MONEY).text
    assert '1 bukti bayar menunggu dicocokkan</b><br><span class="small soft num">Rp102.000' in page
    assert page.index("menunggu dicocokkan") < page.index("Langsung ke Ibu")
    assert refund.amount == 102_000
    assert "uang pembeli harus dikembalikan" not in page, "nobody can pay before the buyer says to where"


def test_money_that_waits_is_told_with_its_buyer(maker: PageClient) -> None:
    order = a_paid_order()
    assert f'<b>Dari Sari</b> <span class="small soft nb">{order.number}</span>' in maker.get(MONEY).text


@pytest.mark.parametrize(
    "path", ["masuk", "kembali", "riwayat", "rekening", "cara-bayar", "cara-bayar/qris", "pajak", "tagihan"]
)
def test_every_money_page_stands_under_uang_and_leads_back(maker: PageClient, path: str) -> None:
    page = maker.get(f"{MONEY}/{path}").text
    assert page.count(f'<a href="{MONEY}" aria-current="page">') == 2, "on the rail and on the dock"
    assert f'<a class="more" href="{MONEY}' in page


def test_where_nobody_collects_no_payout_is_spoken_of(maker: PageClient, only_direct: Any) -> None:
    paying.takes(world.SELLER, Way.QRIS)
    page = maker.get(MONEY).text
    assert "Belum ada uang masuk" in page and "Atur cara dibayar" in page
    assert "Kapan uang cair" not in page
    a_paid_payment()
    page = maker.get(MONEY).text
    assert "Diterima sejak awal</dt><dd>Rp102.000" in page
    assert "Lewat Gerai" not in page and "pencairan" not in page


def _collected() -> int:
    return parcels_of(a_paid_order())[0].id


def _directly() -> int:
    return a_paid_payment().parcel_id or 0


def _cash() -> int:
    paying.takes(world.SELLER, Way.CASH)
    seller_id = sellers.owned(world.actor(world.SELLER)).id
    order = an_order({world.goods().ready: 1}, wishes={seller_id: "pickup"})
    (part,) = parcels_of(order)
    paying.begun(order, part.id, Way.CASH)
    return part.id


def _agency() -> int:
    paying.takes(world.SELLER, Way.INVOICE)
    order = an_order(buyer=world.OFFICER)
    (part,) = parcels_of(order)
    choosing.order_on_account(order, part.id, world.actor(world.OFFICER), signer="Bu Kabid", post="Kabid")
    return part.id


@pytest.mark.parametrize(
    ("made", "sentence"),
    [
        (_collected, "Sudah dibayar lewat Gerai, Min, 22 Nov"),
        (_directly, "Rp102.000</b> sudah Ibu terima langsung, Min, 22 Nov"),
        (_cash, "Belum dibayar: terima Rp45.000 tunai saat diambil."),
        (_agency, "Belum dibayar: Rp102.000 ditagih ke instansi."),
    ],
)
def test_her_order_says_whether_it_is_paid_and_into_whose_hands(
    maker: PageClient, made: Callable[[], int], sentence: str
) -> None:
    page = maker.get(f"/penjual/pesanan/{made()}").text
    assert sentence in page
    said = [
        one in page for one in ("Sudah dibayar lewat Gerai", "sudah Ibu terima langsung", "Belum dibayar:")
    ]
    assert said.count(True) == 1


def test_an_agency_reads_on_its_bill_to_which_account_it_pays(maker: PageClient) -> None:
    paying.an_account(world.actor(world.SELLER))
    part = _agency()
    (bill,) = texts_of(maker.get(f"/penjual/pesanan/{part}/tagihan.pdf").data)
    assert "1234567890" in bill and "YATI PENJUAL" in bill
