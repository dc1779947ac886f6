"""Whether the ledger ties out with payments, refunds and orders: every invariant with what it looked at, and what breaks it.

All of them are asked in one statement, so they see one moment of a shop that goes on beside it. Plain SQL, because these are sums over
tables of four packages that nobody walks in any other way.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from app.db.session import session


@dataclass(frozen=True)
class Invariant:
    """`figures` is one row of sums; `wrong` has a row, a sentence, for each thing that breaks it."""

    name: str
    says: str
    figures: str
    wrong: str


@dataclass(frozen=True)
class Finding:
    """An invariant as it stands."""

    name: str
    says: str
    figures: Mapping[str, int]
    wrong: list[str]

    @property
    def holds(self) -> bool:
        return not self.wrong


LOOKED_AT = """
SELECT (SELECT count(*) FROM ledger_journals) AS journals, (SELECT count(*) FROM ledger_entries) AS entries,
    (SELECT count(*) FROM orders) AS orders, (SELECT count(*) FROM parcels) AS parcels,
    (SELECT count(*) FROM payments) AS payments, (SELECT count(*) FROM adjustments) AS adjustments,
    (SELECT count(*) FROM refunds) AS refunds, (SELECT count(*) FROM payouts) AS payouts
"""

ENTRIES = "ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id"
"""What `<entries>` stands for below."""
OWNER = "coalesce('penjual ' || a.seller_id, 'posko ' || a.post_id)"
"""What `<owner>` stands for: whose account it is."""

BALANCED = Invariant(
    "balanced",
    "Setiap jurnal berjumlah nol dan punya sedikitnya dua baris",
    """SELECT count(*) AS entries, count(DISTINCT journal_id) AS journals,
        coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS debit,
        coalesce(-sum(amount) FILTER (WHERE amount < 0), 0) AS credit FROM ledger_entries""",
    """SELECT 'jurnal ' || j.source || ': ' || count(e.id) || ' baris, berjumlah ' || coalesce(sum(e.amount), 0)
    FROM ledger_journals j LEFT JOIN ledger_entries e ON e.journal_id = j.id
    GROUP BY j.id HAVING coalesce(sum(e.amount), 0) <> 0 OR count(e.id) < 2 ORDER BY j.id""",
)

APART = Invariant(
    "books_apart",
    "Buku Gerai dan buku langsung tidak pernah tercampur",
    """SELECT count(*) FILTER (WHERE book = 'platform') AS platform, count(*) FILTER (WHERE book = 'direct') AS direct
    FROM ledger_entries""",
    """SELECT 'baris ' || e.id || ' di ' || e.book || ', jurnal di ' || j.book || ', rekening ' || a.kind || ' di ' || a.book
    FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id
    WHERE e.book <> j.book OR e.book <> a.book
        OR (a.book = 'direct') <> (a.kind IN ('seller_cash', 'seller_sales', 'seller_owes'))
    UNION ALL
    SELECT 'jurnal ' || j.source || ' di ' || j.book || ', pembayarannya ' || p.mode
    FROM payments p JOIN ledger_journals j ON j.source IN ('payment:' || p.id, 'stray:' || p.id, 'surplus:' || p.id)
    WHERE (p.mode = 'direct') <> (j.book = 'direct')""",
)

BALANCES = Invariant(
    "balances",
    "Saldo yang disimpan sama dengan jumlah barisnya",
    """SELECT count(*) AS accounts, coalesce(-sum(balance), 0) AS stored FROM ledger_accounts WHERE balance IS NOT NULL""",
    """SELECT 'rekening ' || a.kind || ' ' || <owner> || ': disimpan ' || a.balance || ', baris '
        || coalesce(sum(e.amount), 0)
    FROM ledger_accounts a LEFT JOIN ledger_entries e ON e.account_id = a.id WHERE a.balance IS NOT NULL
    GROUP BY a.id HAVING a.balance <> coalesce(sum(e.amount), 0) ORDER BY a.id""",
)

CAPTURED = Invariant(
    "captured_refunded",
    "Uang masuk ≥ yang kembali ≥ 0, dan yang kembali sama dengan pengembalian yang selesai",
    """SELECT count(*) AS payments, coalesce(sum(captured), 0) AS captured, coalesce(sum(refunded), 0) AS refunded
    FROM payments""",
    """SELECT 'pembayaran ' || p.id || ': masuk ' || p.captured || ', kembali ' || p.refunded || ', selesai ' || r.done
        || ', diminta ' || r.asked
    FROM payments p CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount) FILTER (WHERE state = 'done'), 0) AS done,
            coalesce(sum(amount) FILTER (WHERE state <> 'failed'), 0) AS asked FROM refunds WHERE payment_id = p.id) r
    WHERE p.refunded < 0 OR p.refunded > p.captured OR p.refunded <> r.done OR r.asked > p.captured
    ORDER BY p.id""",
)

SETTLED = Invariant(
    "settlements",
    "Setiap pembayaran yang berhasil punya tepat satu jurnal, dan satu lagi untuk lebihnya, berjumlah sama dengan yang masuk",
    """SELECT count(*) AS payments, coalesce(sum(captured), 0) AS captured FROM payments WHERE state = 'succeeded'""",
    """SELECT 'pembayaran ' || p.id || ' (' || p.state || '): masuk ' || p.captured || ', ' || b.journals || ' jurnal, '
        || b.amount || ', lebihnya ' || b.surplus
    FROM payments p CROSS JOIN LATERAL (
        SELECT count(DISTINCT e.journal_id) FILTER (WHERE j.source NOT LIKE 'surplus:%') AS journals,
            coalesce(sum(e.amount), 0) AS amount,
            coalesce(sum(e.amount) FILTER (WHERE j.source LIKE 'surplus:%'), 0) AS surplus
        FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id
        WHERE j.source IN ('payment:' || p.id, 'stray:' || p.id, 'surplus:' || p.id)
            AND a.kind IN ('collected', 'seller_cash')) b
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount FROM refunds WHERE payment_id = p.id AND surplus) r
    WHERE b.amount <> p.captured OR b.journals <> (p.state = 'succeeded')::int OR b.surplus <> r.amount
        OR r.amount NOT IN (0, coalesce(p.accepted, 0) - p.due)
    UNION ALL
    SELECT 'jurnal ' || j.source || ' tanpa pembayaran' FROM ledger_journals j
    WHERE j.kind IN ('settlement', 'stray') AND NOT EXISTS (
        SELECT FROM payments p WHERE j.source IN ('payment:' || p.id, 'stray:' || p.id, 'surplus:' || p.id))""",
)

ADJUSTED = Invariant(
    "adjustments",
    "Setiap pengurangan yang sudah dibayar punya satu jurnal, tertaut ke jurnal pembayarannya",
    """SELECT count(*) AS adjustments, coalesce(sum(amount), 0) AS amount FROM refunds WHERE adjustment_id IS NOT NULL""",
    """SELECT 'pengurangan ' || r.adjustment_id || ': ' || r.amount || ', jurnal ' || coalesce(b.amount::text, 'tidak ada')
        || CASE WHEN j.id IS NOT NULL AND j.reverses_id IS DISTINCT FROM s.id THEN ', tidak tertaut' ELSE '' END
    FROM refunds r LEFT JOIN ledger_journals j ON j.source = 'adjustment:' || r.adjustment_id
    LEFT JOIN ledger_journals s ON s.source = 'payment:' || r.payment_id
    LEFT JOIN LATERAL (SELECT -sum(e.amount) AS amount FROM <entries>
        WHERE e.journal_id = j.id AND a.kind IN ('buyer_owed', 'seller_owes')) b ON true
    WHERE r.adjustment_id IS NOT NULL
        AND (b.amount IS DISTINCT FROM r.amount OR s.id IS NULL OR j.reverses_id IS DISTINCT FROM s.id)
    UNION ALL
    SELECT 'pengurangan ' || d.id || ': ' || d.amount || ' tanpa pengembalian'
    FROM adjustments d JOIN parcels p ON p.id = d.parcel_id
    JOIN payments y ON y.order_id = p.order_id AND y.state = 'succeeded'
    JOIN ledger_journals j ON j.source = 'payment:' || y.id AND j.book = 'platform'
    WHERE d.amount > 0 AND NOT EXISTS (SELECT FROM refunds r WHERE r.adjustment_id = d.id)
    UNION ALL
    SELECT 'jurnal ' || j.source || ' tanpa pengurangan' FROM ledger_journals j WHERE j.kind = 'adjustment'
        AND NOT EXISTS (SELECT FROM refunds r WHERE j.source = 'adjustment:' || r.adjustment_id)""",
)

REFUNDED = Invariant(
    "refunds",
    "Setiap pengembalian yang selesai punya satu jurnal dengan jumlah yang sama, dan setiap yang tidak sampai satu pembalik",
    """SELECT count(*) AS refunds, coalesce(sum(amount), 0) AS amount FROM refunds WHERE state = 'done'""",
    """WITH book AS (SELECT split_part(split_part(j.source, ':', 2), '/', 1)::bigint AS refund_id, sum(e.amount) AS amount,
            count(*) FILTER (WHERE j.kind = 'refund') AS done,
            count(*) FILTER (WHERE j.kind = 'refund_bounced' AND j.reverses_id IS NOT NULL) AS bounced
        FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id
        WHERE j.kind IN ('refund', 'refund_bounced') AND a.kind IN ('buyer_owed', 'seller_owes') GROUP BY 1)
    SELECT 'pengembalian ' || r.id || ' (' || r.state || '): ' || r.amount || ', jurnal ' || coalesce(b.amount, 0)
        || ', selesai ' || coalesce(b.done, 0) || ' kali, tidak sampai ' || r.bounced || ' dan ' || coalesce(b.bounced, 0)
    FROM refunds r LEFT JOIN book b ON b.refund_id = r.id
    WHERE coalesce(b.amount, 0) <> CASE WHEN r.state = 'done' THEN r.amount ELSE 0 END
        OR coalesce(b.bounced, 0) <> r.bounced OR coalesce(b.done, 0) <> r.bounced + (r.state = 'done')::int
    UNION ALL
    SELECT 'jurnal pengembalian ' || b.refund_id || ' tanpa pengembalian' FROM book b
    WHERE NOT EXISTS (SELECT FROM refunds r WHERE r.id = b.refund_id)""",
)

OWED = Invariant(
    "owed",
    "Utang kepada pembeli = semua yang harus kembali − yang sudah kembali",
    """SELECT coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'buyer_owed'), 0) AS buyer_owed,
        coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'seller_owes'), 0) AS sellers_owe FROM <entries>""",
    """WITH book AS (SELECT coalesce(a.seller_id, 0) AS who, -sum(e.amount) AS owed FROM <entries>
        WHERE a.kind IN ('buyer_owed', 'seller_owes') GROUP BY 1),
    due AS (SELECT coalesce(p.seller_id, 0) AS who, sum(r.amount) FILTER (WHERE r.state <> 'done') AS owed
        FROM refunds r JOIN payments y ON y.id = r.payment_id LEFT JOIN parcels p ON p.id = y.parcel_id GROUP BY 1)
    SELECT CASE WHEN who = 0 THEN 'Gerai' ELSE 'penjual ' || who END || ': di buku ' || coalesce(book.owed, 0)
        || ', belum kembali ' || coalesce(due.owed, 0)
    FROM book FULL JOIN due USING (who) WHERE coalesce(book.owed, 0) <> coalesce(due.owed, 0)""",
)

HELD = Invariant(
    "held",
    "Uang di tangan Gerai = masuk − kembali − dicairkan",
    """SELECT coalesce(sum(e.amount), 0) AS held FROM <entries> WHERE a.kind = 'collected'""",
    """SELECT 'di buku ' || b.held || ', masuk ' || y.captured || ', kembali ' || y.refunded || ', dicairkan ' || o.paid
    FROM (SELECT coalesce(sum(e.amount), 0) AS held FROM <entries> WHERE a.kind = 'collected') b,
        (SELECT coalesce(sum(captured), 0) AS captured, coalesce(sum(refunded), 0) AS refunded
            FROM payments WHERE mode = 'collects') y,
        (SELECT coalesce(sum(amount), 0) AS paid FROM payouts WHERE state = 'paid') o
    WHERE b.held <> y.captured - y.refunded - o.paid""",
)

ORDERS = Invariant(
    "orders",
    "Jumlah semua bagian dan ongkir posko = jumlah pesanan = yang dibayar",
    """SELECT count(*) AS orders, coalesce(sum(total), 0) AS total FROM orders""",
    """SELECT 'pesanan ' || o.number || ': ' || o.total || ', bagiannya ' || p.total || ', ongkir posko ' || c.fee
    FROM orders o
    CROSS JOIN LATERAL (SELECT coalesce(sum(total), 0) AS total FROM parcels WHERE order_id = o.id) p
    CROSS JOIN LATERAL (SELECT coalesce(sum(fee), 0) AS fee FROM consolidations WHERE order_id = o.id) c
    WHERE o.total <> p.total + c.fee
    UNION ALL
    SELECT 'pembayaran ' || y.id || ': masuk ' || y.captured || ', pesanan ' || o.total
    FROM payments y JOIN orders o ON o.id = y.order_id JOIN ledger_journals j ON j.source = 'payment:' || y.id
    WHERE y.parcel_id IS NULL AND y.captured <> o.total
    UNION ALL
    SELECT 'pembayaran ' || y.id || ': masuk ' || y.captured || ', bagian ' || p.total || ' + kode ' || y.code
        || ' − tidak ditagih ' || b.amount || ' (lain dari tagihan ' || coalesce(y.accepted - y.due, 0) || ')'
    FROM payments y JOIN parcels p ON p.id = y.parcel_id JOIN ledger_journals j ON j.source = 'payment:' || y.id
    CROSS JOIN LATERAL (SELECT coalesce(sum(d.amount), 0) AS amount FROM adjustments d WHERE d.parcel_id = p.id
        AND NOT EXISTS (SELECT FROM refunds r WHERE r.adjustment_id = d.id)) b
    WHERE y.captured <> p.total + y.code - b.amount
        + CASE WHEN y.accepted IS NULL THEN 0 ELSE greatest(y.accepted - y.due, -y.code) END""",
)

GOES_BACK = Invariant(
    "goes_back",
    "Dari yang dibayar langsung kembali persis yang dilepas; dengan barang terakhir semua sisanya",
    """SELECT count(*) AS payments, coalesce(sum(captured), 0) AS captured FROM payments
    WHERE mode = 'direct' AND state = 'succeeded'""",
    """SELECT 'pembayaran ' || y.id || ': dilepas ' || d.amount || ', sisanya ' || p.total - p.returned || ', kembali '
        || coalesce(b.amount, 0) || ' dari ' || y.captured - s.amount
    FROM payments y JOIN ledger_journals j ON j.source = 'payment:' || y.id AND j.book = 'direct'
    JOIN parcels p ON p.id = y.parcel_id
    CROSS JOIN LATERAL (SELECT coalesce(sum(r.amount), 0) AS amount FROM refunds r
        WHERE r.payment_id = y.id AND r.adjustment_id IS NOT NULL) b
    CROSS JOIN LATERAL (SELECT coalesce(sum(r.amount), 0) AS amount FROM refunds r
        WHERE r.payment_id = y.id AND r.surplus) s
    CROSS JOIN LATERAL (SELECT coalesce(sum(d.amount), 0) AS amount FROM adjustments d
        JOIN refunds r ON r.adjustment_id = d.id WHERE d.parcel_id = p.id) d
    WHERE b.amount <> CASE WHEN p.returned = p.total THEN y.captured - s.amount ELSE d.amount END""",
)

NET = Invariant(
    "net",
    "Yang dilihat penjual di tiap bagian = yang dicatat untuknya",
    """SELECT count(DISTINCT e.parcel_id) AS parcels, coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'commission'), 0) AS commission,
        coalesce(-sum(e.amount) FILTER (WHERE a.kind LIKE 'seller%'), 0) AS net FROM <entries>
    WHERE e.parcel_id IS NOT NULL AND a.kind IN ('commission', 'seller_pending', 'seller_available', 'seller_sales')""",
    """WITH book AS (SELECT e.parcel_id, e.book, coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'commission'), 0) AS kept,
            coalesce(-sum(e.amount) FILTER (WHERE a.kind <> 'commission'), 0) AS net,
            coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'seller_pending'), 0) AS pending
        FROM <entries> WHERE e.parcel_id IS NOT NULL
            AND a.kind IN ('commission', 'seller_pending', 'seller_available', 'seller_sales') GROUP BY 1, 2),
    shown AS (SELECT p.id, y.mode, p.seller_id, y.captured, p.total - p.returned AS left_over,
            div(c.commission * greatest(0, p.items_total - g.goods), p.items_total) AS kept,
            y.captured - g.refunded - s.refunded AS kept_directly
        FROM payments y JOIN ledger_journals j ON j.source = 'payment:' || y.id
        JOIN parcels p ON p.order_id = y.order_id AND (y.parcel_id IS NULL OR y.parcel_id = p.id)
        CROSS JOIN LATERAL (SELECT coalesce(sum(commission), 0) AS commission FROM order_lines WHERE parcel_id = p.id) c
        CROSS JOIN LATERAL (SELECT coalesce(sum(d.goods), 0) AS goods, coalesce(sum(r.amount), 0) AS refunded
            FROM adjustments d LEFT JOIN refunds r ON r.adjustment_id = d.id WHERE d.parcel_id = p.id) g
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(amount), 0) AS refunded FROM refunds WHERE payment_id = y.id AND surplus) s)
    SELECT 'bagian ' || s.id || ': dilihat ' || CASE s.mode WHEN 'direct' THEN s.kept_directly ELSE s.left_over - s.kept END
        || ', di buku ' || coalesce(b.net, 0) || ', potongan ' || s.kept || ' dan ' || coalesce(b.kept, 0)
    FROM shown s LEFT JOIN book b ON b.parcel_id = s.id AND (b.book = 'direct') = (s.mode = 'direct')
    WHERE CASE s.mode WHEN 'direct' THEN coalesce(b.net, 0) <> s.kept_directly OR coalesce(b.kept, 0) <> 0
        ELSE coalesce(b.net, 0) <> s.left_over - s.kept OR coalesce(b.kept, 0) <> s.kept END
    UNION ALL
    SELECT 'bagian ' || b.parcel_id || ': ' || b.pending || ' masih ditahan'
        || CASE WHEN j.id IS NULL THEN '' ELSE ', padahal sudah dilepas' END
    FROM book b LEFT JOIN ledger_journals j ON j.source = 'release:' || b.parcel_id
    WHERE b.pending < 0 OR (j.id IS NOT NULL AND b.pending <> 0)""",
)

SHARED = Invariant(
    "shared_fees",
    "Ongkir satu paket lewat posko = yang dicatat untuk posko, dan yang belum diterima masih ditahan",
    """SELECT coalesce(-sum(e.amount) FILTER (WHERE j.kind IN ('settlement', 'adjustment')), 0) AS post_fees,
        coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'post_fee'), 0) AS post_fees_held
    FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id WHERE a.kind IN ('post_fee', 'post_available')""",
    """WITH book AS (SELECT a.post_id,
            coalesce(-sum(e.amount) FILTER (WHERE j.kind IN ('settlement', 'adjustment')), 0) AS fees,
            coalesce(-sum(e.amount) FILTER (WHERE a.kind = 'post_fee'), 0) AS held
        FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id
        WHERE a.kind IN ('post_fee', 'post_available') GROUP BY 1),
    shown AS (SELECT c.post_id, sum(c.fee - c.returned) AS fees,
            coalesce(sum(c.fee - c.returned) FILTER (WHERE r.id IS NULL), 0) AS held
        FROM consolidations c JOIN payments y ON y.order_id = c.order_id AND y.parcel_id IS NULL
        JOIN ledger_journals j ON j.source = 'payment:' || y.id
        LEFT JOIN ledger_journals r ON r.source = 'release-post:' || c.id GROUP BY 1)
    SELECT 'posko ' || post_id || ': ' || coalesce(shown.fees, 0) || ', di buku ' || coalesce(book.fees, 0) || ', ditahan '
        || coalesce(shown.held, 0) || ' dan ' || coalesce(book.held, 0)
    FROM book FULL JOIN shown USING (post_id)
    WHERE coalesce(book.fees, 0) <> coalesce(shown.fees, 0) OR coalesce(book.held, 0) <> coalesce(shown.held, 0)
    UNION ALL
    SELECT 'jurnal ' || j.source || ' untuk paket yang belum diterima' FROM ledger_journals j
    WHERE j.source LIKE 'release-post:%' AND NOT EXISTS (SELECT FROM consolidations c
        WHERE j.source = 'release-post:' || c.id AND c.state = 'received')""",
)

PAYOUTS = Invariant(
    "payouts",
    "Tidak pernah dicairkan lebih dari yang boleh dicairkan",
    """SELECT count(*) FILTER (WHERE j.kind = 'payout') AS payouts,
        coalesce(sum(e.amount) FILTER (WHERE j.kind = 'payout_paid'), 0) AS paid,
        coalesce(-sum(e.amount), 0) AS on_its_way
    FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id WHERE a.kind IN ('seller_payout', 'post_payout')""",
    """SELECT x.owner || ', jurnal ' || x.source || ': sesudahnya ' || -x.standing
    FROM (SELECT <owner> AS owner, a.kind, j.kind AS event, j.source,
            sum(e.amount) OVER (PARTITION BY e.account_id ORDER BY e.id) AS standing
        FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id
        WHERE a.kind IN ('seller_available', 'seller_payout', 'post_available', 'post_payout')) x
    WHERE x.standing > 0 AND (x.kind IN ('seller_payout', 'post_payout') OR x.event = 'payout')
    UNION ALL
    SELECT 'pencairan ' || p.id || ' (' || p.state || '): ' || p.amount || ', di buku dibuat ' || b.made || ', di jalan '
        || b.on_its_way || ', sampai ' || b.paid
    FROM payouts p CROSS JOIN LATERAL (
        SELECT coalesce(-sum(e.amount) FILTER (WHERE j.kind = 'payout'), 0) AS made,
            coalesce(sum(e.amount) FILTER (WHERE j.kind = 'payout_paid'), 0) AS paid,
            coalesce(-sum(e.amount), 0) AS on_its_way
        FROM <entries> JOIN ledger_journals j ON j.id = e.journal_id
        WHERE (a.kind = 'seller_payout' AND a.seller_id = p.seller_id OR a.kind = 'post_payout' AND a.post_id = p.post_id)
            AND j.source IN ('payout:' || p.id, 'payout-paid:' || p.id, 'payout-unpaid:' || p.id, 'payout-bounced:' || p.id)) b
    WHERE b.made <> p.amount OR b.on_its_way <> CASE p.state WHEN 'made' THEN p.amount ELSE 0 END
        OR b.paid <> CASE p.state WHEN 'paid' THEN p.amount ELSE 0 END
    UNION ALL
    SELECT 'pencairan ' || p.id || ' ke rekening ' || b.id || ', yang bukan miliknya'
    FROM payouts p JOIN bank_accounts b ON b.id = p.bank_account_id
    WHERE b.seller_id IS DISTINCT FROM p.seller_id OR b.post_id IS DISTINCT FROM p.post_id
    UNION ALL
    SELECT 'jurnal ' || j.source || ' tanpa pencairan' FROM ledger_journals j
    WHERE j.kind IN ('payout', 'payout_paid', 'payout_bounced') AND NOT EXISTS (SELECT FROM payouts p
        WHERE j.source IN ('payout:' || p.id, 'payout-paid:' || p.id, 'payout-unpaid:' || p.id, 'payout-bounced:' || p.id))""",
)

ALL = (
    BALANCED,
    APART,
    BALANCES,
    CAPTURED,
    SETTLED,
    ADJUSTED,
    REFUNDED,
    OWED,
    HELD,
    ORDERS,
    GOES_BACK,
    NET,
    SHARED,
    PAYOUTS,
)


def looked_at() -> dict[str, int]:
    """How many rows of each kind there are."""
    return _one(LOOKED_AT)


def findings() -> list[Finding]:
    """Every invariant as it stands now, with its figures."""
    wrong = broken()
    return [Finding(one.name, one.says, _one(one.figures), wrong.get(one.name, [])) for one in ALL]


def broken() -> dict[str, list[str]]:
    """Invariant → what breaks it, all of one moment; empty when everything ties out."""
    parts = [f"SELECT '{one.name}', x.said FROM ({one.wrong}) AS x (said)" for one in ALL]  # noqa: S608
    found: dict[str, list[str]] = defaultdict(list)
    for name, said in session().execute(_text(" UNION ALL ".join(parts))):
        found[name].append(said)
    return found


def _one(sql: str) -> dict[str, int]:
    row = session().execute(_text(sql)).mappings().one()
    return {str(name): int(value) for name, value in row.items()}


def _text(sql: str) -> sa.TextClause:
    return sa.text(sql.replace("<entries>", ENTRIES).replace("<owner>", OWNER))
