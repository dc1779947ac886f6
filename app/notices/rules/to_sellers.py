"""To sellers, about orders, goods, papers and payouts."""

from collections.abc import Sequence

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter


def new_order(number: str, goods: Sequence[tuple[int, str]], ready: str, *, is_paid: bool = True) -> Letter:
    """`goods`: pieces and name. Not paid yet: in cash when fetched, or by an agency's invoice."""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"Ada pesanan baru, siap sebelum {ready}",
        f"Pesanan {number} {'sudah dibayar' if is_paid else 'dibayar nanti, sesuai kesepakatan'}:\n{lines}\n"
        f"Tolong dijawab dulu: sanggup atau tidak. Janji kita ke pembeli: siap kirim {ready}.",
    )


def please_answer(
    number: str, goods: Sequence[tuple[int, str]], answer_by: str, *, is_paid: bool = True
) -> Letter:
    """`goods`: pieces and name."""
    back = " dan uang pembeli kembali" if is_paid else ""
    lines = "\n".join(f"• {pieces} × {name}" for pieces, name in goods)
    return Letter(
        f"Pesanan {number} menunggu jawaban Ibu",
        f"{lines}\nSanggup semua, sebagian, atau belum bisa? Jawab sebelum {answer_by}, ya. "
        f"Kalau lewat, pesanannya lepas sendiri{back}.",
    )


def help_to_answer(maker: str, number: str, answer_by: str) -> Letter:
    """To the kader of a maker."""
    return Letter(
        f"{maker} belum menjawab pesanan {number}",
        f"Batasnya {answer_by}. Tolong tengok atau telepon beliau; "
        "kalau perlu, jawab bersama lewat halaman Dampingi penjual.",
    )


def lapsed_for_seller(number: str, *, is_paid: bool = True) -> Letter:
    back = "uang pembeli kami kembalikan dan " if is_paid else ""
    return Letter(
        f"Pesanan {number} terlepas karena belum dijawab",
        f"Batas menjawabnya sudah lewat, jadi {back}barangnya kembali ke stok atau jadwal Ibu. "
        "Kalau sedang tidak bisa menerima pesanan, liburkan dulu gerainya, ya.",
    )


def cancelled_by_buyer(number: str, *, waited: bool, is_paid: bool = True) -> Letter:
    """`waited`: she was asked to wait for a later day."""
    back = ", dan uangnya kami kembalikan" if is_paid else ""
    why = "Pembeli tidak bisa menunggu tanggal yang baru" if waited else "Pembeli berubah pikiran"
    return Letter(
        f"Pesanan {number} dibatalkan pembeli",
        f"{why}{back}. Tidak perlu dibuat; barangnya kembali ke stok atau jadwal Ibu.",
    )


def delay_agreed(number: str, ready: str) -> Letter:
    return Letter(
        f"Pembeli mau menunggu pesanan {number}",
        f"Tanggalnya sudah kami ubah: siap {ready}. Selamat bekerja, Bu.",
    )


def delay_refused(number: str, ready: str, *, is_paid: bool = True) -> Letter:
    so_that = "uang pembeli kembali" if is_paid else "pembeli sempat mencari pengganti"
    return Letter(
        f"Pembeli tidak bisa menunggu pesanan {number}",
        f"Tanggal lama tetap berlaku: siap {ready}. Kalau sanggup, lanjutkan. "
        f"Kalau tidak, buka pesanannya dan pilih Ternyata tidak bisa, supaya {so_that}.",
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
        "Ongkir kali ini dari Ibu, karena ongkirnya sudah dihitung sekali untuk semuanya. Alamatnya ada di halaman pesanan.",
    )


