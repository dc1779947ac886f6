"""Where money goes to: a seller's, or a post's."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.db.session import Model
from app.ledger.rules.accounts import Payee
from app.ledger.rules.banks import bank_name, masked


class BankAccount(Model):
    """The bank account of a seller, for payouts and for transfers that buyers make to her, or of a post, for payouts. A change
    is a new row."""

    __tablename__ = "bank_accounts"
    __table_args__ = (
        sa.CheckConstraint("number ~ '^[0-9]{5,20}$'", name="number_form"),
        sa.Index(
            "uq_bank_accounts_held", "seller_id", unique=True, postgresql_where=sa.text("until IS NULL")
        ),
        sa.Index(
            "uq_bank_accounts_held_by_post",
            "post_id",
            unique=True,
            postgresql_where=sa.text("until IS NULL"),
        ),
        sa.CheckConstraint("num_nonnulls(seller_id, post_id) = 1", name="one_payee"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    seller_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sellers.id"))
    post_id: Mapped[int | None] = mapped_column(sa.ForeignKey("posts.id"))
    bank: Mapped[str]
    """Its code in `data/ledger/banks.toml`."""
    number: Mapped[str]
    holder: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    stated_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("people.id"))
    usable_from: Mapped[datetime | None]
    """Payouts go there from this moment on, for a changed account cools off; at once where it is empty."""
    bounced_at: Mapped[datetime | None]
    """When a payout came back from it: it has to be stated anew."""

    @property
    def payee(self) -> Payee:
        """Whose it is."""
        return Payee(self.seller_id, self.post_id)

    @property
    def bank_name(self) -> str:
        """As people call the bank."""
        return bank_name(self.bank)

    @property
    def masked(self) -> str:
        """The number as it is shown once it was stated: its last digits."""
        return masked(self.number)
