"""Money back by line and of the shipping while the goods stay: never more than is left, once a page, told to everybody."""

from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.errors import NotFound, RuleBroken
from app.db.session import unit_of_work
from app.orders.models import Adjustment, AdjustmentShare, Order, Parcel
from app.orders.queries import order as queries
from app.orders.rules import goodwill as rules
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.goodwill import Gift, Left, LineLeft, NotGiven, Wish
from app.orders.service import adjusting, answering, goodwill
from tests.support import hub, world
from tests.support.answers import can, reach
from tests.support.books import books, journal, letters
from tests.support.jobs import do_all
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import differences, rows

REASON = "Tepinya kurang rapi."


@pytest.fixture
def order(db: Any) -> Order:
    """Two mats that lay ready and three that were made, 45.000 each, accepted; the way cost 24.000."""
    things = world.goods()
    made = a_paid_order({things.ready: 2, things.made: 3})
    reach(made, "accepted")
    return made


def part(order: Order, at: int = 0) -> Parcel:
    return parcels_of(order)[at]


def lines(order: Order) -> list[int]:
    return [row.line.id for row in queries.lines_of([part(order).id])[part(order).id]]


def gives(order: Order, **wishes: Any) -> Adjustment:
    wish = Wish(**{"reason": REASON, "seen": part(order).returned, **wishes})
    return goodwill.give(world.actor(world.SELLER), part(order).id, wish)


def refused(order: Order, sentence: str, **wishes: Any) -> None:
    """The sentence, and nothing has changed."""
    before = books()
    with pytest.raises(RuleBroken) as refusal:
        gives(order, **wishes)
    assert refusal.value.message == sentence
    assert books() == before


def test_a_seller_gives_back_pieces_of_one_line_rupiah_of_another_and_some_shipping(
    db: Any, order: Order
) -> None:
    first, second = lines(order)
    before = len(letters())
    made = gives(order, pieces={first: 1}, amounts={second: 20_000}, fee=4_000)
    assert (made.kind, made.goods, made.fee, made.amount, made.pieces) == (
        "goodwill",
        65_000,
        4_000,
        69_000,
        [],
    )
    shares = db.execute(sa.select(AdjustmentShare.order_line_id, AdjustmentShare.amount)).all()
    assert {tuple(one) for one in shares} == {(first, 45_000), (second, 20_000)}
    assert (part(order).returned, part(order).state) == (69_000, "accepted")
    assert rows("SELECT sum(dropped) FROM order_lines") == [(0,)]
    assert rows("SELECT amount, state, reason FROM refunds") == [(69_000, "waiting", REASON)]
    assert letters()[before:] == [f"Rp69.000 dari pesanan {order.number} dikembalikan"]
    assert queries.changes_of(order.id)[-1].sentence == f"Rumah Perca mengembalikan Rp69.000: {REASON}"
    assert journal("parcel", part(order).id)[-2:] == ["parcel adjusted", "money given back"]
    assert differences() == {}
    do_all()
    assert rows("SELECT refunded FROM payments") == [(69_000,)]
    assert differences() == {}


def test_all_of_it_can_go_back_and_the_parcel_still_goes_on(db: Any, order: Order) -> None:
    first, second = lines(order)
    gives(order, pieces={first: 2, second: 3}, fee=part(order).fee)
    assert part(order).returned == part(order).total
    reach(order, "received")
    do_all()
    assert rows("SELECT captured = refunded FROM payments") == [(True,)]
    assert differences() == {}


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        ({}, "Isi dulu yang dikembalikan: berapa buah, berapa rupiah, atau ongkirnya."),
        ({"pieces": {0: 3}}, "Keset Perca: paling banyak 2 buah."),
        ({"amounts": {0: 90_001}}, "Keset Perca: masih bisa dikembalikan paling banyak Rp90.000."),
        ({"pieces": {0: 1}, "amounts": {0: 1}}, "Isi salah satu saja: berapa buah, atau berapa rupiah."),
        ({"pieces": {7: 1}}, "Ada barang yang bukan dari pesanan ini. Muat ulang halamannya."),
        ({"amounts": {0: 1_000}, "reason": ""}, "Tulis alasannya: pembeli akan membacanya."),
        (
            {"amounts": {0: 1_000}, "seen": 5},
            "Baru saja ada uang yang dikembalikan dari bagian ini. Lihat dulu yang masih bisa, lalu kirim lagi.",
        ),
    ],
)
def test_what_cannot_go_back_is_said_and_changes_nothing(
    order: Order, wishes: dict[str, Any], sentence: str
) -> None:
    known = dict(enumerate(lines(order)))
    for name in ("pieces", "amounts"):
        if name in wishes:
            wishes = {**wishes, name: {known.get(at, 999_999): count for at, count in wishes[name].items()}}
    refused(order, sentence, **wishes)


def test_more_shipping_than_was_paid_does_not_go_back(order: Order) -> None:
    refused(order, "Ongkir: masih bisa dikembalikan paling banyak Rp24.000.", fee=24_001)


def test_what_went_back_of_a_line_cannot_go_back_again(order: Order) -> None:
    first, _ = lines(order)
    gives(order, amounts={first: 60_000})
    refused(order, "Keset Perca: masih bisa dikembalikan paling banyak Rp30.000.", amounts={first: 30_001})
    gives(order, amounts={first: 30_000})
    refused(order, "Keset Perca: sudah dikembalikan semua.", amounts={first: 1})
    assert differences() == {}


