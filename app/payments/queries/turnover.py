"""What sellers turn over in a year: money that came for their parcels, less what fell away of them since.

The year is that of the seller's own region. What fell away counts in the year of the sale. Both modes count, for both are
hers; only sales here are known. Commission is not taken off: turnover is gross.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa
from babel.dates import format_date

from app.base.actor import Actor, Role
from app.base.zones import midnight, zone_of
from app.db.session import session
from app.orders.models import Parcel
from app.regions.models import Region
from app.sellers.models import Seller


@dataclass(frozen=True)
class Month:
    """One month of a year, in whole rupiah. `returned` is what fell away of goods and fees."""

    number: int
    goods: int
    sending: int
    returned: int

    @property
    def name(self) -> str:
        """`Januari`."""
        return format_date(date(2000, self.number, 1), "LLLL", locale="id")

    @property
    def total(self) -> int:
        return self.goods + self.sending - self.returned


@dataclass(frozen=True)
class Turnover:
    """A seller's year, by its months; months without sales are there with nothing."""

    year: int
    months: Sequence[Month]

    @property
    def goods(self) -> int:
        return sum(one.goods for one in self.months)

    @property
    def sending(self) -> int:
        return sum(one.sending for one in self.months)

    @property
    def returned(self) -> int:
        return sum(one.returned for one in self.months)

    @property
    def total(self) -> int:
        return sum(one.total for one in self.months)


def turnover(seller: Seller, year: int) -> Turnover:
    """One year of a seller."""
    region = seller.village_code or "36"
    offset = zone_of(region).utcoffset(None) or timedelta(0)
    month = sa.cast(sa.extract("month", sa.func.timezone(offset, Parcel.paid_at)), sa.Integer)
    begin, end = _bounds(region, year)
    rows = session().execute(
        sa.select(
            month,
            sa.func.sum(Parcel.items_total),
            sa.func.sum(Parcel.fee),
            sa.func.sum(Parcel.returned),
        )
        .where(Parcel.seller_id == seller.id, Parcel.paid_at >= begin, Parcel.paid_at < end)
        .group_by(month)
    )
    found = {number: Month(number, int(goods), int(fee), int(back)) for number, goods, fee, back in rows}
    return Turnover(year, [found.get(number, Month(number, 0, 0, 0)) for number in range(1, 13)])


def years(seller: Seller) -> list[int]:
    """Years in which money came, the newest first."""
    region = seller.village_code or "36"
    offset = zone_of(region).utcoffset(None) or timedelta(0)
    year = sa.cast(sa.extract("year", sa.func.timezone(offset, Parcel.paid_at)), sa.Integer)
    rows = session().scalars(
        sa.select(year).where(Parcel.seller_id == seller.id, Parcel.paid_at.is_not(None)).distinct()
    )
    return sorted(rows, reverse=True)


@dataclass(frozen=True)
class NearRow:
    """A gerai whose turnover comes near the limit, or passed it."""

    seller_id: int
    name: str
    place: str
    total: int


def near(actor: Actor, year: int, least: int, limit: int) -> list[NearRow]:
    """Gerai of the officer's regions with at least so many rupiah of turnover in a year, the most first. A region lies in one
    zone, so each of hers has one beginning and one end of the year."""
    total = sa.func.sum(Parcel.total - Parcel.returned)
    reaches = [
        sa.and_(_in(grant.region), Parcel.paid_at >= begin, Parcel.paid_at < end)
        for grant in actor.grants_of(Role.OFFICER)
        if grant.region
        for begin, end in [_bounds(grant.region, year)]
    ]
    rows = session().execute(
        sa.select(Seller.id, Seller.name, Region.path, total)
        .join(Parcel, Parcel.seller_id == Seller.id)
        .join(Region, Region.code == Seller.village_code)
        .where(sa.or_(sa.false(), *reaches))
        .group_by(Seller.id, Region.code)
        .having(total >= least)
        .order_by(total.desc(), Seller.id)
        .limit(limit)
    )
    return [NearRow(seller_id, name, path, int(amount)) for seller_id, name, path, amount in rows]


def _in(region: str) -> sa.ColumnElement[bool]:
    return sa.or_(
        Seller.village_code == region, Seller.village_code.startswith(f"{region}.", autoescape=True)
    )


def _bounds(region: str, year: int) -> tuple[datetime, datetime]:
    return midnight(region, date(year, 1, 1)), midnight(region, date(year + 1, 1, 1))
