"""curation: what the panel gave is not changed afterwards; it only ends

Revision ID: 0062
Revises: 0061
"""

from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_given_gift() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE may_change text[] := ARRAY['ended_at', 'end_reason', 'reminded', 'occasions'];
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL
                AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'gift_approvals is history' USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER gift_approvals_are_history BEFORE UPDATE OR DELETE ON gift_approvals "
        "FOR EACH ROW EXECUTE FUNCTION refuse_given_gift()"
    )
    op.execute(
        "CREATE TRIGGER gift_approvals_are_kept BEFORE TRUNCATE ON gift_approvals "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER gift_approvals_are_kept ON gift_approvals")
    op.execute("DROP TRIGGER gift_approvals_are_history ON gift_approvals")
    op.execute("DROP FUNCTION refuse_given_gift()")
