"""When money is free, on which days it is paid out, and what stands in the way: dates and sums to the minute and the rupiah."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.states import MoveRefused
from app.base.zones import WIB
from app.delivery.rules.calendar import is_working_day
from app.ledger.rules import banks, payouts
from app.ledger.rules.payouts import Account, BounceReason, Hindrance, PayoutMove, PayoutState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MOMENTS = st.timedeltas(timedelta(0), timedelta(days=690)).map(
    lambda after: datetime(2026, 1, 1, tzinfo=UTC) + after
)


def wib(year: int, month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=WIB)


def test_the_rule_says_what_the_house_has_promised() -> None:
    rule = payouts.rule_on(date(2026, 11, 22))
    assert (rule.weekdays, rule.days_in_words) == ((2, 5), "Selasa dan Jumat")
    assert (rule.hold, rule.cooling, rule.least) == (3 * DAY, 72 * HOUR, 10_000)
    assert payouts.rule_on(date(2020, 1, 1)) == rule  # before the first one, the first


@pytest.mark.parametrize(
    ("received", "day"),
    [
        (wib(2026, 11, 22), date(2026, 11, 27)),  # Sunday: free on Wednesday
        (wib(2026, 11, 21, 8, 59), date(2026, 11, 24)),  # free on Tuesday before the cut-off
        (wib(2026, 11, 21, 9, 0), date(2026, 11, 24)),
        (wib(2026, 11, 21, 9, 1), date(2026, 11, 27)),  # a minute later it is in the next one
        (wib(2026, 12, 22), date(2026, 12, 29)),  # Friday is Christmas: left out, not moved
        (wib(2026, 12, 28), date(2027, 1, 8)),  # New Year's Friday, then Isra Mikraj on the Tuesday
    ],
)
def test_the_first_payout_of_what_is_received_now(received: datetime, day: date) -> None:
    assert payouts.first_payout_day(received) == day


@given(MOMENTS)
@settings(deadline=None, max_examples=300)
def test_money_is_paid_on_the_first_payout_day_after_it_is_free_and_never_before(moment: datetime) -> None:
    day = payouts.payout_day_for(moment)
    assert payouts.is_payout_day(day)
    assert day.isoweekday() in (2, 5)
    assert is_working_day(day)
    assert payouts.cut_off(day) >= moment
    earlier = moment.astimezone(WIB).date()
    while earlier < day:
        assert not payouts.is_payout_day(earlier) or payouts.cut_off(earlier) < moment
        earlier += DAY


@given(MOMENTS, st.timedeltas(timedelta(0), 30 * DAY))
@settings(deadline=None, max_examples=100)
def test_what_is_received_later_is_never_paid_earlier(moment: datetime, later: timedelta) -> None:
    assert payouts.first_payout_day(moment + later) >= payouts.first_payout_day(moment)


def test_a_complaint_holds_the_money_until_it_ends() -> None:
    received = wib(2026, 11, 22)
    assert payouts.free_at(received) == wib(2026, 11, 25)
    assert payouts.free_at(received, wib(2026, 11, 23)) == wib(2026, 11, 25)
    assert payouts.free_at(received, wib(2026, 12, 3)) == wib(2026, 12, 3)


@pytest.mark.parametrize(
    ("is_first", "has_money", "same", "hours"),
    [
        (True, False, False, 0),
        (True, True, False, 72),
        (False, False, False, 72),
        (False, True, False, 72),
        (False, True, True, 0),
    ],
)
def test_a_new_account_cools_off_unless_nothing_can_be_lost_by_it(
    is_first: bool, has_money: bool, same: bool, hours: int
) -> None:
    stated = wib(2026, 11, 22)
    assert (
        payouts.usable_from(stated, is_first=is_first, has_money=has_money, same_number=same)
        == stated + hours * HOUR
    )


NOW = wib(2026, 11, 24)


@pytest.mark.parametrize(
    ("available", "account", "why"),
    [
        (50_000, Account(NOW), None),
        (10_000, Account(NOW - HOUR), None),
        (9_999, Account(NOW), Hindrance.TOO_LITTLE),
        (0, Account(NOW), Hindrance.NOTHING),
        (-1, Account(NOW), Hindrance.OWES),
        (50_000, None, Hindrance.NO_ACCOUNT),
        (50_000, Account(NOW + timedelta(seconds=1)), Hindrance.COOLING),
        (50_000, Account(NOW, bounced=True), Hindrance.BOUNCED),
    ],
)
def test_who_is_due_and_what_stands_in_the_way(
    available: int, account: Account | None, why: Hindrance | None
) -> None:
    assert payouts.hindrance(available, account, NOW) is why


def test_a_payout_ends_paid_or_bounced_and_only_a_paid_one_bounces_later() -> None:
    life = payouts.LIFE
    assert life.after(PayoutState.MADE, PayoutMove.PAY) is PayoutState.PAID
    assert life.after(PayoutState.MADE, PayoutMove.BOUNCE) is PayoutState.BOUNCED
    assert life.after(PayoutState.PAID, PayoutMove.BOUNCE) is PayoutState.BOUNCED
    for state, move in [
        (PayoutState.PAID, PayoutMove.PAY),
        (PayoutState.BOUNCED, PayoutMove.PAY),
        (PayoutState.BOUNCED, PayoutMove.BOUNCE),
    ]:
        with pytest.raises(MoveRefused):
            life.after(state, move)


def test_only_the_banks_own_trouble_leaves_the_account_unblamed() -> None:
    blamed = {one for one in BounceReason if payouts.blames_account(one)}
    assert blamed == {BounceReason.NUMBER, BounceReason.NAME, BounceReason.CLOSED}
    assert set(payouts.BOUNCE_WORDS) == set(BounceReason)


# -- bank accounts ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1234567890", "1234567890"),
        (" 0012 3456-7890 ", "001234567890"),
        ("123.456.7890", "1234567890"),
        ("１２３４５６７", "1234567"),
    ],
)
def test_a_number_is_read_as_people_copy_it_and_keeps_its_zeros(typed: str, number: str) -> None:
    assert banks.read_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["", "1234", "1" * 21, "12345a", "BRI 12345", "00000", "+6281234567", "12/34567", "१२³४५"]
)
def test_what_is_no_account_number_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(banks.BadAccountNumber, match="Nomor rekening ditulis dengan angka"):
        banks.read_number(typed)


@given(st.text(max_size=30))
@settings(deadline=None, max_examples=300)
def test_any_text_is_an_account_number_or_refused(text: str) -> None:
    try:
        number = banks.read_number(text)
    except banks.BadAccountNumber:
        return
    assert number.isascii() and number.isdigit() and 5 <= len(number) <= 20


@pytest.mark.parametrize(
    ("number", "shown"), [("1234567890", "•••• 7890"), ("12345", "•••• 45"), ("1234567", "•••• 567")]
)
def test_a_number_is_shown_by_its_last_digits_and_never_by_more_than_half(number: str, shown: str) -> None:
    assert banks.masked(number) == shown


def test_banks_are_data_with_codes_that_stand_once() -> None:
    found = banks.banks()
    assert len(found) > 40
    assert list(found)[:5] == ["002", "008", "009", "014", "451"]
    assert all(code.isdigit() and len(code) == 3 for code in found)
    assert len({one.name for one in found.values()}) == len(found)
    assert banks.bank_name("999") == "Bank 999"


@pytest.mark.parametrize(
    ("holder", "owner", "differs"),
    [
        ("YATI PENJUAL", "Yati Penjual", False),
        ("Ny. Yati", "Yati Penjual", False),
        ("BUDI SANTOSO", "Yati Penjual", True),
        ("Nurlaela H.", "Nurlaéla Hasanah", False),
        ("", "Yati", True),
    ],
)
def test_a_holder_with_another_name_is_remarked_and_not_refused(
    holder: str, owner: str, differs: bool
) -> None:
    assert banks.looks_different(holder, owner) is differs


def test_remarks_say_what_to_look_at() -> None:
    assert banks.remarks("014", "1234567890", "Yati", "Yati Penjual") == []
    length, name = banks.remarks("014", "12345678901", "Budi", "Yati Penjual")
    assert length.startswith("Nomor BCA biasanya 10 angka, yang ini 11.")
    assert "(Yati Penjual)" in name
    assert banks.remarks("137", "123456", "Yati", "Yati Penjual") == []
