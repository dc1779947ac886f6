"""What a post shares with the rest of an order's life: recalls, later days, complaints, cancelling, codes."""

from datetime import date, timedelta
from typing import Any

import pytest

from app.accounts.service import TooManyTries
from app.base import clock
from app.catalog.models import Batch, Product
from app.orders.models import Consolidation, Order
from app.orders.queries import delays
from app.orders.rules.complaint import BadClaim, ComplaintKind, Outcome, Proposal
from app.orders.rules.delay import AlreadyAsked
from app.orders.rules.hub import HubState, HubWay, NoCodes
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import cancelling, complaints, delaying, late, lots, parcels, recalling
from app.orders.service import hub as service
from app.orders.service.handing_over import MOST_TRIES, WrongCode
from tests.support import hub, jobs, world
from tests.support.batches import a_snack, lots_in, two_batches
from tests.support.books import books, letters, stock_of
from tests.support.complaints import a_complaint
from tests.support.orders import parcels_of
from tests.support.pages import PageClient
from tests.support.ties import differences

WHY = "Kemasannya bocor."
FRIDAY = date(2026, 11, 27)


def together(product: Product, pieces: int, *, way: HubWay = HubWay.COURIER) -> Consolidation:
    """Pieces of the world's own gerai and a mat of its neighbour, paid."""
    return hub.whole_of(hub.gathered(hub.a_post(), {product: pieces, hub.two_things()[1]: 1}, way=way))


def gathered(product: Product, pieces: int, *, way: HubWay = HubWay.COURIER) -> Consolidation:
    """The same, all of it at the post and packed there."""
    whole = together(product, pieces, way=way)
    hub.accept_all(whole)
    for part in hub.parts_of(whole):
        hub.check_in(whole, part)
    service.pack(hub.keeper(), whole.id, 1_500)
    return hub.whole_of(hub.order_of(whole))


def recall(batch: Batch) -> None:
    recalling.recall_own(world.actor(world.SELLER), batch.id, WHY)
    jobs.do_all()


def states(whole: Consolidation) -> list[ParcelState]:
    return [one.state for one in hub.parts_of(whole)]


# -- recalls ------------------------------------------------------------------------------------


def test_a_recall_opens_the_box_and_the_maker_exchanges_her_part_at_the_post(db: Any) -> None:
    product, old, _ = two_batches(old=3, fresh=9)
    whole = gathered(product, 3)
    order = hub.order_of(whole)
    recall(old)
    row, parts = hub.whole_of(order), hub.parts_of(whole)
    assert (row.state, row.packed_at, row.packed_g) == (HubState.GATHERING, None, None)
    assert states(whole) == [ParcelState.ACCEPTED, ParcelState.AT_POST]
    assert (lots_in(order.id), parts[0].returned) == ({"B-BARU": 3}, 0)
    assert f"Ganti isi paket {order.number} di Posko PKK Uji" in letters()
    assert f"Pesanan {order.number}: keluarkan bagian Rumah Perca dari paketnya" in letters()
    assert differences() == {}
    parcels.pack(hub.maker_of(parts[0]), parts[0].id)
    assert hub.check_in(whole, hub.parts_of(whole)[0])
    service.pack(hub.keeper(), whole.id, 1_500)
    service.send(hub.keeper(), whole.id, courier="JNE", tracking="JNE42")
    assert states(whole) == [ParcelState.SENT] * 2
    assert differences() == {}


def test_what_nothing_can_take_the_place_of_falls_away_and_the_maker_packs_what_is_left(db: Any) -> None:
    product, old, _ = two_batches(old=3, fresh=1)
    whole = gathered(product, 4)
    order = hub.order_of(whole)
    recall(old)
    assert states(whole) == [ParcelState.ACCEPTED, ParcelState.AT_POST]
    assert lots_in(order.id) == {"B-BARU": 1}
    assert hub.whole_of(order).state is HubState.GATHERING
    assert differences() == {}


