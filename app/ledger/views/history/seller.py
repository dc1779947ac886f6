"""A seller's money by month: what came, what was kept of it, what went to her account."""

from flask import Blueprint, redirect, request, url_for

from app.base import clock
from app.base.zones import day_in
from app.ledger.queries import statements as queries
from app.ledger.rules import months
from app.ledger.rules.accounts import Book, Payee
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("money_history", __name__, url_prefix="/uang/riwayat")


@bp.get("")
def month() -> Answer:
    """One month, what the platform collected and what buyers paid to her apart."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    region = seller.village_code or "36"
    today = day_in(region, clock.now())
    first = months.month_of(request.args.get("bulan", ""), today)
    both = [queries.statement(seller.id, book, first, months.last_of(first), region) for book in Book]
    begun = queries.first_day(Payee(seller.id), region)
    return page(
        "ledger/seller/history.html",
        seller=seller,
        region=region,
        first=first,
        last=min(months.last_of(first), today),
        collected=both[0],
        direct=both[1],
        balances=queries.balances(seller.id),
        earlier=months.before(first) if begun is not None and begun < first else None,
        later=months.following(first) if months.following(first) <= today else None,
    )
