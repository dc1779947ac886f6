"""What an order would cost and when it would come: shown before placing, and compared again while placing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.base.money import Rupiah
from app.catalog.rules.availability import below_least_order
from app.catalog.rules.notes import NO_NOTE, NoteAsked
from app.delivery.rules import services, zones
from app.delivery.rules.calendar import working_days_later
from app.delivery.rules.quotes import RateQuote, RateRequest, quote_of
from app.delivery.rules.rates import Tariff
from app.delivery.rules.services import GERAI, OWN, PICKUP
from app.delivery.rules.ways import Ways
from app.delivery.rules.zones import Zone
from app.orders.rules import changes
from app.orders.rules.hub import Gathering
from app.orders.rules.numbers import id_of
from app.orders.rules.sets import InSet, SetInCart, makers_of, sets_of


@dataclass(frozen=True)
class QuoteLine:
    """Pieces of one variant at today's price. `problem` says why it cannot be had as wanted."""

    variant_id: int
    product_id: int
    slug: str
    name: str
    label: str
    photo_key: str | None
    price: int
    seen_price: int
    weight_g: int
    pieces: int
    made: bool
    ready_on: date | None
    left: int
    problem: str | None = None
    volume_cm3: int = 0
    """Of one packed piece; 0 where its maker has not measured."""
    line_id: int = 0
    """Of the cart: the same variant stands there once for each text that is wanted on it."""
    note: str = ""
    note_asked: NoteAsked = NO_NOTE
    seen_name: str | None = None
    seen_ready_on: date | None = None
    is_out: bool = False
    """Not to be had at all: it stays in the cart, and is left out of the order."""
    in_set: InSet | None = None

    @property
    def sum(self) -> Rupiah:
        return Rupiah(self.price * self.pieces)

    @property
    def full_name(self) -> str:
        """`Keset Perca (Kecil)`."""
        return f"{self.name} ({self.label})" if self.label else self.name

    @property
    def is_news(self) -> bool:
        """Not what the cart remembers that the buyer was shown."""
        seen = (self.seen_price, self.seen_name, self.seen_ready_on)
        return seen != (self.price, self.full_name, self.ready_on)

    @property
    def changes(self) -> list[str]:
        """What differs from what the buyer was shown last."""
        if self.problem:
            return []
        called = self.seen_name or self.full_name
        found = [
            changes.renamed(called, self.full_name),
            changes.repriced(called, self.seen_price, self.price),
        ]
        if self.seen_ready_on is not None and self.ready_on is not None:
            found.append(changes.moved(f"{called} siap", self.seen_ready_on, self.ready_on))
        return [one for one in found if one]


@dataclass(frozen=True)
class Wanted:
    """A line of a cart: pieces of a variant with a text on them, and what the buyer was shown of it last."""

    line_id: int
    variant_id: int
    note: str
    pieces: int
    seen_price: int
    seen_name: str | None = None
    seen_ready_on: date | None = None
    bundle_id: int | None = None


def together(lines: Sequence[Wanted]) -> dict[int, int]:
    """Variant → pieces of all its lines: what is judged is the sum."""
    found: dict[int, int] = {}
    for line in lines:
        found[line.variant_id] = found.get(line.variant_id, 0) + line.pieces
    return found


Key = TypeVar("Key")


def share_out(units: Mapping[Key, int], parts: Sequence[int]) -> list[dict[Key, int]]:
    """Units (of days, of batches) for lines of so many pieces each, the first line first; each piece takes as many.

    `{monday: 2, tuesday: 1}` for lines of 1 and 2 pieces: `[{monday: 1}, {monday: 1, tuesday: 1}]`.
    """
    each = sum(units.values()) // max(1, sum(parts))
    left = list(units.items())
    shares: list[dict[Key, int]] = []
    for part in parts:
        share: dict[Key, int] = {}
        need = part * each
        while need and left:
            key, there = left.pop(0)
            share[key] = min(there, need)
            need -= share[key]
            if there > share[key]:
                left.insert(0, (key, there - share[key]))
        shares.append(share)
    return shares


