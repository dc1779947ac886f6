"""What an official gift needs."""

from collections.abc import Collection
from datetime import date, timedelta

from app.base.errors import RuleBroken
from app.catalog.rules.life import PAPER_WORDS, PaperKind

LONGEST_GIFT = timedelta(days=366)


class NotEligible(RuleBroken):
    """This product cannot be an official gift now."""


def check_gift(
    *,
    until: date,
    today: date,
    on_show: bool,
    needed: Collection[PaperKind],
    seen: Collection[PaperKind],
    paper_ends: date | None,
) -> None:
    """An official gift is on show, its papers are seen, and it ends within a year and before its papers do."""
    if until <= today:
        raise NotEligible("Tanggal berakhirnya harus sesudah hari ini.")
    if until - today > LONGEST_GIFT:
        raise NotEligible("Paling lama satu tahun. Sesudahnya bisa dinilai lagi.")
    if not on_show:
        raise NotEligible("Barang ini sedang tidak tayang, jadi belum bisa jadi oleh-oleh resmi.")
    absent = [PAPER_WORDS[kind] for kind in sorted(set(needed) - set(seen))]
    if absent:
        raise NotEligible(f"{' dan '.join(absent)} belum diperiksa. Cocokkan dulu dengan sertifikatnya.")
    if paper_ends is not None and until > paper_ends:
        raise NotEligible(f"Surat izinnya habis {paper_ends:%d-%m-%Y}. Pilih paling lambat tanggal itu.")
