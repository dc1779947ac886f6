"""What an order would cost and when it would come: shown before placing, and compared again while placing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.base.money import Rupiah, format_rupiah
from app.delivery.rules import services, zones
from app.delivery.rules.calendar import working_days_later
from app.delivery.rules.quotes import RateQuote, RateRequest, quote_of
from app.delivery.rules.rates import Tariff
from app.delivery.rules.services import GERAI, OWN, PICKUP
from app.delivery.rules.ways import Ways
from app.delivery.rules.zones import Zone
from app.orders.rules.hub import Gathering
from app.orders.rules.numbers import id_of


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

    @property
    def sum(self) -> Rupiah:
        return Rupiah(self.price * self.pieces)

    @property
    def is_dearer(self) -> bool:
        """Its price is not what was seen when it went into the cart."""
        return self.price != self.seen_price


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
    seller_village: str = ""

    @property
    def items_total(self) -> Rupiah:
        return Rupiah(sum(line.sum for line in self.lines))

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
    """The whole cart, seller by seller. `gatherings` are the ways through a post, `gathering` the one that was wished."""

    parcels: Sequence[ParcelQuote]
    gatherings: Sequence[Gathering] = ()
    gathering: Gathering | None = None

    @property
    def lines(self) -> list[QuoteLine]:
        return [line for parcel in self.parcels for line in parcel.lines]

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
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def problems(self) -> list[str]:
        return [line.problem for line in self.lines if line.problem]

    @property
    def changes(self) -> list[str]:
        """What differs from what was seen in the cart."""
        return [
            f"{line.name} kini {format_rupiah(line.price)}. Tadinya {format_rupiah(line.seen_price)}."
            for line in self.lines
            if line.is_dearer and not line.problem
        ]

    @property
    def can_be_placed(self) -> bool:
        return bool(self.parcels) and not self.problems and all(parcel.chosen for parcel in self.parcels)

    @property
    def seal(self) -> str:
        """A mark of the goods that the buyer was shown: sent back with the order, compared with what is true then."""
        seen = [
            (
                parcel.seller_id,
                parcel.chosen.way if parcel.chosen else "",
                parcel.chosen.service if parcel.chosen else "",
                parcel.chosen.zone.value if parcel.chosen else "",
                int(parcel.chosen.fee) if parcel.chosen else 0,
                parcel.chosen.arrives_on.isoformat() if parcel.chosen else "",
                sorted(
                    (line.variant_id, line.pieces, line.price, line.name, line.label) for line in parcel.lines
                ),
            )
            for parcel in sorted(self.parcels, key=lambda one: one.seller_id)
        ]
        return hashlib.sha256(repr((seen, self._shared)).encode()).hexdigest()[:24]

    @property
    def _shared(self) -> tuple[str, ...]:
        one = self.gathering
        return (
            (one.wish, str(one.fee), str(one.bring_by), str(one.ready_on), str(one.arrives_on)) if one else ()
        )


def mark_of(address: Mapping[str, str]) -> str:
    """A mark of the address that the buyer was shown: another tab may have changed it."""
    return hashlib.sha256(repr(sorted(address.items())).encode()).hexdigest()[:24]


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
