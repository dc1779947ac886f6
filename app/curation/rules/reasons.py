"""The reasons that curators choose from, with what the seller does next, as data (`data/curation/reasons.toml`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from app.base.errors import RuleBroken
from app.curation.rules.rubric import Rubric
from app.curation.rules.tables import table


@dataclass(frozen=True)
class Reason:
    """What is wrong and what to do about it, as the seller reads both."""

    code: str
    words: str
    next_step: str
    criteria: tuple[str, ...]
    declines: bool = False

    @property
    def point(self) -> str:
        """Both in one, for letters."""
        return f"{self.words} {self.next_step}"

    def kept(self) -> dict[str, Any]:
        """As a round keeps it: the words as they were read that day."""
        return {
            "code": self.code,
            "words": self.words,
            "next_step": self.next_step,
            "criteria": list(self.criteria),
        }


@cache
def all_reasons() -> tuple[Reason, ...]:
    """Every reason of the file, in its order."""
    return tuple(
        Reason(
            row["code"],
            row["words"],
            row["next_step"],
            tuple(row["criteria"]),
            row.get("declines", False),
        )
        for row in table("reasons")["reason"]
    )


def offered(rubric: Rubric) -> list[Reason]:
    """The reasons that are about something in this rubric."""
    return [one for one in all_reasons() if rubric.codes & set(one.criteria)]


def chosen(rubric: Rubric, codes: Iterable[str], *, declining: bool) -> list[Reason]:
    """The reasons of these codes, each once, in the order of the list. Raises RuleBroken for one that is not offered."""
    wanted = set(codes)
    there = [one for one in offered(rubric) if one.code in wanted]
    if len(there) < len(wanted):
        raise RuleBroken("Salah satu alasannya tidak ada di daftar. Muat ulang halaman ini, lalu pilih lagi.")
    if declining and there and not any(one.declines for one in there):
        raise RuleBroken(
            "Alasan yang dipilih masih bisa diperbaiki penjual. Pilih “Minta perbaikan”, atau pilih alasan menolak."
        )
    return there
