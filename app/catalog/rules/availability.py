"""Whether pieces of a variant can be had, and when: the one judgement by which carts are shown and orders are placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.base.money import format_rupiah
from app.catalog.rules.batches import OnShelf, pick
from app.catalog.rules.promise import (
    Hands,
    Off,
    lay,
    most_within_reach,
    ready_day,
    ready_from_stock,
)


@dataclass(frozen=True)
class Have:
    """They can be had: ready on a day, made on the days of `plan` (none for what lies ready), out of `lots` (batch →
    pieces; what has no code is in none)."""

    ready_on: date
    plan: Mapping[date, int] = field(default_factory=dict)
    lots: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Lack:
    """They cannot be had as wanted; `left` pieces can. `sentence` says what to do."""

    left: int
    sentence: str


@dataclass(frozen=True)
class Limits:
    """How many pieces of a product one order may have, all its variants together; None where there is no end."""

    least: int | None = None
    most: int | None = None

    @property
    def in_order(self) -> bool:
        return self.least is None or self.most is None or self.least <= self.most

    @property
    def words(self) -> str:
        """For buyers; empty without limits."""
        if self.least and self.least == self.most:
            return f"Dijual {self.least} sekali pesan, boleh campur."
        ends = [f"paling sedikit {self.least}"] if self.least and self.least > 1 else []
        ends += [f"paling banyak {self.most}"] if self.most else []
        return f"Sekali pesan {' dan '.join(ends)}, boleh campur." if ends else ""


def not_on_sale(name: str) -> Lack:
    """Hidden, removed, or its maker is away."""
    return Lack(0, f"{name} sedang tidak dijual. Hapus dulu dari keranjang.")


def from_stock(
    name: str,
    wanted: int,
    shelf: OnShelf,
    today: date,
    off: Sequence[Off] = (),
    *,
    fresh_on: date | None = None,
) -> Have | Lack:
    """Pieces that lie ready; they are packed when their maker is there (`off`: her days off). `fresh_on`: the day on which food
    is handed on, if that is later than today."""
    sold_on = today if fresh_on is None else max(today, fresh_on)
    picked = pick(wanted, shelf, sold_on)
    if picked is not None:
        ready = ready_from_stock(today, off)
        if ready is None:
            return Lack(
                0, f"{name}: pembuatnya tutup sampai setengah tahun ke depan. Hapus dulu dari keranjang."
            )
        return Have(ready, lots=picked.lots)
    left = shelf.sellable(sold_on)
    if left == 0:
        return Lack(0, f"{name} baru saja habis. Hapus dulu dari keranjang.")
    return Lack(left, f"{name} tinggal {left}. Kurangi jumlahnya.")


def on_hands(name: str, wanted: int, hands: Hands, today: date) -> Have | Lack:
    """Pieces that are made when ordered."""
    plan = lay(wanted, hands, today)
    if plan is not None:
        return Have(ready_day(plan, hands), plan)
    most = most_within_reach(hands, today)
    return Lack(
        most, f"{name}: sampai setengah tahun ke depan hanya sanggup dibuat {most} lagi. Kurangi jumlahnya."
    )


def beyond_limits(name: str, wanted: int, of_product: int, limits: Limits) -> Lack | None:
    """What is wrong with `of_product` pieces of a product in one order, said of its variant with `wanted` of them."""
    if limits.least is not None and of_product < limits.least:
        short = limits.least - of_product
        return Lack(wanted, f"{name}: paling sedikit {limits.least} sekali pesan. Tambah {short} lagi.")
    if limits.most is not None and of_product > limits.most:
        over = of_product - limits.most
        return Lack(
            max(0, wanted - over), f"{name}: paling banyak {limits.most} sekali pesan. Kurangi {over}."
        )
    return None


def below_least_order(maker: str, worth: int, least: int | None) -> str | None:
    """What is wrong with goods of this worth from one gerai, in rupiah; None when it is enough."""
    if least is None or worth >= least:
        return None
    return (
        f"Minimal belanja di {maker} {format_rupiah(least)}, kurang {format_rupiah(least - worth)}. "
        "Tambah barangnya, atau hapus dulu dari keranjang."
    )
