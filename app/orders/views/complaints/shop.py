"""A buyer complains about a part of her order, and follows it. A guest's pages open by the key in her link."""

from flask import Blueprint, Response, flash, redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.media import queries as media
from app.media.rules.photo import BadPhoto
from app.orders.forms import MediateForm, PhotosForm, SendForm, claim_form, field_named
from app.orders.queries import complaints as queries
from app.orders.queries import order as orders
from app.orders.rules import complaint as rules
from app.orders.rules.complaint import BadClaim, ComplaintKind
from app.orders.rules.numbers import id_of
from app.orders.service import complaints as service
from app.orders.service.complaints import Claim
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import maybe_actor
from app.web.forms import Act, Form
from app.web.pages import Answer, act, page

bp = Blueprint("complaints", __name__, url_prefix="/pesanan")


def _key() -> str | None:
    return request.args.get("kunci")


def _home(number: str, complaint_id: int) -> str:
    return url_for("shop.complaints.complaint", number=number, complaint_id=complaint_id, kunci=_key())


@bp.route("/<number>/bagian/<int:parcel_id>/masalah", methods=["GET", "POST"])
def begin(number: str, parcel_id: int) -> Answer:
    """What is wrong, with which pieces, and what she wishes for."""
    order = orders.for_buyer(number, maybe_actor(), _key())
    parcel = queries.parcel_of(order, parcel_id)
    standing = queries.standing(order, parcel)
    kinds = rules.kinds(standing)
    rows = {row.line.id: row for row in orders.lines_of([parcel.id])[parcel.id]}
    free = [one for one in queries.claimable([row.line for row in rows.values()]) if one.free]
    if not kinds or not free:
        return page(
            "orders/shop/complaint_closed.html",
            200,
            order=order,
            parcel=parcel,
            key=_key(),
            standing=standing,
        )
    wishes = {one for kind in kinds for one in rules.wishes(kind, parcel.state, food=standing.food)}
    form = claim_form(
        [(one.line_id, rows[one.line_id].line.name, one.free) for one in free],
        kinds,
        [one for one in rules.Outcome if one in wishes],
    )
    if form.validate_on_submit():
        try:
            claim = Claim(
                ComplaintKind(form.kind.data), form.proposal, form.pieces, form.words.data, form.files
            )
            complaint = service.open_complaint(number, parcel_id, maybe_actor(), _key(), claim)
        except BadPhoto as refusal:
            form.refuse(refusal, form.photos)
        except BadClaim as refusal:
            form.refuse(refusal, field_named(form, refusal.field))
        else:
            flash("Keluhannya sudah kami teruskan ke pembuatnya.", "ok")
            return redirect(_home(number, complaint.id), 303)
    return page(
        "orders/shop/complaint_new.html",
        form=form,
        order=order,
        parcel=parcel,
        rows=[(rows[one.line_id], one.free, form[f"line_{one.line_id}"]) for one in free],
        key=_key(),
        food=standing.food,
        most=rules.MOST_PHOTOS,
    )


@bp.get("/<number>/keluhan/<int:complaint_id>")
def complaint(number: str, complaint_id: int) -> Answer:
    """How it stands, who acts next and until when."""
    return _page(number, complaint_id)


def _page(number: str, complaint_id: int, *refused: Form) -> Answer:
    """The page, with the one of its forms that was not accepted."""
    found = queries.for_buyer(number, complaint_id, maybe_actor(), _key())
    sheet = queries.sheet(found)
    forms = {type(one): one for one in refused}
    home, place = sellers.with_place(sheet.parcel.seller_id)
    return page(
        "orders/shop/complaint.html",
        sheet=sheet,
        key=_key(),
        act=Act(formdata=None),
        mediate_form=forms.get(MediateForm) or MediateForm(formdata=None),
        photos_form=forms.get(PhotosForm) or PhotosForm(formdata=None),
        send_form=forms.get(SendForm) or SendForm(formdata=None),
        home=home,
        home_place=place,
        area=regions.get(sheet.order.village_code),
        most=rules.MOST_PHOTOS,
    )


@bp.get("/<number>/keluhan/<int:complaint_id>/foto/<int:evidence_id>")
def picture(number: str, complaint_id: int, evidence_id: int) -> Response:
    """One of her own pictures; a guest has no sign-in to whom a link could be given."""
    found = queries.for_buyer(number, complaint_id, maybe_actor(), _key())
    if evidence_id not in queries.evidence_of(found.id):
        raise NotFound(evidence_id)
    response = Response(media.evidence_content(evidence_id), mimetype="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    return response


@bp.post("/<number>/keluhan/<int:complaint_id>/foto")
def add_photos(number: str, complaint_id: int) -> Answer:
    """More pictures."""
    form = PhotosForm()
    if not form.validate_on_submit():
        return redirect(_home(number, complaint_id), 303)
    try:
        service.add_photos(number, complaint_id, maybe_actor(), _key(), form.files)
    except RuleBroken as refusal:
        form.refuse(refusal, form.photos)
        return _page(number, complaint_id, form)
    flash("Fotonya sudah masuk.", "ok")
    return redirect(_home(number, complaint_id), 303)


@bp.post("/<number>/keluhan/<int:complaint_id>/setuju")
def accept(number: str, complaint_id: int) -> Answer:
    """She takes the offer that she has read."""
    back = _home(number, complaint_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    step_id = id_of(request.form.get("tawaran"))
    return act(
        lambda: service.accept(number, complaint_id, maybe_actor(), _key(), step_id),
        back,
        "Sepakat. Pembuatnya kami kabari.",
    )


@bp.post("/<number>/keluhan/<int:complaint_id>/penengah")
def mediate(number: str, complaint_id: int) -> Answer:
    """She asks the mediator."""
    form = MediateForm()
    if not form.validate_on_submit():
        return _page(number, complaint_id, form)
    return act(
        lambda: service.mediate(number, complaint_id, maybe_actor(), _key(), form.words.data or ""),
        _home(number, complaint_id),
        "Penengah sudah kami minta. Anda dikabari begitu ada putusan.",
    )


@bp.post("/<number>/keluhan/<int:complaint_id>/tarik")
def withdraw(number: str, complaint_id: int) -> Answer:
    """It has settled itself."""
    back = _home(number, complaint_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.withdraw(number, complaint_id, maybe_actor(), _key()),
        back,
        "Keluhannya sudah ditarik.",
    )


@bp.post("/<number>/keluhan/<int:complaint_id>/kirim-balik")
def send_back(number: str, complaint_id: int) -> Answer:
    """The goods are on their way back."""
    form = SendForm()
    if not form.validate_on_submit():
        return _page(number, complaint_id, form)
    return act(
        lambda: service.send_back(
            number, complaint_id, maybe_actor(), _key(),
            courier=form.courier.data, tracking=form.tracking.data or "",
        ),
        _home(number, complaint_id),
        "Dicatat. Uangnya kembali setelah barangnya diterima.",
    )  # fmt: skip


@bp.post("/<number>/keluhan/<int:complaint_id>/diterima")
def received(number: str, complaint_id: int) -> Answer:
    """What was sent again has come."""
    back = _home(number, complaint_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.receive(number, complaint_id, maybe_actor(), _key()),
        back,
        "Syukurlah. Terima kasih sudah memberi kabar.",
    )
