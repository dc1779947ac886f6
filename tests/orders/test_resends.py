"""What goes to a buyer a second time comes out of batches, is found by their codes, and is bound by no limit of an order."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import RuleBroken
from app.catalog.models import Product
from app.catalog.rules.availability import Limits
from app.catalog.service import drafts, goods
from app.catalog.service.drafts import Offer, VariantOffer
from app.db.session import db as flask_db
from app.orders.models import Complaint, Order, ResendGoods
from app.orders.queries import lots, resends
from app.orders.queries.lots import Code
from app.orders.queries.resends import ToPack
from app.orders.rules.complaint import ComplaintKind, ComplaintState, Outcome, Proposal
from app.orders.service import complaints, parcels
from app.orders.service.lots import Mark, NotMarked
from app.orders.service.resending import CannotResend
from tests.support import world
from tests.support.batches import FRESH, OLD, a_batch, a_snack, lots_in, on_hand, two_batches
from tests.support.books import books, stock_of
from tests.support.complaints import a_complaint, after, asks_mediator, on_its_way
from tests.support.orders import a_paid_order, parcels_of
from tests.support.ties import PIECES, differences, rows

RESEND = Proposal(Outcome.RESEND)
JNE = {"courier": "JNE", "tracking": "JNE777"}


@pytest.fixture(autouse=True)
def _everything_ties_out(db: Any) -> Iterator[None]:
    yield
    assert differences() == {}


@pytest.fixture
def seller(db: Any) -> Any:
    return world.actor(world.SELLER)


def again() -> list[tuple[str | None, int, bool]]:
    """Code, pieces, whether they were sent."""
    flask_db.session.flush()
    found = flask_db.session.execute(
        sa.text(
            "SELECT b.code, g.units, g.sent_at IS NOT NULL FROM resend_goods g LEFT JOIN batches b ON b.id = g.batch_id "
            "ORDER BY b.best_before, g.id"
        )
    )
    return [tuple(row) for row in found]


def received(product: Product, pieces: int) -> Order:
    order = a_paid_order({product: pieces})
    on_its_way(order)
    return order


def claimed(order: Order, pieces: int) -> Complaint:
    return a_complaint(order, kind=ComplaintKind.MISSING, wanted=RESEND, pieces=pieces, photos=[])


def promised(order: Order, pieces: int) -> Complaint:
    """A complaint whose maker will send it again."""
    complaint = claimed(order, pieces)
    complaints.agree(world.actor(world.SELLER), complaint.id)
    return complaint


def test_it_comes_out_of_the_oldest_batches_and_leaves_with_their_codes(seller: Any) -> None:
    product, _, _ = two_batches(old=5, fresh=5)
    complaint = promised(received(product, 4), 3)
    assert again() == [("B-LAMA", 1, False), ("B-BARU", 2, False)]
    assert on_hand() == {"B-BARU": (5, 3, 0), "B-LAMA": (5, 0, 0)}
    assert resends.to_pack(complaint.id) == [ToPack("Keripik Uji", [Code("B-LAMA", 1), Code("B-BARU", 2)])]
    assert resends.unmarked(complaint.id) == []
    complaints.send(seller, complaint.id, **JNE)
    assert again() == [("B-LAMA", 1, True), ("B-BARU", 2, True)]
    assert resends.to_pack(complaint.id) == []


def test_what_is_not_sent_goes_back_to_its_batches(seller: Any) -> None:
    product, _, _ = two_batches(old=5, fresh=5)
    order = received(product, 4)
    before = rows(PIECES), on_hand()
    complaint = promised(order, 3)
    with clock.at(after(days=9)):
        complaints.run_clocks(clock.now())
    assert complaint.state is ComplaintState.MEDIATED
    assert again() == []
    assert (rows(PIECES), on_hand()) == before
    assert stock_of(world.variant_of(product).id) == 6


def test_what_lay_there_without_a_code_gets_it_when_it_is_sent(seller: Any, db: Any) -> None:
    product = a_snack(stock=3)
    order = a_paid_order({product: 2})
    maker = world.actor(world.SELLER)
    _packed(order, "B-1")
    complaint = promised(order, 1)
    (line,) = resends.unmarked(complaint.id)
    assert (line.pieces, line.usual_code) == (1, "B221126")
    before = books()
    with pytest.raises(NotMarked), db.begin_nested():
        complaints.send(maker, complaint.id, **JNE)
    with pytest.raises(RuleBroken, match="Kode B-1 sudah tercatat dengan tanggal"), db.begin_nested():
        complaints.send(maker, complaint.id, marks={line.line_id: Mark("B-1", OLD)}, **JNE)
    db.expire_all()
    assert books() == before
    complaints.send(maker, complaint.id, marks={line.line_id: Mark("B-2", OLD)}, **JNE)
    assert again() == [("B-2", 1, True)]
    assert on_hand() == {"B-1": (2, 0, 0), "B-2": (1, 0, 0)}


def _packed(order: Order, code: str) -> None:
    """Food without codes is packed with this one, and received."""
    maker, (parcel,) = world.actor(world.SELLER), parcels_of(order)
    parcels.accept(maker, parcel.id)
    parcels.pack(maker, parcel.id, {one.line_id: Mark(code, FRESH) for one in lots.unmarked(parcel.id)})
    parcels.send(maker, parcel.id, courier="JNE", tracking="1")
    parcels.receive(order.number, parcel.id, world.actor(world.BUYER), None)


def test_food_made_for_it_gets_code_and_date_on_the_page_of_the_complaint(
    seller: Any, db: Any, signed_in: Any
) -> None:
    facts = dict(world.SNACK, shelf_life=5)
    product = world.an_approved_product(
        seller, name="Kue Basah", category=world.Category.CAMILAN, facts=facts, per_day=9
    )
    order = a_paid_order({product: 3})
    _packed(order, "KB-1")
    complaint = promised(order, 2)
    (line,) = resends.unmarked(complaint.id)
    assert (line.name, line.pieces) == ("Kue Basah", 2)
    browser, path = signed_in(world.SELLER), f"/penjual/keluhan/{complaint.id}"
    page = browser.get(path).text
    assert "Kode di kemasan: 2 × Kue Basah" in page
    code, day = f"code_{line.line_id}", f"best_before_{line.line_id}"
    typed = {"courier": "JNE", "tracking": "JNE777", code: "", day: "2026-11-27"}
    refused = browser.send(path, to=f"{path}/kirim", **typed).text
    assert "Tulis kodenya, misalnya B221126." in refused
    assert 'value="JNE777"' in refused
    refused = browser.send(path, to=f"{path}/kirim", **{**typed, code: "KB-1"}).text
    assert "Kode KB-1 sudah tercatat dengan tanggal" in refused
    assert 'value="JNE777"' in refused
    assert complaint.state is ComplaintState.RESENDING
    browser.send(path, to=f"{path}/kirim", **{**typed, code: "KB-2"})
    db.expire_all()
    assert complaint.state is ComplaintState.RESENT
    pieces = db.scalars(sa.select(ResendGoods).where(ResendGoods.batch_id.is_not(None))).one()
    assert (pieces.units, pieces.from_stock, pieces.sent_at) == (2, False, world.SUNDAY)
    assert on_hand() == {"KB-1": (3, 0, 0), "KB-2": (2, 0, 0)}


def test_the_page_says_where_to_take_it_from(seller: Any, signed_in: Any) -> None:
    product, _, _ = two_batches(old=4, fresh=5)
    complaint = promised(received(product, 3), 2)
    page = signed_in(world.SELLER).get(f"/penjual/keluhan/{complaint.id}").text
    assert "Ambil Keripik Uji:" in page
    assert '1 kode <b class="num">B-LAMA</b>' in page
    assert '1 kode <b class="num">B-BARU</b>' in page
    assert "Kode di kemasan" not in page


def test_what_was_sent_stays_sent_when_it_is_promised_once_more_and_not_kept(seller: Any) -> None:
    product = a_snack()
    a_batch(product, pieces=10)
    order = received(product, 2)
    complaint = promised(order, 1)
    complaints.send(seller, complaint.id, **JNE)
    asks_mediator(complaint, "Pecah lagi.")
    complaints.decide(world.actor(world.OFFICER), complaint.id, RESEND, "Sekali lagi, Bu.")
    assert again() == [("B1", 1, True), ("B1", 1, False)]
    with clock.at(after(days=9)):
        complaints.run_clocks(clock.now())
    assert complaint.state is ComplaintState.MEDIATED
    assert again() == [("B1", 1, True)]
    assert on_hand() == {"B1": (10, 7, 0)}


def test_a_lost_parcel_of_food_still_holds_its_batch(seller: Any) -> None:
    product = a_snack()
    a_batch(product, pieces=5)
    order = a_paid_order({product: 2})
    on_its_way(order, received=False)
    with clock.at(after(days=20)):
        lost = a_complaint(order, kind=ComplaintKind.LATE, wanted=Proposal(Outcome.DROP), pieces=2, photos=[])
        complaints.agree(seller, lost.id)
    assert parcels_of(order)[0].state == "cancelled"
    assert (on_hand(), lots_in(order.id)) == ({"B1": (5, 3, 0)}, {"B1": 2})


# -- limits of an order ---------------------------------------------------------------------------


def _limit(product: Product, least: int, most: int) -> None:
    one = world.variant_of(product)
    there = [VariantOffer(one.id, one.label, one.price, one.weight_g, one.stock, one.stock)]
    drafts.offer(
        world.actor(world.SELLER),
        product.slug,
        Offer(product.supply, None, there, limits=Limits(least, most)),
    )


def test_one_piece_is_sent_again_where_an_order_needs_three_and_five_where_it_may_have_three(
    seller: Any,
) -> None:
    product = world.goods().ready
    order = received(product, 5)
    variant = world.variant_of(product).id
    _limit(product, 3, 3)
    with pytest.raises(goods.NotToBeHad, match="paling sedikit 3"):
        goods.take({variant: 1})
    with pytest.raises(goods.NotToBeHad, match="paling banyak 3"):
        goods.take({variant: 5})
    small = promised(order, 1)
    complaints.send(seller, small.id, **JNE)
    complaints.receive(order.number, small.id, world.actor(world.BUYER), None)
    assert stock_of(variant) == 4
    before = books()
    large = claimed(order, 5)
    with pytest.raises(CannotResend, match="tinggal 4"):
        complaints.agree(seller, large.id)
    assert books()["stock"] == before["stock"]
    complaints.withdraw(order.number, large.id, world.actor(world.BUYER), None)
    four = claimed(order, 4)
    complaints.offer(seller, four.id, Proposal(Outcome.RESEND, day=after(days=3).date()), "")
    complaints.agree(seller, four.id)
    assert stock_of(variant) == 0
