"""Programmes, trainings, class lists, attendance and certificates, for officers."""

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import queries as people
from app.accounts import rules as people_rules
from app.accounts import service as accounts
from app.accounts.models import Purpose
from app.base import clock
from app.base.actor import Role
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.paper.qr import svg_of
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.sellers import service as seller_service
from app.training import queries, rules, service
from app.training.forms import GroupForm, ParticipantForm, ProgrammeForm, RevokeForm, TrainingForm
from app.web import parked
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of

bp = Blueprint("training", __name__, url_prefix="/pelatihan")

SIZE = 20


@bp.get("")
def trainings() -> Answer:
    """The officer's trainings, newest first."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    rows = slice_of(queries.trainings(actor(), before, SIZE + 1), SIZE, lambda row: [row.id])
    return page("training/officer/trainings.html", trainings=rows, programmes=queries.programmes(actor()))


@bp.route("/program/baru", methods=["GET", "POST"])
def new_programme() -> Answer:
    """A programme of one's own agency."""
    mine = {grant.agency_id for grant in actor().grants_of(Role.OFFICER)}
    form = ProgrammeForm(year=str(clock.now().year))
    form.agency.choices = {str(one.id): one.name for one in regions.agencies() if one.id in mine}
    if form.validate_on_submit():
        try:
            programme = service.begin_programme(
                actor(),
                agency_id=int(form.agency.data),
                region_code=form.place.data,
                name=form.name.data,
                target_group=form.target_group.data,
                year=form.year.number or 0,
            )
        except RuleBroken as refusal:
            form.refuse(refusal, form.place_words)
        else:
            flash("Program sudah tercatat. Sekarang buat pelatihannya.", "ok")
            return redirect(url_for(".new_training", programme_id=programme.id), 303)
    return page("training/officer/new_programme.html", form=form)


@bp.route("/program/<int:programme_id>/pelatihan-baru", methods=["GET", "POST"])
def new_training(programme_id: int) -> Answer:
    """A training of a programme."""
    programme = queries.programme(actor(), programme_id)
    form = TrainingForm()
    form.skill.choices = {str(skill.id): skill.name for skill in queries.skills()}
    if form.validate_on_submit():
        try:
            training = service.plan_training(actor(), programme_id, form.command())
        except RuleBroken as refusal:
            form.refuse(refusal, form.ends_on)
        else:
            flash("Pelatihan sudah tercatat. Sekarang isi pesertanya.", "ok")
            return redirect(url_for(".training", training_id=training.id), 303)
    return page("training/officer/new_training.html", form=form, programme=programme)


@bp.get("/<int:training_id>")
def training(training_id: int) -> Answer:
    """The class list with attendance and certificates."""
    sheet, rows = service.open_class_list(actor(), training_id)
    days = rules.days_of(sheet.training.starts_on, sheet.training.ends_on)
    passed = {row.id for row in rows if rules.has_passed(len(row.present), len(days))}
    return page(
        "training/officer/training.html",
        sheet=sheet,
        participants=rows,
        days=days,
        today=day_in(sheet.programme.region_code, clock.now()),
        passed=passed,
        marked=parked.waiting_for(actor().by_id),  # ticked when her sign-in ended
        act=Act(),
        written=people_rules.written_phone,
    )


@bp.route("/<int:training_id>/peserta-baru", methods=["GET", "POST"])
def enrol(training_id: int) -> Answer:
    """One more participant; a known phone number must be confirmed to be the same person."""
    sheet = queries.training(actor(), training_id)
    form = ParticipantForm()
    known = None
    if form.validate_on_submit():
        known = people.by_identity(form.who.identity) if form.who.identity else None
        if known is None or form.same_person.data:
            try:
                service.enrol(
                    actor(),
                    training_id,
                    name=form.name.data,
                    identity=form.who.identity,
                    known_id=known.id if known else None,
                )
            except RuleBroken as refusal:
                form.refuse(refusal)
            else:
                flash(f"{form.name.data} sudah masuk daftar.", "ok")
                return redirect(url_for(".training", training_id=training_id), 303)
    return page("training/officer/enrol.html", form=form, sheet=sheet, known=known)


@bp.post("/<int:training_id>/kehadiran")
def attendance(training_id: int) -> Answer:
    """Who was there on which day; a box is named `hadir-<participant>-<day>`."""
    back = url_for(".training", training_id=training_id)
    if not Act().validate_on_submit():
        flash("Halaman sudah lama terbuka. Centang lagi, lalu simpan.", "bad")
        return redirect(back, 303)
    present: dict[int, list[date]] = {}
    for name in request.form:
        word, _, rest = name.partition("-")
        one, _, day = rest.partition("-")
        if word == "hadir" and one.isdigit():
            try:
                present.setdefault(int(one), []).append(date.fromisoformat(day))
            except ValueError:
                continue
    return act(
        lambda: service.keep_attendance(actor(), training_id, present), back, "Kehadiran sudah disimpan."
    )


