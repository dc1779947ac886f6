"""Names of those who receive a gift, typed one by one or pasted as lines out of a spreadsheet."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from app.base.errors import RuleBroken
from app.gifts.rules.life import KIND_WORDS, Kind

MOST_LETTERS = 120
MOST_LINE = 5_000
"""Letters of a line that are still looked at for columns."""
COLUMNS = ("nama", "jabatan", "instansi", "golongan", "catatan")
"""In this order, unless a first line names them in another."""

_ALSO = {
    "penerima": "nama",
    "nama penerima": "nama",
    "unit": "instansi",
    "asal": "instansi",
    "keterangan": "catatan",
}
_KINDS = {words.casefold(): kind for kind, words in KIND_WORDS.items()} | {
    "pns": Kind.CIVIL_SERVANT,
    "pppk": Kind.CIVIL_SERVANT,
    "tamu": Kind.FOREIGN_GUEST,
    "tamu luar negeri": Kind.FOREIGN_GUEST,
    "masyarakat": Kind.PUBLIC,
}


@dataclass(frozen=True)
class Person:
    """Who receives, as written."""

    name: str
    post: str = ""
    institution: str = ""
    kind: Kind | None = None
    words: str = ""


class NoName(RuleBroken):
    message = "Tulis namanya dulu."


class BadLines(RuleBroken):
    """Lines that cannot be read; `problems` says of each what to do. Nothing was added."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problems))


class TooManyNames(RuleBroken):
    def __init__(self, named: int, recipients: int) -> None:
        super().__init__(
            f"Permintaan ini untuk {recipients} orang, sedangkan namanya menjadi {named}. Kurangi dulu daftarnya."
        )


class NamedTwice(RuleBroken):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} sudah ada di daftar, dengan jabatan dan instansi yang sama. Hapus salah satunya."
        )


class NeedsReason(RuleBroken):
    message = "Cinderamatanya sudah diserahkan. Tulis alasan perbaikannya, supaya tercatat."


class AlreadyCorrected(RuleBroken):
    message = "Baris ini sudah diperbaiki. Muat ulang halaman ini, lalu perbaiki baris yang baru."


def plain(one: Person) -> tuple[str, str, str]:
    """Who this is, whatever the letters' case and blanks."""
    return tuple(" ".join(text.split()).casefold() for text in (one.name, one.post, one.institution))  # type: ignore[return-value]


def check(one: Person) -> Person:
    """Raises NoName."""
    if not one.name.strip():
        raise NoName
    return one


def check_list(there: Sequence[Person], added: Sequence[Person], recipients: int) -> None:
    """Whether these may join those who are on the list. Raises TooManyNames, NamedTwice."""
    if len(there) + len(added) > recipients:
        raise TooManyNames(len(there) + len(added), recipients)
    seen = {plain(one) for one in there}
    for one in added:
        if plain(one) in seen:
            raise NamedTwice(one.name)
        seen.add(plain(one))


def read(text: str) -> list[Person]:
    """A person a line: name; post; institution; kind; words. Columns stand apart by tabs (as copied from a spreadsheet) or by
    semicolons; by commas only where the first line names the columns, because commas stand in names with degrees. Raises
    BadLines, with the number of each line that cannot be read."""
    lines = text.replace("\x00", "").removeprefix("\ufeff").splitlines()
    order, begin, comma = _head(lines)
    found: list[Person] = []
    problems: list[str] = []
    for number, line in enumerate(lines[begin:], start=begin + 1):
        if not line.strip(" ;\t,"):
            continue
        try:
            found.append(_person(_cells(line, comma), order))
        except RuleBroken as refusal:
            problems.append(f"Baris {number}: {refusal.message}")
    if problems:
        raise BadLines(problems)
    return found


def _head(lines: Sequence[str]) -> tuple[Sequence[str], int, bool]:
    """The columns in their order, where the people begin, and whether commas part cells."""
    for at, line in enumerate(lines):
        if line.strip():
            for comma in (False, True):
                names = [_ALSO.get(one.casefold(), one.casefold()) for one in _cells(line, comma)]
                if "nama" in names and set(names) <= {*COLUMNS, "no", "no.", "nomor", ""}:
                    return names, at + 1, comma
            break
    return COLUMNS, 0, False


def _cells(line: str, comma: bool) -> list[str]:
    mark = "\t" if "\t" in line else ";" if ";" in line else "," if comma else None
    if (
        mark is None or len(line) > MOST_LINE
    ):  # a line like that is no list; the reader of tables would break off at it
        return [" ".join(line.split())]
    cells = next(csv.reader(io.StringIO(line), delimiter=mark), [])
    return [" ".join(one.split()) for one in cells]


def _person(cells: Sequence[str], order: Sequence[str]) -> Person:
    if any(cells[len(order) :]):
        raise RuleBroken(f"ada {len(cells)} kolom, padahal paling banyak {len(order)}. Rapikan pemisahnya.")
    told = dict(zip(order, cells, strict=False))
    if not told.get("nama"):
        raise RuleBroken("namanya kosong. Tulis namanya, atau hapus barisnya.")
    if any(len(one) > MOST_LETTERS for one in cells):
        raise RuleBroken(f"ada tulisan lebih dari {MOST_LETTERS} huruf. Singkat dulu.")
    kind = told.get("golongan", "")
    if kind and kind.casefold() not in _KINDS:
        raise RuleBroken(f"golongan “{kind}” belum dikenal. Tulis Pejabat, ASN, Tamu asing, atau Umum.")
    return Person(
        told["nama"],
        told.get("jabatan", ""),
        told.get("instansi", ""),
        _KINDS.get(kind.casefold()),
        told.get("catatan", ""),
    )
