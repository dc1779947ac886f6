"""A seller takes another sum than was due: the book says what came, and no more than that goes back."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.db.session import unit_of_work
from app.orders.models import Parcel
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.service import adjusting, answering, parcels
from app.payments.models import Payment, Refund
from app.payments.queries import papers, tying
from app.payments.queries.papers import Issuer
from app.payments.queries.turnover import turnover
from app.payments.rules import proving as rules
from app.payments.rules.ways import Way
from app.payments.service import proving, settling
from app.sellers import queries as sellers
from tests.support import world
from tests.support.books import books
from tests.support.ledger import journal, journals
from tests.support.orders import an_order
from tests.support.pages import PageClient
from tests.support.proofs import a_payment, a_receipt, order_of, repay, tell_target
from tests.support.ties import differences, rows

REASON = "Bahannya habis."
ISSUER = Issuer(collector="Koperasi Uji", allowed_by="", test=False)
REFUNDS = "SELECT amount, adjustment_id IS NULL, surplus, state FROM refunds ORDER BY id"
MONEY = "SELECT due, accepted, captured, refunded FROM payments"


def taken(seen: int, **wishes: Any) -> Payment:
    """Rp102.000 are due for two mats with sending (by QRIS); this comes, and she takes it."""
    payment = a_payment(**wishes)
    proving.confirm(world.actor(world.SELLER), payment.id, seen, accepts=seen)
    return payment


def part_of(payment: Payment) -> Parcel:
    from tests.support.orders import parcels_of

    return parcels_of(order_of(payment))[0]


def drop(payment: Payment, pieces: int) -> None:
    """So many mats fall away."""
    with unit_of_work():
        part = parcels.lock_order(payment.order_id) and part_of(payment)
        ((line,),) = rows("SELECT id FROM order_lines")
        adjusting.drop(part, {line: pieces}, AdjustmentKind.SHORT, REASON)


def accepted(payment: Payment) -> None:
    parcels.accept(world.actor(world.SELLER), payment.parcel_id or 0)


def sales(payment: Payment) -> list[tuple[Any, ...]]:
    part = part_of(payment)
    return [
        (
            source,
            [(kind, amount) for kind, owner, parcel, amount in journal(source) if owner == part.seller_id],
        )
        for source in journals()
    ]


def test_what_is_missing_is_let_go_and_never_goes_back(db: Any) -> None:
    payment = taken(80_000)
    assert rows(MONEY) == [(102_000, 80_000, 80_000, 0)]
    assert rows("SELECT kind, goods, fee, amount, pieces FROM adjustments") == [
        ("forgiven", 22_000, 0, 22_000, [])
    ]
    assert rows("SELECT total, returned FROM parcels") == [(102_000, 22_000)]
    assert sales(payment) == [(f"payment:{payment.id}", [("seller_cash", 80_000), ("seller_sales", -80_000)])]
    accepted(payment)
    drop(payment, 1)
    assert rows(REFUNDS) == [(45_000, False, False, "waiting")]
    drop(payment, 1)
    assert rows(REFUNDS)[1:] == [(35_000, False, False, "waiting")]
    assert differences() == {}


def test_with_next_to_nothing_left_the_rest_falls_away_without_money(db: Any) -> None:
    payment = taken(1, wanted={world.goods().ready: 3})
    accepted(payment)
    drop(payment, 1)
    assert rows(REFUNDS) == [(1, False, False, "waiting")]
    drop(payment, 1)
    assert rows("SELECT amount, pieces <> '[]'::jsonb FROM adjustments ORDER BY id") == [
        (part_of(payment).total - 1, False), (1, True), (0, True),
    ]  # fmt: skip
    assert len(rows(REFUNDS)) == 1
    assert differences() == {}


@pytest.mark.parametrize(("less", "back"), [(0, 137), (87, 50), (137, 0), (138, -1)])
def test_the_digits_are_what_is_missing_first(db: Any, less: int, back: int) -> None:
    payment = a_payment(way=Way.TRANSFER)
    db.execute(sa.text("UPDATE payments SET code = 137, due = 102137"))
    db.commit()
    seen = payment.due - less
    proving.confirm(world.actor(world.SELLER), payment.id, seen, accepts=seen)
    accepted(payment)
    drop(payment, 1)
    drop(payment, 1)
    assert rows("SELECT amount FROM refunds ORDER BY id") == [(45_000,), (57_000 + back,)]
    assert differences() == {}


def test_a_little_more_is_hers_and_goes_back_with_the_last(db: Any) -> None:
    payment = taken(102_999)
    assert rows(MONEY) == [(102_000, 102_999, 102_999, 0)]
    assert rows("SELECT count(*) FROM adjustments") == [(0,)]
    assert rows(REFUNDS) == []
    assert sales(payment) == [
        (f"payment:{payment.id}", [("seller_cash", 102_999), ("seller_sales", -102_999)])
    ]
    accepted(payment)
    drop(payment, 1)
    drop(payment, 1)
    assert rows(REFUNDS) == [(45_000, False, False, "waiting"), (57_999, False, False, "waiting")]
    assert differences() == {}


def test_much_more_is_owed_at_once(db: Any) -> None:
    payment = taken(152_000)
    assert rows(MONEY) == [(102_000, 152_000, 152_000, 0)]
    assert rows(REFUNDS) == [(50_000, True, True, "waiting")]
    assert rows("SELECT reason, by_hand FROM refunds") == [
        ("Yang masuk Rp152.000, tagihannya Rp102.000.", True)
    ]
    assert sales(payment) == [
        (f"payment:{payment.id}", [("seller_cash", 102_000), ("seller_sales", -102_000)]),
        (f"surplus:{payment.id}", [("seller_cash", 50_000), ("seller_owes", -50_000)]),
    ]
    assert rows("SELECT kind FROM ledger_journals ORDER BY id") == [("settlement",), ("stray",)]
    assert rows("SELECT subject FROM notices WHERE subject LIKE '%kembali ke mana?'") == [
        (f"Rp50.000 dari pesanan {order_of(payment).number}: kembali ke mana?",)
    ]
    refund = db.scalars(sa.select(Refund)).one()
    tell_target(refund)
    repay(refund)
    assert rows(MONEY) == [(102_000, 152_000, 152_000, 50_000)]
    assert journal(f"refund:{refund.id}") == [
        ("seller_owes", part_of(payment).seller_id, payment.parcel_id, 50_000),
        ("seller_cash", part_of(payment).seller_id, payment.parcel_id, -50_000),
    ]
    accepted(payment)
    drop(payment, 1)
    drop(payment, 1)
    assert [one[0] for one in rows(REFUNDS)] == [50_000, 45_000, 57_000]
    assert differences() == {}


@pytest.mark.parametrize(
    ("seen", "backs"), [(80_000, [80_000]), (102_500, [102_500]), (152_000, [50_000, 102_000])]
)
def test_when_she_cannot_send_it_all_of_what_came_goes_back(db: Any, seen: int, backs: list[int]) -> None:
    payment = taken(seen)
    parcels.decline(world.actor(world.SELLER), payment.parcel_id or 0, REASON)
    for refund in db.scalars(sa.select(Refund).order_by(Refund.id)).all():
        tell_target(refund)
        repay(refund, a_receipt(f"Kembali {refund.id}"))
    assert [(amount, state) for amount, _, _, state in rows(REFUNDS)] == [(one, "done") for one in backs]
    assert rows("SELECT captured, refunded FROM payments") == [(seen, seen)]
    assert differences() == {}


def test_a_part_of_it_counts_from_what_came(db: Any) -> None:
    """Money alone goes back, more than she was paid: that cannot be."""
    payment = taken(80_000)
    accepted(payment)
    before = books()
    with pytest.raises(adjusting.rules.TooMany), unit_of_work():
        parcels.lock_order(payment.order_id)
        adjusting.pay_back(part_of(payment), 80_001, AdjustmentKind.COMPLAINT, "Rusak.")
    db.rollback()
    assert books() == before
    with unit_of_work():
        parcels.lock_order(payment.order_id)
        adjusting.pay_back(part_of(payment), 80_000, AdjustmentKind.COMPLAINT, "Rusak.")
    assert rows("SELECT amount FROM refunds") == [(80_000,)]
    assert differences() == {}


def test_cash_of_another_sum_after_a_part_fell_away(db: Any) -> None:
    """What fell away before the money came is no difference: 57.000 are due of it then."""
    payment = a_payment(way=Way.CASH, village=world.VILLAGE, wishes={})
    answering.answer(
        world.actor(world.SELLER), payment.parcel_id or 0,
        {line: 1 for (line,) in rows("SELECT id FROM order_lines")}, REASON,
    )  # fmt: skip
    db.refresh(payment)
    due = payment.due
    proving.confirm(world.actor(world.SELLER), payment.id, due - 7_000, accepts=due - 7_000)
    assert rows("SELECT due, accepted, captured FROM payments") == [(due, due - 7_000, due - 7_000)]
    assert rows("SELECT kind, amount FROM adjustments ORDER BY id")[-1] == ("forgiven", 7_000)
    assert rows(REFUNDS) == []
    assert differences() == {}


def test_another_sum_for_what_was_let_go_goes_back_whole(db: Any) -> None:
    order = an_order({world.goods().ready: 2})
    payment = a_payment(order)
    from app.orders.service import cancelling

    cancelling.cancel_all(order.number, world.actor(world.BUYER), None)
    proving.confirm(world.actor(world.SELLER), payment.id, 152_000, accepts=152_000)
    assert rows(REFUNDS) == [(152_000, True, False, "waiting")]
    assert rows("SELECT captured FROM payments") == [(152_000,)]
    assert rows("SELECT count(*) FROM adjustments") == [(0,)]
    assert rows("SELECT subject FROM notices WHERE subject LIKE 'Pembayaran pesanan % diterima'") == []
    assert differences() == {}


def test_nothing_else_than_what_she_has_taken_is_settled(db: Any) -> None:
    """A row names one sum; every other one settles nothing, whoever tells it."""
    payment = a_payment()
    before = books()
    for seen in (101_999, 102_001):
        with pytest.raises(rules.AmountSeenDiffers):
            proving.confirm(world.actor(world.SELLER), payment.id, seen, accepts=90_000)
        assert books() == before
    assert settling.settle(payment.id, amount=101_999, currency="idr") is False
    assert rows("SELECT state, captured FROM payments") == [("opened", 0)]


def test_the_database_captures_no_sum_that_its_seller_has_not_taken(db: Any) -> None:
    taken(80_000)
    for accepted, captured in ((70_000, 70_000), (None, 80_000), (80_000, 79_999)):
        with pytest.raises(sa.exc.IntegrityError), db.begin_nested():
            db.execute(sa.update(Payment).values(accepted=accepted, captured=captured))


@pytest.mark.parametrize("change", ["amount - 1", "amount + 1"])
def test_the_check_sees_a_rupiah_too_little_or_too_much_going_back(db: Any, change: str) -> None:
    payment = taken(152_000)
    accepted(payment)
    drop(payment, 1)
    drop(payment, 1)
    db.execute(sa.text("UPDATE refunds SET amount = <change> WHERE NOT surplus".replace("<change>", change)))
    assert "goes_back" in tying.broken()
    db.execute(sa.text("UPDATE refunds SET amount = 49999 WHERE surplus"))
    assert "settlements" in tying.broken()


# -- papers and pages -----------------------------------------------------------------------------------


def test_the_receipt_says_what_came_and_how_it_differs(db: Any) -> None:
    payment = taken(152_000)
    receipt = papers.receipt_of(payment.id, ISSUER)
    assert (receipt.amount, receipt.owed, receipt.kept, receipt.settled) == (152_000, 50_000, 102_000, True)
    assert receipt.purpose[-1] == "Tagihannya Rp102.000: lebih Rp50.000, dan lebihnya dikembalikan"


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (80_000, "Tagihannya Rp102.000: kurang Rp22.000, dan dianggap lunas"),
        (102_500, "Tagihannya Rp102.000: lebih Rp500, dan dicatat seperti kode unik"),
    ],
)
def test_bill_and_receipt_agree(db: Any, seen: int, line: str) -> None:
    payment = taken(seen)
    order = order_of(payment)
    receipt = papers.receipt_of(payment.id, ISSUER)
    (invoice,) = papers.invoices(order, ISSUER, address=False)
    assert receipt.purpose[-1] == line
    assert (receipt.amount, receipt.kept, receipt.settled) == (seen, seen, True)
    assert (invoice.total, invoice.returned, invoice.beside) == (102_000, 0, seen - 102_000)
    assert (invoice.bill, invoice.open, invoice.settled) == (seen, 0, True)


def test_her_turnover_is_what_came_for_goods_and_sending(db: Any) -> None:
    taken(80_000)
    assert turnover(sellers.owned(world.actor(world.SELLER)), 2026).total == 80_000


@pytest.mark.parametrize(
    ("seen", "buyers", "hers"),
    [
        (80_000, "Kurangnya Rp22.000 Rumah Perca relakan.", "Kurangnya Rp22.000 Ibu relakan."),
        (102_500, "Lebihnya Rp500 dicatat seperti kode unik", "Lebihnya Rp500 dicatat seperti kode unik"),
        (
            152_000,
            "Lebihnya Rp50.000 Rumah Perca kembalikan kepada Anda.",
            "Lebihnya Rp50.000 Ibu kembalikan ke pembeli.",
        ),
    ],
)
def test_buyer_seller_and_officer_read_it_in_a_line(
    signed_in: Any, db: Any, seen: int, buyers: str, hers: str
) -> None:
    payment = taken(seen)
    number = order_of(payment).number
    shown = f"Tagihannya Rp102.000, yang masuk Rp{seen // 1000}.{seen % 1000:03}."
    for who, address, words in (
        (world.BUYER, f"/pesanan/{number}", buyers),
        (world.SELLER, f"/penjual/pesanan/{payment.parcel_id}", hers),
        (world.OFFICER, f"/dinas/pesanan/{number}", ""),
    ):
        page = signed_in(who).get(address).text
        assert shown in page, who
        assert words in page


def test_she_sees_before_that_she_takes_it_what_she_gives_back(signed_in: Any, db: Any) -> None:
    payment = a_payment()
    browser: PageClient = signed_in(world.SELLER)
    address = f"/penjual/uang/masuk/{payment.id}"
    asked = browser.send(address, to=f"{address}/masuk", amount="152.000").text
    assert "Terima, Rp50.000 saya kembalikan" in asked
    assert rows("SELECT captured FROM payments") == [(0,)]
    asked = browser.send(address, to=f"{address}/masuk", amount="102.500").text
    assert "Terima Rp102.500" in asked and "saya kembalikan" not in asked


def test_what_is_owed_stands_with_buyer_and_seller(signed_in: Any, db: Any) -> None:
    payment = taken(152_000)
    number = order_of(payment).number
    for who, address in (
        (world.BUYER, f"/pesanan/{number}/uang-kembali"),
        (world.SELLER, "/penjual/uang/kembali"),
    ):
        assert "Rp50.000" in signed_in(who).get(address).text
    buyer = signed_in(world.BUYER).get(f"/pesanan/{number}").text
    assert "Dikembalikan langsung oleh Rumah Perca" in buyer


def test_what_can_still_go_back_is_never_more_than_came(signed_in: Any, db: Any) -> None:
    payment = taken(80_000)
    accepted(payment)
    browser: PageClient = signed_in(world.SELLER)
    page = browser.get(f"/penjual/pesanan/{payment.parcel_id}/uang-kembali").text
    assert "Rp80.000" in page
    assert tying.broken() == {}
