"""To buyers, about their orders."""

from collections.abc import Sequence
from enum import StrEnum

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter


class Back(StrEnum):
    """By whose hands a buyer's money comes back."""

    BY_US = "by us"
    BY_MAKER = "by maker"
    """She was paid directly; a letter of its own asks the buyer to where."""
    UNPAID = "unpaid"
    """There is none: it was to be paid later."""


def _back(refund: int, maker: str, back: Back) -> str:
    """What becomes of the money of what falls away."""
    if back is Back.BY_US:
        return f"{format_rupiah(refund)} kami kembalikan lewat cara Anda membayar."
    if back is Back.BY_MAKER:
        return f"Uangnya dikembalikan langsung oleh {maker}. Buka halaman pesanan untuk menulis ke mana."
    return f"{format_rupiah(refund)} tidak perlu dibayar lagi."


def order_placed(number: str, total: int, pay_by: str) -> Letter:
    return Letter(
        f"Pesanan {number} menunggu dibayar",
        f"Terima kasih. Pesanan {number} sudah kami catat, jumlahnya {format_rupiah(total)}.\n"
        f"Barang dan jadwal pembuatnya kami pegang sampai {pay_by}. Bayar sebelum itu, ya.\n"
        "Simpan surat ini: tautannya membuka pesanan Anda kapan saja.",
    )


def order_paid(number: str, total: int, parcels: Sequence[tuple[str, str]]) -> Letter:
    """`parcels`: maker and the day on which her part arrives."""
    lines = "\n".join(f"• {maker}: sampai sekitar {day}" for maker, day in parcels)
    return Letter(
        f"Pembayaran pesanan {number} sudah kami terima",
        f"{format_rupiah(total)} sudah masuk. Tiap pembuat mengirim bagiannya sendiri:\n{lines}",
    )


def part_paid(number: str, maker: str, total: int, arrives: str) -> Letter:
    """The seller of one part has its money."""
    return Letter(
        f"{maker} sudah menerima pembayaran Anda",
        f"{format_rupiah(total)} untuk pesanan {number} sudah masuk. Sampai sekitar {arrives}.",
    )


def part_released(number: str, maker: str, why: str) -> Letter:
    return Letter(
        f"Bagian {maker} dari pesanan {number} dilepas",
        f"{why} Tidak ada yang perlu dibayar lagi untuk bagian ini. Bagian yang lain tetap berjalan.",
    )


def order_paid_to_post(
    number: str, total: int, post: str, arrives: str, others: Sequence[tuple[str, str]]
) -> Letter:
    """Parts that come together at a post, and `others` as in `order_paid`; `arrives` says when, or from when to fetch."""
    lines = "\n".join(
        [f"• {post}: {arrives}", *(f"• {maker}: sampai sekitar {day}" for maker, day in others)]
    )
    return Letter(
        f"Pembayaran pesanan {number} sudah kami terima",
        f"{format_rupiah(total)} sudah masuk. Barang dari beberapa pembuat dikumpulkan jadi satu paket:\n{lines}",
    )


def late_parts(
    number: str, makers: str, post: str, answer_by: str, ready: str, *, is_paid: bool = True
) -> Letter:
    """`makers` whose parts are not at the post on their day; `ready`: when what is there leaves in any case."""
    third = "uang bagian itu kembali" if is_paid else "bagian itu dibatalkan"
    return Letter(
        f"Pesanan {number}: ada bagian yang belum sampai di posko",
        f"Bagian {makers} belum sampai di {post} pada harinya. Di halaman pesanan Anda bisa memilih: tunggu, "
        f"kirim yang sudah ada dulu, atau {third}.\n"
        f"Kalau sampai {answer_by} belum ada jawaban, kami tunggu paling lama sampai {ready}. Setelah itu yang sudah ada "
        "kami kirim, dan bagian itu menyusul tanpa ongkir tambahan.",
    )


def part_follows(number: str, maker: str, arrives: str) -> Letter:
    return Letter(
        f"Bagian {maker} menyusul",
        f"Dari pesanan {number}, yang sudah ada di posko berangkat dulu. Bagian {maker} dikirim sendiri oleh pembuatnya, "
        f"tanpa ongkir tambahan. Sampai sekitar {arrives}.",
    )


