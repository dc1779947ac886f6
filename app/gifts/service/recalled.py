"""A batch is recalled of which a maker has given pieces: the agency is told, and says what it did."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.gifts.events import DonationRecalled
from app.gifts.models import DonationRecall
from app.gifts.queries import recalled as queries

ANSWER_WITHIN = timedelta(hours=24)
"""Within so long the agency says what it did. Our own choice: food is eaten soon, and buyers are told at once as well."""


class AlreadyNoted(RuleBroken):
    message = "Sudah dicatat petugas lain di instansi Anda. Muat ulang halaman untuk membacanya."


def open_all(batch_id: int) -> None:
    """Everybody who was given pieces of this batch is told. Again is no error."""
    with unit_of_work() as current:
        for donation, pieces in queries.donations_of(batch_id):
            if current.get(DonationRecall, (donation.id, batch_id)) is not None:
                continue
            now = clock.now()
            current.add(
                DonationRecall(
                    donation_id=donation.id,
                    batch_id=batch_id,
                    pieces=pieces,
                    told_at=now,
                    answer_by=now + ANSWER_WITHIN,
                    words="",
                )
            )
            current.flush()
            record(None, "donation recalled", "donation", donation.id, batch=batch_id, pieces=pieces)
            announce(DonationRecalled(donation_id=donation.id, batch_id=batch_id))


def note(actor: Actor, donation_id: int, batch_id: int, words: str) -> None:
    """The agency has taken care of it. Raises NotFound, AlreadyNoted, RuleBroken without words."""
    if not words:
        raise RuleBroken("Tulis singkat apa yang sudah dilakukan.")
    with unit_of_work() as current:
        queries.of_agency(actor, donation_id, batch_id)
        row = _held(donation_id, batch_id)
        if row.noted_at is not None:
            raise AlreadyNoted
        row.noted_at, row.noted_by_id, row.words = clock.now(), actor.by_id, words
        current.flush()
        record(actor, "recalled donation looked after", "donation", donation_id, batch=batch_id)


def remind(now: datetime) -> int:
    """Once, when the time is over and nothing was noted. Answers how many there were."""
    with unit_of_work():
        late = session().execute(
            sa.select(DonationRecall.donation_id, DonationRecall.batch_id)
            .where(
                DonationRecall.noted_at.is_(None),
                DonationRecall.reminded_at.is_(None),
                DonationRecall.answer_by <= now,
            )
            .order_by(DonationRecall.donation_id, DonationRecall.batch_id)
        )
        return sum(_remind(donation, batch, now) for donation, batch in late.all())


def _remind(donation_id: int, batch_id: int, now: datetime) -> bool:
    row = _held(donation_id, batch_id)
    if row.noted_at is not None or row.reminded_at is not None:
        return False
    row.reminded_at = now
    session().flush()
    announce(DonationRecalled(donation_id=donation_id, batch_id=batch_id, overdue=True))
    return True


def _held(donation_id: int, batch_id: int) -> DonationRecall:
    return session().get_one(
        DonationRecall, (donation_id, batch_id), with_for_update=True, populate_existing=True
    )
