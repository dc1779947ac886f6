"""How sellers let themselves be paid directly."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.payments.rules.ways import Way


class SellerWay(Model):
    """A way by which a gerai is paid directly. A row stands for a way that she has switched on."""

    __tablename__ = "seller_ways"
    __table_args__ = (sa.CheckConstraint("way NOT IN ('stripe', 'pretend')", name="way_is_direct"),)

    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"), primary_key=True)
    way: Mapped[Way] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class QrisSticker(Model):
    """A seller's own QRIS sticker: the picture as it is, and what its code says. The newest one holds."""

    __tablename__ = "qris_stickers"
    __table_args__ = (
        sa.CheckConstraint("nmid ~ '^ID[0-9]{13}$'", name="nmid_form"),
        # a sticker is one merchant's: what is paid to its number is paid to her
        sa.Index("uq_qris_stickers_nmid", "nmid", unique=True, postgresql_where=sa.text("until IS NULL")),
        sa.Index(
            "uq_qris_stickers_held", "seller_id", unique=True, postgresql_where=sa.text("until IS NULL")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    evidence_id: Mapped[int] = mapped_column(sa.ForeignKey("evidence.id"))
    payload: Mapped[str]
    """The text of the code, unchanged."""
    nmid: Mapped[str]
    merchant: Mapped[str]
    """The name that a buyer's phone shows."""
    since: Mapped[datetime]
    until: Mapped[datetime | None]
