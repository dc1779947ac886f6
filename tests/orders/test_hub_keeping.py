"""At the post: parts are brought, checked line by line, packed, sent or handed over by a code."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.base.states import MoveRefused
from app.orders.models import Adjustment, Parcel, PostCheck
from app.orders.queries import order as order_queries
from app.orders.rules import hub as rules
from app.orders.rules.hub import HubState, HubWay, Mark, Sighting
from app.orders.rules.life import OrderState, ParcelState
from app.orders.service import hub as service
from app.orders.service import parcels
from app.orders.service.handing_over import WrongCode
from tests.support import hub, ties, world
from tests.support.books import books, letters, stock_of


@pytest.fixture
def whole(db: Any) -> Any:
    """Two mats of one maker and one of another, accepted."""
    _, found = hub.through_a_post()
    hub.accept_all(found)
    return found


def fetched(db: Any) -> Any:
    _, found = hub.through_a_post(way=HubWay.PICKUP)
    hub.accept_all(found)
    return found


def states(whole: Any) -> list[str]:
    return [one.state for one in hub.parts_of(whole)]


def test_what_its_maker_brought_counts_as_there_once_the_keeper_has_seen_it(whole: Any) -> None:
    part = hub.parts_of(whole)[0]
    service.say_brought(hub.maker_of(part), part.id)
    service.say_brought(hub.maker_of(part), part.id)
    part = hub.parts_of(whole)[0]
    assert (part.state, part.brought_at) == (ParcelState.PACKED, clock.now())
    assert hub.check_in(whole, part)
    assert states(whole) == [ParcelState.AT_POST, ParcelState.ACCEPTED]
    assert ties.differences() == {}


def test_the_whole_is_complete_packed_sent_and_received_with_all_its_parts(whole: Any, db: Any) -> None:
    for part in hub.parts_of(whole):
        assert hub.check_in(whole, part)
    assert hub.whole_of(hub.order_of(whole)).state is HubState.COMPLETE
    service.pack(hub.keeper(), whole.id, 2_300)
    service.send(hub.keeper(), whole.id, courier="JNE", tracking="JNE42")
    assert states(whole) == [ParcelState.SENT] * 2
    assert {(one.courier, one.tracking) for one in hub.parts_of(whole)} == {("JNE", "JNE42")}
    order = hub.order_of(whole)
    assert letters()[-1] == f"Pesanan {order.number} sudah berangkat dari posko"
    part = hub.parts_of(whole)[1]
    parcels.receive(order.number, part.id, world.actor(world.BUYER), None)
    assert states(whole) == [ParcelState.RECEIVED] * 2
    row = hub.whole_of(order)
    assert (row.state, row.packed_g, hub.order_of(whole).state) == (
        HubState.RECEIVED,
        2_300,
        OrderState.CLOSED,
    )
    assert ties.differences() == {}


def test_who_fetches_it_says_the_code(db: Any) -> None:
    whole = fetched(db)
    for part in hub.parts_of(whole):
        hub.check_in(whole, part)
    service.pack(hub.keeper(), whole.id, 2_300)
    whole = hub.whole_of(hub.order_of(whole))
    assert whole.state is HubState.READY
    assert letters()[-1] == f"Pesanan {hub.order_of(whole).number} siap diambil"
    before = books()
    for wrong in ("", "000", f"{whole.handover_code}1", "１２３"):
        with pytest.raises(WrongCode):
            service.hand_over(hub.keeper(), whole.id, wrong)
    assert books() == before
    service.hand_over(hub.keeper(), whole.id, f" {whole.handover_code} ")
    assert states(whole) == [ParcelState.RECEIVED] * 2
    assert hub.order_of(whole).state is OrderState.CLOSED
    assert ties.differences() == {}


def found(part: Parcel, mark: Mark, missing: int) -> dict[int, Sighting]:
    return {line: Sighting(mark, missing, "benangnya lepas") for line in hub.all_there(part)}


def test_of_a_part_that_is_not_complete_its_maker_is_told_and_it_is_not_there(whole: Any, count: Any) -> None:
    part = hub.parts_of(whole)[0]
    assert not service.check_in(hub.keeper(), whole.id, part.id, found(part, Mark.DAMAGED, 1))
    assert states(whole)[0] == ParcelState.PACKED
    assert count(PostCheck) == 1
    number = hub.order_of(whole).number
    assert letters()[-1] == f"Pesanan {number}: bagian Ibu belum lengkap di posko"
    assert order_queries.changes_of(whole.order_id)[-1].sentence == (
        "Bagian Rumah Perca belum lengkap di Posko PKK Uji: 1 × Keset Perca rusak (benangnya lepas)."
    )
    assert hub.check_in(whole, part)  # she brought another one
    assert states(whole)[0] == ParcelState.AT_POST


def test_a_damaged_piece_falls_away_with_its_money_and_is_not_sold_again(whole: Any, db: Any) -> None:
    part = hub.parts_of(whole)[0]
    shelf = stock_of(world.variant_of(world.goods().ready).id)
    service.check_in(hub.keeper(), whole.id, part.id, found(part, Mark.DAMAGED, 1))
    service.go_on_without(hub.keeper(), whole.id, part.id)
    part = hub.parts_of(whole)[0]
    assert (part.state, part.returned) == (ParcelState.AT_POST, 45_000)
    row = db.execute(sa.select(Adjustment.goods, Adjustment.fee, Adjustment.amount)).one()
    assert tuple(row) == (45_000, 0, 45_000)  # 1,5 kg count as two, as 2,1 kg did
    assert stock_of(world.variant_of(world.goods().ready).id) == shelf


def test_a_part_of_which_nothing_is_fit_goes_back_whole_and_the_rest_goes_on(whole: Any) -> None:
    mine, other = hub.parts_of(whole)
    hub.check_in(whole, other)
    service.check_in(hub.keeper(), whole.id, mine.id, found(mine, Mark.SHORT, 2))
    service.go_on_without(hub.keeper(), whole.id, mine.id)
    mine = hub.parts_of(whole)[0]
    assert (mine.state, mine.returned) == (ParcelState.DECLINED, 90_000)
    assert mine.decline_reason == "Di Posko PKK Uji: 2 × Keset Perca kurang (benangnya lepas)."
    row = hub.whole_of(hub.order_of(whole))
    assert (row.state, row.returned) == (HubState.COMPLETE, 6_000)
    assert ties.differences() == {}


def test_a_declined_part_leaves_the_rest_and_takes_what_the_lighter_parcel_costs_less(whole: Any) -> None:
    """2,1 kg cost two kilograms, 0,9 kg one: 6.000 of the 20.000 go back, the post's 2.000 stay."""
    mine, other = hub.parts_of(whole)
    hub.check_in(whole, other)
    parcels.decline(hub.maker_of(mine), mine.id, "Bahan habis.")
    row = hub.whole_of(hub.order_of(whole))
    assert (row.state, row.fee, row.returned) == (HubState.COMPLETE, 20_000, 6_000)
    assert hub.parts_of(whole)[0].returned == 90_000
    assert ties.differences() == {}


