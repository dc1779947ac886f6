"""A gateway for demo mode: it pays when you click, and keeps a book of its own as a real one would."""

import secrets

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert

from app.base import clock
from app.base.errors import NotFound
from app.db.session import session, unit_of_work
from app.payments.models import PretendCheckout
from app.payments.ports import CheckoutRequest, ForgedNotice, Notice, OpenedCheckout, RefundRefused, Standing
from app.payments.rules.amounts import CURRENCY


class PretendGateway:
    """Nobody pays anything here. Wired in demo mode only, and only where no real gateway is set."""

    name = "pretend"
    least = 1

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
        return Standing(paid=book.paid_at is not None, amount=book.amount, currency=CURRENCY)

    def close_checkout(self, reference: str) -> None:
        with unit_of_work() as current:
            book = current.get(PretendCheckout, reference)
            if book is not None and book.paid_at is None:
                book.closed_at = clock.now()

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """It never reports by itself."""
        raise ForgedNotice("the pretend gateway sends no notices")

    def refund(self, reference: str, amount: int, key: str) -> str:
        """Raises RefundRefused beyond what was paid."""
        with unit_of_work() as current:
            book = current.get_one(PretendCheckout, reference, with_for_update=True)
            if book.paid_at is None or amount > book.amount - book.refunded:
                raise RefundRefused(f"{amount} is more than what is left")
            book.refunded += amount
        return f"uji_{key}"

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


def _book(reference: str) -> PretendCheckout:
    book = session().get(PretendCheckout, reference, populate_existing=True)
    if book is None:
        raise NotFound(reference)
    return book
