"""gifts: what an agency did about recalled goods stays as it was said

Revision ID: 0065
Revises: 0064
"""

from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION keep_gift_donation_recalls() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE may_change text[] := ARRAY['reminded_at', 'noted_at', 'noted_by_id', 'words'];
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.noted_at IS NULL
                AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '% is history', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER gift_donation_recalls_are_history BEFORE UPDATE OR DELETE ON gift_donation_recalls "
        "FOR EACH ROW EXECUTE FUNCTION keep_gift_donation_recalls()"
    )
    op.execute(
        "CREATE TRIGGER gift_donation_recalls_are_kept BEFORE TRUNCATE ON gift_donation_recalls "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER gift_donation_recalls_are_kept ON gift_donation_recalls")
    op.execute("DROP TRIGGER gift_donation_recalls_are_history ON gift_donation_recalls")
    op.execute("DROP FUNCTION keep_gift_donation_recalls()")
