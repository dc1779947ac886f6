"""What a buyer reads about her money: on the order, on the list of its parts, back from the gateway, in a link on another phone."""

from datetime import date
from typing import Any

import pytest

from app.base import clock
from app.delivery.rules.services import PICKUP
from app.payments.queries import paying, repaying
from app.payments.rules.ways import Way
from app.payments.service import proving
from app.sellers import queries as sellers
from tests.support import world
from tests.support.orders import an_order, parcels_of, pay
from tests.support.pages import PageClient
from tests.support.paying import takes
from tests.support.proofs import BANK, a_payment, key_of, order_of, owed, send, tell_target

SEEN_AGAIN = "Kabar pembayarannya belum sampai ke kami. Kalau Anda sudah membayar, jangan bayar lagi"


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def order_page(browser: PageClient, payment: Any) -> str:
    return browser.get(f"/pesanan/{order_of(payment).number}").text


def seller() -> Any:
    return world.actor(world.SELLER)


# -- while the maker looks ------------------------------------------------------------------------------------


def test_whose_proof_is_looked_at_is_not_asked_to_pay_again(buyer: PageClient) -> None:
    payment = a_payment()
    assert "Pilih cara bayar" in order_page(buyer, payment)
    send(payment)
    page = order_page(buyer, payment)
    assert "Bukti Anda sedang dicocokkan" in page
    assert "sedang mencocokkan, tidak perlu dibayar lagi" in page
    for asked in ("Pilih cara bayar", "Bayar Rp102.000", "Menunggu dibayar", "Batalkan pesanan"):
        assert asked not in page


def test_what_is_left_counts_codes_and_not_what_is_looked_at(db: Any) -> None:
    takes(world.SELLER, Way.TRANSFER)
    payment = a_payment(way=Way.TRANSFER)
    order = order_of(payment)
    assert paying.left(paying.parts_of(order)) == payment.due == 102_000 + payment.code
    send(payment)
    assert paying.left(paying.parts_of(order)) == 0


def test_a_paid_part_says_the_sum_that_came_code_and_all(buyer: PageClient) -> None:
    takes(world.SELLER, Way.TRANSFER)
    payment = a_payment(way=Way.TRANSFER)
    proving.confirm(seller(), payment.id, payment.due)
    page = buyer.get(f"/checkout/{order_of(payment).number}/bayar/{payment.parcel_id}").text
    came = f"Rp102.{payment.code:03d}"
    assert f'Rumah Perca sudah menerima <span class="nb">{came}</span>.' in page
    assert "<h1>Rumah Perca sudah dibayar</h1>" in page


# -- paid later -------------------------------------------------------------------------------------------


def test_who_pays_cash_reads_what_to_bring_and_that_nothing_is_paid(buyer: PageClient) -> None:
    takes(world.SELLER, Way.CASH)
    order = an_order(wishes={sellers.owned(seller()).id: PICKUP})
    a_payment(order, Way.CASH)
    page = buyer.get(f"/pesanan/{order.number}").text
    assert 'Bawa <span class="nb">Rp90.000</span> tunai saat mengambil' in page
    assert "Disepakati" in page and "Kalau lewat, bagian ini dilepas." in page
    assert "uang Anda kembali" not in page


def test_taking_back_what_was_not_paid_promises_no_money(buyer: PageClient) -> None:
    takes(world.SELLER, Way.CASH)
    order = an_order(wishes={sellers.owned(seller()).id: PICKUP})
    a_payment(order, Way.CASH)
    part = parcels_of(order)[0].id
    path = f"/pesanan/{order.number}/bagian/{part}/batal"
    assert "Belum ada uang yang Anda bayarkan." in buyer.get(path).text
    after = buyer.get(buyer.send(path).location).text
    assert "Bagian ini sudah dibatalkan." in after
    assert "Tidak jadi" in after and "Dikembalikan" not in after


# -- money that goes back -----------------------------------------------------------------------------------


