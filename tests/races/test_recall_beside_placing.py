"""A batch is recalled while many buyers are placing orders for it: none of it is sold afterwards, and every order is mended."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.catalog.models import Batch, Variant
from app.catalog.service import batches, goods
from app.db.session import db, unit_of_work
from app.orders.queries import traced as queries
from app.orders.service import placing, recalling
from tests.support import world
from tests.support.batches import on_hand, two_batches
from tests.support.crowd import Meeting, all_at_once, in_each_others_way
from tests.support.orders import UNPAID, a_cart, a_checkout
from tests.support.ties import differences

pytestmark = pytest.mark.race

BUYERS = 24


def buyer(variant: int) -> Any:
    """Presses the button of a review page that she has open."""
    cart = a_cart({variant: 1})
    cart_id, checkout = cart.id, a_checkout(cart)
    return lambda: placing.place(cart_id, checkout, None, unpaid_for=UNPAID).id


def test_beside_twenty_four_buyers_a_recall_stops_the_batch_and_all_orders_are_mended(shop: Flask) -> None:
    product, old, fresh = two_batches(old=30, fresh=6)
    variant, old_id, fresh_id = world.variant_of(product).id, old.id, fresh.id
    deeds = [buyer(variant) for _ in range(BUYERS)]
    deeds.insert(BUYERS // 2, partial(recalling.recall_own, world.actor(world.SELLER), old_id, "Bocor."))
    answers = all_at_once(shop, deeds)
    db.session.rollback()
    placed = [one for one in answers if isinstance(one, int)]
    assert len(placed) + sum(isinstance(one, goods.NotToBeHad) for one in answers) == BUYERS
    holding = len(queries.holders(old_id))
    made, there, withdrawn = on_hand()["B-LAMA"]
    assert (there, withdrawn) == (0, 30 - holding)
    recalling.settle(old_id)
    db.session.rollback()
    assert queries.holders(old_id) == []
    assert on_hand()["B-LAMA"] == (30, 0, 30)
    kept = db.session.scalar(sa.text("SELECT count(*) FROM orders WHERE state = 'placed'"))
    assert kept == len(queries.holders(fresh_id)) == min(6, len(placed))
    assert differences() == {}
    assert made == 30


def test_who_waits_for_the_recall_gets_pieces_of_another_batch(shop: Flask) -> None:
    product, old, fresh = two_batches(old=1, fresh=1)
    variant, old_id, fresh_id = world.variant_of(product).id, old.id, fresh.id
    deed = partial(recalling.recall_own, world.actor(world.SELLER), old_id, "Bocor.")
    _, taken = in_each_others_way(shop, deed, partial(goods.take, {variant: 1}))
    db.session.rollback()
    assert [dict(one.lots) for one in taken] == [{fresh_id: 1}]
    assert on_hand() == {"B-BARU": (1, 0, 0), "B-LAMA": (1, 0, 1)}


def unguarded(variant: int, meeting: Meeting) -> list[goods.Taken]:
    """The same steps without the lock: look, judge, and take what was seen."""
    with unit_of_work():
        taken = goods.all_to_be_had(goods.judge({variant: 1}, goods.look([variant])))
        meeting.wait()
        goods.write(taken)
    return taken


def unguarded_recall(batch_id: int, meeting: Meeting) -> str:
    """What was on hand counts as withdrawn, as it was seen before anybody took of it."""
    with unit_of_work() as current:
        seen = current.get_one(Batch, batch_id).on_hand
        meeting.wait()
        current.execute(sa.select(Variant.id).with_for_update())
        current.execute(
            sa.update(Batch).where(Batch.id == batch_id).values(withdrawn=seen, on_hand=Batch.on_hand - seen)
        )
    return "recalled"


def test_without_the_lock_a_piece_would_be_withdrawn_and_sold(shop: Flask) -> None:
    """The database refuses what the lock would have kept from happening: one of the two fails."""
    product, old, _ = two_batches(old=1, fresh=1)
    variant, old_id, meeting = world.variant_of(product).id, old.id, Meeting(2)

    def tried(deed: Any) -> Any:
        try:
            return deed()
        except sa.exc.IntegrityError as error:
            return error

    answers = all_at_once(
        shop,
        [
            partial(tried, partial(unguarded, variant, meeting)),
            partial(tried, partial(unguarded_recall, old_id, meeting)),
        ],
    )
    assert sum(isinstance(one, sa.exc.IntegrityError) for one in answers) == 1
    assert "pieces_add_up" in str(next(one for one in answers if isinstance(one, sa.exc.IntegrityError)))
    assert batches.variants_of([old_id]) == {old_id: variant}
