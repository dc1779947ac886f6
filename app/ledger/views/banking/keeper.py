"""The bank account of a post: stated by one of its keepers, with her password anew."""

from flask import Blueprint, flash, redirect, url_for

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.delivery import queries as posts
from app.ledger.forms.banking import AccountForm
from app.ledger.queries import bank as queries
from app.ledger.rules.accounts import Payee
from app.ledger.rules.payouts import rule_at
from app.ledger.service import banking as service
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("banking", __name__, url_prefix="/<int:post_id>/rekening")


@bp.route("", methods=["GET", "POST"])
def account(post_id: int) -> Answer:
    """What holds, with its last digits only, and the form for another one."""
    if not posts.keeps(actor(), post_id):
        raise NotFound(post_id)
    post = posts.post(post_id)
    form = AccountForm()
    why_not = _why_not()
    if why_not is None and form.validate_on_submit():
        try:
            service.state_of_post(
                actor(),
                post_id,
                bank=form.bank.data,
                number=form.number.data,
                holder=form.holder.data,
                password=form.password.data,
            )
        except RuleBroken as refusal:
            form.refuse_beside(refusal)
        else:
            flash("Rekening posko sudah disimpan.", "ok")
            return redirect(url_for(".account", post_id=post_id), 303)
    return page(
        "ledger/keeper/account.html",
        form=form,
        post=post,
        held=queries.held_of(Payee(post_id=post_id)),
        why_not=why_not,
        rule=rule_at(clock.now()),
        now=clock.now(),
        region=post.village_code,
    )


def _why_not() -> str | None:
    try:
        service.may_state_of_post(actor())
    except RuleBroken as refusal:
        return refusal.message
    return None
