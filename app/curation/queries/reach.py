"""What a curator may see: her region, and nothing that is her own."""

import sqlalchemy as sa

from app.accounts.models import StandIn
from app.base.actor import Actor, Role
from app.catalog.models import Product
from app.curation.models import Round
from app.sellers.models import Membership


def in_reach(actor: Actor) -> sa.ColumnElement[bool]:
    """Rounds of her regions; a grant without region covers the country."""
    grants = actor.grants_of(Role.CURATOR)
    if any(grant.region is None for grant in grants):
        return sa.true()
    return sa.or_(sa.false(), *(within(grant.region) for grant in grants))


def within(region: str | None) -> sa.ColumnElement[bool]:
    """Rounds of a region and of what lies in it; of the whole country without one."""
    if region is None:
        return sa.true()
    return sa.or_(Round.region_code == region, Round.region_code.startswith(f"{region}.", autoescape=True))


def not_hers(actor: Actor) -> sa.ColumnElement[bool]:
    """Neither in a gerai where she makes herself, nor of somebody whom she helps as a kader."""
    mine = sa.select(Membership.seller_id).where(
        Membership.person_id == actor.by_id, Membership.until.is_(None)
    )
    helped = (
        sa.select(Membership.seller_id)
        .join(StandIn, StandIn.person_id == Membership.person_id)
        .where(StandIn.kader_id == actor.by_id, StandIn.ended_at.is_(None), Membership.until.is_(None))
    )
    return sa.and_(Product.seller_id.not_in(mine), Product.seller_id.not_in(helped))
