"""An agency's order that is gathered at a post goes its whole way unpaid, and what falls away there is a gap of the request."""

from datetime import timedelta

import pytest

from app.base import clock
from app.gifts.models import GiftRequest
from app.gifts.queries import requests
from app.orders.models import Consolidation, Order
from app.orders.queries import hub as queries
from app.orders.queries import order as orders
from app.orders.rules import hub as rules
from app.orders.rules.hub import HubState, HubWay, LateAnswer
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import hub as service
from app.orders.service import late
from tests.support import gifts, hub
from tests.support.gift_orders import missing_of, orders_of, stock_of
from tests.support.mailbox import Mailbox, mailbox
from tests.support.post import Post

__all__ = ["mailbox"]

STAFF = "Ratna Petugas"


@pytest.fixture
def post(mailbox: Mailbox) -> Post:
    return Post(mailbox)


@pytest.fixture
def goods(db):
    return gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)


@pytest.fixture
def request_of_two(goods) -> GiftRequest:
    return gifts.agreed(*goods, post_id=hub.a_post().id)


def found(request: GiftRequest) -> tuple[Order, Consolidation]:
    (order,) = orders_of(request)
    return order, hub.whole_of(order)


def sentences(order: Order) -> list[str]:
    return [one.sentence for one in orders.changes_of(order.id)]


def test_it_is_brought_checked_packed_and_fetched_though_nothing_is_paid(request_of_two, post: Post) -> None:
    order, whole = found(request_of_two)
    assert (whole.way, whole.fee, order.shipping_total) == (HubWay.PICKUP, 0, 0)
    assert [one.number for one in queries.at_post(hub.keeper(), whole.post_id)] == [order.number]
    hub.accept_all(whole)
    for part in hub.parts_of(whole):
        service.say_brought(hub.maker_of(part), part.id)
        assert hub.check_in(whole, part)
    assert hub.whole_of(order).state is HubState.COMPLETE
    post.letters()
    service.pack(hub.keeper(), whole.id, 20_000)
    assert sorted(one for one in post.letters() if one[0] == STAFF) == [
        (STAFF, f"Pesanan {order.number} siap diambil"),
        (STAFF, "Sudah lengkap: Rapat Kerja Daerah"),
    ]
    service.hand_over(hub.keeper(), whole.id, hub.whole_of(order).handover_code or "")
    assert hub.whole_of(order).state is HubState.RECEIVED
    assert {one.state for one in hub.parts_of(whole)} == {ParcelState.RECEIVED}
    assert (missing_of(request_of_two), requests.not_there(requests.parts_of(request_of_two))) == ({}, [])
    assert hub.order_of(whole).state is OrderState.AGREED  # it closes with its money


def test_its_makers_are_told_where_to_bring_it(goods, post: Post) -> None:
    gifts.agreed(*goods, post_id=hub.a_post().id)
    maker = [one for one in post.letters() if one[0] == "Ibu Satu"][-1]
    assert maker[1].startswith("Pesanan instansi ")


def test_what_the_post_finds_broken_is_missing_and_nobody_speaks_of_money(
    request_of_two, goods, post: Post
) -> None:
    order, whole = found(request_of_two)
    hub.accept_all(whole)
    post.letters()
    hub.misses(order, 3)
    assert missing_of(request_of_two) == {0: 3}
    assert (stock_of(goods[0]), hub.parts_of(whole)[0].state) == (10, ParcelState.AT_POST)
    assert (STAFF, "Gerai Satu tidak bisa: Rapat Kerja Daerah") in post.letters()
    assert "Rp135.000 tidak jadi dibayar." in sentences(order)[-2]
    hub.check_in(whole, hub.parts_of(whole)[1])
    assert hub.whole_of(order).state is HubState.COMPLETE


def test_a_late_part_that_the_officer_drops_is_missing_and_free_again(
    request_of_two, goods, post: Post
) -> None:
    order, whole = found(request_of_two)
    hub.accept_all(whole)
    hub.check_in(whole, hub.parts_of(whole)[1])
    due = rules.due_at(whole.bring_by, order.village_code)
    with clock.at(due):
        assert late.watch() == 1
        assert (STAFF, f"Pesanan {order.number}: ada bagian yang belum sampai di posko") in post.letters()
        late.answer(order.number, gifts.staff(), None, LateAnswer.REFUND, "")
        assert (STAFF, "Gerai Satu tidak bisa: Rapat Kerja Daerah") in post.letters()
    assert (missing_of(request_of_two), stock_of(goods[0])) == ({0: 20}, 30)
    late_part, there = hub.parts_of(whole)
    assert (late_part.state, there.state) == (ParcelState.DECLINED, ParcelState.AT_POST)
    assert sentences(order)[-1] == "Pembeli tidak menunggu bagian Gerai Satu. Rp900.000 tidak jadi dibayar."
    assert hub.whole_of(order).state is HubState.COMPLETE


def test_an_officer_who_says_nothing_gets_what_is_there_and_the_rest_apart(request_of_two) -> None:
    order, whole = found(request_of_two)
    hub.accept_all(whole)
    hub.check_in(whole, hub.parts_of(whole)[1])
    with clock.at(rules.due_at(whole.bring_by, order.village_code)):
        late.watch()
    asked = hub.whole_of(order)
    assert asked.answer_by is not None
    with clock.at(
        rules.decides_at(asked.answer_by, asked.ready_on, order.village_code) + timedelta(minutes=1)
    ):
        assert late.watch() == 1
    late_part, _ = hub.parts_of(whole)
    assert (late_part.consolidation_id, late_part.state) == (None, ParcelState.ACCEPTED)
    assert missing_of(request_of_two) == {}


def test_an_order_whose_head_is_asked_is_not_on_the_posts_list(goods) -> None:
    request = gifts.drafted(*goods, post_id=hub.a_post().id)
    order = gifts.submitted(request)
    assert list(queries.at_post(hub.keeper(), hub.whole_of(order).post_id)) == []
    assert list(queries.to_look_at()) == []
