"""Whatever amounts are written into the books, each journal sums to zero and gives everyone what is hers."""

from collections import defaultdict
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from app.ledger.rules import postings as rules
from app.ledger.rules.accounts import AccountKey, AccountKind
from app.ledger.rules.commission import given_back
from app.ledger.rules.postings import GoneBack, Part, Posting, SharedFee

MONEY = st.integers(1, 50_000_000)
PARTS = st.lists(
    st.builds(Part, seller_id=st.integers(1, 4), total=st.integers(1, 9_000_000), commission=st.just(0))
    | st.integers(2, 9_000_000).flatmap(
        lambda total: st.builds(
            Part,
            seller_id=st.integers(1, 4),
            total=st.just(total),
            commission=st.integers(0, total * 3 // 10),
        )
    ),
    min_size=1,
    max_size=5,
)
SHARED = st.lists(st.builds(SharedFee, post_id=st.integers(1, 2), fee=st.integers(0, 200_000)), max_size=1)
PLAIN = settings(deadline=None, max_examples=100)


def on(postings: Iterable[Posting]) -> dict[AccountKey, int]:
    """Account → rupiah."""
    sums: dict[AccountKey, int] = defaultdict(int)
    for one in postings:
        sums[one.account] += one.amount
    return dict(sums)


def words(postings: Iterable[Posting]) -> list[tuple[str, int | None, int]]:
    return [
        (one.account.kind.value, one.account.seller_id or one.account.post_id, one.amount) for one in postings
    ]


@PLAIN
@given(parts=PARTS, shared=SHARED, over=st.integers(-3, 3), amount=MONEY, flag=st.booleans())
def test_every_journal_sums_to_zero_and_names_each_account_once(
    parts: list[Part], shared: list[SharedFee], over: int, amount: int, flag: bool
) -> None:
    paid = sum(part.total for part in parts) + sum(one.fee for one in shared) + over
    gone = GoneBack(1, amount, amount // 7, shared[0] if shared else None)
    for journal in (
        rules.settlement(paid, parts, shared),
        rules.stray(amount),
        rules.adjustment(gone, released=flag),
        rules.refund_done(amount),
        rules.release(1, amount),
        rules.payout_made(1, amount),
        rules.payout_paid(1, amount),
        rules.payout_bounced(1, amount),
        rules.direct_settlement(1, amount),
        rules.direct_stray(1, amount),
        rules.direct_adjustment(1, amount),
        rules.refund_by_hand(1, amount),
    ):
        assert sum(one.amount for one in journal) == 0
        assert len({one.account for one in journal}) == len(journal)
        assert all(one.amount for one in journal)


def test_a_settlement_gives_each_seller_her_net_and_the_post_its_fee() -> None:
    parts = [Part(7, 102_000, 2_250), Part(9, 57_000, 0)]
    journal = rules.settlement(171_000, parts, [SharedFee(3, 12_000)])
    assert words(journal) == [
        ("seller_pending", 7, -99_750),
        ("collected", None, 171_000),
        ("commission", None, -2_250),
        ("seller_pending", 9, -57_000),
        ("post_fee", 3, -12_000),
    ]


def test_what_no_part_explains_stands_apart() -> None:
    assert words(rules.settlement(102_001, [Part(7, 102_000, 0)], []))[-1] == ("remainder", None, -1)


def test_money_for_no_order_is_the_buyers() -> None:
    assert words(rules.stray(5_000)) == [("buyer_owed", None, -5_000), ("collected", None, 5_000)]


def test_what_goes_back_is_taken_from_seller_commission_and_post() -> None:
    gone = GoneBack(7, 40_000, 1_000, SharedFee(3, 4_000))
    assert words(rules.adjustment(gone, released=False)) == [
        ("buyer_owed", None, -44_000),
        ("seller_pending", 7, 39_000),
        ("commission", None, 1_000),
        ("post_fee", 3, 4_000),
    ]


def test_after_the_release_it_is_taken_from_what_she_could_be_paid() -> None:
    assert words(rules.adjustment(GoneBack(7, 40_000), released=True)) == [
        ("buyer_owed", None, -40_000),
        ("seller_available", 7, 40_000),
    ]


@PLAIN
@given(part=PARTS, amount=MONEY)
def test_sold_received_and_paid_out_leaves_only_commission_in_the_house(
    part: list[Part], amount: int
) -> None:
    one = part[0]
    net = one.total - one.commission
    left = on(
        [
            *rules.settlement(one.total, [one], []),
            *rules.release(one.seller_id, net),
            *rules.payout_made(one.seller_id, net),
            *rules.payout_bounced(one.seller_id, net),
            *rules.payout_made(one.seller_id, net),
            *rules.payout_paid(one.seller_id, net),
        ]
    )
    kept = {account.kind: amount for account, amount in left.items() if amount}
    assert kept == (
        {AccountKind.COLLECTED: one.commission, AccountKind.COMMISSION: -one.commission}
        if one.commission
        else {}
    )


@PLAIN
@given(
    total=st.integers(2, 9_000_000),
    bps=st.integers(0, 3_000),
    steps=st.lists(st.integers(1, 9_000_000), max_size=6),
    released=st.booleans(),
)
def test_a_sale_that_goes_back_in_pieces_leaves_nothing_anywhere(
    total: int, bps: int, steps: list[int], released: bool
) -> None:
    commission = total * bps // 10_000
    book = [*rules.settlement(total, [Part(1, total, commission)], [])]
    gone = 0
    for step in [*steps, total]:
        now = min(step, total - gone)
        if not now:
            break
        back = given_back(commission, total, before=gone, now=now)
        gone += now
        book += [*rules.adjustment(GoneBack(1, now, back), released=released), *rules.refund_done(now)]
        # the seller never gives back more than she was given, nor the house
        seller = -sum(
            one.amount
            for one in book
            if one.account.kind in (AccountKind.SELLER_PENDING, AccountKind.SELLER_AVAILABLE)
        )
        kept = -on(book).get(AccountKey(AccountKind.COMMISSION), 0)
        assert seller >= 0
        assert 0 <= kept <= commission
        assert seller + kept == total - gone
    sums = defaultdict(int)
    for one in book:
        sums[one.account.kind] += one.amount
    pending, available = sums.pop(AccountKind.SELLER_PENDING, 0), sums.pop(AccountKind.SELLER_AVAILABLE, 0)
    assert pending + available == 0
    assert not any(sums.values())


@PLAIN
@given(amount=st.integers(2, 9_000_000), code=st.integers(0, 999), part=st.integers(1, 9_000_000))
def test_what_a_seller_takes_and_gives_herself_stays_in_her_own_hands(
    amount: int, code: int, part: int
) -> None:
    back = min(part, amount)
    book = [
        *rules.direct_settlement(1, amount + code),
        *rules.direct_adjustment(1, back),
        *rules.refund_by_hand(1, back),
    ]
    left = {account.kind: rupiah for account, rupiah in on(book).items() if rupiah}
    hers = amount + code - back
    assert left == ({AccountKind.SELLER_CASH: hers, AccountKind.SELLER_SALES: -hers} if hers else {})


def test_money_that_she_took_for_no_order_is_owed_back() -> None:
    book = [*rules.direct_stray(1, 9_000), *rules.refund_by_hand(1, 9_000)]
    assert not any(on(book).values())


def test_taken_back_is_the_same_with_the_other_sign() -> None:
    journal = rules.payout_made(7, 5_000)
    assert words(rules.reverse(journal)) == [("seller_payout", 7, 5_000), ("seller_available", 7, -5_000)]
