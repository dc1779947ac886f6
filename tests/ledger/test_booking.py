"""What happens to payments stands in the books in the same transaction, once a source, and goes back as it came."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.db.session import unit_of_work
from app.ledger.rules import postings
from app.ledger.rules.accounts import JournalKind
from app.ledger.service.posting import post
from app.orders.models import Consolidation, Order
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, answering, parcels
from tests.support import hub, payouts, world
from tests.support.jobs import do_all
from tests.support.ledger import a_rate, journal, journals
from tests.support.orders import a_paid_order, an_order, parcels_of, pay
from tests.support.ties import differences, rows

REASON = "Bahannya habis."


def payment_of(order: Order) -> int:
    ((payment_id,),) = [pair[:1] for pair in rows("SELECT id, order_id FROM payments") if pair[1] == order.id]
    return int(payment_id)


def test_a_paid_order_is_its_sellers_less_the_commission(db: Any) -> None:
    a_rate(250)
    goods = world.goods()
    order = a_paid_order({goods.ready: 2, goods.made: 1})
    (part,) = parcels_of(order)
    assert part.commission_bps == 250
    assert rows("SELECT price * pieces, commission FROM order_lines ORDER BY id") == [
        (90_000, 2_250),
        (45_000, 1_125),
    ]
    assert journal(f"payment:{payment_of(order)}") == [
        ("collected", None, None, part.total),
        ("commission", None, part.id, -3_375),
        ("seller_pending", part.seller_id, part.id, 3_375 - part.total),
    ]
    assert rows("SELECT kind, order_number, note FROM ledger_journals") == [
        ("settlement", order.number, "Pesanan dibayar pembeli")
    ]


def test_an_order_keeps_the_rate_of_the_moment_in_which_it_was_placed(db: Any) -> None:
    order = an_order()
    a_rate(250)
    pay(order)
    (part,) = parcels_of(order)
    assert part.commission_bps == 0
    assert [kind for kind, *_ in journal(f"payment:{payment_of(order)}")] == ["collected", "seller_pending"]


def test_told_again_nothing_is_written_twice(db: Any) -> None:
    order = a_paid_order()
    before = journals()
    pay_again = f"payment:{payment_of(order)}"
    assert post(JournalKind.SETTLEMENT, pay_again, postings.stray(1), note="Lagi") is False
    assert journals() == before == [pay_again]


def test_what_is_not_made_is_owed_to_the_buyer_until_it_is_with_her(db: Any) -> None:
    a_rate(1_000)
    order = a_paid_order({world.goods().ready: 2})
    (part,) = parcels_of(order)
    ((line,),) = rows("SELECT id FROM order_lines")
    answering.answer(world.actor(world.SELLER), part.id, {line: 1}, REASON)
    ((adjustment, amount),) = rows("SELECT id, amount FROM adjustments")
    ((refund,),) = rows("SELECT id FROM refunds")
    assert journal(f"adjustment:{adjustment}") == [
        ("seller_pending", part.seller_id, part.id, amount - 4_500),
        ("commission", None, part.id, 4_500),
        ("buyer_owed", None, part.id, -amount),
    ]
    assert rows(
        "SELECT r.source, s.source, r.note FROM ledger_journals r JOIN ledger_journals s ON s.id = r.reverses_id"
    ) == [(f"adjustment:{adjustment}", f"payment:{payment_of(order)}", f"Dikembalikan ke pembeli: {REASON}")]
    assert f"refund:{refund}" not in journals()
    do_all()
    assert journal(f"refund:{refund}") == [
        ("buyer_owed", None, None, amount),
        ("collected", None, None, -amount),
    ]
    assert differences() == {}


def test_a_whole_that_goes_back_returns_all_of_the_commission(db: Any) -> None:
    a_rate(333)
    order = a_paid_order({world.goods().ready: 3})
    (part,) = parcels_of(order)
    with unit_of_work():
        parcels.lock_order(order.id)
        adjusting.pay_back(part, 7_001, AdjustmentKind.COMPLAINT, "Tepinya lepas.")
    parcels.decline(world.actor(world.SELLER), part.id, REASON)
    do_all()
    assert rows("SELECT kind, balance FROM ledger_accounts WHERE balance IS NOT NULL") == [
        ("seller_pending", 0)
    ]
    assert rows(
        "SELECT a.kind, sum(e.amount) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id GROUP BY 1 ORDER BY 1"
    ) == [("buyer_owed", 0), ("collected", 0), ("commission", 0), ("seller_pending", 0)]
    assert differences() == {}


def test_what_goes_back_after_the_release_is_taken_from_the_next_payout(db: Any) -> None:
    payouts.an_account()
    order = payouts.sold({world.goods().ready: 1})
    (part,) = parcels_of(order)
    payouts.release()
    _, (payout,) = payouts.a_batch()
    payouts.pays(payout)
    with unit_of_work():
        parcels.lock_order(order.id)
        adjusting.pay_back(part, 20_000, AdjustmentKind.COMPLAINT, "Tepinya lepas.")
    do_all()
    assert rows("SELECT kind, balance FROM ledger_accounts WHERE balance <> 0") == [
        ("seller_available", 20_000)
    ]
    assert differences() == {}


def test_the_one_fee_of_a_shared_parcel_is_the_posts(db: Any) -> None:
    post_row, whole = hub.through_a_post()
    order = db.get_one(Order, whole.order_id)
    shared = [row for row in journal(f"payment:{payment_of(order)}") if row[0] == "post_fee"]
    assert shared == [("post_fee", post_row.id, None, -whole.fee)]
    for part in parcels_of(order):
        maker = world.SELLER if part.seller_name == "Rumah Perca" else world.OTHER_SELLER
        parcels.decline(world.actor(maker), part.id, REASON)
    do_all()
    assert db.get_one(Consolidation, whole.id).returned == whole.fee
    assert differences() == {}
    assert rows(
        "SELECT sum(e.amount) FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id WHERE a.kind = 'post_fee'"
    ) == [(0,)]


HISTORY = [
    f"{change} {table}{rest}"
    for table, some in (
        ("ledger_entries", "amount"),
        ("ledger_journals", "note"),
        ("commission_rates", "bps"),
    )
    for change, rest in (("UPDATE", f" SET {some} = {some}"), ("DELETE FROM", ""), ("TRUNCATE", " CASCADE"))
]


@pytest.mark.parametrize("change", HISTORY)
def test_what_stands_in_the_books_is_never_changed(db: Any, change: str) -> None:
    a_rate(250)
    a_paid_order()
    db.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    before = rows("SELECT * FROM ledger_entries ORDER BY id")
    with pytest.raises(sa.exc.IntegrityError, match="is history"), db.begin_nested():
        db.execute(sa.text(change))
    assert rows("SELECT * FROM ledger_entries ORDER BY id") == before


LOPSIDED = [
    "INSERT INTO ledger_entries (journal_id, account_id, book, amount) "
    "SELECT journal_id, account_id, book, 1 FROM ledger_entries LIMIT 1",
    "INSERT INTO ledger_journals (book, kind, source, note, happened_at) "
    "VALUES ('platform', 'settlement', 'payment:999999', '', now())",
]


@pytest.mark.parametrize("change", LOPSIDED)
def test_a_journal_that_does_not_sum_to_zero_is_never_committed(db: Any, change: str) -> None:
    """The check waits for the commit; here it is asked for at once."""
    a_paid_order()
    db.execute(sa.text("SET CONSTRAINTS ALL IMMEDIATE"))
    with pytest.raises(sa.exc.DatabaseError, match="does not sum to zero"), db.begin_nested():
        db.execute(sa.text(change))
