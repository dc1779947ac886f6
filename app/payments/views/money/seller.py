"""A seller's money: what waits, what is free, what is on its way to her bank, and when."""

from flask import Blueprint, redirect, url_for

from app.base import clock
from app.ledger.queries import bank, payouts, statements
from app.ledger.rules.accounts import Payee
from app.ledger.rules.payouts import BOUNCE_WORDS, first_payout_day, payout_day_for, rule_at
from app.payments.queries import bills, proving, releasing, repaying
from app.payments.service import ways
from app.sellers import queries as sellers
from app.web.doors import actor
from app.web.pages import Answer, page

bp = Blueprint("money", __name__, url_prefix="/uang")


@bp.get("")
def overview() -> Answer:
    """What waits for her hand; her sums, each with what it means; the next payout; every order whose money waits."""
    seller = sellers.mine(actor())
    if seller is None:
        return redirect(url_for("seller.sellers.begin"))
    now = clock.now()
    balances = statements.balances(seller.id)
    account = bank.held(seller.id)
    held = releasing.held_of(seller.id, 100)
    usable_from = account.usable_from if account is not None and account.usable_from else now
    return page(
        "payments/seller/money.html",
        seller=seller,
        region=seller.village_code or "36",
        balances=balances,
        account=account,
        why_not=payouts.why_not(balances.available, account),
        next_payout=payout_day_for(max(now, usable_from)),
        held=[(one, payout_day_for(one.free_at) if one.free_at else None) for one in held],
        payouts=payouts.of(Payee(seller.id), 20),
        first_payout=first_payout_day(now),
        rule=rule_at(now),
        words=BOUNCE_WORDS,
        begun=any(vars(balances).values()),
        collects=bool(ways.collecting() or balances.with_platform or balances.paid),
        proofs=proving.checking_of(seller.id),
        repayments=repaying.open_of(seller.id),
        has_bills=bool(bills.of_seller(actor(), 1)),
    )


@bp.get("/pencairan/<int:payout_id>")
def payout(payout_id: int) -> Answer:
    """One payout, with the bank's slip."""
    seller = sellers.owned(actor())
    return page(
        "payments/seller/payout.html",
        row=payouts.of_its_own(Payee(seller.id), payout_id),
        region=seller.village_code or "36",
        words=BOUNCE_WORDS,
    )
