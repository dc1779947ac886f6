"""Scoring a round on a phone: one aspect a page, saved as she goes."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.catalog.queries import check, own
from app.curation.forms import SheetForm, sheet_form
from app.curation.models import Round
from app.curation.queries import hints as hint_queries
from app.curation.queries import rounds, scores
from app.curation.rules import scoring as rules
from app.curation.rules.hints import hints_for
from app.curation.rules.rounds import OPEN
from app.curation.rules.rubric import Aspect
from app.curation.rules.scoring import BadScore
from app.curation.service import scoring
from app.curation.views.unsent import JUDGED, keep_typed, typed, unsent
from app.media.rules.photo import BadPhoto
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("scoring", __name__, url_prefix="/tinjauan/<int:round_id>/nilai")
keep_typed(bp)


@bp.route("/<part>", methods=["GET", "POST"])
def aspect(round_id: int, part: str) -> Answer:
    """One aspect: what to look at, five choices, a note, photos. Saving leads on to the next."""
    opened = rounds.round_for(actor(), round_id)
    back = url_for("curator.curation.review", round_id=round_id, _anchor="nilai")
    if opened.state not in OPEN:
        if request.method == "GET":
            return redirect(back)
        if typed():
            return unsent(409, JUDGED)
        flash("Tinjauan ini sudah selesai, nilainya tinggal dibaca.", "bad")
        return redirect(back, 303)
    sheet = scores.sheet(opened, own.product(opened.product_id))
    shown = sheet.rubric.aspect(part) if sheet else None
    if sheet is None or shown is None:
        raise NotFound(part)
    form = sheet_form(shown, sheet.marks)
    if form.validate_on_submit():
        try:
            scoring.score(actor(), round_id, form.marks(), photos=form.photos(), drop=form.dropped())
        except BadScore as refusal:
            form.refuse(refusal, form[f"note_{refusal.criterion}"])
        except BadPhoto as refusal:
            form.refuse(refusal)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            onward = _after(sheet.rubric.aspects, shown) if "lanjut" in request.form else None
            if onward is None:
                return redirect(back, 303)
            return redirect(url_for(".aspect", round_id=round_id, part=onward.code), 303)
    return _page(opened, sheet, shown, form)


def _after(parts: tuple[Aspect, ...], one: Aspect) -> Aspect | None:
    """The next aspect; None behind the last."""
    at = parts.index(one) + 1
    return parts[at] if at < len(parts) else None


def _page(opened: Round, sheet: scores.Sheet, part: Aspect, form: SheetForm) -> Answer:
    product = own.product(opened.product_id)
    revision = own.revision(opened.revision_id)
    gathered = own.gathered(product, revision)
    known = hint_queries.known(product, revision, gathered.papers, check.of(product, revision, gathered))
    return page(
        "curation/curator/aspect.html",
        round=opened,
        revision=revision,
        seller=gathered.seller,
        photos=gathered.photos,
        sheet=sheet,
        result=sheet.result,
        part=part,
        at=1 + sheet.rubric.aspects.index(part),
        done={at for at, one in enumerate(sheet.result.parts, start=1) if not one.missing},
        onward=_after(sheet.rubric.aspects, part),
        form=form,
        hints={one.code: hints_for(one, known) for one in part.criteria},
        most_photos=scoring.MOST_PHOTOS,
        points=rules.points_words,
    )
