"""One's own orders. A guest's pages open by the key in her link."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for

from app.accounts import rules as people
from app.base.errors import NotFound, RuleBroken
from app.db.ports import port
from app.orders.forms import LateForm
from app.orders.models import Order
from app.orders.ports import MoneyBackOf, OrderKeys, PaidToMakers
from app.orders.queries import complaints, delays, hub, silence, traced
from app.orders.queries import order as queries
from app.orders.rules.hub import LateAnswer
from app.orders.rules.life import ENDED, ParcelState
from app.orders.rules.sets import Came, torn
from app.orders.service import cancelling, delaying, late, parcels
from app.orders.views.shop.door import bp
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import actor, maybe_actor, signed_in
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of


@bp.get("/pesanan")
@signed_in
def orders() -> Answer:
    """One's own orders, newest first."""
    start = cursor()
    before = start[0] if start and isinstance(start[0], int) else None
    rows = slice_of(queries.mine(actor(), before, 21), 20, lambda row: [row.id])
    return page("orders/shop/orders.html", orders=rows)


@bp.get("/pesanan/<number>")
def order(number: str) -> Answer:
    """One order: its parts, how far each is, and what to do."""
    return _order(number, LateForm(formdata=None))


def _order(number: str, late_form: LateForm) -> Answer:
    key = request.args.get("kunci")
    found = queries.for_buyer(number, maybe_actor(), key)
    sheets = queries.parcels_of(found.id)
    pickups = {
        sheet.parcel.seller_id: sellers.get(sheet.parcel.seller_id)
        for sheet in sheets
        if sheet.parcel.zone == "pickup"
    }
    whole = hub.of_order(found.id)
    return page(
        "orders/shop/order.html",
        order=found,
        whole=whole,
        question=hub.question(whole, found) if whole else None,
        late_form=late_form,
        parcels=sheets,
        recalled=traced.recalled_in(found.id),
        torn=torn(_came(sheets)),
        pickups=pickups,
        troubles=complaints.on_order(found, sheets),
        money_back=port(MoneyBackOf).of_order(found.id),
        other_sums=port(MoneyBackOf).other_sums(found.id),
        direct=port(PaidToMakers).of_order(found.id),
        place=regions.get(found.village_code),
        phone=people.written_phone(found.phone),
        key=key,
        act=Act(),
        changes=queries.changes_of(found.id),
        delays=delays.open_among([sheet.parcel.id for sheet in sheets]),
        silent=silence.until(found, [sheet.parcel for sheet in sheets]),
        to_cancel=[sheet.parcel for sheet in sheets if sheet.parcel.state is ParcelState.TO_ANSWER],
        all_to_cancel=all(sheet.parcel.state in ENDED | {ParcelState.TO_ANSWER} for sheet in sheets),
        link=url_for(".order", number=number, kunci=port(OrderKeys).key_for(number), _external=True),
    )


def _came(sheets: Sequence[queries.ParcelSheet]) -> list[Came]:
    """The lines of an order that were bought as parts of sets."""
    return [
        Came(
            row.set_name,
            f"{row.line.name} ({row.line.label})" if row.line.label else row.line.name,
            row.line.pieces,
            0
            if sheet.parcel.state in (ParcelState.DECLINED, ParcelState.CANCELLED)
            else row.line.pieces - row.line.dropped,
            sheet.parcel.state is ParcelState.TO_ANSWER,
        )
        for sheet in sheets
        for row in sheet.lines
        if row.set_name
    ]


@bp.route("/pesanan/<number>/batal", methods=["GET", "POST"])
def cancel(number: str) -> Answer:
    """Take the whole order back: at once while it is unpaid, else after a look at what goes back."""
    key = request.args.get("kunci")
    found = queries.for_buyer(number, maybe_actor(), key)
    back = url_for(".order", number=number, kunci=key)
    form = Act()
    if form.validate_on_submit():
        said = "Pesanan sudah dibatalkan." + _goes_back(found, queries.parcels_of(found.id))
        return act(lambda: cancelling.cancel_all(number, maybe_actor(), key), back, said)
    left = [sheet for sheet in queries.parcels_of(found.id) if sheet.parcel.state is ParcelState.TO_ANSWER]
    if not left:
        return redirect(back, 303)
    return _cancel_page(found, left, form, whole=True)


