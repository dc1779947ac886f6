"""gifts: what was asked, agreed, given and seen of requests, rounds, versions and bills is history for everybody

Revision ID: 0063
Revises: 0062
"""

from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

KEPT = {
    "agency_bills": "keep_agency_bills",
    "declared_conflicts": "keep_declared_conflicts",
    "gift_donations": "keep_gift_donations",
    "gift_needs": "keep_gift_needs",
    "gift_orders": "refuse_change",
    "gift_parts": "refuse_change",
    "gift_requests": "keep_gift_requests",
    "revisions": "keep_revisions",
}
"""Table → what looks at an UPDATE or DELETE of its rows."""

ENTERED = {
    "gift_approvals": "enter_gift_approval",
    "gift_handed": "enter_hand_over",
    "gift_handover_photos": "enter_hand_over",
    "gift_handovers": "enter_hand_over",
    "gift_needs": "enter_gift_need",
    "gift_orders": "enter_gift_order",
    "gift_parts": "enter_gift_part",
    "gift_recipients": "enter_gift_recipient",
    "gift_votes": "enter_gift_vote",
}
"""Table → what looks at an INSERT: history is not written afterwards either. What it hangs on is held, so that it cannot end
meanwhile."""

NEVER_EMPTIED = [*KEPT, "bundles", "bundle_parts", "revision_photos"]

REFUSE = "RAISE EXCEPTION '% is history', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'"

FUNCTIONS = {
    # what the head reads is what was asked; what she agreed to stays; what is over does not come back
    "keep_gift_requests": f"""
        DECLARE may_change text[] := CASE OLD.state
            WHEN 'waiting' THEN ARRAY['state', 'held_until', 'agreed_at', 'agreed_by_id']
            WHEN 'under_way' THEN ARRAY['state', 'handed_over_on', 'ended_at']
            ELSE ARRAY[]::text[] END;
        BEGIN
            IF TG_OP = 'UPDATE' AND (
                OLD.state = 'draft' AND NEW.state IN ('draft', 'waiting', 'cancelled')
                AND (NEW.id, NEW.number, NEW.agency_id, NEW.made_at, NEW.made_by_id)
                    = (OLD.id, OLD.number, OLD.agency_id, OLD.made_at, OLD.made_by_id)
                OR (OLD.state = 'waiting' AND NEW.state IN ('waiting', 'draft', 'under_way')
                    OR OLD.state = 'under_way' AND NEW.state IN ('under_way', 'handed_over', 'cancelled'))
                AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change
            ) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # needs are chosen while it is a draft; those of before stay known
    "keep_gift_needs": f"""
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.dropped_at IS NULL
                AND to_jsonb(NEW) - 'dropped_at' = to_jsonb(OLD) - 'dropped_at'
                AND EXISTS (SELECT FROM gift_requests WHERE id = OLD.request_id AND state = 'draft') THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    "enter_gift_need": f"""
        BEGIN
            IF EXISTS (SELECT FROM gift_requests WHERE id = NEW.request_id AND state = 'draft' FOR SHARE) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    "enter_gift_order": f"""
        BEGIN
            IF EXISTS (SELECT FROM gift_requests WHERE id = NEW.request_id AND state IN ('draft', 'under_way') FOR SHARE) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # a part is pieces of a line of an order of the same request, and no more of them than it has
    "enter_gift_part": f"""
        BEGIN
            IF EXISTS (
                SELECT FROM gift_needs n JOIN gift_orders g ON g.request_id = n.request_id
                JOIN gift_requests r ON r.id = n.request_id
                JOIN parcels p ON p.order_id = g.order_id JOIN order_lines l ON l.parcel_id = p.id
                WHERE n.id = NEW.need_id AND l.id = NEW.order_line_id AND r.state IN ('draft', 'under_way')
                AND l.pieces >= NEW.pieces + (
                    SELECT coalesce(sum(pieces), 0) FROM gift_parts WHERE order_line_id = NEW.order_line_id
                )
                FOR SHARE OF r
            ) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # told at once with the hand-over, and not added to afterwards
    "enter_hand_over": f"""
        BEGIN
            IF EXISTS (SELECT FROM gift_requests WHERE id = NEW.request_id AND state = 'under_way' FOR SHARE) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # a name that comes after the hand-over says why, and takes the place of one of the same list
    "enter_gift_recipient": f"""
        BEGIN
            IF (NEW.reason <> '' OR NOT EXISTS (
                    SELECT FROM gift_requests WHERE id = NEW.request_id AND state = 'handed_over'))
                AND (NEW.replaces_id IS NULL OR EXISTS (
                    SELECT FROM gift_recipients WHERE id = NEW.replaces_id AND request_id = NEW.request_id)) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # what a maker is asked for is what she answers; an answer stands
    "keep_gift_donations": f"""
        DECLARE may_change text[] := ARRAY['state', 'ended_at', 'ended_by_id', 'answer', 'lots'];
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.state = 'asked' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # who signs stays; minutes that both sides have noted are agreed
    "keep_agency_bills": f"""
        DECLARE may_change text[] := ARRAY['reminders', 'reminded_at'] || CASE WHEN OLD.due_on IS NULL
            THEN ARRAY['minutes_number', 'minutes_on', 'buyer_noted_at', 'seller_noted_at', 'due_on']
            ELSE ARRAY[]::text[] END;
        BEGIN
            IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    "keep_declared_conflicts": f"""
        BEGIN
            IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL
                AND to_jsonb(NEW) - 'ended_at' = to_jsonb(OLD) - 'ended_at' THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    # a version is what was handed in; how it was kept is written anew with its approval, and never again
    "keep_revisions": f"""
        DECLARE may_change text[] := CASE OLD.state
            WHEN 'submitted' THEN ARRAY['state', 'kept'] ELSE ARRAY['state'] END;
        BEGIN
            IF TG_OP = 'UPDATE' AND (
                OLD.state = 'draft' AND NEW.state IN ('draft', 'submitted')
                AND (NEW.id, NEW.product_id, NEW.number, NEW.made_at)
                    = (OLD.id, OLD.product_id, OLD.number, OLD.made_at)
                OR to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change
                AND (OLD.state, NEW.state) IN (
                    ('submitted', 'submitted'), ('submitted', 'draft'), ('submitted', 'approved'),
                    ('submitted', 'changes_asked'), ('submitted', 'declined'), ('approved', 'superseded'),
                    ('changes_asked', 'submitted'), ('declined', 'submitted')
                )
            ) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    "keep_revision_photos": f"""
        BEGIN
            IF NOT EXISTS (
                SELECT FROM revisions WHERE state <> 'draft' AND id IN (
                    CASE WHEN TG_OP <> 'INSERT' THEN OLD.revision_id END,
                    CASE WHEN TG_OP <> 'DELETE' THEN NEW.revision_id END
                )
            ) THEN
                RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
            END IF;
            {REFUSE};
        END""",
    # nobody speaks when the panel is done, and nothing is official that it has not given
    "enter_gift_vote": f"""
        BEGIN
            IF EXISTS (SELECT FROM gift_cases WHERE id = NEW.case_id AND state = 'voting' FOR SHARE) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
    "enter_gift_approval": f"""
        BEGIN
            IF EXISTS (
                SELECT FROM gift_cases WHERE id = NEW.case_id AND state = 'given' AND starts_on = NEW.starts_on
                AND (product_id, revision_id, until, conditions) = (NEW.product_id, NEW.revision_id, NEW.until, NEW.conditions)
            ) THEN
                RETURN NEW;
            END IF;
            {REFUSE};
        END""",
}

