"""Two labels to be read: flat pictures drawn from the goods' own facts, one that says it all and one that does not.

They are only sent here, within a second; the worker reads them while the shop is open already, so the example shows the
real thing and its loading does not wait for it.
"""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from PIL import Image, ImageDraw, ImageFont

from app.base import clock
from app.base.actor import Actor
from app.catalog.queries import labels, own
from app.catalog.rules.label_life import Side
from app.catalog.service import labels as service
from app.catalog.service.labels import LabelShot
from app.standards.rules.reading.elements import Declared

COMPLETE, LACKING = "lengkap", "kurang"
"""What `label` of an example good may say: everything is on it; or another weight, and no date."""
WIDE, TALL, EDGE = 1200, 1500, 90
GROUND, INK, BAND = "#f6efe2", "#2b1a23", "#7a1e4a"

Row = tuple[str, int]
"""A piece of text and its height in pixels."""


def photograph(owner: Actor, slug: str, kind: str) -> None:
    """Have the drawn label of a good read, as its maker would."""
    product = own.owned(owner, slug)
    day = (clock.now() + timedelta(days=200)).strftime("%d-%m-%Y")
    stated = labels.declared(product, own.latest(product.id), day)
    printed = stated if kind == COMPLETE else replace(stated, net_weight="150 g", best_before="")
    shots = [LabelShot(Side.FRONT, _drawn(_front(printed))), LabelShot(Side.BACK, _drawn(_back(printed)))]
    service.ask_reading(owner, slug, shots, day)


def _front(printed: Declared) -> list[Row]:
    name = printed.name.partition(",")[0]
    return [
        (printed.producer.upper(), 64),
        ("", 120),
        *((line, 108) for line in textwrap.wrap(name, 18)),
        ("", 220),
        (f"Berat bersih {printed.net_weight}", 60),
        (f"HALAL  {printed.halal}" if printed.halal else "", 46),
    ]


def _back(printed: Declared) -> list[Row]:
    told = [
        f"Komposisi: {printed.composition}.",
        f"Diproduksi oleh: {printed.producer}, {printed.town}",
        printed.pirt,
        f"Baik digunakan sebelum: {printed.best_before}" if printed.best_before else "",
        "Kode produksi: B0107",
        "Simpan di tempat kering dan sejuk.",
    ]
    rows: list[Row] = []
    for text in filter(None, told):
        rows += [*((line, 44) for line in textwrap.wrap(text, 44)), ("", 26)]
    return rows


def _drawn(rows: Sequence[Row]) -> bytes:
    picture = Image.new("RGB", (WIDE, TALL), GROUND)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, WIDE, 40), fill=BAND)
    pen.rectangle((0, TALL - 40, WIDE, TALL), fill=BAND)
    y = EDGE + 30
    for text, height in rows:
        pen.text((EDGE, y), text, fill=INK, font=ImageFont.load_default(height))
        y += round(height * 1.4)
    pen.text((EDGE, TALL - 90), "ilustrasi", fill=BAND, font=ImageFont.load_default(32))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
