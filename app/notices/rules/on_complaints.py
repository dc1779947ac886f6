"""Complaints about an order, to whoever did not do it herself."""

from app.notices.rules.letter import Letter

COMPLAINT_NEWS: dict[str, str] = {
    "open": "ada keluhan dari pembeli",
    "offer": "penjual menawarkan jalan keluar",
    "refuse": "penjual tidak menerima keluhannya",
    "mediate": "penengah diminta membantu",
    "escalate": "diteruskan ke penengah",
    "resend": "dikirim ulang",
    "part_refund": "sebagian uang kembali",
    "return": "barang dikirim balik dulu",
    "drop": "uang kembali",
    "send": "kiriman ulang sudah berangkat",
    "receive": "kiriman ulang sudah diterima",
    "send_back": "barangnya sedang dikirim balik",
    "take_back": "barang sudah kembali, uang dikembalikan",
    "dismiss": "ditutup oleh penengah",
    "withdraw": "ditarik oleh pembeli",
    "lapse": "ditutup tanpa jawaban",
    "moot": "ditutup, uangnya sudah kembali",
}
"""What happened → the end of the subject."""


def complaint(number: str, what: str, sentence: str, said: str, next_step: str | None) -> Letter:
    """`what` is a key of COMPLAINT_NEWS, `said` somebody's own words (may be empty), `next_step` None when it has ended."""
    parts = [sentence, f"Katanya: “{said}”" if said else "", next_step or "Keluhan ini sudah selesai."]
    return Letter(f"Keluhan pesanan {number}: {COMPLAINT_NEWS[what]}", "\n".join(one for one in parts if one))


def complaint_due_soon(number: str, next_step: str) -> Letter:
    return Letter(
        f"Keluhan pesanan {number}: waktunya hampir habis", f"Tinggal kurang dari sehari. {next_step}"
    )


def no_mediator(number: str, maker: str) -> Letter:
    return Letter(
        f"Keluhan pesanan {number} belum punya penengah",
        f"Di daerah {maker} belum ada petugas dinas. Beri seseorang peran petugas di daerah itu, "
        "supaya keluhannya bisa diputuskan.",
    )