def part_without(number: str, maker: str, goods: Sequence[str], refund: int) -> Letter:
    """`goods` were missing or damaged at the post."""
    lines = "\n".join(f"• {one}" for one in goods)
    return Letter(
        f"Sebagian barang dari pesanan {number} tidak ikut dikirim",
        f"Waktu bagian {maker} diperiksa di posko, ada yang belum layak dikirim:\n{lines}\n"
        f"{format_rupiah(refund)} kami kembalikan lewat cara Anda membayar. Sisanya tetap dikirim.",
    )


def whole_ready(number: str, post: str, address: str, hours: str, code: str) -> Letter:
    return Letter(
        f"Pesanan {number} siap diambil",
        f"Semua barangnya sudah diperiksa dan menunggu Anda di {post}, {address}. Buka {hours}.\n"
        f"Sebutkan kode {code} kepada penjaganya.",
    )


def not_ready_yet(number: str, post: str) -> Letter:
    return Letter(
        f"Pesanan {number} jangan diambil dulu",
        f"Ada isi paket yang tidak boleh ikut, jadi {post} membukanya lagi. Kami kabari begitu siap diambil; kodenya tetap.",
    )


def whole_sent(number: str, post: str, courier: str, tracking: str, arrives: str) -> Letter:
    by = f"{courier}, nomor resi {tracking}" if tracking else courier
    return Letter(
        f"Pesanan {number} sudah berangkat dari posko",
        f"{post} mengirim satu paket lewat {by}. Sampai sekitar {arrives}.\n"
        "Kalau sudah diterima, kabari lewat halaman pesanan, ya.",
    )


def order_expired(number: str) -> Letter:
    return Letter(
        f"Pesanan {number} sudah dilepas",
        "Pembayarannya belum kami terima sampai batas waktu, jadi barang dan jadwalnya kami kembalikan. "
        "Kalau masih ingin, silakan pesan lagi.",
    )


def _torn(sets: Sequence[str]) -> str:
    """Of which sets it was a part: what comes of them is no whole set any more."""
    if not sets:
        return ""
    return (
        f"\nIni isi dari {' dan '.join(f'Set {one}' for one in sets)}, jadi setnya datang tidak lengkap. "
        "Bagian yang belum disanggupi pembuatnya masih bisa dibatalkan di halaman pesanan."
    )


def parcel_declined(
    number: str,
    maker: str,
    reason: str,
    refund: int,
    *,
    others: bool,
    back: Back = Back.BY_US,
    sets: Sequence[str] = (),
) -> Letter:
    """`others`: another maker still sends, or has sent, her part. `sets`: of which it was a part."""
    rest = " Bagian lain tetap dikirim." + _torn(sets) if others else ""
    return Letter(
        f"Satu bagian dari pesanan {number} tidak bisa dikirim",
        f"{maker} tidak bisa mengirim bagiannya: {reason}\n{_back(refund, maker, back)}{rest}",
    )


def parcel_short(
    number: str,
    maker: str,
    goods: Sequence[tuple[int, str]],
    reason: str,
    refund: int,
    *,
    back: Back = Back.BY_US,
    sets: Sequence[str] = (),
) -> Letter:
    """`goods`: pieces and name of what does not come; `sets`: of which they were parts."""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"{maker} menyanggupi sebagian dari pesanan {number}",
        f"Yang tidak bisa dibuat:\n{lines}\n{reason}\n{_back(refund, maker, back)} Sisanya dikirim sesuai tanggalnya.{_torn(sets)}",
    )


def parcel_lapsed(
    number: str,
    maker: str,
    refund: int,
    *,
    others: bool,
    back: Back = Back.BY_US,
    sets: Sequence[str] = (),
) -> Letter:
    """`others`: another maker still sends, or has sent, her part. `sets`: of which it was a part."""
    rest = (
        " Bagian lain tetap dikirim." + _torn(sets) if others else " Kalau masih ingin, silakan pesan lagi."
    )
    return Letter(
        f"Satu bagian dari pesanan {number} tidak dijawab pembuatnya",
        f"{maker} belum menjawab sampai batas waktu, jadi bagiannya kami lepas. Maaf, ya.\n{_back(refund, maker, back)}{rest}",
    )


