"""Which gateway stands behind a way to pay."""

from app.db.ports import has, port
from app.payments.ports import ByHand, PaymentGateway
from app.payments.rules.amounts import misfit
from app.payments.rules.offering import House
from app.payments.rules.ways import COLLECTING, Way


def collector() -> PaymentGateway | None:
    """The gateway by which the platform collects; none where nothing is configured."""
    return port(PaymentGateway) if has(PaymentGateway) else None


def offered() -> PaymentGateway | None:
    """The collecting gateway, unless this installation offers its way no more; what was paid by it is still looked after."""
    found = collector()
    return found if found is not None and found.name in port(House).ways else None


def collecting() -> list[str]:
    """Names of the gateways by which the platform collects here; empty when nothing is offered."""
    found = offered()
    return [found.name] if found is not None else []


def misfit_of(amount: int) -> str:
    """Why the platform cannot collect such a sum here, as a sentence; empty where it can, and where nothing is offered."""
    found = offered()
    refusal = misfit(amount, least=found.least, most=found.most) if found is not None else None
    return refusal.message if refusal is not None else ""


def gateway_of(way: Way) -> PaymentGateway | None:
    """The gateway of a way; none for one at which nobody can be asked any more, because the settings changed."""
    if way not in COLLECTING:
        return ByHand(way)
    found = collector()
    return found if found is not None and found.name == way else None
