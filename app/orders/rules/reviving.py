"""Whether an order that was let go unpaid may still be had when its money comes after all; the buyer reads why not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from app.base.days import short_day

TAKEN_BACK = "Pesanannya sudah dibatalkan."
POST_CLOSED = "Posko yang mengumpulkan barangnya sudah tutup."


@dataclass(frozen=True)
class Chance:
    """One good of the order as it stands now: how many pieces can be had of those that are `wanted`, by which day they are
    ready, and by which day they were promised."""

    name: str
    wanted: int
    left: int
    ready_on: date | None
    promised_on: date


def ordered_again(number: str) -> str:
    """Her newer order counts."""
    return f"Barangnya sudah dipesan lagi di pesanan {number}."


def why_not(goods: Collection[Chance]) -> str | None:
    """What stands in the way, as a sentence; None when every piece can be had by the day that was promised. Half an order is
    not what was paid for, and a later day is not what was promised."""
    for one in goods:
        if one.ready_on is None or one.left < one.wanted:
            return (
                f"{one.name} tinggal {one.left}."
                if one.left
                else f"{one.name} sudah habis atau tidak dijual lagi."
            )
    for one in goods:
        if one.ready_on is not None and one.ready_on > one.promised_on:
            return f"{one.name} baru bisa siap {short_day(one.ready_on)}, lebih lambat dari yang dijanjikan."
    return None
