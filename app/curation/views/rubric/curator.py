"""The rubric: read by every curator, changed by those of the whole country, never without a try-out."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, url_for

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Role
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.curation.forms import (
    BeginRubricForm,
    PutInForceForm,
    WeightsForm,
    WordingForm,
    weights_form,
    wording_form,
)
from app.curation.models import RubricVersion
from app.curation.queries import rubrics
from app.curation.rules import criteria, scoring
from app.curation.rules import rubric as rules
from app.curation.rules.rubric import BadRubric, Family, RubricState
from app.curation.service import rubrics as service
from app.regions import queries as regions
from app.web.doors import actor
from app.web.forms import Act, Form
from app.web.pages import Answer, act, page

bp = Blueprint("rubric", __name__, url_prefix="/rubrik")

SLUGS = {slug: family for family, slug in rules.FAMILY_SLUGS.items()}


def family_named(slug: str) -> Family:
    """Raises NotFound."""
    if slug not in SLUGS:
        raise NotFound(slug)
    return SLUGS[slug]


def _home() -> str:
    """The region whose sheet she judges by; empty for a curator of the whole country."""
    if rules.may_edit(actor()):
        return ""
    return next((grant.region for grant in actor().grants_of(Role.CURATOR) if grant.region), "")


def _today() -> date:
    return day_in(_home() or "36", clock.now())


@bp.get("")
def families() -> Answer:
    """Both sheets, and which version is in force."""
    return page(
        "curation/curator/rubrics.html",
        families=[
            (
                slug,
                rules.FAMILY_WORDS[family],
                rubrics.in_force(family, _home(), _today()),
                rubrics.draft(family),
            )
            for slug, family in SLUGS.items()
        ],
    )


@bp.route("/<family>", methods=["GET", "POST"])
def sheet(family: str) -> Answer:
    """The version in force, its anchors, and how it came about; those who may begin a draft here."""
    kind = family_named(family)
    form = BeginRubricForm()
    if form.validate_on_submit():
        try:
            service.begin(actor(), kind, form.chosen.code if form.chosen else None)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for(".draft", family=family), 303)
    made = rubrics.versions(kind)
    return page(
        "curation/curator/rubric.html",
        **_common(family, kind),
        rubric=rubrics.in_force(kind, _home(), _today()),
        today=_today(),
        form=form,
        made=made,
        states=RubricState,
        makers=people.names({one.made_by_id for one in made} | {one.decided_by_id or 0 for one in made}),
        places=regions.names([one.region_code for one in made if one.region_code]),
        may_edit=rules.may_edit(actor()),
        draft=rubrics.draft(kind),
    )


@bp.get("/<family>/versi/<int:rubric_number>")
def version(family: str, rubric_number: int) -> Answer:
    """One version as it read, whoever was judged by it."""
    kind = family_named(family)
    return page(
        "curation/curator/rubric_version.html",
        **_common(family, kind),
        rubric=rubrics.version(kind, str(rubric_number)),
    )


def _common(family: str, kind: Family) -> dict[str, Any]:
    return {"slug": family, "family": rules.FAMILY_WORDS[kind]}


@bp.get("/<family>/rancangan")
def draft(family: str) -> Answer:
    """The draft: weights, words, try-out, and the day from which it counts."""
    return _draft_page(family)


def _draft_page(family: str, refused: Form | None = None) -> Answer:
    """The draft's page, with the one of its forms that was not accepted."""
    kind = family_named(family)
    row = rubrics.draft(kind)
    if row is None or not rules.may_edit(actor()):
        return redirect(url_for(".sheet", family=family))
    read = rubrics.as_rubric(row)
    wordings = {one.code: wording_form(one, row.number) for one in read.aspects}
    if isinstance(refused, WordingForm):
        wordings[refused.rubric_part.code] = refused
    return page(
        "curation/curator/rubric_draft.html",
        **_common(family, kind),
        row=row,
        rubric=read,
        place=regions.get(row.region_code).path if row.region_code else "",
        weights=refused if isinstance(refused, WeightsForm) else weights_form(read),
        wordings=wordings,
        retired=criteria.retired(read, rubrics.earlier(row)),
        is_first_of=criteria.is_first_of,
        new_gates=[
            one.name
            for one in read.criteria
            if one.gate is not None and criteria.is_first_of(one.code, row.number)
        ],
        open_part=refused.rubric_part.code if isinstance(refused, WordingForm) else "",
        act=Act(formdata=None),
        tried=service.tried(actor(), row) if row.tried_at else [],
        put=refused if isinstance(refused, PutInForceForm) else _put_form(row),
        points=scoring.points_words,
        highest=rules.HIGHEST,
    )


