"""Look-ups of official gifts."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from app.base.actor import Actor
from app.catalog.models import Product, Revision, StorefrontListing
from app.curation.models import GiftApproval, Round
from app.curation.queries.reach import may_see
from app.curation.rules.rounds import RoundState
from app.db.session import session
from app.regions.models import Region
from app.sellers.models import Seller


def open_gift(product_id: int) -> GiftApproval | None:
    """The approval under which a product is an official gift."""
    return session().scalar(
        sa.select(GiftApproval).where(GiftApproval.product_id == product_id, GiftApproval.ended_at.is_(None))
    )


@dataclass(frozen=True)
class Gift:
    """An official gift in the curator's list."""

    approval: GiftApproval
    round_id: int
    name: str
    seller_name: str
    place: str
    shown_until: datetime | None


def gifts(actor: Actor) -> list[Gift]:
    """The official gifts of the curator's region, those that end first at the top."""
    newest = (
        sa.select(sa.func.max(Round.id))
        .where(Round.product_id == GiftApproval.product_id, Round.state == RoundState.APPROVED)
        .correlate(GiftApproval)
        .scalar_subquery()
    )
    rows = session().execute(
        sa.select(
            GiftApproval, Round.id, Revision.name, Seller.name, Region.path, StorefrontListing.gift_until
        )
        .join(Revision, Revision.id == GiftApproval.revision_id)
        .join(Product, Product.id == GiftApproval.product_id)
        .join(Seller, Seller.id == Product.seller_id)
        .join(Round, Round.id == newest)
        .join(Region, Region.code == Round.region_code)
        .join(StorefrontListing, StorefrontListing.product_id == Product.id)
        .where(GiftApproval.ended_at.is_(None), may_see(actor))
        .order_by(GiftApproval.until, GiftApproval.id)
        .limit(200)
    )
    return [Gift(*row) for row in rows]
