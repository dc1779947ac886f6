"""Placing an order: what it writes and holds, what it costs the database, and who can open it afterwards."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.adapters.order_keys import SignedOrderKeys
from app.catalog.service import goods
from app.orders.models import Order, OrderLine, Parcel
from app.orders.service import placing
from tests.support import market, world
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.buying import place, put, review, said, say_where
from tests.support.counting import statements
from tests.support.database import SECRET
from tests.support.jobs import do_all
from tests.support.mailbox import Mailbox, mailbox, text_of
from tests.support.orders import UNPAID, a_cart, a_checkout, an_order, parcels_of
from tests.support.pages import PageClient

__all__ = ["mailbox"]


def key_of(order: Order) -> str:
    return SignedOrderKeys(SECRET).key_for(order.number)


def guest_order(**wishes: Any) -> Order:
    return an_order(buyer=None, **wishes)


def test_five_lines_over_three_sellers_cost_at_most_twenty_five_statements(client: PageClient) -> None:
    for thing in market.five_things():
        put(client, thing)
    say_where(client)
    fields = review(client)
    with statements() as seen:
        answer = client.post("/checkout/periksa", data=fields)
    assert answer.status_code == 303 and "/bayar" in answer.location
    assert len(seen) <= 25, "\n".join(seen)


def test_an_order_holds_its_pieces_and_its_days_before_it_is_paid(db: Any) -> None:
    things = world.goods()
    order = an_order({things.ready: 3, things.made: 3})
    assert (order.state, order.paid_at, order.ended_at) == ("placed", None, None)
    assert stock_of(world.variant_of(things.ready).id) == 7
    assert days_of(things.made.line_id) == {"2026-11-23": 2, "2026-11-24": 1}
    assert [one.state for one in parcels_of(order)] == ["waiting"]
    lines = db.execute(
        sa.select(OrderLine.name, OrderLine.pieces, OrderLine.from_stock).order_by(OrderLine.id)
    )
    assert [tuple(line) for line in lines] == [("Keset Perca", 3, True), ("Keset Kepang", 3, False)]
    assert journal("order", order.id) == ["order placed"]


def test_what_an_unpaid_order_holds_nobody_else_can_have(client: PageClient) -> None:
    an_order({world.goods().ready: 9})
    put(client, world.goods().ready, 2)
    say_where(client)
    before = books()
    page = place(client)
    assert "Keset Perca tinggal 1. Kurangi jumlahnya." in page.text
    assert books() == before


def test_what_was_bought_keeps_its_name_and_its_price(db: Any) -> None:
    order = an_order()
    product = world.goods().ready
    variant = world.variant_of(product)
    world.drafts.offer(
        world.actor(world.SELLER),
        product.slug,
        world.Offer(
            product.supply,
            None,
            (world.VariantOffer(variant.id, "", 54_000, 600, variant.stock, stock_seen=variant.stock),),
        ),
    )
    db.expire_all()
    assert db.scalar(sa.select(OrderLine.price)) == 45_000
    assert db.get(Order, order.id).total == 102_000


def test_the_same_checkout_placed_again_answers_the_same_order(db: Any) -> None:
    cart = a_cart({world.variant_of(world.goods().ready).id: 2})
    checkout = a_checkout(cart)
    first = placing.place(cart.id, checkout, None, unpaid_for=UNPAID)
    before = books()
    assert placing.place(cart.id, checkout, None, unpaid_for=UNPAID).id == first.id
    assert books() == before


def test_a_refused_order_leaves_no_trace(db: Any) -> None:
    """The second thing is gone, so the first is not taken either."""
    things = world.goods()
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Lain", stock=1)
    cart = a_cart({world.variant_of(things.ready).id: 2, world.variant_of(other).id: 1})
    checkout = a_checkout(cart)
    goods.take({world.variant_of(other).id: 1})
    before = books()
    with pytest.raises(goods.NotToBeHad, match=r"^Keset Lain baru saja habis. Hapus dulu dari keranjang.$"):
        placing.place(cart.id, checkout, None, unpaid_for=UNPAID)
    assert books() == before


def test_every_order_has_a_number_of_its_own(db: Any) -> None:
    one, other = an_order(), an_order()
    assert one.number != other.number
    assert all(re.fullmatch(r"G-[2-9A-HJ-NP-Z]{7}", order.number) for order in (one, other))
    with pytest.raises(IntegrityError, match="uq_orders_number"):
        db.execute(sa.update(Order).where(Order.id == other.id).values(number=one.number))


def test_one_parcel_per_seller_adds_up_to_the_order(db: Any) -> None:
    order = an_order(dict.fromkeys(market.five_things(), 1))
    parcels = parcels_of(order)
    assert len({one.seller_id for one in parcels}) == len(parcels) == 3
    assert sum(one.total for one in parcels) == order.total
    lines = db.execute(
        sa.select(OrderLine.parcel_id, sa.func.sum(OrderLine.price * OrderLine.pieces)).group_by(
            OrderLine.parcel_id
        )
    )
    assert {parcel: int(total) for parcel, total in lines} == {one.id: one.items_total for one in parcels}


# -- who opens it -------------------------------------------------------------------------------


PAGES = ["/pesanan/{n}", "/checkout/{n}/bayar", "/checkout/{n}/kembali"]
BUTTONS = ["/pesanan/{n}/batal", "/pesanan/{n}/bagian/{p}/diterima", "/checkout/{n}/bayar"]


@pytest.mark.parametrize("address", PAGES)
def test_a_guests_order_opens_with_its_key_only(client: PageClient, address: str) -> None:
    order, other = guest_order(), guest_order()
    path = address.format(n=order.number)
    assert client.get(path, query_string={"kunci": key_of(order)}).status_code < 400
    for wrong in (None, "", "x", key_of(other), key_of(order)[:-1], "\x00"):
        query = {} if wrong is None else {"kunci": wrong}
        assert client.get(path, query_string=query).status_code == 404, wrong


@pytest.mark.parametrize("address", [*PAGES, *BUTTONS])
def test_a_members_order_is_not_there_for_others(client: PageClient, signed_in: Any, address: str) -> None:
    order = an_order()
    path = address.format(n=order.number, p=parcels_of(order)[0].id)
    before = books()
    for browser in (client, signed_in(world.SELLER), signed_in(world.ADMIN)):
        if address in PAGES:
            assert browser.get(path).status_code == 404
        token = browser.token("/masuk" if browser is client else "/akun")
        if address in BUTTONS:
            assert browser.post(path, data={"csrf_token": token}).status_code == 404
    after = books()
    assert {name: after[name] for name in ("orders", "parcels", "payments", "stock")} == {
        name: before[name] for name in ("orders", "parcels", "payments", "stock")
    }


def test_the_link_in_the_guests_mail_opens_her_order(client: PageClient, mailbox: Mailbox) -> None:
    order = guest_order(email="sari@contoh.test")
    do_all()
    (mail,) = mailbox.mails()
    assert (mail["To"], mail["Subject"]) == ("sari@contoh.test", f"Pesanan {order.number} menunggu dibayar")
    (link,) = re.findall(r"http://localhost(/pesanan/\S+)", text_of(mail))
    page = client.get(link)
    assert page.status_code == 200
    assert 'Menunggu dibayar sampai <span class="nb">Min, 22 Nov 11.00 WIB</span>' in page.text
    assert "Sudah kami kirim juga ke sari@contoh.test" in page.text


def test_a_guest_without_mail_gets_her_link_on_the_page_and_nobody_a_letter(
    client: PageClient, db: Any
) -> None:
    before = letters()
    put(client, world.goods().ready)
    say_where(client)
    page = said(client, place(client))
    order = db.scalar(sa.select(Order))
    assert f"http://localhost/pesanan/{order.number}?kunci={key_of(order)}" in page
    assert letters() == before


def test_a_members_letter_lies_in_her_inbox(signed_in: Any) -> None:
    order = an_order()
    browser = signed_in(world.BUYER)
    assert f"Pesanan {order.number} menunggu dibayar" in browser.get("/pesan").text


def test_a_seller_sees_nothing_of_an_unpaid_order(signed_in: Any) -> None:
    order = an_order()
    browser = signed_in(world.SELLER)
    assert order.number not in browser.get("/penjual/pesanan").text
    assert browser.get(f"/penjual/pesanan/{parcels_of(order)[0].id}").status_code == 404
    assert parcels_of(order)[0].state == "waiting"


def test_the_promise_of_the_parcel_stands_in_the_database(db: Any) -> None:
    (parcel,) = parcels_of(an_order({world.goods().made: 5}))
    assert (parcel.ready_on.isoformat(), parcel.zone, parcel.fee) == ("2026-11-25", "city", 24_000)
    assert db.scalar(sa.select(sa.func.count()).select_from(Parcel)) == 1
