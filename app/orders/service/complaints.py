"""A buyer's complaint from its opening to its end. Locks: the order, its parcel, the complaint; then goods."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.base.states import MoveRefused
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.media import service as media
from app.orders.events import ComplaintDueSoon, ComplaintMoved
from app.orders.models import (
    Adjustment,
    Complaint,
    ComplaintLine,
    ComplaintPhoto,
    ComplaintStep,
    GoodsReturn,
    Order,
    Parcel,
    Resend,
)
from app.orders.queries import complaints as queries
from app.orders.queries import order as orders
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import (
    LIFE,
    BadClaim,
    ComplaintKind,
    ComplaintMove,
    ComplaintState,
    Outcome,
    Proposal,
)
from app.orders.rules.log import Party
from app.orders.service import adjusting, log, parcels, remedies, resending
from app.orders.service.lots import Mark
from app.orders.service.remedies import Held
from app.sellers import queries as sellers


@dataclass(frozen=True)
class Claim:
    """What a buyer writes: `pieces` by order line, photos as files."""

    kind: ComplaintKind
    wanted: Proposal
    pieces: Mapping[int, int]
    words: str
    photos: Sequence[bytes] = ()


class OfferChanged(RuleBroken):
    message = "Tawarannya baru saja berubah. Baca dulu yang baru di bawah, lalu jawab lagi."


class ReasonNeeded(RuleBroken):
    message = "Tulis alasannya: pembeli dan penjual akan membacanya."


def _too_many_photos() -> BadClaim:
    return BadClaim("photos", f"Foto paling banyak {rules.MOST_PHOTOS}. Pilih yang paling jelas.")


# -- the buyer ----------------------------------------------------------------------------------


def open_complaint(
    number: str, parcel_id: int, actor: Actor | None, key: str | None, claim: Claim
) -> Complaint:
    """Complain about a part of an order. Raises NotFound for strangers, BadClaim, BadPhoto; then nothing has happened."""
    order = orders.for_buyer(number, actor, key)
    _check(order, queries.parcel_of(order, parcel_id), claim)
    # seconds of work on pictures, before anything is locked
    kept = [one.id for one in media.take_all_evidence(actor, claim.photos)]
    with unit_of_work() as current:
        order = parcels.lock_order(order.id)
        parcel = _lock_parcel(parcel_id)
        _check(order, parcel, claim)
        complaint = Complaint(
            parcel_id=parcel.id,
            kind=claim.kind,
            state=ComplaintState.OPENED,
            wanted=claim.wanted.outcome,
            wanted_amount=claim.wanted.amount,
            words=claim.words,
            opened_at=clock.now(),
            due_at=rules.due_at(ComplaintState.OPENED, clock.now(), None, ""),
        )
        current.add(complaint)
        current.flush()
        current.add_all(
            ComplaintLine(complaint_id=complaint.id, order_line_id=line, pieces=count)
            for line, count in claim.pieces.items()
        )
        current.add_all(ComplaintPhoto(complaint_id=complaint.id, evidence_id=one) for one in kept)
        current.flush()
        held = Held(order, parcel, complaint)
        _write_step(
            held, actor, Party.BUYER, ComplaintMove.OPEN, claim.wanted, claim.words,
            {"kind": rules.KIND_WORDS[claim.kind].lower()},
        )  # fmt: skip
    return complaint


def _check(order: Order, parcel: Parcel, claim: Claim) -> None:
    if not claim.words:
        raise BadClaim("words", "Ceritakan singkat apa yang terjadi.")
    if len(claim.photos) > rules.MOST_PHOTOS:
        raise _too_many_photos()
    lines = queries.claimable(adjusting.lines_of(parcel))
    left = parcel.total - parcel.returned
    rules.check_claim(claim.kind, claim.wanted, claim.pieces, lines, queries.standing(order, parcel), left)


def add_photos(
    number: str, complaint_id: int, actor: Actor | None, key: str | None, photos: Sequence[bytes]
) -> None:
    """More pictures while it is talked about. Raises BadClaim beyond the sixth, BadPhoto; then none is kept."""
    complaint = queries.for_buyer(number, complaint_id, actor, key)
    if len(queries.evidence_of(complaint.id)) + len(photos) > rules.MOST_PHOTOS:
        raise _too_many_photos()
    if not photos:
        raise BadClaim("photos", "Pilih fotonya dulu.")
    kept = [one.id for one in media.take_all_evidence(actor, photos)]
    with unit_of_work() as current:
        held = _hold(complaint.id)
        if held.complaint.state not in rules.NEGOTIATING:
            raise BadClaim("photos", "Keluhan ini sudah selesai dibicarakan, jadi foto tidak perlu lagi.")
        if len(queries.evidence_of(complaint.id)) + len(kept) > rules.MOST_PHOTOS:
            raise _too_many_photos()
        current.add_all(ComplaintPhoto(complaint_id=complaint.id, evidence_id=one) for one in kept)
        record(actor, "complaint photos added", "complaint", complaint.id, photos=len(kept))


def accept(number: str, complaint_id: int, actor: Actor | None, key: str | None, step_id: int | None) -> None:
    """She takes the offer that she has read (`step_id`). Raises OfferChanged when it is no longer that one."""
    queries.for_buyer(number, complaint_id, actor, key)
    with unit_of_work():
        held = _hold(complaint_id)
        offer = _offer(held)
        if offer.id != step_id:
            raise OfferChanged
        _settle(held, actor, Party.BUYER, queries.proposal_of(offer))


def mediate(number: str, complaint_id: int, actor: Actor | None, key: str | None, words: str) -> None:
    """She asks the mediator of the seller's region."""
    queries.for_buyer(number, complaint_id, actor, key)
    with unit_of_work():
        _go(_hold(complaint_id), actor, Party.BUYER, ComplaintMove.MEDIATE, words=words)