def part_was_dropped(number: str) -> Letter:
    return Letter(
        f"Bagian Ibu dari pesanan {number} dibatalkan pembeli",
        "Bagian Ibu belum sampai di posko pada harinya, dan pembeli tidak menunggu lagi. "
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
        f"Sekarang {where} atas nama {holder}. Pencairan dan transfer dari pembeli ke sana mulai {usable_from}.\n"
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


def submitted(product: str, promised: str) -> Letter:
    """`promised`: `2 hari`."""
    return Letter(
        f"{product} sudah diajukan",
        f"Kurator PKK di daerah Ibu akan memeriksanya, biasanya dalam {promised}. Kabarnya kami kirim ke sini.",
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


def appeal_asked(product: str, promised: str) -> Letter:
    """`promised`: `2 hari`."""
    return Letter(
        f"{product} akan dibaca ulang",
        "Kurator lain akan menilainya dari awal, tanpa melihat keputusan yang pertama. "
        f"Jawabannya kami usahakan dalam {promised}.",
    )


def appeal_overturned(
    product: str, note: str, points: Sequence[str], *, approved: bool, on_show: bool
) -> Letter:
    """`approved`: it may be shown now; else there is still something to mend, in the place of a refusal. `on_show`: buyers see it."""
    if approved:
        news = (
            "Kurator kedua menyetujuinya. Mulai sekarang pembeli bisa melihat dan memesannya."
            if on_show
            else "Kurator kedua menyetujuinya. Barang ini tampil di toko begitu gerai Ibu buka."
        )
    else:
        news = "Kurator kedua menilai barang ini bisa tayang setelah diperbaiki."
    listed = "Yang perlu diperbaiki:\n" + "\n".join(f"• {point}" for point in points) if points else ""
    end = "" if approved else "Kalau sudah, ajukan lagi, ya."
    return Letter(
        f"{product}: penilaiannya berubah setelah dibaca ulang",
        "\n\n".join(part for part in (news, note, listed, end) if part),
    )


def appeal_upheld(product: str) -> Letter:
    return Letter(
        f"{product}: penilaiannya tetap setelah dibaca ulang",
        "Kurator kedua menilai dari awal, dan hasilnya tidak lebih ringan dari yang pertama. Kedua penilaian bisa Ibu baca di "
        "halaman Tinjauan. Perbaiki yang disebut di sana, lalu ajukan lagi kapan saja, ya.",
    )


def gift_approved(
    product: str, starts_on: str, until: str, conditions: Sequence[str], *, unbilled: bool = False
) -> Letter:
    """`starts_on` is empty where it holds from today; `unbilled`: agencies cannot choose it, because she does not bill them."""
    since = f"Mulai {starts_on} sampai {until}" if starts_on else f"Sampai {until}"
    asked = "\n".join(f"• {one}" for one in conditions)
    return Letter(
        f"{product} terpilih jadi oleh-oleh resmi",
        "\n\n".join(
            filter(
                None,
                [
                    f"Selamat, Bu. {since} barang ini tampil di rak Oleh-oleh resmi daerah.",
                    f"Syaratnya:\n{asked}" if asked else "",
                    "Kartu buktinya bisa dicetak dari halaman Tinjauan barang itu.",
                    "Satu lagi: instansi baru bisa memilihnya untuk cinderamata kalau tagihan instansi Ibu nyala. "
                    "Nyalakan di Uang, Cara dibayar."
                    if unbilled
                    else "",
                ],
            )
        ),
    )


def gift_declined(product: str, reasons: Sequence[str]) -> Letter:
    said = "\n".join(f"• {one}" for one in reasons)
    return Letter(
        f"{product} belum jadi oleh-oleh resmi",
        f"Panel kurator belum sepakat. Alasannya:\n{said}\n\nBarangnya tetap tayang di toko. "
        "Kalau sudah diperbaiki, kurator bisa mengusulkannya lagi.",
    )


def gift_ends_soon(product: str, until: str) -> Letter:
    return Letter(
        f"{product} tetap oleh-oleh resmi sampai {until}",
        "Kurator sudah kami beri tahu supaya bisa memperpanjangnya. "
        "Ibu cukup memastikan surat izinnya masih berlaku dan jadwal buatnya benar.",
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
