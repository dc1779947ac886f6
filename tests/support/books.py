"""Everything that a purchase may change, at one glance: a refusal must leave it equal."""

from typing import Any

import sqlalchemy as sa

from app.db.session import db

READ = {
    "stock": "SELECT id, stock FROM variants ORDER BY id",
    "shelf": "SELECT product_id, stock FROM storefront_listings ORDER BY product_id",
    "batches": "SELECT id, made, on_hand, withdrawn, recalled_at FROM batches ORDER BY id",
    "lots": "SELECT order_line_id, batch_id, pieces, told_at, repaid_at FROM line_lots ORDER BY 1, 2",
    "again": "SELECT id, variant_id, batch_id, units, sent_at, told_at, repaid_at FROM resend_goods ORDER BY id",
    "days": "SELECT line_id, day, taken FROM line_days WHERE taken > 0 ORDER BY line_id, day",
    "orders": "SELECT id, state, paid_at, ended_at FROM orders ORDER BY id",
    "parcels": "SELECT id, state, courier, tracking, decline_reason, returned, ready_on, arrives_on, answered_at "
    "FROM parcels ORDER BY id",
    "slots": "SELECT order_line_id, day, pieces FROM line_slots ORDER BY order_line_id, day",
    "later days": "SELECT id, parcel_id, new_ready_on, answer FROM delay_requests ORDER BY id",
    "log": "SELECT count(*) FROM order_changes",
    "payments": "SELECT id, state, reference, captured, refunded, trouble FROM payments ORDER BY id",
    "complaints": "SELECT id, state, due_at FROM complaints ORDER BY id",
    "refunds": "SELECT id, state, amount, trouble FROM refunds ORDER BY id",
    "ledger": "SELECT id, balance FROM ledger_accounts WHERE balance <> 0 ORDER BY id",
    "payouts": "SELECT id, state, amount, reference FROM payouts ORDER BY id",
    "bank accounts": "SELECT id, number, until, usable_from, bounced_at FROM bank_accounts ORDER BY id",
    "gift requests": "SELECT id, state, held_until, submitted_at, agreed_at, handover_on, recipients FROM gift_requests ORDER BY id",
    "gift needs": "SELECT id, variant_id, pieces_each, dropped_at FROM gift_needs ORDER BY id",
    "gift parts": "SELECT order_line_id, need_id, pieces FROM gift_parts ORDER BY 1, 2",
    "gift steps": "SELECT count(*) FROM gift_steps",
    "journal": "SELECT count(*) FROM journal",
    "letters": "SELECT count(*) FROM notices",
    "jobs": "SELECT count(*) FROM procrastinate_jobs",
}


def books() -> dict[str, Any]:
    """Goods, orders, money, journal, letters and jobs as they stand now."""
    db.session.flush()
    return {name: [tuple(row) for row in db.session.execute(sa.text(sql))] for name, sql in READ.items()}


def stock_of(variant_id: int) -> int:
    """Pieces on the shelf."""
    return int(db.session.scalar(sa.text("SELECT stock FROM variants WHERE id = :id"), {"id": variant_id}))


def days_of(line_id: int | None) -> dict[str, int]:
    """Day → what is promised of it."""
    rows = db.session.execute(
        sa.text("SELECT day, taken FROM line_days WHERE line_id = :id AND taken > 0 ORDER BY day"),
        {"id": line_id},
    )
    return {day.isoformat(): taken for day, taken in rows}


def journal(subject: str, subject_id: int) -> list[str]:
    """What happened to something, in order."""
    rows = db.session.execute(
        sa.text("SELECT what FROM journal WHERE subject = :subject AND subject_id = :id ORDER BY id"),
        {"subject": subject, "id": subject_id},
    )
    return [what for (what,) in rows]


def letters() -> list[str]:
    """Subjects of all letters, oldest first."""
    return [one for (one,) in db.session.execute(sa.text("SELECT subject FROM notices ORDER BY id"))]
