"""An appeal: a seller asks that another curator reads what was declined or sent back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.base.errors import RuleBroken
from app.curation.rules.rounds import RoundState

WITHIN = timedelta(days=14)
LEAST_WORDS, MOST_WORDS = 20, 1500

KINDNESS = (RoundState.DECLINED, RoundState.CHANGES_ASKED, RoundState.APPROVED)
"""Decisions, the kindest last."""


class AppealState(StrEnum):
    WAITING = "waiting"
    UPHELD = "upheld"
    OVERTURNED = "overturned"
    """The second decision is kinder, and holds in the place of the first."""
    WITHDRAWN = "withdrawn"


class NotAppealable(RuleBroken):
    """Nothing is read again here, and why."""


def outcome(first: RoundState, second: RoundState) -> AppealState:
    """What the second decision makes of the first. An appeal never makes anything worse: a harder second one upholds the first."""
    kinder = KINDNESS.index(second) > KINDNESS.index(first)
    return AppealState.OVERTURNED if kinder else AppealState.UPHELD


def holds(first: RoundState, second: RoundState) -> RoundState:
    """The decision that stands after both."""
    return max(first, second, key=KINDNESS.index)


def ends(judged_at: datetime) -> datetime:
    """The last moment at which a decision may be appealed."""
    return judged_at + WITHIN


@dataclass(frozen=True)
class Decision:
    """What is known of a round that a seller would have read again."""

    state: RoundState
    judged_at: datetime | None
    is_latest: bool
    """Its version is the newest of the product: nothing was begun since."""
    is_second: bool
    """It is an appeal's reading itself, given, waiting or taken back: a decision is read again once."""


def obstacle(decision: Decision, now: datetime) -> str | None:
    """Why it is not read again, as the seller is told; None when it may be."""
    if decision.is_second:
        return "Sudah pernah diminta dibaca ulang, dan itu satu kali saja, ya."
    if decision.state not in (RoundState.DECLINED, RoundState.CHANGES_ASKED) or decision.judged_at is None:
        return "Hanya yang ditolak atau diminta perbaikan yang bisa dibaca ulang."
    if now > ends(decision.judged_at):
        return f"Batas {WITHIN.days} hari sudah lewat. Perbaiki barangnya, lalu ajukan lagi, ya."
    if not decision.is_latest:
        return "Ibu sudah mulai memperbaiki. Ajukan saja versi yang baru."
    return None


def check(decision: Decision, words: str, now: datetime) -> None:
    """Raises NotAppealable with what stands in the way, or what her words still lack."""
    why = obstacle(decision, now)
    if why is not None:
        raise NotAppealable(why)
    if len(words) < LEAST_WORDS:
        raise NotAppealable(
            f"Ceritakan sedikit lebih panjang, paling sedikit {LEAST_WORDS} huruf: apa yang menurut Ibu terlewat?"
        )
