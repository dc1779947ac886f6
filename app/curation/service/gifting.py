"""The word on official gifts."""

from datetime import date, datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import own, shop
from app.catalog.rules.visibility import required_papers
from app.catalog.service import shelf
from app.curation.events import (
    GiftEnded,
    GiftGiven,
)
from app.curation.models import GiftApproval
from app.curation.queries import gifts as gift_queries
from app.curation.queries import rounds
from app.curation.rules import gifts as gift_rules
from app.db.journal import record
from app.db.session import announce, session, unit_of_work


def give_gift(actor: Actor, round_id: int, until: date) -> GiftApproval:
    """An approved product may be handed over as an official gift up to this day. Raises NotEligible."""
    with unit_of_work() as current:
        judged = rounds.round_for(actor, round_id)
        product = current.get_one(Product, judged.product_id, with_for_update={"key_share": True})
        if product.approved_revision_id is None or product.approved_revision_id != judged.revision_id:
            raise gift_rules.NotEligible("Hanya versi yang sedang tayang yang bisa jadi oleh-oleh resmi.")
        facts = own.revision(product.approved_revision_id).facts
        there = own.papers(product.id)
        needed = required_papers(product.category, facts.get("shelf_life"), facts.get("halal"), there)
        on_show = current.scalar(
            sa.select(StorefrontListing.product_id).where(
                StorefrontListing.product_id == product.id, shop.on_show(clock.now())
            )
        )
        gift_rules.check_gift(
            until=until,
            today=day_in(judged.region_code, clock.now()),
            on_show=on_show is not None,
            needed=needed,
            seen=[kind for kind, paper in there.items() if paper.seen_at is not None],
            paper_ends=min((p.ends_on for k, p in there.items() if k in needed and p.ends_on), default=None),
        )
        end(product.id, "Diganti dengan persetujuan yang baru.", actor, quietly=True)
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
        judged = rounds.round_for(actor, round_id)
        if not end(judged.product_id, reason, actor):
            raise RuleBroken("Barang ini sudah tidak di rak oleh-oleh resmi.")


def end(product_id: int, reason: str, actor: Actor | None, *, quietly: bool = False) -> bool:
    """The approval of a product ends now, if there is one; answers whether there was."""
    approval = gift_queries.open_gift(product_id)
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
                ended += end(product_id, "Masa berlakunya habis.", None)
            elif on_shelf_until is not None:
                ended += end(product_id, "Surat izinnya habis masa berlakunya.", None)
    return ended
