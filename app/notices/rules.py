"""The words of every letter: facts in, subject and plain text out. Kind, short, the fact first, then the next step."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.base.money import format_rupiah


@dataclass(frozen=True)
class Letter:
    """What is said; where the link leads is said by who sends it."""

    subject: str
    body: str


def mail_body(body: str, address: str | None, *, demo: bool) -> str:
    """A letter as a mail: with its link, and in demo mode with the warning that stands on every page there."""
    parts = ["[MODE UJI] Ini percobaan: tidak ada uang dan tidak ada barang sungguhan."] if demo else []
    parts.append(body)
    if address:
        parts.append(f"Buka di sini:\n{address}")
    parts.append("Salam,\nGerai")
    return "\n\n".join(parts) + "\n"


# -- to buyers --------------------------------------------------------------------------------


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


def late_parts(number: str, makers: str, post: str, answer_by: str, ready: str) -> Letter:
    """`makers` whose parts are not at the post on their day; `ready`: when what is there leaves in any case."""
    return Letter(
        f"Pesanan {number}: ada bagian yang belum sampai di posko",
        f"Bagian {makers} belum sampai di {post} pada harinya. Di halaman pesanan Anda bisa memilih: tunggu, "
        f"kirim yang sudah ada dulu, atau uang bagian itu kembali.\n"
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


def parcel_declined(number: str, maker: str, reason: str, refund: int, *, others: bool) -> Letter:
    """`others`: another maker still sends, or has sent, her part."""
    rest = " Bagian lain tetap dikirim." if others else ""
    return Letter(
        f"Satu bagian dari pesanan {number} tidak bisa dikirim",
        f"{maker} tidak bisa mengirim bagiannya: {reason}\n"
        f"{format_rupiah(refund)} kami kembalikan lewat cara Anda membayar.{rest}",
    )


def parcel_short(
    number: str, maker: str, goods: Sequence[tuple[int, str]], reason: str, refund: int
) -> Letter:
    """`goods`: pieces and name of what does not come."""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"{maker} menyanggupi sebagian dari pesanan {number}",
        f"Yang tidak bisa dibuat:\n{lines}\n{reason}\n"
        f"{format_rupiah(refund)} kami kembalikan lewat cara Anda membayar. Sisanya dikirim sesuai tanggalnya.",
    )


def parcel_lapsed(number: str, maker: str, refund: int, *, others: bool) -> Letter:
    """`others`: another maker still sends, or has sent, her part."""
    rest = " Bagian lain tetap dikirim." if others else " Kalau masih ingin, silakan pesan lagi."
    return Letter(
        f"Satu bagian dari pesanan {number} tidak dijawab pembuatnya",
        f"{maker} belum menjawab sampai batas waktu, jadi bagiannya kami lepas. Maaf, ya.\n"
        f"{format_rupiah(refund)} kami kembalikan lewat cara Anda membayar.{rest}",
    )


def delay_asked(number: str, maker: str, reason: str, days: tuple[str, str], answer_by: str) -> Letter:
    """`days`: when her part would be there by the old and by the new promise."""
    old, new = days
    return Letter(
        f"{maker} minta waktu lebih untuk pesanan {number}",
        f"Alasannya: {reason}\nTadinya sampai sekitar {old}, menjadi {new}.\n"
        f"Tanggal tidak berubah tanpa persetujuan Anda. Jawab di halaman pesanan sebelum {answer_by}: "
        "menunggu, tetap tanggal lama, atau uang kembali.",
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


def given_back(number: str, maker: str, amount: int, reason: str, *, by_desk: bool) -> Letter:
    """`maker`, or for a complaint's sake who mediates, gives money back while the goods stay."""
    who = (
        f"Penengah memutuskan {format_rupiah(amount)}"
        if by_desk
        else f"{maker} mengembalikan {format_rupiah(amount)}"
    )
    rest = f" dari bagian {maker} dikembalikan" if by_desk else ""
    return Letter(
        f"{format_rupiah(amount)} dari pesanan {number} dikembalikan",
        f"{who}{rest}: {reason}\nBarangnya tetap untuk Anda. Uangnya kembali lewat cara Anda membayar; "
        "kabarnya bisa dilihat di halaman pesanan.",
    )


def given_back_for_her(number: str, amount: int, reason: str) -> Letter:
    """To the seller, when who mediates gave money back of her part."""
    return Letter(
        f"{format_rupiah(amount)} dari pesanan {number} dikembalikan ke pembeli",
        f"Penengah memutuskannya karena keluhan pembeli: {reason}\nBarangnya tetap di pembeli. "
        "Rinciannya ada di halaman pesanan Ibu.",
    )


