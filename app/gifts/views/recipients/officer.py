"""Who receives, for officers of the agency alone. Opening the list is journalled."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import NotFound, RuleBroken
from app.gifts.forms.afterwards import CorrectionForm, LinesForm, PersonForm
from app.gifts.models import GiftRecipient
from app.gifts.queries import requests
from app.gifts.rules import recipients as rules
from app.gifts.rules.life import KIND_WORDS
from app.gifts.service import recipients as service
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("gift_recipients", __name__, url_prefix="/cinderamata/<int:request_id>/penerima")


def _home(request_id: int) -> str:
    return url_for(".names", request_id=request_id)


@bp.get("")
def names(request_id: int) -> Answer:
    """The list, and two ways to add to it."""
    return _page(request_id)


@bp.post("/satu")
def add_one(request_id: int) -> Answer:
    """One name."""
    form = PersonForm()
    if form.validate_on_submit():
        try:
            service.add(actor(), request_id, [form.person], form.reason.data or "")
        except rules.NeedsReason as refusal:
            form.refuse(refusal, form.reason)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(f"{form.person.name} sudah ada di daftar.", "ok")
            return redirect(_home(request_id), 303)
    return _page(request_id, one=form)


@bp.post("/tempel")
def paste(request_id: int) -> Answer:
    """Many lines at once; what cannot be read stays in the field, and every such line is named."""
    form = LinesForm()
    if form.validate_on_submit():
        try:
            count = service.add(actor(), request_id, rules.read(form.lines.data), form.reason.data or "")
        except rules.BadLines as refusal:
            form.lines.errors = list(refusal.problems)
        except rules.NeedsReason as refusal:
            form.refuse(refusal, form.reason)
        except RuleBroken as refusal:
            form.refuse(refusal, form.lines)
        else:
            flash(f"{count} nama ditambahkan.", "ok")
            return redirect(_home(request_id), 303)
    return _page(request_id, many=form)


@bp.post("/<int:recipient_id>/hapus")
def remove(request_id: int, recipient_id: int) -> Answer:
    """Off the list."""
    if not Act().validate_on_submit():
        return redirect(_home(request_id), 303)
    return act(
        lambda: service.remove(actor(), request_id, recipient_id), _home(request_id), "Namanya sudah dihapus."
    )


@bp.route("/<int:recipient_id>/perbaiki", methods=["GET", "POST"])
def correct(request_id: int, recipient_id: int) -> Answer:
    """After the hand-over: another row that says why."""
    gift = requests.request_for(actor(), request_id)
    row = _row(request_id, recipient_id)
    form = CorrectionForm(
        name=row.name,
        post=row.post,
        institution=row.institution,
        kind=row.kind.value if row.kind else "",
        note=row.words,
    )
    if form.validate_on_submit():
        try:
            service.correct(
                actor(),
                request_id,
                recipient_id,
                form.person,
                received=form.received.data == "ya",
                reason=form.reason.data or "",
            )
        except rules.NeedsReason as refusal:
            form.refuse(refusal, form.reason)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Perbaikannya sudah dicatat.", "ok")
            return redirect(_home(request_id), 303)
    return page("gifts/officer/recipient.html", gift=gift, row=row, form=form)


def _row(request_id: int, recipient_id: int) -> GiftRecipient:
    for one in service.read(actor(), request_id):
        if one.id == recipient_id:
            return one
    raise NotFound(recipient_id)


def _page(request_id: int, one: PersonForm | None = None, many: LinesForm | None = None) -> Answer:
    gift = requests.request_for(actor(), request_id)
    rows = service.read(actor(), request_id)
    replaced = {row.replaces_id: row for row in rows if row.replaces_id}
    return page(
        "gifts/officer/recipients.html",
        gift=gift,
        rows=[row for row in rows if row.id not in replaced],
        old=[(row, replaced[row.id]) for row in rows if row.id in replaced],
        one=one or PersonForm(formdata=None),
        many=many or LinesForm(formdata=None),
        over=service.is_over(gift),
        kinds=KIND_WORDS,
        act=Act(formdata=None),
    )
