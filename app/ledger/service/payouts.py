"""Paying sellers and posts out by hand: a batch for the bank, and for each payout what the bank said. No payout is made by itself.

Locks: the ledger accounts of all who are due, in the order of their ids; afterwards the payout, then its accounts.
"""

from app.base import clock
from app.base.actor import Actor
from app.base.zones import WIB
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.ledger.events import PayoutBounced, PayoutPaid
from app.ledger.models import BankAccount, Payout, PayoutBatch
from app.ledger.queries import payouts as queries
from app.ledger.rules import payouts as rules
from app.ledger.rules import postings
from app.ledger.rules.accounts import JournalKind
from app.ledger.rules.payouts import BounceReason, PayoutMove, PayoutState
from app.ledger.service.posting import post
from app.media import service as media


def make_batch(actor: Actor) -> PayoutBatch:
    """All that is due now, in one batch: free money, from the least amount on, to an account that may be paid to. Two admins at
    once never pay the same money twice. Raises NobodyDue."""
    with unit_of_work() as current:
        due = [one for one in queries.candidates(lock=True) if one.why_not is None]
        if not due:
            raise rules.NobodyDue
        now = clock.now()
        batch = PayoutBatch(
            made_at=now,
            made_by_id=actor.by_id,
            payout_on=rules.payout_day_of_batch(now.astimezone(WIB).date()),
        )
        current.add(batch)
        current.flush()
        for one in due:
            _write(batch, one)
        record(
            actor, "payout batch made", "payout_batch", batch.id,
            payouts=len(due), amount=sum(one.available for one in due),
        )  # fmt: skip
    return batch


def _write(batch: PayoutBatch, due: queries.Candidate) -> None:
    if due.account is None:
        raise ValueError("nobody is due without an account")
    payout = Payout(
        batch_id=batch.id,
        seller_id=due.payee.seller_id,
        post_id=due.payee.post_id,
        bank_account_id=due.account.id,
        amount=due.available,
        state=PayoutState.MADE,
    )
    session().add(payout)
    session().flush()
    post(
        JournalKind.PAYOUT,
        f"payout:{payout.id}",
        postings.payout_made(payout.payee, payout.amount),
        note="Masuk daftar pencairan",
    )
    whose = {"seller": payout.seller_id} if payout.seller_id is not None else {"post": payout.post_id}
    record(None, "payout made", "payout", payout.id, **whose, amount=payout.amount)


def note_reading(actor: Actor, batch_id: int) -> None:
    """Somebody takes the list with full account numbers home; that she did is kept. Raises NotFound."""
    queries.batch(batch_id)
    with unit_of_work():
        record(actor, "payout list read", "payout_batch", batch_id)


def _hold(payout_id: int) -> Payout:
    queries.payout(payout_id)
    return session().get_one(Payout, payout_id, with_for_update=True, populate_existing=True)


def note_paid(actor: Actor, payout_id: int, *, reference: str, proof: bytes | None) -> None:
    """The bank has carried it out: its number of the transfer, and a picture of its slip, which is private. Raises NeedsProof,
    BadPhoto, MoveRefused; then nothing has changed."""
    if not reference or not proof:
        raise rules.NeedsProof
    rules.LIFE.after(queries.payout(payout_id).payout.state, PayoutMove.PAY)
    evidence_id = media.take_evidence(actor, proof).id  # seconds of work, before anything is locked
    with unit_of_work():
        payout = _hold(payout_id)
        payout.state = rules.LIFE.after(payout.state, PayoutMove.PAY)
        payout.paid_at, payout.reference, payout.evidence_id = clock.now(), reference, evidence_id
        post(
            JournalKind.PAYOUT_PAID,
            f"payout-paid:{payout.id}",
            postings.payout_paid(payout.payee, payout.amount),
            note="Dicairkan ke rekening",
        )
        record(actor, "payout paid", "payout", payout.id, amount=payout.amount, reference=reference)
        announce(PayoutPaid(payout_id=payout.id))


def note_bounced(actor: Actor, payout_id: int, reason: BounceReason) -> None:
    """The bank has sent it back, at once or a day later: the money is free again. Where the account is to blame, it is marked,
    so that nothing more goes there before she has stated it anew. Raises MoveRefused."""
    with unit_of_work():
        payout = _hold(payout_id)
        was_paid = payout.state is PayoutState.PAID
        payout.state = rules.LIFE.after(payout.state, PayoutMove.BOUNCE)
        payout.bounced_at, payout.bounce_reason = clock.now(), reason
        if was_paid:
            post(
                JournalKind.PAYOUT_PAID,
                f"payout-unpaid:{payout.id}",
                postings.payout_paid(payout.payee, -payout.amount),
                note="Dikembalikan bank",
                reverses=f"payout-paid:{payout.id}",
            )
        post(
            JournalKind.PAYOUT_BOUNCED,
            f"payout-bounced:{payout.id}",
            postings.payout_bounced(payout.payee, payout.amount),
            note="Pencairan dikembalikan bank",
            reverses=f"payout:{payout.id}",
        )
        if rules.blames_account(reason):
            account = session().get_one(BankAccount, payout.bank_account_id, with_for_update=True)
            account.bounced_at = clock.now()
        record(actor, "payout bounced", "payout", payout.id, amount=payout.amount, reason=reason)
        announce(PayoutBounced(payout_id=payout.id))
