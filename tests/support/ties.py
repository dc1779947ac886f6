"""Whether goods, money, states and journal tie out: the sums that may never differ, whatever happened."""

from typing import Any

import sqlalchemy as sa

from app.db.session import db

PIECES = """
SELECT v.id, v.stock + coalesce((
    SELECT sum(l.pieces - l.dropped) FROM order_lines l JOIN parcels p ON p.id = l.parcel_id
    WHERE l.variant_id = v.id AND l.from_stock AND p.state NOT IN ('declined', 'cancelled')), 0)
FROM variants v ORDER BY v.id
"""
"""Variant → pieces on the shelf and in orders together."""

SHELF = """
SELECT s.product_id FROM storefront_listings s
WHERE s.stock <> (SELECT sum(v.stock) FROM variants v WHERE v.product_id = s.product_id AND v.removed_at IS NULL)
"""

DAYS = """
SELECT coalesce(d.line_id, s.line_id), coalesce(d.day, s.day), d.taken, s.pieces
FROM (SELECT line_id, day, taken FROM line_days WHERE taken <> 0) d
FULL JOIN (
    SELECT t.line_id, t.day, sum(t.pieces) AS pieces
    FROM line_slots t JOIN order_lines l ON l.id = t.order_line_id JOIN parcels p ON p.id = l.parcel_id
    WHERE p.state NOT IN ('declined', 'cancelled') GROUP BY 1, 2) s
ON s.line_id = d.line_id AND s.day = d.day
WHERE d.taken IS DISTINCT FROM s.pieces
"""

MONEY = """
SELECT o.number, o.state, paid.captured, parts.kept, back.promised, paid.refunded, back.done
FROM orders o
CROSS JOIN LATERAL (SELECT coalesce(sum(captured), 0) AS captured, coalesce(sum(refunded), 0) AS refunded
    FROM payments WHERE order_id = o.id) paid
CROSS JOIN LATERAL (SELECT CASE WHEN o.paid_at IS NULL THEN 0 ELSE sum(total - returned)
    + coalesce((SELECT fee - returned FROM consolidations WHERE order_id = o.id), 0) END AS kept
    FROM parcels WHERE order_id = o.id) parts
CROSS JOIN LATERAL (SELECT coalesce(sum(r.amount), 0) AS promised,
    coalesce(sum(r.amount) FILTER (WHERE r.state = 'done'), 0) AS done
    FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id) back
WHERE paid.captured <> parts.kept + back.promised OR paid.refunded <> back.done
"""

SUMS = """
SELECT o.number, o.items_total, o.shipping_total, parts.items, parts.fees, shared.fee, parts.returned, back.own,
    shared.returned, back.shared
FROM orders o
CROSS JOIN LATERAL (SELECT sum(items_total) AS items, sum(fee) AS fees, sum(returned) AS returned
    FROM parcels WHERE order_id = o.id) parts
CROSS JOIN LATERAL (SELECT coalesce(sum(fee), 0) AS fee, coalesce(sum(returned), 0) AS returned
    FROM consolidations WHERE order_id = o.id) shared
CROSS JOIN LATERAL (SELECT
    coalesce(sum(a.goods + CASE WHEN a.consolidation_id IS NULL THEN a.fee ELSE 0 END), 0) AS own,
    coalesce(sum(a.fee) FILTER (WHERE a.consolidation_id IS NOT NULL), 0) AS shared
    FROM adjustments a JOIN parcels p ON p.id = a.parcel_id WHERE p.order_id = o.id) back
WHERE o.items_total <> parts.items OR o.shipping_total <> parts.fees + shared.fee
    OR parts.returned <> back.own OR shared.returned <> back.shared
"""
"""Σ parts and the one fee of what goes through a post = the order; what adjustments say went back = what is noted."""

