"""To curators of the PKK, about the rounds of their region."""

from app.notices.rules.letter import Letter


def gift_proposed(product: str, maker: str) -> Letter:
    return Letter(
        f"{product} diusulkan jadi oleh-oleh resmi",
        f"Buatan {maker}. Lihat nilai dan fotonya, lalu beri suara: setuju, atau belum dengan alasannya.",
    )


def gift_to_renew(product: str, until: str) -> Letter:
    return Letter(
        f"{product} berakhir sebagai oleh-oleh resmi {until}",
        "Kalau masih layak, usulkan perpanjangannya di halaman Masa berlaku. Beberapa barang bisa sekaligus.",
    )


def claim_lapsed(product: str) -> Letter:
    return Letter(
        f"{product} kembali ke antrean",
        "Waktu memeriksanya sudah habis dan belum ada keputusan, jadi kurator lain boleh mengambilnya. "
        "Kalau Anda masih sempat, ambil lagi dari antrean.",
    )


def claim_out_of_reach(product: str) -> Letter:
    return Letter(
        f"{product} diperiksa kurator lain",
        "Barang ini tidak lagi termasuk bagian Anda, jadi kami kembalikan ke antrean. Anda tidak perlu berbuat apa-apa.",
    )


def claim_withdrawn(product: str) -> Letter:
    return Letter(
        f"{product} ditarik penjualnya",
        "Penjual ingin mengubahnya dulu. Anda tidak perlu memeriksanya lagi; nanti diajukan ulang.",
    )


def round_late(product: str, promised: str) -> Letter:
    """`promised`: `2 hari`."""
    return Letter(
        f"{product} menunggu lebih dari {promised}",
        f"Penjualnya dijanjikan jawaban dalam {promised}, dan waktunya sudah lewat. Kalau hari ini sempat, tolong diperiksa, ya.",
    )


def round_very_late(product: str, promised: str, holder: str | None) -> Letter:
    """`holder`: the curator who looks at it, if there is one."""
    then = (
        f"Sedang diperiksa {holder}; tolong tanyakan kabarnya."
        if holder
        else "Belum ada yang mengambilnya; tolong periksa, atau minta kurator lain memeriksanya."
    )
    return Letter(
        f"{product} menunggu dua kali lebih lama dari janji",
        f"Penjualnya dijanjikan jawaban dalam {promised}. {then}",
    )


def please_read_again(product: str) -> Letter:
    return Letter(
        f"{product} diminta dibaca ulang",
        "Penjualnya meminta penilaian dari kurator lain. Keputusan yang pertama baru tampak setelah Anda memberi keputusan "
        "sendiri, supaya penilaiannya bebas.",
    )


def your_decision_was_read(product: str, *, overturned: bool) -> Letter:
    """To the curator who decided first."""
    news = (
        "Kurator lain menilai lebih ringan, dan penilaian itulah yang berlaku."
        if overturned
        else "Kurator lain sampai pada kesimpulan yang sama atau lebih ketat, jadi keputusan Anda tetap."
    )
    return Letter(
        f"{product} sudah dibaca ulang",
        f"{news} Kedua penilaian bisa dibandingkan di halamannya.",
    )
