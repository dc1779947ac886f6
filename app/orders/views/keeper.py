"""A PKK post: what its keepers expect, check, pack, send and hand over."""

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import rules as people
from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.delivery import queries as posts_of
from app.orders.forms import CodeForm, PackedForm, SendForm, SightingForm
from app.orders.queries import hub as queries
from app.orders.queries import order as orders
from app.orders.rules.hub import HubState, HubWay, Mark
from app.orders.service import hub as service
from app.regions import queries as regions
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("orders", __name__)


@bp.get("")
def posts() -> Answer:
    """One's own posts; with only one, what it expects."""
    found = posts_of.kept_by(actor())
    if len(found) == 1:
        return redirect(url_for(".post", post_id=found[0].id))
    return page("orders/keeper/posts.html", posts=found)


@bp.get("/<int:post_id>")
def post(post_id: int) -> Answer:
    """What is to be done at a post, the earliest day first."""
    rows = queries.at_post(actor(), post_id)
    facts = posts_of.post(post_id)
    return page(
        "orders/keeper/post.html",
        post=facts,
        many=len(posts_of.kept_by(actor())) > 1,
        gathering=[one for one in rows if one.whole.state is HubState.GATHERING],
        complete=[one for one in rows if one.whole.state is HubState.COMPLETE],
        packed=[one for one in rows if one.whole.state in (HubState.PACKED, HubState.READY)],
        today=day_in(facts.village_code, clock.now()),
    )


@bp.get("/paket/<int:consolidation_id>")
def whole(consolidation_id: int) -> Answer:
    """The packing list, and the next step."""
    return _whole(consolidation_id)


def _whole(
    consolidation_id: int,
    *,
    checking: int | None = None,
    check: SightingForm | None = None,
    weight: PackedForm | None = None,
    sending: SendForm | None = None,
    code: CodeForm | None = None,
) -> Answer:
    sheet = queries.kept(actor(), consolidation_id)
    to_send = sheet.whole.state is HubState.PACKED and sheet.whole.way is HubWay.COURIER
    may_call = to_send or (bool(sheet.order.purpose) and sheet.whole.state in queries.RUNNING)
    return page(
        "orders/keeper/whole.html",
        sheet=sheet,
        whole=sheet.whole,
        order=sheet.order,
        agency=orders.agency_of(sheet.order),
        post=sheet.post,
        place=regions.get(sheet.order.village_code) if to_send else None,
        phone=people.written_phone(sheet.order.phone) if may_call else "",
        marks=[(one.value, one.value.capitalize()) for one in Mark],
        typed=request.form if checking is not None else {},
        checking=checking,
        check=check or SightingForm(formdata=None),
        weight=weight or PackedForm(formdata=None),
        sending=sending or SendForm(formdata=None),
        code=code or CodeForm(formdata=None),
        act=Act(formdata=None),
    )


@bp.post("/paket/<int:consolidation_id>/bagian/<int:parcel_id>")
def check(consolidation_id: int, parcel_id: int) -> Answer:
    """A part was gone through line by line."""
    sheet = queries.kept(actor(), consolidation_id)
    part = next((one for one in sheet.parts if one.parcel.id == parcel_id), None)
    if part is None:
        raise NotFound(parcel_id)
    form = SightingForm()
    if form.validate_on_submit():
        lines = [row.line.id for row in part.lines if row.line.left]
        try:
            fine = service.check_in(actor(), consolidation_id, parcel_id, form.sightings(request.form, lines))
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            maker = part.parcel.seller_name
            flash(
                f"Bagian {maker} lengkap dan sudah di posko."
                if fine
                else f"{maker} kami kabari yang belum beres.",
                "ok" if fine else "wait",
            )
            return redirect(url_for(".whole", consolidation_id=consolidation_id), 303)
    return _whole(consolidation_id, checking=parcel_id, check=form)


@bp.post("/paket/<int:consolidation_id>/bagian/<int:parcel_id>/tanpa")
def go_on(consolidation_id: int, parcel_id: int) -> Answer:
    """What was found missing falls away."""
    order = queries.kept(actor(), consolidation_id).order
    back = url_for(".whole", consolidation_id=consolidation_id)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: service.go_on_without(actor(), consolidation_id, parcel_id),
        back,
        "Dilanjutkan tanpa yang kurang. "
        + ("Uangnya kami kembalikan ke pembeli." if order.paid_at else "Instansinya kami kabari."),
    )


@bp.post("/paket/<int:consolidation_id>/kemas")
def pack(consolidation_id: int) -> Answer:
    """Everything is in one box."""
    queries.kept(actor(), consolidation_id)
    form = PackedForm()
    if not form.validate_on_submit() or form.grams.number is None:
        return _whole(consolidation_id, weight=form)
    grams = form.grams.number
    return act(
        lambda: service.pack(actor(), consolidation_id, grams),
        url_for(".whole", consolidation_id=consolidation_id),
        "Sudah satu paket.",
    )


@bp.post("/paket/<int:consolidation_id>/kirim")
def send(consolidation_id: int) -> Answer:
    """It has left the post."""
    queries.kept(actor(), consolidation_id)
    form = SendForm()
    if not form.validate_on_submit():
        return _whole(consolidation_id, sending=form)
    return act(
        lambda: service.send(
            actor(), consolidation_id, courier=form.courier.data, tracking=form.tracking.data or ""
        ),
        url_for(".whole", consolidation_id=consolidation_id),
        "Dicatat sebagai dikirim. Pembeli kami kabari.",
    )


@bp.post("/paket/<int:consolidation_id>/serahkan")
def hand_over(consolidation_id: int) -> Answer:
    """The buyer fetches it and says her code."""
    queries.kept(actor(), consolidation_id)
    form = CodeForm()
    if form.validate_on_submit():
        try:
            service.hand_over(actor(), consolidation_id, form.code.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal, form.code)
        else:
            flash("Paket sudah diserahkan. Terima kasih, Bu.", "ok")
            return redirect(url_for(".whole", consolidation_id=consolidation_id), 303)
    return _whole(consolidation_id, code=form)
