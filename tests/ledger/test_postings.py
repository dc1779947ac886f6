"""Whatever amounts are written into the books, each journal sums to zero and gives everyone what is hers."""

from collections import defaultdict
from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from app.ledger.rules import postings as rules
from app.ledger.rules.accounts import AccountKind, Book, Payee, Posting, book_of
from app.ledger.rules.commission import given_back
from app.ledger.rules.postings import GoneBack, Part, SharedFee

MONEY = st.integers(1, 50_000_000)
PART = st.builds(
    lambda parcel_id, seller_id, total, bps: Part(parcel_id, seller_id, total, total * bps // 10_000),
    st.integers(1, 9),
    st.integers(1, 4),
    st.integers(1, 9_000_000),
    st.sampled_from([0, 0, 250, 3_000]),
)
PARTS = st.lists(PART, min_size=1, max_size=5)
SHARED = st.lists(st.builds(SharedFee, post_id=st.integers(1, 2), fee=st.integers(0, 200_000)), max_size=1)
HERS = (AccountKind.SELLER_PENDING, AccountKind.SELLER_AVAILABLE)
PLAIN = settings(deadline=None, max_examples=100)


def on(postings: Iterable[Posting]) -> dict[AccountKind, int]:
    """Account → rupiah, where there are any."""
    sums: dict[AccountKind, int] = defaultdict(int)
    for one in postings:
        sums[one.account] += one.amount
    return {account: amount for account, amount in sums.items() if amount}


def words(postings: Iterable[Posting]) -> list[tuple[str, int | None, int]]:
    return [(one.account.value, one.owner, one.amount) for one in postings]


@PLAIN
@given(parts=PARTS, shared=SHARED, over=st.integers(-3, 3), amount=MONEY, flag=st.booleans())
def test_every_journal_sums_to_zero_and_names_each_account_once(
    parts: list[Part], shared: list[SharedFee], over: int, amount: int, flag: bool
) -> None:
    paid = sum(part.total for part in parts) + sum(one.fee for one in shared) + over
    gone = GoneBack(10, 1, amount, amount // 7, shared[0] if shared else None)
    for journal in (
        rules.settlement(paid, parts, shared),
        rules.stray(amount),
        rules.adjustment(gone, released=flag),
        rules.refund_done(amount),
        rules.release(1, 10, amount),
        rules.release_fee(1, amount),
        rules.payout_made(Payee(1), amount),
        rules.payout_paid(Payee(1), amount),
        rules.payout_bounced(Payee(post_id=1), amount),
        rules.direct_settlement(1, 10, amount),
        rules.direct_stray(1, 10, amount),
        rules.direct_adjustment(1, 10, amount),
        rules.refund_by_hand(1, 10, amount),
    ):
        assert sum(one.amount for one in journal) == 0
        assert len({(one.account, one.owner, one.parcel_id) for one in journal}) == len(journal)
        assert all(one.amount for one in journal)
        assert book_of(journal) in Book


def test_a_settlement_gives_each_seller_her_net_and_the_post_its_fee() -> None:
    parts = [Part(70, 7, 102_000, 2_250), Part(90, 9, 57_000, 0)]
    journal = rules.settlement(171_000, parts, [SharedFee(3, 12_000)])
    assert words(journal) == [
        ("seller_pending", 7, -99_750),
        ("collected", None, 171_000),
        ("commission", None, -2_250),
        ("seller_pending", 9, -57_000),
        ("post_fee", 3, -12_000),
    ]
    assert [one.parcel_id for one in journal] == [70, None, 70, 90, None]


def test_what_no_part_explains_stands_apart() -> None:
    assert words(rules.settlement(102_001, [Part(70, 7, 102_000, 0)], []))[-1] == ("remainder", None, -1)


def test_money_for_no_order_is_the_buyers() -> None:
    assert words(rules.stray(5_000)) == [("buyer_owed", None, -5_000), ("collected", None, 5_000)]


def test_what_goes_back_is_taken_from_seller_commission_and_post() -> None:
    gone = GoneBack(70, 7, 40_000, 1_000, SharedFee(3, 4_000))
    assert words(rules.adjustment(gone, released=False)) == [
        ("buyer_owed", None, -44_000),
        ("seller_pending", 7, 39_000),
        ("commission", None, 1_000),
        ("post_fee", 3, 4_000),
    ]


def test_after_the_release_it_is_taken_from_what_she_could_be_paid() -> None:
    assert words(rules.adjustment(GoneBack(70, 7, 40_000), released=True)) == [
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
            *rules.release(one.seller_id, one.parcel_id, net),
            *rules.payout_made(Payee(one.seller_id), net),
            *rules.payout_bounced(Payee(one.seller_id), net),
            *rules.payout_made(Payee(one.seller_id), net),
            *rules.payout_paid(Payee(one.seller_id), net),
        ]
    )
    kept = {AccountKind.COLLECTED: one.commission, AccountKind.COMMISSION: -one.commission}
    assert left == (kept if one.commission else {})


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
    book = [*rules.settlement(total, [Part(10, 1, total, commission)], [])]
    gone = 0
    for step in [*steps, total]:
        now = min(step, total - gone)
        if not now:
            break
        back = given_back(commission, total, before=gone, now=now)
        gone += now
        book += [*rules.adjustment(GoneBack(10, 1, now, back), released=released), *rules.refund_done(now)]
        # the seller never gives back more than she was given, nor the house
        left = on(book)
        seller = -sum(left.get(kind, 0) for kind in HERS)
        kept = -left.get(AccountKind.COMMISSION, 0)
        assert seller >= 0
        assert 0 <= kept <= commission
        assert seller + kept == total - gone
    left = on(book)
    assert sum(left.pop(kind, 0) for kind in HERS) == 0
    assert left == {}


@PLAIN
@given(amount=st.integers(2, 9_000_000), code=st.integers(0, 999), part=st.integers(1, 9_000_000))
def test_what_a_seller_takes_and_gives_herself_stays_in_her_own_hands(
    amount: int, code: int, part: int
) -> None:
    back = min(part, amount)
    book = [
        *rules.direct_settlement(1, 10, amount + code),
        *rules.direct_adjustment(1, 10, back),
        *rules.refund_by_hand(1, 10, back),
    ]
    hers = amount + code - back
    assert on(book) == ({AccountKind.SELLER_CASH: hers, AccountKind.SELLER_SALES: -hers} if hers else {})


def test_money_that_she_took_for_no_order_is_owed_back() -> None:
    book = [*rules.direct_stray(1, 10, 9_000), *rules.refund_by_hand(1, 10, 9_000)]
    assert on(book) == {}


def test_what_the_bank_sends_back_is_hers_again() -> None:
    assert words(rules.payout_made(Payee(7), 5_000)) == [
        ("seller_payout", 7, -5_000),
        ("seller_available", 7, 5_000),
    ]
    assert words(rules.payout_bounced(Payee(7), 5_000)) == [
        ("seller_payout", 7, 5_000),
        ("seller_available", 7, -5_000),
    ]


def test_a_post_has_accounts_of_its_own() -> None:
    post = Payee(post_id=7)
    assert words(rules.release_fee(7, 12_000)) == [("post_available", 7, -12_000), ("post_fee", 7, 12_000)]
    assert words(rules.payout_made(post, 12_000)) == [
        ("post_payout", 7, -12_000),
        ("post_available", 7, 12_000),
    ]
    assert words(rules.payout_paid(post, 12_000)) == [
        ("collected", None, -12_000),
        ("post_payout", 7, 12_000),
    ]


def test_a_fee_that_goes_back_after_its_release_is_taken_from_what_is_free() -> None:
    for released, account in ((False, "post_fee"), (True, "post_available")):
        gone = GoneBack(10, 1, 5_000, shared=SharedFee(7, 3_000, released))
        assert (account, 7, 3_000) in words(rules.adjustment(gone, released=False))
