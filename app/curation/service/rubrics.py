"""Changing the rubric: a draft from the version in force, tried on judged goods, put in force from a day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import WIT, day_in
from app.curation.models import RubricVersion
from app.curation.queries import rubrics, scores
from app.curation.queries.scores import Sample
from app.curation.rules import criteria
from app.curation.rules import rubric as rules
from app.curation.rules.criteria import Reach
from app.curation.rules.rubric import Criterion, Family, Grade, Rubric, RubricState
from app.db.journal import record
from app.db.session import session, unit_of_work

SAMPLES = 20
"""On how many goods a draft is tried."""


def begin(actor: Actor, family: Family, region: str | None) -> RubricVersion:
    """A draft that reads like the version in force today; one at a time for each family. Raises RuleBroken, NotFound."""
    _check_may(actor)
    with unit_of_work() as current:
        current.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(f"rubrics {family}"))))
        if rubrics.draft(family) is not None:
            raise RuleBroken("Sudah ada rancangan yang belum selesai. Lanjutkan itu, atau buang dulu.")
        now = clock.now()
        base = rubrics.in_force(family, region or "", day_in(region or "36", now))
        newest = current.scalar(
            sa.select(sa.func.max(RubricVersion.number)).where(RubricVersion.family == family)
        )
        made = RubricVersion(
            family=family,
            number=1 + (newest or 1),
            region_code=region,
            content=base.content(),
            state=RubricState.DRAFT,
            made_at=now,
            made_by_id=actor.by_id,
        )
        current.add(made)
        current.flush()
        record(
            actor, "rubric drafted", "rubric", made.id, family=family, version=made.number, based=base.version
        )
    return made


def weigh(actor: Actor, family: Family, weights: Mapping[str, int], grades: Mapping[Grade, int]) -> None:
    """Other weights (aspect → points, 100 in all) and thresholds in the draft. Raises BadRubric."""
    with unit_of_work():
        held = _held(actor, family)
        _change(actor, held, rubrics.as_rubric(held).weighing(weights, grades))


def word(
    actor: Actor,
    family: Family,
    aspect: str,
    changed: Mapping[str, tuple[tuple[str, ...], int | None]],
    named: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Other anchors and gates in one aspect of the draft; of what is new in it (`named`) the name and the way to look, too.

    Raises BadRubric, NotFound.
    """
    named = named or {}
    with unit_of_work():
        held = _held(actor, family)
        before = rubrics.as_rubric(held)
        part = before.aspect(aspect)
        if part is None or not {*changed, *named} <= {one.code for one in part.criteria}:
            raise NotFound(aspect)
        if not all(criteria.is_first_of(code, held.number) for code in named):
            raise NotFound(aspect)
        after = before.reading(changed).naming(named)
        for one in after.criteria:
            if one.code in named:
                _check_named(after, one)
        _change(actor, held, after)


def _check_named(rubric: Rubric, one: Criterion) -> None:
    try:
        criteria.check_words(rubric, one)
    except rules.BadRubric as refusal:
        raise rules.BadRubric(f"{refusal.field}_{one.code}", refusal.message) from refusal


def add(
    actor: Actor,
    family: Family,
    aspect: str,
    *,
    name: str,
    look: str,
    anchors: tuple[str, ...],
    gate: int | None,
) -> str:
    """Something more is judged in an aspect of the draft; it shares the weight with what is there. Answers its code.

    Raises BadRubric, NotFound.
    """
    with unit_of_work():
        held = _held(actor, family)
        before = rubrics.as_rubric(held)
        part = before.aspect(aspect)
        if part is None:
            raise NotFound(aspect)
        one = Criterion(criteria.new_code(before, held.number), name, look, anchors, gate)
        criteria.check_new(before, part, one)
        _change(actor, held, criteria.with_criterion(before, aspect, one))
    return one.code


def retire(actor: Actor, family: Family, code: str) -> None:
    """Something is judged no longer once the draft counts; rounds of earlier versions keep it. Raises BadRubric, NotFound."""
    with unit_of_work():
        held = _held(actor, family)
        before = rubrics.as_rubric(held)
        if before.criterion(code) is None:
            raise NotFound(code)
        _change(actor, held, criteria.without(before, code))


