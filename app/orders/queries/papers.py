"""Papers of parcels: what stands on label and packing list, runs of many, and who may see them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.accounts.rules import written_phone
from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.catalog.queries import bundles
from app.db.session import session
from app.delivery.rules.rates import Tariff
from app.delivery.rules.zones import Zone
from app.orders.models import Order, OrderLine, Parcel, PrintPart, PrintRun
from app.orders.queries import hub
from app.orders.queries import order as orders
from app.orders.queries.hub import Whole
from app.orders.rules import printing as rules
from app.orders.rules.hub import due_at
from app.orders.rules.life import ParcelState
from app.orders.rules.printing import PrintState
from app.paper.sending import PackingLine, PackingList, ShippingLabel
from app.regions import queries as regions
from app.sellers import queries as sellers


def hers(actor: Actor, parcel_ids: Collection[int]) -> list[tuple[Parcel, Order]]:
    """These parcels of the seller's own, in the order of her list. Raises NotFound when one is not hers or not paid."""
    seller = sellers.owned(actor)
    rows = (
        session()
        .execute(
            sa.select(Parcel, Order)
            .join(Order, Order.id == Parcel.order_id)
            .where(Parcel.id.in_(parcel_ids), Parcel.seller_id == seller.id)
            .where(Parcel.state.not_in([ParcelState.WAITING, ParcelState.CANCELLED]))
            .order_by(Parcel.ready_on, Parcel.id)
        )
        .all()
    )
    if len(rows) != len(set(parcel_ids)):
        raise NotFound("parcel")
    return [(parcel, order) for parcel, order in rows]


def with_order(parcel_id: int) -> tuple[Parcel, Order]:
    """A parcel and its order, for the worker. Raises NotFound."""
    row = (
        session()
        .execute(
            sa.select(Parcel, Order).join(Order, Order.id == Parcel.order_id).where(Parcel.id == parcel_id)
        )
        .first()
    )
    if row is None:
        raise NotFound(parcel_id)
    return row[0], row[1]


def _lines(parcel: Parcel) -> list[OrderLine]:
    """What still goes into it."""
    rows = session().scalars(
        sa.select(OrderLine).where(OrderLine.parcel_id == parcel.id).order_by(OrderLine.id)
    )
    return [line for line in rows if line.left]


def _weight_g(parcel: Parcel) -> int:
    """Its weight without what has fallen away since it was placed."""
    gone = session().scalar(
        sa.select(sa.func.sum(OrderLine.weight_g * OrderLine.dropped)).where(OrderLine.parcel_id == parcel.id)
    )
    return parcel.weight_g - int(gone or 0)


def _charged_kg(parcel: Parcel, lines: Sequence[OrderLine], weight_g: int) -> int | None:
    """Kilograms as its service counts them; None where nobody weighs it (brought by hand, or fetched)."""
    if not parcel.tariff:
        return None
    return Tariff(**parcel.tariff).kilograms(weight_g, sum(line.volume_cm3 * line.left for line in lines))


def labels(parcel: Parcel, order: Order, *, test: bool, boxes: int = 1) -> list[ShippingLabel]:
    """The labels of a parcel, one for each of its boxes. Where the buyer fetches it, no address stands on them."""
    seller, home = sellers.with_place(parcel.seller_id)
    place = regions.get(order.village_code)
    pickup = parcel.zone is Zone.PICKUP
    through = hub.of_parcel(parcel)
    post = (
        through.post if through is not None else None
    )  # its maker brings it there and need not know the buyer's home
    lines, weight_g, agency = _lines(parcel), _weight_g(parcel), orders.agency_of(order)
    charged = _charged_kg(parcel, lines, weight_g)
    return [
        ShippingLabel(
            number=order.number,
            code=_code(parcel, order),
            sender=seller.name,
            sender_place=", ".join(home.path.split(", ")[:3]) if home else "",  # kelurahan, kecamatan, city
            recipient=post.name if post else order.buyer_name,
            phone=post.phone if post else written_phone(order.phone),
            street=post.street if post else "" if pickup else order.street,
            landmark="" if pickup or post else order.landmark,
            region=post.place if post else "" if pickup else place.path,
            postal_code="" if pickup or post else order.postal_code or place.postal_code or "",
            pickup=pickup,
            service=parcel.service,
            weight_g=weight_g,
            chargeable_kg=charged,
            kinds=len(lines),
            pieces=sum(line.left for line in lines),
            send_by=parcel.ready_on,
            bring_until=_bring_until(through),
            agency=agency,
            purpose=order.purpose,
            needed_on=order.needed_on,
            box=box,
            boxes=boxes,
            test=test,
        )
        for box in range(1, boxes + 1)
    ]