WHOLES = """
SELECT c.id, c.state, array_agg(p.state ORDER BY p.id) FILTER (WHERE p.id IS NOT NULL)
FROM consolidations c LEFT JOIN parcels p ON p.consolidation_id = c.id
    AND p.state NOT IN ('declined', 'cancelled') GROUP BY c.id
HAVING NOT CASE
    WHEN c.state = 'cancelled' THEN count(p.id) = 0
    WHEN c.state = 'gathering' THEN bool_or(p.state IN ('waiting', 'to_answer', 'accepted', 'packed'))
        AND bool_and(p.state IN ('waiting', 'to_answer', 'accepted', 'packed', 'at_post'))
    WHEN c.state IN ('complete', 'packed', 'ready') THEN bool_and(p.state = 'at_post')
    WHEN c.state = 'sent' THEN bool_and(p.state IN ('sent', 'received')) AND bool_or(p.state = 'sent')
    ELSE bool_and(p.state = 'received')
END
"""
"""What a post makes stands as its parts do."""

STATES = """
SELECT o.number, o.state, o.paid_at IS NOT NULL, array_agg(p.state ORDER BY p.id)
FROM orders o JOIN parcels p ON p.order_id = o.id GROUP BY o.id
HAVING NOT CASE
    WHEN o.state = 'placed' THEN o.paid_at IS NULL AND o.ended_at IS NULL AND bool_and(p.state = 'waiting')
    WHEN o.state = 'expired' THEN o.paid_at IS NULL AND bool_and(p.state = 'cancelled')
    WHEN o.state = 'cancelled' AND o.paid_at IS NULL THEN bool_and(p.state = 'cancelled')
    WHEN o.state = 'cancelled' THEN bool_and(p.state IN ('declined', 'cancelled'))
    WHEN o.state = 'closed' THEN bool_and(p.state IN ('received', 'declined', 'cancelled')) AND bool_or(p.state = 'received')
    ELSE o.paid_at IS NOT NULL AND o.ended_at IS NULL
        AND bool_and(p.state <> 'waiting') AND bool_or(p.state NOT IN ('received', 'declined', 'cancelled'))
END
"""

TOLD = """
SELECT o.number, w.what, w.due, (SELECT count(*) FROM journal j
    WHERE j.subject = w.subject AND j.subject_id = w.id AND j.what = w.what) AS told
FROM orders o CROSS JOIN LATERAL (
    SELECT 'order' AS subject, o.id, 'order placed' AS what, 1 AS due
    UNION ALL SELECT 'order', o.id, 'order paid', (o.paid_at IS NOT NULL)::int
    UNION ALL SELECT 'order', o.id, 'order ' || s, (o.state = s)::int
        FROM unnest(ARRAY['expired', 'cancelled', 'closed']) s
    UNION ALL SELECT 'order', o.id, 'payment opened', count(*) FROM payments WHERE order_id = o.id
    UNION ALL SELECT 'order', o.id, 'payment settled', count(*) FROM payments
        WHERE order_id = o.id AND state = 'succeeded'
    UNION ALL SELECT 'order', o.id, 'refund asked', count(*)
        FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id
    UNION ALL SELECT 'order', o.id, 'refund done', count(*)
        FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id AND r.state = 'done'
    UNION ALL SELECT 'parcel', id, 'parcel packed', (packed_at IS NOT NULL)::int FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel sent', (sent_at IS NOT NULL)::int FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel received', (state = 'received')::int FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel declined', (state = 'declined')::int FROM parcels WHERE order_id = o.id
) w
WHERE w.due <> (SELECT count(*) FROM journal j
    WHERE j.subject = w.subject AND j.subject_id = w.id AND j.what = w.what)
"""


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.flush()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def differences() -> dict[str, list[tuple[Any, ...]]]:
    """What does not tie out, by name; empty when everything does."""
    checks = {
        "shelf": SHELF,
        "days": DAYS,
        "money": MONEY,
        "states": STATES,
        "journal": TOLD,
        "sums": SUMS,
        "wholes": WHOLES,
    }
    return {name: found for name, sql in checks.items() if (found := rows(sql))}
