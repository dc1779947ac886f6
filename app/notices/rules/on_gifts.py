"""On gift requests: to the agency's staff and its head, and to the makers of what is asked for."""

from collections.abc import Sequence

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter

Goods = Sequence[tuple[int, str]]
"""Pieces and name."""


def _lines(goods: Goods) -> str:
    return "\n".join(f"• {pieces} × {name}" for pieces, name in goods)


def _title(words: str, event: str, room: int = 78) -> str:
    """A subject that ends in the name of the event, shortened where it is long."""
    left = room - len(words)
    return words + (event if len(event) <= left else event[: left - 1].rstrip() + "…")


# -- the head ---------------------------------------------------------------------------------


def please_agree(event: str, staff: str, handover: str, total: int, held_until: str) -> Letter:
    return Letter(
        _title("Menunggu persetujuan Anda: ", event),
        f"{staff} mengajukan cinderamata untuk {event}, diserahkan {handover}. Jumlahnya {format_rupiah(total)}, dengan ongkir.\n"
        f"Barang dan jadwal pembuatnya kami pegang sampai {held_until}. Setujui, atau kembalikan dengan catatan, sebelum itu, ya.",
    )


def still_to_agree(event: str, held_until: str) -> Letter:
    return Letter(
        _title("Tinggal sehari: ", event),
        f"Permintaan cinderamata untuk {event} masih menunggu persetujuan Anda. Kalau sampai {held_until} belum ada jawaban, "
        "barang dan jadwal pembuatnya dilepas.",
    )


def substitute_asked(event: str, makers: Sequence[str], total: int) -> Letter:
    return Letter(
        _title("Ada pembuat pengganti: ", event),
        f"Sebagian barang untuk {event} sekarang diminta dari {', '.join(makers)}, {format_rupiah(total)} dengan ongkir. "
        "Anggaran per penerima tetap seperti yang Anda setujui. Anda tidak perlu berbuat apa-apa.",
    )


# -- staff ------------------------------------------------------------------------------------


def nobody_to_agree(event: str) -> Letter:
    return Letter(
        "Belum ada kepala yang bisa menyetujui",
        f"Cinderamata untuk {event} sudah diajukan, tetapi di Gerai belum tercatat kepala instansi Anda. "
        "Minta pengelola Gerai menambahkannya, supaya permintaan ini bisa berjalan.",
    )


def agreed(event: str, head: str, makers: Sequence[str]) -> Letter:
    return Letter(
        _title("Disetujui: ", event),
        f"{head} menyetujui cinderamata untuk {event}. Sekarang pembuatnya kami tanya: {', '.join(makers)}. "
        "Jawaban dan kemajuan mereka ada di halaman permintaan.",
    )


def sent_back(event: str, head: str, words: str) -> Letter:
    return Letter(
        _title("Dikembalikan: ", event),
        f"{head} menulis tentang cinderamata untuk {event}:\n“{words}”\n"
        "Barangnya sudah tidak dipegang lagi. Ubah permintaannya, lalu ajukan lagi.",
    )


def lapsed(event: str) -> Letter:
    return Letter(
        _title("Dilepas: ", event),
        f"Cinderamata untuk {event} belum disetujui sampai batasnya, jadi barang dan jadwal pembuatnya dilepas. "
        "Permintaannya tersimpan sebagai rancangan; kalau masih perlu, ajukan lagi.",
    )


def recalled_before_agreed(event: str, goods: str, code: str) -> Letter:
    return Letter(
        _title("Dilepas: ", event),
        f"{goods} kode {code} ditarik dari peredaran, dan penggantinya tidak cukup. Jadi semua barang untuk {event} kami lepas. "
        "Permintaannya tersimpan sebagai rancangan; ganti isinya, lalu ajukan lagi.",
    )