def withdraw(number: str, complaint_id: int, actor: Actor | None, key: str | None) -> None:
    """It has settled itself, or was a mistake."""
    queries.for_buyer(number, complaint_id, actor, key)
    with unit_of_work():
        _go(_hold(complaint_id), actor, Party.BUYER, ComplaintMove.WITHDRAW)


def send_back(
    number: str, complaint_id: int, actor: Actor | None, key: str | None, *, courier: str, tracking: str
) -> None:
    """The goods are on their way back to the maker."""
    queries.for_buyer(number, complaint_id, actor, key)
    with unit_of_work() as current:
        held = _hold(complaint_id)
        _go(held, actor, Party.BUYER, ComplaintMove.SEND_BACK, facts={"courier": courier})
        current.add(
            GoodsReturn(
                complaint_id=complaint_id, courier=courier, tracking=tracking or None, sent_at=clock.now()
            )
        )


def receive(number: str, complaint_id: int, actor: Actor | None, key: str | None) -> None:
    """What was sent again has come."""
    queries.for_buyer(number, complaint_id, actor, key)
    with unit_of_work():
        _receive(_hold(complaint_id), actor, Party.BUYER)


def _receive(held: Held, actor: Actor | None, party: Party) -> None:
    _go(held, actor, party, ComplaintMove.RECEIVE)
    session().get_one(Resend, held.complaint.id).received_at = clock.now()


# -- the seller ---------------------------------------------------------------------------------


def agree(actor: Actor, complaint_id: int) -> None:
    """The buyer gets what she wished. Raises CannotResend, TooMany, NothingLeft when it cannot be kept."""
    queries.for_seller(actor, complaint_id)
    with unit_of_work():
        held = _hold(complaint_id)
        _settle(held, actor, Party.SELLER, Proposal(held.complaint.wanted, held.complaint.wanted_amount))


def offer(actor: Actor, complaint_id: int, proposal: Proposal, words: str) -> None:
    """Something else than was wished; a newer offer takes the place of an older one. Raises BadClaim, CannotResend."""
    queries.for_seller(actor, complaint_id)
    with unit_of_work():
        held = _hold(complaint_id)
        _check_proposal(held, proposal)
        if proposal.outcome is Outcome.RESEND:
            if proposal.day is None:
                raise BadClaim("day", "Pilih tanggal paling lambat dikirim ulang.")
            resending.check_day(held.complaint, proposal.day)
        _go(held, actor, Party.SELLER, ComplaintMove.OFFER, proposal=proposal, words=words)


def refuse(actor: Actor, complaint_id: int, words: str) -> None:
    """She does not see it so. Raises ReasonNeeded."""
    queries.for_seller(actor, complaint_id)
    if not words:
        raise ReasonNeeded
    with unit_of_work():
        _go(_hold(complaint_id), actor, Party.SELLER, ComplaintMove.REFUSE, words=words)


def send(
    actor: Actor,
    complaint_id: int,
    *,
    courier: str,
    tracking: str,
    marks: Mapping[int, Mark] | None = None,
) -> None:
    """The goods are on their way once more. `marks` (line → code and date) tell of food what stands on its packs, where it has
    no code yet. Raises NotMarked without them, Recalled."""
    queries.for_seller(actor, complaint_id)
    with unit_of_work() as current:
        held = _hold(complaint_id)
        _go(held, actor, Party.SELLER, ComplaintMove.SEND, facts={"courier": courier})
        resending.leave(held.complaint, marks or {})
        resend = current.get_one(Resend, complaint_id)
        resend.courier, resend.tracking, resend.sent_at = courier, tracking or None, clock.now()


