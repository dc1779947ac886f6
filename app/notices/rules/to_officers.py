"""To officers and admins."""

from app.notices.rules.letter import Letter


def calendar_ends(known_until: str) -> Letter:
    return Letter(
        "Kalender hari libur perlu ditambah",
        "Tanggal untuk pembeli dihitung sampai setengah tahun ke depan, tetapi hari libur nasional baru tercatat "
        f"sampai {known_until}. Sesudah itu hanya hari Minggu yang dihitung libur. "
        "Kalau keputusan bersama untuk tahun berikutnya sudah terbit, minta pengelola menambahkannya.",
    )
