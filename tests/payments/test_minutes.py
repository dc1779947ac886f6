"""An agency orders on account: the maker begins, both note the same minutes of hand-over, then the days run."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.base.errors import NotFound
from app.orders.models import Order
from app.orders.service import parcels
from app.payments.models import AgencyBill
from app.payments.rules.amounts import CannotPay
from app.payments.rules.minutes import AlreadyAgreed, Minutes, MinutesDiffer, NotHandedOver
from app.payments.rules.ways import Way
from app.payments.service import billing, choosing
from tests.support import world
from tests.support.books import books, journal, letters
from tests.support.buying import said
from tests.support.orders import an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.paying import takes

PAPER = Minutes("BAST/07/XI/2026", date(2026, 11, 24))
LATER = world.SUNDAY + timedelta(days=3)


def ordered(*, sent: bool = False) -> tuple[Order, int]:
    """An order of the officer's on account, and its only part."""
    takes(world.SELLER, Way.INVOICE)
    order = an_order(buyer=world.OFFICER)
    (parcel,) = parcels_of(order)
    officer = world.actor(world.OFFICER)
    choosing.order_on_account(order, parcel.id, officer, signer="Bu Kabid", post="Kepala Bidang")
    if sent:
        maker = world.actor(world.SELLER)
        parcels.accept(maker, parcel.id)
        parcels.pack(maker, parcel.id)
        parcels.send(maker, parcel.id, courier="JNE", tracking="CONTOH1")
    return order, parcel.id


def test_an_officer_orders_on_account_and_says_who_signs(signed_in: Any, count: Any, db: Any) -> None:
    takes(world.SELLER, Way.INVOICE)
    order = an_order(buyer=world.OFFICER)
    (parcel,) = parcels_of(order)
    browser: PageClient = signed_in(world.OFFICER)
    page = f"/checkout/{order.number}/bayar/{parcel.id}"
    refused = browser.send(page, way="invoice", signer="", post="").text
    assert "Tulis nama yang menandatangani." in refused
    assert "Tulis jabatannya." in refused
    assert count(AgencyBill) == 0
    answer = browser.send(page, way="invoice", signer="Bu Kabid", post="Kepala Bidang")
    assert "Tagihan untuk Dinas Uji" in said(browser, answer)
    bill = db.query(AgencyBill).one()
    assert (bill.agency, bill.signer, bill.signer_post) == ("Dinas Uji", "Bu Kabid", "Kepala Bidang")
    assert (parcel.state, order.state) == ("to_answer", "agreed")
    assert "ordered on account" in journal("parcel", parcel.id)


def test_nobody_else_orders_on_account(db: Any, count: Any) -> None:
    takes(world.SELLER, Way.INVOICE)
    order = an_order()
    (parcel,) = parcels_of(order)
    before = books()
    with pytest.raises(CannotPay):
        choosing.order_on_account(order, parcel.id, world.actor(world.BUYER), signer="Aku", post="Aku")
    assert (books(), count(AgencyBill)) == (before, 0)


def test_with_the_second_note_the_day_is_set_and_both_are_told(db: Any) -> None:
    order, part = ordered(sent=True)
    with clock.at(LATER):
        billing.note_as_buyer(order, part, world.actor(world.OFFICER), PAPER)
        bill = db.query(AgencyBill).one()
        assert (bill.minutes_number, bill.due_on) == ("BAST/07/XI/2026", None)
        assert letters()[-1] == f"Berita acara pesanan {order.number} sudah dicatat"
        billing.note_as_seller(world.actor(world.SELLER), part, Minutes("bast/07/xi/2026", PAPER.on))
    assert (bill.minutes_number, bill.due_on) == ("BAST/07/XI/2026", date(2026, 12, 24))
    told = f"Tagihan pesanan {order.number} dibayar paling lambat Kamis, 24 Desember"
    assert letters()[-2:] == [told, told]


def test_what_differs_is_refused_until_the_first_has_mended_it(db: Any) -> None:
    order, part = ordered(sent=True)
    officer, maker = world.actor(world.OFFICER), world.actor(world.SELLER)
    with clock.at(LATER):
        billing.note_as_buyer(order, part, officer, Minutes("BAST/70", PAPER.on))
        before = books()
        with pytest.raises(MinutesDiffer) as refused:
            billing.note_as_seller(maker, part, PAPER)
        assert "Pembeli mencatat nomor BAST/70" in refused.value.message
        assert books() == before
        billing.note_as_buyer(order, part, officer, PAPER)
        billing.note_as_seller(maker, part, PAPER)
        before = books()
        billing.note_as_seller(maker, part, PAPER)
        with pytest.raises(AlreadyAgreed):
            billing.note_as_buyer(order, part, officer, Minutes("BAST/71", PAPER.on))
        assert books() == before


def test_before_the_hand_over_nothing_is_noted(db: Any) -> None:
    order, part = ordered()
    before = books()
    with clock.at(LATER), pytest.raises(NotHandedOver):
        billing.note_as_buyer(order, part, world.actor(world.OFFICER), PAPER)
    assert books() == before


def test_the_maker_finds_her_bill_and_notes_on_its_page(signed_in: Any, db: Any) -> None:
    maker: PageClient = signed_in(world.SELLER)
    assert "Belum ada tagihan" in maker.get("/penjual/uang/tagihan").text
    order, part = ordered(sent=True)
    assert "Dinas Uji" in maker.get("/penjual/uang/tagihan").text
    with clock.at(LATER):
        page = f"/penjual/uang/tagihan/{part}"
        wrong = maker.send(page, number="BAST/07", on="2026-12-30").text
        assert "Tanggal berita acara belum tiba." in wrong
        assert 'value="BAST/07"' in wrong
        answer = maker.send(page, number="BAST/07", on="2026-11-24")
        assert "baru Ibu yang mencatat" in said(maker, answer)
    officer: PageClient = signed_in(world.OFFICER)
    with clock.at(LATER):
        here = f"/checkout/{order.number}/bayar/{part}"
        assert "Catat berita acara" in officer.get(here).text
        answer = officer.send(here, to=f"{here}/berita-acara", number="BAST/07", on="2026-11-24")
        assert "Kamis, 24 Desember" in said(officer, answer)


def test_a_bill_of_somebody_else_is_not_there(signed_in: Any, db: Any) -> None:
    order, part = ordered(sent=True)
    neighbour: PageClient = signed_in(world.OTHER_SELLER)
    assert neighbour.get(f"/penjual/uang/tagihan/{part}").status_code == 404
    with pytest.raises(NotFound):
        billing.note_as_seller(world.actor(world.OTHER_SELLER), part, PAPER)
    buyer: PageClient = signed_in(world.BUYER)
    token = buyer.token("/akun")
    address = f"/checkout/{order.number}/bayar/{part}/berita-acara"
    answer = buyer.post(address, data={"csrf_token": token, "number": "X", "on": "2026-11-24"})
    assert answer.status_code == 404
