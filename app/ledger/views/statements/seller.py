"""The statement of one month, to print and to keep."""

from flask import Blueprint, current_app, redirect, request, url_for

from app.base import clock
from app.base.zones import day_in
from app.ledger.queries import papers as queries
from app.ledger.rules import months
from app.paper.billing import statements_pdf
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer
from app.web.papers import pdf_answer

bp = Blueprint("statements", __name__, url_prefix="/uang")


@bp.get("/riwayat.pdf")
def month() -> Answer:
    """What its page shows, up to today where the month goes on."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    today = day_in(seller.village_code or "36", clock.now())
    first = months.month_of(request.args.get("bulan", ""), today)
    last = min(months.last_of(first), today)
    made = queries.printed(seller, first, last, test=current_app.config["DEMO"])
    return pdf_answer(statements_pdf(made), f"catatan-uang-{first:%Y-%m}")
