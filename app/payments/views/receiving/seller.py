"""A seller chooses how buyers pay her directly."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import NotFound, RuleBroken
from app.db.ports import port
from app.ledger.queries import bank
from app.media.rules.photo import BadPhoto
from app.orders.rules.numbers import id_of
from app.payments.forms.receiving import ConfirmStickerForm, StickerForm
from app.payments.queries import receiving as queries
from app.payments.rules.offering import House
from app.payments.rules.qris import BadNmid, NotHerCode
from app.payments.rules.ways import DIRECT, WORDS, Way
from app.payments.service import receiving as service
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.forms import Act
from app.web.pages import Answer, act, page

bp = Blueprint("receiving", __name__, url_prefix="/uang/cara-bayar")


@bp.get("")
def ways() -> Answer:
    """Every way that this shop knows, whether it is on, and what it still needs."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    house, account = port(House), bank.held(seller.id)
    return page(
        "payments/seller/ways.html",
        ways=[way for way in DIRECT if way in house.ways],
        on=queries.switched_on(seller.id),
        account=account,
        transfers_from=bank.cools_until(account) if account is not None else None,
        region=seller.village_code or "36",
        sticker=queries.sticker(seller.id),
        house=house,
        act=Act(),
    )


@bp.post("/<way>/nyala")
def switch(way: str) -> Answer:
    """One way on or off."""
    back = url_for("seller.receiving.ways")
    if way not in DIRECT:
        raise NotFound(way)
    if not Act().validate_on_submit():
        return redirect(back, 303)
    chosen, on = Way(way), request.form.get("nyala") == "1"
    said = f"{WORDS[chosen]} {'sudah dinyalakan' if on else 'sudah dimatikan'}."
    return act(lambda: service.switch(actor(), chosen, on=on), back, said)


@bp.route("/qris", methods=["GET", "POST"], endpoint="sticker")
def state_sticker() -> Answer:
    """The photo of her sticker, and the number that stands on it. What was read is shown on a page of its own."""
    seller = sellers.owned(actor())
    form = StickerForm()
    if form.validate_on_submit():
        file = request.files.get("photo")
        try:
            if file is None or not file.filename:
                raise BadPhoto("Pilih dulu foto stikernya.")
            look = service.look_at(actor(), file.read(), form.nmid.data)
        except (BadNmid, NotHerCode) as refusal:
            form.refuse(refusal, form.nmid)
        except RuleBroken as refusal:
            form.refuse(refusal, form.photo)
        else:
            confirm = ConfirmStickerForm(
                formdata=None, evidence=str(look.evidence_id), nmid=look.sticker.nmid
            )
            return _confirm_page(confirm, look)
    return page("payments/seller/sticker.html", form=form, sticker=queries.sticker(seller.id))


def _confirm_page(form: ConfirmStickerForm, look: Any) -> Answer:
    return page(
        "payments/seller/sticker_confirm.html",
        form=form,
        look=look,
        before=queries.sticker(sellers.owned(actor()).id),
    )


@bp.post("/qris/pasang")
def confirm() -> Answer:
    """It is hers: buyers see it from now on."""
    form = ConfirmStickerForm()
    evidence_id = id_of(form.evidence.data)
    if evidence_id is None:
        raise NotFound("evidence")
    if not form.validate_on_submit():
        return _confirm_page(form, service.kept_look(actor(), evidence_id, form.nmid.data or ""))
    try:
        service.state_sticker(actor(), evidence_id, form.nmid.data or "")
    except RuleBroken as refusal:
        flash(refusal.message, "bad")
        return redirect(url_for("seller.receiving.sticker"), 303)
    flash("Stiker QRIS sudah dipasang. Pembeli melihatnya persis seperti fotonya.", "ok")
    return redirect(url_for("seller.receiving.ways"), 303)
