"""orders: complaints

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

KINDS = ("damaged", "wrong", "missing", "late")
OUTCOMES = ("resend", "part_refund", "return", "drop")
PARTIES = ("buyer", "seller", "officer", "gerai")
STATES = (
    "opened", "offered", "refused", "mediated", "resending", "resent", "returning", "sent_back",
    "settled", "dismissed", "withdrawn", "lapsed",
)  # fmt: skip
STEPS = (
    "open", "offer", "refuse", "mediate", "escalate", *OUTCOMES, "send", "receive", "send_back", "take_back",
    "dismiss", "withdraw", "lapse", "moot",
)  # fmt: skip
MOMENT = sa.DateTime(timezone=True)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def _key(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    target = "complaint_id" if other == "resends" else "id"
    return sa.ForeignKeyConstraint([column], [f"{other}.{target}"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.alter_column("evidence", "owner_id", nullable=True)
    _complaints()
    _steps()
    _goods()


def _complaints() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", _words("complaintkind", KINDS), nullable=False),
        sa.Column("state", _words("complaintstate", STATES), nullable=False),
        sa.Column("wanted", _words("outcome", OUTCOMES), nullable=False),
        sa.Column("wanted_amount", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("reminded_at", MOMENT, nullable=True),
        sa.Column("mediator_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NOT NULL) = (state IN ('settled', 'dismissed', 'withdrawn', 'lapsed'))",
            name=op.f("ck_complaints_ended_has_moment"),
        ),
        sa.CheckConstraint(
            "(due_at IS NULL) = (ended_at IS NOT NULL)", name=op.f("ck_complaints_open_has_clock")
        ),
        sa.CheckConstraint(
            "(wanted = 'part_refund') = (wanted_amount IS NOT NULL)",
            name=op.f("ck_complaints_wish_has_amount"),
        ),
        sa.CheckConstraint("wanted_amount > 0", name=op.f("ck_complaints_amount_positive")),
        _key("complaints", "parcel_id", "parcels"),
        _key("complaints", "mediator_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
    )
    op.create_index(op.f("ix_complaints_parcel_id"), "complaints", ["parcel_id"])
    op.create_index(
        "ix_complaints_due", "complaints", ["due_at"], postgresql_where=sa.text("due_at IS NOT NULL")
    )
    op.create_table(
        "complaint_lines",
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_complaint_lines_pieces_positive")),
        _key("complaint_lines", "complaint_id", "complaints"),
        _key("complaint_lines", "order_line_id", "order_lines"),
        sa.PrimaryKeyConstraint("complaint_id", "order_line_id", name=op.f("pk_complaint_lines")),
    )
    op.create_index(op.f("ix_complaint_lines_order_line_id"), "complaint_lines", ["order_line_id"])
    op.create_table(
        "complaint_photos",
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        _key("complaint_photos", "complaint_id", "complaints"),
        _key("complaint_photos", "evidence_id", "evidence"),
        sa.PrimaryKeyConstraint("complaint_id", "evidence_id", name=op.f("pk_complaint_photos")),
    )


def _steps() -> None:
    op.create_table(
        "complaint_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("party", _words("party", PARTIES), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("move", _words("complaintmove", STEPS), nullable=False),
        sa.Column("outcome", _words("outcome", OUTCOMES), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint(
            "move NOT IN ('open', 'offer', 'resend', 'part_refund', 'return', 'drop') OR outcome IS NOT NULL",
            name=op.f("ck_complaint_steps_names_outcome"),
        ),
        sa.CheckConstraint(
            "move NOT IN ('refuse', 'dismiss') OR words <> ''", name=op.f("ck_complaint_steps_no_has_reason")
        ),
        sa.CheckConstraint(
            "party <> 'officer' OR words <> ''", name=op.f("ck_complaint_steps_mediator_gives_reasons")
        ),
        _key("complaint_steps", "complaint_id", "complaints"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_steps")),
    )
    op.create_index(op.f("ix_complaint_steps_complaint_id"), "complaint_steps", ["complaint_id"])
    op.execute(
        "CREATE TRIGGER complaint_steps_are_history BEFORE UPDATE OR DELETE ON complaint_steps "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER complaint_steps_are_kept BEFORE TRUNCATE ON complaint_steps "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def _goods() -> None:
    op.create_table(
        "resends",
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("courier", sa.Text(), nullable=True),
        sa.Column("tracking", sa.Text(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("received_at", MOMENT, nullable=True),
        sa.CheckConstraint("(sent_at IS NULL) = (courier IS NULL)", name=op.f("ck_resends_sent_has_courier")),
        sa.CheckConstraint(
            "received_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_resends_received_was_sent")
        ),
        _key("resends", "complaint_id", "complaints"),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_resends")),
    )
    op.create_table(
        "resend_goods",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("line_id", sa.BigInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("from_stock", sa.Boolean(), nullable=False),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.Column("repaid_at", MOMENT, nullable=True),
        sa.CheckConstraint("units > 0", name=op.f("ck_resend_goods_units_positive")),
        sa.CheckConstraint("(line_id IS NULL) = (day IS NULL)", name=op.f("ck_resend_goods_hands_have_day")),
        sa.CheckConstraint(
            "CASE WHEN line_id IS NOT NULL THEN NOT from_stock AND batch_id IS NULL "
            "ELSE from_stock OR batch_id IS NOT NULL AND sent_at IS NOT NULL END",
            name=op.f("ck_resend_goods_hands_shelf_or_made"),
        ),
        sa.CheckConstraint(
            "told_at IS NULL OR sent_at IS NOT NULL AND batch_id IS NOT NULL",
            name=op.f("ck_resend_goods_told_was_sent"),
        ),
        sa.CheckConstraint(
            "repaid_at IS NULL OR told_at IS NOT NULL", name=op.f("ck_resend_goods_repaid_was_told")
        ),
        _key("resend_goods", "complaint_id", "resends"),
        _key("resend_goods", "variant_id", "variants"),
        _key("resend_goods", "line_id", "production_lines"),
        _key("resend_goods", "batch_id", "batches"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resend_goods")),
    )
    op.create_index(op.f("ix_resend_goods_complaint_id"), "resend_goods", ["complaint_id"])
    op.create_index(
        "ix_resend_goods_batch_id",
        "resend_goods",
        ["batch_id"],
        postgresql_where=sa.text("batch_id IS NOT NULL"),
    )
    op.create_table(
        "returns",
        sa.Column("complaint_id", sa.BigInteger(), nullable=False),
        sa.Column("courier", sa.Text(), nullable=False),
        sa.Column("tracking", sa.Text(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.Column("received_at", MOMENT, nullable=True),
        sa.Column("is_fit", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(received_at IS NULL) = (is_fit IS NULL)", name=op.f("ck_returns_received_was_seen")
        ),
        _key("returns", "complaint_id", "complaints"),
        sa.PrimaryKeyConstraint("complaint_id", name=op.f("pk_returns")),
    )


def downgrade() -> None:
    """Guests' pictures have no place in the tables of before."""
    for table in (
        "returns",
        "resend_goods",
        "resends",
        "complaint_steps",
        "complaint_photos",
        "complaint_lines",
        "complaints",
    ):
        op.drop_table(table)
    op.execute("DELETE FROM evidence WHERE owner_id IS NULL")
    op.alter_column("evidence", "owner_id", nullable=False)
