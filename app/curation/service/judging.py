"""Judging a round. Each function is one use case and one transaction."""

from collections.abc import Sequence

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.queries import own
from app.catalog.rules.life import PAPER_WORDS, RevisionMove
from app.catalog.rules.visibility import required_papers
from app.catalog.service import review
from app.curation.events import (
    ChangesAsked,
    ProductApproved,
    ProductDeclined,
)
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.rounds import LIFE, RoundMove
from app.curation.service import gifting
from app.db.journal import record
from app.db.session import announce, session, unit_of_work


def approve(actor: Actor, round_id: int, note: str) -> None:
    """This version goes on show. Declared papers that it needs must have been seen before. Raises RuleBroken."""
    with unit_of_work():
        judged = _judge(actor, round_id, RoundMove.APPROVE, note, ())
        product = own.product(judged.product_id)
        facts = own.revision(judged.revision_id).facts
        there = own.papers(product.id)
        needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"), there)
        for kind, paper in there.items():
            if kind in needed and paper.seen_at is None:
                raise RuleBroken(
                    f"Periksa dulu {PAPER_WORDS[kind]}-nya: cocokkan dengan sertifikat, lalu tandai cocok atau tidak."
                )
        review.approve(actor, judged.revision_id)
        # after it: choices are locked before the shelf, as placing an order does
        gifting.end(product.id, "Barangnya diperbarui, jadi perlu dinilai lagi.", actor)
        announce(ProductApproved(product_id=product.id, round_id=judged.id, note=note))


def ask_changes(actor: Actor, round_id: int, note: str, points: Sequence[str]) -> None:
    """Back to the seller with what to mend, point by point. Raises RuleBroken when no point is named."""
    if not points:
        raise RuleBroken(
            "Tulis paling sedikit satu hal yang perlu diperbaiki, supaya penjual tahu mulai dari mana."
        )
    with unit_of_work():
        judged = _judge(actor, round_id, RoundMove.ASK_CHANGES, note, points)
        review.send_back(judged.revision_id, RevisionMove.ASK_CHANGES)
        announce(
            ChangesAsked(product_id=judged.product_id, round_id=judged.id, note=note, points=tuple(points))
        )


def decline(actor: Actor, round_id: int, note: str) -> None:
    """Not for the shop, with the reason. Raises RuleBroken when none is given."""
    if not note:
        raise RuleBroken("Tulis alasannya: penjual akan membacanya.")
    with unit_of_work():
        judged = _judge(actor, round_id, RoundMove.DECLINE, note, ())
        review.send_back(judged.revision_id, RevisionMove.DECLINE)
        announce(ProductDeclined(product_id=judged.product_id, round_id=judged.id, note=note))


def _judge(actor: Actor, round_id: int, move: RoundMove, note: str, points: Sequence[str]) -> Round:
    """One decision a round: the second of two curators is told that it has been judged."""
    rounds.round_for(actor, round_id)
    judged = locked(round_id)
    judged.state = LIFE.after(judged.state, move)
    judged.judged_at, judged.judged_by_id = clock.now(), actor.by_id
    judged.note, judged.points = note, list(points)
    session().flush()
    record(actor, f"round {judged.state}", "product", judged.product_id, round=judged.number, note=note)
    return judged


def locked(round_id: int) -> Round:
    """The round, held until the transaction ends."""
    return session().get_one(Round, round_id, with_for_update=True, populate_existing=True)
