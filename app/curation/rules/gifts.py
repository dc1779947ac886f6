"""What an official gift needs (domain.md 6.2 and 7)."""

from dataclasses import dataclass
from datetime import date

from app.base.days import long_day
from app.base.errors import RuleBroken
from app.catalog.rules.life import PAPER_WORDS, PaperKind
from app.curation.rules.terms import terms


class NotEligible(RuleBroken):
    """This product cannot be an official gift now."""


@dataclass(frozen=True)
class Standing:
    """What is true of a good now. `grade` of the round that approved this very version; `shelf_life` in days, of food only;
    `paper_ends` the first day on which a needed paper is over."""

    on_show: bool
    newer_waits: bool
    """A newer version is with the curators."""
    grade: str | None
    gates_failed: bool
    needed: frozenset[PaperKind]
    seen: frozenset[PaperKind]
    paper_ends: date | None
    is_food: bool
    shelf_life: int | None
    has_capacity: bool
    """Its maker has said how many she makes a day, or pieces lie ready."""


def obstacles(now: Standing) -> list[str]:
    """What stands against it, each a sentence that says what would help; none when it may be proposed."""
    least = terms()
    found = []
    if not now.on_show:
        found.append("Barang ini sedang tidak tayang, jadi belum bisa jadi oleh-oleh resmi.")
    if now.newer_waits:
        found.append("Versi yang lebih baru sedang ditinjau. Tunggu keputusannya dulu.")
    if now.grade is None:
        found.append("Belum dinilai dengan lembar nilai. Nilainya muncul saat barang ditinjau lagi.")
    elif now.grade > least.least_grade or now.gates_failed:
        found.append(
            f"Nilainya {now.grade}. Oleh-oleh resmi paling rendah {least.least_grade} tanpa syarat wajib yang gagal."
        )
    absent = [PAPER_WORDS[kind] for kind in sorted(now.needed - now.seen)]
    if absent:
        found.append(f"{' dan '.join(absent)} belum diperiksa. Cocokkan dulu dengan sertifikatnya.")
    if now.is_food and (now.shelf_life or 0) < least.least_shelf_life_days:
        found.append(
            f"Tahan {now.shelf_life or 0} hari. Makanan untuk tamu perlu tahan paling sedikit {least.least_shelf_life_days} hari."
        )
    if not now.has_capacity:
        found.append(
            "Belum ada stok dan belum tertulis sanggup buat berapa. Minta pembuatnya mengisi jadwal buat."
        )
    return found


def check_days(starts_on: date, until: date, *, today: date, paper_ends: date | None) -> None:
    """It begins today or later, lasts at most a year, and ends before its papers do. Raises NotEligible."""
    longest = terms().longest_days
    if starts_on < today:
        raise NotEligible("Tanggal mulainya sudah lewat. Pilih hari ini atau sesudahnya.")
    if until <= max(today, starts_on):
        raise NotEligible("Tanggal berakhirnya harus sesudah hari ini dan sesudah tanggal mulai.")
    if (until - starts_on).days > longest:
        raise NotEligible("Paling lama satu tahun. Sesudahnya bisa dinilai lagi.")
    if paper_ends is not None and until > paper_ends:
        raise NotEligible(f"Surat izinnya habis {long_day(paper_ends)}. Pilih paling lambat tanggal itu.")


def check(now: Standing) -> None:
    """Raises NotEligible with what stands against it first."""
    found = obstacles(now)
    if found:
        raise NotEligible(found[0])


def reminder_due(days_left: int, reminded: int | None) -> int | None:
    """Which reminder is to go out now: 60, 30 or 7 days before the end, each once and only the nearest. `reminded` is the last
    that went out. None when none is due.

    >>> reminder_due(30, 60), reminder_due(29, 30), reminder_due(5, 60)
    (30, None, 7)
    """
    reached = [day for day in terms().remind_days if days_left <= day]
    nearest = min(reached, default=None)
    if nearest is None or days_left < 0 or (reminded is not None and reminded <= nearest):
        return None
    return nearest


def already_reminded(days_left: int) -> int | None:
    """What a new approval of so many days needs no reminder of any more: it begins nearer to its end."""
    return min((day for day in terms().remind_days if days_left <= day), default=None)
