"""Whether goods, money, states and journal tie out: the sums that may never differ, whatever happened."""

from typing import Any

import sqlalchemy as sa

from app.db.session import db
from app.payments.queries import tying

PIECES = """
SELECT v.id, v.stock + coalesce((
    SELECT sum(l.pieces - l.dropped) FROM order_lines l JOIN parcels p ON p.id = l.parcel_id
    WHERE l.variant_id = v.id AND l.from_stock AND p.state NOT IN ('declined', 'cancelled')), 0)
  + coalesce((SELECT sum(g.units) FROM resend_goods g WHERE g.variant_id = v.id AND g.from_stock), 0)
  + coalesce((SELECT sum((one ->> 1)::bigint)
    FROM complaint_steps s JOIN complaints c ON c.id = s.complaint_id JOIN parcels p ON p.id = c.parcel_id
    JOIN adjustments a ON a.id = (s.facts ->> 'adjustment')::bigint
    CROSS JOIN LATERAL jsonb_array_elements(a.pieces) one
    JOIN order_lines l ON l.id = (one ->> 0)::bigint
    LEFT JOIN returns b ON b.complaint_id = c.id AND b.received_at = s.happened_at
    WHERE s.move IN ('drop', 'take_back') AND p.sent_at <= s.happened_at AND b.is_fit IS NOT TRUE
        AND l.variant_id = v.id AND l.from_stock), 0)
FROM variants v ORDER BY v.id
"""
"""Variant → pieces on the shelf, in orders, sent a second time, and lost by a complaint after sending, together."""

SHELF = """
SELECT s.product_id FROM storefront_listings s
WHERE s.stock <> (SELECT sum(v.stock) FROM variants v WHERE v.product_id = s.product_id AND v.removed_at IS NULL)
"""

DAYS = """
SELECT coalesce(d.line_id, s.line_id), coalesce(d.day, s.day), d.taken, s.pieces
FROM (SELECT line_id, day, taken FROM line_days WHERE taken <> 0) d
FULL JOIN (
    SELECT t.line_id, t.day, sum(t.pieces) AS pieces
    FROM (SELECT t.line_id, t.day, t.pieces
        FROM line_slots t JOIN order_lines l ON l.id = t.order_line_id JOIN parcels p ON p.id = l.parcel_id
        WHERE p.state NOT IN ('declined', 'cancelled') OR p.sent_at IS NOT NULL
        UNION ALL SELECT g.line_id, g.day, g.units FROM resend_goods g WHERE g.line_id IS NOT NULL) t
    GROUP BY 1, 2) s
ON s.line_id = d.line_id AND s.day = d.day
WHERE d.taken IS DISTINCT FROM s.pieces
"""

BATCHES = """
SELECT b.id, b.made, b.on_hand, b.withdrawn, sum(t.pieces) FILTER (WHERE t.in_order)
FROM batches b LEFT JOIN (
    SELECT t.batch_id, t.pieces, p.state NOT IN ('declined', 'cancelled') OR p.sent_at IS NOT NULL AS in_order FROM line_lots t
    JOIN order_lines l ON l.id = t.order_line_id JOIN parcels p ON p.id = l.parcel_id
    UNION ALL SELECT g.batch_id, g.units, g.sent_at IS NOT NULL OR c.state = 'resending' FROM resend_goods g
    JOIN complaints c ON c.id = g.complaint_id WHERE g.batch_id IS NOT NULL) t ON t.batch_id = b.id
GROUP BY b.id
HAVING b.made <> b.on_hand + b.withdrawn + coalesce(sum(t.pieces), 0) OR bool_or(NOT t.in_order)
"""
"""Every piece of a batch is on hand, withdrawn, in an order that has not ended without it, or sent again."""

CODED = """
SELECT v.id, v.stock, sum(b.on_hand) FROM variants v JOIN batches b ON b.variant_id = v.id
GROUP BY v.id HAVING sum(b.on_hand) > v.stock
"""
"""What carries a code is part of the stock."""

LOTS = """
SELECT l.id, l.pieces, l.dropped, sum(t.pieces) FROM order_lines l
JOIN parcels p ON p.id = l.parcel_id JOIN line_lots t ON t.order_line_id = l.id
GROUP BY l.id, p.id
HAVING sum(t.pieces) > CASE WHEN p.sent_at IS NOT NULL OR p.state = 'received' THEN l.pieces ELSE l.pieces - l.dropped END
"""
"""No line has more pieces out of batches than it has pieces; what was sent stays known, whatever is paid back for it."""

