"""A seller asks that somebody else reads her good again, and what comes of it."""

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.catalog.queries import own
from app.catalog.rules.life import RevisionMove
from app.catalog.service import review
from app.curation.events import AppealAsked, AppealRead
from app.curation.models import Appeal, Round
from app.curation.queries import appeals
from app.curation.rules import appeals as rules
from app.curation.rules.appeals import AppealState
from app.curation.rules.rounds import RoundState
from app.db.journal import record
from app.db.session import announce, session, unit_of_work

BACK = {
    RoundState.CHANGES_ASKED: RevisionMove.ASK_CHANGES,
    RoundState.DECLINED: RevisionMove.DECLINE,
}


def ask(actor: Actor, slug: str, words: str) -> Round:
    """The newest round of her product is read again by another curator, as it is. Answers the round of that reading.

    Raises NotAppealable, NotFound.
    """
    with unit_of_work() as current:
        product = own.owned(actor, slug)
        first = _locked_newest(product.id)
        rules.check(appeals.decision_of(first), words, clock.now())
        review.reopen(first.revision_id)
        second = Round(
            product_id=product.id,
            revision_id=first.revision_id,
            number=first.number + 1,
            state=RoundState.SUBMITTED,
            region_code=first.region_code,
            submitted_at=clock.now(),
            submitted_by_id=actor.person_id,
            findings=first.findings,
            book_version=first.book_version,
            note="",
            points=[],
        )
        current.add(second)
        current.flush()
        current.add(
            Appeal(
                round_id=first.id,
                second_id=second.id,
                state=AppealState.WAITING,
                words=words,
                asked_at=clock.now(),
                asked_by_id=actor.person_id,
            )
        )
        current.flush()
        record(actor, "appeal asked", "product", product.id, round=first.number)
        announce(AppealAsked(product_id=product.id, round_id=first.id, second_id=second.id))
    return second


def _locked_newest(product_id: int) -> Round:
    """Held until the end: the button pressed twice finds the appeal that it has made. Raises NotAppealable."""
    found = session().scalar(
        sa.select(Round)
        .where(Round.product_id == product_id)
        .order_by(Round.number.desc())
        .limit(1)
        .with_for_update()
    )
    if found is None:
        raise rules.NotAppealable("Barang ini belum pernah ditinjau. Ajukan dulu, ya.")
    return found


def settle(actor: Actor, second: Round) -> bool:
    """After a decision: was this round an appeal's reading? Then the appeal is closed, and a good that is not approved goes back
    to its seller by the kinder of the two decisions. Inside the judge's own unit of work."""
    appeal = appeals.by_second(second.id)
    if appeal is None:
        return False
    first = session().get_one(Round, appeal.round_id)
    appeal.state, appeal.closed_at = rules.outcome(first.state, second.state), clock.now()
    session().flush()
    kept = rules.holds(first.state, second.state)
    if kept is not RoundState.APPROVED:
        review.send_back(second.revision_id, BACK[kept])
    record(actor, f"appeal {appeal.state}", "product", second.product_id, round=first.number)
    announce(
        AppealRead(
            product_id=second.product_id,
            round_id=first.id,
            second_id=second.id,
            state=appeal.state,
            holds=kept,
        )
    )
    return True


def take_back(actor: Actor, second: Round) -> bool:
    """The seller withdraws the reading that she asked for: the first decision stands as it stood. Answers whether it was one."""
    appeal = appeals.by_second(second.id)
    if appeal is None:
        return False
    first = session().get_one(Round, appeal.round_id)
    appeal.state, appeal.closed_at = AppealState.WITHDRAWN, clock.now()
    session().flush()
    review.send_back(second.revision_id, BACK[first.state])
    record(actor, "appeal withdrawn", "product", second.product_id, round=first.number)
    return True
