"""Someone who can take money for an order and give it back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True)
class CheckoutRequest:
    """What is to be paid. `amount` in whole rupiah; `key` makes asking twice open one checkout."""

    number: str
    amount: int
    parts: tuple[tuple[str, int], ...]
    email: str | None
    key: str
    expires_at: datetime
    success_url: str
    cancel_url: str


@dataclass(frozen=True)
class OpenedCheckout:
    """Where the buyer pays, and under which reference the gateway knows it."""

    reference: str
    url: str


class RefundStanding(StrEnum):
    """How far a refund has come at the gateway: only `DONE` is money that went back."""

    DONE = "done"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True)
class RefundOutcome:
    """A refund as the gateway knows it: its reference there, how far it is, and why it failed."""

    reference: str
    standing: RefundStanding
    why: str = ""


@dataclass(frozen=True)
class Standing:
    """How a checkout stands when asked. `number` is the order that it names; amounts in whole rupiah."""

    paid: bool
    amount: int
    currency: str
    number: str
    lapsed: bool = False
    """Nothing can be paid there any more."""


@dataclass(frozen=True)
class SeenCheckout:
    """A checkout in the gateway's own book."""

    reference: str
    standing: Standing


@dataclass(frozen=True)
class SeenRefund:
    """A refund in the gateway's own book.

    `key` is what we asked it under, empty for one that somebody made at the gateway's own desk; `source` is the
    gateway's name for the money that it gives back (`checkout_of` says which checkout that was).
    """

    outcome: RefundOutcome
    amount: int
    currency: str
    key: str
    source: str


class NoticeKind(StrEnum):
    PAID = "paid"
    EXPIRED = "expired"
    REFUND = "refund"
    """How a refund stands now."""
    RETURNED = "returned"
    """How much of an order's money has gone back in all."""
    OTHER = "other"


@dataclass(frozen=True)
class Notice:
    """What a gateway reports by itself, its signature checked. `number` is the order; amounts in whole rupiah."""

    event_id: str
    kind: NoticeKind
    reference: str = ""
    amount: int = 0
    currency: str = ""
    number: str = ""
    refund: SeenRefund | None = None
    """Of a notice about a refund."""


class ForgedNotice(Exception):
    """The signature does not hold: forged, changed, or too old."""


class NoticeOfOtherMode(Exception):
    """A notice of play money where real money is taken, or the other way round."""


class GatewayTrouble(Exception):
    """The gateway cannot be reached or refuses; trying again later may help."""


class UnknownThere(GatewayTrouble):
    """The gateway has no such thing in its book."""


class AmountRefused(Exception):
    """The gateway takes no such sum."""


class RefundRefused(Exception):
    """The gateway will not give this money back, however often it is asked."""


class PaymentGateway(Protocol):
    """Who stands behind a way to pay: a provider (`app/adapters`), or the seller herself (`ByHand`). All amounts in whole rupiah; how the gateway counts is its adapter's affair."""

    name: str
    least: int
    """Sums below this many rupiah cannot be paid this way."""
    most: int
    """Nor can sums above this many."""

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """Raises GatewayTrouble, or AmountRefused."""
        ...

    def look_up(self, reference: str) -> Standing:
        """Raises GatewayTrouble, UnknownThere among them."""
        ...

    def close_checkout(self, reference: str) -> None:
        """Nothing can be paid there any more; a paid or closed one is no error. Raises GatewayTrouble."""
        ...

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """Raises ForgedNotice, NoticeOfOtherMode, or NotConfigured where no secret is set."""
        ...

    def refund(self, reference: str, amount: int, key: str) -> RefundOutcome:
        """Give an amount of a checkout back; asked again under the same key it answers how that refund stands.

        Raises GatewayTrouble or RefundRefused.
        """
        ...

    def refund_standing(self, reference: str) -> RefundOutcome:
        """How far a refund has come. Raises GatewayTrouble, UnknownThere among them."""
        ...

    def paid_since(self, since: datetime) -> Iterator[SeenCheckout]:
        """Every paid checkout that was opened since then, page by page. Raises GatewayTrouble."""
        ...

    def refunded_since(self, since: datetime) -> Iterator[SeenRefund]:
        """Every refund that was made since then, page by page. Raises GatewayTrouble."""
        ...

    def checkout_of(self, source: str) -> str:
        """The checkout whose money a refund gives back; empty when it was none. Raises GatewayTrouble."""
        ...


class ByHand:
    """A seller who is paid directly: nobody can be asked, so money is there when she says so, and goes back by her hand."""

    least, most = 1, 999_999_999_999

    def __init__(self, name: str) -> None:
        self.name = name

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """She shows how to pay on a page of ours."""
        return OpenedCheckout(request.key, request.success_url)

    def look_up(self, reference: str) -> Standing:
        """Only she knows."""
        return Standing(paid=False, amount=0, currency="", number="")

    def close_checkout(self, reference: str) -> None:
        """Nothing is open anywhere else."""

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """Nobody reports."""
        raise ForgedNotice("a seller sends no notices")

    def refund(self, reference: str, amount: int, key: str) -> RefundOutcome:
        """She does it herself, and shows it."""
        raise RefundRefused("paid back by hand")

    def refund_standing(self, reference: str) -> RefundOutcome:
        """As above."""
        raise UnknownThere(reference)

    def paid_since(self, since: datetime) -> Iterator[SeenCheckout]:
        """She keeps no book that could be asked."""
        return iter(())

    def refunded_since(self, since: datetime) -> Iterator[SeenRefund]:
        """As above."""
        return iter(())

    def checkout_of(self, source: str) -> str:
        """As above."""
        return ""


class CodeReader(Protocol):
    """Reads QR codes on a picture."""

    def read(self, picture: bytes) -> tuple[str, ...]:
        """The texts of the codes on a WebP that `media` has written, largest code first; none where none can be read."""
        ...


class PretendTill(Protocol):
    """The page of the pretend gateway, in demo mode only."""

    def due(self, reference: str) -> tuple[str, int, str, str]:
        """Order number, amount, where to go after paying, where to go after turning back. Raises NotFound."""
        ...

    def pay(self, reference: str) -> None:
        """The click on "Bayar"."""
        ...
