"""Cart, checkout and one's own orders. A guest's pages open by the key in her link."""

import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta

from flask import Blueprint, current_app, flash, redirect, request, session, url_for

from app.accounts import rules as people
from app.base.errors import NotFound, RuleBroken
from app.catalog.rules.notes import NoteRefused
from app.db.ports import port
from app.orders.forms import AddForm, AddressForm, LateForm, NoteForm, PiecesForm, PlaceOrderForm
from app.orders.models import Cart, Order
from app.orders.ports import OrderKeys
from app.orders.queries import cart as carts
from app.orders.queries import complaints, delays, hub, traced
from app.orders.queries import order as queries
from app.orders.rules import shown
from app.orders.rules.address import written_street
from app.orders.rules.hub import LateAnswer
from app.orders.rules.life import ENDED, ParcelState
from app.orders.rules.quote import Quote, wishes_of
from app.orders.service import cancelling, delaying, late, parcels, placing
from app.orders.service import cart as cart_service
from app.regions import queries as regions
from app.regions.rules import lineage
from app.sellers import queries as sellers
from app.web.destination import remember_destination
from app.web.doors import actor, maybe_actor, signed_in
from app.web.forms import Act
from app.web.pages import Answer, act, cursor, page, slice_of
from app.web.ports import WhoActs

bp = Blueprint("orders", __name__)


def _cart() -> Cart | None:
    who = maybe_actor()
    return carts.cart_of(session.get("cart"), who.person_id if who else None)


def _hers_who_left() -> bool:
    """The cart of this browser is a member's whose sign-in has ended meanwhile: she is asked to come in again."""
    return maybe_actor() is None and carts.is_members(session.get("cart"))


def _opened_cart() -> Cart:
    cart, token = cart_service.open_cart(session.get("cart"), maybe_actor())
    if token is not None:
        session["cart"] = token
        session.permanent = True
    return cart


def _count(cart: Cart) -> None:
    """The number beside the bag: kept in the cookie, so that no page has to ask for it."""
    session["cart_count"] = carts.count_pieces(cart.id)


@bp.get("/keranjang")
def cart() -> Answer:
    """What was gathered, seller by seller, with today's prices and dates."""
    found = _cart()
    if found is None and _hers_who_left():
        return port(WhoActs).ask()
    quote = carts.quote(found)
    session["cart_count"] = quote.pieces
    return page("orders/shop/cart.html", quote=quote, act=Act(), note_form=NoteForm(formdata=None))


@bp.post("/keranjang")
def add() -> Answer:
    """Put something in."""
    form = AddForm()
    back = request.form.get("dari", "")
    again = url_for("shop.shopfront.product", slug=back) if back else url_for(".cart")
    if not form.validate_on_submit() or form.variant_id is None:
        errors = [*form.problems, *form.pieces.errors, *form.note.errors] or [
            "Pilih dulu ukuran atau jenisnya."
        ]
        flash(errors[0], "bad")
        form.keep_for(back)
        return redirect(again, 303)
    found = _opened_cart()
    try:
        cart_service.add(found, form.variant_id, form.pieces.number or 1, form.note.data or "")
    except NotFound:
        flash("Barang ini sedang tidak dijual.", "bad")
        return redirect(url_for("shop.shopfront.home"), 303)
    except NoteRefused as refusal:
        flash(refusal.message, "bad")
        form.keep_for(back)
        return redirect(again, 303)
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
    else:
        flash("Sudah masuk keranjang.", "ok")
    _count(found)
    return redirect(url_for(".cart"), 303)


@bp.post("/keranjang/<int:line_id>")
def change(line_id: int) -> Answer:
    """Another number of pieces; none takes the line out."""
    form = PiecesForm()
    found = _cart()
    if found is None:
        return port(WhoActs).ask() if _hers_who_left() else redirect(url_for(".cart"), 303)
    if not form.validate_on_submit() or form.pieces.number is None:
        flash(next(iter([*form.problems, *form.pieces.errors]), "Tulis jumlahnya dengan angka."), "bad")
        return redirect(url_for(".cart"), 303)
    return _changed(found, lambda: cart_service.set_pieces(found, line_id, form.wanted))


@bp.post("/keranjang/<int:line_id>/tulisan")
def note(line_id: int) -> Answer:
    """Another text on these pieces."""
    form = NoteForm()
    found = _cart()
    if found is None:
        return port(WhoActs).ask() if _hers_who_left() else redirect(url_for(".cart"), 303)
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.note.errors])), "bad")
        return redirect(url_for(".cart"), 303)
    return _changed(found, lambda: cart_service.write_note(found, line_id, form.note.data or ""))


def _changed(cart: Cart, do: Callable[[], None]) -> Answer:
    """A line was changed; a refusal is said instead."""
    try:
        do()
    except NotFound:
        pass  # another tab took it out already
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
    _count(cart)
    return redirect(url_for(".cart"), 303)


@bp.route("/checkout", methods=["GET", "POST"])
def address() -> Answer:
    """The first step: where to."""
    found = _cart()
    if found is None and _hers_who_left():
        return port(WhoActs).ask()
    quote = carts.quote(found)
    if found is None or not quote.lines:
        return redirect(url_for(".cart"))
    kept = found.address
    who = maybe_actor()
    form = AddressForm(
        name=kept.get("name") or (who.name if who else ""),
        phone=people.written_phone(kept["phone"]) if kept.get("phone") else "",
        email=kept.get("email", ""),
        place=kept.get("village", ""),
        street=kept.get("street", ""),
        rt=kept.get("rt", ""),
        rw=kept.get("rw", ""),
        postal_code=kept.get("postal_code", ""),
        landmark=kept.get("landmark", ""),
    )
    if form.validate_on_submit():
        cart_service.keep_address(found, form.command())
        if form.chosen is not None:
            remember_destination(lineage(form.chosen.code)[1])
        return redirect(url_for(".review"), 303)
    return page("orders/shop/address.html", form=form, quote=quote, guest=who is None)


