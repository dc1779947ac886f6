"""To keepers of posts."""

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter


def keeper_named(post: str) -> Letter:
    return Letter(
        f"Anda menjaga {post}",
        f"Mulai sekarang Anda bisa memeriksa, mengemas, dan mengirim barang yang datang ke {post}. "
        "Daftar yang ditunggu ada di halaman Posko.",
    )


def whole_opened(number: str, maker: str, why: str) -> Letter:
    """`why` ends the sentence about the maker's part."""
    return Letter(
        f"Pesanan {number}: keluarkan bagian {maker} dari paketnya",
        f"Jangan dikirim dulu: {why}. Sisihkan bagian {maker}, lalu lihat di halaman paket apa yang masih ditunggu.",
    )


def bank_account_stated(post: str, where: str, holder: str, usable_from: str, *, changed: bool) -> Letter:
    """`where`: bank and the last digits; `usable_from`: when the first payout may go there."""
    return Letter(
        f"Rekening {post} {'baru saja diganti' if changed else 'sudah diisi'}",
        f"Uang posko dicairkan ke {where} atas nama {holder}, mulai {usable_from}.\n"
        "Kalau bukan penjaga posko yang mengisinya, segera ganti kata sandi lalu isi rekening yang benar.",
    )


def payout_paid(post: str, amount: int, where: str, number: str) -> Letter:
    return Letter(
        f"{format_rupiah(amount)} uang {post} sudah dicairkan",
        f"Sudah kami kirim ke {where}, dengan berita {number}. Bukti transfernya ada di halaman Uang posko.\n"
        "Biasanya sampai hari ini juga. Kalau besok belum tampak, kabari kami.",
    )


def payout_bounced(post: str, amount: int, why: str, *, to_mend: bool) -> Letter:
    """`to_mend`: the account is to blame."""
    then = (
        "Isi lagi rekening poskonya, lalu uangnya ikut pencairan berikutnya."
        if to_mend
        else "Anda tidak perlu berbuat apa-apa: uangnya ikut pencairan berikutnya."
    )
    return Letter(
        f"Pencairan {format_rupiah(amount)} untuk {post} dikembalikan bank",
        f"{why}. Uangnya sudah kembali ke saldo posko.\n{then}",
    )
