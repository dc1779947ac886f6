"""Whether pieces of a variant can be had, and when: the one judgement by which carts are shown and orders are placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
    """They can be had: ready on a day, made on the days of `plan` (none for what lies ready)."""

    ready_on: date
    plan: Mapping[date, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Lack:
    """They cannot be had as wanted; `left` pieces can. `sentence` says what to do."""

    left: int
    sentence: str


def not_on_sale(name: str) -> Lack:
    """Hidden, removed, or its maker is away."""
    return Lack(0, f"{name} sedang tidak dijual. Hapus dulu dari keranjang.")


def from_stock(name: str, wanted: int, stock: int, today: date, off: Sequence[Off] = ()) -> Have | Lack:
    """Pieces that lie ready; they are packed when their maker is there (`off`: her days off)."""
    if stock >= wanted:
        ready = ready_from_stock(today, off)
        if ready is None:
            return Lack(
                0, f"{name}: pembuatnya tutup sampai setengah tahun ke depan. Hapus dulu dari keranjang."
            )
        return Have(ready)
    if stock == 0:
        return Lack(0, f"{name} baru saja habis. Hapus dulu dari keranjang.")
    return Lack(stock, f"{name} tinggal {stock}. Kurangi jumlahnya.")


def on_hands(name: str, wanted: int, hands: Hands, today: date) -> Have | Lack:
    """Pieces that are made when ordered."""
    plan = lay(wanted, hands, today)
    if plan is not None:
        return Have(ready_day(plan, hands), plan)
    most = most_within_reach(hands, today)
    return Lack(
        most, f"{name}: sampai setengah tahun ke depan hanya sanggup dibuat {most} lagi. Kurangi jumlahnya."
    )
