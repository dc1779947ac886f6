"""Which rubric counts: the file's first version, then the rows that were set, by their days and regions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from app.base.errors import NotFound
from app.base.kinds import Category
from app.curation.models import Round, RubricVersion
from app.curation.rules import rubric as rules
from app.curation.rules.rubric import Family, Rubric, RubricState
from app.db.session import session
from app.regions.rules import lineage


def in_force(family: Family, region: str, day: date) -> Rubric:
    """The rubric for goods of this region that are first scored on this day.

    The one meant most closely for the region counts, and of those the one that began last.
    """
    found = session().scalar(
        sa.select(RubricVersion)
        .where(
            RubricVersion.family == family,
            RubricVersion.state == RubricState.SET,
            RubricVersion.begins_on <= day,
            sa.or_(RubricVersion.region_code.is_(None), RubricVersion.region_code.in_(lineage(region))),
        )
        .order_by(
            sa.func.length(sa.func.coalesce(RubricVersion.region_code, "")).desc(),
            RubricVersion.begins_on.desc(),
            RubricVersion.number.desc(),
        )
        .limit(1)
    )
    return rules.first(family) if found is None else as_rubric(found)


def as_rubric(row: RubricVersion) -> Rubric:
    """A row as the rules know it."""
    return rules.read(str(row.number), row.family, row.content)


def version(family: Family, number: str) -> Rubric:
    """A version by its number. Raises NotFound."""
    first = rules.first(family)
    return first if number == first.version else as_rubric(row(family, int(number)))


def row(family: Family, number: int) -> RubricVersion:
    """The row of a version; the file has none. Raises NotFound."""
    found = session().scalar(
        sa.select(RubricVersion).where(RubricVersion.family == family, RubricVersion.number == number)
    )
    if found is None:
        raise NotFound(number)
    return found


def draft(family: Family) -> RubricVersion | None:
    """The draft of a family; there is one at a time."""
    return session().scalar(
        sa.select(RubricVersion).where(
            RubricVersion.family == family, RubricVersion.state == RubricState.DRAFT
        )
    )


def versions(family: Family) -> Sequence[RubricVersion]:
    """The rows of a family, newest first."""
    wanted = (
        sa.select(RubricVersion)
        .where(RubricVersion.family == family)
        .order_by(RubricVersion.number.desc())
        .limit(100)
    )
    return session().scalars(wanted).all()


def earlier(draft: RubricVersion) -> list[Rubric]:
    """The versions that were set for the place of a draft or for the whole country, newest first, and the file's."""
    wanted = (
        sa.select(RubricVersion)
        .where(
            RubricVersion.family == draft.family,
            RubricVersion.state == RubricState.SET,
            sa.or_(RubricVersion.region_code.is_(None), RubricVersion.region_code == draft.region_code),
        )
        .order_by(RubricVersion.number.desc())
        .limit(100)
    )
    return [*(as_rubric(one) for one in session().scalars(wanted)), rules.first(draft.family)]


@dataclass(frozen=True)
class Kept:
    """The rubric of a round; `is_fixed`: it stays with it, whatever is put in force meanwhile."""

    rubric: Rubric
    is_fixed: bool


def of_round(judged: Round, category: Category, today: date) -> Kept | None:
    """By which rubric a round is judged: from its first score on it keeps it. None for rounds from before there was one."""
    family = rules.family_of(category)
    if judged.rubric_version == rules.UNSCORED:
        return None
    if judged.rubric_version is None:
        return Kept(in_force(family, judged.region_code, today), False)
    return Kept(version(family, judged.rubric_version), True)
