"""QRIS stickers as sellers photograph them: a made-up merchant's code on a card, on a table."""

import io

import segno
from PIL import Image, ImageFilter

from app.payments.rules.qris import crc

NMID, MERCHANT = "ID1020012345678", "GERAI DIGITAL UJI"
STATIC = (
    "00020101021126650013ID.CO.BRI.WWW011893600002123456789002150000123456789010303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200123456780303UMI5204594753033605802ID5917GERAI DIGITAL UJI6009TANGERANG6105151186304F7F2"
)
FOR_ONE_BILL = (
    "00020101021226650013ID.CO.BRI.WWW011893600002123456789002150000123456789010303UMI51440014ID.CO.QRIS.WWW"
    "0215ID10200123456780303UMI5204594753033605405253475802ID5917GERAI DIGITAL UJI6009TANGERANG6105151186304117D"
)


def changed(before: str, after: str, text: str = STATIC) -> str:
    """The same code with something else in it, and a check figure that fits."""
    assert before in text
    body = text.replace(before, after, 1)[:-4]
    return body + crc(body)


def of(nmid: str) -> str:
    """The same merchant under another number."""
    return changed(NMID, nmid)


def code(text: str, *, scale: int = 8) -> Image.Image:
    """A QR code as a picture."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=scale, border=4)
    return Image.open(out).convert("RGB")


def photo(
    *texts: str, turn: float = 0, blur: float = 0, size: tuple[int, int] = (1500, 2000), kind: str = "JPEG"
) -> bytes:
    """A photo of a card with these codes, one above another; without any, of the table alone."""
    table = Image.new("RGB", size, "#c9b8a0")
    for at, text in enumerate(texts):
        card = code(text).rotate(turn, expand=True, fillcolor="#c9b8a0")
        height = (at + 1) * size[1] // (len(texts) + 1)
        table.paste(card, ((size[0] - card.width) // 2, height - card.height // 2))
    out = io.BytesIO()
    table.filter(ImageFilter.GaussianBlur(blur)).save(out, kind)
    return out.getvalue()