def take_back(actor: Actor, complaint_id: int, *, fit: bool) -> None:
    """What the buyer sent back has come; now her money goes back. `fit`: it may be sold again."""
    queries.for_seller(actor, complaint_id)
    with unit_of_work() as current:
        held = _hold(complaint_id)
        LIFE.after(held.complaint.state, ComplaintMove.TAKE_BACK)
        back = current.get_one(GoodsReturn, complaint_id)
        back.received_at, back.is_fit = clock.now(), fit
        _go(held, actor, Party.SELLER, ComplaintMove.TAKE_BACK, fit=fit)


# -- the mediator -------------------------------------------------------------------------------


def note_reading(actor: Actor, complaint_id: int) -> Complaint:
    """A mediator opens a complaint with its pictures; that she did is kept. Raises NotFound outside of her region."""
    complaint = queries.for_officer(actor, complaint_id)
    with unit_of_work():
        record(actor, "complaint read", "complaint", complaint.id)
    return complaint


def decide(actor: Actor, complaint_id: int, proposal: Proposal | None, words: str) -> None:
    """What is to be done, with reasons that both read; without a proposal nothing is.

    Raises ReasonNeeded, BadClaim, CannotResend, NothingLeft.
    """
    queries.for_officer(actor, complaint_id)
    if not words:
        raise ReasonNeeded
    with unit_of_work():
        held = _hold(complaint_id)
        if held.complaint.state is ComplaintState.MEDIATED:
            held.complaint.mediator_id = actor.person_id
        if proposal is None:
            _go(held, actor, Party.OFFICER, ComplaintMove.DISMISS, words=words)
            return
        LIFE.after(held.complaint.state, ComplaintMove.DISMISS)  # hers only while it lies with her
        _check_proposal(held, proposal)
        _settle(held, actor, Party.OFFICER, proposal, words)


# -- by the clock -------------------------------------------------------------------------------


def run_clocks(now: datetime) -> int:
    """Tell those whose time ends soon, and go on where it is over; answers in how many complaints it was."""
    for complaint_id in queries.to_remind(now, 200):
        _remind(complaint_id, now)
    ids = queries.overdue(now, 200)
    for complaint_id in ids:
        try:
            _time_is_over(complaint_id, now)
        except RuleBroken:  # what was offered can no longer be kept
            _hand_on(complaint_id, now)
    return len(ids)


def _remind(complaint_id: int, now: datetime) -> None:
    with unit_of_work():
        complaint = _hold(complaint_id).complaint
        if complaint.due_at is None or complaint.reminded_at is not None:
            return
        if complaint.due_at > now + rules.REMIND_BEFORE:
            return
        complaint.reminded_at = now
        record(None, "complaint reminded", "complaint", complaint.id)
        announce(ComplaintDueSoon(complaint_id=complaint.id))


def _time_is_over(complaint_id: int, now: datetime) -> None:
    with unit_of_work():
        held = _hold(complaint_id)
        state = held.complaint.state
        if (
            held.complaint.due_at is None
            or held.complaint.due_at > now
            or _is_warned_late(held.complaint, now)
        ):
            return  # somebody was faster, or she has not had her day since the letter
        if state is ComplaintState.OFFERED:
            _settle(held, None, Party.GERAI, queries.proposal_of(_offer(held)))
        elif rules.SILENCE.get(state) is ComplaintMove.RECEIVE:
            _receive(held, None, Party.GERAI)
        elif state in rules.SILENCE:
            _go(held, None, Party.GERAI, rules.SILENCE[state])


def _is_warned_late(complaint: Complaint, now: datetime) -> bool:
    """A buyer's silence costs her: it counts a day after her letter, even where the job stood still meanwhile."""
    told = complaint.reminded_at
    warned = told is not None and told + rules.REMIND_BEFORE <= now
    return rules.TURN[complaint.state] is Party.BUYER and not warned


def _hand_on(complaint_id: int, now: datetime) -> None:
    with unit_of_work():
        held = _hold(complaint_id)
        if held.complaint.due_at is not None and held.complaint.due_at <= now:
            _go(held, None, Party.GERAI, ComplaintMove.ESCALATE)


def break_promise(complaint_id: int, words: str) -> None:
    """What was to be sent again cannot be: it goes back to its maker, and the mediator decides. `words`: why."""
    with unit_of_work():
        _go(_hold(complaint_id), None, Party.GERAI, ComplaintMove.ESCALATE, words=words)


def close_moot(parcel: Parcel) -> None:
    """The whole parcel fell away and its money is back: what was complained about it is over."""
    with unit_of_work():
        for one in queries.on_parcel(parcel.id):
            if LIFE.allows(one.state, ComplaintMove.MOOT):
                _go(_hold(one.id), None, Party.GERAI, ComplaintMove.MOOT)


# -- one step -----------------------------------------------------------------------------------


