"""What Gerai keeps of a sale: a rate with a first day, frozen at placing, given back with what goes back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.base.errors import RuleBroken

WHOLE = 10_000
"""Basis points of the whole."""
MOST = 3_000
"""No rate is higher: thirty per cent; more is a slip of the finger."""


class RateRefused(RuleBroken):
    """This rate cannot begin so."""


@dataclass(frozen=True)
class Rate:
    """Basis points of the goods' price that hold from a day on."""

    bps: int
    begins_on: date


def check_rate(rate: Rate, today: date) -> None:
    """A rate is set for later days only: what was promised for today stays. Raises RateRefused."""
    if not 0 <= rate.bps <= MOST:
        raise RateRefused("Potongan boleh 0 sampai 30 persen. Periksa komanya, lalu simpan lagi.")
    if rate.begins_on <= today:
        raise RateRefused("Potongan baru berlaku paling cepat besok. Pilih tanggal sesudah hari ini.")


def rate_on(rates: Iterable[Rate], day: date) -> int:
    """Basis points that hold on a day. `rates` in the order in which they were set: of two for one day the later one
    counts; nothing is kept before the first."""
    found = Rate(0, date.min)
    for rate in rates:
        if found.begins_on <= rate.begins_on <= day:
            found = rate
    return found.bps


def next_after(rates: Iterable[Rate], day: date) -> Rate | None:
    """The next other rate that begins after a day; None when the one of that day goes on."""
    known = list(rates)
    now = rate_on(known, day)
    for begins_on in sorted({one.begins_on for one in known if one.begins_on > day}):
        if rate_on(known, begins_on) != now:
            return Rate(rate_on(known, begins_on), begins_on)
    return None


def commission_of(amount: int, bps: int) -> int:
    """Rupiah kept of a price; the part of a rupiah is the seller's."""
    return amount * bps // WHOLE


def kept_after(commission: int, goods: int, returned: int) -> int:
    """What is kept of `commission` on `goods` rupiah when `returned` of them have gone back in all: nothing when all of
    them have. More can go back than the goods cost, where the shipping fee was asked back as well."""
    return commission * max(0, goods - returned) // goods


def given_back(commission: int, goods: int, *, before: int, now: int) -> int:
    """Rupiah of commission that go back with `now` rupiah of goods after `before` have gone already. Reckoned from the sums,
    so that many small returns give back exactly what one large one does."""
    return kept_after(commission, goods, before) - kept_after(commission, goods, before + now)


def in_percent(bps: int) -> str:
    """`250` → `2,5 %`, `0` → `0 %`."""
    whole, rest = divmod(bps, 100)
    decimals = f",{rest:02d}".rstrip("0") if rest else ""
    return f"{whole}{decimals} %"