@bp.post("/peserta/<int:participant_id>/sertifikat")
def certify(participant_id: int) -> Answer:
    """Certify one participant."""
    participant, _ = queries.participant(actor(), participant_id)
    back = url_for(".training", training_id=participant.training_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(lambda: service.give_certificate(actor(), participant_id), back, "Sertifikat sudah terbit.")


@bp.get("/peserta/<int:participant_id>")
def participant(participant_id: int) -> Answer:
    """One participant: her way in, her certificate, her kader, her group."""
    return _participant_page(participant_id, RevokeForm(formdata=None))


def _participant_page(participant_id: int, revoke: RevokeForm) -> Answer:
    found, sheet = service.open_participant(actor(), participant_id)
    person = people.person(found.person_id)
    hers = [one for one, _ in queries.certificates_of(person.id) if one.participant_id == found.id]
    region = sheet.programme.region_code
    return page(
        "training/officer/participant.html",
        participant=found,
        sheet=sheet,
        person=person,
        phone=people_rules.written_phone(person.phone) if person.phone else None,
        certificates=hers,
        seller=sellers.of_people([person.id]).get(person.id),
        kaders=people.kaders_of(person.id),
        free_kaders=people.kaders_in(region),
        revoke=revoke,
        act=Act(),
    )


@bp.post("/peserta/<int:participant_id>/tautan")
def link(participant_id: int) -> Answer:
    """A one-time link for her to come in, as text and QR, shown once."""
    found, _ = queries.participant(actor(), participant_id)
    back = url_for(".participant", participant_id=participant_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    person = people.person(found.person_id)
    purpose = Purpose.RESET if person.password_hash else Purpose.ACTIVATE
    try:
        token = accounts.make_link(actor(), person.id, purpose)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(back, 303)
    address = url_for("shop.accounts.new_password", token=token, _external=True)
    return page(
        "accounts/link.html", person=person, address=address, qr=svg_of(address), purpose=purpose, back=back
    )


@bp.post("/sertifikat/<int:certificate_id>/cabut")
def revoke(certificate_id: int) -> Answer:
    """A certificate no longer holds."""
    certificate = queries.certificate_given(actor(), certificate_id)
    form = RevokeForm()
    if form.validate_on_submit():
        try:
            service.revoke_certificate(actor(), certificate_id, form.reason.data)
        except RuleBroken as refusal:
            form.refuse(refusal, form.reason)
        else:
            flash("Sertifikat dicabut.", "ok")
            return redirect(url_for(".participant", participant_id=certificate.participant_id), 303)
    return _participant_page(certificate.participant_id, form)


@bp.post("/peserta/<int:participant_id>/kader/<int:kader_id>")
def appoint(participant_id: int, kader_id: int) -> Answer:
    """Let a kader act for her."""
    found, _ = queries.participant(actor(), participant_id)
    back = url_for(".participant", participant_id=participant_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: accounts.appoint_kader(actor(), kader_id=kader_id, person_id=found.person_id),
        back,
        "Kadernya sudah tercatat.",
    )


@bp.post("/peserta/<int:participant_id>/kader/<int:stand_in_id>/akhiri")
def dismiss(participant_id: int, stand_in_id: int) -> Answer:
    """A kader no longer acts for her."""
    found, _ = queries.participant(actor(), participant_id)
    back = url_for(".participant", participant_id=participant_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: accounts.end_stand_in(actor(), stand_in_id, found.person_id),
        back,
        "Pendampingan kader diakhiri.",
    )


@bp.route("/peserta/<int:participant_id>/kelompok", methods=["GET", "POST"])
def group(participant_id: int) -> Answer:
    """Put her into the gerai of a fellow participant: groups sell together."""
    found, sheet = queries.participant(actor(), participant_id)
    fellows = [row.person_id for row in queries.participants(found.training_id)]
    gerai = {seller.id: seller for seller in sellers.of_people(fellows).values()}
    form = GroupForm()
    form.seller.choices = {str(one.id): one.name for one in gerai.values()}
    if form.validate_on_submit():
        try:
            seller_service.add_member(actor(), seller_id=int(form.seller.data), person_id=found.person_id)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Sudah menjadi anggota kelompok.", "ok")
            return redirect(url_for(".participant", participant_id=participant_id), 303)
    return page("training/officer/group.html", form=form, sheet=sheet, person=people.person(found.person_id))
