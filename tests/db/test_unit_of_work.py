"""One use case, one transaction: all of it happens or nothing does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.errors import RuleBroken
from app.base.events import Event
from app.db.jobs import enqueue
from app.db.journal import JournalEntry, record
from app.db.session import HANDLERS, announce, session, unit_of_work
from app.db.session import db as flask_db

JOBS = sa.text("SELECT count(*) FROM procrastinate_jobs")


@dataclass(frozen=True, kw_only=True)
class Rang(Event):
    """A bell rang."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Echoed(Event):
    """An echo came back."""

    name: str


@pytest.fixture
def context(own_app: Flask) -> Iterator[Flask]:
    with own_app.app_context():
        yield own_app


@pytest.fixture
def heard(context: Flask) -> Iterator[dict[type[Event], list[Callable[..., None]]]]:
    """The map of handlers, for this test only."""
    before = context.extensions[HANDLERS]
    context.extensions[HANDLERS] = mine = {}
    yield mine
    context.extensions[HANDLERS] = before


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(RuleBroken):
        yield


def kept(what: str) -> int:
    """Rows that somebody else sees: asked on a connection of its own."""
    with flask_db.engine.connect() as other:
        count = sa.select(sa.func.count()).where(JournalEntry.what == what)
        return int(other.scalar(count) or 0)


def jobs() -> int:
    with flask_db.engine.connect() as other:
        return int(other.scalar(JOBS) or 0)


def note(what: str) -> None:
    with unit_of_work():
        record(None, what, "test", None)


def test_what_was_done_is_seen_by_others_when_the_block_ends(context: Flask) -> None:
    with unit_of_work():
        record(None, "alone done", "test", None)
        session().flush()
        assert kept("alone done") == 0
    assert kept("alone done") == 1


def test_an_inner_unit_joins_the_outer_and_commits_with_it(context: Flask) -> None:
    with unit_of_work():
        with unit_of_work():
            with unit_of_work():
                record(None, "depths done", "test", None)
            assert kept("depths done") == 0
        assert kept("depths done") == 0
    assert kept("depths done") == 1


def test_a_refusal_takes_everything_back_also_what_inner_units_did(context: Flask) -> None:
    before = jobs()
    with refused(), unit_of_work():
        note("inner done")
        enqueue("notices.mail", notice_id=1)
        raise RuleBroken
    assert kept("inner done") == 0
    assert jobs() == before


def test_an_inner_refusal_that_is_caught_inside_the_outer_unit_spoils_it(context: Flask) -> None:
    """Half of a use case would be kept otherwise; whoever wants that opens two units."""
    with pytest.raises(RuntimeError, match="swallowed"), unit_of_work():
        record(None, "outer done", "test", None)
        with refused(), unit_of_work():
            raise RuleBroken
    assert kept("outer done") == 0


def test_after_a_refusal_the_next_unit_works(context: Flask) -> None:
    with refused(), unit_of_work():
        with unit_of_work():
            raise RuleBroken
    note("next done")
    assert kept("next done") == 1


def test_two_units_one_after_another_are_two_transactions(context: Flask) -> None:
    note("first done")
    with refused(), unit_of_work():
        record(None, "second done", "test", None)
        raise RuleBroken
    assert (kept("first done"), kept("second done")) == (1, 0)


def test_a_refusal_of_the_database_takes_everything_back(context: Flask) -> None:
    with pytest.raises(sa.exc.IntegrityError), unit_of_work() as current:
        record(None, "half done", "test", None)
        current.execute(sa.text("DELETE FROM journal"))
    assert kept("half done") == 0


def test_a_unit_bounds_statements_and_waiting_for_locks(context: Flask) -> None:
    with unit_of_work() as current:
        assert current.scalar(sa.text("SHOW statement_timeout")) == "15s"
        assert current.scalar(sa.text("SHOW lock_timeout")) == "4s"


def test_a_job_is_a_row_of_the_transaction_that_causes_it(context: Flask) -> None:
    before = jobs()
    with unit_of_work() as current:
        enqueue("notices.mail", notice_id=7)
        assert current.scalar(JOBS) == before + 1
        assert jobs() == before
    assert jobs() == before + 1


# -- events -----------------------------------------------------------------------------------------


def test_what_follows_an_event_runs_once_before_the_commit_in_the_order_of_the_map(
    heard: dict[type[Event], list[Callable[..., None]]],
) -> None:
    said: list[str] = []

    def first(event: Rang) -> None:
        said.append(f"first {event.name}, kept {kept('bell rung')}")

    def second(event: Rang) -> None:
        note("bell heard")
        said.append(f"second {event.name}")

    heard[Rang] = [first, second]
    with unit_of_work():
        announce(Rang(name="one"))
        with unit_of_work():
            announce(Rang(name="two"))
        record(None, "bell rung", "test", None)
        session().flush()
        assert said == []
    assert said == ["first one, kept 0", "second one", "first two, kept 0", "second two"]
    assert (kept("bell rung"), kept("bell heard")) == (1, 2)


def test_an_event_that_a_handler_announces_is_handled_too(
    heard: dict[type[Event], list[Callable[..., None]]],
) -> None:
    said: list[Event] = []
    heard[Rang] = [lambda event: announce(Echoed(name=event.name)), said.append]
    heard[Echoed] = [said.append]
    with unit_of_work():
        announce(Rang(name="one"))
    assert said == [Rang(name="one"), Echoed(name="one")]


def test_a_handler_that_raises_takes_everything_back(
    heard: dict[type[Event], list[Callable[..., None]]],
) -> None:
    before = jobs()

    def refuse(event: Rang) -> None:
        note("follow-up done")
        enqueue("notices.mail", notice_id=1)
        raise RuleBroken("no")

    heard[Rang] = [refuse]
    with refused(), unit_of_work():
        record(None, "cause done", "test", None)
        announce(Rang(name="one"))
    assert (kept("cause done"), kept("follow-up done"), jobs()) == (0, 0, before)


def test_what_was_taken_back_is_never_announced(heard: dict[type[Event], list[Callable[..., None]]]) -> None:
    said: list[Event] = []
    heard[Rang] = [said.append]
    with refused(), unit_of_work():
        announce(Rang(name="lost"))
        raise RuleBroken
    with unit_of_work():
        announce(Rang(name="kept"))
    assert said == [Rang(name="kept")]


def test_an_event_that_nobody_follows_is_no_error(
    heard: dict[type[Event], list[Callable[..., None]]],
) -> None:
    with unit_of_work():
        announce(Rang(name="one"))


def test_an_event_outside_of_a_unit_is_refused(context: Flask) -> None:
    with pytest.raises(RuntimeError, match="never be handled"):
        announce(Rang(name="one"))
