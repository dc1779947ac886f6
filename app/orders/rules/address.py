"""How a buyer's address is written: RT/RW of three digits behind the street, a postal code of five."""

import re

from app.base.errors import RuleBroken


class PostalCodeRefused(RuleBroken):
    """It is no postal code, or that of another town."""


def written_street(street: str, rt: str, rw: str) -> str:
    """`Jl. Melati No. 3, RT 002/RW 005`: as labels print it (domain.md 8.4). What is not known is left out."""
    near = "/".join(f"{word} {number}" for word, number in (("RT", rt), ("RW", rw)) if number)
    return f"{street}, {near}" if near else street


def normal_postal_code(text: str) -> str:
    """Five digits, or nothing for nothing. Raises PostalCodeRefused."""
    digits = re.sub(r"[\s.-]", "", text)
    if digits and not re.fullmatch(r"[0-9]{5}", digits):
        raise PostalCodeRefused("Kode pos ditulis dengan 5 angka, misalnya 15148. Boleh juga dikosongkan.")
    return digits


def check_town(code: str, village: str, towns: dict[str, str], own_town: str) -> None:
    """A code belongs to the kabupaten/kota of the chosen village (`towns`: code → name of those that have it). Raises
    PostalCodeRefused: which of the two is right only the buyer knows."""
    if not towns:
        raise PostalCodeRefused(
            f"Kode pos {code} tidak ada di daftar kami. Periksa angkanya, atau kosongkan saja."
        )
    if not any(village.startswith(town + ".") for town in towns):
        where = " dan ".join(sorted(towns.values())[:2])
        raise PostalCodeRefused(
            f"Kode pos {code} ada di {where}, sedangkan kelurahan yang dipilih ada di {own_town}. "
            "Mana yang benar? Betulkan salah satunya, atau kosongkan kode posnya."
        )
