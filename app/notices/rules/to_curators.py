"""To curators."""

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