def test_the_order_asks_first_to_where_and_then_no_more(buyer: PageClient) -> None:
    refund = owed()
    number = paying_number(refund)
    page = buyer.get(f"/pesanan/{number}").text
    assert '<span class="nb">Rp102.000</span> kembali ke mana?' in page
    assert "Ia mengembalikan uang Anda langsung." in page
    assert "lewat cara Anda membayar" not in page
    tell_target(refund, BANK)
    assert "kembali ke mana?" not in buyer.get(f"/pesanan/{number}").text


def paying_number(refund: Any) -> str:
    return repaying.owed(refund.id).order.number


def test_she_reads_until_when_the_maker_gives_it_back(buyer: PageClient) -> None:
    refund = owed()
    tell_target(refund)
    page = buyer.get(f"/pesanan/{paying_number(refund)}/uang-kembali").text
    assert 'mengembalikannya paling lambat <b class="nb">Rab, 25 Nov 10.00 WIB</b>.' in page
    with clock.at(world.SUNDAY.replace(day=26)):
        late = buyer.get(f"/pesanan/{paying_number(refund)}/uang-kembali").text
    assert "Batasnya sudah lewat, Rumah Perca belum mengembalikannya." in late


# -- back from the gateway ------------------------------------------------------------------------------------


def test_who_comes_back_unpaid_is_told_not_to_pay_twice(buyer: PageClient) -> None:
    order = an_order()
    buyer.send(f"/checkout/{order.number}/bayar")
    back = buyer.get(f"/checkout/{order.number}/kembali")
    assert SEEN_AGAIN in buyer.get(back.location).text


def test_who_comes_back_paid_is_told_so(buyer: PageClient) -> None:
    order = an_order()
    pay(order)
    back = buyer.get(f"/checkout/{order.number}/kembali")
    assert "Pembayaran Anda sudah masuk." in buyer.get(back.location).text


def test_nobody_is_told_about_a_gateway_that_was_not_used(buyer: PageClient) -> None:
    payment = a_payment()
    assert paying.news_of(order_of(payment)) is None


# -- doors --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/pesanan/{n}", "/checkout/{n}/bayar", "/checkout/{n}/bayar/{p}"])
def test_a_closed_order_says_how_to_open_it_whether_it_is_there_or_not(client: PageClient, path: str) -> None:
    payment = a_payment()
    there = client.get(path.format(n=order_of(payment).number, p=payment.parcel_id))
    nowhere = client.get(path.format(n="G-2222222", p=payment.parcel_id))
    assert there.status_code == nowhere.status_code == 404
    for one in (there, nowhere):
        assert "Pesanan ini belum bisa dibuka" in one.text and 'href="/masuk?next=/' in one.text
    assert key_of(payment) not in there.text


def test_a_part_of_another_order_is_not_there(client: PageClient) -> None:
    mine, other = a_payment(buyer=None), a_payment(buyer=None)
    forged = f"/checkout/{order_of(mine).number}/bayar/{other.parcel_id}?kunci={key_of(mine)}"
    assert client.get(forged).status_code == 404


def test_the_list_of_parts_names_the_first_deadline(db: Any) -> None:
    payment = a_payment()
    assert paying.until(paying.parts_of(order_of(payment))).date() == date(2026, 11, 23)


def test_taking_a_paid_part_back_shows_the_unique_code_among_what_returns(buyer: PageClient) -> None:
    takes(world.SELLER, Way.TRANSFER)
    payment = a_payment(way=Way.TRANSFER)
    proving.confirm(seller(), payment.id, payment.due)
    path = f"/pesanan/{order_of(payment).number}/bagian/{payment.parcel_id}/batal"
    page = buyer.get(path).text
    assert f"<dd>Rp102.{payment.code:03d}</dd>" in page
    assert "Pembuatnya sendiri yang mengembalikan uangnya" in page
    after = buyer.get(buyer.send(path).location).text
    assert "Uangnya dikembalikan langsung oleh pembuatnya." in after
    assert f'<span class="nb">Rp102.{payment.code:03d}</span> kembali ke mana?' in after
