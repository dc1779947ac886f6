"""Sets of several goods: what a set is, what it costs, how many can be had and when. Nothing of a set has a stock of its own."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.money import Rupiah
from app.base.states import Machine
from app.catalog.rules.availability import Limits
from app.catalog.rules.cabin import Cabin
from app.catalog.rules.life import MOST_PER_LINE
from app.catalog.rules.promise import Hands, lay, most_within_reach, ready_day
from app.delivery.rules.weights import PackedSize

MOST_PARTS = 12
MOST_PIECES = 99
"""Of one part in one set."""
LEAST_GOODS = 2
"""Different goods beside the box: one good in a box is that good, wrapped."""


class BundleState(StrEnum):
    """How far a set is."""

    DRAFT = "draft"
    SHOWN = "shown"
    WITHDRAWN = "withdrawn"


class BundleMove(StrEnum):
    SHOW = "show"
    WITHDRAW = "withdraw"


BUNDLE_LIFE = Machine(
    {
        (BundleState.DRAFT, BundleMove.SHOW): BundleState.SHOWN,
        (BundleState.SHOWN, BundleMove.WITHDRAW): BundleState.WITHDRAWN,
    }
)
"""What was shown is never changed: carts and orders name it, and must go on meaning the same. It is followed by a new version."""


@dataclass(frozen=True)
class FromShelf:
    """Pieces of a variant that lie ready: so many may be sold, and leave the house on a day (None: not within half a year)."""

    variant_id: int
    sellable: int
    ready_on: date | None


@dataclass(frozen=True)
class ByHands:
    """Pieces that hands make when ordered; several parts may come from the same hands."""

    line_id: int
    hands: Hands
    today: date


@dataclass(frozen=True)
class Part:
    """A variant in a set: `pieces` of it a set, at today's `price` (rupiah) for one; weight in grams and `size` of one packed
    piece, None where its maker has not measured; `liquid_ml` as `rules.cabin.liquid_in` says. `supply` is None while it is not
    on show."""

    variant_id: int
    product_id: int
    seller_id: int
    name: str
    """With its choice: `Keset Perca (Kecil)`."""
    pieces: int
    price: int
    weight_g: int
    size: PackedSize | None = None
    liquid_ml: int | None = None
    is_box: bool = False
    supply: FromShelf | ByHands | None = None
    gift_until: date | None = None
    """Last day as an official gift; None when it is none today."""
    note_needed: bool = False
    limits: Limits = field(default_factory=Limits)

    @property
    def is_on_show(self) -> bool:
        return self.supply is not None


# -- what a set is ----------------------------------------------------------------------------------------


class NotInSet(RuleBroken):
    """This variant cannot be a part."""


class NotASet(RuleBroken):
    """These parts cannot be shown as a set; `obstacles` names everything that is missing."""

    def __init__(self, obstacles: Sequence[str]) -> None:
        self.obstacles = tuple(obstacles)
        super().__init__(" ".join(obstacles))


def why_not(part: Part) -> str | None:
    """Why this variant cannot be a part of a set today; None when it can."""
    if not part.is_on_show:
        return f"{part.name} sedang tidak tampil di toko. Pilih barang lain, atau tunggu sampai tampil lagi."
    if part.note_needed:
        return (
            f"{part.name} perlu tulisan dari pembelinya, jadi hanya bisa dipesan sendiri. Pilih barang lain."
        )
    if part.gift_until is None and not part.is_box:
        return f"{part.name} bukan oleh-oleh resmi hari ini. Isi set harus resmi; kalau ini wadahnya, centang “Ini wadahnya”."
    least, most = part.limits.least, part.limits.most
    if most is not None and sets_for(least or 1, part.pieces) * part.pieces > most:
        return (
            f"{part.name}: {part.limits.words.lower().rstrip('.')}. Isi {part.pieces} tidak pas; ubah isinya."
        )
    return None


def check_pieces(pieces: int) -> None:
    """Raises NotInSet for a number that no set has."""
    if not 1 <= pieces <= MOST_PIECES:
        raise NotInSet(f"Isi tiap set antara 1 dan {MOST_PIECES}.")


def check_new(part: Part, others: Sequence[Part]) -> None:
    """This part may be put beside the others. Raises NotInSet."""
    if any(one.variant_id == part.variant_id for one in others):
        raise NotInSet(f"{part.name} sudah ada di set ini. Ubah saja jumlahnya.")
    if len(others) >= MOST_PARTS:
        raise NotInSet(f"Satu set paling banyak {MOST_PARTS} macam. Keluarkan satu dulu.")
    check_pieces(part.pieces)
    reason = why_not(part)
    if reason is not None:
        raise NotInSet(reason)


def obstacles(parts: Sequence[Part], story: str) -> list[str]:
    """What keeps it from being shown; none when it may be."""
    if not parts:
        return ["Set ini belum ada isinya. Tambah dulu barangnya."]
    found = [reason for part in parts if (reason := why_not(part)) is not None]
    if len({part.product_id for part in parts if not part.is_box}) < LEAST_GOODS:
        found.append(
            "Satu set berisi paling sedikit dua barang yang berbeda, selain wadahnya. Tambah satu lagi."
        )
    if not found and least_sets(parts) > most_by_limits(parts):
        found.append("Batas sekali pesan barang-barang ini tidak bertemu. Ubah isi tiap set.")
    if not story:
        found.append("Ceritanya belum ada. Tulis dua tiga kalimat: dari mana, dan cocok untuk apa.")
    return found


# -- what it costs, weighs and until when it is official ------------------------------------------------------


def price_of(parts: Sequence[Part]) -> Rupiah:
    """One set: the sum of its parts, to the rupiah."""
    return Rupiah(sum(part.price * part.pieces for part in parts))


def weight_of(parts: Sequence[Part]) -> int:
    """Grams of one set, packed."""
    return sum(part.weight_g * part.pieces for part in parts)


def volume_of(parts: Sequence[Part]) -> int:
    """cm³ of one set, packed; 0 unless all of its parts are measured."""
    volumes = [part.size.cm3 * part.pieces for part in parts if part.size is not None]
    return sum(volumes) if len(volumes) == len(parts) else 0


def stacked(parts: Sequence[Part]) -> PackedSize | None:
    """A space that surely holds one set: every packed piece lying flat, one on the other; None unless all are measured.

    What is packed well takes less, so a set that does not go in so may still go in.
    """
    sides = [
        (sorted((part.size.length, part.size.width, part.size.height), reverse=True), part.pieces)
        for part in parts
        if part.size is not None
    ]
    if not sides or len(sides) < len(parts):
        return None
    longest, middle = (max(lying[at] for lying, _ in sides) for at in (0, 1))
    high = sum(lying[2] * pieces for lying, pieces in sides)
    return PackedSize(*sorted((longest, middle, high), reverse=True))


def fits_cabin(parts: Sequence[Part], cabin: Cabin) -> bool:
    """One set surely goes into a cabin, and no part of it is more liquid than one container may hold."""
    liquids = [part.liquid_ml for part in parts if part.liquid_ml is not None]
    return cabin.fits(stacked(parts), weight_of(parts), max(liquids, default=None))


def cabin_words(parts: Sequence[Part], cabin: Cabin) -> str:
    """What is known of one set in a cabin, as people read it."""
    liquids = [part.liquid_ml for part in parts if part.liquid_ml is not None]
    space, unknown = stacked(parts), [part.name for part in parts if part.size is None]
    if space is not None and fits_cabin(parts, cabin):
        return f"muat, semuanya ditumpuk {space.words} cm"
    most = max(liquids, default=None)
    if space is None and not cabin.why_not(PackedSize(1, 1, 1), weight_of(parts), most):
        return f"belum diketahui, ukuran {' dan '.join(unknown)} belum ditulis pembuatnya"
    if space is not None and not cabin.why_not(PackedSize(1, 1, 1), weight_of(parts), most):
        return f"belum tentu, kalau semuanya ditumpuk {space.words} cm"
    return cabin.why_not(space, weight_of(parts), most)


def official_until(parts: Sequence[Part]) -> date | None:
    """The last day on which the whole is official: the earliest end of what is no box; None when it is not, today."""
    ends = [part.gift_until for part in parts if not part.is_box]
    days = [one for one in ends if one is not None]
    return min(days) if days and len(days) == len(ends) else None


def is_visible(parts: Sequence[Part], state: BundleState) -> bool:
    """As the shop's query says: shown, and every part can be bought as it is."""
    return (
        state is BundleState.SHOWN
        and bool(parts)
        and all(one.is_on_show and not one.note_needed for one in parts)
    )


