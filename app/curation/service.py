"""Submitting, judging, and the word on official gifts. Each function is one use case and one transaction."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.base.zones import day_in
from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import check, own, shop
from app.catalog.rules.label_life import Corrector
from app.catalog.rules.life import PAPER_WORDS, RevisionMove
from app.catalog.rules.packaging import Answer
from app.catalog.rules.visibility import required_papers
from app.catalog.service import labels, packaging, papers, review, shelf
from app.curation import queries, rules
from app.curation.events import (
    ChangesAsked,
    GiftEnded,
    GiftGiven,
    ProductApproved,
    ProductDeclined,
    ProductSubmitted,
)
from app.curation.models import GiftApproval, Round
from app.curation.rules import LIFE, RoundMove, RoundState
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.sellers import queries as sellers


def submit(actor: Actor, slug: str) -> Round:
    """A seller hands in her draft. Raises NotSubmittable with the first thing to mend."""
    with unit_of_work() as current:
        product = own.owned(actor, slug)
        seller = sellers.get(product.seller_id)
        revision = own.latest(product.id)
        result = check.of(product, revision)
        if seller.village_code is None:
            raise rules.NotSubmittable("Isi dulu alamat gerai: kurator daerah itulah yang memeriksa.")
        if result.must:
            raise rules.NotSubmittable(f"{result.must[0].sentence} {result.must[0].next_step}")
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
            note="",
            points=[],
        )
        current.add(opened)
        current.flush()
        record(actor, "product submitted", "product", product.id, round=number)
        announce(ProductSubmitted(product_id=product.id, round_id=opened.id))
    return opened


def withdraw(actor: Actor, slug: str) -> None:
    """A seller takes her submission back, to go on working on it. Raises MoveRefused."""
    with unit_of_work():
        product = own.owned(actor, slug)
        waiting = next(
            (one for one in queries.rounds_of(product.id) if one.state is RoundState.SUBMITTED), None
        )
        if waiting is None:
            raise RuleBroken("Barang ini tidak sedang ditinjau.")
        locked = _locked(waiting.id)
        locked.state = LIFE.after(locked.state, RoundMove.WITHDRAW)
        review.thaw(locked.revision_id)
        record(actor, "submission withdrawn", "product", product.id, round=locked.number)


def approve(actor: Actor, round_id: int, note: str) -> None:
    """This version goes on show. Declared papers that it needs must have been seen before. Raises RuleBroken."""
    with unit_of_work():
        judged = _judge(actor, round_id, RoundMove.APPROVE, note, ())
        product = own.product(judged.product_id)
        facts = own.revision(judged.revision_id).facts
        needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"))
        for kind, paper in own.papers(product.id).items():
            if kind in needed and paper.seen_at is None:
                raise RuleBroken(
                    f"Periksa dulu {PAPER_WORDS[kind]}-nya: cocokkan dengan sertifikat, lalu tandai cocok atau tidak."
                )
        _end_gift(product.id, "Barangnya diperbarui, jadi perlu dinilai lagi.", actor)
        review.approve(actor, judged.revision_id)
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
    queries.round_for(actor, round_id)
    judged = _locked(round_id)
    judged.state = LIFE.after(judged.state, move)
    judged.judged_at, judged.judged_by_id = clock.now(), actor.by_id
    judged.note, judged.points = note, list(points)
    session().flush()
    record(actor, f"round {judged.state}", "product", judged.product_id, round=judged.number, note=note)
    return judged


def _locked(round_id: int) -> Round:
    return session().get_one(Round, round_id, with_for_update=True, populate_existing=True)


# -- papers -----------------------------------------------------------------------------------


def see_paper(
    actor: Actor, round_id: int, paper_id: int, ends_on: date | None, stated: str | None = None
) -> None:
    """The curator compared the number that was stated with the certificate's photo or the public register."""
    with unit_of_work():
        _check_paper(actor, round_id, paper_id)
        papers.see(actor, paper_id, ends_on=ends_on, stated=stated)


def refuse_paper(actor: Actor, round_id: int, paper_id: int, reason: str) -> None:
    """The curator looked and did not accept it. Raises RuleBroken when no reason is given."""
    if not reason:
        raise RuleBroken("Tulis apa yang tidak cocok, supaya penjual bisa memperbaikinya.")
    with unit_of_work():
        _check_paper(actor, round_id, paper_id)
        papers.refuse(actor, paper_id, reason)


def _check_paper(actor: Actor, round_id: int, paper_id: int) -> None:
    """The paper belongs to the product of a round that this curator may see. Raises NotFound."""
    opened = queries.round_for(actor, round_id)
    if all(paper.id != paper_id for paper in own.papers(opened.product_id).values()):
        raise NotFound(paper_id)


# -- labels -----------------------------------------------------------------------------------


def correct_label(actor: Actor, round_id: int, said: labels.Correction) -> None:
    """The curator says how an element of the label stands, of a product that she may judge. Raises NotFound, RuleBroken."""
    with unit_of_work():
        labels.correct(actor, queries.round_for(actor, round_id).product_id, said, Corrector.CURATOR)


