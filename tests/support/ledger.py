"""The books as tests read them, and what the services of payouts write into them."""

from datetime import timedelta

from app.base import clock
from app.ledger.rules import postings
from app.ledger.rules.accounts import JournalKind, Payee
from app.ledger.rules.commission import Rate
from app.ledger.service import commission
from app.ledger.service.posting import post
from app.orders.models import Parcel
from tests.support import world
from tests.support.ties import rows

JOURNAL = """
SELECT a.kind, coalesce(a.seller_id, a.post_id), e.parcel_id, e.amount
FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id JOIN ledger_journals j ON j.id = e.journal_id
WHERE j.source = '{}' ORDER BY e.amount DESC, a.kind, e.parcel_id
"""


def a_rate(bps: int) -> None:
    """A commission that has held for a while."""
    with clock.at(world.SUNDAY - timedelta(days=20)):
        commission.set_rate(world.actor(world.ADMIN), Rate(bps, clock.now().date() + timedelta(days=1)))


def journals() -> list[str]:
    """The sources of all journals, in their order."""
    return [source for (source,) in rows("SELECT source FROM ledger_journals ORDER BY id")]


def journal(source: str) -> list[tuple[str, int | None, int | None, int]]:
    """Account, its owner, the part it is about, rupiah: debits first."""
    return [(kind, owner, parcel, amount) for kind, owner, parcel, amount in rows(JOURNAL.format(source))]


def released(parcel: Parcel, net: int) -> None:
    """The hold of a part is over."""
    post(
        JournalKind.RELEASE,
        f"release:{parcel.id}",
        postings.release(parcel.seller_id, parcel.id, net),
        note="Pesanan selesai",
    )


def paid_out(seller_id: int, amount: int, number: int = 1) -> None:
    """The bank has paid this much to a seller."""
    post(
        JournalKind.PAYOUT,
        f"payout:{number}",
        postings.payout_made(Payee(seller_id), amount),
        note="Masuk daftar pencairan",
    )
    post(
        JournalKind.PAYOUT_PAID,
        f"payout-paid:{number}",
        postings.payout_paid(Payee(seller_id), amount),
        note="Dicairkan ke rekening",
    )
