"""What sellers and keepers of posts are told of bank accounts and payouts. The words stand in `notices/rules`."""

from app.db.session import session
from app.delivery import queries as posts
from app.ledger import events
from app.ledger.models import BankAccount, Payout
from app.ledger.queries import payouts as queries
from app.ledger.rules.accounts import Payee
from app.ledger.rules.payouts import BOUNCE_WORDS, blames_account
from app.notices.rules import to_keepers, to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.sellers import queries as sellers
from app.web.filters import moment
from app.web.pages import path_to


def _tell(payee: Payee, key: str, letter: Letter, link: str) -> None:
    """To everybody of the gerai, or to all who keep the post."""
    readers = (
        sellers.member_ids(payee.seller_id) if payee.seller_id is not None else posts.keeper_ids(payee.owner)
    )
    for person_id in readers:
        tell(letter, key=key, link=link, person_id=person_id)


def _account_page(payee: Payee) -> str:
    if payee.seller_id is not None:
        return path_to("seller.banking.account")
    return path_to("keeper.banking.account", post_id=payee.owner)


def _money_page(payee: Payee) -> str:
    if payee.seller_id is not None:
        return path_to("seller.money.overview")
    return path_to("keeper.money.overview", post_id=payee.owner)


def _payout_page(payout: Payout) -> str:
    if payout.seller_id is not None:
        return path_to("seller.money.payout", payout_id=payout.id)
    return path_to("keeper.money.payout", post_id=payout.post_id, payout_id=payout.id)


def account_stated(event: events.BankAccountStated) -> None:
    """To everybody whose money it is: who has got into somebody's account must not stay unseen."""
    account = session().get_one(BankAccount, event.account_id)
    payee = account.payee
    where = f"{account.bank_name} {account.masked}"
    usable_from = account.usable_from or account.since
    if payee.seller_id is None:
        post = posts.post(payee.owner)
        from_when = moment(usable_from, post.village_code)
        letter = to_keepers.bank_account_stated(
            post.name, where, account.holder, from_when, changed=event.changed
        )
    elif event.changed:
        from_when = moment(usable_from, sellers.get(payee.seller_id).village_code or "36")
        letter = to_sellers.bank_account_changed(where, account.holder, from_when)
    else:
        letter = to_sellers.bank_account_stated(where, account.holder)
    _tell(payee, f"bank-account-{account.id}", letter, _account_page(payee))


def paid(event: events.PayoutPaid) -> None:
    row = queries.payout(event.payout_id)
    payee, where = row.payout.payee, f"{row.account.bank_name} {row.account.masked}"
    letter = (
        to_sellers.payout_paid(row.payout.amount, where, row.payout.number)
        if payee.seller_id is not None
        else to_keepers.payout_paid(row.name, row.payout.amount, where, row.payout.number)
    )
    _tell(payee, f"payout-paid-{row.payout.id}", letter, _payout_page(row.payout))


def bounced(event: events.PayoutBounced) -> None:
    row = queries.payout(event.payout_id)
    payee, reason = row.payout.payee, row.payout.bounce_reason
    if reason is None:
        return
    to_mend, why = blames_account(reason), BOUNCE_WORDS[reason]
    letter = (
        to_sellers.payout_bounced(row.payout.amount, why, to_mend=to_mend)
        if payee.seller_id is not None
        else to_keepers.payout_bounced(row.name, row.payout.amount, why, to_mend=to_mend)
    )
    link = _account_page(payee) if to_mend else _money_page(payee)
    _tell(payee, f"payout-bounced-{row.payout.id}", letter, link)