def gifts_recalled(
    event: str, goods: str, pieces: int, code: str, reason: str, worth: int, *, is_paid: bool
) -> Letter:
    """`goods` that the agency has or has given away. `worth`: rupiah of them that it need not pay or may have back."""
    how = "Uangnya bisa diminta kembali" if is_paid else "Tagihannya bisa dikurangi"
    money = f"\n{how}, {format_rupiah(worth)}: buka bagian pembuatnya di halaman permintaan." if worth else ""
    return Letter(
        _title("Jangan dibagikan dulu: ", event),
        f"{pieces} {goods} kode {code} untuk {event} ditarik dari peredaran.\n“{reason}”\n"
        "Lihat kode di kemasannya. Yang masih ada jangan dibagikan, lalu buang isinya. Yang sudah dibagikan, kabari penerimanya: "
        f"jangan dimakan. Kalau namanya dulu ditulis, daftarnya ada di permintaan ini.{money}",
    )


def dropped_out(event: str, maker: str, goods: Goods, reason: str, ask_by: str | None) -> Letter:
    """`goods` no longer come from this maker; `ask_by`: the last day on which others can be asked for all that is missing."""
    then = (
        f"Masih ada yang sanggup sampai harinya. Pilih penggantinya paling lambat {ask_by}."
        if ask_by
        else "Belum semuanya ada yang sanggup sampai harinya. Lihat siapa yang bisa, atau cari dari daerah yang lebih luas."
    )
    return Letter(
        _title(f"{maker} tidak bisa: " if len(maker) < 40 else "Perlu pengganti: ", event),
        f"Untuk {event}, {maker} tidak bisa membawa:\n{_lines(goods)}\n{reason}\n{then}",
    )


def no_longer_official(event: str, goods: str, maker: str, *, is_agreed: bool) -> Letter:
    then = (
        "Pesanannya tetap berjalan. Kalau menurut Anda tidak pantas lagi diserahkan, batalkan bagiannya selama belum "
        "disanggupi pembuatnya, lalu pilih pengganti."
        if is_agreed
        else "Karena itu permintaannya belum bisa disetujui. Tarik kembali, pilih barang lain, lalu ajukan lagi."
    )
    return Letter(
        _title("Bukan oleh-oleh resmi lagi: ", goods),
        f"{goods} dari {maker}, untuk {event}, pada hari serah terima tidak lagi termasuk oleh-oleh resmi. {then}",
    )


def all_there(event: str, handover: str, post: str | None) -> Letter:
    """`post`: where the agency fetches it; none where it came to the place of hand-over."""
    where = f"Semuanya sudah lengkap di {post}, siap diambil." if post else "Semuanya sudah diterima."
    return Letter(
        _title("Sudah lengkap: ", event),
        f"{where} Serah terimanya {handover} untuk {event}. Berita acara dan kartu ceritanya bisa dicetak dari halaman permintaan.",
    )


def not_there_yet(event: str, needed: str, parts: Sequence[tuple[str, str]]) -> Letter:
    """Two working days before. `parts`: whose, and how it stands; gaps too."""
    lines = "\n".join(f"• {whose}: {how}" for whose, how in parts)
    return Letter(
        _title("Belum lengkap: ", event),
        f"Barang untuk {event} diperlukan paling lambat {needed}, dan ini belum ada:\n{lines}\n"
        "Hubungi pembuatnya dari halaman permintaan, ya.",
    )


# -- makers -----------------------------------------------------------------------------------


def maker_asked(
    number: str,
    agency: str,
    purpose: str,
    goods: Goods,
    ready: str,
    needed: str,
    *,
    steps_in: bool,
    bring_to: str = "",
) -> Letter:
    """`steps_in`: another maker dropped out; `bring_to`: post with its address and hours, none where she sends it herself."""
    first = "Pembuat lain berhalangan, dan instansinya memilih Ibu. " if steps_in else ""
    how = f"Antar ke {bring_to} paling lambat {ready} pukul 15.00." if bring_to else f"Siap kirim {ready}."
    return Letter(
        f"Pesanan instansi {number}, siap {ready}",
        f"{first}Dari {agency}, untuk {purpose}.\n{_lines(goods)}\n{how} Barangnya harus ada paling lambat {needed}, supaya siap saat "
        "diserahkan kepada tamu; hari acaranya tidak bisa mundur.\n"
        "Tolong dijawab dulu: sanggup semua, sebagian, atau belum bisa, supaya instansinya sempat mencari pengganti. "
        "Dibayar lewat tagihan instansi setelah diserahterimakan.",
    )
