"""delivery: PKK posts and their keepers; orders: consolidations of several makers' parts, what keepers found

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

STATES = ("gathering", "complete", "packed", "ready", "sent", "received", "cancelled")
ANSWERS = ("tunggu", "kirim-tanpa", "kembalikan")
MARKS = ("ada", "kurang", "rusak")
PARTIES = ("buyer", "seller", "officer", "gerai")
PARCEL_STATES = ("waiting", "to_answer", "accepted", "packed", "sent", "received", "declined", "cancelled")
MOMENT = sa.DateTime(timezone=True)


def _words(name: str, words: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    _posts()
    _consolidations()
    _parcels()
    _checks()
    op.add_column("adjustments", sa.Column("consolidation_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_adjustments_consolidation_id_consolidations"),
        "adjustments",
        "consolidations",
        ["consolidation_id"],
        ["id"],
    )


def _posts() -> None:
    op.create_table(
        "posts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("village_code", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("handling_fee", sa.BigInteger(), nullable=False),
        sa.Column("gather_days", sa.BigInteger(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint("handling_fee BETWEEN 0 AND 50000", name=op.f("ck_posts_handling_within_reason")),
        sa.CheckConstraint("gather_days BETWEEN 1 AND 7", name=op.f("ck_posts_days_within_reason")),
        sa.ForeignKeyConstraint(["agency_id"], ["agencies.id"], name=op.f("fk_posts_agency_id_agencies")),
        sa.ForeignKeyConstraint(
            ["village_code"], ["regions.code"], name=op.f("fk_posts_village_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts")),
        sa.UniqueConstraint("village_code", "name", name=op.f("uq_posts_village_code_name")),
    )
    op.create_table(
        "post_keepers",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.CheckConstraint("until >= since", name=op.f("ck_post_keepers_in_order")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_post_keepers_post_id_posts")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_post_keepers_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_keepers")),
    )
    op.create_index(op.f("ix_post_keepers_person_id"), "post_keepers", ["person_id"])
    op.create_index(
        "uq_post_keepers_open",
        "post_keepers",
        ["post_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )


def _consolidations() -> None:
    def check(name: str, rule: str) -> sa.CheckConstraint:
        return sa.CheckConstraint(rule, name=op.f(f"ck_consolidations_{name}"))

    op.create_table(
        "consolidations",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("post_name", sa.Text(), nullable=False),
        sa.Column("state", _words("hubstate", STATES), nullable=False),
        sa.Column("way", _words("hubway", ("kirim", "ambil")), nullable=False),
        sa.Column("weight_g", sa.BigInteger(), nullable=False),
        sa.Column("tariff", postgresql.JSONB(), nullable=False),
        sa.Column("handling", sa.BigInteger(), nullable=False),
        sa.Column("fee", sa.BigInteger(), nullable=False),
        sa.Column("returned", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("bring_by", sa.Date(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("ready_on", sa.Date(), nullable=False),
        sa.Column("arrives_on", sa.Date(), nullable=False),
        sa.Column("handover_code", sa.Text(), nullable=True),
        sa.Column("gathered_at", MOMENT, nullable=True),
        sa.Column("packed_at", MOMENT, nullable=True),
        sa.Column("packed_g", sa.BigInteger(), nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("courier", sa.Text(), nullable=True),
        sa.Column("tracking", sa.Text(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("answer_by", MOMENT, nullable=True),
        sa.Column("wait_until", sa.Date(), nullable=True),
        sa.Column("answer", _words("lateanswer", ANSWERS), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answered_by", _words("party", PARTIES), nullable=True),
        check("fee_holds_handling", "fee >= handling AND handling >= 0"),
        check("returned_within_fee", "returned >= 0 AND returned <= fee"),
        check("weight_positive", "weight_g > 0"),
        check("fetched_has_code", "(way = 'ambil') = (handover_code IS NOT NULL)"),
        check("days_in_order", "ready_on >= bring_by AND arrives_on >= ready_on"),
        check("never_earlier_than_promised", "ready_on >= promised_on"),
        check(
            "packed_has_moment",
            "state NOT IN ('packed', 'ready', 'sent', 'received') "
            "OR (gathered_at IS NOT NULL AND packed_at IS NOT NULL)",
        ),
        check("packed_has_weight", "(packed_at IS NULL) = (packed_g IS NULL)"),
        check("sent_has_moment", "state NOT IN ('sent', 'received') OR sent_at IS NOT NULL"),
        check("sent_has_courier", "way = 'ambil' OR (sent_at IS NULL) = (courier IS NULL)"),
        check("received_has_moment", "(state = 'received') = (received_at IS NOT NULL)"),
        check(
            "asked_has_deadline",
            "(asked_at IS NULL) = (answer_by IS NULL) AND (asked_at IS NULL) = (wait_until IS NULL)",
        ),
        check(
            "answered_has_moment",
            "(answer IS NULL) = (answered_at IS NULL) AND (answer IS NULL) = (answered_by IS NULL)",
        ),
        check("answered_was_asked", "answer IS NULL OR asked_at IS NOT NULL"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_consolidations_order_id_orders")),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"], name=op.f("fk_consolidations_post_id_posts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consolidations")),
        sa.UniqueConstraint("order_id", name=op.f("uq_consolidations_order_id")),
    )
    op.create_index("ix_consolidations_post", "consolidations", ["post_id", "state", "bring_by"])


def _parcels() -> None:
    op.add_column("parcels", sa.Column("consolidation_id", sa.BigInteger(), nullable=True))
    op.add_column("parcels", sa.Column("brought_at", MOMENT, nullable=True))
    op.create_foreign_key(
        op.f("fk_parcels_consolidation_id_consolidations"),
        "parcels",
        "consolidations",
        ["consolidation_id"],
        ["id"],
    )
    _parcel_states((*PARCEL_STATES[:4], "at_post", *PARCEL_STATES[4:]))
    for name, rule in (
        ("through_post_has_whole", "(way = 'posko') = (consolidation_id IS NOT NULL)"),
        ("through_post_has_no_fee", "consolidation_id IS NULL OR fee = 0"),
        ("at_post_has_whole", "state <> 'at_post' OR consolidation_id IS NOT NULL"),
    ):
        op.create_check_constraint(op.f(f"ck_parcels_{name}"), "parcels", rule)


def _parcel_states(states: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_parcels_parcelstate"), "parcels", type_="check")
    listed = ", ".join(f"'{one}'" for one in states)
    op.create_check_constraint(op.f("ck_parcels_parcelstate"), "parcels", f"state IN ({listed})")


def _checks() -> None:
    op.create_table(
        "post_checks",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("mark", _words("mark", MARKS), nullable=False),
        sa.Column("missing", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("checked_at", MOMENT, nullable=False),
        sa.CheckConstraint(
            "missing >= 0 AND (mark = 'ada') = (missing = 0)", name=op.f("ck_post_checks_missing_fits_mark")
        ),
        sa.ForeignKeyConstraint(["parcel_id"], ["parcels.id"], name=op.f("fk_post_checks_parcel_id_parcels")),
        sa.ForeignKeyConstraint(
            ["order_line_id"], ["order_lines.id"], name=op.f("fk_post_checks_order_line_id_order_lines")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["people.id"], name=op.f("fk_post_checks_checked_by_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_checks")),
    )
    op.create_index(op.f("ix_post_checks_parcel_id"), "post_checks", ["parcel_id"])
    op.execute(
        "CREATE TRIGGER post_checks_are_history BEFORE UPDATE OR DELETE ON post_checks "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER post_checks_are_kept BEFORE TRUNCATE ON post_checks "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    """An order through a post cannot be told without one: this goes back only where none was placed."""
    op.drop_column("adjustments", "consolidation_id")
    op.drop_table("post_checks")
    for name in ("at_post_has_whole", "through_post_has_no_fee", "through_post_has_whole"):
        op.drop_constraint(op.f(f"ck_parcels_{name}"), "parcels", type_="check")
    _parcel_states(PARCEL_STATES)
    op.drop_column("parcels", "brought_at")
    op.drop_column("parcels", "consolidation_id")
    op.drop_table("consolidations")
    op.drop_table("post_keepers")
    op.drop_table("posts")
