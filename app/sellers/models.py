"""Tables of gerai."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.delivery.rules.zones import Zone
from app.sellers.rules import SellerState


class Seller(Model):
    """One gerai. Its street and RT/RW are seen by buyers who fetch or receive from it, never on a shop page."""

    __tablename__ = "sellers"
    __table_args__ = (
        sa.CheckConstraint(
            "state <> 'open' OR (opened_at IS NOT NULL AND village_code IS NOT NULL)", name="open_has_place"
        ),
        sa.CheckConstraint("(leave_from IS NULL) = (leave_until IS NULL)", name="leave_has_both_ends"),
        sa.CheckConstraint("leave_until >= leave_from", name="leave_in_order"),
        sa.CheckConstraint("least_order > 0", name="least_order_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    story: Mapped[str]
    state: Mapped[SellerState]
    village_code: Mapped[str | None] = mapped_column(sa.ForeignKey("regions.code"), index=True)
    street: Mapped[str | None]
    rt: Mapped[str | None]
    rw: Mapped[str | None]
    leave_from: Mapped[date | None]
    leave_until: Mapped[date | None]
    """Both days are days off."""
    least_order: Mapped[int | None]
    """Rupiah of goods from which on the gerai takes an order; None takes any."""
    made_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]


class Membership(Model):
    """A person who makes and sells in a gerai. One open membership a person."""

    __tablename__ = "memberships"
    __table_args__ = (
        sa.Index("uq_memberships_open", "person_id", unique=True, postgresql_where=sa.text("until IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), index=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    is_owner: Mapped[bool]
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class SendingWay(Model):
    """A zone to which a gerai sends (or pick-up)."""

    __tablename__ = "sending_ways"

    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), primary_key=True)
    zone: Mapped[Zone] = mapped_column(primary_key=True)


class SellerService(Model):
    """A courier service that a gerai uses (its code in `data/delivery`), or `own`: her own delivery next door.

    Without a row in this table, in `sending_ways` and in `seller_rates` she sends as the platform does.
    """

    __tablename__ = "seller_services"
    __table_args__ = (
        sa.CheckConstraint("service <> ''", name="service_has_code"),
        sa.CheckConstraint(
            "(service = 'own') = (fee IS NOT NULL) AND (fee IS NULL) = (days IS NULL)",
            name="own_has_fee_and_days",
        ),
        sa.CheckConstraint("fee >= 0 AND days >= 0", name="not_negative"),
    )

    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), primary_key=True)
    service: Mapped[str] = mapped_column(primary_key=True)
    fee: Mapped[int | None]
    days: Mapped[int | None]


class SellerRate(Model):
    """A gerai's own price into a zone, in the place of the platform's: rupiah a kilogram, courier days."""

    __tablename__ = "seller_rates"
    __table_args__ = (
        sa.CheckConstraint("zone <> 'pickup'", name="zone_is_sent_to"),
        sa.CheckConstraint("first_kg > 0 AND next_kg >= 0 AND days > 0", name="amounts_positive"),
    )

    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), primary_key=True)
    zone: Mapped[Zone] = mapped_column(primary_key=True)
    first_kg: Mapped[int]
    next_kg: Mapped[int]
    days: Mapped[int]


class BrandKit(Model):
    """How a gerai shows itself. Without a row it has its own name and the first colours of the palette."""

    __tablename__ = "brand_kits"
    __table_args__ = (
        sa.CheckConstraint("main ~ '^#[0-9a-f]{6}$'", name="main_is_colour"),
        sa.CheckConstraint("accent ~ '^#[0-9a-f]{6}$'", name="accent_is_colour"),
        sa.CheckConstraint("logo_key <> ''", name="logo_has_key"),
    )

    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), primary_key=True)
    name: Mapped[str]
    """As printed; empty while it is the gerai's own name, which may change."""
    logo_key: Mapped[str | None]
    main: Mapped[str]
    accent: Mapped[str]