def _lock_parcel(parcel_id: int) -> Parcel:
    return session().get_one(Parcel, parcel_id, with_for_update=True, populate_existing=True)


def _hold(complaint_id: int) -> Held:
    """The complaint with parcel and order, locked in the order of the house."""
    order_id, parcel_id = (
        session()
        .execute(
            sa.select(Parcel.order_id, Parcel.id)
            .join(Complaint, Complaint.parcel_id == Parcel.id)
            .where(Complaint.id == complaint_id)
        )
        .one()
    )
    order = parcels.lock_order(order_id)
    parcel = _lock_parcel(parcel_id)
    complaint = session().get_one(Complaint, complaint_id, with_for_update=True, populate_existing=True)
    return Held(order, parcel, complaint)


def _offer(held: Held) -> ComplaintStep:
    """The offer that lies there. Raises MoveRefused when none does (any more)."""
    found = queries.offer_of(held.complaint.id)
    if found is None or held.complaint.state is not ComplaintState.OFFERED:
        raise MoveRefused(held.complaint.state, "accept")
    return found


def _check_proposal(held: Held, proposal: Proposal) -> None:
    standing = queries.standing(held.order, held.parcel)
    if proposal.outcome not in rules.possible(standing.state, food=standing.food):
        raise BadClaim("outcome", "Cara ini belum bisa untuk barang ini. Pilih cara lain.")
    if proposal.outcome is not Outcome.RESEND and held.money_left <= 0:
        raise remedies.NothingLeft
    pieces = queries.pieces_of(held.complaint.id)
    cost = sum(one.price * pieces.get(one.id, 0) for one in adjusting.lines_of(held.parcel))
    rules.check_amount(proposal, cost, held.money_left)


def _settle(held: Held, actor: Actor | None, party: Party, proposal: Proposal, words: str = "") -> None:
    _go(
        held, actor, party, ComplaintMove(proposal.outcome.value), proposal=proposal, words=words,
        fit=remedies.is_at_home(held),
    )  # fmt: skip


def _go(
    held: Held,
    actor: Actor | None,
    party: Party,
    move: ComplaintMove,
    *,
    proposal: Proposal | None = None,
    words: str = "",
    fit: bool = False,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """The move with all its effects, its step, its line in the log and its event. Raises MoveRefused and what effects raise."""
    complaint, now = held.complaint, clock.now()
    effect, state = rules.effect_of(complaint.state, move), LIFE.after(complaint.state, move)
    told = dict(facts or {})
    if effect.takes and proposal is not None:
        proposal = replace(proposal, day=resending.take_goods(complaint, proposal.day))
    if effect.frees:
        resending.free_goods(complaint)
    if effect.pays and proposal is not None:
        told |= _paid(remedies.pay(held, proposal.amount or 0))
    if effect.drops:
        told |= _paid(remedies.drop(held, fit=fit))
    if state is ComplaintState.MEDIATED and complaint.mediator_id is None:
        complaint.mediator_id = next(iter(queries.mediators(held.parcel.seller_id)), None)
    village = sellers.get(held.parcel.seller_id).village_code or "36"
    # state, clock and end in one: the table refuses half of it
    complaint.state = state
    complaint.due_at = rules.due_at(state, now, proposal.day if proposal else None, village)
    complaint.ended_at = now if state in rules.ENDED else None
    complaint.reminded_at = None
    _write_step(held, actor, party, move, proposal, words, told)


def _paid(back: Adjustment) -> dict[str, Any]:
    return {"amount": format_rupiah(back.amount), "adjustment": back.id}


def _write_step(
    held: Held,
    actor: Actor | None,
    party: Party,
    move: ComplaintMove,
    proposal: Proposal | None,
    words: str,
    facts: dict[str, Any],
) -> None:
    if proposal is not None:
        facts["outcome"] = str(proposal)
    facts["maker"] = held.parcel.seller_name
    step = ComplaintStep(
        complaint_id=held.complaint.id,
        happened_at=clock.now(),
        party=party,
        by_name=_name(held, actor, party),
        move=move,
        outcome=proposal.outcome if proposal else None,
        amount=proposal.amount if proposal else None,
        day=proposal.day if proposal else None,
        words=words,
        facts=facts,
    )
    session().add(step)
    session().flush()
    record(actor, f"complaint {move.value}", "complaint", held.complaint.id, parcel=held.parcel.id)
    log.note(held.order.id, held.parcel, party, f"complaint_{move.value}", **facts)
    announce(ComplaintMoved(complaint_id=held.complaint.id, step_id=step.id))


def _name(held: Held, actor: Actor | None, party: Party) -> str:
    if party is Party.SELLER:
        return held.parcel.seller_name
    if party is Party.BUYER:
        return held.order.buyer_name.split()[0]
    return actor.name if actor is not None else "Gerai"
