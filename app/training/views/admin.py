"""Skills, kept by the admin."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import RuleBroken
from app.base.kinds import CRAFT_WORDS, Craft
from app.training import queries, service
from app.training.forms import SkillForm
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("training", __name__, url_prefix="/keterampilan")


@bp.route("", methods=["GET", "POST"])
def skills() -> Answer:
    """The list, and the form for a new one."""
    form = SkillForm()
    if form.validate_on_submit():
        try:
            service.add_skill(actor(), name=form.name.data, craft=Craft(form.craft.data))
        except RuleBroken as refusal:
            form.refuse(refusal, form.name)
        else:
            flash(f"{form.name.data} sudah tercatat.", "ok")
            return redirect(url_for(".skills"), 303)
    return page("training/admin/skills.html", form=form, skills=queries.skills(), words=CRAFT_WORDS)
