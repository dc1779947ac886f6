"""Runs of many labels, up to where a test begins."""

from app.db.ports import port
from app.db.session import session
from app.media.ports import ObjectStore
from app.orders.models import Order, PrintRun
from app.orders.rules import printing as rules
from app.orders.rules.printing import PrintKind
from app.orders.service import parcels, printing
from app.paper.sending import Sheet
from tests.support import world
from tests.support.orders import a_paid_order, parcels_of

LIST = "/penjual/pesanan?tab=dibuat"


def accepted(count: int = 3) -> list[Order]:
    """Orders that the world's seller is making, promised on different days, the last made promised last."""
    made = [a_paid_order({world.goods().made: 2}) for _ in range(count)]
    for order in made:
        parcels.accept(world.actor(world.SELLER), parcel_of(order))
    return made


def parcel_of(order: Order) -> int:
    """Its first parcel."""
    return parcels_of(order)[0].id


def asked(orders: list[Order], kind: PrintKind = PrintKind.LABEL, sheet: Sheet = Sheet.OWN) -> PrintRun:
    """A run that waits for the worker."""
    return printing.ask(world.actor(world.SELLER), kind, sheet, [parcel_of(one) for one in orders])


def again(run: PrintRun) -> PrintRun:
    """The run as it stands now."""
    session().refresh(run)
    return run


def content(run: PrintRun) -> bytes:
    """Its file. Raises NotFound."""
    return port(ObjectStore).get(rules.file_key(run.file_key))
