"""A curator's own decisions in numbers: for herself, to see how she judges beside others."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import orm

from app.base.actor import Actor
from app.curation.models import Appeal, Round
from app.curation.rules.appeals import AppealState
from app.curation.rules.rounds import RoundState
from app.db.session import session


@dataclass(frozen=True)
class Record:
    """What one curator has decided. `age`: the median from handing in to her answer, None before her first.

    `appealed`: her first decisions that somebody else has read again; `overturned` of them. `read_twice`: all appeals of which she
    gave one of the two decisions; `same`: how often both were the same.
    """

    approved: int
    changes_asked: int
    declined: int
    age: timedelta | None
    appealed: int
    overturned: int
    read_twice: int
    same: int

    @property
    def decided(self) -> int:
        return self.approved + self.changes_asked + self.declined


def record_of(actor: Actor) -> Record:
    """In two statements. An appeal that still waits counts nowhere: its outcome would be told too early."""
    hers = Round.judged_by_id == actor.by_id
    states = (RoundState.APPROVED, RoundState.CHANGES_ASKED, RoundState.DECLINED)
    waited = sa.func.percentile_cont(0.5).within_group(Round.judged_at - Round.submitted_at)
    decided: Any = (
        session()
        .execute(
            sa.select(*(sa.func.count().filter(Round.state == one) for one in states), waited).where(hers)
        )
        .one()
    )
    first, second = orm.aliased(Round), orm.aliased(Round)
    by_her = first.judged_by_id == actor.by_id
    read: Any = (
        session()
        .execute(
            sa.select(
                sa.func.count().filter(by_her),
                sa.func.count().filter(by_her, Appeal.state == AppealState.OVERTURNED),
                sa.func.count(),
                sa.func.count().filter(first.state == second.state),
            )
            .select_from(Appeal)
            .join(first, first.id == Appeal.round_id)
            .join(second, second.id == Appeal.second_id)
            .where(
                Appeal.state.in_((AppealState.UPHELD, AppealState.OVERTURNED)),
                sa.or_(by_her, second.judged_by_id == actor.by_id),
            )
        )
        .one()
    )
    return Record(*decided, *read)
