"""An agency asks makers for goods as a gift, and sees what they answer."""

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import queries as people
from app.accounts.rules import written_phone
from app.base import clock
from app.base.errors import RuleBroken
from app.gifts.forms.afterwards import LookedAfterForm, PleaForm
from app.gifts.queries import donations as queries
from app.gifts.queries import recalled as recalls
from app.gifts.rules.donations import STATE_WORDS, FarDay
from app.gifts.rules.life import agencies_of
from app.gifts.service import donations as service
from app.gifts.service import recalled as recalling
from app.orders.rules.numbers import id_of
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("donations", __name__, url_prefix="/cinderamata/hibah")


@bp.get("")
def asked() -> Answer:
    """What was asked for, and what came of it."""
    rows = queries.asked_by(actor(), 100)
    return page(
        "gifts/officer/donations.html",
        rows=rows,
        recalls=recalls.of_donations([one.id for one in rows]),
        words=STATE_WORDS,
        act=Act(formdata=None),
    )


@bp.route("/baru", methods=["GET", "POST"])
def new() -> Answer:
    """A good first, then what for."""
    found = queries.good(id_of(request.args.get("barang", "")) or 0)
    search = " ".join(request.args.get("cari", "").split())[:80]
    if found is None:
        return page("gifts/officer/donation_goods.html", search=search, goods=queries.on_shelf(search))
    form = PleaForm()
    mine = agencies_of(actor())
    form.agency_id.choices = [(one.id, one.name) for one in regions.agencies() if one.id in mine]
    if form.validate_on_submit():
        try:
            service.ask(actor(), form.agency_id.data, form.plea(found.variant_id))
        except FarDay as refusal:
            form.refuse(refusal, form.event_on)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(f"{found.seller_name} sudah kami tanyai. Jawabannya masuk ke kabar Anda.", "ok")
            return redirect(url_for(".asked"), 303)
    return page("gifts/officer/donation_new.html", form=form, good=found)


@bp.post("/<int:donation_id>/batal")
def withdraw(donation_id: int) -> Answer:
    """The agency asks no longer."""
    if not Act().validate_on_submit():
        return redirect(url_for(".asked"), 303)
    return act(
        lambda: service.withdraw(actor(), donation_id), url_for(".asked"), "Permintaannya sudah ditarik."
    )


@bp.route("/<int:donation_id>/tarik/<int:batch_id>", methods=["GET", "POST"])
def recalled(donation_id: int, batch_id: int) -> Answer:
    """Something that was given was recalled: what to do, and what was done."""
    sheet = recalls.of_agency(actor(), donation_id, batch_id)
    form = LookedAfterForm()
    if form.validate_on_submit():
        try:
            recalling.note(actor(), donation_id, batch_id, form.words.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.words)
        else:
            flash("Sudah dicatat di buku cinderamata. Terima kasih sudah menjaga tamunya.", "ok")
            return redirect(url_for(".recalled", donation_id=donation_id, batch_id=batch_id), 303)
    village = sellers.get(sheet.donation.seller_id).village_code or "36"
    phones = [number for _, number in people.phones(sellers.member_ids(sheet.donation.seller_id)) if number]
    return page(
        "gifts/officer/recalled.html",
        sheet=sheet,
        form=form,
        village=village,
        phone=next(iter(phones), ""),
        written=written_phone,
        now=clock.now(),
    )