def packing_list(parcel: Parcel, order: Order, *, test: bool) -> PackingList:
    """What goes into a parcel."""
    lines = _lines(parcel)
    through = hub.of_parcel(parcel)
    sets = bundles.heads({line.bundle_id for line in lines if line.bundle_id is not None})
    return PackingList(
        number=order.number,
        code=_code(parcel, order),
        sender=sellers.get(parcel.seller_id).name,
        recipient=orders.agency_of(order) or order.buyer_name,
        ready_on=parcel.ready_on,
        post=through.post.name if through else "",
        bring_until=_bring_until(through),
        pickup=parcel.zone is Zone.PICKUP,
        service=parcel.service,
        weight_g=_weight_g(parcel),
        lines=[
            PackingLine(
                pieces=line.left,
                name=line.name,
                variant=_choice(line.label, sets[line.bundle_id].name if line.bundle_id else ""),
                note=line.note,
            )
            for line in lines
        ],
        purpose=order.purpose,
        needed_on=order.needed_on,
        test=test,
    )


def _bring_until(through: Whole | None) -> datetime | None:
    """At the clock of the post."""
    return due_at(through.row.bring_by, through.post.village_code) if through else None


def _choice(label: str, set_name: str) -> str:
    """Under the name of a line: its choice, and the set to which it belongs."""
    return " · ".join(filter(None, [label, f"bagian dari Set {set_name}" if set_name else ""]))


def _code(parcel: Parcel, order: Order) -> str:
    """What a scanner reads: names a parcel to those who may see it, and opens nothing."""
    return f"{order.number}/{parcel.id}"


# -- runs of many -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RunSheet:
    """A run as its page shows it. `left_out` are sentences; `closed`: a parcel of it shows no address any more."""

    run: PrintRun
    left_out: Sequence[str]
    closed: bool

    @property
    def is_open(self) -> bool:
        return self.run.state in rules.OPEN

    @property
    def is_stuck(self) -> bool:
        """Nothing has moved for long."""
        return self.is_open and clock.now() - self.run.moved_at > rules.STUCK_AFTER

    @property
    def words(self) -> str:
        """What it makes: `12 label kirim`."""
        return f"{self.run.total} {rules.KIND_WORDS[self.run.kind]}"


def run(actor: Actor, run_id: int) -> RunSheet:
    """A run of the seller's own. Raises NotFound."""
    seller = sellers.owned(actor)
    found = session().scalar(
        sa.select(PrintRun).where(PrintRun.id == run_id, PrintRun.seller_id == seller.id)
    )
    if found is None:
        raise NotFound(run_id)
    rows = session().execute(
        sa.select(PrintPart.problem, Parcel.state)
        .join(Parcel, Parcel.id == PrintPart.parcel_id)
        .where(PrintPart.run_id == found.id)
        .order_by(PrintPart.position)
    )
    left_out: list[str] = []
    closed = False
    for problem, state in rows:
        if problem is not None:
            left_out.append(problem)
        elif state not in rules.ADDRESS_SHOWN:
            closed = True
    return RunSheet(found, left_out, closed)


def newest_run(seller_id: int) -> PrintRun | None:
    """What the gerai has last had printed, while it is kept."""
    return session().scalar(
        sa.select(PrintRun)
        .where(PrintRun.seller_id == seller_id, PrintRun.asked_at > clock.now() - rules.KEPT_FOR)
        .order_by(PrintRun.id.desc())
        .limit(1)
    )


def open_runs(seller_id: int) -> Sequence[PrintRun]:
    """Runs that a gerai waits for, the newest first."""
    return (
        session()
        .scalars(
            sa.select(PrintRun)
            .where(
                PrintRun.seller_id == seller_id,
                PrintRun.state.in_([PrintState.WAITING, PrintState.RUNNING]),
            )
            .order_by(PrintRun.id.desc())
        )
        .all()
    )


def parts(run_id: int) -> Sequence[PrintPart]:
    """The parcels of a run in their order."""
    return (
        session()
        .scalars(sa.select(PrintPart).where(PrintPart.run_id == run_id).order_by(PrintPart.position))
        .all()
    )
