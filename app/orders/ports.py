"""What orders needs from outside."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.base.actor import Actor


class OrderKeys(Protocol):
    """Makes and knows the key in a guest's link. A key opens exactly one order; an e-mail address never does."""

    def key_for(self, number: str) -> str: ...

    def opens(self, number: str, key: str) -> bool: ...


class Commissions(Protocol):
    """Knows whose an order is that has a purpose."""

    def acts(self, order_id: int, actor: Actor) -> bool:
        """An officer of the agency whose request it serves, whoever of them has placed it."""
        ...

    def agencies(self, order_ids: Collection[int]) -> Mapping[int, str]:
        """Order → name of the agency whose request it serves; an order of nobody's request is not in it."""
        ...


@dataclass(frozen=True)
class GivenPieces:
    """Pieces of a batch that left their maker without an order: `to` was given them for an occasion. `told_at`: when it was
    told of a recall; `noted_at`, `words`: when and what it said that it did."""

    number: str
    to: str
    occasion: str
    pieces: int
    told_at: datetime | None
    noted_at: datetime | None
    words: str


class GivenAway(Protocol):
    """Knows who was given pieces of a batch without buying them."""

    def of_batch(self, batch_id: int) -> Sequence[GivenPieces]: ...


@dataclass(frozen=True)
class PartToPay:
    """What decides how one seller's part can be paid. `is_made`: something in it is made first; `is_fetched`: the buyer comes
    for it; `is_through_post`: it shares one fee with other makers' parts."""

    seller_id: int
    total: int
    is_made: bool
    is_fetched: bool
    is_through_post: bool


class WaysToPay(Protocol):
    """Knows how an order can be paid, before there is one. `total`: rupiah of the whole."""

    def collects(self, total: int) -> bool:
        """The whole can be paid at once, to who runs the shop."""
        ...

    def misfit(self, total: int) -> str:
        """Why the platform, which collects, does not take just this sum, and what to do; empty where that is no reason."""
        ...

    def of_parts(
        self, parts: Sequence[PartToPay], total: int, actor: Actor | None
    ) -> Mapping[int, tuple[str, ...]]:
        """Seller → the ways by which her part can be paid, as buyers read them. Nobody can pay a part that has none."""
        ...


@dataclass(frozen=True)
class MoneyBack:
    """Money that goes back to a buyer. `stage`: asked, on_its_way, done, failed; `way`: by which it was paid and travels;
    `maker`: of whose part, nobody's where a whole payment goes back; `by_hand`: its seller returns it herself; `asks_where`:
    she waits for the buyer's word to where."""

    id: int
    amount: int
    reason: str
    stage: str
    way: str
    by_hand: bool
    maker: str | None
    asked_at: datetime
    done_at: datetime | None
    asks_where: bool


@dataclass(frozen=True)
class OtherSum:
    """Another sum than was `due` came for a part (`seen`), and its maker took it. `let_go`: rupiah of goods and shipping that
    she no longer asks for; `owed`: what of it goes back to the buyer at once."""

    due: int
    seen: int
    let_go: int
    owed: int


class MoneyBackOf(Protocol):
    """Knows how much came, and how far money is on its way back; what a parcel lost says nothing about that."""

    def of_order(self, order_id: int) -> Sequence[MoneyBack]:
        """All of an order, oldest first."""
        ...

    def other_sums(self, order_id: int) -> Mapping[int, OtherSum]:
        """Parcel → what came for it otherwise than was due; only those for which so much did."""
        ...


@dataclass(frozen=True)
class PartPaying:
    """How a part stands that is paid to its maker. `standing`: unpaid, opened, checking (the maker looks for the money), agreed
    (to be paid later), paid, gone; `due`: rupiah, a unique code included; `way` as `transfer`, none while none is chosen."""

    standing: str
    due: int
    way: str | None
    pay_by: datetime


class PaidToMakers(Protocol):
    """Knows how far the paying of parts is that are paid to their makers one by one."""

    def of_order(self, order_id: int) -> Mapping[int, PartPaying]:
        """By the parts' ids; empty where nothing is paid to makers, or the whole was paid at once."""
        ...


@dataclass(frozen=True)
class PartMoney:
    """How the money for one seller's part stands. `way`: by which it is paid, in words; `is_direct`: into her own hands;
    `amount`: rupiah that came at `paid_at`, else that are awaited; `payment_id`: under which she notes them, and
    `by_agency`: they come after the minutes of hand-over."""

    way: str
    is_direct: bool
    amount: int
    paid_at: datetime | None
    payment_id: int
    by_agency: bool


class MoneyOfPart(Protocol):
    """Knows whether a part was paid, and into whose hands."""

    def of(self, order_id: int, parcel_id: int) -> PartMoney | None:
        """None while no way to pay was chosen."""
        ...
