"""Where money goes to: stated by the seller herself, or by who keeps a post, with her password anew."""

from app.accounts import service as accounts
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.delivery import queries as posts
from app.delivery.models import Post
from app.ledger.events import BankAccountStated
from app.ledger.models import BankAccount
from app.ledger.queries import bank as queries
from app.ledger.queries import statements
from app.ledger.rules import banks, payouts
from app.ledger.rules.accounts import Payee
from app.sellers import queries as sellers
from app.sellers.models import Seller


class NotHerself(RuleBroken):
    """A kader helps with much, but not with where the money goes."""

    def __init__(self, name: str) -> None:
        super().__init__(f"Rekening hanya bisa diisi {name} sendiri, masuk dengan akunnya.")


class NotOwner(RuleBroken):
    def __init__(self, name: str) -> None:
        super().__init__(f"Rekening gerai diisi oleh pembukanya, {name}.")


def may_state(actor: Actor) -> None:
    """Raises NotHerself for a kader who helps, NotOwner for other members, NotFound without a gerai."""
    if actor.is_helped:
        raise NotHerself(actor.name)
    members = sellers.members(sellers.owned(actor).id)
    owner = next(((one.person_id, name) for one, name in members if one.is_owner), None)
    if owner is not None and owner[0] != actor.person_id:
        raise NotOwner(owner[1])


def state(actor: Actor, *, bank: str, number: str, holder: str, password: str) -> BankAccount:
    """The account to which her money goes from now on, or, where an earlier one is changed, in three days.

    The same account stated again changes nothing, unless the bank has sent money back from it. Raises NotHerself, NotOwner,
    UnknownBank, BadAccountNumber, BadHolder, WrongPassword, TooManyTries; then nothing has changed.
    """
    may_state(actor)
    return _state(
        actor, Payee(sellers.owned(actor).id), bank=bank, number=number, holder=holder, password=password
    )


def may_state_of_post(actor: Actor) -> None:
    """Raises NotHerself for somebody who is signed in for another."""
    if actor.is_helped:
        raise NotHerself(actor.name)


def state_of_post(
    actor: Actor, post_id: int, *, bank: str, number: str, holder: str, password: str
) -> BankAccount:
    """The account to which the fees of a post go, stated by one of its keepers; as `state` otherwise. Raises NotFound for who
    does not keep it."""
    if not posts.keeps(actor, post_id):
        raise NotFound(post_id)
    may_state_of_post(actor)
    return _state(actor, Payee(post_id=post_id), bank=bank, number=number, holder=holder, password=password)


def _state(actor: Actor, payee: Payee, *, bank: str, number: str, holder: str, password: str) -> BankAccount:
    digits = banks.read_number(number)
    if bank not in banks.banks():
        raise banks.UnknownBank
    if not holder.strip():
        raise banks.BadHolder
    accounts.confirm_password(actor, password)
    with unit_of_work() as current:
        # two pages sent at once state one after the other
        whose: type[Seller] | type[Post] = Post if payee.seller_id is None else Seller
        current.get_one(whose, payee.owner, with_for_update={"key_share": True})
        before = queries.held_of(payee)
        known = (before.bank, before.number, before.holder) if before else None
        if before is not None and known == (bank, digits, holder) and before.bounced_at is None:
            return before
        account = _write(actor, payee, before, bank, digits, holder)
        record(
            actor, "bank account stated", "post" if payee.seller_id is None else "seller", payee.owner,
            bank=bank, number=account.masked, was=before.masked if before else None,
        )  # fmt: skip
        announce(BankAccountStated(account_id=account.id, changed=before is not None))
    return account


def _write(
    actor: Actor, payee: Payee, before: BankAccount | None, bank: str, number: str, holder: str
) -> BankAccount:
    now = clock.now()
    same = before is not None and (before.bank, before.number) == (bank, number)
    usable_from = payouts.usable_from(
        now,
        is_first=before is None,
        has_money=statements.balances_of(payee).with_platform != 0,
        same_number=same,
    )
    if before is not None:
        before.until = now
        if same and before.usable_from is not None:
            usable_from = max(usable_from, before.usable_from)
        session().flush()
    account = BankAccount(
        seller_id=payee.seller_id,
        post_id=payee.post_id,
        bank=bank,
        number=number,
        holder=holder,
        since=now,
        stated_by_id=actor.by_id,
        usable_from=usable_from,
    )
    session().add(account)
    session().flush()
    return account