def paid_too_late(number: str, amount: int, why: str) -> Letter:
    """`why`: a sentence about what stands in the way of going on with the order."""
    return Letter(
        f"Pembayaran pesanan {number} datang terlambat",
        f"Uangnya masuk setelah pesanan ini dilepas, dan pesanannya tidak bisa dilanjutkan. {why}\n"
        f"{format_rupiah(amount)} kami kembalikan utuh lewat cara Anda membayar. Kalau masih ingin, silakan pesan lagi.",
    )


def other_amount(number: str, amount: int, due: int) -> Letter:
    """Money came in another sum than was due, and goes back whole."""
    return Letter(
        f"Jumlah pembayaran pesanan {number} berbeda",
        f"Yang masuk {format_rupiah(amount)}, padahal jumlahnya {format_rupiah(due)}. Uangnya kami kembalikan utuh "
        "lewat cara Anda membayar. Kalau pesanannya masih menunggu, silakan bayar sekali lagi dengan jumlah yang pas.",
    )


def paid_twice(number: str, amount: int) -> Letter:
    return Letter(
        f"Pesanan {number} terbayar dua kali",
        f"{format_rupiah(amount)} dari pembayaran yang kedua kami kembalikan utuh. "
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


def recalled_dropped(number: str, goods: str, pieces: int, code: str, reason: str, refund: int) -> Letter:
    return Letter(
        f"{pieces} {goods} dari pesanan {number} tidak jadi dikirim",
        f"Kode produksi {code} ditarik dari peredaran: {reason}\nPenggantinya belum cukup, jadi "
        f"{format_rupiah(refund)} kami kembalikan lewat cara Anda membayar. Sisanya tetap dikirim kalau masih ada.",
    )


def recalled_before_paying(number: str, goods: str, code: str) -> Letter:
    return Letter(
        f"Pesanan {number} dilepas, tidak ada yang perlu dibayar",
        f"{goods} dengan kode produksi {code} ditarik dari peredaran, dan penggantinya belum cukup. "
        "Kalau masih ingin barang yang lain, silakan pesan lagi.",
    )


# -- to sellers -------------------------------------------------------------------------------


def new_order(number: str, goods: Sequence[tuple[int, str]], ready: str, *, is_paid: bool = True) -> Letter:
    """`goods`: pieces and name. Not paid yet: in cash when fetched, or by an agency's invoice."""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"Ada pesanan baru, siap sebelum {ready}",
        f"Pesanan {number} {'sudah dibayar' if is_paid else 'dibayar nanti, sesuai kesepakatan'}:\n{lines}\n"
        f"Tolong dijawab dulu: sanggup atau tidak. Janji kita ke pembeli: siap kirim {ready}.",
    )


def please_answer(number: str, goods: Sequence[tuple[int, str]], answer_by: str) -> Letter:
    """`goods`: pieces and name."""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"Pesanan {number} menunggu jawaban Ibu",
        f"{lines}\nSanggup semua, sebagian, atau belum bisa? Jawab sebelum {answer_by}, ya. "
        "Kalau lewat, pesanannya lepas sendiri dan uang pembeli kembali.",
    )


def help_to_answer(maker: str, number: str, answer_by: str) -> Letter:
    """To the kader of a maker."""
    return Letter(
        f"{maker} belum menjawab pesanan {number}",
        f"Batasnya {answer_by}. Tolong tengok atau telepon beliau; "
        "kalau perlu, jawab bersama lewat halaman Dampingi penjual.",
    )


def lapsed_for_seller(number: str) -> Letter:
    return Letter(
        f"Pesanan {number} terlepas karena belum dijawab",
        "Batas menjawabnya sudah lewat, jadi uang pembeli kami kembalikan dan barangnya kembali ke stok atau jadwal Ibu. "
        "Kalau sedang tidak bisa menerima pesanan, liburkan dulu gerainya, ya.",
    )


def cancelled_by_buyer(number: str, *, waited: bool) -> Letter:
    """`waited`: she was asked to wait for a later day."""
    why = "Pembeli tidak bisa menunggu tanggal yang baru" if waited else "Pembeli berubah pikiran"
    return Letter(
        f"Pesanan {number} dibatalkan pembeli",
        f"{why}, dan uangnya kami kembalikan. Tidak perlu dibuat; barangnya kembali ke stok atau jadwal Ibu.",
    )


