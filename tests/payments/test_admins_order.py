"""An admin's page of one order's money leads to everything about it: parts, payments, papers, and giving back."""

import re
from typing import Any

from app.orders.service import parcels
from app.payments.models import Payment
from tests.support import world
from tests.support.answers import REASON
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient


def test_it_leads_to_parts_papers_and_giving_back(db: Any, signed_in: Any) -> None:
    order = a_paid_order()
    (part,) = parcels_of(order)
    admin: PageClient = signed_in(world.ADMIN)
    here = f"/admin/uang/pesanan/{order.id}"
    assert f'href="{here}"' in admin.get("/admin/uang").text
    page = admin.get(here).text
    assert f"Uang pesanan {order.number}" in page and part.seller_name in page
    for link in (
        f"/admin/uang/bagian/{part.id}/uang-kembali",
        f"/admin/uang/pesanan/{order.id}/tagihan.pdf",
        f"/admin/uang/pembayaran/{db.query(Payment).one().id}/kwitansi.pdf",
    ):
        assert f'href="{link}"' in page
        assert admin.get(link).status_code == 200
    assert f'href="{here}"' in admin.get(f"/admin/uang/bagian/{part.id}/uang-kembali").text


def test_what_goes_back_is_listed_with_its_reason(db: Any, signed_in: Any) -> None:
    order = a_paid_order()
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, REASON)
    do_all()
    page = signed_in(world.ADMIN).get(f"/admin/uang/pesanan/{order.id}").text
    assert REASON in page and "Sudah kembali" in page
    assert "Rp102.000 kembali ke pembeli" in page


def test_what_nobody_has_paid_offers_nothing_to_give_back(db: Any, signed_in: Any) -> None:
    order = an_order()
    admin: PageClient = signed_in(world.ADMIN)
    page = admin.get(f"/admin/uang/pesanan/{order.id}").text
    assert "uang-kembali" not in page and "Menunggu dibayar" in page
    assert admin.get("/admin/uang/pesanan/999999").status_code == 404
    assert signed_in(world.OFFICER).get(f"/admin/uang/pesanan/{order.id}").status_code == 403


def test_whatever_is_about_money_stands_under_money(db: Any, signed_in: Any) -> None:
    admin: PageClient = signed_in(world.ADMIN)
    at_money = re.compile(r'<a href="/admin/uang" aria-current="page">')
    order = an_order()
    for address in ("komisi", "pencairan", f"pesanan/{order.id}"):
        assert at_money.search(admin.get(f"/admin/uang/{address}").text), address
    assert not at_money.search(admin.get("/admin/aturan").text)
