"""What a provider cannot give back goes by bank transfer, from who collects; a picture of the slip proves it. Locks: the
payment, the refund."""

from datetime import date

from app.base import clock
from app.base.actor import Actor
from app.base.zones import day_in
from app.db.journal import record
from app.db.session import session, unit_of_work
from app.media import service as media
from app.media.rules import photo as photos
from app.payments.models import Payment, Refund, RefundTransfer
from app.payments.queries import slips
from app.payments.queries import transferring as queries
from app.payments.rules import transferring as rules
from app.payments.rules.proving import NeedsPhoto, ProofUsed
from app.payments.rules.states import RefundState
from app.payments.service import refunding


def record_transfer(actor: Actor, refund_id: int, content: bytes, paid_on: date) -> None:
    """An admin has sent the money to an account that the buyer has named; the account itself is kept nowhere.

    Raises NotFound, NotRefused, NeedsPhoto, BadPhoto, BadTransferDay, ProofUsed; then nothing is recorded.
    """
    found = queries.of(refund_id)
    if found.refund.state is not RefundState.FAILED:
        raise rules.NotRefused
    if not content:
        raise NeedsPhoto
    photo = photos.encode_proof(content)  # a second of work, before anything is locked
    region = found.order.village_code
    rules.check_day(
        paid_on, asked_on=day_in(region, found.refund.asked_at), today=day_in(region, clock.now())
    )
    with unit_of_work() as current:
        payment = session().get_one(Payment, found.payment.id, with_for_update=True, populate_existing=True)
        refund = session().get_one(Refund, refund_id, with_for_update=True, populate_existing=True)
        if refund.state is not RefundState.FAILED:
            raise rules.NotRefused
        if slips.is_used(photo.known_by):
            raise ProofUsed
        current.add(
            RefundTransfer(
                refund_id=refund.id,
                evidence_id=media.keep_proof(actor, photo).id,
                digest=photo.kept,
                paid_on=paid_on,
                recorded_at=clock.now(),
                recorded_by_id=actor.by_id,
            )
        )
        current.flush()
        refunding.forget_try(refund)
        refunding.finish(payment, refund, actor)
        record(actor, "refund transferred", "refund", refund.id, paid_on=paid_on.isoformat())