def delay_agreed(number: str, ready: str) -> Letter:
    return Letter(
        f"Pembeli mau menunggu pesanan {number}",
        f"Tanggalnya sudah kami ubah: siap {ready}. Selamat bekerja, Bu.",
    )


def delay_refused(number: str, ready: str) -> Letter:
    return Letter(
        f"Pembeli tidak bisa menunggu pesanan {number}",
        f"Tanggal lama tetap berlaku: siap {ready}. Kalau sanggup, lanjutkan. "
        "Kalau tidak, buka pesanannya dan pilih Ternyata tidak bisa, supaya uang pembeli kembali.",
    )


def delay_unanswered(number: str, ready: str) -> Letter:
    return Letter(
        f"Pembeli belum menjawab soal pesanan {number}",
        f"Batas menjawabnya sudah lewat, jadi tanggal lama tetap berlaku: siap {ready}. "
        "Kalau tidak sanggup, buka pesanannya dan pilih Ternyata tidak bisa.",
    )


def new_order_for_post(
    number: str, goods: Sequence[tuple[int, str]], post: str, address: str, hours: str, bring_by: str
) -> Letter:
    """`goods`: pieces and name; she brings them to the post herself."""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"Ada pesanan baru, antar ke posko sebelum {bring_by}",
        f"Pesanan {number} sudah dibayar:\n{lines}\n"
        f"Tolong dijawab dulu: sanggup atau tidak. Barangnya diantar ke {post}, {address}, paling lambat {bring_by} "
        f"pukul 15.00. Buka {hours}. Dari sana dikirim satu paket bersama barang pembuat lain.",
    )


def part_is_late(number: str, post: str, until: str) -> Letter:
    return Letter(
        f"Pesanan {number} ditunggu di {post}",
        f"Bagian Ibu belum kami lihat di {post}. Pembeli sedang kami tanya mau menunggu atau tidak; kami sebut {until}.\n"
        "Kalau Ibu bisa lebih cepat atau perlu lebih lama, tulis harinya di halaman pesanan. Kalau ada apa-apa, "
        "telepon poskonya, ya.",
    )


def buyer_waits(number: str, post: str, until: str) -> Letter:
    return Letter(
        f"Pembeli menunggu: antar pesanan {number} sebelum {until}",
        f"Pembeli mau menunggu bagian Ibu. Antar ke {post} paling lambat {until} pukul 15.00. "
        "Setelah itu yang lain berangkat dulu, dan bagian Ibu dikirim sendiri ke pembeli.",
    )


def send_it_yourself(number: str, until: str) -> Letter:
    return Letter(
        f"Pesanan {number}: kirim bagian Ibu langsung ke pembeli",
        f"Barang pembuat lain berangkat dulu dari posko. Kirim bagian Ibu langsung ke alamat pembeli, paling lambat {until}. "
        "Ongkir kali ini dari Ibu, karena pembeli sudah membayar satu ongkir untuk semuanya. Alamatnya ada di halaman pesanan.",
    )


def part_was_dropped(number: str) -> Letter:
    return Letter(
        f"Bagian Ibu dari pesanan {number} dibatalkan pembeli",
        "Bagian Ibu belum sampai di posko pada harinya, dan pembeli memilih uangnya kembali. "
        "Barangnya kembali ke stok atau jadwal Ibu. Tidak perlu diantar lagi, ya.",
    )


def post_found_short(number: str, post: str, goods: Sequence[str]) -> Letter:
    lines = "\n".join(f"• {one}" for one in goods)
    return Letter(
        f"Pesanan {number}: bagian Ibu belum lengkap di posko",
        f"Penjaga {post} sudah memeriksa. Yang belum beres:\n{lines}\n"
        "Antar gantinya ke posko, ya. Kalau tidak bisa, telepon poskonya: sisanya tetap dikirim, "
        "dan uang untuk yang kurang kembali ke pembeli.",
    )


def parcel_received(number: str, maker: str) -> Letter:
    return Letter(
        f"Pesanan {number} sudah diterima pembeli",
        f"Pembeli mengabarkan bagian {maker} sudah sampai. Terima kasih sudah menepati janji, Bu.",
    )


def counted_as_received(number: str, maker: str) -> Letter:
    return Letter(
        f"Pesanan {number} dianggap sudah diterima",
        f"Pembeli belum memberi kabar tentang bagian {maker}, dan hari sampainya sudah lewat seminggu. Kami anggap sudah "
        "sampai, supaya uang Ibu tidak tertahan.",
    )


