"""To admins."""

from app.notices.rules.letter import Letter


def money_to_look_at(differing: int, refunds: int, findings: int) -> Letter:
    """One a day, with what is open; a count of 0 is left out."""
    counted = [
        (differing, "pembayaran yang isinya berbeda"),
        (refunds, "pengembalian yang belum sampai"),
        (findings, "hal yang tidak cocok dengan tempat bayar"),
    ]
    points = "\n".join(f"• {count} {words}" for count, words in counted if count)
    return Letter(
        f"{differing + refunds + findings} hal soal uang perlu dilihat",
        f"Setiap hal sudah ditulisi langkah berikutnya. Yang masih terbuka:\n{points}",
    )
