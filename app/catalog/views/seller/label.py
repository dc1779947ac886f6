"""The label of a good: photos of it, what was read, what to mend."""

from flask import flash, redirect, request, url_for

from app.base.errors import RuleBroken
from app.catalog.forms import CorrectionForm, LabelForm
from app.catalog.queries import label_sheet, own
from app.catalog.rules import facts as fact_rules
from app.catalog.rules import label_life as life
from app.catalog.rules.label_life import Side
from app.catalog.service import labels
from app.catalog.service.labels import LabelShot, UnclearDate
from app.catalog.views.seller.door import bp
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

FIELDS = (("front", Side.FRONT), ("back", Side.BACK), ("side", Side.SIDE), ("other_side", Side.SIDE))
"""The form's fields in the order of the photos."""


@bp.route("/<slug>/label", methods=["GET", "POST"])
def label(slug: str) -> Answer:
    """Photos are sent here, waited for, and looked at with what was found on them."""
    found = own.owned(actor(), slug)
    revision = own.latest(found.id)
    shown = label_sheet.of(found, revision)
    form = LabelForm(best_before=shown.reading.declared["best_before"] if shown else "")
    if form.validate_on_submit():
        try:
            labels.ask_reading(actor(), slug, _shots(), form.best_before.data or "")
        except UnclearDate as refusal:
            form.refuse(refusal, form.best_before)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Foto labelnya sudah masuk.", "ok")
            return redirect(url_for(".label", slug=slug), 303)
    return page(
        "catalog/seller/label.html",
        form=form,
        product=found,
        revision=revision,
        label=shown,
        food=fact_rules.is_food(found.category),
        most=life.MOST_PHOTOS,
        act=Act(formdata=None),
    )


def _shots() -> list[LabelShot]:
    return [
        LabelShot(side, file.read())
        for name, side in FIELDS
        for file in request.files.getlist(name)
        if file.filename
    ]


@bp.post("/<slug>/label/lagi")
def label_again(slug: str) -> Answer:
    """A reading that failed is tried again."""
    back = url_for(".label", slug=slug)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: labels.try_again(actor(), slug), back, "Dicoba lagi. Yang sudah terbaca tidak dibaca ulang."
    )


@bp.post("/<slug>/label/bandingkan")
def label_compared(slug: str) -> Answer:
    """What was read is held against what is stated today."""
    back = url_for(".label", slug=slug)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: labels.compare_again(actor(), slug), back, "Sudah dibandingkan dengan isian yang sekarang."
    )


@bp.post("/<slug>/label/koreksi")
def label_corrected(slug: str) -> Answer:
    """The machine read wrongly, says the seller."""
    form = CorrectionForm()
    back = url_for(".label", slug=slug, _anchor="hasil")
    if not form.validate_on_submit():
        flash(next(iter(form.problems or form.text.errors)), "bad")
        return redirect(back, 303)
    said = form.command(request.form.get("status", ""))
    return act(
        lambda: labels.correct_own(actor(), slug, said),
        back,
        "Dicatat. Kurator akan mencocokkannya dengan foto.",
    )
