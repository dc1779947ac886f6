"""Sets in a cart: lines that are shown, changed and ordered together, or not at all."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.base.money import Rupiah

if TYPE_CHECKING:
    from app.orders.rules.quote import Quote, QuoteLine


@dataclass(frozen=True)
class InSet:
    """The set to which a line belongs: so many sets of it, with `each` pieces of this line in one."""

    bundle_id: int
    slug: str
    name: str
    sets: int
    each: int


@dataclass(frozen=True)
class SetInCart:
    """All lines of one set, with its one price (rupiah) and its one number."""

    bundle_id: int
    slug: str
    name: str
    sets: int
    lines: Sequence["QuoteLine"]

    @property
    def price(self) -> Rupiah:
        """Of one set."""
        return Rupiah(self.sum // self.sets)

    @property
    def sum(self) -> Rupiah:
        return Rupiah(sum(line.sum for line in self.lines))

    @property
    def problems(self) -> list[str]:
        """What keeps it from being ordered so, each sentence once."""
        return list(dict.fromkeys(line.problem for line in self.lines if line.problem))

    @property
    def is_made(self) -> bool:
        return any(line.made for line in self.lines)

    @property
    def ready_on(self) -> date | None:
        """The day of its last piece."""
        days = [line.ready_on for line in self.lines if line.ready_on is not None]
        return max(days) if len(days) == len(self.lines) else None


def sets_of(lines: Iterable["QuoteLine"]) -> list[SetInCart]:
    """The sets among these lines, in the order of the cart."""
    found: dict[int, list[QuoteLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda one: one.line_id):
        if line.in_set is not None:
            found[line.in_set.bundle_id].append(line)
    heads = {bundle_id: members[0].in_set for bundle_id, members in found.items()}
    return [
        SetInCart(bundle_id, head.slug, head.name, head.sets, found[bundle_id])
        for bundle_id, head in heads.items()
        if head is not None
    ]


def makers_of(quote: "Quote") -> dict[int, list[str]]:
    """Set → the names of those who make something of it, in the order of the cart."""
    found: dict[int, list[str]] = defaultdict(list)
    for parcel in quote.parcels:
        for line in parcel.lines:
            if line.in_set is not None and parcel.seller_name not in found[line.in_set.bundle_id]:
                found[line.in_set.bundle_id].append(parcel.seller_name)
    return dict(found)


def sets_in(pieces: Mapping[int, int], each: Mapping[int, int]) -> int | None:
    """How many sets these pieces are (variant → pieces, of the cart and of one set); None when they are no whole sets."""
    if pieces.keys() != each.keys() or not each:
        return None
    counts = {divmod(pieces[variant], count) for variant, count in each.items()}
    (sets, rest), *others = counts
    return sets if not others and rest == 0 and sets > 0 else None


def left_out(name: str, why: str) -> str:
    """Why a set is not ordered."""
    return f"Set {name} tidak ikut dipesan: {why}."


def held_up(name: str, sentence: str, left: int, each: int, sets: int, elsewhere: int) -> str:
    """What is wrong with one part of a set, said of the set: `left` pieces can be had, of which `elsewhere` lie in the cart beside
    this set."""
    fit = (left - elsewhere) // each
    enough = f" Cukup untuk {fit} set." if 0 < fit < sets else ""
    beside = f" Di keranjang ada {elsewhere} lagi di luar set ini." if elsewhere else ""
    return f"Set {name}: {sentence}{enough}{beside}"


@dataclass(frozen=True)
class Came:
    """What became of one line that was bought as part of a set."""

    set_name: str
    name: str
    pieces: int
    coming: int
    """Of its pieces, those that still come or have come."""
    can_be_cancelled: bool
    """Its maker has not agreed yet."""


@dataclass(frozen=True)
class TornSet:
    """A set of which something comes and something does not. `lacks`: goods with the pieces that do not come; `open`: what comes
    and may still be cancelled."""

    name: str
    lacks: Sequence[tuple[str, int]]
    open: Sequence[str]


def torn(lines: Iterable[Came]) -> list[TornSet]:
    """The sets that come without a part, in the order of the lines. One of which nothing comes is no longer torn."""
    by_set: dict[str, list[Came]] = defaultdict(list)
    for line in lines:
        by_set[line.set_name].append(line)
    return [
        TornSet(
            name,
            [(one.name, one.pieces - one.coming) for one in there if one.coming < one.pieces],
            [one.name for one in there if one.coming and one.can_be_cancelled],
        )
        for name, there in by_set.items()
        if any(one.coming for one in there) and any(one.coming < one.pieces for one in there)
    ]
