"""Gerai that are paid directly, and an order over two of them of which one part is paid.

The stickers are drawn, of merchants who do not exist: their numbers belong to nobody and each says that it is an example.
"""

import io
from datetime import timedelta

import segno
from PIL import Image, ImageDraw, ImageFont

from app.base import clock
from app.demo import buying, cast
from app.ledger.queries import bank
from app.orders.queries import order as orders
from app.payments.rules.amounts import CURRENCY
from app.payments.rules.qris import crc
from app.payments.rules.ways import Way
from app.payments.service import choosing, receiving, settling
from app.sellers import queries as sellers

STICKERS = {
    cast.SELLER: ("PAYET LEMBAYUNG UJI", "ID1020012345678"),
    cast.CHOCOLATE: ("COKELAT AKSARA UJI", "ID1020012345679"),
}


def receive_all() -> None:
    """Stickers, ways, and the order."""
    with clock.at(clock.now() - timedelta(days=60)):
        for part, (merchant, nmid) in STICKERS.items():
            maker = cast.actor(part)
            look = receiving.look_at(maker, _sticker(merchant, nmid), nmid)
            receiving.state_sticker(maker, look.evidence_id, nmid)
            receiving.switch(maker, Way.INVOICE, on=True)
            if bank.held(sellers.owned(maker).id) is not None:
                receiving.switch(maker, Way.TRANSFER, on=True)
        receiving.switch(cast.actor(cast.SELLER), Way.CASH, on=True)
    _paid_in_part()


def _paid_in_part() -> None:
    """The brooch is paid, the chocolate waits."""
    now = clock.now()
    with clock.at(now - timedelta(hours=3)):
        order = buying.place(buying.SARI, {buying.BROOCH: 1, buying.CHOCOLATE: 2})
        buyer = cast.actor(cast.BUYER)
        first, second = (sheet.parcel.id for sheet in orders.parcels_of(order.id))
        paid = choosing.choose(order, first, Way.QRIS, buyer)
        choosing.choose(order, second, Way.QRIS, buyer)
    with clock.at(now - timedelta(hours=2)):
        settling.settle(paid.id, amount=paid.due, currency=CURRENCY)


def _sticker(merchant: str, nmid: str) -> bytes:
    """A card as banks give them, photographed straight from above."""
    drawn = io.BytesIO()
    segno.make(_payload(merchant, nmid), error="m").save(drawn, kind="png", scale=12, border=4)
    code = Image.open(drawn).convert("RGB")
    width = code.width + 160
    card = Image.new("RGB", (width, code.height + 420), "#ffffff")
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, width, 110), fill="#541030")
    _centred(pen, width, 30, "QRIS (CONTOH)", 52, "#ffffff")
    _centred(pen, width, 150, merchant, 48, "#2b1a23")
    _centred(pen, width, 220, f"NMID: {nmid}", 36, "#2b1a23")
    card.paste(code, (80, 280))
    _centred(pen, width, code.height + 310, "Stiker contoh. Jangan dibayar.", 36, "#7a1e4a")
    out = io.BytesIO()
    card.save(out, "JPEG", quality=88)
    return out.getvalue()


def _centred(pen: ImageDraw.ImageDraw, width: int, top: int, text: str, size: int, colour: str) -> None:
    font = ImageFont.load_default(size)
    pen.text(((width - pen.textlength(text, font=font)) / 2, top), text, font=font, fill=colour)


def _payload(merchant: str, nmid: str) -> str:
    """What a static code says (domain.md 8.1)."""

    def field(tag: str, value: str) -> str:
        return f"{tag}{len(value):02d}{value}"

    acquirer = (
        field("00", "ID.CO.CONTOH.WWW")
        + field("01", f"936000{nmid[2:]}")
        + field("02", nmid[2:])
        + field("03", "UMI")
    )
    national = field("00", "ID.CO.QRIS.WWW") + field("02", nmid) + field("03", "UMI")
    said = "".join(
        field(tag, value)
        for tag, value in (
            ("00", "01"),
            ("01", "11"),
            ("26", acquirer),
            ("51", national),
            ("52", "5947"),
            ("53", "360"),
            ("58", "ID"),
            ("59", merchant),
            ("60", "TANGERANG"),
            ("61", "15118"),
        )
    )
    return said + "6304" + crc(said + "6304")
