"""A post's money: what came of its fees, what waits, what is free, and what went to its bank account."""

from flask import Blueprint, request

from app.base import clock
from app.base.errors import NotFound
from app.base.zones import day_in
from app.delivery import queries as posts
from app.delivery.rules.posts import PostFacts
from app.ledger.queries import bank, payouts, statements
from app.ledger.rules import months
from app.ledger.rules.accounts import Book, Payee
from app.ledger.rules.payouts import BOUNCE_WORDS, Hindrance, payout_day_for, rule_at
from app.payments.queries import post_fees
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("money", __name__, url_prefix="/<int:post_id>/uang")


def _kept(post_id: int) -> PostFacts:
    """Raises NotFound for who does not keep this post."""
    if not posts.keeps(actor(), post_id):
        raise NotFound(post_id)
    return posts.post(post_id)


@bp.get("")
def overview(post_id: int) -> Answer:
    """Three sums and what each means, the next payout, every parcel whose fee waits, and one month of all that moved."""
    post, payee, now = _kept(post_id), Payee(post_id=post_id), clock.now()
    region, today = post.village_code, day_in(post.village_code, now)
    balances, account = statements.balances_of(payee), bank.held_of(payee)
    usable_from = account.usable_from if account is not None and account.usable_from else now
    first = months.month_of(request.args.get("bulan", ""), today)
    begun = statements.first_day(payee, region)
    return page(
        "payments/keeper/money.html",
        post=post,
        region=region,
        balances=balances,
        account=account,
        why_not=payouts.why_not(balances.available, account),
        Hindrance=Hindrance,
        next_payout=payout_day_for(max(now, usable_from)),
        held=post_fees.held_of(post_id, 100),
        payouts=payouts.of(payee, 20),
        rule=rule_at(now),
        words=BOUNCE_WORDS,
        first=first,
        statement=statements.statement_of(payee, Book.PLATFORM, first, months.last_of(first), region),
        earlier=months.before(first) if begun is not None and begun < first else None,
        later=months.following(first) if months.following(first) <= today else None,
        begun=begun is not None,
    )


@bp.get("/pencairan/<int:payout_id>")
def payout(post_id: int, payout_id: int) -> Answer:
    """One payout, with the bank's slip."""
    post = _kept(post_id)
    return page(
        "payments/keeper/payout.html",
        post=post,
        row=payouts.of_its_own(Payee(post_id=post_id), payout_id),
        region=post.village_code,
        words=BOUNCE_WORDS,
    )
