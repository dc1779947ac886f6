"""Paying an order, coming back from the gateway, and the pretend gateway's page in demo mode."""

import logging

from flask import Blueprint, flash, redirect, request, url_for

from app.base.errors import NotConfigured, NotFound
from app.db.ports import has, port
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.payments.ports import GatewayTrouble, PretendTill
from app.payments.queries import paying
from app.payments.rules.amounts import CannotPay
from app.payments.service import choosing, opening, settling, ways
from app.web.doors import maybe_actor
from app.web.forms import Act
from app.web.pages import Answer, page

bp = Blueprint("payments", __name__)
log = logging.getLogger(__name__)

AWAY = "Tempat bayarnya sedang tidak bisa dihubungi. Pesanan Anda tetap kami pegang; coba lagi sebentar."

WAITS = {
    paying.News.OTHER_SUM: "Uang yang masuk jumlahnya berbeda dari pesanan. Jangan bayar lagi, ya: petugas kami memeriksanya, dan "
    "uangnya tidak hilang.",
    paying.News.NONE_YET: "Kabar pembayarannya belum sampai ke kami. Kalau Anda sudah membayar, jangan bayar lagi: muat ulang halaman "
    "ini sebentar lagi. Kabarnya juga kami kirim lewat surat.",
}


@bp.route("/checkout/<number>/bayar", methods=["GET", "POST"])
def pay(number: str) -> Answer:
    """The last step: the sum, until when, and the way to pay. A second click leads to the same place."""
    key = request.args.get("kunci")
    order = orders.for_buyer(number, maybe_actor(), key)
    here = url_for("shop.orders.order", number=number, kunci=key)
    parts = paying.parts_of(order)
    if order.purpose:
        return redirect(
            here
        )  # its agency's head decides, and a bill pays it: its own page says how it stands
    if not any(one.standing in paying.OPEN for one in parts):
        return redirect(here)
    direct = parts if choosing.may_be_paid_directly(parts, maybe_actor()) else []
    collecting = ways.collecting() if not paying.are_paid_directly(parts) else []
    form = Act()
    if form.validate_on_submit():
        try:
            return redirect(
                opening.start(
                    order.id,
                    success_url=url_for(".returned", number=number, kunci=key, _external=True),
                    cancel_url=url_for(".pay", number=number, kunci=key, _external=True),
                ),
                303,
            )
        except CannotPay as refusal:
            flash(refusal.message, "bad")
            return redirect(here, 303)
        except GatewayTrouble:
            log.exception("gateway trouble")
            flash(AWAY, "bad")
        except NotConfigured:
            pass  # the page itself says so
    collecting = ways.collecting() if not paying.are_paid_directly(parts) else []
    return page(
        "payments/shop/pay.html",
        order=order,
        whole=hub.of_order(order.id),
        left=order.total if collecting else paying.left(parts),
        until=paying.until(parts),
        parcels=[one.sheet for one in parts],
        form=form,
        ways=collecting,
        misfit=ways.misfit_of(order.total),
        direct=direct,
        transfers_from=choosing.all_transfers_from(parts, maybe_actor())
        if not direct and not collecting
        else None,
        key=key,
        link=url_for("shop.orders.order", number=number, kunci=key, _external=True) if key else None,
    )


@bp.get("/checkout/<number>/kembali")
def returned(number: str) -> Answer:
    """Back from the gateway: ask it how it stands; the webhook may have been first."""
    key = request.args.get("kunci")
    order = orders.for_buyer(number, maybe_actor(), key)
    try:
        settling.check(order)
    except GatewayTrouble:
        log.exception("gateway trouble")
    news = paying.news_of(order)
    if news is paying.News.IS_IN:
        flash("Pembayaran Anda sudah masuk. Pembuatnya sudah kami kabari.", "ok")
    elif news is not None:
        flash(WAITS[news], "wait")
    return redirect(url_for("shop.orders.order", number=number, kunci=key), 303)


def _till() -> PretendTill:
    if not has(PretendTill):
        raise NotFound("pretend")
    return port(PretendTill)


@bp.route("/bayar-uji/<reference>", methods=["GET", "POST"])
def pretend(reference: str) -> Answer:
    """Where nobody really pays."""
    number, amount, paid_to, back_to = _till().due(reference)
    form = Act()
    if form.validate_on_submit():
        if request.form.get("hasil") == "bayar":
            _till().pay(reference)
            return redirect(paid_to, 303)
        return redirect(back_to, 303)
    return page("payments/shop/pretend.html", number=number, amount=amount, form=form, back_to=back_to)
