"""The journal says who did what for whom, and is never changed."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.accounts import service as accounts
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotConfigured
from app.db.journal import JournalEntry, record
from app.db.ports import has, plug, port
from app.db.session import unit_of_work
from tests.support import world

CHANGES = [
    "UPDATE journal SET what = 'nothing happened'",
    "UPDATE journal SET by_name = by_name WHERE id = (SELECT max(id) FROM journal)",
    "DELETE FROM journal",
    "DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)",
    "TRUNCATE journal",
    "TRUNCATE journal CASCADE",
]


@pytest.mark.parametrize("change", CHANGES)
def test_history_is_neither_changed_nor_deleted(db: Any, count: Any, change: str) -> None:
    before = count(JournalEntry)
    assert before > 0
    with pytest.raises(sa.exc.IntegrityError, match="journal is history"), db.begin_nested():
        db.execute(sa.text(change))
    assert count(JournalEntry) == before
    assert count(JournalEntry) == db.scalar(
        sa.select(sa.func.count()).where(JournalEntry.what != "nothing happened")
    )


def test_a_row_says_who_and_on_whose_behalf(db: Any) -> None:
    seller = world.actor(world.SELLER)
    kader = world.actor(world.KADER)
    helped = Actor(seller.person_id, kader.by_id, seller.name, kader.name)
    with unit_of_work():
        record(helped, "price changed", "product", 7, was=1000, now=2000)
    row = db.scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert (row.by_id, row.by_name, row.for_id) == (kader.by_id, "Tini Kader", seller.person_id)
    assert (row.what, row.subject, row.subject_id) == ("price changed", "product", 7)
    assert row.facts == {"was": 1000, "now": 2000}
    assert row.happened_at == world.SUNDAY == clock.now()


def test_what_nobody_did_was_done_by_the_shop_itself(db: Any) -> None:
    with unit_of_work():
        record(None, "order expired", "order", 9)
    row = db.scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert (row.by_id, row.by_name, row.for_id) == (None, "Gerai", None)


def test_names_stay_as_they_were_then(db: Any) -> None:
    buyer = world.actor(world.BUYER)
    with unit_of_work():
        record(buyer, "thing done", "thing", 1)
    accounts.rename(buyer, "Sari Baru")
    row = db.scalar(sa.select(JournalEntry).where(JournalEntry.what == "thing done"))
    assert (row.by_id, row.by_name) == (buyer.person_id, "Sari Pembeli")


# -- ports ------------------------------------------------------------------------------------------


class Weather:
    """Somebody tells the weather."""


class Sunny(Weather):
    """Always."""


def test_a_port_is_answered_by_whoever_was_plugged_in(app: Any, db: Any) -> None:
    assert not has(Weather)
    with pytest.raises(NotConfigured, match="Weather"):
        port(Weather)
    try:
        plug(app, Weather, Sunny())
        assert has(Weather)
        assert isinstance(port(Weather), Sunny)
    finally:
        app.extensions["gerai.ports"].pop(Weather)
