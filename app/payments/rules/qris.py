"""What a QRIS code says: EMVCo merchant-presented text, read and checked, never rewritten (domain.md 8.1).

The text is a row of fields: two digits of tag, two digits of length, the value. The last field, `63`, is a CRC over
everything before it, so a code that was misread or changed in one letter does not pass. Nothing here says that money has
moved: a code only says who would be paid.
"""

import binascii
import re
from dataclasses import dataclass

from app.base.errors import RuleBroken

MOST_LETTERS = 512
"""Of the whole text, by EMVCo."""
NATIONAL = "ID.CO.QRIS.WWW"
"""The national switch's name in tag 51; without it the code is one of another land or a wallet's own."""
STATIC = "11"
_NMID = re.compile(r"ID[0-9]{13}")
_FIELD = re.compile(r"[0-9]{4}")
_CHECKED = re.compile(r"6304([0-9A-Fa-f]{4})\Z")

NO_QRIS = "Kode di foto ini bukan QRIS. Foto stiker QRIS yang ada tulisan NMID-nya."
BROKEN = "Kode QRIS di foto ini tidak utuh. Foto lagi stikernya: terang, lurus, dan seluruh kotaknya masuk."
DYNAMIC = "Kode ini hanya untuk satu kali bayar. Foto stiker QRIS yang dipasang di gerai, yang dipakai berulang kali."
WITH_FEE = "Kode ini menambah biaya di atas harga, jadi jumlahnya tidak akan cocok. Minta stiker tanpa biaya ke bank Ibu."


class BadQris(RuleBroken):
    """The text on a sticker cannot be taken; the sentence says what to do."""


class NotHerCode(BadQris):
    """The NMID that she typed is not the one in the code."""

    def __init__(self, typed: str, found: str) -> None:
        super().__init__(
            f"NMID di stiker ini {found}, bukan {typed}. Periksa tulisannya; kalau memang berbeda, ini bukan stiker gerai Ibu."
        )


class BadNmid(RuleBroken):
    message = "NMID berupa huruf ID dan 13 angka, misalnya ID1020012345678. Tulisannya ada di stiker, di bawah nama toko."


@dataclass(frozen=True)
class Sticker:
    """Who is paid by a static code: `payload` is the text as it stands, to be shown unchanged."""

    payload: str
    nmid: str
    name: str
    city: str


def crc(text: str) -> str:
    """CRC-16/CCITT-FALSE (polynomial 1021, begun at FFFF) as four capital hex digits; of `123456789` it is 29B1."""
    return f"{binascii.crc_hqx(text.encode(), 0xFFFF):04X}"


def normal_nmid(typed: str) -> str:
    """An NMID as people copy it from a sticker: `NMID: ID 1020 0123 45678` is `ID1020012345678`. Raises BadNmid."""
    plain = re.sub(r"[\s.:-]", "", typed).upper().removeprefix("NMID")
    if plain.isdigit():
        plain = f"ID{plain}"
    if not _NMID.fullmatch(plain) or not plain.isascii():
        raise BadNmid
    return plain


def read(text: str) -> Sticker:
    """The merchant of a static code. Raises BadQris for whatever is not one, or not whole."""
    text = text.strip()
    if not text.startswith("000201"):
        raise BadQris(NO_QRIS)
    if len(text) > MOST_LETTERS or not text.isascii() or not text.isprintable():
        raise BadQris(BROKEN)
    checked = _CHECKED.search(text)
    if checked is None or checked[1].upper() != crc(text[:-4]):
        raise BadQris(BROKEN)
    fields = _fields(text)
    national = _fields(fields.get("51", ""))
    nmid = national.get("02", "")
    if national.get("00", "").upper() != NATIONAL or not _NMID.fullmatch(nmid):
        raise BadQris(NO_QRIS)
    if fields.get("58") != "ID" or fields.get("53") != "360":
        raise BadQris("Kode ini untuk uang negara lain. Foto stiker QRIS yang menerima rupiah.")
    if fields.get("01") != STATIC or "54" in fields:
        raise BadQris(DYNAMIC)
    if fields.get("55", "01") != "01" or "56" in fields or "57" in fields:
        raise BadQris(WITH_FEE)
    name, city = fields.get("59", "").strip(), fields.get("60", "").strip()
    has_account = any("26" <= tag <= "45" for tag in fields)
    if not has_account or not re.fullmatch(r"[0-9]{4}", fields.get("52", "")):
        raise BadQris(BROKEN)
    if not 0 < len(name) <= 25 or not 0 < len(city) <= 15:
        raise BadQris(BROKEN)
    return Sticker(text, nmid, name, city)


def check(text: str, typed: str) -> Sticker:
    """The sticker that a seller has photographed, and whose NMID she typed. Raises BadNmid, BadQris, NotHerCode."""
    wanted = normal_nmid(typed)
    sticker = read(text)
    if sticker.nmid != wanted:
        raise NotHerCode(wanted, sticker.nmid)
    return sticker


def _fields(text: str) -> dict[str, str]:
    """Tag → value. Raises BadQris where lengths do not add up, or a tag comes twice."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        head = text[at : at + 4]
        if not _FIELD.fullmatch(head):
            raise BadQris(BROKEN)
        tag, length = head[:2], int(head[2:])
        value = text[at + 4 : at + 4 + length]
        if len(value) != length or length == 0 or tag in found:
            raise BadQris(BROKEN)
        found[tag] = value
        at += 4 + length
    return found
