"""Official gifts as panels give them: one curator proposes, the chair of her TP PKK agrees."""

from datetime import date

from app.base.actor import Actor
from app.catalog.models import Product
from app.curation.models import GiftCase
from app.curation.service import panel
from app.curation.service.panel import Proposal
from tests.support import world

TODAY = date(2026, 11, 22)


def proposed(
    product: Product,
    until: date,
    *,
    by: Actor | None = None,
    starts_on: date = TODAY,
    conditions: tuple[str, ...] = (),
) -> GiftCase:
    """It waits for a second voice."""
    return panel.propose(
        by or world.actor(world.CURATOR), product.id, Proposal(starts_on, until, conditions), ""
    )


def made_official(
    product: Product, until: date, *, by: Actor | None = None, starts_on: date = TODAY
) -> GiftCase:
    """Two voices have given it."""
    case = proposed(product, until, by=by, starts_on=starts_on)
    panel.speak(world.actor(world.CHAIR), case.id, is_for=True, words="")
    return case