def delay_asked(
    number: str,
    maker: str,
    reason: str,
    days: tuple[str, str],
    answer_by: str,
    *,
    needed: str = "",
    too_late: bool = False,
    is_paid: bool = True,
) -> Letter:
    """`days`: when her part would be there by the old and by the new promise; `needed`: the last day on which an agency can use
    it, after which the new one is where it comes `too_late`."""
    old, new = days
    by = ""
    if needed:
        by = (
            f"Padahal diperlukan paling lambat {needed}.\n"
            if too_late
            else f"Masih sebelum {needed}, hari diperlukannya.\n"
        )
    third = (
        "uang kembali"
        if is_paid
        else "membatalkan bagian ini dan memilih pengganti"
        if needed
        else "membatalkan bagian ini"
    )
    return Letter(
        f"{maker} minta waktu lebih untuk pesanan {number}",
        f"Alasannya: {reason}\nTadinya sampai sekitar {old}, menjadi {new}.\n{by}"
        f"Tanggal tidak berubah tanpa persetujuan Anda. Jawab di halaman pesanan sebelum {answer_by}: "
        f"menunggu, tetap tanggal lama, atau {third}.",
    )


def ready_to_fetch(number: str, maker: str) -> Letter:
    return Letter(
        f"Pesanan {number} siap diambil di {maker}",
        "Barangnya sudah dikemas. Alamat dan kode ambilnya ada di halaman pesanan; "
        "sebutkan kodenya saat mengambil, ya.",
    )


def parcel_sent(
    number: str, maker: str, courier: str, tracking: str, arrives: str, tracking_page: str | None
) -> Letter:
    by = f"{courier}, nomor resi {tracking}" if tracking else courier
    where = f"Lacak di {courier}: {tracking_page}\n" if tracking_page else ""
    return Letter(
        f"Kiriman dari {maker} sudah berangkat",
        f"Bagian {maker} dari pesanan {number} dikirim lewat {by}. Sampai sekitar {arrives}.\n"
        f"{where}"
        "Kalau sudah diterima, kabari lewat halaman pesanan, ya.",
    )


def receipt_asked(number: str, maker: str, counts_from: str) -> Letter:
    return Letter(
        f"Kiriman dari {maker} sudah sampai?",
        f"Bagian {maker} dari pesanan {number} mestinya sudah sampai. Kalau sudah, tekan “Sudah saya terima” di halaman "
        "pesanan, supaya pembuatnya menerima uangnya.\n"
        "Kalau belum sampai, rusak, atau kurang, sampaikan keluhan di halaman yang sama; uangnya kami tahan dulu.\n"
        f"Kalau sampai {counts_from} belum ada kabar, bagian ini kami anggap sudah diterima.",
    )


def receipt_assumed(number: str, maker: str, complain_until: str) -> Letter:
    return Letter(
        f"Bagian {maker} kami anggap sudah diterima",
        f"Kami belum mendapat kabar tentang bagian {maker} dari pesanan {number}, jadi kami anggap sudah sampai.\n"
        f"Kalau ternyata ada yang kurang atau rusak, sampaikan keluhan di halaman pesanan sampai {complain_until}.",
    )


def money_returned(number: str, amount: int) -> Letter:
    return Letter(
        f"Uang dari pesanan {number} sudah dikembalikan",
        f"{format_rupiah(amount)} sudah kami kembalikan. Di rekening atau kartu Anda biasanya tampak dalam beberapa hari.",
    )


def money_bounced(number: str, amount: int) -> Letter:
    """It was back, and its bank or card has sent it away."""
    return Letter(
        f"Uang dari pesanan {number} belum sampai",
        f"{format_rupiah(amount)} sudah kami kembalikan, tetapi kartu atau rekening yang dulu dipakai membayar tidak bisa "
        "menerimanya lagi. Uangnya aman di kami. Petugas kami menghubungi Anda untuk menanyakan rekening lain.",
    )


def money_transferred(number: str, amount: int, day: str) -> Letter:
    """It went by bank transfer instead."""
    return Letter(
        f"Uang dari pesanan {number} sudah dikembalikan",
        f"{format_rupiah(amount)} kami transfer pada {day} ke rekening yang Anda sebutkan. Kalau besok belum terlihat, "
        "hubungi kami lewat kontak di halaman pesanan.",
    )


