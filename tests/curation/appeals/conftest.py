"""A good of the world's seller that the world's curator declined, and another curator who could read it again."""

from collections.abc import Callable
from typing import Any

import pytest

from app.base.actor import Actor
from app.catalog.models import Product
from app.curation.models import Appeal, Round
from app.db.journal import JournalEntry
from app.notices.models import Notice
from tests.support import world
from tests.support.appeals import a_declined_product
from tests.support.curators import a_curator


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def first(db: Any) -> Actor:
    """The curator who decided first."""
    return world.actor(world.CURATOR)


@pytest.fixture
def second(db: Any) -> str:
    """The phone of one who did not."""
    return a_curator("36", "Nani Kurator")


@pytest.fixture
def declined(db: Any) -> tuple[Product, Round]:
    return a_declined_product()


@pytest.fixture
def rows(count: Any) -> Callable[[], list[int]]:
    return lambda: [count(table) for table in (Appeal, Round, JournalEntry, Notice)]
