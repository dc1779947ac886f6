"""A recall reaches what is sent a second time: what lies ready is exchanged or the mediator decides, what was sent is told."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.errors import RuleBroken
from app.catalog.models import Batch
from app.orders.models import Complaint, OrderLine, ResendGoods
from app.orders.queries import traced as queries
from app.orders.rules.adjusting import owed_for_recalled
from app.orders.rules.complaint import ComplaintState
from app.orders.service import complaints, lots, recalling
from tests.orders.test_recall import recall
from tests.orders.test_resends import JNE, again, promised, received
from tests.support import world
from tests.support.batches import FRESH, OLD, a_batch, a_snack, on_hand, two_batches
from tests.support.books import books, letters, stock_of
from tests.support.complaints import on_its_way, order_of
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import differences

PRICE = 25_000


@pytest.fixture(autouse=True)
def _everything_ties_out(db: Any) -> Iterator[None]:
    yield
    assert differences() == {}


@pytest.fixture
def seller(db: Any) -> Any:
    return world.actor(world.SELLER)


def resent(fresh: int = 5) -> tuple[Complaint, Batch, Batch]:
    """Two of the only batch there was, received; one of them is sent again out of a batch that is older than `fresh` more
    pieces; complaint, that batch, the fresher one."""
    product = a_snack()
    a_batch(product, "B-SATU", OLD, 2)
    order = received(product, 2)
    young = a_batch(product, "B-BARU", FRESH, fresh) if fresh else None
    old = a_batch(product, "B-LAMA", OLD, 3)
    return promised(order, 1), old, young or old


def held(batch: Batch) -> list[tuple[str, int, str, bool]]:
    return [(one.number, one.pieces, one.state.value, one.again) for one in queries.holders(batch.id)]


def test_what_lies_ready_to_be_sent_again_is_exchanged_and_its_maker_is_told(seller: Any) -> None:
    complaint, old, young = resent()
    number = order_of(complaint).number
    assert held(old) == [(number, 1, "accepted", True)]
    assert (queries.reach(old.id).unsent, queries.reach(old.id).sent) == (1, 0)
    recall(old)
    assert again() == [("B-BARU", 1, False)]
    assert (held(old), held(young)) == ([], [(number, 1, "accepted", True)])
    assert on_hand() == {"B-SATU": (2, 0, 0), "B-BARU": (5, 4, 0), "B-LAMA": (3, 0, 3)}
    assert complaint.state is ComplaintState.RESENDING
    assert f"Kiriman ulang {number}: isinya diganti" in letters()
    complaints.send(seller, complaint.id, **JNE)
    assert held(young) == [(number, 1, "sent", True)]


def test_where_nothing_can_take_its_place_the_mediator_decides_and_reads_why(seller: Any) -> None:
    complaint, old, _ = resent(fresh=0)
    recall(old)
    assert complaint.state is ComplaintState.MEDIATED
    assert (again(), held(old)) == ([], [])
    assert on_hand()["B-LAMA"] == (3, 0, 3)
    last = complaints.queries.steps_of(complaint.id)[-1]
    assert last.words == "Keripik Uji kode B-LAMA ditarik dari peredaran: Kemasannya bocor."


def test_half_a_replacement_is_none(seller: Any) -> None:
    product = a_snack()
    a_batch(product, "B-SATU", OLD, 3)
    order = received(product, 3)
    old = a_batch(product, "B-LAMA", OLD, 3)
    a_batch(product, "B-BARU", FRESH, 2)
    complaint = promised(order, 3)
    recall(old)
    assert complaint.state is ComplaintState.MEDIATED
    assert on_hand() == {"B-SATU": (3, 0, 0), "B-LAMA": (3, 0, 3), "B-BARU": (2, 2, 0)}
    assert stock_of(world.variant_of(product).id) == 2


def test_nothing_recalled_is_sent_again_before_it_is_mended(seller: Any, db: Any) -> None:
    complaint, old, _ = resent()
    recalling.recall_own(seller, old.id, "Bocor.")
    before = books()
    with pytest.raises(lots.Recalled, match="Kode B-LAMA ditarik"), db.begin_nested():
        complaints.send(seller, complaint.id, **JNE)
    db.expire_all()
    assert books() == before


def test_the_list_names_what_was_sent_again_and_its_buyer_is_told_once_for_all(
    seller: Any, db: Any, signed_in: Any
) -> None:
    product, old, _ = two_batches(old=4, fresh=3)
    order = received(product, 3)
    complaint = promised(order, 1)
    complaints.send(seller, complaint.id, **JNE)
    stranger = a_paid_order({product: 1})
    recall(old)
    assert [one.number for one in queries.holders(old.id)] == [order.number, order.number]
    assert held(old) == [(order.number, 3, "received", False), (order.number, 1, "sent", True)]
    assert stranger.number not in {one.number for one in queries.holders(old.id)}
    assert {one.told_at for one in queries.holders(old.id)} == {world.SUNDAY}
    assert letters().count("Jangan dimakan dulu: Keripik Uji kode B-LAMA ditarik") == 1
    before = books()
    recalling.settle(old.id)
    assert books() == before
    complaints.receive(order.number, complaint.id, world.actor(world.BUYER), None)
    assert held(old)[1] == (order.number, 1, "received", True)
    browser = signed_in(world.SELLER)
    assert "kirim ulang" in browser.get(f"/penjual/tarik/{old.id}").text
    assert "Diterima (kirim ulang)" in browser.get(f"/penjual/tarik/{old.id}/daftar.csv").text


def test_a_piece_that_was_sent_twice_is_paid_back_once(seller: Any, db: Any, signed_in: Any) -> None:
    product, old, _ = two_batches(old=4, fresh=3)
    order = received(product, 3)
    price = world.variant_of(product).price
    complaints.send(seller, promised(order, 1).id, **JNE)
    recall(old)
    (there,) = queries.recalled_in(order.id)
    assert (there.pieces, there.worth) == (4, 3 * price)
    signed_in(world.BUYER).send(f"/pesanan/{order.number}", to=f"/pesanan/{order.number}/tarik/{old.id}/uang")
    db.expire_all()
    assert parcels_of(order)[0].returned == 3 * price
    assert {one.repaid_at for one in queries.holders(old.id)} == {world.SUNDAY}
    with pytest.raises(RuleBroken, match="sudah dikembalikan"), db.begin_nested():
        recalling.repay(order.number, old.id, world.actor(world.BUYER), None)


def test_when_a_second_batch_is_recalled_only_what_is_not_paid_back_yet_may_be_asked_for(
    seller: Any, db: Any, signed_in: Any
) -> None:
    complaint, old, _ = resent()
    order = order_of(complaint)
    complaints.send(seller, complaint.id, **JNE)
    first = db.scalars(sa.select(Batch).where(Batch.code == "B-SATU")).one()
    recall(first)
    buyer = world.actor(world.BUYER)
    paid = recalling.repay(order.number, first.id, buyer, None)
    assert paid == 2 * db.scalar(sa.select(OrderLine.price))
    recall(old)
    assert [(one.code, one.pieces, one.worth > 0) for one in queries.recalled_in(order.id)] == [
        ("B-SATU", 2, True),
        ("B-LAMA", 1, False),
    ]
    page = signed_in(world.BUYER).get(f"/pesanan/{order.number}").text
    assert "Jangan dimakan: Keripik Uji kode B-LAMA" in page
    assert "Minta uang kembali" not in page
    before = books()
    with pytest.raises(RuleBroken, match="sudah dikembalikan semuanya"), db.begin_nested():
        recalling.repay(order.number, old.id, buyer, None)
    db.expire_all()
    assert books() == before


def test_a_guest_without_an_address_is_called_about_what_was_sent_again(seller: Any, db: Any) -> None:
    product, old, _ = two_batches(old=2, fresh=3)
    order = a_paid_order({product: 1}, buyer=None)
    on_its_way(order)
    complaints.send(seller, promised(order, 1).id, **JNE)
    recall(old)
    assert [one.told_at for one in queries.holders(old.id)] == [None, None]
    sheet = recalling.batch_queries.of_own(seller, old.id)
    recalling.mark_called(seller, sheet, order.id)
    assert db.scalars(sa.select(ResendGoods.told_at)).all() == [world.SUNDAY]
    assert [one.told_at for one in queries.holders(old.id)] == [world.SUNDAY, world.SUNDAY]


@pytest.mark.parametrize(
    ("pieces", "paid_for", "money_left", "owed"),
    [
        (2, 3, 90_000, 50_000),
        (4, 3, 90_000, 75_000),
        (4, 3, 60_000, 60_000),
        (1, -1, 90_000, 0),
        (2, 2, None, 50_000),
    ],
)
def test_no_more_than_was_paid_for_goes_back(
    pieces: int, paid_for: int, money_left: int | None, owed: int
) -> None:
    assert owed_for_recalled(pieces, PRICE, paid_for=paid_for, money_left=money_left) == owed
