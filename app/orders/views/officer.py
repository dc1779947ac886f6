"""Orders that are stuck, and one that somebody asks about: for officers of the gerai's region."""

from flask import Blueprint, flash, redirect, request, url_for

from app.accounts import queries as people
from app.accounts.rules import written_phone
from app.base import clock
from app.base.errors import NotFound
from app.base.zones import day_in
from app.db.ports import port
from app.orders.ports import MoneyBackOf
from app.orders.queries import officer as queries
from app.orders.queries import order as orders
from app.orders.rules.numbers import tidy_number
from app.orders.service import overseeing
from app.regions import queries as regions
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("orders", __name__, url_prefix="/pesanan")


@bp.get("")
def stuck() -> Answer:
    """What waits too long, and a look-up by number."""
    words = request.args.get("nomor", "")
    if words.strip():
        number = tidy_number(words)
        try:
            queries.order_with_parcels(actor(), number)
        except NotFound:
            flash(f"Pesanan {number} belum ada di wilayah Anda. Periksa nomornya.", "bad")
        else:
            return redirect(url_for(".order", number=number))
    now = clock.now()
    return page(
        "orders/officer/stuck.html",
        rows=queries.stuck(actor(), now, day_in("36", now), 100),
        now=now,
        today=day_in("36", now),
        words=words,
    )


@bp.get("/<number>")
def order(number: str) -> Answer:
    """One order: how far each part of the region is, whom to call, and what happened. No home address."""
    found, parcels = overseeing.open_order(actor(), number)
    ids = [one.id for one in parcels]
    makers = {
        one.id: [
            (name, written_phone(phone) if phone else "")
            for name, phone in people.phones(list(sellers.member_ids(one.seller_id)))
        ]
        for one in parcels
    }
    return page(
        "orders/officer/order.html",
        order=found,
        parcels=parcels,
        other_sums=port(MoneyBackOf).other_sums(found.id),
        lines=orders.lines_of(ids),
        makers=makers,
        place=regions.get(found.village_code),
        changes=orders.changes_of(found.id, ids),
    )
