"""Proofs of payment: sent by the buyer, judged by the seller or by whom she has asked. Locks: the order, the payment, the
proof. Whoever says that the money came, `settling.settle` alone makes it paid."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.media import service as media
from app.media.rules import photo as photos
from app.orders.models import Order, Parcel
from app.orders.rules.life import ParcelState
from app.orders.rules.log import Party
from app.orders.service import log, parcels
from app.payments.events import (
    HelpAsked,
    ProofLate,
    ProofReminded,
    ProofReused,
    ProofSent,
    ProofSentBack,
    ProofWaits,
)
from app.payments.models import ConfirmRequest, Payment, PaymentProof
from app.payments.queries import proving as queries
from app.payments.queries import slips
from app.payments.rules import proving as rules
from app.payments.rules.amounts import CURRENCY
from app.payments.rules.proving import Teller
from app.payments.rules.states import LIFE, WAITING, PaymentMove, PaymentState
from app.payments.rules.ways import BY_PROOF
from app.payments.service import accepting, opening, settling

# -- the buyer ----------------------------------------------------------------------------------


def send(
    number: str,
    payment_id: int,
    actor: Actor | None,
    key: str | None,
    content: bytes,
    *,
    amount: int | None = None,
    payer: str = "",
) -> PaymentProof:
    """A picture of what she paid. While one is looked at, a new one takes its place and waits no longer.

    Raises NotFound for strangers, NeedsPhoto, BadPhoto, NotByProof, TooManyProofs, and ProofUsed for a picture that was sent
    before; then nothing is kept. That it was sent for another order is told to the officers of the seller's region.
    """
    order, payment = queries.for_buyer(number, payment_id, actor, key)
    _may_send(payment)
    if not content:
        raise rules.NeedsPhoto
    photo = photos.encode_proof(content)  # a second of work, before anything is locked
    sent = _keep(order, payment_id, actor, photo, amount, payer)
    if sent is None:
        _tell_reused(actor, payment_id, photo)
        raise rules.ProofUsed
    return sent


def _may_send(payment: Payment) -> None:
    if payment.gateway not in BY_PROOF or payment.state not in WAITING:
        raise rules.NotByProof
    if queries.count_of(payment.id) >= rules.MOST_PROOFS:
        raise rules.TooManyProofs


def _keep(
    order: Order, payment_id: int, actor: Actor | None, photo: photos.Proof, amount: int | None, payer: str
) -> PaymentProof | None:
    """The proof, unless one with these pixels is there already; two orders that send it at once are told apart here."""
    with unit_of_work() as current:
        payment, parcel = _hold(payment_id)
        _may_send(payment)
        if slips.is_used(photo.known_by):
            return None
        now = clock.now()
        before = queries.looked_at(payment_id, lock=True)
        if before is not None:
            before.rejected_at, before.reject_reason = now, rules.REPLACED
            current.flush()
        evidence = media.keep_proof(actor, photo)
        # her first picture has set the clock: another one neither hurries the seller nor puts her off
        proof_id = current.scalar(
            insert(PaymentProof)
            .values(
                payment_id=payment_id,
                evidence_id=evidence.id,
                digest=photo.kept,
                payer=payer,
                amount=amount,
                sent_at=before.sent_at if before else now,
                answer_by=before.answer_by if before else rules.answer_by(now),
                reminded_at=before.reminded_at if before else None,
                late_told_at=before.late_told_at if before else None,
            )
            .on_conflict_do_nothing(index_elements=["digest"])
            .returning(PaymentProof.id)
        )
        if proof_id is None:
            raise rules.ProofUsed  # another order has sent it in this moment
        payment.state = LIFE.after(payment.state, PaymentMove.PROVE)
        record(actor, "proof sent", "payment", payment_id, order=order.number, told=amount)
        if before is None:
            log.note(order.id, parcel, Party.BUYER, "proof_sent")
            announce(ProofSent(proof_id=proof_id))
        return queries.proof(proof_id)


def _tell_reused(actor: Actor | None, payment_id: int, photo: photos.Proof) -> None:
    first = queries.known_as(photo.known_by)
    if first is None:
        return
    with unit_of_work():
        here, there = queries.payment(payment_id), queries.payment(first.payment_id)
        if here.order_id != there.order_id:
            record(actor, "proof refused as used", "payment", here.id, first=there.id)
            announce(ProofReused(payment_id=here.id, first_payment_id=there.id))


# -- the seller, and who helps her ----------------------------------------------------------------


def confirm(actor: Actor, payment_id: int, seen: int, *, accepts: int | None = None) -> None:
    """Behind the seller's door: `seen` rupiah came. She needs no proof for that; she has seen the money. Where another amount
    than due came, she alone may take it as it is (`accepts`: the amount that she was asked about).

    Raises NotFound, NotAsked for a kader without a request, AmountSeenDiffers, NothingWaits; then nothing is settled.
    """
    queries.for_seller(actor, payment_id)
    teller = rules.teller_of(is_helped=actor.is_helped)
    with unit_of_work():
        payment, parcel = _hold(payment_id)
        rules.check_teller(teller, asked=queries.request_of(payment_id) is not None)
        _confirmed(actor, teller, payment, parcel, seen, accepts)


def confirm_for(officer: Actor, payment_id: int, seen: int) -> None:
    """An officer of the seller's region has looked with her, because she has asked for that; the journal names both.

    Raises NotFound without a request, AmountSeenDiffers, NothingWaits; then nothing is settled.
    """
    queries.for_officer(officer, payment_id)
    with unit_of_work():
        payment, parcel = _hold(payment_id)
        _confirmed(_in_her_name(officer, payment_id), Teller.OFFICER, payment, parcel, seen, None)


def _in_her_name(officer: Actor, payment_id: int) -> Actor:
    """The officer, acting for the seller who has asked. Raises NotFound when she has taken that back meanwhile."""
    sheet = queries.sheet(payment_id)
    if sheet.asked_by_id is None or sheet.asked_by is None:
        raise NotFound(payment_id)
    return Actor(sheet.asked_by_id, officer.person_id, sheet.asked_by, officer.name)


def _confirmed(
    actor: Actor, teller: Teller, payment: Payment, parcel: Parcel, seen: int, accepts: int | None
) -> None:
    if payment.state is PaymentState.SUCCEEDED:
        raise rules.NothingWaits
    rules.check_seen(teller, payment.due, seen, accepts)
    if seen != payment.due:
        accepting.note(actor, payment, parcel, seen)
    record(actor, "payment confirmed", "payment", payment.id, teller=teller.value, seen=seen, due=payment.due)
    if teller is Teller.SELLER:
        log.note(payment.order_id, parcel, Party.SELLER, "money_seen")
    else:
        log.note(payment.order_id, parcel, Party.OFFICER, "money_seen_for", helper=actor.by_name)
    settling.settle(payment.id, amount=seen, currency=CURRENCY)


def send_back(actor: Actor, payment_id: int, reason: str) -> None:
    """Behind the seller's door: the money is not there. The buyer gets time for another proof.

    Raises NeedsReason, NotFound, NotAsked, NothingWaits.
    """
    queries.for_seller(actor, payment_id)
    teller = rules.teller_of(is_helped=actor.is_helped)
    with unit_of_work():
        payment, parcel = _hold(payment_id)
        rules.check_teller(teller, asked=queries.request_of(payment_id) is not None)
        _sent_back(actor, teller, payment, parcel, reason)


def send_back_for(officer: Actor, payment_id: int, reason: str) -> None:
    """An officer has looked with the seller who has asked, and it is not there. Raises like `send_back`."""
    queries.for_officer(officer, payment_id)
    with unit_of_work():
        payment, parcel = _hold(payment_id)
        _sent_back(_in_her_name(officer, payment_id), Teller.OFFICER, payment, parcel, reason)


def _sent_back(actor: Actor, teller: Teller, payment: Payment, parcel: Parcel, reason: str) -> None:
    if not reason:
        raise rules.NeedsReason
    proof = queries.looked_at(payment.id, lock=True)
    if payment.state is not PaymentState.CHECKING or proof is None:
        raise rules.NothingWaits
    now = clock.now()
    payment.state = LIFE.after(payment.state, PaymentMove.REJECT)
    proof.rejected_at, proof.reject_reason = now, reason
    session().flush()
    if parcel.state is ParcelState.WAITING:
        parcel.pay_by = rules.pay_by_after(parcel.pay_by or now, now)
    else:
        opening.expire(payment)  # it was let go meanwhile: nothing more is to be paid
    record(actor, "proof sent back", "payment", payment.id, teller=teller.value, reason=reason)
    party = Party.SELLER if teller is Teller.SELLER else Party.OFFICER
    log.note(payment.order_id, parcel, party, "proof_sent_back", reason=reason)
    announce(ProofSentBack(proof_id=proof.id))


def ask_for_help(actor: Actor, payment_id: int) -> None:
    """She wants an officer of her region or her kader to look for her. Only she herself can want that.

    Raises NotFound, AskHerself, NothingWaits.
    """
    queries.for_seller(actor, payment_id)
    if actor.is_helped:
        raise rules.AskHerself
    with unit_of_work() as current:
        payment, _ = _hold(payment_id)
        if payment.state not in WAITING:
            raise rules.NothingWaits
        if queries.request_of(payment_id) is not None:
            return
        current.execute(
            insert(ConfirmRequest)
            .values(payment_id=payment_id, asked_by_id=actor.person_id, note="", asked_at=clock.now())
            .on_conflict_do_update(
                index_elements=["payment_id"],
                set_={"asked_by_id": actor.person_id, "asked_at": clock.now(), "withdrawn_at": None},
            )
        )
        record(actor, "help asked", "payment", payment_id)
        announce(HelpAsked(payment_id=payment_id))


def take_request_back(actor: Actor, payment_id: int) -> None:
    """She looks herself after all. Raises NotFound, AskHerself."""
    queries.for_seller(actor, payment_id)
    if actor.is_helped:
        raise rules.AskHerself
    with unit_of_work():
        _hold(payment_id)
        asked = queries.request_of(payment_id)
        if asked is not None:
            asked.withdrawn_at = clock.now()
            record(actor, "help no longer asked", "payment", payment_id)


# -- officers, and the clock ----------------------------------------------------------------------


def note_reading(officer: Actor, payment_id: int) -> queries.Sheet:
    """An officer opens a payment about which she was asked, with its picture; that she did is kept. Raises NotFound."""
    queries.for_officer(officer, payment_id)
    with unit_of_work():
        record(officer, "payment proof read", "payment", payment_id)
    return queries.sheet(payment_id)


def remind(officer: Actor, payment_id: int) -> None:
    """An officer reminds a seller whose time is over. Raises NotFound for a proof that is not late or not of her region."""
    proof = queries.late_proof(officer, payment_id)
    with unit_of_work():
        record(officer, "seller reminded of proof", "payment", payment_id)
        announce(ProofReminded(proof_id=proof.id, officer=officer.name))


def watch(now: datetime) -> int:
    """Remind sellers at half time, and tell officers where it is over; answers how many proofs it was about."""
    half, over = queries.half_over(now, 200), queries.over(now, 200)
    return sum(_tell_half(one, now) for one in half) + sum(_tell_late(one, now) for one in over)


def _tell_half(proof_id: int, now: datetime) -> bool:
    with unit_of_work():
        proof = _still_looked_at(proof_id)
        if proof is None or proof.reminded_at is not None:
            return False
        if not rules.is_half_over(proof.sent_at, proof.answer_by, now):
            return False
        proof.reminded_at = now
        record(None, "proof reminded", "payment", proof.payment_id)
        announce(ProofWaits(proof_id=proof.id))
    return True


def _tell_late(proof_id: int, now: datetime) -> bool:
    with unit_of_work():
        proof = _still_looked_at(proof_id)
        if proof is None or proof.late_told_at is not None or proof.answer_by > now:
            return False
        proof.late_told_at = now
        record(None, "proof late", "payment", proof.payment_id)
        announce(ProofLate(proof_id=proof.id))
    return True


def _still_looked_at(proof_id: int) -> PaymentProof | None:
    """The proof, held, unless somebody has judged it meanwhile."""
    payment, _ = _hold(queries.proof(proof_id).payment_id)
    proof = queries.looked_at(payment.id, lock=True)
    return proof if payment.state is PaymentState.CHECKING and proof and proof.id == proof_id else None


def _hold(payment_id: int) -> tuple[Payment, Parcel]:
    """A payment and the part that it pays, locked in the order of the house: the order first."""
    order = parcels.lock_order(queries.payment(payment_id).order_id)
    held = parcels.hold_parcels(order.id)
    payment = session().get_one(Payment, payment_id, with_for_update=True, populate_existing=True)
    return payment, next(one for one in held if one.id == payment.parcel_id)