def bank_account_stated(where: str, holder: str) -> Letter:
    """`where`: bank and the last digits."""
    return Letter(
        "Rekening gerai sudah diisi",
        f"Uang hasil jualan akan dicairkan ke {where} atas nama {holder}.\n"
        "Kalau bukan Ibu yang mengisinya, segera ganti kata sandi lalu isi rekening yang benar.",
    )


def bank_account_changed(where: str, holder: str, usable_from: str) -> Letter:
    return Letter(
        "Rekening gerai baru saja diganti",
        f"Sekarang {where} atas nama {holder}. Pencairan ke sana mulai {usable_from}.\n"
        "Kalau bukan Ibu yang menggantinya, segera ganti kata sandi lalu isi rekening yang benar. Sampai saat itu uang Ibu "
        "belum dikirim ke mana-mana.",
    )


def payout_paid(amount: int, where: str, number: str) -> Letter:
    return Letter(
        f"{format_rupiah(amount)} sudah dicairkan",
        f"Sudah kami kirim ke {where}, dengan berita {number}. Bukti transfernya ada di halaman Uang.\n"
        "Biasanya sampai hari ini juga. Kalau besok belum tampak, kabari kami.",
    )


def payout_bounced(amount: int, why: str, *, to_mend: bool) -> Letter:
    """`to_mend`: the account is to blame."""
    then = (
        "Isi lagi rekeningnya, lalu uang Ibu ikut pencairan berikutnya."
        if to_mend
        else "Ibu tidak perlu berbuat apa-apa: uangnya ikut pencairan berikutnya."
    )
    return Letter(
        f"Pencairan {format_rupiah(amount)} dikembalikan bank",
        f"Kata bank: {why[:1].lower()}{why[1:]}. Uangnya sudah kembali ke saldo Ibu.\n{then}",
    )


def batch_recalled(goods: str, code: str, reason: str) -> Letter:
    return Letter(
        f"Kode {code} ditarik: {goods}",
        f"Alasannya: {reason}\nKode ini tidak dijual lagi. Sisihkan yang masih ada di rumah, jangan dikirim. "
        "Pembeli yang sudah menerima kami kabari; daftarnya ada di halaman penarikan.",
    )


def pack_again(number: str, goods: str, code: str) -> Letter:
    return Letter(
        f"Buka lagi paket {number}: isinya diganti",
        f"Di paket ini ada {goods} kode {code} yang ditarik dari peredaran. Keluarkan yang itu, lihat isi yang baru "
        "di halaman pesanan, lalu kemas lagi. Terima kasih, Bu.",
    )


def exchange_at_post(number: str, goods: str, code: str, post: str, address: str) -> Letter:
    return Letter(
        f"Ganti isi paket {number} di {post}",
        f"Di bagian Ibu ada {goods} kode {code} yang ditarik dari peredaran. Ambil bagian Ibu di {post}, {address}, "
        "lihat isi yang baru di halaman pesanan, kemas lagi, lalu antar kembali. Terima kasih, Bu.",
    )


def resend_exchanged(number: str, goods: str, code: str) -> Letter:
    return Letter(
        f"Kiriman ulang {number}: isinya diganti",
        f"Untuk dikirim ulang tadinya disisihkan {goods} kode {code}, yang sekarang ditarik dari peredaran. Jangan kirim yang "
        "itu. Kode penggantinya ada di halaman keluhan. Terima kasih, Bu.",
    )


def submitted(product: str) -> Letter:
    return Letter(
        f"{product} sudah diajukan",
        "Kurator PKK di daerah Ibu akan memeriksanya, biasanya dalam 2 hari. Kabarnya kami kirim ke sini.",
    )


def changes_asked(product: str, note: str, points: Sequence[str]) -> Letter:
    lines = "\n".join(f"• {point}" for point in points)
    return Letter(
        f"{product}: ada {len(points)} hal untuk diperbaiki",
        f"{note}\n\nYang perlu diperbaiki:\n{lines}\n\nKalau sudah, ajukan lagi, ya.",
    )


def approved(product: str, note: str, *, on_show: bool) -> Letter:
    """`on_show`: buyers see it now; a gerai that is closed or on leave shows it later."""
    news = (
        "Mulai sekarang pembeli bisa melihat dan memesannya."
        if on_show
        else "Barang ini tampil di toko begitu gerai Ibu buka."
    )
    return Letter(
        f"{product} disetujui dan sudah tayang" if on_show else f"{product} disetujui",
        "\n\n".join(filter(None, [f"Selamat, Bu. {news}", note])),
    )


