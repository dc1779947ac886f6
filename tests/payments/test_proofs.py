"""A buyer shows her payment: what is taken, what is refused, and that nothing lapses while somebody looks."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.errors import NotFound
from app.db.session import db as database
from app.media.models import Evidence
from app.media.rules.photo import BadPhoto, encode_proof
from app.payments.models import Payment, PaymentProof
from app.payments.rules import proving as rules
from app.payments.rules.states import PaymentState
from app.payments.rules.ways import Way
from app.payments.service import expiring, opening, proving
from tests.support import world
from tests.support.books import books, journal, letters
from tests.support.orders import an_order, parcels_of
from tests.support.proofs import a_paid_payment, a_payment, a_receipt, after, key_of, order_of, send
from tests.support.ties import rows


def state_of(payment: Payment) -> PaymentState:
    database.session.expire_all()
    return database.session.get_one(Payment, payment.id).state


def test_a_proof_waits_for_the_makers_look_with_a_days_time(db: Any) -> None:
    payment = a_payment()
    before = len(letters())
    proof = send(payment, amount=102_000, payer="Sari")
    assert (proof.amount, proof.payer, proof.sent_at, proof.answer_by) == (
        102_000, "Sari", world.SUNDAY, after(hours=24),
    )  # fmt: skip
    assert state_of(payment) is PaymentState.CHECKING
    assert journal("payment", payment.id) == ["proof sent"]
    assert letters()[before:] == [f"Bukti bayar pesanan {order_of(payment).number}: Rp102.000"]
    assert rows("SELECT party, what FROM order_changes ORDER BY id DESC LIMIT 1") == [("buyer", "proof_sent")]


def test_a_guest_sends_hers_by_her_link(db: Any) -> None:
    payment = a_payment(buyer=None)
    proof = send(payment)
    assert db.get(Evidence, proof.evidence_id).owner_id is None


def test_it_does_not_lapse_while_it_is_looked_at(db: Any) -> None:
    payment = a_payment()
    send(payment)
    with clock.at(after(days=3)):
        assert expiring.expire_unpaid(clock.now()) == 0
    assert rows("SELECT state FROM parcels") == [("waiting",)]


def test_without_a_proof_it_lapses_at_its_deadline(db: Any) -> None:
    payment = a_payment()
    with clock.at(after(hours=24, seconds=1)):
        assert expiring.expire_unpaid(clock.now()) == 1
    assert state_of(payment) is PaymentState.EXPIRED


@pytest.mark.parametrize(
    ("content", "refusal"),
    [(b"", rules.NeedsPhoto), (b"%PDF-1.7", BadPhoto), (b"bukan foto", BadPhoto), (b"<svg/>", BadPhoto)],
)
def test_what_is_no_picture_changes_nothing(db: Any, content: bytes, refusal: type[Exception]) -> None:
    payment = a_payment()
    number, buyer = order_of(payment).number, world.actor(world.BUYER)
    before = books()
    with pytest.raises(refusal):
        proving.send(number, payment.id, buyer, None, content)
    assert books() == before
    assert state_of(payment) is PaymentState.OPENED


def test_the_same_picture_is_taken_once_for_one_payment(db: Any) -> None:
    payment = a_payment()
    send(payment)
    before = books()
    with pytest.raises(rules.ProofUsed):
        send(payment)
    assert books() == before


def test_a_picture_of_another_order_is_refused_and_an_officer_is_told(db: Any, count: Any) -> None:
    first, second = a_payment(), a_payment()
    send(first)
    kept, before = count(Evidence), len(letters())
    with pytest.raises(rules.ProofUsed) as refused:
        send(second)
    assert refused.value.message.startswith("Foto ini sudah pernah dikirim.")
    assert state_of(second) is PaymentState.OPENED
    assert (count(PaymentProof), count(Evidence)) == (1, kept)
    assert letters()[before:] == [f"Satu bukti bayar dipakai untuk dua pesanan: {order_of(second).number}"]
    assert journal("payment", second.id) == ["proof refused as used"]
    with pytest.raises(rules.ProofUsed):
        send(second)
    assert len(letters()) == before + 1


def test_a_proof_that_was_opened_saved_and_sent_again_is_refused(db: Any) -> None:
    """What is kept has other bytes and other pixels than what she sent first."""
    first, second = a_payment(), a_payment()
    send(first, a_receipt("sekali saja"))
    with pytest.raises(rules.ProofUsed):
        send(second, encode_proof(a_receipt("sekali saja")).webp)
    assert state_of(second) is PaymentState.OPENED
    assert journal("payment", second.id) == ["proof refused as used"]


def test_a_clearer_picture_takes_the_place_of_the_one_that_waits_and_its_clock(db: Any) -> None:
    payment = a_payment()
    first = send(payment)
    before = len(letters())
    with clock.at(after(hours=5)):
        second = send(payment, a_receipt("lebih jelas"))
    assert (second.sent_at, second.answer_by) == (first.sent_at, first.answer_by)
    database.session.refresh(first)
    assert first.reject_reason == "Diganti pembeli dengan foto lain."
    assert len(letters()) == before


def test_nobody_sends_more_than_six(db: Any) -> None:
    payment = a_payment()
    for number in range(6):
        send(payment, a_receipt(f"bukti {number}"))
    before = books()
    with pytest.raises(rules.TooManyProofs):
        send(payment, a_receipt("bukti 7"))
    assert books() == before


def test_only_who_waits_for_a_proof_gets_one(db: Any) -> None:
    """Cash has its own paper, what was let go is ordered anew, and what is paid is paid."""
    cash, paid = a_payment(way=Way.CASH), a_paid_payment()
    lapsed = a_payment()
    opening.expire(lapsed)
    for payment in (cash, paid, lapsed):
        before = books()
        with pytest.raises(rules.NotByProof):
            send(payment, a_receipt(f"untuk {payment.id}"))
        assert books() == before


def test_a_strangers_payment_does_not_exist(db: Any) -> None:
    payment, other, collected = a_payment(), a_payment(), a_collected()
    stranger = world.actor(world.OTHER_SELLER)
    number = order_of(payment).number
    before = books()
    for who, key, one in (
        (stranger, None, payment),
        (None, "salah", payment),
        (None, key_of(other), payment),
        (world.actor(world.BUYER), None, collected),
    ):
        with pytest.raises(NotFound):
            proving.send(number, one.id, who, key, a_receipt("asing"))
    assert books() == before
    assert rows("SELECT count(*) FROM payment_proofs") == [(0,)]


def a_collected() -> Payment:
    """A payment of a whole order, through the platform."""
    order = an_order()
    opening.start(order.id, success_url="/", cancel_url="/")
    return database.session.scalars(sa.select(Payment).where(Payment.order_id == order.id)).one()


def test_what_waits_with_a_proof_cannot_be_paid_through_the_platform(db: Any) -> None:
    payment = a_payment()
    send(payment)
    with pytest.raises(opening.OtherModeBegun):
        opening.start(payment.order_id, success_url="/", cancel_url="/")


# -- the clock --------------------------------------------------------------------------------------------


def test_the_maker_is_reminded_once_at_half_time_and_officers_when_it_is_over(db: Any) -> None:
    payment = a_payment()
    send(payment)
    number, before = order_of(payment).number, len(letters())
    told = {}
    for hours in (11, 12, 13, 23, 24, 25, 90):
        with clock.at(after(hours=hours)):
            told[hours] = proving.watch(clock.now())
    assert told == {11: 0, 12: 1, 13: 0, 23: 0, 24: 1, 25: 0, 90: 0}
    assert letters()[before:] == [
        f"Uang pesanan {number} sudah masuk, Bu?",
        "Rumah Perca belum menjawab bukti bayar",
    ]
    assert rows(
        "SELECT name FROM people p JOIN notices n ON n.person_id = p.id ORDER BY n.id DESC LIMIT 1"
    ) == [("Ratna Petugas",)]


def test_whoever_has_answered_is_not_reminded(db: Any) -> None:
    payment = a_payment()
    send(payment)
    proving.send_back(world.actor(world.SELLER), payment.id, "Belum masuk.")
    before = books()
    with clock.at(after(hours=30)):
        assert proving.watch(clock.now()) == 0
    assert books() == before


def test_an_officer_reminds_of_a_late_proof_of_her_region_and_of_no_other(db: Any) -> None:
    payment = a_payment()
    send(payment)
    officer, far = world.actor(world.OFFICER), world.actor(world.OTHER_OFFICER)
    with pytest.raises(NotFound):
        proving.remind(officer, payment.id)  # there is time yet
    before = len(letters())
    with clock.at(after(hours=24)):
        with pytest.raises(NotFound):
            proving.remind(far, payment.id)
        proving.remind(officer, payment.id)
        proving.remind(officer, payment.id)
    assert letters()[before:] == [
        f"Ratna Petugas mengingatkan: bukti bayar pesanan {order_of(payment).number}"
    ]
    assert parcels_of(order_of(payment))[0].state == "waiting"
