"""Ways out of a plan that does not serve everybody: each with what it would bring."""

from dataclasses import dataclass, replace
from datetime import date

from app.gifts.queries import planning as plans
from app.gifts.queries.planning import Proposal
from app.gifts.rules.life import Scope

WIDER = {Scope.CITY: Scope.PROVINCE, Scope.PROVINCE: Scope.COUNTRY}


@dataclass(frozen=True)
class WaysOut:
    """`day`: the first on which all can be served; `recipients`: as many as can be served now; `scope`: makers from farther away,
    who serve `wider` recipients; `split`: recipients whom several makers of the same kind serve together. None where it does
    not help."""

    day: date | None
    recipients: int | None
    scope: Scope | None = None
    wider: int = 0
    split: int | None = None


def of(proposal: Proposal) -> WaysOut:
    """For a plan that is not whole."""
    wish, served = proposal.wish, proposal.plan.served
    out = WaysOut(proposal.earliest, served or None)
    if not wish.may_split:
        together = plans.serve(replace(wish, may_split=True))
        if together > served:
            out = replace(out, split=together)
    scope = WIDER.get(wish.scope)
    if scope is not None:
        wider = plans.serve(replace(wish, may_split=True, scope=scope, sellers=()))
        if wider > max(served, out.split or 0):
            out = replace(out, scope=scope, wider=wider)
    return out