def declined(product: str, note: str) -> Letter:
    return Letter(
        f"{product} belum bisa tayang",
        f"Kurator menjelaskan: {note}\n\nBarangnya tidak dihapus. Ibu bisa mengubahnya dan mengajukan lagi kapan saja.",
    )


def gift_approved(product: str, until: str) -> Letter:
    return Letter(
        f"{product} terpilih jadi oleh-oleh resmi",
        f"Selamat, Bu. Sampai {until} barang ini tampil di rak Oleh-oleh resmi daerah.",
    )


def gift_ended(product: str, reason: str, *, on_show: bool) -> Letter:
    rest = "\nBarangnya tetap tayang di toko." if on_show else ""
    return Letter(f"{product} tidak lagi di rak Oleh-oleh resmi", f"Alasannya: {reason}{rest}")


def label_read(product: str) -> Letter:
    return Letter(
        f"Label {product} sudah dibaca",
        "Antreannya tadi agak panjang; sekarang fotonya sudah terbaca. Lihat apa yang cocok dan apa yang perlu diperbaiki.",
    )


def paper_refused(product: str, paper: str, reason: str) -> Letter:
    return Letter(
        f"{paper} untuk {product} belum bisa diterima",
        f"Kurator menjelaskan: {reason}\nPerbaiki di halaman Izin barang itu, lalu ajukan lagi, ya.",
    )


def certificate_given(skill: str, number: str) -> Letter:
    return Letter(
        f"Sertifikat {skill} sudah terbit",
        f"Selamat, Bu. Nomor sertifikatnya {number}. Sekarang Ibu bisa membuka gerai dan berjualan.",
    )


def certificate_revoked(skill: str, reason: str) -> Letter:
    return Letter(
        f"Sertifikat {skill} dicabut",
        f"Alasannya: {reason}\nBarang di bidang ini turun dari toko, tetapi tidak ada yang dihapus. "
        "Pesanan yang sudah dibayar tetap diselesaikan. Tanyakan ke petugas kalau ada yang keliru.",
    )


# -- complaints about an order, to whoever did not do it herself --------------------------------

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


# -- to keepers of posts ------------------------------------------------------------------------


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


# -- to officers and admins ---------------------------------------------------------------------


def calendar_ends(known_until: str) -> Letter:
    return Letter(
        "Kalender hari libur perlu ditambah",
        "Tanggal untuk pembeli dihitung sampai setengah tahun ke depan, tetapi hari libur nasional baru tercatat "
        f"sampai {known_until}. Sesudah itu hanya hari Minggu yang dihitung libur. "
        "Kalau keputusan bersama untuk tahun berikutnya sudah terbit, minta pengelola menambahkannya.",
    )


# -- about the account ------------------------------------------------------------------------


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


# -- how makers are paid directly ---------------------------------------------------------------


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


# -- proofs of payment, and money that a seller gives back herself ----------------------------


def proof_came(number: str, buyer: str, amount: int, confirm_by: str) -> Letter:
    return Letter(
        f"Bukti bayar pesanan {number}: {format_rupiah(amount)}",
        f"{buyer} mengirim bukti bayar. Buka rekening atau riwayat QRIS Ibu, lihat apakah {format_rupiah(amount)} sudah "
        f"masuk, lalu tekan “Uang sudah masuk”. Kami tunggu sampai {confirm_by}; pembeli melihat batas ini juga.",
    )


def proof_waits(number: str, amount: int, confirm_by: str) -> Letter:
    return Letter(
        f"Uang pesanan {number} sudah masuk, Bu?",
        f"Pembeli menunggu kabar tentang {format_rupiah(amount)}. Lihat rekening atau riwayat QRIS, lalu jawab sebelum "
        f"{confirm_by}. Kalau sulit melihatnya, tekan “Minta petugas mencocokkan”.",
    )


def officer_reminds_of_proof(number: str, officer: str, amount: int) -> Letter:
    return Letter(
        f"{officer} mengingatkan: bukti bayar pesanan {number}",
        f"Pembeli sudah mengirim bukti {format_rupiah(amount)} dan batas menjawabnya sudah lewat. Tolong dilihat hari ini, "
        "ya, Bu. Kalau perlu bantuan, tekan “Minta petugas mencocokkan”.",
    )


