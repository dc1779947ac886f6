"""How a list's address becomes what is asked of the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from app.base.kinds import Category
from app.base.money import parse_rupiah
from app.catalog.rules.life import Supply

PAGE = 24


@dataclass(frozen=True)
class Place:
    """A province or kabupaten/kota that has a page."""

    code: str
    name: str


@dataclass(frozen=True)
class Chosen:
    """What a visitor has chosen in a list; unreadable values count as not chosen."""

    words: str = ""
    category: Category | None = None
    region: str = ""
    most: int | None = None
    most_typed: str = ""
    supply: Supply | None = None
    official: bool = False
    halal: bool = False
    order: str = ""
    before: date | None = None
    before_typed: str = ""
    before_problem: str = ""
    """Why the day that was typed does not narrow the list."""

    @property
    def count(self) -> int:
        """How many filters are on."""
        chosen = (self.category, self.region, self.most, self.supply, self.official, self.halal, self.before)
        return sum(map(bool, chosen))

    @property
    def narrows_goods(self) -> bool:
        """Something is asked that only single goods can answer."""
        return any((self.category, self.most, self.supply, self.halal, self.before))


def read_choice(arguments: Mapping[str, str], today: date) -> Chosen:
    """The query of a list's address."""
    category = arguments.get("kategori", "")
    supply = {"siap": Supply.READY, "buat": Supply.MADE}.get(arguments.get("ada", ""))
    most_typed = arguments.get("maks", "").strip()[:20]
    before_typed = arguments.get("sebelum", "").strip()[:20]
    before, before_problem = _day(before_typed, today)
    return Chosen(
        words=arguments.get("q", "").strip()[:120],
        category=Category(category) if category in list(Category) else None,
        region=arguments.get("daerah", "").strip()[:80],
        most=_amount(most_typed),
        most_typed=most_typed,
        supply=supply,
        official=arguments.get("resmi") == "1",
        halal=arguments.get("halal") == "1",
        order=arguments.get("urut", ""),
        before=before,
        before_typed=before_typed,
        before_problem=before_problem,
    )


def count_in(typed: str, least: int, most: int) -> tuple[int, str]:
    """A number of sets as typed, brought to what can be ordered, and the sentence that says so; `most` 0: none can be had."""
    if not typed:
        return max(1, min(least, most)), ""
    if not (typed.isascii() and typed.isdigit()):
        return max(1, min(least, most)), f"Jumlah “{typed}” belum terbaca. Tulis dengan angka saja."
    wanted = int(typed)
    if most and wanted > most:
        return (
            most,
            f"Untuk {wanted} set belum cukup; sekarang bisa {most} set. Tanggal di bawah untuk {most} set.",
        )
    if wanted < least:
        return max(1, min(least, most)), f"Paling sedikit {least} set sekali pesan."
    return wanted, ""


def _day(text: str, today: date) -> tuple[date | None, str]:
    """A day to come; else why it is none."""
    if not text:
        return None, ""
    day = day_in_address(text)
    if day is None:
        return (
            None,
            f"Tanggal “{text}” belum terbaca, jadi semua barang ditampilkan. Pilih tanggalnya dari kalender.",
        )
    if day <= today:
        return (
            None,
            "Tanggal itu sudah lewat, jadi semua barang ditampilkan. Pilih tanggal sesudah hari ini.",
        )
    return day, ""


def day_in_address(text: str) -> date | None:
    """A day as a calendar sends it or as people write it."""
    for pattern in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _amount(text: str) -> int | None:
    try:
        return int(parse_rupiah(text)) or None
    except ValueError:
        return None
