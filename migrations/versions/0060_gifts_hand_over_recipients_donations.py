"""gifts: what was handed over, who received it, what makers gave without being paid

Revision ID: 0060
Revises: 0059
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gift_handovers",
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_gift_handovers_somebody_received")),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["people.id"], name=op.f("fk_gift_handovers_noted_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["gift_requests.id"], name=op.f("fk_gift_handovers_request_id_gift_requests")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_gift_handovers")),
    )
    op.create_table(
        "gift_recipients",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("institution", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "official",
                "civil_servant",
                "foreign_guest",
                "public",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("received", sa.Boolean(), nullable=False),
        sa.Column("replaces_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_gift_recipients_somebody_is_named")),
        sa.CheckConstraint(
            "replaces_id IS NULL OR reason <> ''", name=op.f("ck_gift_recipients_correction_has_reason")
        ),
        sa.CheckConstraint(
            "received OR replaces_id IS NOT NULL", name=op.f("ck_gift_recipients_absence_is_a_correction")
        ),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["people.id"], name=op.f("fk_gift_recipients_added_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["replaces_id"],
            ["gift_recipients.id"],
            name=op.f("fk_gift_recipients_replaces_id_gift_recipients"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"], ["gift_requests.id"], name=op.f("fk_gift_recipients_request_id_gift_requests")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_recipients")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_gift_recipients_replaces_id")),
    )
    op.create_index(op.f("ix_gift_recipients_request_id"), "gift_recipients", ["request_id"], unique=False)
    op.create_table(
        "gift_donations",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_id", sa.BigInteger(), nullable=False),
        sa.Column("variant_id", sa.BigInteger(), nullable=False),
        sa.Column("seller_name", sa.Text(), nullable=False),
        sa.Column("goods_name", sa.Text(), nullable=False),
        sa.Column("pieces", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("event_on", sa.Date(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("for_everybody", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "agreed",
                "declined",
                "withdrawn",
                name="donationstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("lots", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "(state = 'agreed') = (lots IS NOT NULL)", name=op.f("ck_gift_donations_agreed_has_taken")
        ),
        sa.CheckConstraint(
            "(state = 'asked') = (ended_at IS NULL)", name=op.f("ck_gift_donations_ended_has_moment")
        ),
        sa.CheckConstraint("event <> ''", name=op.f("ck_gift_donations_event_has_name")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL)", name=op.f("ck_gift_donations_ended_by_somebody")
        ),
        sa.CheckConstraint("people > 0", name=op.f("ck_gift_donations_somebody_receives")),
        sa.CheckConstraint("pieces > 0", name=op.f("ck_gift_donations_pieces_positive")),
        sa.CheckConstraint("price > 0", name=op.f("ck_gift_donations_value_positive")),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_gift_donations_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_gift_donations_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by_id"], ["people.id"], name=op.f("fk_gift_donations_ended_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["seller_id"], ["sellers.id"], name=op.f("fk_gift_donations_seller_id_sellers")
        ),
        sa.ForeignKeyConstraint(
            ["variant_id"], ["variants.id"], name=op.f("fk_gift_donations_variant_id_variants")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gift_donations")),
        sa.UniqueConstraint("number", name=op.f("uq_gift_donations_number")),
    )
    op.create_index(
        "ix_gift_donations_agency", "gift_donations", ["agency_id", "state", "event_on"], unique=False
    )
    op.create_index(op.f("ix_gift_donations_seller_id"), "gift_donations", ["seller_id"], unique=False)
    op.create_table(
        "gift_handover_photos",
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("evidence_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_gift_handover_photos_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["gift_handovers.request_id"],
            name=op.f("fk_gift_handover_photos_request_id_gift_handovers"),
        ),
        sa.PrimaryKeyConstraint("request_id", "evidence_id", name=op.f("pk_gift_handover_photos")),
    )
    op.create_table(
        "gift_handed",
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("need_id", sa.BigInteger(), nullable=False),
        sa.Column("request_id", sa.BigInteger(), nullable=False),
        sa.Column("came", sa.BigInteger(), nullable=False),
        sa.Column("given", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("given >= 0 AND given <= came", name=op.f("ck_gift_handed_given_had_come")),
        sa.ForeignKeyConstraint(
            ["order_line_id", "need_id"],
            ["gift_parts.order_line_id", "gift_parts.need_id"],
            name=op.f("fk_gift_handed_order_line_id_need_id_gift_parts"),
        ),
        sa.ForeignKeyConstraint(
            ["request_id"],
            ["gift_handovers.request_id"],
            name=op.f("fk_gift_handed_request_id_gift_handovers"),
        ),
        sa.PrimaryKeyConstraint("order_line_id", "need_id", name=op.f("pk_gift_handed")),
    )
    op.create_index(op.f("ix_gift_handed_request_id"), "gift_handed", ["request_id"], unique=False)

    for table in ("gift_handovers", "gift_handed", "gift_handover_photos"):
        op.execute(
            f"CREATE TRIGGER {table}_are_history BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        """
        CREATE FUNCTION refuse_change_once_handed_over() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM gift_requests WHERE id = OLD.request_id AND handed_over_on IS NOT NULL) THEN
                RAISE EXCEPTION '% of a hand-over are history: put them right by another row', TG_TABLE_NAME
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN OLD;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER gift_recipients_are_history BEFORE UPDATE ON gift_recipients "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER gift_recipients_stay BEFORE DELETE ON gift_recipients "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change_once_handed_over()"
    )
    op.execute(
        "CREATE TRIGGER gift_recipients_are_kept BEFORE TRUNCATE ON gift_recipients "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_gift_handed_request_id"), table_name="gift_handed")
    op.drop_table("gift_handed")
    op.drop_table("gift_handover_photos")
    op.drop_index(op.f("ix_gift_donations_seller_id"), table_name="gift_donations")
    op.drop_index("ix_gift_donations_agency", table_name="gift_donations")
    op.drop_table("gift_donations")
    op.drop_index(op.f("ix_gift_recipients_request_id"), table_name="gift_recipients")
    op.drop_table("gift_recipients")
    op.drop_table("gift_handovers")
    op.execute("DROP FUNCTION refuse_change_once_handed_over")
