"""About one's own account."""

from app.notices.rules.letter import Letter


def link_handed_out(by: str) -> Letter:
    return Letter(
        "Ada tautan masuk yang dibuat untuk akun Anda",
        f"{by} baru saja membuat tautan sekali pakai agar Anda bisa membuat kata sandi. "
        "Kalau Anda tidak memintanya, segera kabari petugas.",
    )


def password_changed() -> Letter:
    return Letter(
        "Kata sandi Anda baru saja diganti",
        "Semua perangkat lain sudah keluar. Kalau bukan Anda yang mengganti, segera kabari petugas.",
    )


def reset_link(name: str) -> Letter:
    return Letter(
        "Membuat kata sandi baru",
        f"Halo {name}, tautan di bawah ini berlaku 2 jam dan hanya sekali pakai. "
        "Kalau Anda tidak memintanya, abaikan saja surat ini.",
    )
