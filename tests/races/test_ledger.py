"""The books at the same moment: an event is written once, however many tell of it, and no rupiah of a balance is lost."""

from collections import Counter
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.db.session import db, session, unit_of_work
from app.ledger.models import LedgerJournal
from app.ledger.rules import postings
from app.ledger.rules.accounts import Book, JournalKind
from app.ledger.rules.postings import Part
from app.ledger.service.posting import post
from app.sellers import queries as sellers
from tests.support import world
from tests.support.crowd import Meeting, all_at_once

pytestmark = pytest.mark.race

MANY, SOURCE = 16, "payment:1"


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.rollback()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


@pytest.fixture
def two(shop: Flask) -> tuple[int, int]:
    """Two sellers without any account in the books."""
    found = [sellers.owned(world.actor(who)).id for who in (world.SELLER, world.OTHER_SELLER)]
    db.session.rollback()
    return found[0], found[1]


def settled(source: str, first: int, second: int) -> bool:
    parts = [Part(1, first, 60_000, 0), Part(2, second, 40_000, 0)]
    journal = postings.settlement(100_000, parts, [])
    return post(JournalKind.SETTLEMENT, source, journal, note="Pesanan dibayar pembeli")


BALANCES = "SELECT sum(balance), count(*) FROM ledger_accounts WHERE balance IS NOT NULL"


def test_one_event_told_by_sixteen_at_once_is_written_once(shop: Flask, two: tuple[int, int]) -> None:
    answers = all_at_once(shop, [partial(settled, SOURCE, *two)] * MANY)
    assert Counter(answers) == {True: 1, False: MANY - 1}
    assert rows("SELECT source, count(*) FROM ledger_journals GROUP BY 1") == [(SOURCE, 1)]
    assert rows("SELECT count(*), sum(amount) FROM ledger_entries") == [(3, 0)]
    assert rows(BALANCES) == [(-100_000, 2)]


def test_first_sales_of_the_same_sellers_all_count_whatever_their_order(
    shop: Flask, two: tuple[int, int]
) -> None:
    """Half of them name the one seller first, half the other: nobody waits for ever, no balance loses a rupiah."""
    turned = (two[1], two[0])
    deeds = [partial(settled, f"payment:{n}", *(two if n % 2 else turned)) for n in range(MANY)]
    assert all_at_once(shop, deeds) == [True] * MANY
    assert rows(BALANCES) == [(-100_000 * MANY, 2)]
    assert rows("SELECT a.balance = sum(e.amount) FROM ledger_accounts a JOIN ledger_entries e "
                "ON e.account_id = a.id WHERE a.balance IS NOT NULL GROUP BY a.id") == [(True,), (True,)]  # fmt: skip


def unguarded(meeting: Meeting) -> bool:
    """Look whether it is written, then write it: without the unique source all see the same."""
    with unit_of_work() as current:
        known = session().scalar(sa.select(LedgerJournal.id).where(LedgerJournal.source == SOURCE))
        meeting.wait()
        if known is not None:
            return False
        current.add(
            LedgerJournal(
                book=Book.PLATFORM,
                kind=JournalKind.SETTLEMENT,
                source=SOURCE,
                note="",
                happened_at=clock.now(),
            )
        )
        return True


def test_without_the_unique_source_all_sixteen_would_write_it(shop: Flask) -> None:
    db.session.execute(sa.text("ALTER TABLE ledger_journals DROP CONSTRAINT uq_ledger_journals_source"))
    # what is written here has no rows, which is not the matter of this test
    db.session.execute(sa.text("ALTER TABLE ledger_journals DISABLE TRIGGER USER"))
    db.session.commit()
    assert all_at_once(shop, [partial(unguarded, Meeting(MANY))] * MANY) == [True] * MANY
    assert rows("SELECT count(*) FROM ledger_journals") == [(MANY,)]


def lost(seller_id: int, meeting: Meeting) -> None:
    """The balance is read, and written a moment later: without the one statement sums get lost."""
    with unit_of_work() as current:
        which = {"seller": seller_id}
        found = "SELECT balance FROM ledger_accounts WHERE seller_id = :seller AND kind = 'seller_pending'"
        seen = int(current.scalar(sa.text(found), which) or 0)
        meeting.wait()
        current.execute(
            sa.text(
                "UPDATE ledger_accounts SET balance = :now WHERE seller_id = :seller AND kind = 'seller_pending'"
            ),
            {**which, "now": seen - 1_000},
        )


def test_without_the_one_statement_a_balance_loses_all_sales_but_one(
    shop: Flask, two: tuple[int, int]
) -> None:
    settled(SOURCE, *two)
    db.session.rollback()
    all_at_once(shop, [partial(lost, two[0], Meeting(MANY))] * MANY)
    assert rows("SELECT balance FROM ledger_accounts WHERE balance < 0 ORDER BY balance") == [
        (-61_000,),
        (-40_000,),
    ]
