"""Proofs of payment, and money that a seller gives back herself."""

from app.base.money import format_rupiah
from app.notices.rules.letter import Letter


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


def difference_accepted(number: str, maker: str, due: int, seen: int, *, owed: int) -> Letter:
    """`owed`: rupiah of it that she gives back at once."""
    gap = format_rupiah(abs(due - seen))
    if seen < due:
        rest = f"Kurangnya {gap} ia relakan, jadi bagian ini lunas."
    elif owed:
        rest = f"Lebihnya {gap} ia kembalikan kepada Anda; kabar tentang itu menyusul."
    else:
        rest = f"Lebihnya {gap} dicatat seperti kode unik: ikut kembali kalau semua barangnya batal."
    return Letter(
        f"Pembayaran pesanan {number} diterima",
        f"Tagihannya {format_rupiah(due)}, yang masuk {format_rupiah(seen)}. {rest}",
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


def where_still(number: str, maker: str, amount: int, *, last: bool) -> Letter:
    """`last`: no further letter follows; then somebody from her region helps."""
    then = " Kalau sulit, tidak apa-apa: minggu depan petugas dinas ikut membantu." if last else ""
    return Letter(
        f"{format_rupiah(amount)} dari pesanan {number} masih menunggu rekening Anda",
        f"{maker} mau mengembalikan {format_rupiah(amount)}, tetapi belum tahu ke mana. Uangnya tetap milik Anda. Tulis "
        f"rekening atau dompet digital Anda di halaman ini.{then}",
    )


def return_unclaimed(number: str, maker: str, amount: int) -> Letter:
    return Letter(
        f"Pembeli belum menulis ke mana {format_rupiah(amount)} kembali",
        f"Sudah 14 hari {maker} menunggu rekening pembeli pesanan {number}. Suratnya mungkin tidak terbaca. Telepon "
        "pembelinya; nomornya ada di halaman ini.",
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
