"""Handing in, and taking back."""

from dataclasses import asdict

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.queries import check, own
from app.catalog.service import review
from app.curation.events import ClaimEnded, ProductSubmitted
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules import rounds as round_rules
from app.curation.rules.claims import WhyEnded
from app.curation.rules.rounds import OPEN, RoundMove, RoundState
from app.curation.service import appeals, claiming
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.sellers import queries as sellers


def submit(actor: Actor, slug: str) -> Round:
    """A seller hands in her draft. Raises NotSubmittable with the first thing to mend."""
    with unit_of_work() as current:
        product = own.owned(actor, slug)
        seller = sellers.get(product.seller_id)
        revision = own.latest(product.id)
        result = check.of(product, revision)
        if seller.village_code is None:
            raise round_rules.NotSubmittable("Isi dulu alamat gerai: kurator daerah itulah yang memeriksa.")
        if result.must:
            raise round_rules.NotSubmittable(f"{result.must[0].sentence} {result.must[0].next_step}")
        frozen = review.freeze(product)
        number = 1 + (
            current.scalar(sa.select(sa.func.max(Round.number)).where(Round.product_id == product.id)) or 0
        )
        opened = Round(
            product_id=product.id,
            revision_id=frozen.id,
            number=number,
            state=RoundState.SUBMITTED,
            region_code=seller.village_code,
            submitted_at=clock.now(),
            submitted_by_id=actor.person_id,
            findings=[asdict(finding) for finding in result.findings],
            book_version=result.book_version,
            note="",
            points=[],
        )
        current.add(opened)
        current.flush()
        record(actor, "product submitted", "product", product.id, round=number)
        announce(ProductSubmitted(product_id=product.id, round_id=opened.id))
    return opened


def withdraw(actor: Actor, slug: str) -> None:
    """A seller takes her submission back, to go on working on it; a curator who looks at it is told. Raises MoveRefused."""
    with unit_of_work():
        product = own.owned(actor, slug)
        waiting = next((one for one in rounds.rounds_of(product.id) if one.state in OPEN), None)
        if waiting is None:
            raise RuleBroken("Barang ini tidak sedang ditinjau.")
        held = claiming.locked(waiting.id)
        holder = held.claimed_by_id
        claiming.free(held, RoundMove.WITHDRAW)
        if not appeals.take_back(actor, held):
            review.thaw(held.revision_id)
        record(actor, "submission withdrawn", "product", product.id, round=held.number)
        if holder is not None:
            announce(
                ClaimEnded(
                    product_id=product.id,
                    round_id=held.id,
                    person_id=holder,
                    why=WhyEnded.WITHDRAWN,
                    ended_at=clock.now().isoformat(),
                )
            )
