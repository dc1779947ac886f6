"""Papers about money, A4 in black on white: the invoice, the receipt with its amount in words, a seller's statement.

They are handed facts and decide nothing but how facts are written. What stands on them adds up: sums are computed here from
the rows that are printed, never handed in beside them. Words of people are strings, never markup.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date

from app.base.money import format_rupiah
from app.base.words import rupiah_in_words
from app.paper import print as press
from app.paper.printable import cell as _text

SAMPLE = "CONTOH — mode uji"
"""Across every paper of an installation that only plays."""


@dataclass(frozen=True, kw_only=True)
class InvoiceLine:
    """Pieces of one good at the price at which they were bought."""

    pieces: int
    name: str
    variant: str = ""
    note: str = ""
    price: int

    @property
    def amount(self) -> int:
        return self.pieces * self.price


@dataclass(frozen=True, kw_only=True)
class InvoicePart:
    """One seller's part. `fee` is None where it travels in a parcel that is paid for as a whole. `returned` are rupiah of
    goods and fee that fell away since it was ordered."""

    seller: str
    place: str
    lines: Sequence[InvoiceLine]
    service: str
    fee: int | None
    returned: int = 0

    @property
    def goods(self) -> int:
        return sum(line.amount for line in self.lines)

    @property
    def total(self) -> int:
        return self.goods + (self.fee or 0)


@dataclass(frozen=True, kw_only=True)
class Invoice:
    """What is to be paid for an order, or for one seller's part of it.

    `payee` is who takes the money, `payee_note` what has to be said of it (on whose behalf). `shared` are fees of the whole:
    words, rupiah, rupiah of it that fell away. `code` are the rupiah by which a transfer is known; `beside`, below
    zero where less came, what its seller took more or less than the bill. `paid` and `repaid` are money that was really there
    and really went back. `terms` are whole sentences: by when and how, or that it is over. An agency's treasurer needs the sum
    in words and a signature: `signer`, `signed_in` and `signed_on` say whose, where and when; before there are minutes the day
    is left for the pen.
    """

    number: str
    order: str
    issued_on: date
    buyer: str
    address: Sequence[str]
    payee: str
    payee_note: str = ""
    parts: Sequence[InvoicePart]
    shared: Sequence[tuple[str, int, int]] = ()
    code: int = 0
    beside: int = 0
    paid: int = 0
    repaid: int = 0
    terms: Sequence[str] = ()
    signer: str = ""
    signed_in: str = ""
    signed_on: date | None = None
    test: bool = False

    @property
    def goods(self) -> int:
        return sum(part.goods for part in self.parts)

    @property
    def total(self) -> int:
        """As it was ordered: the parts, and the fees of the whole."""
        return sum(part.total for part in self.parts) + sum(fee for _, fee, _ in self.shared)

    @property
    def returned(self) -> int:
        return sum(part.returned for part in self.parts) + sum(gone for _, _, gone in self.shared)

    @property
    def bill(self) -> int:
        """What the buyer pays in the end."""
        return self.total - self.returned + self.code + self.beside

    @property
    def open(self) -> int:
        """What she still has to pay; below zero what she is still to get back."""
        return self.bill - (self.paid - self.repaid)

    @property
    def settled(self) -> bool:
        """Paid, and not undone since."""
        return self.paid > 0 and self.bill > 0 and self.open <= 0


@dataclass(frozen=True, kw_only=True)
class Repaid:
    """Money that went back."""

    day: date
    amount: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """That one payment was received. `amount` was really there; `repaid` really went back, `owed` is still on its way.
    `place` and `signer`: where, and in whose name; `by_hand` leaves room for a signature. `settled`: it pays for what it is
    for, and was not undone."""

    number: str
    received_from: str
    amount: int
    purpose: Sequence[str]
    way: str
    day: date
    place: str
    signer: str
    signer_note: str = ""
    by_hand: bool
    settled: bool
    repaid: Sequence[Repaid] = ()
    owed: int = 0
    test: bool = False

    @property
    def kept(self) -> int:
        """What is left of it."""
        return self.amount - sum(one.amount for one in self.repaid) - self.owed


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """One movement. `amount` is what it adds to her balance, below zero what it takes from it."""

    day: date
    words: str
    reference: str
    amount: int


@dataclass(frozen=True, kw_only=True)
class Statement:
    """A seller's account over a period, both days included. `about` says whose money it is: what the platform holds for her,
    or what came into her own hands."""

    seller: str
    place: str
    begin: date
    end: date
    about: str
    opening: int
    rows: Sequence[StatementRow]
    sums: Sequence[tuple[str, int]]
    """The period in a few lines: words and rupiah; together what `rows` add up to. Raises ValueError where they do not."""
    words: tuple[str, str, str] = ("Saldo awal", "Saldo akhir", "Saldo")
    """What stands before `opening`, before `closing`, and over what was left after each row."""
    test: bool = False

    def __post_init__(self) -> None:
        if sum(amount for _, amount in self.sums) != sum(row.amount for row in self.rows):
            raise ValueError("the sums are not those of the rows")

    @property
    def closing(self) -> int:
        return self.opening + sum(row.amount for row in self.rows)


def invoices_pdf(invoices: Sequence[Invoice]) -> bytes:
    """Each invoice on papers of its own, in their order. The same invoices make the same file."""
    return press.pdf("invoice", {"papers": [_invoice(one) for one in invoices]})


def receipt_pdf(receipt: Receipt) -> bytes:
    """The receipt; the same facts make the same file."""
    return press.pdf("receipt", {"papers": [_receipt(receipt)]})


def statements_pdf(statements: Sequence[Statement]) -> bytes:
    """Each statement on papers of its own, in their order. The same facts make the same file."""
    return press.pdf("statement", {"papers": [_statement(one) for one in statements]})


# -- facts as the templates read them: strings, in the order of the page ------------------------------


def _invoice(one: Invoice) -> dict[str, Any]:
    fees = [part.fee for part in one.parts if part.fee is not None]
    sums = [("Barang", one.goods), *([("Ongkos kirim", sum(fees))] if fees else [])]
    sums += [(words, fee) for words, fee, _ in one.shared]
    after = [("Dilepas dari pesanan", -one.returned)] if one.returned else []
    after += [("Kode unik transfer", one.code)] if one.code else []
    after += [("Selisih, diterima penjual", one.beside)] if one.beside else []
    money = [("Sudah dibayar", one.paid)] if one.paid else []
    money += [("Sudah dikembalikan", -one.repaid)] if one.repaid else []
    left = [("Masih harus dibayar", one.open)] if one.open > 0 else []
    left += [("Masih akan dikembalikan", -one.open)] if one.open < 0 else []
    return {
        "sample": SAMPLE if one.test else "",
        "number": one.number,
        "facts": [["Pesanan", one.order], ["Tanggal", _day(one.issued_on)]],
        "stamp": "LUNAS" if one.settled else "",
        "buyer": _text(one.buyer),
        "address": [_text(line) for line in one.address if line],
        "payee": _text(one.payee),
        "payee_note": _text(one.payee_note),
        "parts": [_part(part) for part in one.parts],
        "sums": [*_rows(sums), *_rows([("Jumlah pesanan", one.total)]), *_rows(after)],
        "bill": ["Tagihan", format_rupiah(one.bill)],
        "money": _rows(money),
        "left": _rows(left),
        "terms": [_text(sentence) for sentence in one.terms],
        "words": rupiah_in_words(one.bill) if one.signer and one.bill > 0 else "",
        "place": _text(one.signed_in),
        "day": _day(one.signed_on) if one.signed_on else "………………………………",
        "signer": _text(one.signer),
    }


def _part(part: InvoicePart) -> dict[str, Any]:
    return {
        "seller": _text(part.seller),
        "place": _text(part.place),
        "lines": [
            {
                "name": _text(line.name),
                "more": [
                    _text(one) for one in (line.variant, f"Tulisan: {line.note}" if line.note else "") if one
                ],
                "pieces": f"{line.pieces:,}".replace(",", "."),
                "price": format_rupiah(line.price),
                "amount": format_rupiah(line.amount),
            }
            for line in part.lines
        ],
        "below": [
            *(
                [[_text(part.service), format_rupiah(part.fee) if part.fee else "gratis"]]
                if part.fee is not None
                else []
            ),
            *([["Dilepas dari pesanan", format_rupiah(-part.returned)]] if part.returned else []),
        ],
        "total": format_rupiah(part.total - part.returned),
    }


def _receipt(one: Receipt) -> dict[str, Any]:
    repaid = [[_day(back.day), _text(back.reason), format_rupiah(-back.amount)] for back in one.repaid] + (
        [["", "Masih dalam perjalanan kembali", format_rupiah(-one.owed)]] if one.owed else []
    )
    return {
        "sample": SAMPLE if one.test else "",
        "number": one.number,
        "received_from": _text(one.received_from),
        "amount": format_rupiah(one.amount),
        "words": rupiah_in_words(one.amount),
        "purpose": [_text(line) for line in one.purpose],
        "way": _text(one.way),
        "repaid": repaid,
        "kept": format_rupiah(one.kept) if repaid else "",
        "stamp": "LUNAS" if one.settled else "",
        "place": _text(one.place),
        "day": _day(one.day),
        "signer": _text(one.signer),
        "signer_note": _text(one.signer_note),
        "by_hand": one.by_hand,
    }


def _statement(one: Statement) -> dict[str, Any]:
    balance = one.opening
    rows = []
    for row in one.rows:
        balance += row.amount
        rows.append(
            {
                "day": _short(row.day),
                "words": _text(row.words),
                "reference": _text(row.reference),
                "in": format_rupiah(row.amount) if row.amount > 0 else "",
                "out": format_rupiah(-row.amount) if row.amount < 0 else "",
                "balance": format_rupiah(balance),
            }
        )
    return {
        "sample": SAMPLE if one.test else "",
        "period": f"{_day(one.begin)} sampai {_day(one.end)}",
        "seller": _text(one.seller),
        "place": _text(one.place),
        "about": _text(one.about),
        "opening": format_rupiah(one.opening),
        "sums": _rows(one.sums),
        "rows": rows,
        "closing": format_rupiah(one.closing),
        "words": list(one.words),
    }


def _rows(sums: Sequence[tuple[str, int]]) -> list[list[str]]:
    return [[_text(words), format_rupiah(amount)] for words, amount in sums]


def _day(day: date) -> str:
    return format_date(day, "d MMMM y", locale="id")


def _short(day: date) -> str:
    return format_date(day, "d MMM y", locale="id")


def goods_in_words(lines: Sequence[tuple[int, str]], most: int = 3) -> str:
    """Pieces and names as one line: `2 × Keset Perca, 1 × Keripik, dan 4 barang lain`."""

    def parts() -> Iterator[str]:
        for pieces, name in lines[:most]:
            yield f"{pieces} × {name}"
        if len(lines) > most:
            yield f"dan {len(lines) - most} barang lain"

    return ", ".join(parts())
