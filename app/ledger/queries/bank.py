"""Bank accounts of sellers and posts."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from app.accounts import queries as people
from app.base import clock
from app.base.days import short_day
from app.db.session import session
from app.ledger.models import BankAccount
from app.ledger.rules import banks, payouts
from app.ledger.rules.accounts import Payee
from app.sellers.ports import Standing


def held(seller_id: int) -> BankAccount | None:
    """The account that a seller has stated last."""
    return held_of(Payee(seller_id))


def held_of(payee: Payee) -> BankAccount | None:
    """The account that was stated last for this payee."""
    return held_by([payee]).get(payee)


def held_by(payees: Collection[Payee]) -> dict[Payee, BankAccount]:
    """Payee → the account that was stated last for it, in one statement; one without is left out."""
    rows = session().scalars(
        sa.select(BankAccount).where(
            BankAccount.until.is_(None),
            sa.or_(
                BankAccount.seller_id.in_([one.seller_id for one in payees if one.seller_id is not None]),
                BankAccount.post_id.in_([one.post_id for one in payees if one.post_id is not None]),
            ),
        )
    )
    return {one.payee: one for one in rows}


def transfers_from(now: datetime) -> sa.ColumnElement[datetime | None]:
    """Of a held account that was changed for another number: from when buyers may transfer to it, if that lies ahead of `now`.
    A first account counts at once, and so does a name that was corrected."""
    earlier = aliased(BankAccount)
    changed = sa.exists().where(
        earlier.seller_id == BankAccount.seller_id,
        earlier.until.is_not(None),
        sa.or_(earlier.bank != BankAccount.bank, earlier.number != BankAccount.number),
    )
    return sa.case((sa.and_(BankAccount.usable_from > now, changed), BankAccount.usable_from))


def cools_until(account: BankAccount) -> datetime | None:
    """From when buyers may transfer to this account; None where they may now."""
    if account.usable_from is None or account.usable_from <= clock.now():
        return None
    return session().scalar(sa.select(transfers_from(clock.now())).where(BankAccount.id == account.id))


def remarks(account: BankAccount) -> list[str]:
    """What is worth a second look at an account that was taken."""
    owner = people.person(account.stated_by_id).name if account.stated_by_id is not None else account.holder
    return banks.remarks(account.bank, account.number, account.holder, owner)


class AccountTold:
    """Answers `sellers.ports.Requirement`: wanted before the first payout, and holds no opening back."""

    def standing(self, seller_id: int) -> Standing:
        account = held(seller_id)
        if account is None:
            first = short_day(payouts.first_payout_day(clock.now()))
            sentence = (
                "Boleh nanti: rekening untuk uang hasil jualan. Uang dari pesanan yang diterima hari ini "
                f"cair paling cepat {first}."
            )
        elif account.bounced_at is not None:
            sentence = "Rekening ditolak bank. Isi lagi supaya uang Ibu bisa dicairkan."
        else:
            sentence = f"{account.bank_name} {account.masked}."
        done = account is not None and account.bounced_at is None
        return Standing("Rekening", done, sentence, "seller.banking.account", needed=False)
