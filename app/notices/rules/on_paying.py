"""How makers are paid directly."""

from app.notices.rules.letter import Letter


def sticker_stated(merchant: str, nmid: str, *, replaced: bool) -> Letter:
    return Letter(
        "Stiker QRIS gerai Ibu diganti" if replaced else "Stiker QRIS gerai Ibu dipasang",
        f"Mulai sekarang pembeli yang memilih QRIS membayar ke {merchant}, NMID {nmid}.\n"
        "Kalau bukan Ibu yang memasang, matikan QRIS di Cara dibayar, lalu ganti kata sandi dan hubungi petugas.",
    )


def note_minutes(number: str, minutes: str) -> Letter:
    """The other side has noted the minutes of hand-over of an order."""
    return Letter(
        f"Berita acara pesanan {number} sudah dicatat",
        f"Berita acara nomor {minutes} sudah dicatat. Cocokkan dengan kertasnya, lalu catat yang sama:"
        " setelah itu hari bayarnya dihitung.",
    )


def bill_due(number: str, due: str) -> Letter:
    return Letter(
        f"Tagihan pesanan {number} dibayar paling lambat {due}",
        f"Berita acara pesanan {number} sudah dicatat dua pihak. Tagihannya dibayar paling lambat {due}.",
    )
