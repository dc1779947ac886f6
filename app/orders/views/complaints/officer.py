"""An officer mediates between buyers and the gerai of her region."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.db.ports import port
from app.orders.forms import DecideForm, field_named, offer_choices
from app.orders.ports import MoneyBackOf
from app.orders.queries import complaints as queries
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import BadClaim, ComplaintState
from app.orders.service import complaints as service
from app.regions import queries as regions
from app.web.doors import actor
from app.web.pages import Answer, cursor, page, slice_of

bp = Blueprint("complaints", __name__, url_prefix="/keluhan")

SIZE = 20


@bp.get("")
def queue() -> Answer:
    """What waits for a mediator, the longest first."""
    start = cursor()
    after = None
    if start and len(start) == 2 and isinstance(start[0], int) and isinstance(start[1], int):
        after = (start[0], start[1])
    waiting, late = queries.count_mediated(actor())
    return page(
        "orders/officer/complaints.html",
        rows=slice_of(queries.queue(actor(), after, SIZE + 1), SIZE, _place),
        decided=queries.decided(actor(), SIZE) if after is None else [],
        waiting=waiting,
        late=late,
        now=clock.now(),
    )


def _place(row: queries.Listed) -> list[int | str]:
    """Where the next page begins: the clock's microsecond, and the id."""
    return [round(row.due_at.timestamp() * 1_000_000) if row.due_at else 0, row.id]


@bp.route("/<int:complaint_id>", methods=["GET", "POST"])
def complaint(complaint_id: int) -> Answer:
    """Both sides' words, the pictures, and the decision."""
    sheet = queries.sheet(service.note_reading(actor(), complaint_id))
    form = DecideForm()
    form.outcome.choices = [
        *offer_choices(rules.possible(sheet.parcel.state, food=sheet.food)),
        (DecideForm.NONE, "Tanpa penggantian"),
    ]
    if form.validate_on_submit():
        try:
            service.decide(actor(), complaint_id, form.proposal, form.words.data)
        except BadClaim as refusal:
            form.refuse(refusal, field_named(form, refusal.field))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Putusan sudah tercatat. Pembeli dan penjual kami kabari.", "ok")
            return redirect(url_for("officer.complaints.queue"), 303)
    return page(
        "orders/officer/complaint.html",
        sheet=sheet,
        other=port(MoneyBackOf).other_sums(sheet.order.id).get(sheet.parcel.id),
        form=form,
        is_open=sheet.complaint.state is ComplaintState.MEDIATED,
        area=regions.get(sheet.order.village_code),
        now=clock.now(),
    )
