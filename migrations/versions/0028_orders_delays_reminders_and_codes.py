"""orders: later days that buyers are asked for, reminders, codes for handing over

Revision ID: 0028
Revises: 0027
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

ANSWERS = ("agreed", "refused", "withdrawn", "unanswered", "overtaken")
CLEAR = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("parcels", sa.Column("reminded_at", MOMENT, nullable=True))
    _codes()
    op.create_check_constraint(
        op.f("ck_parcels_fetched_by_code"),
        "parcels",
        "zone <> 'pickup' OR state NOT IN ('accepted', 'packed') OR handover_code IS NOT NULL",
    )
    op.create_index(
        "ix_parcels_unanswered", "parcels", ["answer_by"], postgresql_where=sa.text("state = 'to_answer'")
    )
    op.create_table(
        "delay_requests",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("parcel_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("old_ready_on", sa.Date(), nullable=False),
        sa.Column("new_ready_on", sa.Date(), nullable=False),
        sa.Column("old_arrives_on", sa.Date(), nullable=False),
        sa.Column("new_arrives_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answer_by", MOMENT, nullable=False),
        sa.Column(
            "answer",
            sa.Enum(*ANSWERS, name="delayanswer", native_enum=False, create_constraint=True, length=32),
            nullable=True,
        ),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.CheckConstraint("new_ready_on > old_ready_on", name=op.f("ck_delay_requests_later_than_before")),
        sa.CheckConstraint(
            "new_arrives_on >= new_ready_on AND old_arrives_on >= old_ready_on",
            name=op.f("ck_delay_requests_arrives_after_ready"),
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_delay_requests_has_reason")),
        sa.CheckConstraint("answer_by > asked_at", name=op.f("ck_delay_requests_time_to_answer")),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_delay_requests_answer_has_moment")
        ),
        sa.ForeignKeyConstraint(
            ["parcel_id"], ["parcels.id"], name=op.f("fk_delay_requests_parcel_id_parcels")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delay_requests")),
    )
    op.create_index(op.f("ix_delay_requests_parcel_id"), "delay_requests", ["parcel_id"])
    op.create_index(
        "uq_delay_requests_open",
        "delay_requests",
        ["parcel_id"],
        unique=True,
        postgresql_where=sa.text("answer IS NULL"),
    )


def _codes() -> None:
    """What waits to be fetched gets its code now."""
    connection = op.get_bind()
    waiting = connection.execute(
        sa.text("SELECT id FROM parcels WHERE zone = 'pickup' AND state IN ('accepted', 'packed')")
    ).all()
    for (parcel_id,) in waiting:
        code = "".join(secrets.choice(CLEAR) for _ in range(6))
        connection.execute(
            sa.text("UPDATE parcels SET handover_code = :code WHERE id = :id"),
            {"code": code, "id": parcel_id},
        )


def downgrade() -> None:
    op.drop_table("delay_requests")
    op.drop_index("ix_parcels_unanswered", table_name="parcels")
    op.drop_constraint(op.f("ck_parcels_fetched_by_code"), "parcels", type_="check")
    op.drop_column("parcels", "reminded_at")
