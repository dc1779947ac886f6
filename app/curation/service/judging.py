"""Judging a round. Each function is one use case and one transaction."""

from collections.abc import Sequence

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.catalog.queries import own
from app.catalog.rules.life import PAPER_WORDS, PaperKind, RevisionMove
from app.catalog.rules.visibility import required_papers
from app.catalog.service import review
from app.curation.events import (
    ChangesAsked,
    ProductApproved,
    ProductDeclined,
)
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.rounds import RoundMove
from app.curation.service import appeals, claiming, gifting, panel, scoring
from app.curation.service.scoring import Verdict
from app.db.journal import record
from app.db.session import announce, unit_of_work


def approve(actor: Actor, round_id: int, note: str, *, internal: str = "") -> None:
    """This version goes on show. Declared papers that it needs must have been seen before, everything must be scored, no gate
    failed, and the grade be C at the least. Raises RuleBroken."""
    with unit_of_work():
        held = _held(actor, round_id)
        unseen = _unseen_papers(held)
        if unseen:
            raise RuleBroken(
                f"Periksa dulu {PAPER_WORDS[unseen[0]]}-nya: cocokkan dengan sertifikat, lalu tandai cocok atau tidak."
            )
        judged = _judge(actor, held, RoundMove.APPROVE, Verdict(note, internal=internal))
        review.approve(actor, judged.revision_id)
        # after it: choices are locked before the shelf, as placing an order does
        gifting.end(judged.product_id, "Barangnya diperbarui, jadi perlu dinilai lagi.", actor)
        panel.let_go(judged.product_id)
        appeals.settle(actor, judged)
        announce(ProductApproved(product_id=judged.product_id, round_id=judged.id, note=note))


def ask_changes(
    actor: Actor,
    round_id: int,
    note: str,
    points: Sequence[str],
    *,
    reasons: Sequence[str] = (),
    internal: str = "",
) -> None:
    """Back to the seller with what to mend, from the list (`reasons`, codes) and point by point in own words.

    Raises RuleBroken when nothing is named.
    """
    if not points and not reasons:
        raise RuleBroken(
            "Tulis paling sedikit satu hal yang perlu diperbaiki, supaya penjual tahu mulai dari mana."
        )
    with unit_of_work():
        held = _held(actor, round_id)
        judged = _judge(actor, held, RoundMove.ASK_CHANGES, Verdict(note, points, reasons, internal))
        if appeals.settle(actor, judged):
            return
        review.send_back(judged.revision_id, RevisionMove.ASK_CHANGES)
        announce(
            ChangesAsked(
                product_id=judged.product_id, round_id=judged.id, note=note, points=tuple(judged.points)
            )
        )


def decline(
    actor: Actor,
    round_id: int,
    note: str,
    points: Sequence[str] = (),
    *,
    reasons: Sequence[str] = (),
    internal: str = "",
) -> None:
    """Not for the shop, with the reason in own words or from the list; `points`: what could be mended nevertheless.

    Raises RuleBroken when no reason is given."""
    if not note and not reasons:
        raise RuleBroken("Tulis alasannya: penjual akan membacanya.")
    with unit_of_work():
        held = _held(actor, round_id)
        judged = _judge(actor, held, RoundMove.DECLINE, Verdict(note, points, reasons, internal))
        if appeals.settle(actor, judged):
            return
        review.send_back(judged.revision_id, RevisionMove.DECLINE)
        said = "\n".join(filter(None, [note, *judged.points]))
        announce(ProductDeclined(product_id=judged.product_id, round_id=judged.id, note=said))


def _held(actor: Actor, round_id: int) -> Round:
    """The round, held until the transaction ends, and hers: who has not claimed it does so now. One decision a round: the second
    of two curators is told that it has been judged. Raises NotFound, ClaimedByAnother, MoveRefused."""
    rounds.round_for(actor, round_id)
    held = claiming.locked(round_id)
    claiming.take(actor, held)
    return held


def _unseen_papers(held: Round) -> list[PaperKind]:
    """Papers that this version stands on, declared and not yet seen by a curator."""
    product = own.product(held.product_id)
    facts = own.revision(held.revision_id).facts
    there = own.papers(product.id)
    needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"), there)
    return [kind for kind, paper in there.items() if kind in needed and paper.seen_at is None]


def _judge(actor: Actor, held: Round, move: RoundMove, verdict: Verdict) -> Round:
    gates = [f"paper.{kind}" for kind in _unseen_papers(held)]
    weighed = scoring.weigh(held, verdict, move, gates)
    scoring.write_down(held, verdict, weighed)
    held.judged_at, held.judged_by_id = clock.now(), actor.by_id
    claiming.free(held, move)
    record(
        actor,
        f"round {held.state}",
        "product",
        held.product_id,
        round=held.number,
        note=verdict.note,
        rubric=held.rubric_version,
        grade=held.grade,
    )
    return held
