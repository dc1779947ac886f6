"""Agencies, made by the admin."""

from flask import Blueprint, flash, redirect, url_for

from app.base.errors import RuleBroken
from app.regions import queries, service
from app.regions.forms import AgencyForm
from app.regions.models import AgencyKind
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("regions", __name__, url_prefix="/instansi")


@bp.route("", methods=["GET", "POST"])
def agencies() -> Answer:
    """The list, and the form for a new one."""
    form = AgencyForm()
    if form.validate_on_submit():
        try:
            service.make_agency(
                actor(), name=form.name.data, kind=AgencyKind(form.kind.data), region_code=form.place.data
            )
        except RuleBroken as refusal:
            form.refuse(refusal, form.name)
        else:
            flash(f"{form.name.data} sudah tercatat.", "ok")
            return redirect(url_for(".agencies"), 303)
    places = queries.names({agency.region_code for agency in queries.agencies()})
    return page("regions/admin/agencies.html", form=form, agencies=queries.agencies(), places=places)
