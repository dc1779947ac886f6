"""How long a seller waits for her answer, and a claim may last: what is promised, and how a round stands against it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


@dataclass(frozen=True)
class Promise:
    """`answer`: within this a round that was handed in is decided (2×24 hours unless the installation says otherwise;
    features.md F, the government's SIPLah promises the same). `claim`: after this a round that a curator has claimed and not
    decided falls back into the queue."""

    answer: timedelta = timedelta(hours=48)
    claim: timedelta = timedelta(hours=24)

    def due(self, submitted_at: datetime) -> datetime:
        """Until when the seller may expect her answer."""
        return submitted_at + self.answer

    @property
    def words(self) -> str:
        """`2 hari`, `36 jam`: as sellers are told."""
        hours = int(self.answer.total_seconds()) // 3600
        return f"{hours // 24} hari" if hours % 24 == 0 else f"{hours} jam"


class Standing(StrEnum):
    """A round against the promise."""

    FRESH = "fresh"
    SOON = "soon"
    """Half of the time is over."""
    LATE = "late"
    VERY_LATE = "very_late"
    """Twice the promise: the head of the region's curators is told."""


@dataclass(frozen=True)
class Age:
    """How old a round is, and what that means."""

    standing: Standing
    waited: timedelta
    left: timedelta
    """Negative once the promise is broken."""

    @property
    def is_late(self) -> bool:
        return self.standing in (Standing.LATE, Standing.VERY_LATE)

    @property
    def words(self) -> str:
        """`sisa 20 jam`, `lewat 3 jam`, `lewat 2 hari`."""
        return f"lewat {span(-self.left)}" if self.is_late else f"sisa {span(self.left)}"


def age_of(submitted_at: datetime, now: datetime, promise: Promise) -> Age:
    """How a round that was handed in then stands now. The promised moment itself is still kept."""
    waited = now - submitted_at
    if waited > 2 * promise.answer:
        standing = Standing.VERY_LATE
    elif waited > promise.answer:
        standing = Standing.LATE
    elif 2 * waited >= promise.answer:
        standing = Standing.SOON
    else:
        standing = Standing.FRESH
    return Age(standing, waited, promise.answer - waited)


def span(length: timedelta) -> str:
    """`40 menit`, `20 jam`, `3 hari`: whole units, never more than there is."""
    minutes = max(0, int(length.total_seconds()) // 60)
    if minutes < 60:
        return f"{minutes} menit"
    hours = minutes // 60
    return f"{hours} jam" if hours < 72 else f"{hours // 24} hari"
