"""accounts: people and their ways in

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("tried_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_key", "attempts", ["kind", "key", "tried_at"], unique=False)
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("email", name=op.f("uq_people_email")),
        sa.UniqueConstraint("phone", name=op.f("uq_people_phone")),
    )
    op.create_table(
        "one_time_links",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "activate", "reset", name="purpose", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "used_at IS NULL OR used_at <= expires_at", name=op.f("ck_one_time_links_used_in_time")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["people.id"], name=op.f("fk_one_time_links_made_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_one_time_links_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_links_token_hash")),
    )
    op.create_index(op.f("ix_one_time_links_person_id"), "one_time_links", ["person_id"], unique=False)
    op.create_table(
        "sign_ins",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acting_for_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["acting_for_id"], ["people.id"], name=op.f("fk_sign_ins_acting_for_id_people")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sign_ins_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_ins")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_ins_token_hash")),
    )
    op.create_index(op.f("ix_sign_ins_person_id"), "sign_ins", ["person_id"], unique=False)
    op.create_table(
        "stand_ins",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("kader_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_by_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kader_id <> person_id", name=op.f("ck_stand_ins_not_herself")),
        sa.ForeignKeyConstraint(["kader_id"], ["people.id"], name=op.f("fk_stand_ins_kader_id_people")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_stand_ins_made_by_id_people")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stand_ins_person_id_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stand_ins")),
    )
    op.create_index(op.f("ix_stand_ins_person_id"), "stand_ins", ["person_id"], unique=False)
    op.create_index(
        "uq_stand_ins_open",
        "stand_ins",
        ["kader_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "role_grants",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "seller",
                "curator",
                "officer",
                "kader",
                "admin",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("region_code", sa.Text(), nullable=True),
        sa.Column("agency_id", sa.BigInteger(), nullable=True),
        sa.Column("pokja", sa.Text(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role <> 'officer' OR agency_id IS NOT NULL", name=op.f("ck_role_grants_officer_has_agency")
        ),
        sa.CheckConstraint(
            "role NOT IN ('kader', 'officer') OR region_code IS NOT NULL",
            name=op.f("ck_role_grants_reach_has_region"),
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_role_grants_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["given_by_id"], ["people.id"], name=op.f("fk_role_grants_given_by_id_people")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_role_grants_person_id_people")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_role_grants_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grants")),
    )
    op.create_index(op.f("ix_role_grants_person_id"), "role_grants", ["person_id"], unique=False)
    op.create_index(
        "uq_role_grants_open",
        "role_grants",
        ["person_id", "role", "region_code", "agency_id"],
        unique=True,
        postgresql_where=sa.text("ended_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    op.drop_index(
        "uq_role_grants_open",
        table_name="role_grants",
        postgresql_where=sa.text("ended_at IS NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(op.f("ix_role_grants_person_id"), table_name="role_grants")
    op.drop_table("role_grants")
    op.drop_index("uq_stand_ins_open", table_name="stand_ins", postgresql_where=sa.text("ended_at IS NULL"))
    op.drop_index(op.f("ix_stand_ins_person_id"), table_name="stand_ins")
    op.drop_table("stand_ins")
    op.drop_index(op.f("ix_sign_ins_person_id"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_index(op.f("ix_one_time_links_person_id"), table_name="one_time_links")
    op.drop_table("one_time_links")
    op.drop_table("people")
    op.drop_index("ix_attempts_key", table_name="attempts")
    op.drop_table("attempts")
