"""A proof of payment between buyer and seller: how long each has, who may say that the money came, and why it did not.

In direct mode nobody but the seller sees her account. So her word settles, a photo never does; and whoever helps her says
it only because she asked for that.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.payments.rules.differing import Split

CONFIRM_WITHIN = timedelta(hours=24)
"""How long a seller may take to look into her account after a proof has come; shown to both sides."""
AGAIN_WITHIN = timedelta(hours=24)
"""How long a buyer has at least for another proof after hers was sent back."""
LATE_MONEY_WITHIN = timedelta(days=30)
"""How long money that came too late can be told of; later nobody remembers which it was."""
MOST_PROOFS = 6
"""Pictures for one payment, those that were sent back counted: more is noise, or somebody trying keys."""


class Teller(StrEnum):
    """Who says whether the money came."""

    SELLER = "seller"
    KADER = "kader"
    """While she acts for the seller."""
    OFFICER = "officer"
    """Of the seller's region."""


REASONS: dict[str, str] = {
    "belum": "Uangnya belum terlihat di rekening atau riwayat QRIS.",
    "jumlah": "Jumlahnya tidak sama dengan tagihan.",
    "tujuan": "Uangnya terkirim ke rekening atau QRIS lain.",
    "gambar": "Bukti ini tidak terbaca. Kirim yang lebih jelas.",
    "lain": "Ini bukti untuk pembayaran lain.",
}
"""Why a proof is sent back, as its buyer reads it."""

REPLACED = "Diganti pembeli dengan foto lain."
"""Why a proof counts no more that its buyer has sent anew before it was looked at."""


class NeedsReason(RuleBroken):
    message = "Pilih alasannya, atau tulis sendiri: pembeli akan membacanya."


class NotAsked(RuleBroken):
    """Somebody who helps wants to say that money came, and the seller has not asked for that."""

    message = "Penjual belum meminta bantuan untuk pembayaran ini. Ingatkan beliau; beliau sendiri yang membuka rekeningnya."


class AskHerself(RuleBroken):
    """A request for help was made by who helps."""

    message = "Permintaan ini harus dari penjualnya sendiri. Minta beliau masuk dengan HP-nya, lalu menekan tombol ini."


class ProofUsed(RuleBroken):
    """The same picture was sent before. Once is enough."""

    message = "Foto ini sudah pernah dikirim. Kirim bukti dari pembayaran yang ini, ya."


class TooManyProofs(RuleBroken):
    message = "Sudah banyak bukti yang dikirim. Hubungi pembuatnya supaya cepat dicocokkan."


class NeedsPhoto(RuleBroken):
    message = "Pilih fotonya dulu: foto layar dari bank atau dompet digital, atau foto struknya."


class NotByProof(RuleBroken):
    """Cash and invoices are settled by their own papers, and what was let go has to be ordered anew."""

    message = (
        "Pembayaran ini tidak menunggu bukti. Muat ulang halaman pesanan. Kalau uangnya sudah telanjur dikirim, kabari "
        "pembuatnya."
    )


class NothingWaits(RuleBroken):
    """There is nothing to confirm or to send back (any more)."""

    message = "Pembayaran ini sudah tidak menunggu dicocokkan. Muat ulang halaman untuk melihat yang terbaru."


class AmountSeenDiffers(RuleBroken):
    """Another amount than was due is there. Nothing is settled; the seller, and nobody for her, decides what that means
    (`may_accept`)."""

    def __init__(self, due: int, seen: int, *, may_accept: bool) -> None:
        self.due, self.seen, self.may_accept = due, seen, may_accept
        self.owed = Split(due, 0, seen).owed
        gap = f"{'kurang' if seen < due else 'lebih'} {format_rupiah(abs(due - seen))}"
        rest = (
            "Kalau memang segitu, pilih di bawah."
            if may_accept
            else "Kalau memang segitu, penjualnya sendiri yang memutuskan."
        )
        super().__init__(
            f"Tagihannya {format_rupiah(due)}, yang terlihat {format_rupiah(seen)}: {gap}. Periksa sekali lagi sampai rupiah "
            f"terakhir. {rest}"
        )


def answer_by(sent_at: datetime) -> datetime:
    """Until when the seller looks."""
    return sent_at + CONFIRM_WITHIN


def is_half_over(sent_at: datetime, due_at: datetime, now: datetime) -> bool:
    """Half of the time is over and not all of it: she is reminded once."""
    return now < due_at and now - sent_at >= due_at - now


def pay_by_after(pay_by: datetime, now: datetime) -> datetime:
    """Until when a buyer may pay, or send another proof, after hers was sent back: never sooner than before."""
    return max(pay_by, now + AGAIN_WITHIN)


def teller_of(*, is_helped: bool) -> Teller:
    """Behind the seller's door there is she, or a kader who acts for her."""
    return Teller.KADER if is_helped else Teller.SELLER


def check_teller(teller: Teller, *, asked: bool) -> None:
    """She herself always; who helps only when she has asked. Raises NotAsked."""
    if teller is not Teller.SELLER and not asked:
        raise NotAsked


def check_seen(teller: Teller, due: int, seen: int, accepts: int | None) -> None:
    """To the last rupiah, unless the seller herself has said that she takes this very amount. Raises AmountSeenDiffers."""
    may_accept = teller is Teller.SELLER
    if seen != due and not (may_accept and accepts == seen):
        raise AmountSeenDiffers(due, seen, may_accept=may_accept)


def reason_of(chosen: str | None, words: str) -> str:
    """The sentence that the buyer reads: the chosen one, then her own words. Raises NeedsReason when there is neither."""
    reason = " ".join(filter(None, [REASONS.get(chosen or "", ""), words.strip()]))
    if not reason:
        raise NeedsReason
    return reason
