"""Rounds that wait longer than was promised."""

from datetime import datetime

import sqlalchemy as sa

from app.curation.events import RoundLate
from app.curation.models import Round
from app.curation.rules.promise import Promise
from app.curation.rules.rounds import OPEN
from app.db.journal import record
from app.db.ports import port
from app.db.session import announce, session, unit_of_work


def remind(now: datetime) -> int:
    """Tell once of each round whose answer is overdue, and once more after twice the promise. Answers how many letters' worth."""
    promise = port(Promise).answer
    told = 0
    for step, waited in ((2, 2 * promise), (1, promise)):
        late = sa.select(Round.id).where(
            Round.state.in_(OPEN), Round.reminders < step, Round.submitted_at < now - waited
        )
        for round_id in session().scalars(late.order_by(Round.id)).all():
            told += _tell(round_id, step)
    return told


def _tell(round_id: int, step: int) -> bool:
    """Whether it still waits and had not been told: a decision or another worker may have been quicker."""
    with unit_of_work():
        held = session().get_one(Round, round_id, with_for_update=True, populate_existing=True)
        if held.state not in OPEN or held.reminders >= step:
            return False
        held.reminders = step
        record(None, "round reminded", "product", held.product_id, round=held.number, step=step)
        announce(RoundLate(product_id=held.product_id, round_id=held.id, twice=step == 2))
    return True
