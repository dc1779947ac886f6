"""Money between buyers and makers in the middle of things: a proof that waits, one that nobody has looked at, one for which help
was asked, and money that a maker is to give back. Receipts are drawn, and each says that it is an example."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta

from PIL import Image, ImageDraw, ImageFont

from app.base import clock
from app.base.money import format_rupiah
from app.demo import buying, cast
from app.orders.queries import order as orders
from app.orders.service import parcels
from app.payments.models import Payment
from app.payments.queries import repaying as owed
from app.payments.rules.repaying import RepayBy, Target
from app.payments.rules.ways import Way
from app.payments.service import choosing, proving, repaying
from app.web.filters import moment

INK, SOFT, LINE = "#1f2933", "#616e7c", "#d9dee4"


def prove_all() -> None:
    """Each a few hours or days old."""
    now = clock.now()
    _proof(now - timedelta(hours=2), {buying.CHOCOLATE: 1})
    asked = _proof(now - timedelta(hours=7), {buying.BROOCH: 1})
    with clock.at(now - timedelta(hours=1)):
        proving.ask_for_help(cast.actor(cast.SELLER), asked.id)
    _proof(now - timedelta(hours=30), {buying.BROOCH: 2})
    with clock.at(now - timedelta(minutes=20)):
        proving.watch(clock.now())
    _owed(now - timedelta(days=2))
    _given_back(now - timedelta(days=12))
    _otherwise(now - timedelta(days=1), {buying.BROOCH: 1}, 25_000)
    _otherwise(now - timedelta(days=3), {buying.BROOCH: 2}, -2_000)


def _proof(at: datetime, wanted: Mapping[str, int]) -> Payment:
    """Sari pays by QRIS and shows it."""
    with clock.at(at):
        order = buying.place(buying.SARI, wanted)
        (part,) = orders.parcels_of(order.id)
        payment = choosing.choose(order, part.parcel.id, Way.QRIS, cast.actor(cast.BUYER))
    with clock.at(at + timedelta(minutes=6)):
        shown = _receipt(part.parcel.seller_name, payment.due, order.number)
        proving.send(
            order.number,
            payment.id,
            cast.actor(cast.BUYER),
            None,
            shown,
            amount=payment.due,
            payer=buying.SARI.name,
        )
    return payment


def _declined(at: datetime, wanted: Mapping[str, int], reason: str) -> tuple[str, int]:
    """Paid, and then its maker cannot: the order's number, and the refund that she is to make."""
    payment = _proof(at, wanted)
    maker = cast.actor(cast.SELLER)
    with clock.at(at + timedelta(hours=2)):
        proving.confirm(maker, payment.id, payment.due)
    with clock.at(at + timedelta(hours=9)):
        parcels.decline(maker, payment.parcel_id or 0, reason)
    order = orders.get(payment.order_id)
    return order.number, owed.of_buyer(order)[0].refund.id


def _otherwise(at: datetime, wanted: Mapping[str, int], differs: int) -> None:
    """Another sum came, and its maker takes it: what is more goes back, what is less she lets go."""
    payment = _proof(at, wanted)
    with clock.at(at + timedelta(hours=2)):
        seen = payment.due + differs
        proving.confirm(cast.actor(cast.SELLER), payment.id, seen, accepts=seen)


def _owed(at: datetime) -> None:
    number, refund_id = _declined(at, {buying.BROOCH: 1}, "Manik hijaunya habis di pasar.")
    with clock.at(at + timedelta(hours=12)):
        _tell(number, refund_id)


def _given_back(at: datetime) -> None:
    number, refund_id = _declined(at, {buying.BROOCH: 3}, "Pembuatnya sedang berhalangan.")
    with clock.at(at + timedelta(hours=12)):
        _tell(number, refund_id)
    with clock.at(at + timedelta(days=1)):
        one = owed.owed(refund_id)
        shown = _receipt(buying.SARI.name, one.refund.amount, f"{number} kembali")
        repaying.record_repaid(cast.actor(cast.SELLER), refund_id, shown, clock.now().date())


def _tell(number: str, refund_id: int) -> None:
    account = Target(RepayBy.BANK, "Bank Contoh", "0000112233", buying.SARI.name)
    repaying.tell_target(number, refund_id, cast.actor(cast.BUYER), None, account)


def _receipt(to: str, amount: int, note: str) -> bytes:
    """What a wallet shows after paying."""
    picture = Image.new("RGB", (720, 1280), "#ffffff")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 720, 150), fill="#20507f")
    _line(pen, 52, "Pembayaran berhasil (CONTOH)", 38, "#ffffff")
    rows = (
        ("Ke", to),
        ("Jumlah", format_rupiah(amount)),
        ("Waktu", moment(clock.now())),
        ("Berita", note),
    )
    for place, (name, value) in enumerate(rows):
        top = 230 + place * 160
        _line(pen, top, name, 28, SOFT)
        _line(pen, top + 42, value, 40, INK)
        pen.line((48, top + 118, 672, top + 118), fill=LINE, width=2)
    _line(pen, 1120, "Struk contoh: tidak ada uang yang berpindah.", 26, "#7a1e4a")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _line(pen: ImageDraw.ImageDraw, top: int, text: str, size: int, colour: str) -> None:
    pen.text((48, top), text, font=ImageFont.load_default(size), fill=colour)
