"""Sellers who have sold, whose money is free, and who have a bank account: each step as people do it."""

from datetime import UTC, datetime, timedelta

from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.delivery.models import Post
from app.ledger.models import BankAccount, Payout, PayoutBatch
from app.ledger.queries import payouts as queries
from app.ledger.queries import statements
from app.ledger.rules.accounts import Payee
from app.ledger.rules.payouts import BounceReason
from app.ledger.service import banking, payouts
from app.orders.models import Order
from app.payments.service import releasing
from app.sellers import queries as sellers
from tests.support import world
from tests.support.answers import reach
from tests.support.orders import a_paid_order

FREE = world.SUNDAY + timedelta(days=3)
"""Wednesday, 25 November, ten in the morning: what was received on the tests' day is free."""
TUESDAY = datetime(2026, 12, 1, 3, 0, tzinfo=UTC)


def an_account(
    who: str = world.SELLER, *, bank: str = "014", number: str = "1234567890", holder: str = "YATI PENJUAL"
) -> BankAccount:
    """A member of the world states where her money goes."""
    return banking.state(world.actor(who), bank=bank, number=number, holder=holder, password=world.PASSWORD)


def sold(wanted: dict[Product, int] | None = None) -> Order:
    """Two mats of the world's seller, 90.000 with the way there, in her buyer's hands since Sunday."""
    order = a_paid_order(wanted)
    reach(order, "received")
    return order


def release(moment: datetime = FREE) -> int:
    """The hourly job runs."""
    with clock.at(moment):
        return releasing.release_received(clock.now())


def release_fees(moment: datetime = FREE) -> int:
    """The same job, for posts."""
    with clock.at(moment):
        return releasing.release_fees(clock.now())


def an_account_of(post: Post, *, number: str = "5678901234", holder: str = "POSKO PKK UJI") -> BankAccount:
    """Its keeper states where its fees go."""
    keeper = world.actor(world.CURATOR)
    return banking.state_of_post(
        keeper, post.id, bank="002", number=number, holder=holder, password=world.PASSWORD
    )


def balances_of(post: Post) -> tuple[int, int, int, int]:
    """Pending, available, in payout, paid."""
    found = statements.balances_of(Payee(post_id=post.id))
    return found.pending, found.available, found.in_payout, found.paid


def seller_id(who: str = world.SELLER) -> int:
    return sellers.owned(world.actor(who)).id


def balances(who: str = world.SELLER) -> tuple[int, int, int, int]:
    """Pending, available, in payout, paid."""
    found = statements.balances(seller_id(who))
    return found.pending, found.available, found.in_payout, found.paid


def admin() -> Actor:
    return world.actor(world.ADMIN)


def a_batch(moment: datetime = TUESDAY) -> tuple[PayoutBatch, list[Payout]]:
    """An admin makes a batch."""
    with clock.at(moment):
        batch = payouts.make_batch(admin())
    return batch, [row.payout for row in queries.of_batch(batch.id)]


def pays(payout: Payout, moment: datetime = TUESDAY) -> None:
    """The bank has carried it out."""
    with clock.at(moment):
        payouts.note_paid(admin(), payout.id, reference="REF 1", proof=world.a_picture(400, 400))


def bounces(payout: Payout, reason: BounceReason = BounceReason.NUMBER, moment: datetime = TUESDAY) -> None:
    """The bank has sent it back."""
    with clock.at(moment):
        payouts.note_bounced(admin(), payout.id, reason)
