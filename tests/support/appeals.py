"""A good that was declined, for appeals against it."""

from typing import Any

import sqlalchemy as sa

from app.base.actor import Actor
from app.catalog.models import Product
from app.curation.models import Appeal, Round
from app.curation.queries import appeals as queries
from app.curation.service import judging
from app.notices.models import Notice
from tests.support import world

WORDS = "Tepinya memang sengaja dibuat kasar, ini ciri anyaman kampung kami."
REASON = "Tepinya kasar dan tidak rapi."


def a_declined_product() -> tuple[Product, Round]:
    """The world's seller handed in "Keset Uji", the world's curator declined it."""
    product, opened = world.a_submitted_product(world.actor(world.SELLER))
    judging.decline(world.actor(world.CURATOR), opened.id, REASON)
    return product, opened


def appeal_of(first: Round) -> Appeal:
    """The appeal against this decision."""
    return queries.among([first.id])[first.id]


def letters_of(db: Any, who: Actor) -> list[str]:
    """What she was told of "Keset Uji" since the tests' day began, in order."""
    query = sa.select(Notice.subject).where(
        Notice.person_id == who.person_id,
        Notice.made_at >= world.SUNDAY,
        Notice.subject.contains("Keset Uji"),
    )
    return list(db.scalars(query.order_by(Notice.id)))
