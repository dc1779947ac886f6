"""The migrated schema is the one that the models describe, and names and types follow the house's rules."""

import enum
import re
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.db.session import db as flask_db

TABLES = flask_db.metadata.sorted_tables
COLUMNS = [column for table in TABLES for column in table.columns]
CATALOGUE = {
    "columns": """
        SELECT table_name || '.' || column_name, data_type, is_nullable, column_default, generation_expression
        FROM information_schema.columns WHERE table_schema = :schema
    """,
    "constraints": """
        SELECT relname || ' ' || conname, pg_get_constraintdef(pg_constraint.oid)
        FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
        WHERE connamespace = CAST(:schema AS regnamespace) AND contype <> 't'
    """,
    "indexes": "SELECT tablename || ' ' || indexname, indexdef FROM pg_indexes WHERE schemaname = :schema",
}
NOT_OURS = ("procrastinate_", "alembic_version")

WALKED_FROM_THEIR_OWN_ROW = {
    "gift_donation_recalls.noted_by_id",
    "gift_donations.asked_by_id", "gift_donations.ended_by_id", "gift_donations.variant_id",
    "gift_handover_photos.evidence_id", "gift_handovers.noted_by_id", "gift_recipients.added_by_id",
    "bundle_parts.variant_id", "bundles.made_by_id", "cart_lines.bundle_id", "order_lines.bundle_id",
    "gift_needs.variant_id", "gift_requests.agreed_by_id", "gift_requests.made_by_id", "gift_requests.post_id",
    "gift_requests.submitted_by_id", "gift_requests.village_code", "gift_steps.by_id",
    "gift_cases.opened_by_id",
    "gift_cases.region_code",
    "gift_cases.revision_id",
    "gift_cases.round_id",
    "gift_votes.person_id",
    "appeals.asked_by_id", "curator_homes.village_code",
    "adjustments.consolidation_id", "agency_bills.agency_id", "parcels.consolidation_id", "post_checks.checked_by_id",
    "post_checks.order_line_id", "posts.agency_id",
    "cart_lines.variant_id", "certificates.region_code", "certificates.revoked_by_id", "certificates.skill_id",
    "commission_rates.made_by_id", "confirm_requests.asked_by_id", "ledger_accounts.post_id", "payment_proofs.evidence_id", "repayments.evidence_id", "qris_stickers.evidence_id",
    "batches.recalled_by_id", "closures.line_id", "complaint_photos.evidence_id", "complaints.mediator_id",
    "evidence.owner_id", "gateway_findings.closed_by_id", "gerai_papers.evidence_id", "gift_approvals.revision_id",
    "label_corrections.by_id", "label_photos.evidence_id", "label_readings.asked_by_id", "label_readings.revision_id", "line_slots.line_id", "offer_changes.by_id",
    "one_time_links.made_by_id", "order_changes.parcel_id", "order_lines.variant_id", "orders.village_code",
    "packaging_answers.answered_by_id", "packaging_answers.evidence_id", "packaging_answers.photo_id", "papers.evidence_id",
    "papers.seen_by_id", "photos.owner_id", "products.approved_revision_id", "products.line_id",
    "programmes.region_code", "resend_goods.line_id", "resend_goods.variant_id", "revision_photos.photo_id", "role_grants.agency_id", "role_grants.given_by_id",
    "print_parts.parcel_id", "print_runs.asked_by_id", "role_grants.region_code", "rule_changes.made_by_id", "rule_changes.region_code", "rounds.judged_by_id", "rounds.region_code", "rounds.revision_id",
    "bank_accounts.stated_by_id", "payout_batches.made_by_id", "payouts.evidence_id",
    "refund_transfers.evidence_id", "refund_transfers.recorded_by_id",
    "rounds.submitted_by_id", "sign_ins.acting_for_id", "stand_ins.made_by_id", "trainings.skill_id",
    "turnover_statements.evidence_id", "turnover_statements.stated_by_id",
    "round_photos.evidence_id", "round_scores.scored_by_id", "rubrics.decided_by_id", "rubrics.made_by_id", "rubrics.region_code",
}  # fmt: skip
"""Foreign keys by which nothing is looked for (or only among few rows): they need no index."""


def catalogue(connection: sa.Connection, what: str, schema: str) -> set[tuple[str, ...]]:
    rows = connection.execute(sa.text(CATALOGUE[what]), {"schema": schema})
    plain = {tuple(re.sub(r"\b(public|by_models)\.", "", str(part)) for part in row) for row in rows}
    return {row for row in plain if not row[0].startswith(NOT_OURS)}