@dataclass(frozen=True)
class Replaced:
    """An unpaid order of the same cart that holds the same goods: placing lets it go."""

    order_id: int
    number: str
    person_id: int | None
    total: int
    goods: str


@dataclass(frozen=True)
class Option:
    """One way in which a parcel may travel: its code (`gerai`, `jne-reg`, `own`, `pickup`) and the name shown."""

    way: str
    service: str
    zone: Zone
    fee: Rupiah
    arrives_on: date
    tariff: Tariff | None = None


@dataclass(frozen=True)
class ParcelQuote:
    """One seller's part. Without `options` it cannot be sent to the buyer's place."""

    seller_id: int
    seller_slug: str
    seller_name: str
    seller_place: str
    lines: Sequence[QuoteLine]
    options: Sequence[Option] = ()
    chosen: Option | None = None
    wish_is_gone: bool = False
    """The buyer wished for a way that is not offered (any more); another was chosen for her."""
    least_order: int | None = None
    """Rupiah of goods from which on this gerai takes an order."""

    seller_village: str = ""

    @property
    def problem(self) -> str | None:
        """Why this part as a whole cannot be ordered."""
        return below_least_order(self.seller_name, self.items_total, self.least_order)

    @property
    def items_total(self) -> Rupiah:
        return Rupiah(sum(line.sum for line in self.lines))

    @property
    def loose(self) -> list[QuoteLine]:
        """What is bought by itself, not in a set."""
        return [line for line in self.lines if line.in_set is None]

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def weight_g(self) -> int:
        return sum(line.weight_g * line.pieces for line in self.lines)

    @property
    def volume_cm3(self) -> int:
        """Volumes of the packed pieces add up."""
        return sum(line.volume_cm3 * line.pieces for line in self.lines)

    def praise_of(self, option: Option) -> str:
        """Why a buyer may want this way: the cheapest and the soonest are named, of equals one; pick-up is never compared."""
        sent = [one for one in self.options if one.way != PICKUP]
        if option not in sent:
            return ""
        cheapest = min(sent, key=lambda one: (one.fee, one.arrives_on))
        soonest = min(sent, key=lambda one: (one.arrives_on, one.fee))
        words = []
        if option is cheapest and any(one.fee > cheapest.fee for one in sent):
            words.append("paling hemat")
        if option is soonest and any(one.arrives_on > soonest.arrives_on for one in sent):
            words.append("paling cepat")
        return " dan ".join(words)

    @property
    def ready_on(self) -> date | None:
        """The day of its last piece."""
        days = [line.ready_on for line in self.lines if line.ready_on is not None]
        return max(days) if len(days) == len(self.lines) else None

    @property
    def total(self) -> Rupiah:
        return Rupiah(self.items_total + (self.chosen.fee if self.chosen else 0))

    @property
    def is_made(self) -> bool:
        return any(line.made for line in self.lines)


