"""The life of a round, who may judge, and what an official gift needs."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from app.base.actor import Actor, Role
from app.base.errors import RuleBroken
from app.base.states import Machine
from app.catalog.rules.life import PAPER_WORDS, PaperKind
from app.regions.rules import covers


class RoundState(StrEnum):
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class RoundMove(StrEnum):
    APPROVE = "approve"
    ASK_CHANGES = "ask_changes"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


LIFE = Machine(
    {
        (RoundState.SUBMITTED, RoundMove.APPROVE): RoundState.APPROVED,
        (RoundState.SUBMITTED, RoundMove.ASK_CHANGES): RoundState.CHANGES_ASKED,
        (RoundState.SUBMITTED, RoundMove.DECLINE): RoundState.DECLINED,
        (RoundState.SUBMITTED, RoundMove.WITHDRAW): RoundState.WITHDRAWN,
    }
)

PROMISED = timedelta(hours=48)
"""How long a seller waits at the most, as she is told."""
LONGEST_GIFT = timedelta(days=366)
MOST_POINTS = 10


class NotSubmittable(RuleBroken):
    """Something must be mended first."""


class NotEligible(RuleBroken):
    """This product cannot be an official gift now."""


def reaches(actor: Actor, region: str) -> bool:
    """The curator's reach covers this region; a grant without region covers the country."""
    return any(
        grant.region is None or covers(grant.region, region) for grant in actor.grants_of(Role.CURATOR)
    )


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
