"""The rate of commission, for the admin: what holds, what held, and a new one from a day on."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, url_for

from app.accounts import queries as people
from app.base import clock
from app.base.errors import RuleBroken
from app.ledger.forms.commission import RateForm
from app.ledger.queries import commission as queries
from app.ledger.rules.commission import in_percent, rate_on
from app.ledger.service import commission as service
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("commission", __name__, url_prefix="/uang/komisi")


@bp.route("", methods=["GET", "POST"])
def rate() -> Answer:
    """What holds today, and the form for a later day."""
    today = queries.day_of(clock.now())
    form = RateForm()
    if form.validate_on_submit():
        try:
            service.set_rate(actor(), form.command())
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Potongan dicatat dan berlaku mulai hari itu.", "ok")
            return redirect(url_for(".rate"), 303)
    elif not form.is_submitted():
        form.begins_on.data = today + timedelta(days=7)
    made = list(reversed(queries.rows()))
    return page(
        "ledger/admin/commission.html",
        form=form,
        today=today,
        now=in_percent(rate_on(queries.rates(), today)),
        rows=[(one, in_percent(one.bps), people.person(one.made_by_id).name) for one in made],
    )
