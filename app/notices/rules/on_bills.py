"""Bills of agencies: due soon, and overdue."""

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter


def due_soon(number: str, maker: str, amount: int, due: str) -> Letter:
    return Letter(
        f"Tagihan pesanan {number} jatuh tempo {due}",
        f"{format_rupiah(amount)} untuk {maker} dibayar paling lambat {due}. Kalau pencairannya sedang berjalan, tidak perlu "
        "melakukan apa-apa.",
    )


def overdue(number: str, maker: str, amount: int, due: str) -> Letter:
    return Letter(
        f"Tagihan pesanan {number} lewat jatuh tempo",
        f"{format_rupiah(amount)} untuk {maker} seharusnya dibayar paling lambat {due}, dan belum tercatat masuk. Tolong "
        f"tanyakan ke bendahara. Kalau sudah dibayar, kabari {maker} supaya dicatat.",
    )


def not_paid_yet(number: str, agency: str, amount: int, due: str) -> Letter:
    """To the maker."""
    return Letter(
        f"Tagihan pesanan {number} belum dibayar",
        f"{agency} seharusnya membayar {format_rupiah(amount)} paling lambat {due}. Pembelinya kami ingatkan, dan petugas "
        "dinas di wilayah Ibu melihatnya juga. Kalau uangnya ternyata sudah masuk, buka tagihan ini dan catat.",
    )
