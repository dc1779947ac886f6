"""What sellers are told of their bank account and of payouts. The words stand in `notices/rules`."""

from app.db.session import session
from app.ledger import events
from app.ledger.models import BankAccount
from app.ledger.queries import payouts as queries
from app.ledger.rules.payouts import BOUNCE_WORDS, blames_account
from app.notices.rules import to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.sellers import queries as sellers
from app.web.filters import moment
from app.web.pages import path_to


def _tell_members(seller_id: int, key: str, letter: Letter, link: str) -> None:
    for person_id in sellers.member_ids(seller_id):
        tell(letter, key=key, link=link, person_id=person_id)


def account_stated(event: events.BankAccountStated) -> None:
    """To everybody of the gerai: who has got into somebody's account must not stay unseen."""
    account = session().get_one(BankAccount, event.account_id)
    region = sellers.get(account.seller_id).village_code or "36"
    where = f"{account.bank_name} {account.masked}"
    if event.changed:
        from_when = moment(account.usable_from or account.since, region)
        letter = to_sellers.bank_account_changed(where, account.holder, from_when)
    else:
        letter = to_sellers.bank_account_stated(where, account.holder)
    _tell_members(account.seller_id, f"bank-account-{account.id}", letter, path_to("seller.banking.account"))


def paid(event: events.PayoutPaid) -> None:
    row = queries.payout(event.payout_id)
    letter = to_sellers.payout_paid(
        row.payout.amount, f"{row.account.bank_name} {row.account.masked}", row.payout.number
    )
    link = path_to("seller.money.payout", payout_id=row.payout.id)
    _tell_members(row.payout.seller_id, f"payout-paid-{row.payout.id}", letter, link)


def bounced(event: events.PayoutBounced) -> None:
    row = queries.payout(event.payout_id)
    reason = row.payout.bounce_reason
    if reason is None:
        return
    letter = to_sellers.payout_bounced(
        row.payout.amount, BOUNCE_WORDS[reason], to_mend=blames_account(reason)
    )
    endpoint = "seller.banking.account" if blames_account(reason) else "seller.money.overview"
    _tell_members(row.payout.seller_id, f"payout-bounced-{row.payout.id}", letter, path_to(endpoint))
