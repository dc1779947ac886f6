"""A seller answers, packs and sends her part, and the buyer has it: on their pages."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.db.ports import port
from app.delivery.rules.services import couriers
from app.orders.models import Order
from app.orders.ports import OrderKeys
from app.orders.service import parcels
from tests.support import market, world
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.buying import said
from tests.support.forms import forms_of
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, an_order, parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences

REASON = "Bahannya habis sampai minggu depan."


@pytest.fixture
def maker(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.SELLER)
    return browser


@pytest.fixture
def buyer(signed_in: Any) -> PageClient:
    browser: PageClient = signed_in(world.BUYER)
    return browser


def at(order: Order, part: int = 0) -> str:
    return f"/penjual/pesanan/{parcels_of(order)[part].id}"


def presses(browser: PageClient, order: Order, button: str, **fields: Any) -> str:
    """The page that follows a button on a parcel's page, or on the page of its own."""
    page = f"{at(order)}/{button}" if fields or button in ("tolak", "kirim") else at(order)
    return said(browser, browser.send(page, to=f"{at(order)}/{button}", **fields))


def on_its_way(order: Order, until: str) -> None:
    """The world's seller has come so far with her part."""
    who, parcel_id = world.actor(world.SELLER), parcels_of(order)[0].id
    steps = {
        "to_answer": [],
        "accepted": [parcels.accept],
        "packed": [parcels.accept, parcels.pack],
        "sent": [parcels.accept, parcels.pack],
        "received": [parcels.accept, parcels.pack],
        "declined": [],
    }[until]
    for step in steps:
        step(who, parcel_id)
    if until in ("sent", "received"):
        parcels.send(who, parcel_id, courier="JNE", tracking="JNE123")
    if until == "received":
        parcels.receive(order.number, parcel_id, world.actor(world.BUYER), None)
    if until == "declined":
        parcels.decline(who, parcel_id, REASON)


def test_from_answer_to_arrival(maker: PageClient, buyer: PageClient, db: Any) -> None:
    order = a_paid_order()
    parcel_id = parcels_of(order)[0].id
    assert "Sudah disanggupi. Selamat bekerja, Bu." in presses(maker, order, "terima")
    assert "Sudah dikemas. Tinggal dikirim." in presses(maker, order, "kemas")
    page = presses(maker, order, "kirim", courier="JNE", tracking="JNE0042")
    assert "Dicatat sebagai dikirim. Pembeli kami kabari." in page and "JNE0042" in page
    assert letters()[-1] == "Kiriman dari Rumah Perca sudah berangkat"
    hers = f"/pesanan/{order.number}"
    assert "JNE0042" in buyer.get(hers).text
    thanked = said(buyer, buyer.send(hers, to=f"{hers}/bagian/{parcel_id}/diterima"))
    assert "Terima kasih. Pembuatnya kami kabari." in thanked
    assert letters()[-1] == f"Pesanan {order.number} sudah diterima pembeli"
    assert journal("parcel", parcel_id) == [
        "parcel accepted",
        "parcel packed",
        "parcel sent",
        "parcel received",
    ]
    assert journal("order", order.id)[-1] == "order closed"
    db.expire_all()
    assert (order.state, order.ended_at) == ("closed", world.SUNDAY)
    assert differences() == {}


def test_a_guest_says_by_her_link_that_it_has_come(client: PageClient, db: Any) -> None:
    order = a_paid_order(buyer=None)
    on_its_way(order, "sent")
    parcel_id, key = parcels_of(order)[0].id, port(OrderKeys).key_for(order.number)
    page = f"/pesanan/{order.number}?kunci={key}"
    client.send(page, to=f"/pesanan/{order.number}/bagian/{parcel_id}/diterima?kunci={key}")
    db.expire_all()
    assert (parcels_of(order)[0].state, order.state) == ("received", "closed")


# -- she cannot -----------------------------------------------------------------------------------


@pytest.mark.parametrize("before", ["to_answer", "accepted"])
def test_a_declined_parcel_gives_its_goods_back_and_its_money(
    maker: PageClient, buyer: PageClient, db: Any, before: str
) -> None:
    things = world.goods()
    order = a_paid_order({things.ready: 3, things.made: 3})
    on_its_way(order, before)
    assert "Pesanan ditolak. Uang pembeli kami kembalikan." in presses(maker, order, "tolak", words=REASON)
    assert (stock_of(world.variant_of(things.ready).id), days_of(things.made.line_id)) == (10, {})
    assert letters()[-1] == f"Satu bagian dari pesanan {order.number} tidak bisa dikirim"
    do_all()
    assert letters()[-1] == f"Uang dari pesanan {order.number} sudah dikembalikan"
    page = buyer.get(f"/pesanan/{order.number}").text
    assert "Rumah Perca tidak bisa mengirim bagian ini." in page and REASON in page
    db.expire_all()
    assert (order.state, parcels_of(order)[0].state) == ("cancelled", "declined")
    assert journal("parcel", parcels_of(order)[0].id)[-1] == "parcel declined"
    assert differences() == {}


