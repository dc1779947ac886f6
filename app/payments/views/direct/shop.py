"""A buyer pays one maker: how, how much, until when."""

from flask import Blueprint, Response, flash, redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.ledger.queries import bank
from app.media import queries as media
from app.orders.models import Order
from app.orders.queries import order as orders
from app.payments.forms.minutes import MinutesForm
from app.payments.forms.paying import WayForm
from app.payments.forms.proving import ProofForm
from app.payments.queries import paying, proving, receiving
from app.payments.queries.paying import PaidPart, Standing
from app.payments.rules.amounts import CannotPay
from app.payments.rules.ways import Way
from app.payments.service import billing, choosing
from app.payments.service.choosing import Choices
from app.web.doors import actor, maybe_actor, signed_in
from app.web.forms import Act
from app.web.pages import Answer, page

bp = Blueprint("direct", __name__)

NONE = Choices()
CHOOSING = (Standing.UNPAID, Standing.OPENED)
"""While a way may be chosen, or another one."""


@bp.route("/checkout/<number>/bayar/<int:parcel_id>", methods=["GET", "POST"])
def part(number: str, parcel_id: int) -> Answer:
    """How to pay this maker: the ways to choose from, then what to do."""
    key = request.args.get("kunci")
    order = orders.for_buyer(number, maybe_actor(), key)
    found = paying.part_of(order, parcel_id)
    if order.purpose and found.standing in CHOOSING:
        return redirect(url_for("shop.orders.order", number=number, kunci=key))  # nothing is to be paid yet
    offered = choosing.choices(found, maybe_actor()) if found.standing in CHOOSING else NONE
    form = WayForm(ways=offered.ways, way=found.payment.gateway if found.payment else None)
    if form.validate_on_submit():
        try:
            _choose(order, parcel_id, form)
        except CannotPay as refusal:
            form.refuse(refusal)
        else:
            return redirect(url_for("shop.direct.part", number=number, parcel_id=parcel_id, kunci=key), 303)
    return _page(order, found, form, offered=offered)


@bp.post("/checkout/<number>/bayar/<int:parcel_id>/berita-acara")
@signed_in
def minutes(number: str, parcel_id: int) -> Answer:
    """The agency's officer notes the minutes of hand-over."""
    order = orders.for_buyer(number, actor(), None)
    form = MinutesForm()
    if form.validate_on_submit():
        try:
            billing.note_as_buyer(order, parcel_id, actor(), form.minutes)
        except RuleBroken as refusal:
            form.refuse(refusal)
        else:
            flash("Berita acara sudah dicatat.", "ok")
            return redirect(url_for("shop.direct.part", number=number, parcel_id=parcel_id), 303)
    found = paying.part_of(order, parcel_id)
    return _page(order, found, WayForm(formdata=None, ways=()), noting=form)


def _choose(order: Order, parcel_id: int, form: WayForm) -> None:
    if form.chosen is Way.INVOICE:
        choosing.order_on_account(
            order, parcel_id, actor(), signer=form.signer.data or "", post=form.post.data or ""
        )
        flash("Pesanan atas nama instansi sudah dicatat. Pembuatnya mulai bekerja.", "ok")
    else:
        choosing.choose(order, parcel_id, form.chosen, maybe_actor())


def _page(
    order: Order,
    found: PaidPart,
    form: WayForm,
    *,
    offered: Choices = NONE,
    noting: MinutesForm | None = None,
) -> Answer:
    payment = found.payment
    account = paying.account_of(payment) if payment is not None else None
    bill = paying.bill_of(payment) if payment is not None else None
    if noting is None and bill is not None:
        noting = MinutesForm(formdata=None, number=bill.minutes_number or "", on=bill.minutes_on)
    return page(
        "payments/shop/part.html",
        order=order,
        part=found,
        form=form,
        ways=offered.ways,
        transfers_from=offered.transfers_from,
        key=request.args.get("kunci"),
        account=account,
        sticker=receiving.sticker(found.parcel.seller_id)
        if payment and payment.gateway is Way.QRIS
        else None,
        bill=bill,
        pay_to=bank.held(found.parcel.seller_id) if bill is not None else None,
        noting=noting,
        proof=proving.panel(order, payment) if payment is not None else None,
        proof_form=ProofForm(formdata=None),
        act=Act(formdata=None),
        others=[one for one in paying.parts_of(order) if one.parcel.id != found.parcel.id],
    )


@bp.get("/checkout/<number>/bayar/<int:parcel_id>/qris.webp")
def sticker(number: str, parcel_id: int) -> Response:
    """The maker's own sticker as she photographed it, for the buyer who pays her by it."""
    order = orders.for_buyer(number, maybe_actor(), request.args.get("kunci"))
    found = paying.part_of(order, parcel_id)
    held = receiving.sticker(found.parcel.seller_id)
    if held is None or found.payment is None or found.payment.gateway is not Way.QRIS:
        raise NotFound(parcel_id)
    response = Response(media.evidence_content(held.evidence_id), mimetype="image/webp")
    response.headers["Cache-Control"] = "private, no-store"
    return response