@pytest.mark.parametrize("what", CATALOGUE)
def test_migrations_make_exactly_what_the_models_describe(db: Any, what: str) -> None:
    connection = db.connection()
    connection.execute(sa.text("CREATE SCHEMA by_models"))
    connection.execute(sa.text("SET LOCAL search_path = by_models, public"))
    flask_db.metadata.create_all(connection, checkfirst=False)
    migrated, described = catalogue(connection, what, "public"), catalogue(connection, what, "by_models")
    assert len(described) > 100
    assert migrated - described == set()
    assert described - migrated == set()


def test_alembic_finds_nothing_to_change(db: Any) -> None:
    def ours(name: str | None, kind: str, parents: Any) -> bool:
        return not (kind == "table" and (name or "").startswith("procrastinate_"))

    context = MigrationContext.configure(db.connection(), opts={"compare_type": True, "include_name": ours})
    assert compare_metadata(context, flask_db.metadata) == []


ENUMS = [column for column in COLUMNS if isinstance(column.type, sa.Enum)]


@pytest.mark.parametrize("column", ENUMS, ids=str)
def test_a_column_of_words_lets_in_exactly_its_words(db: Any, column: sa.Column[Any]) -> None:
    kind = column.type
    assert isinstance(kind, sa.Enum)
    assert kind.enum_class is not None
    rows = db.execute(
        sa.text(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'c' AND conrelid = CAST(:table AS regclass) AND conname = :name"
        ),
        {"table": column.table.name, "name": f"ck_{column.table.name}_{kind.name}"},
    ).all()
    assert len(rows) == 1, f"{column} has no CHECK of its words"
    assert set(re.findall(r"'([^']*)'::", rows[0][0])) == {member.value for member in kind.enum_class}
    assert re.search(rf"\(\(?{column.name}\)?", rows[0][0])


def test_every_enum_of_the_models_is_kept_as_words() -> None:
    """By value, never by name, and never as a type of PostgreSQL's own."""
    assert len(ENUMS) >= 12
    for column in ENUMS:
        assert isinstance(column.type, sa.Enum)
        assert not column.type.native_enum
        words = column.type.enum_class
        assert words is not None
        assert issubclass(words, enum.StrEnum)
        assert column.type.enums == [member.value for member in words]


def test_the_database_refuses_a_word_that_is_none(db: Any) -> None:
    with pytest.raises(sa.exc.IntegrityError, match="ck_agencies_agencykind"), db.begin_nested():
        db.execute(sa.text("UPDATE agencies SET kind = 'toko'"))


def test_moments_know_their_zone_and_numbers_have_room() -> None:
    """An int column ends at 2.1 billion, and rupiah, grams and pieces are whole."""
    for column in COLUMNS:
        kind = column.type
        assert not isinstance(kind, sa.DateTime) or kind.timezone, column
        if isinstance(kind, sa.Integer):
            assert isinstance(kind, sa.BigInteger | sa.SmallInteger), column
        assert not isinstance(kind, sa.Numeric), column


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_names_follow_the_convention(table: sa.Table) -> None:
    for constraint in table.constraints:
        prefix = {
            sa.PrimaryKeyConstraint: "pk",
            sa.ForeignKeyConstraint: "fk",
            sa.UniqueConstraint: "uq",
            sa.CheckConstraint: "ck",
        }[type(constraint)]
        assert str(constraint.name).startswith(f"{prefix}_{table.name}"), constraint.name
    for index in table.indexes:
        assert str(index.name).startswith(f"{'uq' if index.unique else 'ix'}_{table.name}"), index.name


def test_what_is_looked_for_has_an_index() -> None:
    """A foreign key that leads no index is on the list above, so that somebody has thought about it."""
    bare = set()
    for table in TABLES:
        first = {next(iter(index.columns)).name for index in table.indexes if len(index.columns)}
        first |= {
            next(iter(one.columns)).name
            for one in table.constraints
            if isinstance(one, sa.PrimaryKeyConstraint | sa.UniqueConstraint)
        }
        names = {next(iter(key.columns)).name for key in table.foreign_key_constraints}
        bare |= {f"{table.name}.{name}" for name in names - first}
    assert bare - WALKED_FROM_THEIR_OWN_ROW == set()
    assert WALKED_FROM_THEIR_OWN_ROW - bare == set(), "these have an index now: take them off the list"