@pytest.mark.parametrize("reason", ["", "   ", "\x00", "x" * 301])
def test_without_a_reason_that_can_be_read_nothing_is_declined(maker: PageClient, reason: str) -> None:
    order = a_paid_order()
    before = books()
    page = maker.send(f"{at(order)}/tolak", words=reason)
    assert page.status_code == 200
    assert "Pilih alasannya, atau tulis sendiri" in page.text or "Terlalu panjang" in page.text
    assert books() == before


def test_one_declined_part_leaves_the_others_on_their_way(db: Any) -> None:
    order = a_paid_order(dict.fromkeys(market.five_things(), 1))
    on_its_way(order, "declined")
    db.expire_all()
    assert order.state == "paid"
    assert [one.state for one in parcels_of(order)] == ["declined", "to_answer", "to_answer"]
    assert differences() == {}


def test_an_order_is_closed_when_one_part_came_and_the_other_was_declined(db: Any) -> None:
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga")
    order = a_paid_order({world.goods().ready: 1, other: 1})
    on_its_way(order, "received")
    db.expire_all()
    assert order.state == "paid"
    parcels.decline(world.actor(world.OTHER_SELLER), parcels_of(order)[1].id, REASON)
    db.expire_all()
    assert (order.state, order.ended_at) == ("closed", world.SUNDAY)
    assert differences() == {}


# -- sending ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("courier", [one.name for one in couriers().values() if one.needs_tracking])
def test_a_courier_needs_a_number(maker: PageClient, courier: str) -> None:
    order = a_paid_order()
    on_its_way(order, "packed")
    before = books()
    page = maker.send(f"{at(order)}/kirim", courier=courier, tracking=" ")
    assert "Tulis nomor resinya, supaya pembeli bisa melacak." in page.text
    assert books() == before


@pytest.mark.parametrize("way", [one.name for one in couriers().values() if not one.needs_tracking])
def test_by_hand_it_goes_without_a_number(maker: PageClient, db: Any, way: str) -> None:
    order = a_paid_order()
    on_its_way(order, "packed")
    presses(maker, order, "kirim", courier=way, tracking="")
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (parcel.state, parcel.courier, parcel.tracking) == ("sent", way, None)


@pytest.mark.parametrize("courier", ["", "Pos Palsu", "jne", "<b>"])
def test_a_courier_that_is_not_in_the_list_sends_nothing(maker: PageClient, courier: str) -> None:
    order = a_paid_order()
    on_its_way(order, "packed")
    before = books()
    assert maker.send(f"{at(order)}/kirim", courier=courier, tracking="1").status_code == 200
    assert books() == before


# -- the wrong moment ---------------------------------------------------------------------------------

ALLOWED = {
    "to_answer": {"terima", "sebagian", "tolak"},
    "accepted": {"kemas", "mundur", "tolak"},
    "packed": {"kirim"},
    "sent": set(),
    "received": set(),
    "declined": set(),
}
FIELDS = {
    "kirim": {"courier": "JNE", "tracking": "9"},
    "tolak": {"words": REASON},
}


@pytest.mark.parametrize("state", list(ALLOWED))
def test_a_step_at_the_wrong_moment_is_told_and_changes_nothing(maker: PageClient, state: str) -> None:
    order = a_paid_order()
    on_its_way(order, state)
    token = maker.token("/akun")
    before = books()
    for button in {"terima", "tolak", "kemas", "kirim"} - ALLOWED[state]:
        data = {"csrf_token": token, **FIELDS.get(button, {})}
        page = said(maker, maker.post(f"{at(order)}/{button}", data=data))
        assert "Keadaannya sudah berubah. Muat ulang halaman ini" in page, button
        assert books() == before, button


@pytest.mark.parametrize("state", list(ALLOWED))
def test_the_page_offers_only_the_next_step(maker: PageClient, state: str) -> None:
    order = a_paid_order()
    on_its_way(order, state)
    page = maker.get(at(order)).text
    offered = {
        one.action.rpartition("/")[2]
        for one in forms_of(page)
        if one.method == "post" and one.action.startswith(at(order))
    }
    offered |= {
        button
        for button in ("sebagian", "mundur", "tolak", "kirim")
        if f'href="{at(order)}/{button}"' in page
    }
    assert offered == ALLOWED[state]


