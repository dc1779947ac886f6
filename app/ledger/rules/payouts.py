"""Paying out: how long money is held after receipt, on which days it is paid, when a new account may be used, who is due."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from app.base.errors import RuleBroken
from app.base.states import Machine
from app.base.zones import WIB
from app.delivery.rules.calendar import is_working_day

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_DATA = Path(__file__).parents[3] / "data" / "ledger" / "payouts.toml"


@dataclass(frozen=True)
class PayoutRule:
    """The house's promise from a day on. `weekdays` by ISO number (Monday 1), `cut_off` on Jakarta's clock, `least` rupiah."""

    valid_from: date
    weekdays: tuple[int, ...]
    cut_off: time
    hold_days: int
    cooling_hours: int
    least: int

    @property
    def hold(self) -> timedelta:
        return timedelta(days=self.hold_days)

    @property
    def days_in_words(self) -> str:
        """`Selasa dan Jumat`."""
        names = [WEEKDAYS[one - 1] for one in self.weekdays]
        return " dan ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @property
    def cooling(self) -> timedelta:
        return timedelta(hours=self.cooling_hours)


@cache
def all_rules() -> Sequence[PayoutRule]:
    rows = tomllib.loads(_DATA.read_text())["rule"]
    found = [PayoutRule(**{**row, "weekdays": tuple(row["weekdays"])}) for row in rows]
    return sorted(found, key=lambda one: one.valid_from)


def rule_on(day: date) -> PayoutRule:
    """The rule that holds on a day: the one that began last; before the first one, the first."""
    held = [one for one in all_rules() if one.valid_from <= day]
    return held[-1] if held else all_rules()[0]


def rule_at(moment: datetime) -> PayoutRule:
    """The rule that holds at a moment, by Jakarta's day."""
    return rule_on(moment.astimezone(WIB).date())


# -- the calendar -------------------------------------------------------------------------------


def is_payout_day(day: date) -> bool:
    """A payout day of the week that is no holiday; one that falls on a holiday is left out, not moved."""
    return day.isoweekday() in rule_on(day).weekdays and is_working_day(day)


def cut_off(day: date) -> datetime:
    """The moment until which money must be free to be in the payout of a day, in UTC."""
    return datetime.combine(day, rule_on(day).cut_off, WIB).astimezone(UTC)


def payout_day_for(free_at: datetime) -> date:
    """The first payout day for what is free at a moment."""
    day = free_at.astimezone(WIB).date()
    while not is_payout_day(day) or cut_off(day) < free_at:
        day += timedelta(days=1)
    return day


def payout_day_of_batch(today: date) -> date:
    """The payout day that a batch is for which is made on this day: today, or the next one."""
    day = today
    while not is_payout_day(day):
        day += timedelta(days=1)
    return day


def free_at(received_at: datetime, complaint_ended_at: datetime | None = None) -> datetime:
    """When the money of a part is free, if no complaint is open: the hold after its receipt, and not before a complaint
    about it has ended."""
    free = received_at + rule_at(received_at).hold
    return max(free, complaint_ended_at) if complaint_ended_at else free


def first_payout_day(received_at: datetime) -> date:
    """The earliest day on which the money of what is received at this moment can be paid out."""
    return payout_day_for(free_at(received_at))


# -- the bank account ---------------------------------------------------------------------------


def usable_from(stated_at: datetime, *, is_first: bool, has_money: bool, same_number: bool) -> datetime:
    """From when a bank account that was just stated may be paid to. A changed one cools off, so that who has got into
    somebody's account cannot empty it before she has read the letter. So does the first one where money waits already. A
    name that was corrected moves no money elsewhere."""
    if same_number or (is_first and not has_money):
        return stated_at
    return stated_at + rule_at(stated_at).cooling


# -- who is due ---------------------------------------------------------------------------------


class Hindrance(StrEnum):
    """Why somebody's money is not paid out now."""

    NOTHING = "nothing"
    OWES = "owes"
    """More went back to buyers than was free: the next sales make it good."""
    TOO_LITTLE = "too_little"
    NO_ACCOUNT = "no_account"
    BOUNCED = "bounced"
    """The bank has sent money back from this account; she states it anew."""
    COOLING = "cooling"


@dataclass(frozen=True)
class Account:
    """What paying out needs to know of a bank account."""

    usable_from: datetime
    bounced: bool = False


def hindrance(available: int, account: Account | None, now: datetime) -> Hindrance | None:
    """What stands in the way of paying out `available` rupiah now; None where nothing does."""
    if available <= 0:
        return Hindrance.OWES if available < 0 else Hindrance.NOTHING
    if available < rule_at(now).least:
        return Hindrance.TOO_LITTLE
    if account is None:
        return Hindrance.NO_ACCOUNT
    if account.bounced:
        return Hindrance.BOUNCED
    return Hindrance.COOLING if account.usable_from > now else None


# -- the life of a payout -----------------------------------------------------------------------


class PayoutState(StrEnum):
    MADE = "made"
    """On the list for the bank: the money has left the balance and is not known to have come."""
    PAID = "paid"
    BOUNCED = "bounced"


class PayoutMove(StrEnum):
    PAY = "pay"
    BOUNCE = "bounce"


LIFE = Machine(
    {
        (PayoutState.MADE, PayoutMove.PAY): PayoutState.PAID,
        (PayoutState.MADE, PayoutMove.BOUNCE): PayoutState.BOUNCED,
        # a bank may send money back a day after it said yes
        (PayoutState.PAID, PayoutMove.BOUNCE): PayoutState.BOUNCED,
    }
)


class BounceReason(StrEnum):
    """What the bank said."""

    NUMBER = "number"
    NAME = "name"
    CLOSED = "closed"
    BANK = "bank"
    """The bank itself was in trouble: the account is fine."""


BOUNCE_WORDS: dict[BounceReason, str] = {
    BounceReason.NUMBER: "Nomor rekening tidak ditemukan",
    BounceReason.NAME: "Nama pemilik tidak cocok",
    BounceReason.CLOSED: "Rekening sudah ditutup atau diblokir",
    BounceReason.BANK: "Gangguan di bank, rekeningnya tidak salah",
}


def blames_account(reason: BounceReason) -> bool:
    """She has to state her account anew before she is paid."""
    return reason is not BounceReason.BANK


class NobodyDue(RuleBroken):
    message = "Tidak ada yang bisa dicairkan sekarang. Daftar di bawah menyebut sebabnya masing-masing."


class NeedsProof(RuleBroken):
    message = "Unggah foto bukti transfernya, dan tulis nomor referensi dari bank."
