"""Who is told of a proof of payment: the maker who looks, those who help her, the buyer who may send another one."""

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Role
from app.handlers.reach import tell_buyer
from app.notices.rules import on_proofs
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders.models import Order, Parcel
from app.payments import events
from app.payments.models import Payment
from app.payments.queries import proving as queries
from app.sellers import queries as sellers
from app.web.filters import moment
from app.web.pages import path_to


def sent(event: events.ProofSent) -> None:
    proof = queries.proof(event.proof_id)
    payment, order, parcel = _of(proof.payment_id)
    until = moment(proof.answer_by, _region(parcel))
    letter = on_proofs.proof_came(order.number, order.buyer_name.split()[0], payment.due, until)
    _tell_maker(parcel, f"proof-{proof.id}", letter, payment)


def sent_back(event: events.ProofSentBack) -> None:
    proof = queries.proof(event.proof_id)
    payment, order, parcel = _of(proof.payment_id)
    until = moment(parcel.pay_by or clock.now(), order.village_code)
    letter = on_proofs.proof_sent_back(order.number, parcel.seller_name, proof.reject_reason or "", until)
    tell_buyer(order, f"proof-back-{proof.id}", letter, "shop.proofs.proof", payment_id=payment.id)


def waits(event: events.ProofWaits) -> None:
    proof = queries.proof(event.proof_id)
    payment, order, parcel = _of(proof.payment_id)
    letter = on_proofs.proof_waits(order.number, payment.due, moment(proof.answer_by, _region(parcel)))
    _tell_maker(parcel, f"proof-waits-{proof.id}", letter, payment)


def late(event: events.ProofLate) -> None:
    proof = queries.proof(event.proof_id)
    payment, order, parcel = _of(proof.payment_id)
    when = moment(proof.sent_at, _region(parcel))
    letter = on_proofs.proof_overdue(order.number, parcel.seller_name, payment.due, when)
    _tell_officers(parcel, f"proof-late-{proof.id}", letter)


def reminded(event: events.ProofReminded) -> None:
    """Once a day is enough, however often the button is pressed."""
    proof = queries.proof(event.proof_id)
    payment, order, parcel = _of(proof.payment_id)
    letter = on_proofs.officer_reminds_of_proof(order.number, event.officer, payment.due)
    _tell_maker(parcel, f"proof-officer-{proof.id}-{clock.now():%Y%m%d}", letter, payment)


def reused(event: events.ProofReused) -> None:
    payment, order, parcel = _of(event.payment_id)
    _, first, _ = _of(event.first_payment_id)
    letter = on_proofs.proof_used_twice(order.number, parcel.seller_name, first.number)
    _tell_officers(parcel, f"proof-reused-{payment.id}-{event.first_payment_id}", letter)


def help_asked(event: events.HelpAsked) -> None:
    """The officers of her region, and the kader who may act for her, each with a link to where it is done."""
    payment, order, parcel = _of(event.payment_id)
    asked = queries.request_of(payment.id)
    if asked is None:
        return
    letter = on_proofs.help_asked(order.number, parcel.seller_name, payment.due)
    key = f"proof-help-{payment.id}-{asked.asked_at.isoformat()}"
    link = path_to("officer.proofs.payment", payment_id=payment.id)
    for person_id in _officers(parcel):
        tell(letter, key=key, link=link, person_id=person_id)
    for _, kader in people.kaders_of(asked.asked_by_id):
        tell(letter, key=key, link=path_to("shop.accounts.helping"), person_id=kader.id)


def difference(event: events.DifferenceAccepted) -> None:
    payment, order, parcel = _of(event.payment_id)
    letter = on_proofs.difference_accepted(
        order.number, parcel.seller_name, event.due, event.seen, owed=event.owed
    )
    tell_buyer(order, f"difference-{payment.id}", letter)


def _of(payment_id: int) -> tuple[Payment, Order, Parcel]:
    payment = queries.payment(payment_id)
    order, parcel = queries.part_of(payment)
    return payment, order, parcel


def _region(parcel: Parcel) -> str:
    return sellers.get(parcel.seller_id).village_code or "36"


def _tell_maker(parcel: Parcel, key: str, letter: Letter, payment: Payment) -> None:
    link = path_to("seller.proofs.payment", payment_id=payment.id)
    for person_id in sellers.member_ids(parcel.seller_id):
        tell(letter, key=key, link=link, person_id=person_id)


def _officers(parcel: Parcel) -> list[int]:
    """The officers of a gerai's region, without its own members."""
    found = set(people.holders(Role.OFFICER, _region(parcel))) - set(sellers.member_ids(parcel.seller_id))
    return sorted(found)


def _tell_officers(parcel: Parcel, key: str, letter: Letter) -> None:
    for person_id in _officers(parcel):
        tell(letter, key=key, link=path_to("officer.proofs.money"), person_id=person_id)