# -- how many, and when ---------------------------------------------------------------------------------------


def sets_for(pieces: int, each: int) -> int:
    """The fewest sets in which there are so many pieces, with `each` of them a set."""
    return -(-pieces // each)


def least_sets(parts: Sequence[Part]) -> int:
    """Sets from which on one order may have them, by the limits of their goods."""
    by_product = _by_product(parts)
    needed = [sets_for(limits.least or 1, pieces) for limits, pieces, _ in by_product.values()]
    return max(needed, default=1)


def most_by_limits(parts: Sequence[Part]) -> int:
    """Sets up to which one order may have them, by the limits of their goods and of a cart's line."""
    by_product = _by_product(parts)
    allowed = [limits.most // pieces for limits, pieces, _ in by_product.values() if limits.most is not None]
    return min([*allowed, *(MOST_PER_LINE // part.pieces for part in parts)], default=0)


def who_sets_least(parts: Sequence[Part]) -> str:
    """The part for whose sake one order has several sets; empty when one is enough."""
    least = least_sets(parts)
    found = [
        name
        for limits, pieces, name in _by_product(parts).values()
        if sets_for(limits.least or 1, pieces) == least
    ]
    return found[0] if least > 1 else ""


def sets_to_be_had(parts: Sequence[Part]) -> int:
    """How many sets one order can have now: the fewest that any shelf, any hands or any limit allows. Parts from the same shelf
    or the same hands share what is there."""
    if not parts or not all(part.is_on_show for part in parts):
        return 0
    rooms = [room // pieces for room, pieces, _ in _sources(parts)]
    found = min([*rooms, most_by_limits(parts)])
    return found if found >= least_sets(parts) else 0


def what_stops(parts: Sequence[Part]) -> list[str]:
    """The parts because of which no further set can be had."""
    hidden = [part.name for part in parts if not part.is_on_show]
    if hidden or not parts:
        return hidden
    counts = [(room // pieces, names) for room, pieces, names in _sources(parts)]
    counts += [
        (limits.most // pieces, [name])
        for limits, pieces, name in _by_product(parts).values()
        if limits.most is not None
    ]
    fewest = min(count for count, _ in counts)
    return list(dict.fromkeys(name for count, names in counts if count == fewest for name in names))


def ready_on(parts: Sequence[Part], sets: int) -> date | None:
    """The day on which the last part of so many sets leaves its maker's hands; None when they are not to be had so."""
    days = ready_days(parts, sets)
    return max(days.values()) if days else None


def ready_days(parts: Sequence[Part], sets: int) -> dict[int, date]:
    """Seller → the day on which all of hers is ready; empty when so many sets are not to be had."""
    if not 1 <= sets <= sets_to_be_had(parts):
        return {}
    found: dict[int, date] = {}
    for part in parts:
        day = _ready(part, parts, sets)
        if day is None:
            return {}
        found[part.seller_id] = max(found.get(part.seller_id, day), day)
    return found


def _ready(part: Part, parts: Sequence[Part], sets: int) -> date | None:
    if not isinstance(part.supply, ByHands):
        return part.supply.ready_on if part.supply else None
    # her hands make all of it; the last piece counts
    key = _key(part)
    pieces = sum(one.pieces for one in parts if _key(one) == key)
    plan = lay(pieces * sets, part.supply.hands, part.supply.today)
    return ready_day(plan, part.supply.hands) if plan else None


def _sources(parts: Sequence[Part]) -> Iterator[tuple[int, int, list[str]]]:
    """Each shelf and each pair of hands: pieces that it has room for, pieces that one set takes of it, and by which parts."""
    shared: dict[Hashable, list[Part]] = defaultdict(list)
    for part in parts:
        shared[_key(part)].append(part)
    for group in shared.values():
        yield _room(group[0]), sum(part.pieces for part in group), [part.name for part in group]


def _key(part: Part) -> Hashable:
    if isinstance(part.supply, ByHands):
        return "hands", part.supply.line_id
    return "shelf", part.variant_id


def _room(part: Part) -> int:
    if isinstance(part.supply, ByHands):
        return most_within_reach(part.supply.hands, part.supply.today)
    if part.supply is None or part.supply.ready_on is None:
        return 0
    return part.supply.sellable


def _by_product(parts: Sequence[Part]) -> dict[int, tuple[Limits, int, str]]:
    """Product → its limits, pieces that one set takes of it, and a name."""
    found: dict[int, tuple[Limits, int, str]] = {}
    for part in parts:
        limits, pieces, name = found.get(part.product_id, (part.limits, 0, part.name))
        found[part.product_id] = limits, pieces + part.pieces, name
    return found
