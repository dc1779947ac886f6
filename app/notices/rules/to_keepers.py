"""To keepers of posts."""

from app.notices.rules.letter import Letter


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
