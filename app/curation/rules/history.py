"""The story of a product in sentences for its seller; curators read the same ones in its file (`rules.dossier`)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from typing import Any

from app.base.days import short_day
from app.base.money import format_rupiah
from app.catalog.rules.band import OfferPart, Standing
from app.catalog.rules.life import PAPER_WORDS, PaperKind
from app.curation.rules.rounds import RoundState


class Rank(IntEnum):
    """What came first of things that happened at one moment."""

    HANDED_IN = 1
    WRITTEN = 2
    JUDGED = 3
    OFFERED = 4
    GIFTED = 5


Key = tuple[datetime, int, int]
"""By which the story is sorted: moment, rank, and the row where it is kept."""


@dataclass(frozen=True)
class Happening:
    """One line of the story. `version` can be compared with the one before it."""

    at: datetime
    rank: Rank
    id: int
    words: str
    detail: str = ""
    points: tuple[str, ...] = ()
    version: int | None = None

    @property
    def key(self) -> Key:
        return self.at, self.rank, self.id


_JUDGED = {
    RoundState.APPROVED: "Versi {} disetujui kurator",
    RoundState.CHANGES_ASKED: "Kurator meminta perbaikan pada versi {}",
    RoundState.DECLINED: "Versi {} belum bisa tayang",
}


def judged(state: RoundState, version: int) -> str:
    return _JUDGED[state].format(version)


def handed_in(version: int, number: int) -> str:
    """`number`: of the round."""
    return f"Versi {version} diajukan, tinjauan ke-{number}"


_WITHOUT_NUMBERS = {
    OfferPart.SIZE: "Ukuran paket{} diubah",
    OfferPart.SUPPLY: "Cara menyediakan barang diubah",
    OfferPart.LIMITS: "Batas jumlah sekali pesan diubah",
    OfferPart.NOTE: "Pertanyaan ke pembeli diubah",
    OfferPart.REMOVED: "Pilihan{} tidak dijual lagi",
}


def offered(part: OfferPart, standing: Standing, label: str, was: int | None, now: int | None) -> str:
    """A change of what is on sale: `Harga Kecil Rp25.000 → Rp27.000, langsung berlaku`."""
    which = f" {label}" if label else ""
    if part in _WITHOUT_NUMBERS:
        return f"{_WITHOUT_NUMBERS[part].format(which)}, langsung berlaku"
    if part is OfferPart.PRICE:
        said = f"Harga{which} {format_rupiah(was or 0)} → {format_rupiah(now or 0)}"
    elif part is OfferPart.STOCK:
        said = f"Stok{which} {was} → {now}"
    else:
        said = f"Berat kirim{which} {was} g → {now} g"
    return f"{said}, {'langsung berlaku' if standing is Standing.AT_ONCE else 'disetujui kurator'}"


JOURNAL = {
    "submission withdrawn": "Pengajuan ditarik penjual",
    "paper declared": "{} ditulis",
    "paper seen": "{} dicocokkan kurator dengan aslinya",
    "paper refused": "{} tidak cocok",
    "paper dropped": "{} dihapus",
    "leave planned": "Gerai libur {}",
    "leave ended": "Libur gerai dibatalkan, langsung berlaku",
}
"""What of the journal belongs to a product's story."""


def written(what: str, facts: Mapping[str, Any]) -> tuple[str, str] | None:
    """Sentence and detail of a row of the journal; None where it changed nothing."""
    if what == "paper declared" and not facts.get("changed"):
        return None
    if what == "leave planned":
        days = [short_day(date.fromisoformat(facts[name])) for name in ("start", "end")]
        return f"{JOURNAL[what].format(' sampai '.join(days))}, langsung berlaku", ""
    paper = PAPER_WORDS[PaperKind(facts["kind"])] if "kind" in facts else ""
    return JOURNAL[what].format(paper), str(facts.get("reason", "")) if what == "paper refused" else ""


def gifted(until: date) -> str:
    return f"Jadi oleh-oleh resmi sampai {short_day(until)}"
