"""Where a seller's good stands while it waits: answers `catalog.ports.ReviewWaits`."""

import sqlalchemy as sa

from app.base import clock
from app.catalog.ports import Waits
from app.curation.models import Appeal, Round
from app.curation.rules.promise import Promise, age_of
from app.curation.rules.rounds import OPEN
from app.db.ports import port
from app.db.session import session
from app.regions import queries as regions


class RoundsInLine:
    """Knows the queue of a kabupaten or kota."""

    def waits(self, product_id: int) -> Waits | None:
        """None when nothing of this product waits. Never says who looks at it."""
        opened = session().scalar(
            sa.select(Round).where(Round.product_id == product_id, Round.state.in_(OPEN))
        )
        if opened is None:
            return None
        now, promise = clock.now(), port(Promise)
        town = ".".join(opened.region_code.split(".")[:2])
        before, all_of_them, is_appeal = (
            session()
            .execute(
                sa.select(
                    sa.func.count().filter(Round.id < opened.id),
                    sa.func.count(),
                    sa.exists().where(Appeal.second_id == opened.id),
                ).where(Round.state.in_(OPEN), Round.region_code.startswith(f"{town}.", autoescape=True))
            )
            .one()
        )
        held = (
            opened.claimed_at is not None and opened.claim_ends_at is not None and opened.claim_ends_at > now
        )
        return Waits(
            number=before + 1,
            of=all_of_them,
            town=regions.town_name(opened.region_code),
            region=opened.region_code,
            answer_by=promise.due(opened.submitted_at),
            promised=promise.words,
            is_late=age_of(opened.submitted_at, now, promise).is_late,
            looked_at_since=opened.claimed_at if held else None,
            is_appeal=is_appeal,
        )
