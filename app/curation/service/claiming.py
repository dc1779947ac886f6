"""Who looks at a round now: claimed by one curator at a time, given back by her, by the clock, or when she may not any more."""

from datetime import datetime

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Product
from app.curation.events import ClaimEnded
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.claims import ClaimedByAnother, WhyEnded
from app.curation.rules.promise import Promise
from app.curation.rules.rounds import LIFE, RoundMove
from app.db.journal import record
from app.db.ports import port
from app.db.session import announce, session, unit_of_work


def claim(actor: Actor, round_id: int) -> None:
    """ "Saya periksa". Pressing twice changes nothing. Raises ClaimedByAnother, MoveRefused, NotFound."""
    with unit_of_work():
        rounds.round_for(actor, round_id)
        take(actor, locked(round_id))


def take(actor: Actor, held: Round) -> None:
    """Make her the one who looks at this locked round, unless another does. Raises ClaimedByAnother, MoveRefused."""
    now = clock.now()
    is_over = held.claim_ends_at is not None and held.claim_ends_at <= now
    if held.claimed_by_id == actor.by_id:
        if is_over:  # nobody else has taken it meanwhile: it is hers for another while, and no letter says that it was not
            held.claim_ends_at = now + port(Promise).claim
            session().flush()
        return
    if is_over:
        _fall_back(held, WhyEnded.LAPSED)
    if held.claimed_by_id is not None and held.claimed_at is not None:
        name = people.person(held.claimed_by_id).name
        raise ClaimedByAnother(name, held.claimed_at, held.region_code)
    held.state = LIFE.after(held.state, RoundMove.CLAIM)
    held.claimed_by_id, held.claimed_at = actor.by_id, now
    held.claim_ends_at = now + port(Promise).claim
    session().flush()
    record(actor, "round claimed", "product", held.product_id, round=held.number)


def release(actor: Actor, round_id: int) -> None:
    """ "Lepas": back into the queue, where it keeps its place. Raises RuleBroken, NotFound."""
    with unit_of_work():
        rounds.round_for(actor, round_id)
        held = locked(round_id)
        if held.claimed_by_id != actor.by_id:
            raise RuleBroken("Barang ini tidak sedang Anda periksa. Muat ulang halamannya.")
        free(held, RoundMove.RELEASE)
        record(actor, "round released", "product", held.product_id, round=held.number)


def free(held: Round, move: RoundMove) -> None:
    """The locked round goes on by this move, and nobody holds it any more. Raises MoveRefused."""
    held.state = LIFE.after(held.state, move)
    held.claimed_by_id = held.claimed_at = held.claim_ends_at = None
    session().flush()


def end_lapsed(now: datetime) -> int:
    """Claims whose time is over, and those of curators who may not judge the round any more, fall back. Answers how many.

    What makes a curator unable is told at once where it is known (`let_go`); this finds the rest: she has joined the gerai, has
    moved next door, helps a maker as her kader.
    """
    ended = 0
    claimed = sa.select(Round.id, Round.claimed_by_id, Round.claim_ends_at <= now).where(
        Round.claimed_by_id.is_not(None)
    )
    for round_id, person_id, is_over in session().execute(claimed).all():
        if person_id is None:
            continue  # for the type: the state says that there is somebody
        if is_over:
            ended += _end(round_id, person_id, WhyEnded.LAPSED)
        elif not _may_still(person_id, round_id):
            ended += _end(round_id, person_id, WhyEnded.OUT_OF_REACH)
    return ended


def let_go(person_id: int) -> None:
    """After her reach has changed: what this curator may not judge any more returns to the queue now."""
    claimed = sa.select(Round.id).where(Round.claimed_by_id == person_id)
    for round_id in session().scalars(claimed).all():
        if not _may_still(person_id, round_id):
            _end(round_id, person_id, WhyEnded.OUT_OF_REACH)


def give_back(actor: Actor, seller_id: int) -> None:
    """What she looks at of this gerai returns to the queue: she has just said herself that she stands too near to it."""
    claimed = (
        sa.select(Round.id)
        .join(Product, Product.id == Round.product_id)
        .where(Round.claimed_by_id == actor.by_id, Product.seller_id == seller_id)
    )
    with unit_of_work():
        for round_id in session().scalars(claimed).all():
            held = locked(round_id)
            if held.claimed_by_id == actor.by_id:
                free(held, RoundMove.RELEASE)
                record(actor, "round released", "product", held.product_id, round=held.number)


def _may_still(person_id: int, round_id: int) -> bool:
    try:
        rounds.round_for(people.actor_of(person_id), round_id)
    except NotFound:
        return False
    return True


def _end(round_id: int, person_id: int, why: WhyEnded) -> bool:
    """Whether she still held it: a decision may have been quicker."""
    with unit_of_work():
        held = locked(round_id)
        if held.claimed_by_id != person_id:
            return False
        _fall_back(held, why)
    return True


def _fall_back(held: Round, why: WhyEnded) -> None:
    person_id = held.claimed_by_id
    free(held, RoundMove.RELEASE)
    record(None, f"claim {why}", "product", held.product_id, round=held.number, curator=person_id)
    if person_id is not None:
        announce(
            ClaimEnded(
                product_id=held.product_id,
                round_id=held.id,
                person_id=person_id,
                why=why,
                ended_at=clock.now().isoformat(),
            )
        )


def locked(round_id: int) -> Round:
    """The round, held until the transaction ends."""
    return session().get_one(Round, round_id, with_for_update=True, populate_existing=True)