def bring_back(actor: Actor, family: Family, code: str) -> None:
    """What an earlier version judged is judged again, as it read last and in its old place. Raises BadRubric, NotFound."""
    with unit_of_work():
        held = _held(actor, family)
        before, known = rubrics.as_rubric(held), rubrics.earlier(held)
        found = next((one for one in criteria.retired(before, known) if one.criterion.code == code), None)
        part = before.aspect(found.aspect.code) if found else None
        if found is None or part is None:
            raise NotFound(code)
        criteria.check_new(before, part, found.criterion)
        order = {one.code: at for at, one in enumerate(found.aspect.criteria)}
        _change(actor, held, criteria.with_criterion(before, part.code, found.criterion, order))


def _change(actor: Actor, held: RubricVersion, rubric: Rubric) -> None:
    """A change that says nothing new leaves the try-out as it was."""
    rules.check(rubric)
    if rubric == rubrics.as_rubric(held):
        return
    held.content, held.tried_at = rubric.content(), None
    record(actor, "rubric draft changed", "rubric", held.id, family=held.family, version=held.number)


@dataclass(frozen=True)
class Tried:
    """One good under both: the result of the version in force and that of the draft. What either asks and nobody has scored may
    be anything, so there each is a reach."""

    sample: Sample
    now: Reach
    then: Reach

    @property
    def changes(self) -> bool:
        """It would, or might, get another grade, or another gate would stand against it."""
        return self.now.ends != self.then.ends


def try_out(actor: Actor, family: Family) -> None:
    """The draft was tried as it reads now: only so it can be put in force."""
    with unit_of_work():
        held = _held(actor, family)
        held.tried_at = clock.now()
        record(actor, "rubric draft tried", "rubric", held.id, family=family, version=held.number)


def tried(actor: Actor, draft: RubricVersion) -> list[Tried]:
    """The newest judged goods under the version in force and under the draft, those that change first."""
    current = rubrics.in_force(
        draft.family, draft.region_code or "", day_in(draft.region_code or "36", clock.now())
    )
    then = rubrics.as_rubric(draft)
    found = [
        Tried(one, criteria.reach_of(current, one.scores), criteria.reach_of(then, one.scores))
        for one in scores.newest_judged(actor, draft.family, draft.region_code, SAMPLES)
    ]
    return sorted(found, key=lambda one: not one.changes)


def put_in_force(actor: Actor, family: Family, begins_on: date, tried_at: datetime | None) -> None:
    """The draft counts from this day on. `tried_at` is the try-out that the curator had before her. Raises BadRubric."""
    with unit_of_work():
        held = _held(actor, family)
        # days begin first in Papua: what is already past there is past
        rules.check_day(begins_on, today=clock.now().astimezone(WIT).date())
        if held.tried_at is None or held.tried_at != tried_at:
            raise rules.BadRubric(
                "", "Rancangannya berubah sejak dicoba. Coba dulu pada barang yang sudah dinilai."
            )
        rules.check(rubrics.as_rubric(held))
        held.state, held.begins_on = RubricState.SET, begins_on
        held.decided_at, held.decided_by_id = clock.now(), actor.by_id
        record(
            actor,
            "rubric put in force",
            "rubric",
            held.id,
            family=family,
            version=held.number,
            begins_on=begins_on.isoformat(),
        )


def drop(actor: Actor, family: Family) -> None:
    """The draft never counts. It stays readable."""
    with unit_of_work():
        held = _held(actor, family)
        held.state = RubricState.DROPPED
        record(actor, "rubric draft dropped", "rubric", held.id, family=family, version=held.number)


def _held(actor: Actor, family: Family) -> RubricVersion:
    _check_may(actor)
    held = session().scalar(
        sa.select(RubricVersion)
        .where(RubricVersion.family == family, RubricVersion.state == RubricState.DRAFT)
        .with_for_update()
    )
    if held is None:
        raise RuleBroken("Belum ada rancangan. Buat dulu dari versi yang berlaku.")
    return held


def _check_may(actor: Actor) -> None:
    if not rules.may_edit(actor):
        raise RuleBroken("Lembar nilai diubah oleh kurator pusat. Sampaikan usul Ibu kepada mereka.")
