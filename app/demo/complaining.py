"""Complaints in two states: one that its seller has still to answer, and one that lies with a mediator."""

import io
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw

from app.base import clock
from app.db.ports import port
from app.demo import buying, cast
from app.orders.models import Order
from app.orders.ports import OrderKeys
from app.orders.queries import order as orders
from app.orders.rules.complaint import ComplaintKind, Outcome, Proposal
from app.orders.service import complaints
from app.orders.service.complaints import Claim

THREAD, SHADOW = "#e9d9c4", "#3b2a2a"


def complain_all(pictures: Path) -> None:
    """Both by Sari, who has a sign-in; both sellers and the officer have one, too."""
    now = clock.now()
    brooches = buying.received(now - timedelta(days=8), buying.SARI, {buying.BROOCH: 2})
    _open(
        brooches, now - timedelta(hours=20), ComplaintKind.DAMAGED, Proposal(Outcome.RESEND),
        "Satu bros payetnya lepas sebagian waktu kotaknya dibuka. Yang satu lagi bagus.",
        [_torn(pictures / "bros-payet.webp")],
    )  # fmt: skip
    mats = buying.received(now - timedelta(days=9), buying.SARI, {buying.MAT: 2})
    complaint = _open(
        mats, now - timedelta(days=2, hours=6), ComplaintKind.DAMAGED, Proposal(Outcome.PART_REFUND, 30_000),
        "Anyaman di satu sudut terurai. Masih bisa dipakai, tapi tidak seperti di foto.",
        [_torn(pictures / "keset-perca.webp")],
    )  # fmt: skip
    (maker, _), number = buying.makers_of(mats)[0], mats.number
    with clock.at(now - timedelta(days=1, hours=20)):
        complaints.refuse(maker, complaint, "Waktu dikemas sudutnya masih rapat, Bu. Ada fotonya di saya.")
    with clock.at(now - timedelta(days=1, hours=2)):
        complaints.mediate(
            number, complaint, cast.actor(cast.BUYER), None, "Kami berdua yakin benar. Mohon dilihat fotonya."
        )


def _open(
    order: Order, at: datetime, kind: ComplaintKind, wanted: Proposal, words: str, photos: list[bytes]
) -> int:
    (sheet,) = orders.parcels_of(order.id)
    key = port(OrderKeys).key_for(order.number)
    pieces = {row.line.id: 1 for row in sheet.lines}
    with clock.at(at):
        claim = Claim(kind, wanted, pieces, words, photos)
        return complaints.open_complaint(order.number, sheet.parcel.id, cast.actor(cast.BUYER), key, claim).id


def _torn(path: Path) -> bytes:
    """The drawn picture of the good, a corner of it come loose."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    side = min(picture.size)
    pen = ImageDraw.Draw(picture)
    x, y, step = int(side * 0.56), int(side * 0.5), side // 28
    pen.ellipse((x - step, y - step, x + 5 * step, y + 4 * step), fill=SHADOW)
    for at in range(9):
        begin = (x + at * step // 2, y + (at * 7) % 5 * step // 2)
        end = (begin[0] + (at % 3 - 1) * step, begin[1] + (3 + at % 4) * step)
        pen.line((begin, end), fill=THREAD, width=max(3, side // 160))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=88)
    return out.getvalue()
