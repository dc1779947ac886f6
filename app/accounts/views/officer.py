"""Kader of the officer's region."""

from flask import Blueprint, flash, redirect, url_for

from app.accounts import queries, rules, service
from app.accounts.forms import KaderForm
from app.accounts.models import Purpose
from app.base.actor import Role
from app.base.errors import NotFound, RuleBroken
from app.paper.qr import svg_of
from app.regions import rules as region_rules
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, page

bp = Blueprint("accounts", __name__, url_prefix="/kader")


@bp.route("", methods=["GET", "POST"])
def kaders() -> Answer:
    """The list, and the form for a new one."""
    form = KaderForm()
    known = None
    reaches = [grant.region or "" for grant in actor().grants_of(Role.OFFICER)]
    if form.validate_on_submit() and form.who.identity:
        known = queries.by_identity(form.who.identity)
        try:
            if not any(region_rules.covers(mine, form.place.data) for mine in reaches):
                raise RuleBroken("Wilayah ini di luar wilayah kerja Anda.")
            if known is None or form.same_person.data:
                person = known or service.make_person(
                    actor(), name=form.name.data, identity=form.who.identity
                )
                service.grant(actor(), person.id, Role.KADER, region=form.place.data)
                flash(f"{person.name} sudah tercatat sebagai kader.", "ok")
                return redirect(url_for(".kaders"), 303)
        except RuleBroken as refusal:
            form.refuse(refusal)
    people = {person.id: person for reach in reaches for person in queries.kaders_in(reach)}
    return page(
        "accounts/officer/kaders.html",
        form=form,
        known=known,
        kaders=sorted(people.values(), key=lambda person: person.name),
        written=rules.written_phone,
        act=Act(formdata=None),
    )


@bp.post("/<int:person_id>/tautan")
def link(person_id: int) -> Answer:
    """A one-time link for a kader of the officer's region, as text and QR, shown once."""
    reaches = [grant.region or "" for grant in actor().grants_of(Role.OFFICER)]
    if not any(person.id == person_id for reach in reaches for person in queries.kaders_in(reach)):
        raise NotFound(person_id)
    back = url_for(".kaders")
    if not Act().validate_on_submit():
        return redirect(back, 303)
    person = queries.person(person_id)
    purpose = Purpose.RESET if person.password_hash else Purpose.ACTIVATE
    try:
        token = service.make_link(actor(), person.id, purpose)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(back, 303)
    address = url_for("shop.accounts.new_password", token=token, _external=True)
    return page(
        "accounts/link.html", person=person, address=address, qr=svg_of(address), purpose=purpose, back=back
    )
