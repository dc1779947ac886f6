"""The mark of an official gift, for whoever prints it: answers `catalog.ports.OfficialMarks`."""

from datetime import timedelta

import sqlalchemy as sa

from app.base import clock
from app.base.zones import day_in
from app.catalog.models import StorefrontListing
from app.catalog.ports import Mark
from app.catalog.queries import shop
from app.curation.models import GiftApproval
from app.db.session import session


class MarksOfPanels:
    """Knows what the panels have given and what of it holds at this moment."""

    def mark(self, product_id: int) -> Mark | None:
        """None before the first day, after the last, and while a paper is missing: then nothing may say that it is official."""
        now = clock.now()
        row = (
            session()
            .execute(
                sa.select(
                    GiftApproval.code,
                    GiftApproval.until,
                    StorefrontListing.gift_until,
                    StorefrontListing.village_code,
                )
                .join(StorefrontListing, StorefrontListing.product_id == GiftApproval.product_id)
                .where(
                    GiftApproval.product_id == product_id, GiftApproval.ended_at.is_(None), shop.official(now)
                )
            )
            .one_or_none()
        )
        if row is None or row.gift_until is None:
            return None
        # A paper may end before the approval does: the listing's instant is the midnight after the last day.
        last = day_in(row.village_code, row.gift_until - timedelta(seconds=1))
        return Mark(row.code, min(row.until, last))
