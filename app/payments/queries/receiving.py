"""How gerai let themselves be paid directly."""

from collections.abc import Collection

import sqlalchemy as sa

from app.base import clock
from app.catalog.models import StorefrontListing
from app.catalog.queries import shop
from app.db.ports import port
from app.db.session import session
from app.ledger.models import BankAccount
from app.ledger.queries import bank
from app.payments.models import QrisSticker, SellerWay
from app.payments.rules.offering import House, Till
from app.payments.rules.ways import Way


def tills(seller_ids: Collection[int]) -> dict[int, Till]:
    """What each of these gerai has switched on and has ready, in one statement; also for one that has nothing."""
    sticker = sa.exists().where(QrisSticker.seller_id == SellerWay.seller_id, QrisSticker.until.is_(None))
    rows = session().execute(
        sa.select(
            SellerWay.seller_id,
            sa.func.array_agg(SellerWay.way),
            sa.func.bool_or(BankAccount.id.is_not(None)),
            sa.func.max(bank.transfers_from(clock.now())),
            sa.func.bool_or(sticker),
        )
        .outerjoin(
            BankAccount, sa.and_(BankAccount.seller_id == SellerWay.seller_id, BankAccount.until.is_(None))
        )
        .where(SellerWay.seller_id.in_(seller_ids))
        .group_by(SellerWay.seller_id)
    )
    found = {
        seller: Till(frozenset(Way(one) for one in on), has_account, transfers_from, has_sticker)
        for seller, on, has_account, transfers_from, has_sticker in rows
    }
    return {seller: found.get(seller, Till()) for seller in seller_ids}


def switched_on(seller_id: int) -> frozenset[Way]:
    """The ways that a gerai has switched on, ready or not."""
    return frozenset(session().scalars(sa.select(SellerWay.way).where(SellerWay.seller_id == seller_id)))


def bills_agencies(seller_id: int) -> bool:
    """Agencies may order of her on account, as far as that is up to her: where nobody is paid by bills, nothing is."""
    return Way.INVOICE not in port(House).ways or Way.INVOICE in switched_on(seller_id)


def gift_without_bills(seller_id: int) -> str | None:
    """Name of an official gift of hers that agencies cannot choose, only because she has not switched on their bills; None
    where that is not so, or where nobody can be paid by bills here."""
    if Way.INVOICE not in port(House).ways:
        return None
    billed = sa.exists().where(SellerWay.seller_id == seller_id, SellerWay.way == Way.INVOICE)
    return session().scalar(
        sa.select(StorefrontListing.name)
        .where(StorefrontListing.seller_id == seller_id, shop.official(clock.now()), ~billed)
        .order_by(StorefrontListing.product_id)
        .limit(1)
    )


def sticker(seller_id: int) -> QrisSticker | None:
    """The sticker that holds."""
    return session().scalar(
        sa.select(QrisSticker).where(QrisSticker.seller_id == seller_id, QrisSticker.until.is_(None))
    )


def uses(nmid: str) -> int | None:
    """The gerai whose sticker carries this NMID now."""
    return session().scalar(
        sa.select(QrisSticker.seller_id).where(QrisSticker.nmid == nmid, QrisSticker.until.is_(None))
    )
