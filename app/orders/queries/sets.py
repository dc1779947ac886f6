"""Which lines of a cart are sets, and which of the sets can be ordered whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.catalog.queries import bundles
from app.catalog.queries.bundles import Head
from app.catalog.rules.bundles import BundleState
from app.catalog.service import goods
from app.catalog.service.goods import NOTHING_HELD, Held, Shortage, Taken
from app.orders.rules.quote import Wanted, together
from app.orders.rules.sets import InSet, left_out, sets_in


@dataclass(frozen=True)
class Sets:
    """The sets of a cart. `sets`: set → how it is called and what is in it, and how many there are; `out`: set → the sentence
    why it is not ordered."""

    sets: Mapping[int, tuple[Head, int]] = field(default_factory=dict)
    out: Mapping[int, str] = field(default_factory=dict)

    def of_line(self, line: Wanted) -> InSet | None:
        """The set of a line, if it belongs to one."""
        if line.bundle_id is None:
            return None
        head, count = self.sets[line.bundle_id]
        return InSet(head.id, head.slug, head.name, count, head.pieces.get(line.variant_id, 1))

    def is_in_a_set(self, variant_id: int) -> bool:
        """Pieces of this variant are ordered as part of a set."""
        return any(variant_id in head.pieces for key, (head, _) in self.sets.items() if key not in self.out)


NO_SETS = Sets()


def bundles_in(wanted: Sequence[Wanted]) -> set[int]:
    """The sets of which lines lie in a cart."""
    return {line.bundle_id for line in wanted if line.bundle_id is not None}


def settle(
    wanted: Sequence[Wanted],
    rows: Mapping[int, Any],
    outcomes: Mapping[int, Taken | Shortage],
    own: Held = NOTHING_HELD,
) -> tuple[Mapping[int, Taken | Shortage], Sets]:
    """Leave out every set of which a part cannot be had, and judge what stays without it: nothing is ordered as half a set.

    `outcomes` is the judgement of everything wanted. Leaving out only makes room, so it is repeated until nothing falls.
    """
    ids = bundles_in(wanted)
    if not ids:
        return outcomes, NO_SETS
    heads = bundles.heads(ids)
    sets: dict[int, tuple[Head, int]] = {}
    out: dict[int, str] = {}
    for bundle_id, head in heads.items():
        there = together([line for line in wanted if line.bundle_id == bundle_id])
        count = sets_in(there, head.pieces)
        sets[bundle_id] = head, count or 1
        why = _why_not_sold(head, rows, is_whole=count is not None)
        if why is not None:
            out[bundle_id] = left_out(head.name, why)
    before = -1
    while before < len(out):
        before = len(out)
        kept = together([line for line in wanted if line.bundle_id not in out])
        outcomes = {**outcomes, **goods.judge(kept, {key: rows[key] for key in kept if key in rows}, own)}
        for line in wanted:
            short = outcomes[line.variant_id]
            if line.bundle_id is None or line.bundle_id in out or not isinstance(short, Shortage):
                continue
            head, _ = sets[line.bundle_id]
            if short.left < head.pieces[line.variant_id]:
                out[line.bundle_id] = left_out(head.name, _why_short(short, rows[line.variant_id]))
    return outcomes, Sets(sets, out)


def _why_not_sold(head: Head, rows: Mapping[int, Any], *, is_whole: bool) -> str | None:
    """Why a set is not sold at all, whatever lies on the shelves."""
    if head.state is BundleState.WITHDRAWN:
        return f"sudah tidak dijual. {(head.withdraw_reason or '').rstrip('.')}"
    for variant_id in head.pieces:
        row = rows.get(variant_id)
        if row is None or row.removed_at is not None or not row.on_show:
            name = goods.full_name(row) if row is not None else "salah satu isinya"
            return f"{name} sedang tidak dijual"
        if row.note_needed:
            return (
                f"{goods.full_name(row)} kini perlu tulisan dari pembelinya, jadi hanya bisa dipesan sendiri"
            )
    return None if is_whole else "isinya tidak lengkap lagi. Hapus, lalu masukkan lagi dari halamannya"


def _why_short(short: Shortage, row: Any) -> str:
    if short.left:
        return f"{short.name} tinggal {short.left}, tidak cukup untuk satu set"
    return f"{short.name} baru saja habis" if row.supply == "ready" else f"jadwal pembuat {short.name} penuh"
