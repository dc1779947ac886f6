"""Sizes of garments and mats: what is missing of them and what is far from usual. No standard is enforced; all of it advises.

Measures are whole cm. What is usual for a size stands in `data/standards/label.toml`, from what sellers of ready-made clothes
write; makers differ, so a size counts as unusual only more than `TOLERANCE` outside.
"""

from dataclasses import dataclass
from itertools import pairwise

from app.standards.rules.tables import pattern_of, table

TOLERANCE = 2
"""cm by which two people measure the same garment differently."""
LONGEST_MAT, SHORTEST_MAT = 250, 25
"""cm of the longer side: coir runs go to some metres, door mats from 35; outside, mm were typed more often than meant."""


@dataclass(frozen=True)
class GarmentSize:
    """One row of a size table: LD (lingkar dada) and PB (panjang baju) of the garment in cm, None where not measured."""

    size: str
    ld: int | None = None
    pb: int | None = None


def half_measured(sizes: tuple[GarmentSize, ...]) -> tuple[tuple[str, str], ...]:
    """Rows with one measure of the two, as (size, what is missing)."""
    return tuple(
        (one.size, "PB (panjang baju)" if one.pb is None else "LD (lingkar dada)")
        for one in sizes
        if (one.ld is None) != (one.pb is None)
    )


def unusual(sizes: tuple[GarmentSize, ...]) -> tuple[tuple[str, int, str], ...]:
    """Rows whose LD is not what that size usually has, as (size, LD, what is usual)."""
    usual: dict[str, list[int]] = table("label")["garment_size"]
    found = []
    for one in sizes:
        if one.ld is not None and one.size in usual:
            least, most = usual[one.size]
            if not least - TOLERANCE <= one.ld <= most + TOLERANCE:
                found.append((one.size, one.ld, f"{least}–{most} cm"))
    return tuple(found)


def shrinking(sizes: tuple[GarmentSize, ...]) -> tuple[tuple[str, str], ...]:
    """Neighbours of which the larger size has the smaller LD, as (smaller size, larger size)."""
    order: list[str] = table("label")["size_order"]["sizes"]
    rows = sorted(
        (one for one in sizes if one.ld is not None and one.size in order),
        key=lambda one: order.index(one.size),
    )
    return tuple((one.size, other.size) for one, other in pairwise(rows) if (one.ld or 0) > (other.ld or 0))


def is_top(name: str) -> bool:
    """The name says a garment for the upper body, which buyers choose by LD and PB."""
    return (
        pattern_of("label", "garment", "tops").search(name) is not None
        and pattern_of("label", "garment", "no_tops").search(name) is None
    )


def odd_mat(length: int | None, width: int | None) -> bool:
    """A mat larger or smaller than mats are."""
    longer = max(length or 0, width or 0)
    return longer > 0 and not SHORTEST_MAT <= longer <= LONGEST_MAT
