"""Look-ups of appeals."""

from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from app.accounts import queries as people
from app.base import clock
from app.catalog.queries import own
from app.curation.models import Appeal, Round
from app.curation.queries import rounds
from app.curation.rules.appeals import Decision, obstacle
from app.db.session import session


def by_second(round_id: int) -> Appeal | None:
    """The appeal for which this round is the second reading."""
    return session().scalar(sa.select(Appeal).where(Appeal.second_id == round_id))


def among(round_ids: Collection[int]) -> dict[int, Appeal]:
    """First round → its appeal."""
    found = session().scalars(sa.select(Appeal).where(Appeal.round_id.in_(round_ids)))
    return {one.round_id: one for one in found}


@dataclass(frozen=True)
class Reading:
    """One of the two decisions, as it is laid beside the other."""

    round: Round
    judge: str


@dataclass(frozen=True)
class Both:
    """An appeal that is closed, with both decisions."""

    appeal: Appeal
    first: Reading
    second: Reading


def both(round_id: int) -> Both | None:
    """The two decisions side by side, for either of its rounds; None while the second one is not given."""
    appeal = session().scalar(
        sa.select(Appeal).where(sa.or_(Appeal.round_id == round_id, Appeal.second_id == round_id))
    )
    if appeal is None or appeal.closed_at is None:
        return None
    first, second = session().get_one(Round, appeal.round_id), session().get_one(Round, appeal.second_id)
    if first.judged_by_id is None or second.judged_by_id is None:
        return None
    names = people.names({first.judged_by_id, second.judged_by_id})
    return Both(
        appeal, Reading(first, names[first.judged_by_id]), Reading(second, names[second.judged_by_id])
    )


def decision_of(judged: Round) -> Decision:
    """What decides whether this round may be read again."""
    return Decision(
        state=judged.state,
        judged_at=judged.judged_at,
        is_latest=own.latest(judged.product_id).id == judged.revision_id,
        is_second=by_second(judged.id) is not None,
    )


def to_ask(product_id: int) -> Round | None:
    """The round that the seller may have read again now, None when there is none."""
    newest = next(iter(rounds.rounds_of(product_id)), None)
    if newest is None or obstacle(decision_of(newest), clock.now()) is not None:
        return None
    return newest