def test_a_part_that_is_recalled_whole_goes_and_the_rest_is_complete_without_it(db: Any) -> None:
    product, old, fresh = two_batches(old=3, fresh=2)
    whole = gathered(product, 3)
    order = hub.order_of(whole)
    recall(fresh)
    recall(old)
    mine, other = hub.parts_of(whole)
    assert (mine.state, other.state) == (ParcelState.DECLINED, ParcelState.AT_POST)
    assert mine.returned == mine.total
    assert hub.whole_of(order).state is HubState.COMPLETE
    assert differences() == {}


@pytest.mark.parametrize("way", HubWay)
def test_between_the_recall_and_its_settling_nothing_leaves_the_post(db: Any, way: HubWay) -> None:
    product, old, _ = two_batches(old=3, fresh=9)
    whole = gathered(product, 3, way=way)
    recalling.recall_own(world.actor(world.SELLER), old.id, WHY)
    before = books()
    with pytest.raises(lots.Recalled):
        if way is HubWay.COURIER:
            service.send(hub.keeper(), whole.id, courier="JNE", tracking="1")
        else:
            service.hand_over(hub.keeper(), whole.id, whole.handover_code or "")
    assert books() == before
    assert states(whole) == [ParcelState.AT_POST] * 2


def test_who_was_about_to_fetch_it_is_told_to_wait_and_then_told_again(db: Any) -> None:
    product, old, _ = two_batches(old=3, fresh=9)
    whole = gathered(product, 3, way=HubWay.PICKUP)
    order, code = hub.order_of(whole), whole.handover_code
    recall(old)
    assert f"Pesanan {order.number} jangan diambil dulu" in letters()
    mine = hub.parts_of(whole)[0]
    parcels.pack(hub.maker_of(mine), mine.id)
    hub.check_in(whole, hub.parts_of(whole)[0])
    with clock.at(clock.now() + timedelta(hours=1)):
        service.pack(hub.keeper(), whole.id, 1_500)
        assert letters().count(f"Pesanan {order.number} siap diambil") == 2
        service.hand_over(hub.keeper(), whole.id, code or "")
    assert hub.order_of(whole).state is OrderState.CLOSED
    assert differences() == {}


# -- codes --------------------------------------------------------------------------------------


def test_food_without_a_code_is_not_taken_in(db: Any) -> None:
    whole = together(a_snack(stock=5), 3)
    hub.accept_all(whole)
    mine = hub.parts_of(whole)[0]
    before = books()
    with pytest.raises(lots.NotMarked), db.begin_nested():
        service.say_brought(hub.maker_of(mine), mine.id)
    with pytest.raises(NoCodes), db.begin_nested():
        hub.check_in(whole, mine)
    assert books() == before
    parcels.pack(
        hub.maker_of(mine), mine.id, {line: lots.Mark("B1", FRIDAY.replace(year=2027)) for line in hub.all_there(mine)}
    )  # fmt: skip
    assert hub.check_in(whole, hub.parts_of(whole)[0])
    assert lots_in(whole.order_id) == {"B1": 3}
    assert differences() == {}


def test_nobody_guesses_the_code_at_the_post(db: Any) -> None:
    whole = gathered(world.goods().ready, 2, way=HubWay.PICKUP)
    for _ in range(MOST_TRIES):
        with pytest.raises(WrongCode):
            service.hand_over(hub.keeper(), whole.id, "AAAAAA")
    with pytest.raises(TooManyTries):
        service.hand_over(hub.keeper(), whole.id, whole.handover_code or "")
    with clock.at(clock.now() + timedelta(minutes=16)):
        service.hand_over(hub.keeper(), whole.id, f"{(whole.handover_code or '').lower()} ")
    assert states(whole) == [ParcelState.RECEIVED] * 2


# -- later days ---------------------------------------------------------------------------------


def test_a_buyer_is_asked_one_thing_at_a_time(db: Any) -> None:
    whole = together(world.goods().ready, 2)
    hub.accept_all(whole)
    mine = hub.parts_of(whole)[0]
    delaying.ask(hub.maker_of(mine), mine.id, FRIDAY, "Kainnya terlambat datang.")
    with clock.at(hub.after_three()):
        assert late.watch() == 0
        delaying.refuse(hub.order_of(whole).number, mine.id, world.actor(world.BUYER), None)
        assert late.watch() == 1
        before = books()
        with pytest.raises(AlreadyAsked), db.begin_nested():
            delaying.ask(hub.maker_of(mine), mine.id, FRIDAY, "Kainnya terlambat datang.")
        assert books() == before