def proof_sent_back(number: str, maker: str, reason: str, until: str) -> Letter:
    return Letter(
        f"Bukti bayar pesanan {number} belum cocok",
        f"{maker} sudah melihatnya: {reason}\n"
        f"Kalau memang sudah membayar, kirim bukti lain sampai {until}. Barangnya kami pegang sampai saat itu.",
    )


def difference_accepted(number: str, maker: str, due: int, seen: int) -> Letter:
    gap = format_rupiah(abs(due - seen))
    said = f"kurang {gap}, dan menganggapnya lunas" if seen < due else f"lebih {gap}"
    rest = "" if seen < due else f" Lebihnya {gap} ia kembalikan kepada Anda."
    return Letter(
        f"Pembayaran pesanan {number} diterima",
        f"Tagihannya {format_rupiah(due)}, yang masuk {format_rupiah(seen)}. {maker} mencatatnya {said}.{rest}",
    )


def help_asked(number: str, maker: str, amount: int) -> Letter:
    return Letter(
        f"{maker} minta bantuan mencocokkan uang",
        f"Pembayaran pesanan {number}, {format_rupiah(amount)}. Lihat rekeningnya bersama beliau, lalu catat hasilnya. "
        "Nama Anda tercatat sebagai yang membantu.",
    )


def proof_overdue(number: str, maker: str, amount: int, sent: str) -> Letter:
    return Letter(
        f"{maker} belum menjawab bukti bayar",
        f"Pembeli pesanan {number} mengirim bukti {format_rupiah(amount)} pada {sent}, dan batas menjawabnya sudah lewat. "
        "Telepon atau ingatkan pembuatnya.",
    )


def proof_used_twice(number: str, maker: str, other: str) -> Letter:
    return Letter(
        f"Satu bukti bayar dipakai untuk dua pesanan: {number}",
        f"Foto yang dikirim untuk pesanan {number} ({maker}) sudah pernah dikirim untuk pesanan {other}. Fotonya kami tolak. "
        "Mungkin salah pilih; kalau berulang, tanyakan kepada pembelinya.",
    )


def where_to_return(number: str, maker: str, amount: int) -> Letter:
    return Letter(
        f"{format_rupiah(amount)} dari pesanan {number}: kembali ke mana?",
        f"{maker} mengembalikan {format_rupiah(amount)}. Tulis rekening atau dompet digital Anda di halaman ini; hanya "
        f"{maker} yang melihatnya. Setelah itu uangnya kembali dalam 3 hari.",
    )


def please_return(number: str, buyer: str, amount: int, until: str) -> Letter:
    return Letter(
        f"Kembalikan {format_rupiah(amount)} untuk pesanan {number}",
        f"{buyer} sudah menulis ke mana uangnya kembali. Kirim paling lambat {until}, lalu catat dengan foto buktinya. "
        "Tanpa foto, pengembaliannya belum tercatat.",
    )


def return_soon(number: str, amount: int, until: str) -> Letter:
    return Letter(
        f"Ingat: {format_rupiah(amount)} untuk pesanan {number} belum tercatat kembali",
        f"Batasnya {until}. Kalau uangnya sudah Ibu kirim, tinggal catat dengan foto buktinya.",
    )


def returned_by_hand(number: str, maker: str, amount: int, day: str) -> Letter:
    return Letter(
        f"Uang dari pesanan {number} sudah dikembalikan",
        f"{maker} mengembalikan {format_rupiah(amount)} pada {day} dan menyimpan buktinya. Kalau belum Anda terima, tekan "
        "“Belum saya terima” di halaman ini.",
    )


def return_overdue(number: str, maker: str, amount: int, until: str) -> Letter:
    return Letter(
        f"{maker} belum mengembalikan uang pembeli",
        f"{format_rupiah(amount)} untuk pesanan {number} seharusnya kembali paling lambat {until}. Telepon pembuatnya.",
    )


def return_missing(number: str, amount: int, said: str) -> Letter:
    """`said`: the buyer's words, or nothing."""
    return Letter(
        f"Pembeli belum menerima {format_rupiah(amount)} dari pesanan {number}",
        "Pengembaliannya sudah tercatat, tetapi pembeli mengabarkan uangnya belum sampai. Cocokkan nomor rekening dan "
        f"buktinya.{_quoted(said)}",
    )


def return_solved(number: str, said: str) -> Letter:
    return Letter(f"Pengembalian uang pesanan {number} sudah jelas", f"Hasil pemeriksaannya:{_quoted(said)}")


def _quoted(said: str) -> str:
    return f"\n\n“{said}”" if said else ""
