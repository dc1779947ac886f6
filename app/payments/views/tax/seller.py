"""A seller's turnover of a year, what the rules say of it, and her statement."""

from flask import Blueprint, flash, redirect, request, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.ledger.queries import tax as statements
from app.ledger.rules import tax as rules
from app.ledger.service import tax as service
from app.media.rules.photo import BadPhoto
from app.payments.forms.tax import TurnoverForm
from app.payments.queries import turnover as queries
from app.sellers import queries as sellers
from app.sellers.models import Seller
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("tax", __name__, url_prefix="/uang/pajak")


@bp.route("", methods=["GET", "POST"])
def turnover() -> Answer:
    """One year: what was sold here month by month, where that stands to the limit, and what she has stated."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    today = day_in(seller.village_code or "36", clock.now())
    form = TurnoverForm()
    if form.validate_on_submit() and _state(form, queries.turnover(seller, today.year).total):
        flash("Pernyataan Ibu sudah disimpan.", "ok")
        return redirect(url_for("seller.tax.turnover", _anchor="pernyataan"), 303)
    return _page(seller, form)


def _page(seller: Seller, form: TurnoverForm) -> Answer:
    today = day_in(seller.village_code or "36", clock.now())
    years = sorted({today.year, *queries.years(seller)}, reverse=True)
    year = next((one for one in years if str(one) == request.args.get("tahun")), today.year)
    sums = queries.turnover(seller, year)
    day = rules.day_that_counts(year, today)
    in_force = [rules.in_force(code, day) for code in (rules.FREE, rules.WITHHOLDING)]
    return page(
        "payments/seller/turnover.html",
        seller=seller,
        form=form,
        years=years,
        year=year,
        this_year=today.year,
        sums=sums,
        limit=rules.limit(day),
        reach=rules.reach(sums.total, day).value,
        rules=[row for row in in_force if row is not None],
        statement=statements.statement(seller.id, year),
        helped=actor().is_helped,
    )


def _state(form: TurnoverForm, so_far: int) -> bool:
    """Keep the statement; what cannot be kept is said beside its field."""
    file = request.files.get("letter")
    try:
        service.state_turnover(
            actor(),
            turnover=so_far,
            ticked=bool(form.stated.data),
            letter=file.read() if file and file.filename else None,
        )
    except BadPhoto as refusal:
        form.refuse(refusal, form.letter)
        return False
    except rules.NotTicked as refusal:
        form.refuse(refusal, form.stated)
        return False
    except RuleBroken as refusal:
        form.refuse(refusal)
        return False
    return True
