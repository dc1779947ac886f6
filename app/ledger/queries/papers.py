"""A seller's statement as it is printed: one paper for what the platform holds, one for what came into her own hands."""

from datetime import date

from app.base.zones import day_in
from app.ledger.queries import statements
from app.ledger.rules import statement as rules
from app.ledger.rules.accounts import Book
from app.paper.billing import Statement, StatementRow
from app.sellers import queries as sellers
from app.sellers.models import Seller

_ABOUT: dict[Book, str] = {
    Book.PLATFORM: "Lewat Gerai: dibayar pembeli kepada Gerai, lalu dicairkan ke rekening.",
    Book.DIRECT: "Langsung: dibayar pembeli ke rekening, QRIS, atau tangan penjual sendiri. Gerai hanya mencatat.",
}


_WORDS: dict[Book, tuple[str, str, str]] = {
    Book.PLATFORM: ("Saldo awal", "Saldo akhir", "Saldo"),
    Book.DIRECT: ("Diterima sebelumnya", "Diterima sejak awal", "Sejak awal"),
}
"""What is in her own hands is nobody's balance: the paper never reads as if Gerai held it."""


def printed(seller: Seller, first: date, last: date, *, test: bool) -> list[Statement]:
    """From the first day to the last, both whole days in her zone; a book in which there is nothing is left out, but one
    paper there always is."""
    region = seller.village_code or "36"
    home = sellers.place_of(seller)
    place = ", ".join(home.path.split(", ")[-2:]) if home else ""
    both = [statements.statement(seller.id, book, first, last, region) for book in Book]
    moved = [one for one in both if one.rows or one.opening]
    return [_printed(one, seller.name, place, region, test=test) for one in moved or both[:1]]


def _printed(one: rules.Statement, name: str, place: str, region: str, *, test: bool) -> Statement:
    return Statement(
        seller=name,
        place=place,
        begin=one.first,
        end=one.last,
        about=_ABOUT[one.book],
        opening=one.opening,
        rows=[
            StatementRow(
                day=day_in(region, row.happened_at),
                words=row.what,
                reference=row.order_number or "",
                amount=row.net - row.paid_out,
            )
            for row in one.rows
        ],
        sums=[
            ("Uang masuk", one.paid_in),
            *([("Dikembalikan ke pembeli", -one.returned)] if one.returned else []),
            *(
                [("Potongan Gerai", -one.kept), ("Dicairkan ke rekening", -one.paid_out)]
                if one.book is Book.PLATFORM
                else []
            ),
        ],
        words=_WORDS[one.book],
        test=test,
    )