def test_the_day_that_she_agreed_to_is_the_day_that_she_was_shown(db: Any) -> None:
    whole = together(world.goods().ready, 2)
    hub.accept_all(whole)
    mine = hub.parts_of(whole)[0]
    shown = delaying.ask(hub.maker_of(mine), mine.id, FRIDAY, "Kainnya terlambat datang.").new_arrives_on
    assert shown == delays.arrival(mine, FRIDAY) == date(2026, 12, 1)
    delaying.agree(hub.order_of(whole).number, mine.id, world.actor(world.BUYER), None)
    row = hub.whole_of(hub.order_of(whole))
    assert {row.arrives_on, *(one.arrives_on for one in hub.parts_of(whole))} == {shown}
    assert differences() == {}


# -- complaints and cancelling ------------------------------------------------------------------


def complain(order: Order, outcome: Outcome) -> None:
    complaint = a_complaint(order, kind=ComplaintKind.LATE, wanted=Proposal(outcome), pieces=2)
    complaints.agree(world.actor(world.SELLER), complaint.id)


def test_a_box_that_lies_too_long_may_be_complained_about_and_a_part_leaves_it(db: Any) -> None:
    whole = gathered(world.goods().ready, 2)
    order, shelf = hub.order_of(whole), stock_of(world.variant_of(world.goods().ready).id)
    with clock.at(clock.now() + timedelta(days=1)), pytest.raises(BadClaim):
        complain(order, Outcome.DROP)
    with clock.at(clock.now() + timedelta(days=4)):
        complain(order, Outcome.DROP)
    mine = hub.parts_of(whole)[0]
    assert (mine.state, mine.returned) == (ParcelState.CANCELLED, mine.total)
    assert stock_of(world.variant_of(world.goods().ready).id) == shelf + 2
    assert states(whole)[1] == ParcelState.AT_POST
    assert hub.whole_of(order).state is HubState.COMPLETE
    assert f"Pesanan {order.number}: keluarkan bagian Rumah Perca dari paketnya" in letters()
    assert differences() == {}


def test_of_what_came_in_the_one_box_each_part_is_complained_about_by_itself(db: Any) -> None:
    whole = gathered(world.goods().ready, 2)
    order = hub.order_of(whole)
    service.send(hub.keeper(), whole.id, courier="JNE", tracking="JNE42")
    parcels.receive(order.number, parcels_of(order)[1].id, world.actor(world.BUYER), None)
    complaint = a_complaint(order, wanted=Proposal(Outcome.PART_REFUND, 20_000))
    complaints.agree(world.actor(world.SELLER), complaint.id)
    mine, other = hub.parts_of(whole)
    assert (mine.returned, other.returned, hub.whole_of(order).returned) == (20_000, 0, 0)
    assert states(whole) == [ParcelState.RECEIVED] * 2
    assert differences() == {}


def test_a_part_taken_back_before_its_maker_answers_makes_the_one_fee_smaller(
    signed_in: Any, db: Any
) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 4, other: 1}, village=world.SURABAYA)
    whole, mine = hub.whole_of(order), parcels_of(order)[0]
    page: PageClient = signed_in(world.BUYER)
    text = page.get(f"/pesanan/{order.number}/bagian/{mine.id}/batal").text
    cancelling.cancel_part(order.number, mine.id, world.actor(world.BUYER), None)
    row = hub.whole_of(order)
    assert row.returned > 0
    back = mine.total + row.returned
    assert f"Rp{back:,}".replace(",", ".") in text
    assert (row.state, row.fee - row.returned) == (
        HubState.GATHERING,
        2_000 + 38_000,
    )  # one kilogram to another island
    assert whole.id == row.id
    assert differences() == {}