def _put_form(row: RubricVersion) -> PutInForceForm:
    tried = row.tried_at.isoformat() if row.tried_at else ""
    return PutInForceForm(formdata=None, tried=tried)


def _save(family: str, form: Form, do: Callable[[], None], said: str, anchor: str) -> Answer:
    """One of the draft's forms: saved and back to its place, or shown again with what is wrong."""
    if form.validate_on_submit():
        try:
            do()
        except BadRubric as refusal:
            form.refuse(refusal, form[refusal.field] if refusal.field else None)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(said, "ok")
            return redirect(url_for(".draft", family=family, _anchor=anchor), 303)
    return _draft_page(family, form)


@bp.post("/<family>/rancangan/bobot")
def weigh(family: str) -> Answer:
    """Weights and grades."""
    kind = family_named(family)
    form = weights_form(rubrics.as_rubric(drafted_of(kind)))
    return _save(
        family,
        form,
        lambda: service.weigh(actor(), kind, form.weights(), form.grades()),
        "Bobot disimpan di rancangan.",
        "bobot",
    )


@bp.post("/<family>/rancangan/kata/<part>")
def word(family: str, part: str) -> Answer:
    """Anchors and gates of one aspect."""
    kind = family_named(family)
    drafted = drafted_of(kind)
    aspect = rubrics.as_rubric(drafted).aspect(part)
    if aspect is None:
        raise NotFound(part)
    form = wording_form(aspect, drafted.number)
    return _save(
        family,
        form,
        lambda: service.word(actor(), kind, part, form.changed(), form.named()),
        f"Kalimat {aspect.name} disimpan di rancangan.",
        f"kata-{part}",
    )


def drafted_of(kind: Family) -> RubricVersion:
    """The draft. Raises NotFound where there is none, or for who may not change it."""
    row = rubrics.draft(kind)
    if row is None or not rules.may_edit(actor()):
        raise NotFound(kind)
    return row


@bp.post("/<family>/rancangan/coba")
def try_out(family: str) -> Answer:
    """Try it on the goods that were judged last."""
    back = url_for(".draft", family=family, _anchor="coba")
    kind = family_named(family)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.try_out(actor(), kind), back, "Sudah dicoba. Lihat apa yang berubah di bawah.")


@bp.post("/<family>/rancangan/berlakukan")
def put_in_force(family: str) -> Answer:
    """From a day on."""
    kind = family_named(family)
    form = PutInForceForm()
    if form.validate_on_submit():
        try:
            service.put_in_force(actor(), kind, form.begins_on.data, form.tried_at())
        except BadRubric as refusal:
            form.refuse(refusal, form.begins_on if refusal.field else None)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Dicatat. Tinjauan yang mulai dinilai sejak hari itu memakai versi ini.", "ok")
            return redirect(url_for(".sheet", family=family), 303)
    return _draft_page(family, form)


@bp.post("/<family>/rancangan/buang")
def drop(family: str) -> Answer:
    """Throw the draft away; it stays readable among the versions."""
    kind = family_named(family)
    back = url_for(".sheet", family=family)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.drop(actor(), kind), back, "Rancangan dibuang. Versi yang berlaku tidak berubah."
    )
