"""gifts: requests, what they need, whose parts serve them, and what was done; orders: what they are for

Revision ID: 0057
Revises: 0056
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_requests",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "waiting",
                "under_way",
                "handed_over",
                "cancelled",
                name="requeststate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("handover_on", sa.Date(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("landmark", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("recipients", sa.BigInteger(), nullable=False),
        sa.Column("kinds", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("packaging", sa.Text(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum(
                "city",
                "province",
                "country",
                name="scope",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("may_split", sa.Boolean(), nullable=False),
        sa.Column("sellers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=True),
        sa.Column("for_everybody", sa.Boolean(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "direct",
                "small",
                "catalogue",
                "other",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("document_number", sa.Text(), nullable=False),
        sa.Column(
            "funds",
            sa.Enum(
                "apbd",
                "apbn",
                "pkk",
                "private",
                "other",
                name="funds",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("signer_post", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.BigInteger(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by_id", sa.BigInteger(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("handed_over_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'handed_over') = (handed_over_on IS NOT NULL)",
            name=op.f("ck_gift_requests_handed_over_has_day"),
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (held_until IS NOT NULL)", name=op.f("ck_gift_requests_waiting_is_held")
        ),
        sa.CheckConstraint("event <> ''", name=op.f("ck_gift_requests_event_has_name")),
        sa.CheckConstraint(
            "state <> 'cancelled' OR ended_at IS NOT NULL", name=op.f("ck_gift_requests_ended_has_moment")
        ),
        sa.CheckConstraint(
            "state NOT IN ('under_way', 'handed_over') OR agreed_at IS NOT NULL",
            name=op.f("ck_gift_requests_agreed_has_moment"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('waiting', 'under_way', 'handed_over') OR submitted_at IS NOT NULL",
            name=op.f("ck_gift_requests_submitted_has_moment"),
        ),
        sa.CheckConstraint(
            "(agreed_at IS NULL) = (agreed_by_id IS NULL)", name=op.f("ck_gift_requests_agreed_by_somebody")
        ),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL)",
            name=op.f("ck_gift_requests_submitted_by_somebody"),
        ),
        sa.CheckConstraint("agreed_by_id <> submitted_by_id", name=op.f("ck_gift_requests_two_people")),
        sa.CheckConstraint("budget > 0", name=op.f("ck_gift_requests_budget_positive")),
        sa.CheckConstraint("recipients > 0", name=op.f("ck_gift_requests_somebody_receives")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_gift_requests_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["agreed_by_id"], ["people.id"], name=op.f("fk_gift_requests_agreed_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_gift_requests_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_gift_requests_post_id_posts")),
        sa.ForeignKeyConstraint(
            ["submitted_by_id"], ["people.id"], name=op.f("fk_gift_requests_submitted_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_gift_requests_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_requests")),
        sa.UniqueConstraint("number", name=op.f("uq_gift_requests_number")),
    )
    op.create_index(
        "ix_gift_requests_agency", "gift_requests", ["agency_id", "state", "handover_on"], unique=False
    )
    op.create_table(
        "gift_orders",
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("is_substitute", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_gift_orders_order_id_orders")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["gift_requests.id"], name=op.f("fk_gift_orders_request_id_gift_requests")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_gift_orders")),
    )
    op.create_index(op.f("ix_gift_orders_request_id"), "gift_orders", ["request_id"], unique=False)
    op.create_table(
        "gift_steps",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "move",
            sa.Enum(
                "submit",
                "agree",
                "send_back",
                "take_back",
                "lapse",
                "substitute",
                "hand_over",
                "cancel",
                name="requestmove",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "move <> 'send_back' OR words <> ''", name=op.f("ck_gift_steps_sent_back_has_words")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_gift_steps_by_id_people")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["gift_requests.id"], name=op.f("fk_gift_steps_request_id_gift_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_steps")),
    )
    op.create_index(op.f("ix_gift_steps_request_id"), "gift_steps", ["request_id"], unique=False)
    op.create_table(
        "gift_needs",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces_each", sa.BigInteger(), nullable=False),
        sa.Column("is_box", sa.Boolean(), nullable=False),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("pieces_each > 0", name=op.f("ck_gift_needs_pieces_positive")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["gift_requests.id"], name=op.f("fk_gift_needs_request_id_gift_requests")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_gift_needs_variant_id_variants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_needs")),
    )
    op.create_index(op.f("ix_gift_needs_request_id"), "gift_needs", ["request_id"], unique=False)
    op.create_index(
        "uq_gift_needs_standing",
        "gift_needs",
        ["request_id", "position"],
        unique=True,
        postgresql_where=sa.text("dropped_at IS NULL"),
    )
    op.create_table(
        "gift_parts",
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("need_id", sa.BigInteger(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_gift_parts_pieces_positive")),
        sa.ForeignKeyConstraint(
            ["need_id"], ["gift_needs.id"], name=op.f("fk_gift_parts_need_id_gift_needs")
        ),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_gift_parts_order_line_id_order_lines")
        ),
        sa.PrimaryKeyConstraint("order_line_id", "need_id", name=op.f("pk_gift_parts")),
    )
    op.create_index(op.f("ix_gift_parts_need_id"), "gift_parts", ["need_id"], unique=False)
    op.add_column("orders", sa.Column("purpose", sa.Text(), server_default="", nullable=False))
    op.execute(
        "CREATE TRIGGER gift_steps_are_history BEFORE UPDATE OR DELETE ON gift_steps "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER gift_steps_are_kept BEFORE TRUNCATE ON gift_steps "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_column("orders", "purpose")
    op.drop_index(op.f("ix_gift_parts_need_id"), table_name="gift_parts")
    op.drop_table("gift_parts")
    op.drop_index(
        "uq_gift_needs_standing", table_name="gift_needs", postgresql_where=sa.text("dropped_at IS NULL")
    )
    op.drop_index(op.f("ix_gift_needs_request_id"), table_name="gift_needs")
    op.drop_table("gift_needs")
    op.drop_index(op.f("ix_gift_steps_request_id"), table_name="gift_steps")
    op.drop_table("gift_steps")
    op.drop_index(op.f("ix_gift_orders_request_id"), table_name="gift_orders")
    op.drop_table("gift_orders")
    op.drop_index("ix_gift_requests_agency", table_name="gift_requests")
    op.drop_table("gift_requests")
