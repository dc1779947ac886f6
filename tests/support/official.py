"""Official gifts as panels give them: one curator proposes, the chair of her TP PKK agrees."""

from datetime import date

from app.accounts import queries as people
from app.accounts import service as accounts
from app.accounts.rules import identity_of
from app.base.actor import CHAIR, Actor, Role
from app.catalog.models import Product
from app.curation.models import GiftCase
from app.curation.service import panel
from app.curation.service.panel import Proposal
from tests.support import world

TODAY = date(2026, 11, 22)


CHAIR_PHONE = "0812-0000-1990"


def the_chair() -> Actor:
    """The chair of the province's TP PKK; made when she is first needed."""
    person = people.by_identity(identity_of(CHAIR_PHONE))
    if person is None:
        person = accounts.make_person(None, name="Endang Ketua", identity=identity_of(CHAIR_PHONE))
        world.let_in(person)
        accounts.grant(None, person.id, Role.CURATOR, region="36", pokja=CHAIR)
    return people.actor_of(person.id)


def proposed(
    product: Product,
    until: date,
    *,
    by: Actor | None = None,
    starts_on: date = TODAY,
    conditions: tuple[str, ...] = (),
    occasions: tuple[str, ...] = (),
) -> GiftCase:
    """It waits for a second voice."""
    asked = Proposal(starts_on, until, conditions, occasions)
    return panel.propose(by or world.actor(world.CURATOR), product.id, asked, "")


def made_official(
    product: Product,
    until: date,
    *,
    by: Actor | None = None,
    starts_on: date = TODAY,
    occasions: tuple[str, ...] = (),
) -> GiftCase:
    """Two voices have given it."""
    case = proposed(product, until, by=by, starts_on=starts_on, occasions=occasions)
    panel.speak(the_chair(), case.id, is_for=True, words="")
    return case
