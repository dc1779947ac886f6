"""Money back while the goods stay with the buyer: by line, of the shipping, never more than is left."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.orders.rules.life import ParcelState

POSSIBLE = frozenset(
    {
        ParcelState.ACCEPTED,
        ParcelState.PACKED,
        ParcelState.AT_POST,
        ParcelState.SENT,
        ParcelState.RECEIVED,
    }
)
"""The maker has said yes. Before that, and after a no, the other steps give money back."""


@dataclass(frozen=True)
class LineLeft:
    """A line with the pieces that the buyer has or gets, and what can still go back of its money."""

    line_id: int
    name: str
    price: int
    pieces: int
    left: int


@dataclass(frozen=True)
class Left:
    """What can still go back of a parcel. `goods` holds all lines together: money that went back for no line in particular
    makes it less than their sum. `shared`: of the one fee of a parcel from a post, where that may be given back."""

    lines: Collection[LineLeft]
    goods: int
    fee: int
    shared: int = 0

    @property
    def whole(self) -> int:
        return self.goods + self.fee + self.shared


def left_of_line(price: int, pieces: int, given: int, goods_left: int) -> int:
    """Rupiah that can still go back of a line: of the pieces that did not fall away, without what was given."""
    return max(0, min(price * pieces - given, goods_left))


@dataclass(frozen=True)
class Wish:
    """What is to go back: pieces or rupiah by line, rupiah of the shipping. `seen`: rupiah that had gone back of the parcel
    when the page was shown, so that the same page sent twice gives once."""

    pieces: Mapping[int, int] = field(default_factory=dict)
    amounts: Mapping[int, int] = field(default_factory=dict)
    fee: int = 0
    reason: str = ""
    seen: int = 0


@dataclass(frozen=True)
class Gift:
    """What goes back: rupiah by line, of the parcel's own fee, and of the one that is shared."""

    lines: Mapping[int, int]
    fee: int = 0
    shared: int = 0

    @property
    def goods(self) -> int:
        return sum(self.lines.values())

    @property
    def amount(self) -> int:
        return self.goods + self.fee + self.shared


class NotGiven(RuleBroken):
    """It cannot go back so. `place` names the field beside which the sentence stands: a line, "fee", or nothing."""

    def __init__(self, message: str, place: int | str | None = None) -> None:
        self.place = place
        super().__init__(message)


class NotNow(RuleBroken):
    message = (
        "Uang bisa dikembalikan dari sini setelah pesanannya disanggupi. Sebelum itu, jawab dulu pesanannya."
    )


class Meanwhile(RuleBroken):
    message = (
        "Baru saja ada uang yang dikembalikan dari bagian ini. Lihat dulu yang masih bisa, lalu kirim lagi."
    )


class NeedsReason(RuleBroken):
    message = "Tulis alasannya: pembeli akan membacanya."


class NoComplaint(RuleBroken):
    message = "Bagian ini tidak sedang dikeluhkan, jadi hanya pembuatnya yang bisa mengembalikan uang."


def settle(wish: Wish, left: Left) -> Gift:
    """What goes back of what is left. Raises NotGiven."""
    if not (wish.pieces or wish.amounts or wish.fee):
        raise NotGiven("Isi dulu yang dikembalikan: berapa buah, berapa rupiah, atau ongkirnya.")
    known = {one.line_id: one for one in left.lines}
    lines = {}
    for line_id in sorted({*wish.pieces, *wish.amounts}):
        if line_id not in known:
            raise NotGiven("Ada barang yang bukan dari pesanan ini. Muat ulang halamannya.")
        lines[line_id] = _of_line(known[line_id], wish.pieces.get(line_id), wish.amounts.get(line_id))
    of_shipping = left.fee + left.shared
    if wish.fee > of_shipping:
        raise NotGiven(_at_most("Ongkir", of_shipping), "fee")
    gift = Gift(lines, min(wish.fee, left.fee), wish.fee - min(wish.fee, left.fee))
    if gift.goods > left.goods:
        raise NotGiven(_at_most("Barang semuanya bersama", left.goods))
    return gift


def _of_line(line: LineLeft, pieces: int | None, amount: int | None) -> int:
    if pieces is not None and amount is not None:
        raise NotGiven("Isi salah satu saja: berapa buah, atau berapa rupiah.", line.line_id)
    if pieces is not None and pieces > line.pieces:
        raise NotGiven(f"{line.name}: paling banyak {line.pieces} buah.", line.line_id)
    worth = amount if amount is not None else line.price * (pieces or 0)
    if worth > line.left:
        raise NotGiven(_at_most(line.name, line.left), line.line_id)
    return worth


def _at_most(what: str, left: int) -> str:
    if not left:
        return f"{what}: sudah dikembalikan semua."
    return f"{what}: masih bisa dikembalikan paling banyak {format_rupiah(left)}."
