"""Money that the gateway tells of and that settles nothing: why not, in facts, and what an admin reads of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.base.money import format_rupiah
from app.payments.rules.amounts import CURRENCY

HUNDREDTHS = "/100"
"""What an adapter appends to the currency of a sum that is not whole: it is counted in hundredths."""

Facts = Mapping[str, int | str]


class Trouble(StrEnum):
    OTHER_AMOUNT = "other_amount"
    OTHER_CURRENCY = "other_currency"
    OTHER_ORDER = "other_order"


TITLES: dict[Trouble, str] = {
    Trouble.OTHER_AMOUNT: "jumlahnya berbeda",
    Trouble.OTHER_CURRENCY: "mata uangnya berbeda",
    Trouble.OTHER_ORDER: "uangnya menyebut pesanan lain",
}


@dataclass(frozen=True)
class Differs:
    """What did not fit. `facts`: of another sum `amount` and `currency` as they were told; of another order its `number`,
    empty where none was told."""

    kind: Trouble
    facts: Facts


def differing(due: int, amount: int, currency: str, *, accepted: int | None = None) -> Differs | None:
    """Why this sum is neither the one to be paid, in rupiah, nor the one that its seller has taken instead; none where it is."""
    told, _, _ = currency.lower().partition("/")
    if told != CURRENCY:
        return Differs(Trouble.OTHER_CURRENCY, {"amount": amount, "currency": currency})
    if amount not in (due, accepted) or currency.lower() != CURRENCY:
        return Differs(Trouble.OTHER_AMOUNT, {"amount": amount, "currency": currency})
    return None


def other_order(number: str) -> Differs:
    """The money was paid for another order than the one to which its checkout belongs."""
    return Differs(Trouble.OTHER_ORDER, {"number": number})


def sum_told(amount: int, currency: str) -> str:
    """A sum as a gateway has told it: `Rp102.000`, `Rp102.000,01` where it is not whole, `102.000 USD`."""
    unit, _, part = currency.partition("/")
    whole, hundredths = divmod(abs(amount), 100) if part else (abs(amount), None)
    rest = "" if hundredths is None else f",{hundredths:02d}"
    sign = "-" if amount < 0 else ""
    if unit.lower() == CURRENCY:
        return f"{sign}{format_rupiah(whole)}{rest}"
    return f"{sign}{whole:,}".replace(",", ".") + f"{rest} {unit.upper() or 'tanpa mata uang'}"


def what_differs(kind: Trouble, facts: Facts, *, due: int, number: str) -> str:
    """One sentence: what the gateway says beside what was to be paid; `number` is the order whose checkout it is."""
    if kind is not Trouble.OTHER_ORDER:
        told = sum_told(int(facts["amount"]), str(facts["currency"]))
        return f"Yang masuk {told}, yang harus dibayar {format_rupiah(due)}."
    other = f"pesanan {facts['number']}" if facts["number"] else "tidak ada nomor pesanan"
    return f"Tagihan pesanan {number} dibayar, tetapi di tempat bayar tertulis {other}."


def next_step(*, can_return: bool) -> str:
    """What to do; `can_return`: its whole sum is known in rupiah, and can go back from here."""
    if can_return:
        return "Cocokkan dulu dengan tempat bayar, lalu kembalikan utuh; pembeli kami minta membayar lagi."
    return (
        "Cari nomor ini di tempat bayar dan lihat uangnya milik siapa. Kalau memang masuk, kembalikan dari sana, "
        "lalu catat di sini."
    )
