"""Money that comes after an order was let go is taken while everything in it can be had as promised; else it goes back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.catalog.models import Product
from app.catalog.rules.life import Supply
from app.catalog.rules.promise import Pace
from app.catalog.service import drafts
from app.catalog.service.drafts import Offer, VariantOffer
from app.delivery import service as posts
from app.orders.models import Order, Parcel
from app.orders.rules.reviving import Chance, why_not
from app.orders.service import cart as cart_service
from app.orders.service import parcels, placing, recalling
from app.orders.service.reviving import revive
from app.payments.models import Payment, Refund
from app.payments.queries import payment as queries
from app.payments.service import opening
from app.sellers import service as sellers
from tests.support import hub, world
from tests.support.batches import FRESH, OLD, a_batch, a_snack, lots_in, on_hand
from tests.support.books import books, days_of, journal, letters, stock_of
from tests.support.jobs import do_all
from tests.support.orders import (
    UNPAID,
    a_cart,
    a_checkout,
    a_paid_order,
    an_order,
    let_lapse,
    parcels_of,
    pay_late,
)
from tests.support.ties import PIECES, differences, rows

LATER = world.SUNDAY + UNPAID + timedelta(minutes=1)


@pytest.fixture
def made(db: Any) -> Product:
    return world.goods().made


def comes_late(order: Order) -> None:
    """Its time runs out, and a minute later its money is there."""
    reference = let_lapse(order)
    with clock.at(LATER):
        pay_late(reference)


def refused(db: Any, order: Order, why: str) -> None:
    """The money went back whole for this reason, and nothing was taken."""
    db.expire_all()
    assert (order.paid_at, [one.state for one in parcels_of(order)]) == (
        None,
        ["cancelled"] * len(parcels_of(order)),
    )
    assert rows("SELECT r.amount, r.adjustment_id, r.reason FROM refunds r") == [(order.total, None, why)]
    body = db.scalar(sa.text("SELECT body FROM notices ORDER BY id DESC LIMIT 1"))
    assert why in body and "kami kembalikan utuh" in body
    do_all()
    assert db.execute(sa.select(Payment.captured, Payment.refunded)).one() == (order.total, order.total)
    assert db.scalar(sa.select(Refund.state)) == "done"
    assert differences() == {}


def test_late_money_is_taken_while_the_goods_are_there(db: Any, made: Product) -> None:
    order = an_order({world.goods().ready: 3, made: 3})
    promised = parcels_of(order)[0].ready_on
    reference = let_lapse(order)
    before, pieces = len(letters()), rows(PIECES)
    with clock.at(LATER):
        pay_late(reference)
    db.expire_all()
    (parcel,) = parcels_of(order)
    assert (order.state, order.paid_at, order.ended_at) == ("paid", LATER, None)
    assert (parcel.state, parcel.ready_on, parcel.promised_on) == ("to_answer", promised, promised)
    assert parcel.answer_by == datetime(2026, 11, 24, tzinfo=UTC)  # the promised day comes before 48 hours
    assert stock_of(world.variant_of(world.goods().ready).id) == 7
    assert days_of(made.line_id) == {"2026-11-23": 2, "2026-11-24": 1}
    assert rows(PIECES) == pieces
    assert rows("SELECT count(*) FROM refunds") == [(0,)]
    assert [one.split(",")[0] for one in letters()[before:]] == [
        f"Pembayaran pesanan {order.number} sudah kami terima",
        "Ada pesanan baru",
    ]
    assert journal("order", order.id)[-5:] == [
        "order expired",
        "payment expired",
        "payment settled",
        "order revived",
        "order paid",
    ]
    assert differences() == {}


def test_it_costs_what_it_cost_when_it_was_placed(db: Any) -> None:
    order = an_order({world.goods().ready: 2})
    reference = let_lapse(order)
    variant = world.variant_of(world.goods().ready)
    offered = (VariantOffer(variant.id, "", 54_000, 600, 10, stock_seen=10),)
    drafts.offer(world.actor(world.SELLER), world.goods().ready.slug, Offer(Supply.READY, None, offered))
    with clock.at(LATER):
        pay_late(reference)
    assert rows("SELECT state, total FROM orders") == [("paid", 102_000)]
    assert rows("SELECT price, pieces FROM order_lines") == [(45_000, 2)]
    assert differences() == {}


def test_its_food_comes_out_of_the_oldest_batch_of_now(db: Any) -> None:
    snack = a_snack()
    a_batch(snack, "B-BARU", FRESH, 5)
    order = an_order({snack: 3})
    reference = let_lapse(order)
    a_batch(snack, "B-LAMA", OLD, 2)
    with clock.at(LATER):
        pay_late(reference)
    assert lots_in(order.id) == {"B-BARU": 1, "B-LAMA": 2}
    assert on_hand() == {"B-BARU": (5, 4, 0), "B-LAMA": (2, 0, 0)}
    assert differences() == {}


def test_what_lay_ready_and_is_made_when_ordered_now_takes_days_of_hands(db: Any) -> None:
    maker = world.actor(world.SELLER)
    slow = world.an_approved_product(maker, name="Keset Lambat", stock=5)
    order = an_order({slow: 1, world.goods().made: 7})
    reference = let_lapse(order)
    variant = world.variant_of(slow)
    offered = (VariantOffer(variant.id, "", 45_000, 600, 0, stock_seen=5),)
    drafts.offer(maker, slow.slug, Offer(Supply.MADE, Pace(5), offered))
    with clock.at(LATER):
        pay_late(reference)
    assert rows("SELECT from_stock FROM order_lines ORDER BY id") == [(False,), (False,)]
    db.refresh(slow)
    assert days_of(slow.line_id) == {"2026-11-23": 1}


def test_of_goods_that_are_sold_the_money_goes_back(db: Any) -> None:
    order = an_order({world.goods().ready: 3})
    reference = let_lapse(order)
    an_order({world.goods().ready: 8})
    with clock.at(LATER):
        pay_late(reference)
    assert stock_of(world.variant_of(world.goods().ready).id) == 2
    refused(db, order, "Keset Perca tinggal 2.")


def test_it_is_all_of_it_or_nothing(db: Any, made: Product) -> None:
    neighbour = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", stock=1)
    order = an_order({world.goods().ready: 1, made: 1, neighbour: 1})
    reference = let_lapse(order)
    an_order({neighbour: 1})
    with clock.at(LATER):
        pay_late(reference)
    assert (stock_of(world.variant_of(world.goods().ready).id), days_of(made.line_id)) == (10, {})
    refused(db, order, "Keset Tetangga sudah habis atau tidak dijual lagi.")


def test_hands_that_are_busy_until_after_the_promised_day_do_not_take_it(db: Any, made: Product) -> None:
    order = an_order({made: 2})
    reference = let_lapse(order)
    other = an_order({made: 2})
    with clock.at(LATER):
        pay_late(reference)
    assert days_of(made.line_id) == {"2026-11-23": 2}
    assert parcels_of(other)[0].state == "waiting"
    refused(db, order, "Keset Kepang baru bisa siap Sel, 24 Nov, lebih lambat dari yang dijanjikan.")


def test_money_that_comes_after_the_promised_day_goes_back(db: Any) -> None:
    order = an_order({world.goods().ready: 1})
    reference = let_lapse(order)
    with clock.at(world.SUNDAY + timedelta(days=3)):
        pay_late(reference)
    refused(db, order, "Keset Perca baru bisa siap Kam, 26 Nov, lebih lambat dari yang dijanjikan.")


def test_what_is_hidden_by_now_is_not_sold_to_late_money(db: Any) -> None:
    order = an_order({world.goods().ready: 1})
    reference = let_lapse(order)
    sellers.close_gerai(world.actor(world.SELLER))
    with clock.at(LATER):
        pay_late(reference)
    refused(db, order, "Keset Perca sudah habis atau tidak dijual lagi.")


def test_a_recalled_batch_is_not_sold_to_late_money(db: Any) -> None:
    snack = a_snack()
    batch = a_batch(snack, "B1", FRESH, 5)
    order = an_order({snack: 2})
    reference = let_lapse(order)
    recalling.recall_own(world.actor(world.SELLER), batch.id, "Berjamur.")
    with clock.at(LATER):
        pay_late(reference)
    refused(db, order, "Keripik Uji sudah habis atau tidak dijual lagi.")


def test_what_her_cart_has_ordered_again_is_not_taken_twice(db: Any) -> None:
    ready = world.goods().ready
    buyer = world.actor(world.BUYER)
    cart = a_cart({world.variant_of(ready).id: 2}, buyer)
    first = placing.place(cart.id, a_checkout(cart), buyer, unpaid_for=UNPAID)
    reference = let_lapse(first)
    cart_service.add(cart, world.variant_of(ready).id, 2)
    second = placing.place(cart.id, a_checkout(cart), buyer, unpaid_for=UNPAID)
    with clock.at(LATER):
        pay_late(reference)
    assert stock_of(world.variant_of(ready).id) == 8
    refused(db, first, f"Barangnya sudah dipesan lagi di pesanan {second.number}.")


def test_what_she_took_back_stays_taken_back(db: Any) -> None:
    order = an_order({world.goods().ready: 1})
    opening.start(order.id, success_url="/", cancel_url="/")
    payment = queries.open_of(order.id)
    assert payment is not None and payment.reference is not None
    parcels.cancel_unpaid(order.number, world.actor(world.BUYER), None)
    pay_late(payment.reference)
    refused(db, order, "Pesanannya sudah dibatalkan.")


def test_the_same_late_notice_again_changes_nothing(db: Any) -> None:
    order = an_order()
    reference = let_lapse(order)
    with clock.at(LATER):
        pay_late(reference)
        before = books()
        pay_late(reference)
        pay_late(reference, "evt-other")
    assert books() == before


def test_a_part_that_its_maker_declined_is_never_revived(db: Any) -> None:
    order = a_paid_order()
    parcels.decline(world.actor(world.SELLER), parcels_of(order)[0].id, "Bahannya habis.")
    before = books()
    assert revive(order.id) == "Pesanannya sudah dibatalkan."
    assert books() == before


# -- what goes through a post -------------------------------------------------------------------------


def test_what_goes_through_a_post_gathers_again(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 2, other: 1}, paid=False)
    days = rows("SELECT bring_by, ready_on, arrives_on FROM consolidations")
    comes_late(order)
    assert rows("SELECT state FROM consolidations") == [("gathering",)]
    assert rows("SELECT bring_by, ready_on, arrives_on FROM consolidations") == days
    assert {one.state for one in db.scalars(sa.select(Parcel))} == {"to_answer"}
    assert differences() == {}


def test_a_post_that_is_closed_gathers_nothing_more(db: Any) -> None:
    post = hub.a_post()
    ready, other = hub.two_things()
    order = hub.gathered(post, {ready: 2, other: 1}, paid=False)
    reference = let_lapse(order)
    posts.close_post(world.actor(world.OFFICER), post.id)
    with clock.at(LATER):
        pay_late(reference)
    refused(db, order, "Posko yang mengumpulkan barangnya sudah tutup.")


# -- the rule itself ----------------------------------------------------------------------------------

DAY = world.SUNDAY.date()


@pytest.mark.parametrize(
    ("left", "ready", "why"),
    [
        (3, 0, None),
        (4, 0, None),
        (3, -1, None),
        (3, 1, "Keset baru bisa siap Sen, 23 Nov, lebih lambat dari yang dijanjikan."),
        (2, 0, "Keset tinggal 2."),
        (0, None, "Keset sudah habis atau tidak dijual lagi."),
        (2, None, "Keset tinggal 2."),
    ],
)
def test_why_not(left: int, ready: int | None, why: str | None) -> None:
    ready_on = DAY + timedelta(days=ready) if ready is not None else None
    assert why_not([Chance("Lain", 1, 1, DAY, DAY), Chance("Keset", 3, left, ready_on, DAY)]) == why
