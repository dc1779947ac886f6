"""From the cart to an order: where to, then everything once more before it is placed."""

import secrets
from datetime import timedelta

from flask import current_app, flash, redirect, request, url_for

from app.accounts import rules as people
from app.base.errors import RuleBroken
from app.db.ports import port
from app.orders.forms import AddressForm, PlaceOrderForm
from app.orders.ports import OrderKeys
from app.orders.queries import cart as carts
from app.orders.queries import hub, paying
from app.orders.rules import shown
from app.orders.rules.address import written_street
from app.orders.rules.quote import Quote, wishes_of
from app.orders.service import cart as cart_service
from app.orders.service import placing
from app.orders.views.shop.cart import count_pieces, found_cart, hers_who_left
from app.orders.views.shop.door import bp
from app.regions import queries as regions
from app.regions.rules import lineage
from app.web.destination import remember_destination
from app.web.doors import maybe_actor
from app.web.pages import Answer, page
from app.web.ports import WhoActs


@bp.route("/checkout", methods=["GET", "POST"])
def address() -> Answer:
    """The first step: where to."""
    found = found_cart()
    if found is None and hers_who_left():
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
    found = found_cart()
    if found is None:
        return port(WhoActs).ask() if hers_who_left() else redirect(url_for(".cart"))
    kept, cart_id = found.address, found.id
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
            count_pieces(cart_id)
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
        paid_by=paying.ways_of(quote, maybe_actor()),
        misfit=paying.misfit(quote),
        is_collected=paying.is_collected(quote),
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
