"""Who drops out leaves exactly her gap, frees exactly what was taken, and others fill it within what was agreed."""

from datetime import date, timedelta

import pytest

from app.base import clock
from app.base.errors import NotFound
from app.db.session import session
from app.gifts.queries import requests, substitutes
from app.gifts.service import substituting
from app.gifts.service.substituting import (
    CannotDo,
    DearerThanAgreed,
    NobodyChosen,
    NothingMissing,
    TooMany,
)
from app.orders.models import Order
from app.orders.service import answering, cancelling, delaying, parcels
from tests.support import gifts, world
from tests.support.gift_orders import (
    accepted,
    missing_of,
    need_of,
    orders_of,
    parcel_of,
    stock_of,
    taken_of,
)


def test_who_declines_after_her_yes_frees_all_of_it_and_is_missing(db) -> None:
    ready, made = gifts.an_official_maker("Siap", stock=30), gifts.an_official_maker("Buat", per_day=4)
    request = gifts.agreed(ready, made)
    for product in (ready, made):
        accepted(request, product)
        parcels.decline(gifts.maker_of(product), parcel_of(request, product).id, "Sakit.")
    assert (stock_of(ready), taken_of(made)) == (30, 0)
    assert missing_of(request) == {0: 20, 1: 20}
    assert requests.dropped_out(request) == {ready.seller_id, made.seller_id}


def test_who_can_do_only_part_keeps_that_part_and_the_rest_is_missing(db) -> None:
    ready, made = gifts.an_official_maker("Siap", stock=30), gifts.an_official_maker("Buat", per_day=4)
    request = gifts.agreed(ready, made)
    for product, can in ((ready, 12), (made, 8)):
        parcel = parcel_of(request, product)
        line = parcels.queries.lines_of([parcel.id])[parcel.id][0].line
        answering.answer(gifts.maker_of(product), parcel.id, {line.id: can}, "Bahannya kurang.")
    assert (stock_of(ready), taken_of(made)) == (18, 8)
    assert missing_of(request) == {0: 8, 1: 12}


def test_who_does_not_answer_in_time_is_missing_and_holds_nothing(db) -> None:
    ready = gifts.an_official_maker("Siap", stock=30)
    request = gifts.agreed(ready)
    with clock.at(clock.now() + timedelta(hours=49)):
        assert answering.lapse(parcel_of(request, ready).id)
    assert (stock_of(ready), missing_of(request)) == (30, {0: 20})


def test_a_part_that_the_officer_takes_back_is_missing_and_holds_nothing(db) -> None:
    ready, made = gifts.an_official_maker("Siap", stock=30), gifts.an_official_maker("Buat", per_day=4)
    request = gifts.agreed(ready, made)
    (order,) = orders_of(request)
    cancelling.cancel_part(order.number, parcel_of(request, ready).id, gifts.staff(), None)
    assert (stock_of(ready), missing_of(request)) == (30, {0: 20})
    parcel = accepted(request, made)
    delaying.ask(gifts.maker_of(made), parcel.id, parcel.ready_on + timedelta(days=3), "Hujan.")
    delaying.withdraw(order.number, parcel.id, gifts.staff(), None)
    assert (taken_of(made), missing_of(request)) == (0, {0: 20, 1: 20})


def test_pieces_that_fall_away_of_a_line_of_two_needs_are_missing_once(db) -> None:
    chosen = gifts.an_official_maker("Satu", stock=10)
    other = gifts.an_official_maker("Dua", stock=10)
    third = gifts.an_official_maker("Tiga", stock=40)
    request = gifts.agreed(chosen, other)
    parcel = parcel_of(request, third)
    (row,) = parcels.queries.lines_of([parcel.id])[parcel.id]
    assert row.line.pieces == 20
    answering.answer(gifts.maker_of(third), parcel.id, {row.line.id: 14}, "Kurang kain.")
    assert sum(missing_of(request).values()) == 6
    assert stock_of(third) == 26


def test_a_gap_is_filled_by_several_as_the_page_suggests(db) -> None:
    first = gifts.an_official_maker("Satu", stock=30)
    second, third = gifts.an_official_maker("Dua", stock=15), gifts.an_official_maker("Tiga", stock=8)
    request = gifts.agreed(first)
    parcels.decline(gifts.maker_of(first), parcel_of(request, first).id, "Sakit.")
    found = substitutes.of_request(request)
    assert found is not None
    (gap,) = found.gaps
    assert (gap.name, gap.pieces, found.left) == ("Keset Satu", 20, 0)
    assert [(one.maker.seller_name, one.room, one.suggested) for one in gap.candidates] == [
        ("Gerai Dua", 15, 15),
        ("Gerai Tiga", 8, 5),
    ]
    assert [(one.maker, one.pieces, one.is_whole, one.why) for one in found.lost] == [
        ("Gerai Satu", 20, True, "Sakit.")
    ]
    chosen = {gap.need_id: {one.maker.variant_id: one.suggested for one in gap.candidates}}
    order = substituting.substitute(gifts.staff(), request.id, chosen)
    assert (stock_of(second), stock_of(third), missing_of(request)) == (0, 3, {})
    assert order.purpose == "Rapat Kerja Daerah, diserahkan Senin, 21 Desember"
    assert substitutes.of_request(request) is None