@pytest.mark.parametrize("state", ["to_answer", "accepted", "packed", "received", "declined"])
def test_only_what_was_sent_can_be_received(buyer: PageClient, state: str) -> None:
    order = a_paid_order()
    on_its_way(order, state)
    hers = f"/pesanan/{order.number}"
    token = buyer.token("/akun")
    assert "Sudah saya terima" not in buyer.get(hers).text
    before = books()
    answer = buyer.post(f"{hers}/bagian/{parcels_of(order)[0].id}/diterima", data={"csrf_token": token})
    assert "Keadaannya sudah berubah." in said(buyer, answer)
    assert books() == before


def test_a_part_of_another_order_is_not_received_here(buyer: PageClient) -> None:
    order, other = a_paid_order(), a_paid_order()
    on_its_way(other, "sent")
    token = buyer.token("/akun")
    before = books()
    address = f"/pesanan/{order.number}/bagian/{parcels_of(other)[0].id}/diterima"
    assert buyer.post(address, data={"csrf_token": token}).status_code == 404
    assert books() == before


def test_without_their_token_buttons_do_nothing(maker: PageClient) -> None:
    order = a_paid_order()
    before = books()
    for button in ("terima", "kemas", "tolak", "kirim"):
        maker.post(f"{at(order)}/{button}", data=FIELDS.get(button, {}))
    assert books() == before


# -- whose it is --------------------------------------------------------------------------------------


@pytest.mark.parametrize("paid", [True, False])
def test_another_sellers_parcel_is_not_there(signed_in: Any, paid: bool) -> None:
    """Neither is one's own before it is paid."""
    order = a_paid_order() if paid else an_order()
    browser = signed_in(world.OTHER_SELLER if paid else world.SELLER)
    token = browser.token("/akun")
    before = books()
    assert browser.get(at(order)).status_code == 404
    for button in ("terima", "tolak", "kemas", "kirim"):
        data = {"csrf_token": token, **FIELDS.get(button, {})}
        assert browser.post(f"{at(order)}/{button}", data=data).status_code == 404, button
        if button in FIELDS:
            assert browser.get(f"{at(order)}/{button}").status_code == 404
    assert books() == before


@pytest.mark.parametrize("number", [0, 999_999, 2**63, 10**30])
def test_a_parcel_that_no_row_can_be_is_not_there(maker: PageClient, number: int) -> None:
    assert maker.get(f"/penjual/pesanan/{number}").status_code == 404


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("to_answer", False),
        ("accepted", True),
        ("packed", True),
        ("sent", True),
        ("received", False),
        ("declined", False),
    ],
)
def test_the_buyers_address_is_shown_from_her_yes_until_it_has_come(
    maker: PageClient, state: str, shown: bool
) -> None:
    order = a_paid_order()
    on_its_way(order, state)
    pages = [maker.get(at(order))]
    for inner in ("kirim", "tolak"):
        pages.append(maker.get(f"{at(order)}/{inner}", follow_redirects=True))
        pages.append(
            maker.post(
                f"{at(order)}/{inner}", data={"csrf_token": maker.token("/akun")}, follow_redirects=True
            )
        )
    assert ["Jl. Uji No. 1" in page.text for page in pages[:1]] == [shown]
    assert shown or not any("Jl. Uji No. 1" in page.text for page in pages)


def test_where_she_fetches_it_herself_the_seller_gets_no_address_and_the_buyer_the_makers(
    maker: PageClient, buyer: PageClient
) -> None:
    product = world.goods().ready
    order = a_paid_order({product: 1}, wishes={market.seller_of(product): "pickup"})
    hers = f"/pesanan/{order.number}"
    assert "Gang Rahasia No. 7" not in buyer.get(hers).text
    on_its_way(order, "accepted")
    assert "Gang Rahasia No. 7" in buyer.get(hers).text
    assert "Jl. Uji No. 1" not in maker.get(at(order)).text


def test_the_kader_who_helps_her_answers_for_her_and_the_journal_says_so(signed_in: Any, db: Any) -> None:
    order = a_paid_order()
    helper, maker = signed_in(world.KADER), world.actor(world.SELLER)
    helper.send("/akun/dampingi", to=f"/akun/dampingi/{maker.person_id}")
    presses(helper, order, "terima")
    told = sa.text("SELECT by_name, for_id FROM journal WHERE what = 'parcel accepted'")
    assert db.execute(told).one() == ("Tini Kader", maker.person_id)
