"""The scores of rounds and what they come to."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.kinds import Category
from app.base.zones import day_in
from app.catalog.models import Product, Revision
from app.curation.models import Round, RoundPhoto, RoundScore
from app.curation.queries import rubrics
from app.curation.queries.reach import may_see, within
from app.curation.rules import scoring
from app.curation.rules.rubric import Family, Rubric, family_of
from app.curation.rules.scoring import Mark, Result
from app.db.session import session


@dataclass(frozen=True)
class Sheet:
    """A round's scores with the rubric that they belong to."""

    rubric: Rubric
    marks: Mapping[str, Mark]
    photos: Mapping[str, Sequence[RoundPhoto]]
    failed: tuple[str, ...] = ()
    """Codes of checks that did not pass at the decision."""

    @property
    def scores(self) -> dict[str, int]:
        return {code: mark.score for code, mark in self.marks.items()}

    @property
    def below_gate(self) -> list[str]:
        """The names of the criteria that keep it from the shop, whatever the sum."""
        failed = self.result.failed
        return [one.name for one in self.rubric.criteria if one.code in failed]

    @property
    def result(self) -> Result:
        return scoring.result_of(self.rubric, self.scores, self.failed)


def marks_of(round_ids: Collection[int]) -> dict[int, dict[str, Mark]]:
    """Round → criterion → what was noted."""
    found: dict[int, dict[str, Mark]] = defaultdict(dict)
    wanted = sa.select(RoundScore).where(RoundScore.round_id.in_(round_ids))
    for one in session().scalars(wanted.execution_options(populate_existing=True)):
        found[one.round_id][one.criterion] = Mark(one.score, one.note)
    return found


def photos_of(round_ids: Collection[int]) -> dict[int, dict[str, list[RoundPhoto]]]:
    """Round → criterion → its photos in the order in which they were taken."""
    found: dict[int, dict[str, list[RoundPhoto]]] = defaultdict(lambda: defaultdict(list))
    wanted = sa.select(RoundPhoto).where(RoundPhoto.round_id.in_(round_ids)).order_by(RoundPhoto.id)
    for one in session().scalars(wanted):
        found[one.round_id][one.criterion].append(one)
    return found


def sheet(judged: Round, product: Product) -> Sheet | None:
    """The sheet of one round; None for one from before there was a rubric."""
    return sheets([judged], product).get(judged.id)


def sheets(judged: Sequence[Round], product: Product) -> dict[int, Sheet]:
    """The sheets of a product's rounds that have one, in two statements and one for every version of the rubric."""
    ids = [one.id for one in judged]
    marks, photos = marks_of(ids), photos_of(ids)
    known: dict[str, Rubric] = {}
    found = {}
    for one in judged:
        rubric = known.get(one.rubric_version or "")
        if rubric is None:
            kept = rubrics.of_round(one, product.category, day_in(one.region_code, clock.now()))
            if kept is None:
                continue
            rubric = kept.rubric
            if kept.is_fixed:
                known[rubric.version] = rubric
        failed = tuple(code for code in one.gates_failed if rubric.criterion(code) is None)
        found[one.id] = Sheet(rubric, marks.get(one.id, {}), photos.get(one.id, {}), failed)
    return found


@dataclass(frozen=True)
class Sample:
    """A judged product on which another rubric is tried."""

    round_id: int
    name: str
    scores: Mapping[str, int]


def newest_judged(actor: Actor, family: Family, region: str | None, limit: int) -> list[Sample]:
    """The goods of this family (of a region, or all) that were scored wholly and judged last, each by its newest such round."""
    newest = (
        sa.select(sa.func.max(Round.id).label("id"))
        .join(Product, Product.id == Round.product_id)
        .where(
            Round.score.is_not(None),
            Product.category.in_([one for one in Category if family_of(one) is family]),
            Product.removed_at.is_(None),
            within(region),
            may_see(actor),
        )
        .group_by(Round.product_id)
        .order_by(sa.desc("id"))
        .limit(limit)
        .subquery()
    )
    rows = (
        session()
        .execute(
            sa.select(Round.id, Revision.name)
            .join(newest, newest.c.id == Round.id)
            .join(Revision, Revision.id == Round.revision_id)
            .order_by(Round.id.desc())
        )
        .all()
    )
    marks = marks_of([row[0] for row in rows])
    return [Sample(id_, name, {code: mark.score for code, mark in marks[id_].items()}) for id_, name in rows]