def test_a_substitute_may_stand_in_where_one_maker_was_wanted_for_each_thing(db) -> None:
    first, second = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=25)
    request = gifts.agreed(first, may_split=False)
    parcels.decline(gifts.maker_of(first), parcel_of(request, first).id, "Sakit.")
    chosen = {need_of(request): {world.variant_of(second).id: 20}}
    substituting.substitute(gifts.staff(), request.id, chosen)
    assert (stock_of(second), missing_of(request)) == (5, {})


def test_what_does_not_fit_the_gap_is_refused_and_nothing_is_taken(db) -> None:
    first, second = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=18)
    request = gifts.agreed(first)
    need, other = need_of(request), world.variant_of(second).id
    with pytest.raises(NothingMissing):
        substituting.substitute(gifts.staff(), request.id, {need: {other: 5}})
    parcels.decline(gifts.maker_of(first), parcel_of(request, first).id, "Sakit.")
    with pytest.raises(TooMany) as refusal:
        substituting.substitute(gifts.staff(), request.id, {need: {other: 21}})
    assert refusal.value.message == "Keset Dua yang kosong 20, tetapi yang diminta 21. Kurangi dulu."
    with pytest.raises(CannotDo) as refusal:
        substituting.substitute(gifts.staff(), request.id, {need: {other: 20}})
    assert refusal.value.message == (
        "Gerai Dua sampai harinya hanya sanggup 18. Kurangi jumlahnya, atau tambah pembuat lain."
    )
    with pytest.raises(CannotDo):
        substituting.substitute(gifts.staff(), request.id, {need: {world.variant_of(first).id: 20}})
    with pytest.raises(NothingMissing):
        substituting.substitute(gifts.staff(), request.id, {need + 999: {other: 1}})
    with pytest.raises(NobodyChosen):
        substituting.substitute(gifts.staff(), request.id, {need: {other: 0}})
    with pytest.raises(NotFound):
        substituting.substitute(world.actor(world.OTHER_OFFICER), request.id, {need: {other: 5}})
    assert (stock_of(second), len(orders_of(request)), missing_of(request)) == (18, 1, {0: 20})


def test_substitutes_keep_to_what_the_head_agreed_to_in_all(db) -> None:
    one, two = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", stock=30)
    dear = gifts.an_official_maker("Mahal", stock=60, price=65_000)
    request = gifts.agreed(one, two, budget=110_000)
    for product in (one, two):
        parcels.decline(gifts.maker_of(product), parcel_of(request, product).id, "Sakit.")
    variant = world.variant_of(dear).id
    with pytest.raises(DearerThanAgreed) as refusal:
        substituting.substitute(
            gifts.staff(),
            request.id,
            {need_of(request): {variant: 20}, need_of(request, 1): {variant: 20}},
        )
    assert refusal.value.message == (
        "Dengan pengganti ini barangnya Rp2.600.000, padahal yang disetujui kepala paling banyak Rp2.200.000. "
        "Pilih yang lebih murah, atau minta lebih sedikit."
    )
    assert (stock_of(dear), missing_of(request)) == (60, {0: 20, 1: 20})
    substituting.substitute(gifts.staff(), request.id, {need_of(request): {variant: 20}})
    assert (stock_of(dear), missing_of(request)) == (40, {1: 20})


def test_where_nobody_near_by_can_the_search_goes_wider(db) -> None:
    near = gifts.an_official_maker("Dekat", stock=30)
    far = gifts.an_official_maker("Jauh", stock=30, village="36.74.01.1001")
    request = gifts.agreed(near)
    parcels.decline(gifts.maker_of(near), parcel_of(request, near).id, "Sakit.")
    found = substitutes.of_request(request)
    assert found is not None and found.may_widen
    assert [one.candidates for one in found.gaps] == [[]]
    assert (found.left, found.ask_by) == (20, None)
    wider = substitutes.of_request(request, wider=True)
    assert wider is not None and not wider.may_widen
    assert [one.maker.seller_name for one in wider.gaps[0].candidates] == ["Gerai Jauh"]
    chosen = {need_of(request): {world.variant_of(far).id: 20}}
    with pytest.raises(CannotDo):
        substituting.substitute(gifts.staff(), request.id, chosen)
    order = substituting.substitute(gifts.staff(), request.id, chosen, wider=True)
    assert session().get_one(Order, order.id).village_code == world.NEXT_DOOR
    assert missing_of(request) == {}


def test_the_page_says_until_when_a_substitute_can_still_make_it(db) -> None:
    first, second = gifts.an_official_maker("Satu", stock=30), gifts.an_official_maker("Dua", per_day=2)
    request = gifts.agreed(first)
    parcels.decline(gifts.maker_of(first), parcel_of(request, first).id, "Sakit.")
    found = substitutes.of_request(request)
    assert found is not None
    assert found.needed_on == date(2026, 12, 19)
    assert found.ask_by is not None and clock.now().date() < found.ask_by < found.needed_on
    with clock.at(world.SUNDAY + (found.ask_by - world.SUNDAY.date())):
        last = substitutes.of_request(request)
        assert last is not None and last.left == 0
    with clock.at(world.SUNDAY + (found.ask_by - world.SUNDAY.date()) + timedelta(days=1)):
        late = substitutes.of_request(request)
        assert late is not None and late.left > 0 and late.ask_by is None
    del second