# -- packaging --------------------------------------------------------------------------------


def judge_packaging(
    actor: Actor, round_id: int, code: str, answer: Answer, *, note: str, seen_id: int | None
) -> None:
    """The curator looked at one item of the packaging checklist. Raises RuleBroken, NotFound.

    Only while the round is open, or for the version that is approved: what was sent back is the seller's to mend.
    """
    with unit_of_work():
        opened = queries.round_for(actor, round_id)
        if not may_judge_packaging(opened, own.product(opened.product_id)):
            raise RuleBroken(
                "Tinjauan ini sudah selesai. Kemasannya dinilai lagi saat barangnya diajukan lagi."
            )
        revision = own.revision(opened.revision_id)
        packaging.judge(actor, revision, code, answer, note=note, seen_id=seen_id)


def may_judge_packaging(opened: Round, product: Product) -> bool:
    """A curator who sees this round may judge the packaging of its version now."""
    return product.removed_at is None and (
        opened.state is RoundState.SUBMITTED or product.approved_revision_id == opened.revision_id
    )


# -- official gifts ---------------------------------------------------------------------------


def give_gift(actor: Actor, round_id: int, until: date) -> GiftApproval:
    """An approved product may be handed over as an official gift up to this day. Raises NotEligible."""
    with unit_of_work() as current:
        judged = queries.round_for(actor, round_id)
        product = current.get_one(Product, judged.product_id, with_for_update={"key_share": True})
        if product.approved_revision_id is None or product.approved_revision_id != judged.revision_id:
            raise rules.NotEligible("Hanya versi yang sedang tayang yang bisa jadi oleh-oleh resmi.")
        facts = own.revision(product.approved_revision_id).facts
        needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"))
        there = own.papers(product.id)
        on_show = current.scalar(
            sa.select(StorefrontListing.product_id).where(
                StorefrontListing.product_id == product.id, shop.on_show(clock.now())
            )
        )
        rules.check_gift(
            until=until,
            today=day_in(judged.region_code, clock.now()),
            on_show=on_show is not None,
            needed=needed,
            seen=[kind for kind, paper in there.items() if paper.seen_at is not None],
            paper_ends=min((p.ends_on for k, p in there.items() if k in needed and p.ends_on), default=None),
        )
        _end_gift(product.id, "Diganti dengan persetujuan yang baru.", actor, quietly=True)
        approval = GiftApproval(
            product_id=product.id,
            revision_id=product.approved_revision_id,
            until=until,
            given_at=clock.now(),
            given_by_id=actor.by_id,
        )
        current.add(approval)
        current.flush()
        shelf.publish_gift(product.id, until)
        record(actor, "gift approved", "product", product.id, until=until.isoformat())
        announce(GiftGiven(product_id=product.id, approval_id=approval.id, until=until.isoformat()))
    return approval


def end_gift(actor: Actor, round_id: int, reason: str) -> None:
    """No longer an official gift, with the reason. Raises RuleBroken."""
    if not reason:
        raise RuleBroken("Tulis alasannya: penjual akan membacanya.")
    with unit_of_work():
        judged = queries.round_for(actor, round_id)
        if not _end_gift(judged.product_id, reason, actor):
            raise RuleBroken("Barang ini sudah tidak di rak oleh-oleh resmi.")


def _end_gift(product_id: int, reason: str, actor: Actor | None, *, quietly: bool = False) -> bool:
    approval = queries.open_gift(product_id)
    if approval is None:
        return False
    approval.ended_at, approval.end_reason = clock.now(), reason
    session().flush()
    shelf.publish_gift(product_id, None)
    record(actor, "gift ended", "product", product_id, reason=reason)
    if not quietly:
        announce(GiftEnded(product_id=product_id, approval_id=approval.id, reason=reason))
    return True


def end_lapsed_gifts(now: datetime) -> int:
    """Close the books on approvals that are over; the shelf itself has let them go by its own dates.

    Over: past the chosen day, or a paper has lapsed. What may come back (a gerai closed for a while, a certificate
    given again, a changed number that a curator has yet to see) is only off the shelf for that while.
    """
    ended = 0
    with unit_of_work() as current:
        rows = current.execute(
            sa.select(
                GiftApproval.product_id,
                GiftApproval.until,
                StorefrontListing.village_code,
                StorefrontListing.gift_until,
            )
            .join(StorefrontListing, StorefrontListing.product_id == GiftApproval.product_id)
            .where(
                GiftApproval.ended_at.is_(None),
                sa.or_(StorefrontListing.gift_until.is_(None), StorefrontListing.gift_until <= now),
            )
        ).all()
        for product_id, until, village, on_shelf_until in rows:
            if until < day_in(village, now):
                ended += _end_gift(product_id, "Masa berlakunya habis.", None)
            elif on_shelf_until is not None:
                ended += _end_gift(product_id, "Surat izinnya habis masa berlakunya.", None)
    return ended
