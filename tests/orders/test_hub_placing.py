"""One parcel through a post, chosen at checkout: one fee for one weight, one day, and sums that tie out."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.delivery import service as posts
from app.orders.models import Consolidation, Order, Parcel
from app.orders.queries import cart as carts
from app.orders.queries import hub as queries
from app.orders.rules.hub import HubState, HubWay
from app.orders.service import parcels, placing
from app.regions import queries as regions
from tests.support import hub, market, ties, world
from tests.support.books import books, letters
from tests.support.buying import put, review, say_where
from tests.support.counting import statements
from tests.support.orders import UNPAID, a_cart, a_checkout, pay
from tests.support.pages import PageClient

MONDAY, TUESDAY, THURSDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 26)


def cart_of(*things: Any) -> Any:
    return a_cart({world.variant_of(thing).id: 1 for thing in things})


def quote(cart: Any, wish: str = "", village: str = world.ACROSS_TOWN) -> Any:
    return queries.with_offers(carts.quote(cart, village=village), village, wish)


def thing_of_another_city() -> Any:
    stranger = world.a_maker("Ibu Serpong")
    world.a_gerai(stranger, "Gerai Serpong", village=regions.villages_in("36.74")[0].code)
    return world.an_approved_product(stranger, name="Keset Serpong")


def test_two_gerai_of_the_posts_city_are_offered_one_parcel_beside_the_separate_ones(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    sent, fetched = quote(cart_of(ready, other)).gatherings
    assert (sent.wish, fetched.wish) == (f"kirim-{post.id}", f"ambil-{post.id}")
    assert (sent.apart_fee, sent.fee, sent.saving) == (
        24_000,
        20_000,
        4_000,
    )  # 1,5 kg count as two, and 2.000 for the post
    assert (sent.bring_by, sent.ready_on, sent.arrives_on) == (MONDAY, TUESDAY, THURSDAY)
    assert (fetched.fee, fetched.arrives_on) == (2_000, TUESDAY)


def test_nothing_is_offered_for_one_gerai_by_a_closed_post_or_from_another_city(db: Any) -> None:
    ready, other = hub.two_things()
    closed = hub.a_post(opened=False)
    assert quote(cart_of(ready, other)).gatherings == ()
    posts.open_post(world.actor(world.OFFICER), closed.id)
    assert quote(cart_of(ready)).gatherings == ()
    far = thing_of_another_city()
    assert quote(cart_of(ready, far)).gatherings == ()
    assert len(quote(cart_of(ready, other, far)).gatherings[0].sellers) == 2


def test_the_order_holds_one_fee_and_its_parts_none(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 2, other: 1}, paid=False)
    whole = hub.whole_of(order)
    assert (order.items_total, order.shipping_total, order.total) == (120_000, 20_000, 140_000)
    assert (whole.fee, whole.handling, whole.weight_g, whole.state) == (
        20_000,
        2_000,
        2_100,
        HubState.GATHERING,
    )
    assert (whole.bring_by, whole.ready_on, whole.arrives_on) == (MONDAY, TUESDAY, THURSDAY)
    parts = hub.parts_of(whole)
    assert [(one.fee, one.way, one.service, one.zone) for one in parts] == [
        (0, "posko", "Lewat Posko PKK Uji", "district")
    ] * 2
    assert {one.arrives_on for one in parts} == {THURSDAY}
    assert ties.differences() == {}


def test_paying_takes_the_parts_and_the_one_fee(db: Any) -> None:
    _, whole = hub.through_a_post(way=HubWay.PICKUP)
    order = hub.order_of(whole)
    assert (order.shipping_total, order.paid_at is not None) == (2_000, True)
    assert whole.handover_code is not None and len(whole.handover_code) == 6
    assert ties.differences() == {}
    assert "Ada pesanan baru, antar ke posko sebelum Senin, 23 November" in letters()


def test_a_part_from_elsewhere_travels_by_itself(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    far = thing_of_another_city()
    order = hub.gathered(post, {ready: 1, other: 1, far: 1})
    parts = hub.parts_of(hub.whole_of(order))
    assert [(one.way, one.fee) for one in parts] == [("posko", 0), ("posko", 0), ("gerai", 18_000)]
    assert order.shipping_total == 20_000 + 18_000
    assert ties.differences() == {}


def test_a_fee_that_changed_since_it_was_shown_is_shown_again_and_nothing_is_placed(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    cart = cart_of(ready, other)
    checkout = a_checkout(cart, gather=f"kirim-{post.id}")
    plan = posts.PostPlan(
        post.agency_id, post.name, post.village_code, post.street, post.hours, post.phone, 5_000, 1
    )
    posts.change_post(world.actor(world.OFFICER), post.id, plan)
    before = books()
    with pytest.raises(placing.Changed) as changed, db.begin_nested():
        placing.place(cart.id, checkout, None, unpaid_for=UNPAID)
    assert changed.value.differences == (
        "Ongkos satu paket lewat Posko PKK Uji kini Rp23.000, naik dari Rp20.000.",
    )
    assert books() == before


def test_a_post_that_closed_meanwhile_is_not_used(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    cart = cart_of(ready, other)
    checkout = a_checkout(cart, gather=f"ambil-{post.id}")
    posts.close_post(world.actor(world.OFFICER), post.id)
    with pytest.raises(placing.Changed) as changed, db.begin_nested():
        placing.place(cart.id, checkout, None, unpaid_for=UNPAID)
    assert changed.value.differences[0] == (
        "Cara kirim dari Rumah Perca kini Kurir reguler. Lewat Posko PKK Uji tidak dipakai lagi."
    )
    assert db.scalar(sa.select(sa.func.count()).select_from(Consolidation)) == 0


@pytest.mark.parametrize(
    "wish", ["kirim-999999", "kirim-", "kirim-x", "terbang-1", "-", "kirim--1", "\x00", "ambil-" + "9" * 30]
)
def test_a_wish_that_names_nothing_is_as_none(db: Any, wish: str) -> None:
    hub.a_post()
    cart = cart_of(*hub.two_things())
    assert quote(cart, wish) == quote(cart)
    checkout = replace(a_checkout(cart), gather=wish)
    order = placing.place(cart.id, checkout, None, unpaid_for=UNPAID)
    assert order.shipping_total == 24_000


def test_an_unpaid_order_that_expires_lets_go_of_the_whole(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 2, other: 1}, paid=False)
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    assert hub.whole_of(order).state is HubState.CANCELLED
    assert ties.differences() == {}


def test_the_review_page_compares_fee_and_day_and_places_what_was_chosen(client: PageClient, db: Any) -> None:
    post = hub.a_post()
    for thing in hub.two_things():
        put(client, thing)
    say_where(client)
    page = client.get("/checkout/periksa").text
    for shown in (
        "Satu paket atau terpisah?", "Terpisah: 2 paket", "Rp24.000", "Gabung di Posko PKK Uji", "Rp20.000",
        "hemat Rp4.000", "Ambil sendiri di Posko PKK Uji", "Jl. Posko No. 3",
    ):  # fmt: skip
        assert shown in page, shown
    wish = f"kirim-{post.id}"
    page = client.get("/checkout/periksa", query_string={"gabung": wish}).text
    assert "Ongkos kirim, 1 paket" in page and "Rp95.000" in page
    answer = client.post("/checkout/periksa", data={**review(client, gabung=wish), "gabung": wish})
    assert "/bayar" in answer.location
    order = db.scalar(sa.select(Order))
    assert (order.total, order.shipping_total) == (95_000, 20_000)
    assert "Satu paket lewat Posko PKK Uji" in client.get(answer.location).text


def test_five_lines_through_a_post_cost_two_statements_more(client: PageClient) -> None:
    """The post is read, the whole is written."""
    post = hub.a_post()
    for thing in market.five_things():
        put(client, thing)
    say_where(client)
    wish = f"kirim-{post.id}"
    fields = {**review(client, gabung=wish), "gabung": wish}
    with statements() as seen:
        answer = client.post("/checkout/periksa", data=fields)
    assert "/bayar" in answer.location
    assert len(seen) <= 27, "\n".join(seen)


def test_paying_through_the_pages_sums_up_for_the_gateway(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 1, other: 1}, paid=False, village=world.SURABAYA)
    pay(order)
    assert order.paid_at is not None
    assert db.scalar(sa.select(sa.func.sum(Parcel.total)).where(Parcel.order_id == order.id)) == 75_000
    assert order.total == 75_000 + hub.whole_of(order).fee == 75_000 + 2_000 + 68_000