def test_history_is_guarded_by_triggers(db: Any) -> None:
    rows = db.execute(
        sa.text("SELECT tgrelid::regclass::text || ' ' || tgname FROM pg_trigger WHERE NOT tgisinternal")
    )
    ours = {name for (name,) in rows if not name.startswith("procrastinate_")}
    assert ours == {
        "adjustment_shares adjustment_shares_are_history",
        "adjustment_shares adjustment_shares_are_kept",
        "adjustments adjustments_are_history",
        "adjustments adjustments_are_kept",
        "agency_bills agency_bills_are_history",
        "agency_bills agency_bills_are_kept",
        "appeals appeals_are_history",
        "appeals appeals_are_kept",
        "bundle_parts bundle_parts_are_kept",
        "bundle_parts bundle_parts_stay_as_shown",
        "bundles bundles_are_kept",
        "bundles bundles_stay_as_shown",
        "commission_rates commission_rates_are_history",
        "commission_rates commission_rates_are_kept",
        "complaint_steps complaint_steps_are_history",
        "complaint_steps complaint_steps_are_kept",
        "declared_conflicts declared_conflicts_are_history",
        "declared_conflicts declared_conflicts_are_kept",
        "gift_approvals gift_approvals_are_entered_in_time",
        "gift_approvals gift_approvals_are_history",
        "gift_approvals gift_approvals_are_kept",
        "gift_cases gift_cases_are_history",
        "gift_cases gift_cases_are_kept",
        "gift_donation_recalls gift_donation_recalls_are_history",
        "gift_donation_recalls gift_donation_recalls_are_kept",
        "gift_donations gift_donations_are_history",
        "gift_donations gift_donations_are_kept",
        "gift_handed gift_handed_are_entered_in_time",
        "gift_handed gift_handed_are_history",
        "gift_handed gift_handed_are_kept",
        "gift_handover_photos gift_handover_photos_are_entered_in_time",
        "gift_handover_photos gift_handover_photos_are_history",
        "gift_handover_photos gift_handover_photos_are_kept",
        "gift_handovers gift_handovers_are_entered_in_time",
        "gift_handovers gift_handovers_are_history",
        "gift_handovers gift_handovers_are_kept",
        "gift_needs gift_needs_are_entered_in_time",
        "gift_needs gift_needs_are_history",
        "gift_needs gift_needs_are_kept",
        "gift_orders gift_orders_are_entered_in_time",
        "gift_orders gift_orders_are_history",
        "gift_orders gift_orders_are_kept",
        "gift_parts gift_parts_are_entered_in_time",
        "gift_parts gift_parts_are_history",
        "gift_parts gift_parts_are_kept",
        "gift_recipients gift_recipients_are_entered_in_time",
        "gift_recipients gift_recipients_are_history",
        "gift_recipients gift_recipients_are_kept",
        "gift_recipients gift_recipients_stay",
        "gift_requests gift_requests_are_history",
        "gift_requests gift_requests_are_kept",
        "gift_steps gift_steps_are_history",
        "gift_steps gift_steps_are_kept",
        "gift_votes gift_votes_are_entered_in_time",
        "gift_votes gift_votes_are_history",
        "gift_votes gift_votes_are_kept",
        "journal journal_is_history",
        "journal journal_is_kept",
        "label_corrections label_corrections_are_history",
        "label_corrections label_corrections_are_kept",
        "ledger_entries ledger_entries_are_balanced",
        "ledger_entries ledger_entries_are_history",
        "ledger_entries ledger_entries_are_kept",
        "ledger_journals ledger_journals_are_balanced",
        "ledger_journals ledger_journals_are_history",
        "ledger_journals ledger_journals_are_kept",
        "offer_changes offer_changes_are_history",
        "offer_changes offer_changes_are_kept",
        "order_changes order_changes_are_history",
        "order_changes order_changes_are_kept",
        "packaging_answers packaging_answers_are_history",
        "packaging_answers packaging_answers_are_kept",
        "post_checks post_checks_are_history",
        "post_checks post_checks_are_kept",
        "refunds refunds_by_hand_are_proven",
        "revision_photos revision_photos_are_history",
        "revision_photos revision_photos_are_kept",
        "revisions revisions_are_history",
        "revisions revisions_are_kept",
        "round_photos round_photos_are_history",
        "round_photos round_photos_are_kept",
        "round_scores round_scores_are_history",
        "round_scores round_scores_are_kept",
        "rounds rounds_are_history",
        "rounds rounds_are_kept",
        "rubrics rubrics_are_history",
        "rubrics rubrics_are_kept",
        "rule_changes rule_changes_are_history",
        "rule_changes rule_changes_are_kept",
    }
