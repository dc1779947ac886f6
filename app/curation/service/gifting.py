"""What holds: an official gift is given by its panel, and ends with its day, its papers, its version or its gerai."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.zones import day_in
from app.catalog.models import Product, StorefrontListing
from app.catalog.rules.occasions import checked
from app.catalog.service import shelf
from app.curation.events import GiftEnded, GiftEndsSoon, GiftGiven
from app.curation.models import GiftApproval, GiftCase
from app.curation.queries import gifts as queries
from app.curation.rules import gifts as rules
from app.curation.rules.panel import new_code
from app.db.journal import record
from app.db.session import announce, session, unit_of_work
from app.sellers import queries as sellers
from app.sellers.rules import SellerState

CLOSED = "Gerainya ditutup."


def give(case: GiftCase) -> GiftApproval:
    """The panel has said yes: from its first day on it stands on the shelf. One that held until now makes room quietly."""
    with unit_of_work() as current:
        end(case.product_id, "Diganti dengan persetujuan yang baru.", None, quietly=True)
        today = day_in(case.region_code, clock.now())
        approval = GiftApproval(
            case_id=case.id,
            product_id=case.product_id,
            revision_id=case.revision_id,
            code=new_code(),
            starts_on=case.starts_on,
            until=case.until,
            conditions=list(case.conditions),
            occasions=list(case.occasions),
            given_at=clock.now(),
            reminded=rules.already_reminded((case.until - today).days),
        )
        current.add(approval)
        current.flush()
        shelf.publish_gift(case.product_id, (case.starts_on, case.until), case.occasions)
        record(None, "gift approved", "product", case.product_id, case=case.id, until=case.until.isoformat())
        announce(
            GiftGiven(
                product_id=case.product_id,
                approval_id=approval.id,
                starts_on=case.starts_on,
                until=case.until,
                conditions=tuple(case.conditions),
            )
        )
    return approval


def choose_occasions(actor: Actor, approval_id: int, codes: Collection[str]) -> None:
    """A curator says for which occasions an official gift is right. One that has ended keeps what it had.

    Raises NotFound, UnknownOccasion, RuleBroken.
    """
    chosen = checked(codes)
    with unit_of_work() as current:
        seen = queries.approval_for(actor, approval_id)
        approval = current.get_one(GiftApproval, seen.id, with_for_update=True, populate_existing=True)
        if approval.ended_at is not None:
            raise RuleBroken("Masa berlakunya sudah berakhir, jadi acaranya tidak diubah lagi.")
        before = list(approval.occasions)
        if chosen == before:
            return
        approval.occasions = chosen
        current.flush()
        shelf.publish_gift(approval.product_id, (approval.starts_on, approval.until), chosen)
        record(
            actor, "gift occasions chosen", "product", approval.product_id,
            approval=approval.id, before=before, occasions=chosen,
        )  # fmt: skip


def withdraw(actor: Actor, approval_id: int, reason: str) -> None:
    """A curator takes it off the shelf, with the reason. Raises NotFound, RuleBroken."""
    if not reason:
        raise RuleBroken("Tulis alasannya: penjual akan membacanya.")
    with unit_of_work():
        approval = queries.approval_for(actor, approval_id)
        if approval.ended_at is not None or not end(approval.product_id, reason, actor):
            raise RuleBroken("Barang ini sudah tidak di rak oleh-oleh resmi.")


def end(product_id: int, reason: str, actor: Actor | None, *, quietly: bool = False) -> bool:
    """The approval of a product ends now, if there is one; answers whether there was."""
    approval = session().scalar(
        sa.select(GiftApproval)
        .where(GiftApproval.product_id == product_id, GiftApproval.ended_at.is_(None))
        .with_for_update()
    )
    if approval is None:
        return False
    approval.ended_at, approval.end_reason = clock.now(), reason
    session().flush()
    shelf.publish_gift(product_id, None)
    record(actor, "gift ended", "product", product_id, reason=reason)
    if not quietly:
        announce(GiftEnded(product_id=product_id, approval_id=approval.id, reason=reason))
    return True


def end_of_closed(seller_id: int) -> None:
    """A gerai that is closed gives nothing to guests: what it makes is proposed anew when it opens again."""
    if sellers.get(seller_id).state is not SellerState.CLOSED:
        return
    with unit_of_work() as current:
        held = sa.select(Product.id).join(GiftApproval, GiftApproval.product_id == Product.id)
        for product_id in current.scalars(
            held.where(Product.seller_id == seller_id, GiftApproval.ended_at.is_(None)).order_by(Product.id)
        ).all():
            end(product_id, CLOSED, None)


def end_lapsed(now: datetime) -> int:
    """Close the books on approvals that are over; the shelf itself has let them go by its own dates.

    Over: past the chosen day, removed by its maker, or a paper has lapsed. What may come back (a certificate given again, a
    changed number that a curator has yet to see) is only off the shelf for that while.
    """
    ended = 0
    with unit_of_work() as current:
        rows = current.execute(
            sa.select(
                GiftApproval.product_id,
                GiftApproval.until,
                StorefrontListing.village_code,
                StorefrontListing.gift_until,
                Product.removed_at,
            )
            .join(Product, Product.id == GiftApproval.product_id)
            .join(StorefrontListing, StorefrontListing.product_id == GiftApproval.product_id)
            .where(
                GiftApproval.ended_at.is_(None),
                sa.or_(StorefrontListing.gift_until.is_(None), StorefrontListing.gift_until <= now),
            )
        ).all()
        for product_id, until, village, on_shelf_until, removed_at in rows:
            if until < day_in(village, now):
                ended += end(product_id, "Masa berlakunya habis.", None)
            elif removed_at is not None:
                ended += end(product_id, "Barangnya tidak dijual lagi.", None)
            elif on_shelf_until is not None:
                ended += end(product_id, "Surat izinnya habis masa berlakunya.", None)
    return ended


def remind(now: datetime) -> int:
    """Tell makers and curators 60, 30 and 7 days before the end; answers how many approvals it was about."""
    told = 0
    for approval_id, region in queries.holding():
        with unit_of_work() as current:
            approval = current.get_one(
                GiftApproval, approval_id, with_for_update=True, populate_existing=True
            )
            days_left = (approval.until - day_in(region, now)).days
            due = rules.reminder_due(days_left, approval.reminded)
            if approval.ended_at is not None or due is None:
                continue
            approval.reminded = due
            record(None, "gift end told", "product", approval.product_id, days_left=days_left)
            announce(
                GiftEndsSoon(
                    product_id=approval.product_id,
                    approval_id=approval.id,
                    region=region,
                    until=approval.until,
                    mark=due,
                )
            )
            told += 1
    return told