AGAIN = """
SELECT c.id, v.variant_id, c.state, took.sent, took.coded, took.lying, v.pieces, steps.sent
FROM complaints c
CROSS JOIN LATERAL (SELECT l.variant_id, sum(x.pieces) AS pieces, bool_or(p.category IN ('camilan', 'minuman', 'bumbu')) AS food
    FROM complaint_lines x JOIN order_lines l ON l.id = x.order_line_id JOIN products p ON p.id = l.product_id
    WHERE x.complaint_id = c.id GROUP BY 1) v
CROSS JOIN LATERAL (SELECT
    coalesce(sum(g.units) FILTER (WHERE g.sent_at IS NOT NULL AND (g.from_stock OR g.batch_id IS NOT NULL)), 0) AS sent,
    coalesce(sum(g.units) FILTER (WHERE g.sent_at IS NOT NULL AND g.batch_id IS NOT NULL), 0) AS coded,
    coalesce(sum(g.units) FILTER (WHERE g.sent_at IS NULL AND g.from_stock), 0) AS lying,
    bool_or(g.sent_at IS NULL AND g.line_id IS NOT NULL) AS laid
    FROM resend_goods g WHERE g.complaint_id = c.id AND g.variant_id = v.variant_id) took
CROSS JOIN LATERAL (SELECT count(*) AS sent FROM complaint_steps s WHERE s.complaint_id = c.id AND s.move = 'send') steps
WHERE took.lying NOT IN (0, v.pieces)
    OR (took.lying > 0 OR took.laid IS TRUE) <> (c.state = 'resending')
    OR (v.food AND (took.sent <> steps.sent * v.pieces OR took.coded <> took.sent))
"""
"""What is sent again is as many pieces as were complained about, at home only while it is promised; food leaves with codes."""

MONEY = """
SELECT o.number, o.state, paid.captured, parts.kept, back.promised, paid.refunded, back.done
FROM orders o
CROSS JOIN LATERAL (SELECT coalesce(sum(captured), 0) AS captured, coalesce(sum(refunded), 0) AS refunded
    FROM payments WHERE order_id = o.id) paid
CROSS JOIN LATERAL (SELECT coalesce(sum(total - returned), 0)
    + CASE WHEN o.paid_at IS NULL THEN 0 ELSE
        coalesce((SELECT fee - returned FROM consolidations WHERE order_id = o.id), 0) END
    + coalesce((SELECT sum(y.code + CASE WHEN y.accepted - y.due <= 999 THEN greatest(y.accepted - y.due, -y.code) ELSE 0 END)
        FROM payments y JOIN parcels q ON q.id = y.parcel_id
        WHERE y.order_id = o.id AND y.state = 'succeeded' AND q.paid_at IS NOT NULL AND q.returned < q.total
        AND NOT EXISTS (SELECT FROM refunds WHERE payment_id = y.id AND adjustment_id IS NULL AND NOT surplus)), 0) AS kept
    FROM parcels WHERE order_id = o.id AND paid_at IS NOT NULL) parts
CROSS JOIN LATERAL (SELECT coalesce(sum(r.amount), 0) AS promised,
    coalesce(sum(r.amount) FILTER (WHERE r.state = 'done'), 0) AS done
    FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id) back
WHERE paid.captured <> parts.kept + back.promised OR paid.refunded <> back.done
"""

RETURNED = """
SELECT p.id, p.returned, a.amount, l.dropped, a.pieces FROM parcels p
CROSS JOIN LATERAL (SELECT
    coalesce(sum(amount - CASE WHEN consolidation_id IS NULL THEN 0 ELSE fee END), 0) AS amount, coalesce(sum((SELECT sum((one->>1)::int)
    FROM jsonb_array_elements(pieces) one)), 0) AS pieces FROM adjustments WHERE parcel_id = p.id) a
CROSS JOIN LATERAL (SELECT sum(dropped) AS dropped FROM order_lines WHERE parcel_id = p.id) l
WHERE p.returned <> a.amount OR l.dropped <> a.pieces
"""
"""Each rupiah returned and each piece dropped stands in an adjustment."""

