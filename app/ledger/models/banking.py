"""Bank accounts to which a seller's money goes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.ledger.rules.banks import bank_name, masked


class BankAccount(Model):
    """A bank account as a gerai has stated it. The newest row of a gerai holds; a trigger refuses every change."""

    __tablename__ = "bank_accounts"
    __table_args__ = (
        sa.CheckConstraint("bank ~ '^[0-9]{3}$'", name="bank_is_code"),
        sa.CheckConstraint("number ~ '^[0-9]{5,20}$'", name="number_is_digits"),
        sa.CheckConstraint("holder <> ''", name="has_holder"),
        sa.CheckConstraint("usable_from >= stated_at", name="usable_after_stating"),
        sa.Index("ix_bank_accounts_newest", "seller_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int] = mapped_column(sa.ForeignKey("sellers.id"))
    bank: Mapped[str]
    """Code of `data/ledger/banks.toml`."""
    number: Mapped[str]
    holder: Mapped[str]
    stated_at: Mapped[datetime]
    stated_by_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    usable_from: Mapped[datetime]
    """Payouts go there from this moment on: a changed account cools off."""

    @property
    def bank_name(self) -> str:
        """As people call the bank."""
        return bank_name(self.bank)

    @property
    def masked(self) -> str:
        """The number as it is shown once it was stated: its last digits."""
        return masked(self.number)
