"""About goods that a maker is asked to give for an occasion."""

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter


def asked(agency: str, goods: str, pieces: int, event: str, day: str, value: int, words: str) -> Letter:
    """To the maker. `words` are the officer's own."""
    own = f"\n\nPesan dari {agency}:\n{words}" if words else ""
    return Letter(
        f"{agency} minta {pieces} {goods} tanpa bayar",
        f"Untuk acara {event}, {day}. Nilainya {format_rupiah(value)}, dan Ibu tidak dibayar untuk ini.{own}\n\n"
        "Ibu bebas memilih: bersedia atau tidak. Kalau tidak, tidak ada akibat apa pun dan tidak perlu alasan. "
        "Stok Ibu baru berkurang kalau Ibu menjawab bersedia.",
    )


def agreed(maker: str, goods: str, pieces: int, words: str) -> Letter:
    """To the officer who asked."""
    own = f"\n\nKata beliau: {words}" if words else ""
    return Letter(
        f"{maker} bersedia memberi {pieces} {goods}",
        f"Hibahnya sudah masuk buku cinderamata.{own}\n\nAtur pengambilannya dengan beliau, dan sampaikan terima kasih, ya.",
    )


def declined(maker: str, goods: str, pieces: int, words: str) -> Letter:
    """To the officer who asked."""
    own = f"\n\nKata beliau: {words}" if words else ""
    return Letter(
        f"{maker} belum bisa memberi {pieces} {goods}",
        f"Tidak ada yang dicatat.{own}\n\nKalau barangnya tetap diperlukan, pesan dan bayar lewat permintaan cinderamata.",
    )


def withdrawn(agency: str, goods: str, pieces: int) -> Letter:
    """To the maker."""
    return Letter(
        f"{agency} tidak jadi minta {pieces} {goods}",
        "Tidak ada yang perlu Ibu lakukan, dan stok Ibu tidak berubah.",
    )