@bp.route("/checkout/periksa", methods=["GET", "POST"])
def review() -> Answer:
    """The second step: ways of sending, dates and the sum; then the order is placed."""
    found = _cart()
    if found is None:
        return port(WhoActs).ask() if _hers_who_left() else redirect(url_for(".cart"))
    kept = found.address
    if not kept.get("village"):
        return redirect(url_for(".address"))
    form = PlaceOrderForm()
    sent = request.form if request.method == "POST" else request.args
    checkout = _checkout(form, kept, wishes_of(sent), sent.get("gabung", ""))
    refusal = None
    if form.validate_on_submit() and not request.form.get("hitung"):
        try:
            order = placing.place(
                found.id,
                checkout,
                maybe_actor(),
                unpaid_for=timedelta(minutes=current_app.config["UNPAID_MINUTES"]),
            )
        except RuleBroken as refused:
            refusal = refused
        else:
            _count(found)
            return redirect(order_address(order.number, order.person_id, "shop.payments.pay"), 303)
    quote = carts.quote(found, village=checkout.village_code, wishes=checkout.wishes)
    quote = hub.with_offers(quote, checkout.village_code, checkout.gather)
    if not quote.lines:
        if refusal is not None:
            flash(refusal.message, "bad")
        return redirect(url_for(".cart"), 303 if request.method == "POST" else 302)
    changes = _changes(form, checkout, quote)
    if refusal is not None and not changes:
        form.refuse(refusal)  # it is mended already, or it is no change: what cannot be sent
    cart_service.see(found, quote)
    form.once.data = form.once.data or secrets.token_urlsafe(18)
    form.seal.data = checkout.showing(quote)
    return page(
        "orders/shop/review.html",
        form=form,
        quote=quote,
        changes=changes,
        refused=refusal is not None,
        kept=kept,
        street=checkout.street,
        place=regions.get(checkout.village_code),
        phone=people.written_phone(checkout.phone),
        minutes=current_app.config["UNPAID_MINUTES"],
        pay_instead=[
            (one, order_address(one.number, one.person_id, "shop.payments.pay")) for one in quote.replaces
        ],
    )


def _changes(form: PlaceOrderForm, checkout: placing.Checkout, quote: Quote) -> list[str]:
    """What differs from the page that sent this form; on opening the page, from what the cart showed."""
    if request.method != "POST":
        return quote.changes + quote.left_out
    seen = shown.read(checkout.seal)
    if seen is not None and request.form.get("hitung"):
        seen = shown.own_choice(seen, quote)
    return [*shown.differences(seen, quote, checkout.address), *quote.problems]


def _checkout(
    form: PlaceOrderForm, kept: dict[str, str], wishes: dict[int, str], gather: str
) -> placing.Checkout:
    return placing.Checkout(
        once=(form.once.data or "")[:64] or secrets.token_urlsafe(18),
        seal=form.seal.data or "",
        buyer_name=kept["name"],
        phone=kept["phone"],
        email=kept["email"] or None,
        village_code=kept["village"],
        street=written_street(kept["street"], kept.get("rt", ""), kept.get("rw", "")),
        landmark=kept["landmark"],
        wishes=wishes,
        postal_code=kept.get("postal_code") or None,
        gather=gather,
    )


def order_address(number: str, person_id: int | None, endpoint: str) -> str:
    """A page of an order: with its key for whoever does not own it by account."""
    who = maybe_actor()
    is_owner = who is not None and person_id == who.person_id
    key = None if is_owner else port(OrderKeys).key_for(number)
    return url_for(endpoint, number=number, kunci=key)


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
        pickups=pickups,
        troubles=complaints.on_order(found, sheets),
        place=regions.get(found.village_code),
        phone=people.written_phone(found.phone),
        key=key,
        act=Act(),
        changes=queries.changes_of(found.id),
        delays=delays.open_among([sheet.parcel.id for sheet in sheets]),
        to_cancel=[sheet.parcel for sheet in sheets if sheet.parcel.state is ParcelState.TO_ANSWER],
        all_to_cancel=all(sheet.parcel.state in ENDED | {ParcelState.TO_ANSWER} for sheet in sheets),
        link=url_for(".order", number=number, kunci=port(OrderKeys).key_for(number), _external=True),
    )


@bp.route("/pesanan/<number>/batal", methods=["GET", "POST"])
def cancel(number: str) -> Answer:
    """Take the whole order back: at once while it is unpaid, else after a look at what goes back."""
    key = request.args.get("kunci")
    found = queries.for_buyer(number, maybe_actor(), key)
    back = url_for(".order", number=number, kunci=key)
    form = Act()
    if form.validate_on_submit():
        said = "Pesanan sudah dibatalkan." + (" Uangnya kami kembalikan." if found.paid_at else "")
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
            "Bagian ini sudah dibatalkan. Uangnya kami kembalikan.",
        )
    if mine[0].parcel.state is not ParcelState.TO_ANSWER:
        return redirect(back, 303)
    return _cancel_page(found, mine, form, whole=False)


def _cancel_page(order: Order, parcels: Sequence[queries.ParcelSheet], form: Act, *, whole: bool) -> Answer:
    return page(
        "orders/shop/cancel.html",
        order=order,
        parcels=parcels,
        whole=whole,
        fee_back=hub.fee_back(order.id, parcels),
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
