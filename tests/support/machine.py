"""What state machines over the shop have in common: a history that is taken back when it ends, and deeds that may be refused."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from hypothesis.stateful import RuleBasedStateMachine

from app.base.errors import NotFound, RuleBroken
from app.base.states import MoveRefused
from tests.support.books import books


class History(RuleBasedStateMachine):
    """One history on a savepoint of the test's transaction."""

    def __init__(self, db: Any) -> None:
        super().__init__()
        self.db = db
        self.savepoint = db.get_bind().begin_nested()

    def teardown(self) -> None:
        try:
            self.it_ends()
        finally:
            self.db.expunge_all()
            self.db.rollback()
            self.savepoint.rollback()

    def it_ends(self) -> None:
        """What has to hold when nothing more happens."""

    def tries(self, deed: Callable[[], Any]) -> Any:
        """A refusal changes nothing."""
        before = books()
        try:
            return deed()
        except (RuleBroken, NotFound, MoveRefused):
            self.db.expire_all()
            assert books() == before
            return None

    def one(self, kind: type[Any], which: int, *where: Any) -> Any:
        """One of those that are so, or None."""
        found = list(self.db.scalars(sa.select(kind).where(*where).order_by(kind.id)))
        return found[which % len(found)] if found else None
