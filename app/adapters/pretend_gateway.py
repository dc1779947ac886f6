"""A gateway for demo mode: it pays when you click, and keeps a book of its own as a real one would."""

import secrets
from collections.abc import Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.errors import NotFound
from app.db.session import session, unit_of_work
from app.payments.models import PretendCheckout, PretendRefund
from app.payments.ports import (
    CheckoutRequest,
    ForgedNotice,
    Notice,
    OpenedCheckout,
    RefundOutcome,
    RefundRefused,
    RefundStanding,
    SeenCheckout,
    SeenRefund,
    Standing,
)
from app.payments.rules.amounts import CURRENCY
from app.payments.rules.ways import Way


class PretendGateway:
    """Nobody pays anything here. Wired in demo mode only, and only where no real gateway is set."""

    name = Way.PRETEND.value
    least, most = 1, 999_999_999_999

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """The same key opens the same checkout."""
        with unit_of_work() as current:
            current.execute(
                insert(PretendCheckout)
                .values(
                    reference=f"uji_{secrets.token_urlsafe(12)}",
                    key=request.key,
                    number=request.number,
                    amount=request.amount,
                    success_url=request.success_url,
                    cancel_url=request.cancel_url,
                    refunded=0,
                )
                .on_conflict_do_nothing(index_elements=[PretendCheckout.key])
            )
            book = current.scalars(sa.select(PretendCheckout).where(PretendCheckout.key == request.key)).one()
            return OpenedCheckout(book.reference, f"/bayar-uji/{book.reference}")

    def look_up(self, reference: str) -> Standing:
        book = _book(reference)
        paid, lapsed = book.paid_at is not None, book.closed_at is not None and book.paid_at is None
        return Standing(paid, book.amount, CURRENCY, book.number, lapsed)

    def close_checkout(self, reference: str) -> None:
        with unit_of_work() as current:
            book = current.get(PretendCheckout, reference)
            if book is not None and book.paid_at is None:
                book.closed_at = clock.now()

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """It never reports by itself."""
        raise ForgedNotice("the pretend gateway sends no notices")

    def refund(self, reference: str, amount: int, key: str) -> RefundOutcome:
        """The same key gives money back once. Raises RefundRefused beyond what was paid."""
        with unit_of_work() as current:
            book = current.get_one(PretendCheckout, reference, with_for_update=True)
            made = current.get(PretendRefund, key)
            if made is None:
                if book.paid_at is None or amount > book.amount - book.refunded:
                    raise RefundRefused(f"{amount} is more than what is left")
                book.refunded += amount
                current.add(PretendRefund(key=key, checkout=reference, amount=amount, made_at=clock.now()))
        return _returned(key)

    def refund_standing(self, reference: str) -> RefundOutcome:
        """Money that was pretended to go back is there at once."""
        return RefundOutcome(reference, RefundStanding.DONE)

    def paid_since(self, since: datetime) -> Iterator[SeenCheckout]:
        """Nothing is fetched page by page: the book of a demo is short."""
        paid = sa.select(PretendCheckout).where(PretendCheckout.paid_at >= since)
        for book in session().scalars(paid).all():
            yield SeenCheckout(book.reference, Standing(True, book.amount, CURRENCY, book.number))

    def refunded_since(self, since: datetime) -> Iterator[SeenRefund]:
        """As above."""
        given = sa.select(PretendRefund).where(PretendRefund.made_at >= since)
        for made in session().scalars(given).all():
            yield SeenRefund(_returned(made.key), made.amount, CURRENCY, made.key, made.checkout)

    def checkout_of(self, source: str) -> str:
        """Money has no other name here."""
        return source

    # -- its page ---------------------------------------------------------------------------------

    def due(self, reference: str) -> tuple[str, int, str, str]:
        """Order number, amount, where to go after paying, where to go after turning back. Raises NotFound."""
        book = _book(reference)
        return book.number, book.amount, book.success_url, book.cancel_url

    def pay(self, reference: str) -> None:
        """The click on "Bayar"; a closed checkout takes nothing any more."""
        with unit_of_work() as current:
            book = current.get_one(PretendCheckout, reference, with_for_update=True)
            if book.paid_at is None and book.closed_at is None:
                book.paid_at = clock.now()


def _returned(key: str) -> RefundOutcome:
    return RefundOutcome(f"uji_{key}", RefundStanding.DONE)


def _book(reference: str) -> PretendCheckout:
    book = session().get(PretendCheckout, reference, populate_existing=True)
    if book is None:
        raise NotFound(reference)
    return book
