"""What a seller says to a part of an order: all of it, some of it, or nothing, and why."""

from collections.abc import Iterable, Mapping

from app.base.errors import RuleBroken
from app.orders.rules.adjusting import Standing, TooMany

REASONS: dict[str, str] = {
    "bahan": "Bahannya habis.",
    "waktu": "Waktunya tidak cukup.",
    "sakit": "Pembuatnya sedang berhalangan.",
    "rusak": "Barangnya rusak sebelum sempat dikirim.",
    "kirim": "Belum bisa mengirim ke alamat ini.",
}
"""What a maker may choose from, as the buyer reads it. Illness of hers or her family's is nobody's business."""

UNANSWERED = "Pembuatnya belum menjawab sampai batas waktu."


class NeedsReason(RuleBroken):
    message = "Pilih alasannya, atau tulis sendiri: pembeli akan membacanya."


def reason_of(chosen: str | None, words: str) -> str:
    """The sentence that the buyer reads: the chosen one, then her own words. Raises NeedsReason when there is neither."""
    reason = " ".join(filter(None, [REASONS.get(chosen or "", ""), words.strip()]))
    if not reason:
        raise NeedsReason
    return reason


def missing(lines: Iterable[Standing], can: Mapping[int, int]) -> dict[int, int]:
    """Line → pieces that she cannot make, of those that are left. Raises TooMany for lines or pieces that are not there."""
    left = {one.line_id: one.left for one in lines}
    if set(can) != set(left) or any(not 0 <= can[line] <= count for line, count in left.items()):
        raise TooMany
    return {line: count - can[line] for line, count in left.items() if can[line] < count}