def test_what_went_back_for_no_line_in_particular_lessens_all_of_them_together(db: Any, order: Order) -> None:
    with unit_of_work():
        adjusting.pay_back(part(order), 200_000, AdjustmentKind.COMPLAINT, "Terlambat.")
    first, second = lines(order)
    refused(order, "Keset Perca: masih bisa dikembalikan paling banyak Rp25.000.", amounts={first: 25_001})
    refused(
        order,
        "Barang semuanya bersama: masih bisa dikembalikan paling banyak Rp25.000.",
        amounts={first: 20_000, second: 20_000},
    )
    gives(order, amounts={first: 25_000}, fee=24_000)
    assert part(order).returned == part(order).total
    assert differences() == {}


def test_pieces_that_fall_away_later_bring_back_only_what_was_not_given(db: Any, order: Order) -> None:
    first, _ = lines(order)
    gives(order, amounts={first: 60_000})
    with unit_of_work():
        one = adjusting.drop(part(order), {first: 1}, AdjustmentKind.COMPLAINT, "Rusak.")
        two = adjusting.drop(part(order), {first: 1}, AdjustmentKind.COMPLAINT, "Rusak.")
    assert (one.goods, two.goods) == (30_000, 0)
    assert differences() == {}


def test_a_part_that_is_declined_after_a_gift_gives_back_exactly_the_rest(db: Any, order: Order) -> None:
    gives(order, amounts={lines(order)[0]: 10_000}, fee=1_000)
    reach(order, "declined")
    do_all()
    assert rows("SELECT captured = refunded FROM payments") == [(True,)]
    assert differences() == {}


def test_before_she_has_said_yes_and_after_a_no_nothing_is_given(db: Any) -> None:
    order = a_paid_order()
    sentence = (
        "Uang bisa dikembalikan dari sini setelah pesanannya disanggupi. Sebelum itu, jawab dulu pesanannya."
    )
    refused(order, sentence, fee=1_000)
    reach(order, "declined")
    refused(order, sentence, fee=1_000)


def test_of_pieces_that_she_could_not_make_nothing_more_goes_back(db: Any) -> None:
    order = a_paid_order({world.goods().ready: 3})
    answering.answer(world.actor(world.SELLER), part(order).id, can(order, 1), "Bahannya habis.")
    refused(order, "Keset Perca: paling banyak 1 buah.", pieces={lines(order)[0]: 2})
    refused(
        order,
        "Keset Perca: masih bisa dikembalikan paling banyak Rp45.000.",
        amounts={lines(order)[0]: 45_001},
    )


def test_a_stranger_gives_nothing_of_hers(order: Order) -> None:
    before = books()
    wish = Wish(fee=1_000, reason=REASON)
    for deed, who in ((goodwill.give, world.OTHER_SELLER), (goodwill.give_for, world.OTHER_OFFICER)):
        with pytest.raises(NotFound):
            deed(world.actor(who), part(order).id, wish)
    assert books() == before


@pytest.mark.parametrize("who", [world.OFFICER, world.ADMIN])
def test_who_mediates_gives_only_where_something_was_complained_about(order: Order, who: str) -> None:
    before = books()
    with pytest.raises(rules.NoComplaint):
        goodwill.give_for(world.actor(who), part(order).id, Wish(fee=1_000, reason=REASON))
    assert books() == before


def test_of_a_parcel_from_a_post_the_seller_gives_goods_and_no_shipping(db: Any) -> None:
    _, whole = hub.through_a_post()
    order = hub.order_of(whole)
    hub.accept_all(whole)
    refused(order, "Ongkir: sudah dikembalikan semua.", fee=1_000)
    gives(order, amounts={lines(order)[0]: 5_000})
    assert differences() == {}


# -- the rule itself ------------------------------------------------------------------------------------

LINES = st.lists(
    st.tuples(st.integers(1, 5), st.integers(1, 100), st.integers(0, 500)), min_size=1, max_size=4
)


@given(LINES, st.integers(0, 900), st.integers(0, 60), st.data())
@settings(deadline=None, max_examples=150)
def test_never_more_than_is_left_of_a_line_of_all_goods_or_of_the_shipping(
    found: list[tuple[int, int, int]], goods: int, fee: int, data: Any
) -> None:
    left = Left(
        [
            LineLeft(at, "Keset", price, pieces, rules.left_of_line(price, pieces, given, goods))
            for at, (pieces, price, given) in enumerate(found)
        ],
        goods,
        fee,
    )
    ids = st.integers(0, len(found))
    wish = Wish(
        data.draw(st.dictionaries(ids, st.integers(1, 6), max_size=3)),
        data.draw(st.dictionaries(ids, st.integers(1, 600), max_size=3)),
        data.draw(st.integers(0, 80)),
        REASON,
    )
    try:
        gift = rules.settle(wish, left)
    except NotGiven:
        return
    assert 0 < gift.amount <= left.whole
    assert gift.goods <= goods and gift.fee <= fee and gift.shared == 0
    assert all(0 < gift.lines[one.line_id] <= one.left for one in left.lines if one.line_id in gift.lines)


def test_shipping_goes_back_of_the_own_fee_first() -> None:
    assert rules.settle(Wish(fee=30, reason=REASON), Left([], 0, 20, 15)) == Gift({}, 20, 10)
