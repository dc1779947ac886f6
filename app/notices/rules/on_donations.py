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


def recalled(
    goods: str, pieces: int, code: str, maker: str, event: str, day: str, reason: str, until: str
) -> Letter:
    """To every officer of the agency that was given it: food safety."""
    return Letter(
        f"Ditarik dari peredaran: {goods}",
        f"{pieces} {goods} kode {code}, pemberian {maker} untuk {event}, {day}, ditarik dari peredaran.\n“{reason}”\n\n"
        "Kalau belum dibagikan, sisihkan, jangan diberikan. Kalau sudah, kabari penerimanya supaya tidak dimakan. "
        f"Lalu catat apa yang sudah dilakukan, paling lambat {until}. Catatannya masuk buku cinderamata.",
    )


def recall_not_noted(goods: str, code: str, event: str, until: str) -> Letter:
    """To every officer of the agency, once, when its time is over."""
    return Letter(
        f"Belum dicatat: {goods} yang ditarik",
        f"{goods} kode {code} untuk {event} ditarik dari peredaran, dan sampai {until} belum ada catatan dari instansi Anda. "
        "Kabari penerimanya kalau belum, lalu tulis apa yang sudah dilakukan.",
    )
