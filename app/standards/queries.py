"""Reading the rule book with what was changed in it, and the papers of a gerai."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa

from app.base.errors import NotFound
from app.base.kinds import Category
from app.db.session import session
from app.standards.models import GeraiPaper, RuleChange
from app.standards.rules.book import Rule, RuleBook, rule_book
from app.standards.rules.changes import rows_of
from app.standards.rules.papers import GeraiPaperKind


def book(today: date, region: str = "") -> RuleBook:
    """The book in force on `today` in this region: the file and every change that was made."""
    return rule_book(today, region=region, changes=changes())


def changes(code: str | None = None) -> list[Rule]:
    """The changes in the order in which they were made; of one code where it is given."""
    return [as_rule(row) for row in rows(code)]


def rows(code: str | None = None) -> Sequence[RuleChange]:
    """The changes as they were written down, oldest first."""
    wanted = sa.select(RuleChange).order_by(RuleChange.id)
    return session().scalars(wanted if code is None else wanted.where(RuleChange.code == code)).all()


def known(code: str) -> list[Rule]:
    """The file's rows of a code. Raises NotFound where no check knows it."""
    found = rows_of(code)
    if not found:
        raise NotFound(code)
    return found


def as_rule(row: RuleChange) -> Rule:
    """A change as a row of the book. What it belongs to and whether it may refuse stay with the file."""
    origin = known(row.code)[0]
    return Rule(
        code=row.code,
        categories=frozenset(Category(name) for name in row.categories),
        severity=row.severity,
        basis=row.basis,
        sentence=row.sentence,
        next_step=row.next_step,
        source=row.source,
        field=origin.field,
        notice=origin.notice,
        valid_from=row.begins_on,
        valid_until=row.ends_on,
        regions=frozenset([row.region_code]) if row.region_code else frozenset(),
        helper=row.helper,
        may_refuse=any(rule.may_refuse for rule in rows_of(row.code)),
    )


def gerai_papers(seller_id: int) -> dict[GeraiPaperKind, GeraiPaper]:
    """The papers that a gerai has stated, by kind."""
    found = session().scalars(sa.select(GeraiPaper).where(GeraiPaper.seller_id == seller_id))
    return {paper.kind: paper for paper in found}