def test_when_no_part_is_left_the_whole_fee_goes_back(whole: Any) -> None:
    for part in hub.parts_of(whole):
        parcels.decline(hub.maker_of(part), part.id, "Bahan habis.")
    row = hub.whole_of(hub.order_of(whole))
    assert (row.state, row.returned) == (HubState.CANCELLED, row.fee)
    assert hub.order_of(whole).state is OrderState.CANCELLED
    assert ties.differences() == {}


def test_its_maker_cannot_send_it_herself(whole: Any, db: Any) -> None:
    part = hub.parts_of(whole)[0]
    parcels.pack(hub.maker_of(part), part.id)
    before = books()
    with pytest.raises(rules.GoesThroughPost), db.begin_nested():
        parcels.send(hub.maker_of(part), part.id, courier="JNE", tracking="1")
    assert books() == before


def test_nothing_is_packed_before_all_is_there_nor_sent_before_it_is_packed(whole: Any, db: Any) -> None:
    hub.check_in(whole, hub.parts_of(whole)[0])
    before = books()
    for deed in (
        lambda: service.pack(hub.keeper(), whole.id, 900),
        lambda: service.send(hub.keeper(), whole.id, courier="JNE", tracking="1"),
        lambda: service.hand_over(hub.keeper(), whole.id, "000000"),
    ):
        with pytest.raises(MoveRefused):
            deed()
    assert books() == before


@pytest.mark.parametrize("who", [world.KADER, world.OFFICER, world.ADMIN, world.SELLER, world.BUYER])
def test_for_who_does_not_keep_the_post_there_is_nothing(whole: Any, db: Any, who: str) -> None:
    part, stranger = hub.parts_of(whole)[0], world.actor(who)
    before = books()
    for deed in (
        lambda: service.check_in(stranger, whole.id, part.id, hub.all_there(part)),
        lambda: service.go_on_without(stranger, whole.id, part.id),
        lambda: service.pack(stranger, whole.id, 900),
        lambda: service.send(stranger, whole.id, courier="JNE", tracking="1"),
        lambda: service.hand_over(stranger, whole.id, "000000"),
    ):
        with pytest.raises(NotFound), db.begin_nested():
            deed()
    assert books() == before