@bp.route("/pesanan/<number>/bagian/<int:parcel_id>/batal", methods=["GET", "POST"])
def cancel_part(number: str, parcel_id: int) -> Answer:
    """Take one maker's part back, while she has not said yes to it."""
    key = request.args.get("kunci")
    found = queries.for_buyer(number, maybe_actor(), key)
    back = url_for(".order", number=number, kunci=key)
    mine = [sheet for sheet in queries.parcels_of(found.id) if sheet.parcel.id == parcel_id]
    if not mine:
        raise NotFound(parcel_id)
    form = Act()
    if form.validate_on_submit():
        return act(
            lambda: cancelling.cancel_part(number, parcel_id, maybe_actor(), key),
            back,
            "Bagian ini sudah dibatalkan." + _goes_back(found, mine),
        )
    if mine[0].parcel.state is not ParcelState.TO_ANSWER:
        return redirect(back, 303)
    return _cancel_page(found, mine, form, whole=False)


def _goes_back(order: Order, parts: Sequence[queries.ParcelSheet]) -> str:
    """What becomes of the money of what is taken back, as a further sentence; nothing where none was paid."""
    if not any(one.parcel.paid_at for one in parts):
        return ""
    if port(PaidToMakers).of_order(order.id):
        return " Uangnya dikembalikan langsung oleh pembuatnya."
    return " Uangnya kami kembalikan."


def _cancel_page(order: Order, parcels: Sequence[queries.ParcelSheet], form: Act, *, whole: bool) -> Answer:
    return page(
        "orders/shop/cancel.html",
        order=order,
        parcels=parcels,
        whole=whole,
        fee_back=hub.fee_back(order.id, parcels),
        direct=port(PaidToMakers).of_order(order.id),
        key=request.args.get("kunci"),
        act=form,
    )


@bp.post("/pesanan/<number>/bagian/<int:parcel_id>/mundur")
def answer_delay(number: str, parcel_id: int) -> Answer:
    """Whether the buyer waits for a later day, keeps the old one, or takes her money back."""
    key = request.args.get("kunci")
    back = url_for(".order", number=number, kunci=key)
    answers = {
        "setuju": (delaying.agree, "Terima kasih sudah mau menunggu. Tanggalnya sudah kami ubah."),
        "tolak": (delaying.refuse, "Baik. Tanggal yang lama tetap berlaku, pembuatnya kami kabari."),
        "kembali": (delaying.withdraw, "Bagian ini dibatalkan. Uangnya kami kembalikan."),
    }
    chosen = answers.get(request.form.get("jawab", ""))
    queries.for_buyer(number, maybe_actor(), key)
    if not Act().validate_on_submit() or chosen is None:
        return redirect(back, 303)
    do, said = chosen
    return act(lambda: do(number, parcel_id, maybe_actor(), key), back, said)


@bp.post("/pesanan/<number>/posko")
def late_parts(number: str) -> Answer:
    """What the buyer wants about parts that are not at the post on their day."""
    key = request.args.get("kunci")
    queries.for_buyer(number, maybe_actor(), key)
    form = LateForm()
    if form.validate_on_submit():
        try:
            choice = LateAnswer(form.choice.data)
            late.answer(number, maybe_actor(), key, choice, form.until.data or "")
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash(LATE_SAID[choice], "ok")
            return redirect(url_for(".order", number=number, kunci=key), 303)
    return _order(number, form)


LATE_SAID = {
    LateAnswer.WAIT: "Baik, kami tunggu. Pembuatnya kami kabari.",
    LateAnswer.WITHOUT: "Baik, yang sudah ada berangkat dulu. Sisanya menyusul.",
    LateAnswer.REFUND: "Baik, bagian itu dibatalkan. Uangnya kami kembalikan lewat cara Anda membayar.",
}


@bp.post("/pesanan/<number>/bagian/<int:parcel_id>/diterima")
def received(number: str, parcel_id: int) -> Answer:
    """A part has arrived."""
    key = request.args.get("kunci")
    back = url_for(".order", number=number, kunci=key)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    return act(
        lambda: parcels.receive(number, parcel_id, maybe_actor(), key),
        back,
        "Terima kasih. Pembuatnya kami kabari.",
    )
