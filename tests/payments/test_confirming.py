"""The maker says whether the money is there; who helps her says it only because she has asked, and both names are kept."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import queries as people
from app.accounts.rules import identity_of
from app.base import clock
from app.base.actor import Actor, Grant, Role
from app.base.errors import NotFound
from app.db.journal import JournalEntry
from app.db.session import db as database
from app.orders.service import parcels
from app.payments.models import Payment
from app.payments.rules import proving as rules
from app.payments.rules.ways import Way
from app.payments.service import expiring, proving
from tests.support import world
from tests.support.books import books, journal, letters
from tests.support.orders import an_order, parcels_of
from tests.support.proofs import a_payment, a_receipt, after, order_of, send
from tests.support.ties import differences, rows


def seller() -> Actor:
    return world.actor(world.SELLER)


def helping_kader() -> Actor:
    """The world's kader while she acts for the world's seller."""
    kader = people.by_identity(identity_of(world.KADER))
    assert kader is not None
    her = seller()
    return Actor(her.person_id, kader.id, her.name, kader.name, (Grant(Role.SELLER),))


def last_row(payment: Payment, what: str) -> tuple[Any, ...]:
    """Who did it, for whom, with which facts."""
    row = database.session.execute(
        sa.select(JournalEntry.by_name, JournalEntry.for_id, JournalEntry.facts)
        .where(JournalEntry.what == what, JournalEntry.subject_id == payment.id)
        .order_by(JournalEntry.id.desc())
    ).first()
    assert row is not None
    return tuple(row)


PAID = [("paid", "to_answer", "succeeded", 102_000)]
STANDING = """SELECT o.state, p.state, y.state, y.captured FROM payments y
    JOIN orders o ON o.id = y.order_id JOIN parcels p ON p.id = y.parcel_id"""


@pytest.mark.parametrize("proven", [True, False])
def test_she_has_seen_the_exact_amount_and_the_part_is_paid(db: Any, proven: bool) -> None:
    payment = a_payment()
    if proven:
        send(payment)
    before = len(letters())
    proving.confirm(seller(), payment.id, 102_000)
    assert rows(STANDING) == PAID
    assert journal("payment", payment.id) == ["proof sent"] * proven + ["payment confirmed"]
    assert letters()[before:] == ["Rumah Perca sudah menerima pembayaran Anda", letters()[-1]]
    assert letters()[-1].startswith("Ada pesanan baru")
    assert differences() == {}


def test_the_digits_of_a_transfer_count(db: Any) -> None:
    payment = a_payment(way=Way.TRANSFER)
    with pytest.raises(rules.AmountSeenDiffers):
        proving.confirm(seller(), payment.id, payment.due - payment.code)
    proving.confirm(seller(), payment.id, payment.due)
    assert rows("SELECT state, captured = due FROM payments") == [("succeeded", True)]
    assert differences() == {}


@pytest.mark.parametrize(
    ("seen", "gap"), [(101_999, "kurang Rp1"), (102_001, "lebih Rp1"), (1, "kurang Rp101.999")]
)
def test_one_rupiah_off_settles_nothing(db: Any, seen: int, gap: str) -> None:
    payment = a_payment()
    send(payment)
    before = books()
    with pytest.raises(rules.AmountSeenDiffers) as refused:
        proving.confirm(seller(), payment.id, seen)
    assert gap in refused.value.message
    assert books() == before


@pytest.mark.parametrize(
    ("seen", "said"),
    [
        (101_500, "Kurangnya Rp500 ia relakan, jadi bagian ini lunas."),
        (102_500, "Lebihnya Rp500 dicatat seperti kode unik: ikut kembali kalau semua barangnya batal."),
        (104_500, "Lebihnya Rp2.500 ia kembalikan kepada Anda; kabar tentang itu menyusul."),
    ],
)
def test_she_may_take_another_amount_by_her_own_decision(db: Any, seen: int, said: str) -> None:
    payment = a_payment()
    send(payment)
    proving.confirm(seller(), payment.id, seen, accepts=seen)
    assert rows(STANDING) == [(*PAID[0][:-1], seen)]
    assert rows("SELECT payment_id, seen FROM accepted_differences") == [(payment.id, seen)]
    assert last_row(payment, "difference accepted") == (
        "Yati Penjual", seller().person_id, {"seen": seen, "due": 102_000},
    )  # fmt: skip
    assert rows("SELECT body FROM notices WHERE subject LIKE 'Pembayaran pesanan % diterima'") == [
        (f"Tagihannya Rp102.000, yang masuk Rp{seen // 1000}.500. {said}",)
    ]
    assert differences() == {}


def test_she_takes_no_other_amount_than_she_was_asked_about(db: Any) -> None:
    payment = a_payment()
    before = books()
    with pytest.raises(rules.AmountSeenDiffers):
        proving.confirm(seller(), payment.id, 90_000, accepts=101_500)
    assert books() == before


def test_saying_it_twice_changes_nothing(db: Any) -> None:
    payment = a_payment()
    proving.confirm(seller(), payment.id, 102_000)
    before = books()
    with pytest.raises(NotFound):
        proving.confirm(seller(), payment.id, 102_000)
    assert books() == before


def test_it_is_not_there_and_the_buyer_has_a_day_for_another_proof(db: Any) -> None:
    payment = a_payment()
    send(payment)
    before = len(letters())
    with clock.at(after(hours=20)):
        proving.send_back(seller(), payment.id, rules.reason_of("gambar", "Terlalu gelap."))
    assert rows("SELECT y.state, p.state, p.pay_by FROM payments y JOIN parcels p ON p.id = y.parcel_id") == [
        ("opened", "waiting", after(hours=44))
    ]
    assert rows("SELECT reject_reason FROM payment_proofs") == [
        ("Bukti ini tidak terbaca. Kirim yang lebih jelas. Terlalu gelap.",)
    ]
    assert letters()[before:] == [f"Bukti bayar pesanan {order_of(payment).number} belum cocok"]
    with clock.at(after(hours=43)):
        assert expiring.expire_unpaid(clock.now()) == 0
        assert send(payment, a_receipt("yang kedua")).answer_by == after(hours=67)
    proving.confirm(seller(), payment.id, 102_000)
    assert rows(STANDING) == PAID


def test_nothing_is_sent_back_without_a_reason_or_a_proof(db: Any) -> None:
    payment = a_payment()
    with pytest.raises(rules.NothingWaits):
        proving.send_back(seller(), payment.id, "Belum masuk.")
    send(payment)
    before = books()
    with pytest.raises(rules.NeedsReason):
        proving.send_back(seller(), payment.id, "")
    assert books() == before


def test_a_proof_of_what_was_let_go_meanwhile_closes_it_when_it_is_sent_back(db: Any) -> None:
    payment = a_payment()
    send(payment)
    parcels.cancel_unpaid(order_of(payment).number, world.actor(world.BUYER), None)
    proving.send_back(seller(), payment.id, "Belum masuk.")
    assert rows("SELECT state FROM payments") == [("expired",)]


def test_money_for_what_was_let_go_is_owed_back_whole(db: Any) -> None:
    payment = a_payment()
    with clock.at(after(days=2)):
        expiring.expire_unpaid(clock.now())
        proving.confirm(seller(), payment.id, 102_000)
    assert rows("SELECT state, captured, refunded FROM payments") == [("succeeded", 102_000, 0)]
    assert rows("SELECT state, by_hand, amount, adjustment_id FROM refunds") == [
        ("waiting", True, 102_000, None)
    ]
    assert differences() == {}


def test_a_month_later_it_is_no_longer_told_of(db: Any) -> None:
    payment = a_payment()
    with clock.at(after(days=2)):
        expiring.expire_unpaid(clock.now())
    with clock.at(after(days=31)), pytest.raises(NotFound):
        proving.confirm(seller(), payment.id, 102_000)


def test_each_part_of_an_order_is_confirmed_by_its_own_maker(db: Any) -> None:
    other = world.an_approved_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga", price=30_000)
    order = an_order({world.goods().ready: 2, other: 1})
    mine, hers = a_payment(order), a_payment(order, part=1)
    with pytest.raises(NotFound):
        proving.confirm(seller(), hers.id, hers.due)
    proving.confirm(seller(), mine.id, mine.due)
    assert [one.state for one in parcels_of(order)] == ["to_answer", "waiting"]
    with clock.at(after(days=2)):
        expiring.expire_unpaid(clock.now())
    assert [one.state for one in parcels_of(order)] == ["to_answer", "cancelled"]
    assert differences() == {}


# -- help -------------------------------------------------------------------------------------------------


def test_without_her_request_nobody_says_it_for_her(db: Any) -> None:
    payment = a_payment()
    send(payment)
    before = books()
    with pytest.raises(rules.NotAsked):
        proving.confirm(helping_kader(), payment.id, 102_000)
    with pytest.raises(rules.NotAsked):
        proving.send_back(helping_kader(), payment.id, "Belum masuk.")
    for officer in (world.OFFICER, world.OTHER_OFFICER):
        for deed in (
            lambda who: proving.confirm_for(who, payment.id, 102_000),
            lambda who: proving.send_back_for(who, payment.id, "Belum masuk."),
            lambda who: proving.note_reading(who, payment.id),
        ):
            with pytest.raises(NotFound):
                deed(world.actor(officer))
    assert books() == before


def test_a_kader_cannot_make_the_request_herself(db: Any) -> None:
    payment = a_payment()
    before = books()
    for deed in (proving.ask_for_help, proving.take_request_back):
        with pytest.raises(rules.AskHerself):
            deed(helping_kader(), payment.id)
    assert books() == before


def test_her_request_reaches_the_officers_of_her_region_and_her_kader(db: Any) -> None:
    payment = a_payment()
    proving.ask_for_help(seller(), payment.id)
    proving.ask_for_help(seller(), payment.id)
    told = rows(
        "SELECT p.name FROM notices n JOIN people p ON p.id = n.person_id "
        "WHERE n.subject = 'Rumah Perca minta bantuan mencocokkan uang' ORDER BY p.name"
    )
    assert told == [("Ratna Petugas",), ("Tini Kader",)]


def test_an_officer_who_was_asked_confirms_and_the_journal_names_both(db: Any) -> None:
    payment = a_payment()
    send(payment)
    proving.ask_for_help(seller(), payment.id)
    with pytest.raises(NotFound):
        proving.confirm_for(world.actor(world.OTHER_OFFICER), payment.id, 102_000)
    proving.confirm_for(world.actor(world.OFFICER), payment.id, 102_000)
    assert rows(STANDING) == PAID
    assert last_row(payment, "payment confirmed") == (
        "Ratna Petugas", seller().person_id, {"teller": "officer", "seen": 102_000, "due": 102_000},
    )  # fmt: skip
    assert rows("SELECT facts ->> 'helper' FROM order_changes WHERE what = 'money_seen_for'") == [
        ("Ratna Petugas",)
    ]


def test_a_kader_who_was_asked_confirms_and_the_journal_names_both(db: Any) -> None:
    payment = a_payment()
    proving.ask_for_help(seller(), payment.id)
    proving.confirm(helping_kader(), payment.id, 102_000)
    assert rows(STANDING) == PAID
    assert last_row(payment, "payment confirmed") == (
        "Tini Kader", seller().person_id, {"teller": "kader", "seen": 102_000, "due": 102_000},
    )  # fmt: skip


def test_who_helps_never_takes_another_amount(db: Any) -> None:
    payment = a_payment()
    proving.ask_for_help(seller(), payment.id)
    before = books()
    with pytest.raises(rules.AmountSeenDiffers):
        proving.confirm(helping_kader(), payment.id, 101_500, accepts=101_500)
    with pytest.raises(rules.AmountSeenDiffers) as refused:
        proving.confirm_for(world.actor(world.OFFICER), payment.id, 101_500)
    assert refused.value.may_accept is False
    assert books() == before


def test_a_request_that_was_taken_back_lets_nobody_in(db: Any) -> None:
    payment = a_payment()
    proving.ask_for_help(seller(), payment.id)
    proving.take_request_back(seller(), payment.id)
    with pytest.raises(NotFound):
        proving.confirm_for(world.actor(world.OFFICER), payment.id, 102_000)
    with pytest.raises(rules.NotAsked):
        proving.confirm(helping_kader(), payment.id, 102_000)
    with clock.at(after(hours=1)):
        proving.ask_for_help(seller(), payment.id)
    assert rows("SELECT asked_at, withdrawn_at FROM confirm_requests") == [(after(hours=1), None)]


def test_an_officer_sends_back_what_she_was_asked_about(db: Any) -> None:
    payment = a_payment()
    send(payment)
    proving.ask_for_help(seller(), payment.id)
    proving.send_back_for(world.actor(world.OFFICER), payment.id, "Belum terlihat di mutasi.")
    assert rows("SELECT state FROM payments") == [("opened",)]
    assert last_row(payment, "proof sent back")[:2] == ("Ratna Petugas", seller().person_id)


def test_that_an_officer_opens_a_proof_is_kept(db: Any) -> None:
    payment = a_payment()
    send(payment)
    proving.ask_for_help(seller(), payment.id)
    sheet = proving.note_reading(world.actor(world.OFFICER), payment.id)
    assert (sheet.maker, sheet.asked_by, sheet.due) == ("Rumah Perca", "Yati Penjual", 102_000)
    assert journal("payment", payment.id)[-1] == "payment proof read"


def test_an_agreed_payment_is_confirmed_when_its_cash_is_there(db: Any) -> None:
    payment = a_payment(way=Way.CASH)
    with clock.at(world.SUNDAY + timedelta(days=5)):
        proving.confirm(seller(), payment.id, 102_000)
    assert rows("SELECT state, captured FROM payments") == [("succeeded", 102_000)]
