"""Money that a maker gives back herself: asked to where, paid in time, never done without a proof, missed and solved."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.delivery.rules.services import PICKUP
from app.media.rules.photo import BadPhoto
from app.orders.service import answering, parcels
from app.payments.queries import repaying as queries
from app.payments.rules import proving as proofs
from app.payments.rules import repaying as rules
from app.payments.rules.repaying import RepayBy, Target
from app.payments.service import repaying
from app.sellers import queries as sellers
from tests.support import world
from tests.support.answers import can
from tests.support.books import books, journal, letters
from tests.support.orders import an_order, parcels_of
from tests.support.proofs import (
    BANK,
    a_paid_payment,
    a_payment,
    a_receipt,
    after,
    order_of,
    owed,
    repay,
    send,
    tell_target,
)
from tests.support.ties import differences, rows

SUNDAY = date(2026, 11, 22)
STANDING = """SELECT r.state, r.amount, y.refunded, p.due_at, p.recorded_at FROM refunds r
    JOIN payments y ON y.id = r.payment_id JOIN repayments p ON p.refund_id = r.id"""


def seller() -> Any:
    return world.actor(world.SELLER)


def buyer() -> Any:
    return world.actor(world.BUYER)


def number_of(refund: Any) -> str:
    return queries.owed(refund.id).order.number


def test_the_buyer_is_asked_to_where_before_anything_is_due(db: Any) -> None:
    payment = a_paid_payment()
    before = len(letters())
    refund = owed(payment)
    assert rows(STANDING) == [("waiting", 102_000, 0, None, None)]
    number = order_of(payment).number
    assert f"Rp102.000 dari pesanan {number}: kembali ke mana?" in letters()[before:]
    assert refund.by_hand and differences() == {}


def test_once_she_has_said_so_the_maker_has_three_days(db: Any) -> None:
    refund = owed()
    before = len(letters())
    with clock.at(after(hours=5)):
        tell_target(refund)
    assert rows(STANDING) == [("waiting", 102_000, 0, after(days=3, hours=5), None)]
    assert letters()[before:] == [f"Kembalikan Rp102.000 untuk pesanan {number_of(refund)}"]


def test_where_it_goes_stands_in_no_journal_log_or_letter(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    repay(refund)
    told = rows("SELECT facts::text FROM journal") + rows("SELECT facts::text FROM order_changes")
    told += rows("SELECT subject || body FROM notices")
    assert not [one for (one,) in told if BANK.number in one or "BRI" in one]


def test_she_may_say_it_anew_until_it_has_gone_and_the_clock_stays(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    with clock.at(after(days=1)):
        tell_target(refund, Target(RepayBy.BANK, "DANA", "081200001005", "Sari"))
    assert rows(STANDING)[0][3] == after(days=3)
    assert queries.owed(refund.id).where == "DANA 081200001005, atas nama Sari"
    repay(refund)
    before = books()
    with pytest.raises(rules.AlreadyRepaid):
        tell_target(refund)
    assert books() == before


def test_a_proof_makes_it_done(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    before = len(letters())
    with clock.at(after(days=2)):
        repay(refund, on=date(2026, 11, 23))
    assert rows(STANDING) == [("done", 102_000, 102_000, after(days=3), after(days=2))]
    assert letters()[before:] == [f"Uang dari pesanan {number_of(refund)} sudah dikembalikan"]
    assert rows("SELECT body FROM notices ORDER BY id DESC LIMIT 1")[0][0].startswith(
        "Rumah Perca mengembalikan Rp102.000 pada Senin, 23 November"
    )
    assert journal("refund", refund.id) == ["repayment recorded"]
    assert differences() == {}


@pytest.mark.parametrize(
    ("content", "on", "refusal"),
    [
        (b"", SUNDAY, proofs.NeedsPhoto),
        (b"%PDF-1.7", SUNDAY, BadPhoto),
        (a_receipt(), date(2026, 11, 21), rules.BadDay),
        (a_receipt(), date(2026, 11, 23), rules.BadDay),
    ],
)
def test_without_a_proof_or_a_possible_day_nothing_is_done(
    db: Any, content: bytes, on: date, refusal: type[Exception]
) -> None:
    refund = owed()
    tell_target(refund)
    before = books()
    with pytest.raises(refusal):
        repaying.record_repaid(seller(), refund.id, content, on)
    assert books() == before


def test_before_she_knows_to_where_nothing_is_recorded(db: Any) -> None:
    refund = owed()
    before = books()
    with pytest.raises(rules.NoTarget):
        repay(refund)
    assert books() == before


def test_one_picture_shows_one_repayment_and_no_payment_too(db: Any) -> None:
    first, second = owed(), owed()
    for refund in (first, second):
        tell_target(refund)
    repay(first)
    paid = a_paid_payment_with_a_proof()
    before = books()
    for shown in (a_receipt("kembali Rp102.000"), paid):
        with pytest.raises(proofs.ProofUsed):
            repay(second, shown)
    assert books() == before


def a_paid_payment_with_a_proof() -> bytes:
    shown = a_receipt("bukti pembeli")
    send(a_payment(), shown)
    return shown


def test_it_is_recorded_once(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    repay(refund)
    before = books()
    with pytest.raises(rules.AlreadyRepaid):
        repay(refund, a_receipt("sekali lagi"))
    assert books() == before


def test_the_database_refuses_a_repayment_without_a_proof(db: Any) -> None:
    refund = owed()
    with pytest.raises(sa.exc.IntegrityError, match="has no proof"), db.begin_nested():
        db.execute(sa.text("UPDATE refunds SET state = 'done', done_at = now()"))
    with pytest.raises(sa.exc.IntegrityError, match="recorded_has_proof"), db.begin_nested():
        db.execute(sa.text("UPDATE repayments SET recorded_at = now(), due_at = now()"))
    assert rows("SELECT state FROM refunds") == [(refund.state,)]


def test_cash_goes_back_where_goods_are_fetched_and_is_proven_too(db: Any) -> None:
    fetched = an_order(wishes={sellers.owned(seller()).id: PICKUP})
    refund, cash = owed(a_paid_payment(order=fetched)), Target(RepayBy.CASH)
    tell_target(refund, cash)
    before = books()
    with pytest.raises(proofs.NeedsPhoto):
        repaying.record_repaid(seller(), refund.id, b"", SUNDAY)
    assert books() == before
    repay(refund, a_receipt("catatan bertanda tangan"))
    assert rows(STANDING)[0][0] == "done"


def test_cash_is_not_promised_across_the_country(db: Any) -> None:
    refund = owed()
    before = books()
    with pytest.raises(rules.CashOnlyWhenFetched):
        tell_target(refund, Target(RepayBy.CASH))
    assert books() == before


def test_a_second_refund_of_one_payment_knows_to_where_already(db: Any) -> None:
    payment = a_paid_payment(order=an_order({world.goods().ready: 3}))
    answering.answer(seller(), payment.parcel_id or 0, can(order_of(payment), 2), "Satu rusak.")
    first = queries.of_buyer(order_of(payment))[0].refund
    tell_target(first)
    before = len(letters())
    second = owed_again(payment)
    assert second.id != first.id
    assert queries.owed(second.id).repayment.due_at == after(days=3)
    assert f"Kembalikan Rp{second.amount // 1000}.000 untuk pesanan {number_of(second)}" in letters()[before:]
    repay(first)
    repay(second, a_receipt("yang kedua"))
    assert rows("SELECT captured - refunded FROM payments") == [(0,)]
    assert differences() == {}


def owed_again(payment: Any) -> Any:
    parcels.decline(seller(), payment.parcel_id, "Semua rusak.")
    return queries.of_buyer(order_of(payment))[0].refund


def test_strangers_see_and_say_nothing(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    number, stranger = number_of(refund), world.actor(world.OTHER_SELLER)
    before = books()
    for deed in (
        lambda: repaying.tell_target(number, refund.id, stranger, None, BANK),
        lambda: repaying.tell_target(number, refund.id, None, "salah", BANK),
        lambda: repaying.record_repaid(stranger, refund.id, a_receipt(), SUNDAY),
        lambda: repaying.miss(number, refund.id, stranger, None, ""),
        lambda: repaying.note_reading(world.actor(world.OFFICER), refund.id),
        lambda: repaying.solve(world.actor(world.OFFICER), refund.id, "Beres."),
    ):
        with pytest.raises(NotFound):
            deed()
    assert books() == before


# -- late, and missed -------------------------------------------------------------------------------------


def test_a_day_before_she_is_reminded_and_afterwards_officers_are_told_once(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    before, told = len(letters()), {}
    for hours in (47, 48, 60, 71, 72, 73):
        with clock.at(after(hours=hours)):
            told[hours] = repaying.watch(clock.now())
    assert told == {47: 0, 48: 1, 60: 0, 71: 0, 72: 1, 73: 0}
    assert letters()[before:] == [
        f"Ingat: Rp102.000 untuk pesanan {number_of(refund)} belum tercatat kembali",
        "Rumah Perca belum mengembalikan uang pembeli",
    ]


def test_officers_of_her_region_see_what_is_late_and_others_do_not(db: Any) -> None:
    refund = owed()
    tell_target(refund)
    near, far = world.actor(world.OFFICER), world.actor(world.OTHER_OFFICER)
    assert queries.late_in(near, 10) == []
    with clock.at(after(days=3)):
        assert [one.refund.id for one in queries.late_in(near, 10)] == [refund.id]
        assert queries.late_in(far, 10) == []


def missed() -> Any:
    refund = owed()
    tell_target(refund)
    repay(refund)
    repaying.miss(number_of(refund), refund.id, buyer(), None, "Di mutasi belum ada.")
    return refund


def test_what_has_not_come_goes_to_the_maker_and_her_officers(db: Any) -> None:
    refund = missed()
    told = rows(
        "SELECT p.name FROM notices n JOIN people p ON p.id = n.person_id "
        "WHERE subject LIKE 'Pembeli belum menerima Rp102.000%' ORDER BY p.name"
    )
    assert told == [("Ratna Petugas",), ("Yati Penjual",)]
    assert [one.refund.id for one in queries.missing_in(world.actor(world.OFFICER), 10)] == [refund.id]
    assert queries.missing_in(world.actor(world.OTHER_OFFICER), 10) == []
    assert rows(STANDING)[0][:3] == ("done", 102_000, 102_000)


def test_it_is_missed_once_and_only_after_it_was_recorded(db: Any) -> None:
    fresh, old = owed(), missed()
    before = books()
    for refund in (fresh, old):
        with pytest.raises(rules.NothingToSay):
            repaying.miss(number_of(refund), refund.id, buyer(), None, "")
    assert books() == before


def test_an_officer_writes_what_came_out_and_both_read_it(db: Any) -> None:
    refund = missed()
    repaying.note_reading(world.actor(world.OFFICER), refund.id)
    before = len(letters())
    repaying.solve(world.actor(world.OFFICER), refund.id, "Nomornya keliru satu angka, sudah dikirim ulang.")
    assert letters()[before:] == [f"Pengembalian uang pesanan {number_of(refund)} sudah jelas"] * 2
    assert queries.missing_in(world.actor(world.OFFICER), 10) == []
    assert journal("refund", refund.id)[-3:] == ["repayment missed", "repayment read", "repayment solved"]
    with pytest.raises(NotFound):
        repaying.solve(world.actor(world.OFFICER), refund.id, "Sekali lagi.")


def test_the_buyer_finds_it_after_all(db: Any) -> None:
    refund = missed()
    repaying.found_after_all(number_of(refund), refund.id, buyer(), None)
    assert rows("SELECT solved_words FROM repayments") == [("Pembeli sudah menerima uangnya.",)]
    before = books()
    with pytest.raises(rules.NothingToSay):
        repaying.found_after_all(number_of(refund), refund.id, buyer(), None)
    assert books() == before
    assert parcels_of(queries.owed(refund.id).order)[0].state == "declined"