@dataclass(frozen=True)
class Quote:
    """The whole cart, seller by seller. `out` is what cannot be had; `replaces` are orders that this one stands for.
    `gatherings` are the ways through a post, `gathering` the one that was wished."""

    parcels: Sequence[ParcelQuote]
    out: Sequence[QuoteLine] = ()
    replaces: Sequence[Replaced] = ()
    gatherings: Sequence[Gathering] = ()
    gathering: Gathering | None = None

    @property
    def lines(self) -> list[QuoteLine]:
        return [line for parcel in self.parcels for line in parcel.lines]

    @property
    def sets(self) -> list[SetInCart]:
        """What is ordered in sets."""
        return sets_of(self.lines)

    @property
    def set_makers(self) -> dict[int, list[str]]:
        """Set → the names of its makers."""
        return makers_of(self)

    @property
    def sets_out(self) -> list[SetInCart]:
        """Sets that are left out, whole."""
        return sets_of(self.out)

    @property
    def items_total(self) -> Rupiah:
        return Rupiah(sum(parcel.items_total for parcel in self.parcels))

    @property
    def shipping_total(self) -> Rupiah:
        return Rupiah(sum(parcel.chosen.fee for parcel in self.parcels if parcel.chosen) + self.shared_fee)

    @property
    def shared_fee(self) -> Rupiah:
        """Of the one parcel that a post makes of several parts."""
        return self.gathering.fee if self.gathering else Rupiah(0)

    @property
    def total(self) -> Rupiah:
        return Rupiah(sum(parcel.total for parcel in self.parcels) + self.shared_fee)

    @property
    def packets(self) -> int:
        """How many parcels arrive."""
        return len(self.parcels) - (len(self.gathering.sellers) - 1 if self.gathering else 0)

    @property
    def counted(self) -> str:
        """What is ordered as a buyer counts it, a set as one thing: `2 set dan 3 barang`."""
        sets = sum(one.sets for one in self.sets)
        loose = sum(line.pieces for line in self.lines if line.in_set is None)
        return " dan ".join(
            [*([f"{sets} set"] if sets else []), *([f"{loose} barang"] if loose or not sets else [])]
        )

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def problems(self) -> list[str]:
        """What keeps the cart from being ordered, each sentence once."""
        of_lines = [line.problem for line in self.lines if line.problem]
        of_parcels = [parcel.problem for parcel in self.parcels if parcel.problem]
        return list(dict.fromkeys([*of_lines, *of_parcels]))

    @property
    def changes(self) -> list[str]:
        """What differs from what was seen in the cart, each sentence once."""
        return list(dict.fromkeys(one for line in self.lines for one in line.changes))

    @property
    def left_out(self) -> list[str]:
        """Why some lines are not ordered, each sentence once."""
        return list(dict.fromkeys(line.problem for line in self.out if line.problem))

    @property
    def can_be_placed(self) -> bool:
        return bool(self.parcels) and not self.problems and all(parcel.chosen for parcel in self.parcels)


def options_for(request: RateRequest, ways: Ways, quotes: Sequence[RateQuote]) -> list[Option]:
    """How a parcel can travel from gerai to buyer, the least fee first; fetching it comes last.

    `quotes` count only where the gerai sends so far; its own price goes before the platform's.
    """
    zone, found = request.zone, []
    if zones.way_for(zone, ways.zones) is not None:
        for quote in quotes:
            if quote.service == GERAI and zone in ways.prices:
                quote = quote_of(services.platform(request.today, ways.prices), request) or quote
            name = services.name_of(quote.service, request.today)
            found.append(Option(quote.service, name, zone, quote.fee, quote.arrives_on, quote.tariff))
    if ways.own is not None and zone is Zone.DISTRICT:
        there = working_days_later(request.ready_on, ways.own.days)
        found.append(Option(OWN, services.WAY_NAMES[OWN], zone, ways.own.fee, there))
    found.sort(key=lambda one: (one.fee, one.arrives_on, one.way))
    if Zone.PICKUP in ways.zones:
        found.append(Option(PICKUP, services.WAY_NAMES[PICKUP], Zone.PICKUP, Rupiah(0), request.ready_on))
    return found


def choose(options: Sequence[Option], wish: str | None) -> Option | None:
    """The wished way if it is offered, else the first."""
    return next((option for option in options if option.way == wish), options[0] if options else None)


def wishes_of(fields: Mapping[str, str]) -> dict[int, str]:
    """Seller → wished way, from fields named `kirim-<seller>`."""
    wishes = {}
    for name, value in fields.items():
        word, _, number = name.partition("-")
        seller_id = id_of(number)
        if word == "kirim" and seller_id is not None:
            wishes[seller_id] = value
    return wishes
