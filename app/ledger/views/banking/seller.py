"""The bank account of a gerai: stated by its owner, with her password anew."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import RuleBroken
from app.ledger.forms.banking import AccountForm
from app.ledger.queries import bank as queries
from app.ledger.rules.payouts import rule_at
from app.ledger.service import banking as service
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("banking", __name__, url_prefix="/uang/rekening")


@bp.route("", methods=["GET", "POST"])
def account() -> Answer:
    """What holds, with its last digits only, and the form for another one."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    held = queries.held(seller.id)
    form = AccountForm()
    why_not = _why_not()
    if why_not is None and form.validate_on_submit():
        try:
            service.state(
                actor(),
                bank=form.bank.data,
                number=form.number.data,
                holder=form.holder.data,
                password=form.password.data,
            )
        except RuleBroken as refusal:
            form.refuse_beside(refusal)
        else:
            flash("Rekening sudah disimpan.", "ok")
            return redirect(url_for(".account"), 303)
    return page(
        "ledger/seller/account.html",
        form=form,
        held=held,
        transfers_wait=held is not None and queries.cools_until(held) is not None,
        remarks=queries.remarks(held) if held is not None else [],
        why_not=why_not,
        rule=rule_at(clock.now()),
        now=clock.now(),
        region=seller.village_code or "36",
    )


def _why_not() -> str | None:
    try:
        service.may_state(actor())
    except RuleBroken as refusal:
        return refusal.message
    return None