def given_back(
    number: str, maker: str, amount: int, reason: str, *, by_desk: bool, back: Back = Back.BY_US
) -> Letter:
    """`maker`, or for a complaint's sake who mediates, gives money back while the goods stay."""
    who = (
        f"Penengah memutuskan {format_rupiah(amount)}"
        if by_desk
        else f"{maker} mengembalikan {format_rupiah(amount)}"
    )
    rest = f" dari bagian {maker} dikembalikan" if by_desk else ""
    how = {
        Back.BY_US: "Uangnya kembali lewat cara Anda membayar; kabarnya bisa dilihat di halaman pesanan.",
        Back.BY_MAKER: _back(amount, maker, back),
        Back.UNPAID: _back(amount, maker, back),
    }[back]
    return Letter(
        f"{format_rupiah(amount)} dari pesanan {number} dikembalikan",
        f"{who}{rest}: {reason}\nBarangnya tetap untuk Anda. {how}",
    )


def given_back_for_her(number: str, amount: int, reason: str) -> Letter:
    """To the seller, when who mediates gave money back of her part."""
    return Letter(
        f"{format_rupiah(amount)} dari pesanan {number} dikembalikan ke pembeli",
        f"Penengah memutuskannya karena keluhan pembeli: {reason}\nBarangnya tetap di pembeli. "
        "Rinciannya ada di halaman pesanan Ibu.",
    )


def paid_too_late(number: str, amount: int, why: str, *, maker: str | None = None) -> Letter:
    """`why`: a sentence about what stands in the way of going on with the order. `maker` who has the money, if not we."""
    back = (
        f"{maker} mengembalikan {format_rupiah(amount)} langsung ke Anda. Buka halaman pesanan untuk menulis ke mana."
        if maker
        else f"{format_rupiah(amount)} kami kembalikan utuh lewat cara Anda membayar."
    )
    return Letter(
        f"Pembayaran pesanan {number} datang terlambat",
        f"Uangnya masuk setelah pesanan ini dilepas, dan pesanannya tidak bisa dilanjutkan. {why}\n"
        f"{back} Kalau masih ingin, silakan pesan lagi.",
    )


def other_amount(number: str, amount: int, due: int) -> Letter:
    """Money came in another sum than was due, and goes back whole."""
    return Letter(
        f"Jumlah pembayaran pesanan {number} berbeda",
        f"Yang masuk {format_rupiah(amount)}, padahal jumlahnya {format_rupiah(due)}. Uangnya kami kembalikan utuh "
        "lewat cara Anda membayar. Kalau pesanannya masih menunggu, silakan bayar sekali lagi dengan jumlah yang pas.",
    )


def paid_twice(number: str, amount: int, *, maker: str | None = None) -> Letter:
    """`maker` who has the money, if not we."""
    by = f"dikembalikan utuh oleh {maker}" if maker else "kami kembalikan utuh"
    return Letter(
        f"Pesanan {number} terbayar dua kali",
        f"{format_rupiah(amount)} dari pembayaran yang kedua {by}. "
        "Pesanan Anda tetap berjalan seperti biasa.",
    )


def recalled_sent(number: str, goods: str, pieces: int, code: str, reason: str, worth: int) -> Letter:
    """`goods` that the buyer has or that are on their way to her. `worth`: rupiah that she may ask for."""
    money = (
        f"\nUangnya bisa kembali, {format_rupiah(worth)}: tekan “Minta uang kembali” di halaman pesanan. "
        "Barangnya tidak perlu dikirim balik."
    )
    return Letter(
        f"Jangan dimakan dulu: {goods} kode {code} ditarik",
        f"Di pesanan {number} ada {pieces} {goods} dengan kode produksi {code}. Kode itu ditarik dari peredaran: {reason}\n"
        "Lihat kode di kemasannya. Kalau cocok, jangan dimakan, jangan diberikan ke orang lain, lalu buang isinya."
        + (money if worth else ""),
    )


def recalled_dropped(
    number: str,
    goods: str,
    pieces: int,
    code: str,
    reason: str,
    refund: int,
    *,
    maker: str = "",
    back: Back = Back.BY_US,
) -> Letter:
    return Letter(
        f"{pieces} {goods} dari pesanan {number} tidak jadi dikirim",
        f"Kode produksi {code} ditarik dari peredaran: {reason}\nPenggantinya belum cukup. "
        f"{_back(refund, maker, back)} Sisanya tetap dikirim kalau masih ada.",
    )


def recalled_before_paying(number: str, goods: str, code: str) -> Letter:
    return Letter(
        f"Pesanan {number} dilepas, tidak ada yang perlu dibayar",
        f"{goods} dengan kode produksi {code} ditarik dari peredaran, dan penggantinya belum cukup. "
        "Kalau masih ingin barang yang lain, silakan pesan lagi.",
    )
