"""What a draft of the rubric judges: something more, something no longer, something again."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import NotFound, RuleBroken
from app.curation.forms import CriterionForm
from app.curation.queries import rubrics
from app.curation.rules import rubric as rules
from app.curation.rules.criteria import MOST_CRITERIA
from app.curation.rules.rubric import BadRubric
from app.curation.service import rubrics as service
from app.curation.views.rubric.curator import drafted_of, family_named
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("criteria", __name__, url_prefix="/rubrik/<family>/rancangan/hal")


@bp.route("/tambah/<part>", methods=["GET", "POST"])
def add(family: str, part: str) -> Answer:
    """Something more in this aspect: its name, how it is looked at, five anchors, a gate."""
    kind = family_named(family)
    drafted = drafted_of(kind)
    rubric = rubrics.as_rubric(drafted)
    aspect = rubric.aspect(part)
    if aspect is None:
        raise NotFound(part)
    form = CriterionForm()
    if form.validate_on_submit():
        try:
            service.add(
                actor(),
                kind,
                part,
                name=form.name.data,
                look=form.look.data,
                anchors=form.anchors(),
                gate=form.gate_score(),
            )
        except BadRubric as refusal:
            form.refuse(refusal, form[_field(refusal.field)] if refusal.field else None)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(f"“{form.name.data}” ditambahkan ke rancangan.", "ok")
            return redirect(url_for("curator.rubric.draft", family=family, _anchor=f"kata-{part}"), 303)
    return page(
        "curation/curator/criterion.html",
        slug=family,
        family=rules.FAMILY_WORDS[kind],
        number=drafted.number,
        aspect=aspect,
        form=form,
        highest=rules.HIGHEST,
        most=MOST_CRITERIA,
    )


def _field(named: str) -> str:
    """The rules name a field by the code that the criterion has been given: `anchor_own_3_1_2`."""
    kind, _, rest = named.partition("_")
    return f"anchor_{rest.rpartition('_')[2]}" if kind == "anchor" else kind


@bp.post("/<code>/berhenti")
def retire(family: str, code: str) -> Answer:
    """No longer judged, once the draft counts."""
    kind = family_named(family)
    back = url_for("curator.rubric.draft", family=family, _anchor="kata")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.retire(actor(), kind, code), back, "Dihentikan di rancangan ini.")


@bp.post("/<code>/pakai")
def bring_back(family: str, code: str) -> Answer:
    """Judged again, as it read last."""
    kind = family_named(family)
    back = url_for("curator.rubric.draft", family=family, _anchor="kata")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.bring_back(actor(), kind, code), back, "Dinilai lagi di rancangan ini.")
