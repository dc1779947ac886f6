"""training: programmes to certificates

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "number_series",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_number_series")),
    )
    op.create_table(
        "skills",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "craft",
            sa.Enum(
                "payet", "keset", "pangan", name="craft", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skills")),
        sa.UniqueConstraint("name", name=op.f("uq_skills_name")),
    )
    op.create_table(
        "programmes",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("agency_id", sa.BigInteger(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=False),
        sa.Column("year", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agencies.id"], name=op.f("fk_programmes_agency_id_agencies")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_programmes_region_code_regions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
    )
    op.create_index(op.f("ix_programmes_agency_id"), "programmes", ["agency_id"], unique=False)
    op.create_table(
        "trainings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("programme_id", sa.BigInteger(), nullable=False),
        sa.Column("skill_id", sa.BigInteger(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("quota", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_trainings_dates_in_order")),
        sa.CheckConstraint("quota > 0", name=op.f("ck_trainings_quota_positive")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programmes.id"], name=op.f("fk_trainings_programme_id_programmes")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_trainings_skill_id_skills")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainings")),
    )
    op.create_index(op.f("ix_trainings_programme_id"), "trainings", ["programme_id"], unique=False)
    op.create_table(
        "participants",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("training_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_participants_person_id_people")),
        sa.ForeignKeyConstraint(
            ["training_id"], ["trainings.id"], name=op.f("fk_participants_training_id_trainings")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participants")),
        sa.UniqueConstraint("training_id", "person_id", name=op.f("uq_participants_training_id_person_id")),
    )
    op.create_index(op.f("ix_participants_person_id"), "participants", ["person_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("participant_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_attendance_participant_id_participants")
        ),
        sa.PrimaryKeyConstraint("participant_id", "day", name=op.f("pk_attendance")),
    )
    op.create_table(
        "certificates",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("participant_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("skill_id", sa.BigInteger(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("shown_name", sa.Text(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoke_reason IS NULL)", name=op.f("ck_certificates_revoked_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["participant_id"], ["participants.id"], name=op.f("fk_certificates_participant_id_participants")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_certificates_person_id_people")),
        sa.ForeignKeyConstraint(
            ["region_code"], ["regions.code"], name=op.f("fk_certificates_region_code_regions")
        ),
        sa.ForeignKeyConstraint(
            ["revoked_by_id"], ["people.id"], name=op.f("fk_certificates_revoked_by_id_people")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skills.id"], name=op.f("fk_certificates_skill_id_skills")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificates")),
        sa.UniqueConstraint("code", name=op.f("uq_certificates_code")),
        sa.UniqueConstraint("number", name=op.f("uq_certificates_number")),
    )
    op.create_index(op.f("ix_certificates_person_id"), "certificates", ["person_id"], unique=False)
    op.create_index(
        "uq_certificates_valid",
        "certificates",
        ["participant_id"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    # names by which trainings are known in public; the admin adds more
    op.bulk_insert(
        sa.table("skills", sa.column("name", sa.Text), sa.column("craft", sa.Text)),
        [
            {"name": "Payet", "craft": "payet"},
            {"name": "Menjahit busana", "craft": "payet"},
            {"name": "Tenun", "craft": "payet"},
            {"name": "Anyaman keset", "craft": "keset"},
            {"name": "Kerajinan tangan", "craft": "keset"},
            {"name": "Olahan camilan", "craft": "pangan"},
            {"name": "Kue dan roti", "craft": "pangan"},
            {"name": "Olahan minuman", "craft": "pangan"},
            {"name": "Bumbu dan sambal", "craft": "pangan"},
        ],
    )


def downgrade() -> None:
    op.drop_index(
        "uq_certificates_valid", table_name="certificates", postgresql_where=sa.text("revoked_at IS NULL")
    )
    op.drop_index(op.f("ix_certificates_person_id"), table_name="certificates")
    op.drop_table("certificates")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_participants_person_id"), table_name="participants")
    op.drop_table("participants")
    op.drop_index(op.f("ix_trainings_programme_id"), table_name="trainings")
    op.drop_table("trainings")
    op.drop_index(op.f("ix_programmes_agency_id"), table_name="programmes")
    op.drop_table("programmes")
    op.drop_table("skills")
    op.drop_table("number_series")
