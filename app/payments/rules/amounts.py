"""When money fits."""

from app.base.errors import RuleBroken
from app.base.money import format_rupiah

CURRENCY = "idr"
"""The one currency of the house, as gateways write it."""

PAID_TWICE = "Pesanannya sudah dibayar."
"""Why money goes back that is not the first for what it was meant for."""


class CannotPay(RuleBroken):
    """This order cannot be paid (any more)."""


class TooSmall(CannotPay):
    """A gateway's least is more."""

    def __init__(self, amount: int, least: int) -> None:
        super().__init__(
            f"Bayar dengan kartu di sini paling sedikit {format_rupiah(least)}, sedangkan jumlah ini {format_rupiah(amount)}. "
            "Tambah satu barang lagi, ya, atau pilih cara bayar lain kalau ada."
        )


class TooLarge(CannotPay):
    """A gateway's most is less."""

    def __init__(self, amount: int, most: int) -> None:
        super().__init__(
            f"Bayar dengan kartu di sini paling banyak {format_rupiah(most)}, sedangkan jumlah ini {format_rupiah(amount)}. "
            "Bagi menjadi beberapa pesanan, ya, atau pilih cara bayar lain kalau ada."
        )


class NotTaken(CannotPay):
    """A gateway refused the sum although it lies within what was agreed: its own limits have changed."""

    message = "Tempat bayarnya menolak jumlah ini. Pilih cara bayar lain kalau ada, atau ubah isi pesanannya."


def misfit(amount: int, *, least: int, most: int) -> CannotPay | None:
    """Why a gateway does not take a sum; none where it does."""
    if amount < least:
        return TooSmall(amount, least)
    return TooLarge(amount, most) if amount > most else None
