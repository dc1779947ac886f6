"""Bank accounts: the banks there are, how a number is read and shown, and what is remarked about a holder's name."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.base.errors import RuleBroken

_DATA = Path(__file__).parents[3] / "data" / "ledger" / "banks.toml"
FEWEST_DIGITS, MOST_DIGITS = 5, 20


@dataclass(frozen=True)
class Bank:
    """A bank by its code in the switching network. `digits`: how long its numbers usually are, where we know it."""

    code: str
    name: str
    digits: int | None = None


class UnknownBank(RuleBroken):
    message = "Pilih banknya dari daftar."


class BadAccountNumber(RuleBroken):
    message = (
        "Nomor rekening ditulis dengan angka, 5 sampai 20 angka. Lihat di buku tabungan atau aplikasi bank."
    )


class BadHolder(RuleBroken):
    message = "Tulis nama pemilik rekening, seperti di buku tabungan."


@cache
def banks() -> Mapping[str, Bank]:
    """Code → bank, in the order of the file."""
    rows = tomllib.loads(_DATA.read_text())["bank"]
    return {row["code"]: Bank(**row) for row in rows}


def bank_name(code: str) -> str:
    """A bank that is no longer on the list keeps its code: accounts that were stated stay readable."""
    found = banks().get(code)
    return found.name if found else f"Bank {code}"


def read_number(text: str) -> str:
    """An account number as people copy it, with blanks, dots or dashes, to its digits. Raises BadAccountNumber."""
    digits = re.sub(r"[\s.\-\u2010-\u2015]", "", text)
    if not digits.isdecimal():
        raise BadAccountNumber
    plain = "".join(str(int(sign)) for sign in digits)  # full-width ones too
    if not FEWEST_DIGITS <= len(plain) <= MOST_DIGITS or not plain.strip("0"):
        raise BadAccountNumber
    return plain


def masked(number: str) -> str:
    """All but the last four digits hidden; of a short number never more than half is shown."""
    shown = min(4, len(number) // 2)
    return f"•••• {number[-shown:]}"


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z]{2,}", plain))


def looks_different(holder: str, owner: str) -> bool:
    """No word of the holder's name is one of the owner's: worth a second look, never a reason to refuse. Banks write
    names short, without titles and in capitals, and husbands keep accounts."""
    return not _words(holder) & _words(owner)


def remarks(bank: str, number: str, holder: str, owner: str) -> list[str]:
    """What is worth a second look at an account, as sentences; it is taken all the same."""
    found = []
    known = banks().get(bank)
    if known and known.digits and len(number) != known.digits:
        found.append(
            f"Nomor {known.name} biasanya {known.digits} angka, yang ini {len(number)}. Cocokkan lagi dengan buku tabungan."
        )
    if looks_different(holder, owner):
        found.append(
            f"Nama pemilik rekening berbeda dengan nama Ibu ({owner}). Boleh, asal rekening itu memang Ibu percaya."
        )
    return found
