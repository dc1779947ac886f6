"""What a buyer gathers."""

from collections.abc import Callable

from flask import flash, redirect, request, session, url_for

from app.base.errors import NotFound, RuleBroken
from app.catalog.rules.notes import NoteRefused
from app.db.ports import port
from app.orders.forms import AddForm, NoteForm, PiecesForm
from app.orders.models import Cart
from app.orders.queries import cart as carts
from app.orders.service import cart as cart_service
from app.orders.views.shop.door import bp
from app.web.doors import maybe_actor
from app.web.forms import Act
from app.web.pages import Answer, page
from app.web.ports import WhoActs


def found_cart() -> Cart | None:
    """The cart of this visitor, when she has one."""
    who = maybe_actor()
    return carts.cart_of(session.get("cart"), who.person_id if who else None)


def hers_who_left() -> bool:
    """The cart of this browser is a member's whose sign-in has ended meanwhile: she is asked to come in again."""
    return maybe_actor() is None and carts.is_members(session.get("cart"))


def opened_cart() -> Cart:
    """The cart of this visitor, made when there is none."""
    cart, token = cart_service.open_cart(session.get("cart"), maybe_actor())
    if token is not None:
        session["cart"] = token
        session.permanent = True
    return cart


def count_pieces(cart_id: int) -> None:
    """The number beside the bag: kept in the cookie, so that no page has to ask for it."""
    session["cart_count"] = carts.count_pieces(cart_id)


@bp.get("/keranjang")
def cart() -> Answer:
    """What was gathered, seller by seller, with today's prices and dates."""
    found = found_cart()
    if found is None and hers_who_left():
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
    found = opened_cart()
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
    count_pieces(found.id)
    return redirect(url_for(".cart"), 303)


@bp.post("/keranjang/<int:line_id>")
def change(line_id: int) -> Answer:
    """Another number of pieces; none takes the line out."""
    return counted_anew(lambda found, pieces: cart_service.set_pieces(found, line_id, pieces))


@bp.post("/keranjang/<int:line_id>/tulisan")
def note(line_id: int) -> Answer:
    """Another text on these pieces."""
    form = NoteForm()
    found = found_cart()
    if found is None:
        return port(WhoActs).ask() if hers_who_left() else redirect(url_for(".cart"), 303)
    if not form.validate_on_submit():
        flash(next(iter([*form.problems, *form.note.errors])), "bad")
        return redirect(url_for(".cart"), 303)
    return changed(found, lambda: cart_service.write_note(found, line_id, form.note.data or ""))


def counted_anew(count: Callable[[Cart, int], None]) -> Answer:
    """Another number was typed, or one more or less pressed, for something in the visitor's cart."""
    form = PiecesForm()
    found = found_cart()
    if found is None:
        return port(WhoActs).ask() if hers_who_left() else redirect(url_for(".cart"), 303)
    if not form.validate_on_submit() or form.pieces.number is None:
        flash(next(iter([*form.problems, *form.pieces.errors]), "Tulis jumlahnya dengan angka."), "bad")
        return redirect(url_for(".cart"), 303)
    return changed(found, lambda: count(found, form.wanted))


def changed(cart: Cart, do: Callable[[], None]) -> Answer:
    """A line was changed; a refusal is said instead."""
    try:
        do()
    except NotFound:
        pass  # another tab took it out already
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
    count_pieces(cart.id)
    return redirect(url_for(".cart"), 303)
