"""People and roles, for the admin."""

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import queries, rules, service
from app.accounts.forms import POKJA, StaffForm
from app.accounts.models import Purpose
from app.base.actor import Role
from app.base.errors import RuleBroken
from app.paper.qr import svg_of
from app.regions import queries as regions
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("accounts", __name__, url_prefix="/orang")


@bp.get("")
def people() -> Answer:
    """Everyone, by name."""
    words = request.args.get("q", "").strip()[:80]
    shown = slice_of(queries.people(words, cursor(), 31), 30, lambda one: [one.name, one.id])
    agencies = {agency.id: agency.name for agency in regions.agencies()}
    return page(
        "accounts/admin/people.html",
        people=shown,
        words=words,
        agencies=agencies,
        written=rules.written_phone,
    )


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Answer:
    """A new officer, curator or admin, or a further role for someone who is known already."""
    form = StaffForm()
    form.agency.choices = {"": "–"} | {str(agency.id): agency.name for agency in regions.agencies()}
    known = None
    if form.validate_on_submit() and form.who.identity:
        known = queries.by_identity(form.who.identity)
        if known is None or form.same_person.data:
            try:
                person = known or service.make_person(
                    actor(), name=form.name.data, identity=form.who.identity
                )
                role = Role(form.role.data)
                service.grant(
                    actor(),
                    person.id,
                    role,
                    region=None if role is Role.ADMIN else form.place.data or None,
                    agency_id=int(form.agency.data) if role is Role.OFFICER else None,
                    pokja=form.pokja.data or None,
                )
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                flash(f"{person.name} sudah tercatat.", "ok")
                return redirect(url_for(".person", person_id=person.id), 303)
    return page("accounts/admin/new.html", form=form, known=known)


@bp.get("/<int:person_id>")
def person(person_id: int) -> Answer:
    """One person with her roles."""
    found = queries.person(person_id)
    held = queries.grants(person_id)
    places = regions.names({grant.region_code for grant in held if grant.region_code})
    agencies = {agency.id: agency.name for agency in regions.agencies()}
    return page(
        "accounts/admin/person.html",
        person=found,
        phone=rules.written_phone(found.phone) if found.phone else None,
        grants=held,
        places=places,
        agencies=agencies,
        pokja_words=POKJA,
        act=Act(),
    )


@bp.post("/<int:person_id>/tautan")
def link(person_id: int) -> Answer:
    """A one-time link, shown once as text and QR."""
    if not Act().validate_on_submit():
        return redirect(url_for(".person", person_id=person_id), 303)
    found = queries.person(person_id)
    purpose = Purpose.RESET if found.password_hash else Purpose.ACTIVATE
    token = service.make_link(actor(), person_id, purpose)
    address = url_for("shop.accounts.new_password", token=token, _external=True)
    return page(
        "accounts/link.html",
        person=found,
        address=address,
        qr=svg_of(address),
        purpose=purpose,
        back=url_for(".person", person_id=person_id),
    )


@bp.post("/<int:person_id>/peran/<int:grant_id>/akhiri")
def end_role(person_id: int, grant_id: int) -> Answer:
    """Take a role away."""
    back = url_for(".person", person_id=person_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.end_grant(actor(), grant_id), back, "Perannya sudah diakhiri.")