PROMISED = """
SELECT p.id, p.promised_on, p.ready_on, d.agreed FROM parcels p
CROSS JOIN LATERAL (SELECT max(new_ready_on) AS agreed FROM delay_requests
    WHERE parcel_id = p.id AND answer = 'agreed') d
WHERE p.arrives_on < p.ready_on OR p.ready_on <> coalesce(d.agreed, p.promised_on) AND NOT EXISTS (
    SELECT FROM order_changes h WHERE h.order_id = p.order_id AND h.parcel_id = p.id
    AND h.party = 'buyer' AND h.what IN ('late_wait', 'late_apart'))
"""
"""The promised day, unless the buyer has agreed to another, also where she was asked about what had not come to its post; her
silence moves none."""

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
    WHEN o.state = 'placed' THEN o.paid_at IS NULL AND o.ended_at IS NULL AND bool_or(p.state = 'waiting')
        AND bool_and(p.state = 'waiting' OR p.state = 'cancelled' AND p.pay_by IS NOT NULL)
    WHEN o.state = 'agreed' THEN o.paid_at IS NULL AND o.ended_at IS NULL AND bool_and(p.paid_at IS NULL)
        AND bool_or(p.asked_at IS NOT NULL)
    WHEN o.state = 'expired' THEN o.paid_at IS NULL AND bool_and(p.state = 'cancelled')
    WHEN o.state = 'cancelled' AND o.paid_at IS NULL THEN bool_and(
        p.state = 'cancelled' OR p.state = 'declined' AND p.asked_at IS NOT NULL AND p.paid_at IS NULL)
    WHEN o.state = 'cancelled' THEN bool_and(p.state IN ('declined', 'cancelled'))
    WHEN o.state = 'closed' THEN bool_and(p.state IN ('received', 'declined', 'cancelled')) AND bool_or(p.state = 'received')
    ELSE o.paid_at IS NOT NULL AND o.ended_at IS NULL
        AND bool_and(p.state <> 'waiting' OR p.pay_by IS NOT NULL) AND bool_or(p.state NOT IN ('received', 'declined', 'cancelled'))
END
"""

TOLD = """
SELECT o.number, w.what, w.due, (SELECT count(*) FROM journal j
    WHERE j.subject = w.subject AND j.subject_id = w.id AND j.what = ANY(string_to_array(w.what, '|'))) AS told
FROM orders o CROSS JOIN LATERAL (
    SELECT 'order' AS subject, o.id, 'order placed|order commissioned' AS what, 1 AS due
    UNION ALL SELECT 'order', o.id, 'order paid', count(*) FROM payments y
        WHERE y.order_id = o.id AND y.parcel_id IS NULL AND y.state = 'succeeded' AND NOT EXISTS (
            SELECT FROM refunds WHERE payment_id = y.id AND adjustment_id IS NULL AND NOT surplus)
    UNION ALL SELECT 'parcel', y.parcel_id, 'parcel paid', count(*) FROM payments y
        WHERE y.order_id = o.id AND y.parcel_id IS NOT NULL AND y.state = 'succeeded' AND NOT EXISTS (
            SELECT FROM refunds WHERE payment_id = y.id AND adjustment_id IS NULL AND NOT surplus)
        GROUP BY y.parcel_id
    UNION ALL SELECT 'order', o.id, 'order ' || s, (o.state = s)::int
        + CASE WHEN s = 'expired' THEN (SELECT count(*) FROM journal j WHERE j.subject = 'order'
            AND j.subject_id = o.id AND j.what = 'order revived') ELSE 0 END
        FROM unnest(ARRAY['expired', 'cancelled', 'closed']) s
    UNION ALL SELECT 'order', o.id, 'payment opened', count(*) FROM payments WHERE order_id = o.id
    UNION ALL SELECT 'order', o.id, 'payment settled', count(*) FROM payments
        WHERE order_id = o.id AND state = 'succeeded'
    UNION ALL SELECT 'order', o.id, 'refund asked', count(*)
        FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id
    UNION ALL SELECT 'order', o.id, 'refund done', coalesce(sum(r.bounced + (r.state = 'done')::int), 0)
        FROM refunds r JOIN payments p ON p.id = r.payment_id WHERE p.order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel packed', (packed_at IS NOT NULL)::int
        + (SELECT count(*) FROM journal j WHERE j.subject = 'parcel' AND j.subject_id = parcels.id
            AND j.what = 'parcel opened again') FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel sent', (courier IS NOT NULL)::int FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel received|parcel counted as received|parcel fetched', (state = 'received')::int
        FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel declined|parcel lapsed', (state = 'declined')::int
        FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel cancelled|parcel given up', (state = 'cancelled' AND asked_at IS NOT NULL)::int
        FROM parcels WHERE order_id = o.id
    UNION ALL SELECT 'parcel', id, 'parcel adjusted', (SELECT count(*) FROM adjustments WHERE parcel_id = parcels.id)
        FROM parcels WHERE order_id = o.id
) w
WHERE w.due <> (SELECT count(*) FROM journal j
    WHERE j.subject = w.subject AND j.subject_id = w.id AND j.what = ANY(string_to_array(w.what, '|')))
