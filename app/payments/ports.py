"""Someone who can take money for an order and give it back."""

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


class NoticeKind(StrEnum):
    PAID = "paid"
    EXPIRED = "expired"
    OTHER = "other"


@dataclass(frozen=True)
class Notice:
    """What a gateway reports by itself, its signature checked. Amounts in whole rupiah."""

    event_id: str
    kind: NoticeKind
    reference: str = ""
    amount: int = 0
    currency: str = ""


@dataclass(frozen=True)
class Standing:
    """How a checkout stands when asked."""

    paid: bool
    amount: int
    currency: str


class ForgedNotice(Exception):
    """The signature does not hold: forged, changed, or too old."""


class GatewayTrouble(Exception):
    """The gateway cannot be reached or refuses; trying again later may help."""


class RefundRefused(Exception):
    """The gateway will not give this money back, however often it is asked."""


class PaymentGateway(Protocol):
    """Who stands behind a way to pay: a provider (`app/adapters`), or the seller herself (`ByHand`). All amounts in whole rupiah; how the gateway counts is its adapter's affair."""

    name: str
    least: int
    """Orders below this many rupiah cannot be paid this way."""

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """Raises GatewayTrouble."""
        ...

    def look_up(self, reference: str) -> Standing:
        """Raises GatewayTrouble."""
        ...

    def close_checkout(self, reference: str) -> None:
        """Nothing can be paid there any more; a paid or closed one is no error. Raises GatewayTrouble."""
        ...

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """Raises ForgedNotice, or NotConfigured where no secret is set."""
        ...

    def refund(self, reference: str, amount: int, key: str) -> str:
        """Give an amount back; answers the refund's reference. Raises GatewayTrouble or RefundRefused."""
        ...


class ByHand:
    """A seller who is paid directly: nobody can be asked, so money is there when she says so, and goes back by her hand."""

    least = 1

    def __init__(self, name: str) -> None:
        self.name = name

    def open_checkout(self, request: CheckoutRequest) -> OpenedCheckout:
        """She shows how to pay on a page of ours."""
        return OpenedCheckout(request.key, request.success_url)

    def look_up(self, reference: str) -> Standing:
        """Only she knows."""
        return Standing(paid=False, amount=0, currency="")

    def close_checkout(self, reference: str) -> None:
        """Nothing is open anywhere else."""

    def read_notice(self, body: bytes, signature: str) -> Notice:
        """Nobody reports."""
        raise ForgedNotice("a seller sends no notices")

    def refund(self, reference: str, amount: int, key: str) -> str:
        """She does it herself, and shows it."""
        raise RefundRefused("paid back by hand")


class PretendTill(Protocol):
    """The page of the pretend gateway, in demo mode only."""

    def due(self, reference: str) -> tuple[str, int, str, str]:
        """Order number, amount, where to go after paying, where to go after turning back. Raises NotFound."""
        ...

    def pay(self, reference: str) -> None:
        """The click on "Bayar"."""
        ...