# what was proposed is what the voices are about; what was handed in is what is judged; an appeal is about one decision
PROPOSED = f"""
    DECLARE may_change text[] := ARRAY['state', 'closed_at'];
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = 'voting' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change THEN
            RETURN NEW;
        END IF;
        {REFUSE};
    END"""
HANDED_IN = """
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.state NOT IN ('submitted', 'in_review') OR
            (NEW.id, NEW.product_id, NEW.revision_id, NEW.number, NEW.region_code, NEW.submitted_at, NEW.submitted_by_id,
                NEW.findings, NEW.book_version)
            IS DISTINCT FROM (OLD.id, OLD.product_id, OLD.revision_id, OLD.number, OLD.region_code, OLD.submitted_at,
                OLD.submitted_by_id, OLD.findings, OLD.book_version) THEN
            RAISE EXCEPTION 'a judged round is history' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END"""
APPEALED = """
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.state <> 'waiting'
            OR to_jsonb(NEW) - ARRAY['state', 'closed_at'] <> to_jsonb(OLD) - ARRAY['state', 'closed_at'] THEN
            RAISE EXCEPTION 'an appeal is history' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF NEW.state IN ('upheld', 'overturned') AND (
            SELECT one.judged_by_id = other.judged_by_id OR other.judged_by_id IS NULL
            FROM rounds AS one, rounds AS other WHERE one.id = NEW.round_id AND other.id = NEW.second_id
        ) THEN
            RAISE EXCEPTION 'nobody reads her own decision again' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END"""

PROPOSED_BEFORE = """
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.state <> 'voting' THEN
            RAISE EXCEPTION 'a closed case is history' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END"""
HANDED_IN_BEFORE = """
    BEGIN
        IF TG_OP = 'DELETE' OR OLD.state NOT IN ('submitted', 'in_review') THEN
            RAISE EXCEPTION 'a judged round is history' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END"""
APPEALED_BEFORE = APPEALED.replace(
    "OR to_jsonb(NEW) - ARRAY['state', 'closed_at'] <> to_jsonb(OLD) - ARRAY['state', 'closed_at']",
    "OR NEW.words <> OLD.words OR NEW.round_id <> OLD.round_id",
)


def upgrade() -> None:
    for name, body in FUNCTIONS.items():
        _function(name, body)
    for table, function in KEPT.items():
        _rows(f"{table}_are_history", "UPDATE OR DELETE", table, function)
    for table, function in ENTERED.items():
        _rows(f"{table}_are_entered_in_time", "INSERT", table, function)
    _rows(
        "revision_photos_are_history", "INSERT OR UPDATE OR DELETE", "revision_photos", "keep_revision_photos"
    )
    for table in NEVER_EMPTIED:
        op.execute(
            f"CREATE TRIGGER {table}_are_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    _function("refuse_closed_case", PROPOSED)
    _function("refuse_judged", HANDED_IN)
    _function("refuse_closed_appeal", APPEALED)


def downgrade() -> None:
    _function("refuse_closed_appeal", APPEALED_BEFORE)
    _function("refuse_judged", HANDED_IN_BEFORE)
    _function("refuse_closed_case", PROPOSED_BEFORE)
    for table in NEVER_EMPTIED:
        op.execute(f"DROP TRIGGER {table}_are_kept ON {table}")
    for table in [*KEPT, "revision_photos"]:
        op.execute(f"DROP TRIGGER {table}_are_history ON {table}")
    for table in ENTERED:
        op.execute(f"DROP TRIGGER {table}_are_entered_in_time ON {table}")
    for name in FUNCTIONS:
        op.execute(f"DROP FUNCTION {name}")


def _function(name: str, body: str) -> None:
    op.execute(f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")


def _rows(name: str, when: str, table: str, function: str) -> None:
    op.execute(f"CREATE TRIGGER {name} BEFORE {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