"""


COMPLAINTS = """
SELECT c.id, c.state, r.sent_at, b.received_at, back.money, told.steps, told.journal, told.log
FROM complaints c JOIN parcels p ON p.id = c.parcel_id
LEFT JOIN resends r ON r.complaint_id = c.id LEFT JOIN returns b ON b.complaint_id = c.id
CROSS JOIN LATERAL (SELECT s.move, s.facts FROM complaint_steps s
    WHERE s.complaint_id = c.id ORDER BY s.id DESC LIMIT 1) last
CROSS JOIN LATERAL (SELECT count(*) AS money FROM adjustments a WHERE a.parcel_id = p.id AND a.kind = 'complaint'
    AND a.id = (last.facts ->> 'adjustment')::bigint) back
CROSS JOIN LATERAL (SELECT
    (SELECT count(*) FROM complaint_steps s WHERE s.complaint_id = c.id) AS steps,
    (SELECT count(*) FROM journal j WHERE j.subject = 'complaint' AND j.subject_id = c.id
        AND j.what NOT IN ('complaint read', 'complaint reminded', 'complaint photos added')) AS journal,
    (SELECT count(*) FROM order_changes o WHERE o.parcel_id = p.id AND o.what LIKE 'complaint!_%' ESCAPE '!') AS log) told
WHERE told.steps <> told.journal
    OR told.log <> (SELECT count(*) FROM complaint_steps s JOIN complaints d ON d.id = s.complaint_id WHERE d.parcel_id = p.id)
    OR NOT CASE
        WHEN c.state = 'settled' AND last.move IN ('part_refund', 'drop', 'take_back') THEN back.money > 0
        WHEN c.state = 'settled' THEN last.move = 'receive' AND r.received_at IS NOT NULL
        WHEN c.state = 'resending' THEN r.sent_at IS NULL AND EXISTS (SELECT FROM resend_goods g WHERE g.complaint_id = c.id)
        WHEN c.state = 'resent' THEN r.sent_at IS NOT NULL AND r.received_at IS NULL
        WHEN c.state = 'sent_back' THEN b.received_at IS NULL AND b.sent_at IS NOT NULL
        ELSE true
    END
"""
"""A settled complaint has its money or its second parcel; every step stands in journal and log."""


OVERFULL = """
SELECT d.line_id, d.day, d.taken FROM line_days d JOIN production_lines l ON l.id = d.line_id
WHERE d.taken > l.per_day OR d.taken < 0
"""
"""Days on which more is promised than the hands can make; a pace that was slowed down meanwhile would stand here too."""


def rows(sql: str) -> list[tuple[Any, ...]]:
    db.session.flush()
    return [tuple(row) for row in db.session.execute(sa.text(sql))]


def differences() -> dict[str, list[tuple[Any, ...]]]:
    """What does not tie out, by name; empty when everything does."""
    checks = {
        "shelf": SHELF,
        "days": DAYS,
        "batches": BATCHES,
        "coded": CODED,
        "lots": LOTS,
        "again": AGAIN,
        "money": MONEY,
        "returned": RETURNED,
        "promised": PROMISED,
        "sums": SUMS,
        "wholes": WHOLES,
        "states": STATES,
        "journal": TOLD,
        "complaints": COMPLAINTS,
    }
    found = {name: wrong for name, sql in checks.items() if (wrong := rows(sql))}
    return found | {f"ledger {name}": [(one,) for one in wrong] for name, wrong in tying.broken().items()}
