"""Bank accounts of two makers, a batch that was paid, and one in which the bank sent a payout back."""

import io
from datetime import datetime, time, timedelta

from PIL import Image, ImageDraw, ImageFont

from app.base import clock
from app.base.zones import WIB
from app.demo import cast
from app.ledger.queries import payouts as queries
from app.ledger.rules.payouts import BounceReason, is_payout_day
from app.ledger.service import banking, payouts
from app.payments.service import releasing
from app.sellers import queries as sellers

ACCOUNTS = {
    cast.SELLER: ("002", "000000000000042", "NURLAELA HASANAH"),
    cast.CHOCOLATE: ("451", "0000000043", "WAHYUNI K"),
}
"""Numbers that no bank gives."""


def state_accounts() -> None:
    """Before the first sale."""
    with clock.at(clock.now() - timedelta(days=70)):
        for part, (bank, number, holder) in ACCOUNTS.items():
            banking.state(cast.actor(part), bank=bank, number=number, holder=holder, password=cast.PASSWORD)


def pay_out_all() -> None:
    """The older batch all paid; in the newer one the chocolate's came back, and what has become free since waits."""
    now = clock.now()
    _batch(_payout_moment(now - timedelta(days=21), now), bounced=None)
    chocolate = sellers.owned(cast.actor(cast.CHOCOLATE)).id
    _batch(_payout_moment(now - timedelta(days=6, hours=12), now), bounced=chocolate)
    releasing.release_received(now)
    releasing.release_fees(now)


def _payout_moment(earliest: datetime, now: datetime) -> datetime:
    """Ten in the morning of the first payout day after `earliest`, or an hour ago where there was none yet."""
    day = earliest.astimezone(WIB).date() + timedelta(days=1)
    while not is_payout_day(day):
        day += timedelta(days=1)
    return min(datetime.combine(day, time(10), WIB), now - timedelta(hours=1))


def _batch(at: datetime, *, bounced: int | None) -> None:
    admin = cast.actor(cast.ADMIN)
    with clock.at(at - timedelta(hours=2)):
        releasing.release_received(clock.now())
        releasing.release_fees(clock.now())
    with clock.at(at):
        batch = payouts.make_batch(admin)
    for row in queries.of_batch(batch.id):
        with clock.at(at + timedelta(minutes=20)):
            if bounced is not None and row.payout.seller_id == bounced:
                payouts.note_bounced(admin, row.payout.id, BounceReason.NAME)
            else:
                reference = f"UJI{row.payout.id:06d}"
                payouts.note_paid(admin, row.payout.id, reference=reference, proof=_slip(row, reference))


def _slip(row: queries.PayoutRow, reference: str) -> bytes:
    """What a bank's machine prints, as far as an example needs it."""
    paper = Image.new("RGB", (720, 900), "#ffffff")
    pen, big, small = ImageDraw.Draw(paper), ImageFont.load_default(44), ImageFont.load_default(30)
    pen.text((60, 60), "CONTOH, BUKAN STRUK BANK", font=big, fill="#7a1e4a")
    facts = [
        ("Ke", f"{row.account.bank_name} {row.account.number}"),
        ("Nama", row.account.holder),
        ("Jumlah", f"Rp{row.payout.amount:,}".replace(",", ".")),
        ("Berita", row.payout.number),
        ("Referensi", reference),
    ]
    for line, (name, fact) in enumerate(facts):
        pen.text((60, 200 + line * 90), name, font=small, fill="#67545e")
        pen.text((250, 200 + line * 90), fact, font=small, fill="#2b1a23")
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=85)
    return out.getvalue()
