"""Keeping what a seller states about her turnover."""

from app.base import clock
from app.base.actor import Actor
from app.base.zones import day_in
from app.db.journal import record
from app.db.session import unit_of_work
from app.ledger.models import TurnoverStatement
from app.ledger.queries import tax as queries
from app.ledger.rules import tax as rules
from app.media import service as media
from app.sellers import queries as sellers


def state_turnover(actor: Actor, *, turnover: int, ticked: bool, letter: bytes | None) -> TurnoverStatement:
    """She states that this year's turnover stays within the limit; once more only adds the photo of a letter, or replaces it.

    `turnover` is what she has turned over here so far. Raises NotByHelper, NotTicked, OverTheLimit, BadPhoto; NotFound
    without a gerai. Then nothing is kept.
    """
    if actor.is_helped:
        raise rules.NotByHelper
    if not ticked:
        raise rules.NotTicked
    seller = sellers.owned(actor)
    today = day_in(seller.village_code or "36", clock.now())
    limit = rules.limit(today)
    if limit is None or turnover > limit:
        raise rules.OverTheLimit(turnover, limit or 0)
    with unit_of_work() as current:
        current.refresh(seller, with_for_update=True)
        evidence = media.take_evidence(actor, letter) if letter else None
        statement = queries.statement(seller.id, today.year)
        if statement is None:
            statement = TurnoverStatement(
                seller_id=seller.id,
                year=today.year,
                up_to=limit,
                stated_by_id=actor.by_id,
                stated_at=clock.now(),
                evidence_id=evidence.id if evidence else None,
            )
            current.add(statement)
            record(actor, "turnover stated", "seller", seller.id, year=today.year, limit=limit)
        elif evidence is not None:
            statement.evidence_id = evidence.id
            record(actor, "turnover letter added", "seller", seller.id, year=today.year)
        current.flush()
        return statement
