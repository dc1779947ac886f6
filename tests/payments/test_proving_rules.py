"""How long buyer and seller have with a proof, who may say that the money came, and what is no reason."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.payments.rules import proving, repaying
from app.payments.rules.proving import Teller
from tests.support.world import SUNDAY

MOMENTS = st.integers(0, 10_000).map(lambda minutes: SUNDAY + timedelta(minutes=minutes))


def test_the_seller_has_a_day_from_the_proof() -> None:
    assert proving.answer_by(SUNDAY) == SUNDAY + timedelta(hours=24)


@pytest.mark.parametrize(
    ("hours", "expected"), [(0, False), (11.99, False), (12, True), (23.99, True), (24, False), (30, False)]
)
def test_she_is_reminded_in_the_second_half_of_her_day(hours: float, expected: bool) -> None:
    due = proving.answer_by(SUNDAY)
    assert proving.is_half_over(SUNDAY, due, SUNDAY + timedelta(hours=hours)) is expected


@given(pay_by=MOMENTS, now=MOMENTS)
def test_a_proof_that_is_sent_back_never_shortens_the_buyers_time(pay_by: datetime, now: datetime) -> None:
    later = proving.pay_by_after(pay_by, now)
    assert later >= pay_by and later - now >= timedelta(hours=24)
    assert later in (pay_by, now + timedelta(hours=24))


@pytest.mark.parametrize(
    ("teller", "asked", "may"),
    [
        (Teller.SELLER, False, True),
        (Teller.SELLER, True, True),
        (Teller.KADER, False, False),
        (Teller.KADER, True, True),
        (Teller.OFFICER, False, False),
        (Teller.OFFICER, True, True),
    ],
)
def test_who_helps_says_it_only_when_the_seller_has_asked(teller: Teller, asked: bool, may: bool) -> None:
    if may:
        proving.check_teller(teller, asked=asked)
    else:
        with pytest.raises(proving.NotAsked):
            proving.check_teller(teller, asked=asked)


def test_behind_the_sellers_door_there_is_she_or_her_kader() -> None:
    assert proving.teller_of(is_helped=False) is Teller.SELLER
    assert proving.teller_of(is_helped=True) is Teller.KADER


def test_one_rupiah_less_is_named() -> None:
    with pytest.raises(proving.AmountSeenDiffers) as refused:
        proving.check_seen(Teller.SELLER, 102_417, 102_416, None)
    assert refused.value.message == (
        "Tagihannya Rp102.417, yang terlihat Rp102.416: kurang Rp1. Periksa sekali lagi sampai rupiah terakhir. "
        "Kalau memang segitu, pilih di bawah."
    )


AMOUNTS = st.integers(1, 10**9)


@given(teller=st.sampled_from(Teller), due=AMOUNTS, seen=AMOUNTS, accepts=st.none() | AMOUNTS)
def test_only_the_exact_amount_is_right_for_whoever_tells_of_it(
    teller: Teller, due: int, seen: int, accepts: int | None
) -> None:
    if seen == due or (teller is Teller.SELLER and accepts == seen):
        proving.check_seen(teller, due, seen, accepts)
        return
    with pytest.raises(proving.AmountSeenDiffers) as refused:
        proving.check_seen(teller, due, seen, accepts)
    assert ("kurang" in refused.value.message) is (seen < due)
    assert refused.value.may_accept is (teller is Teller.SELLER)


@pytest.mark.parametrize("teller", [Teller.KADER, Teller.OFFICER])
def test_who_helps_takes_no_other_amount(teller: Teller) -> None:
    with pytest.raises(proving.AmountSeenDiffers) as refused:
        proving.check_seen(teller, 100_000, 99_999, 99_999)
    assert refused.value.message.endswith("penjualnya sendiri yang memutuskan.")


@pytest.mark.parametrize(
    ("chosen", "words", "reason"),
    [
        ("belum", "", "Uangnya belum terlihat di rekening atau riwayat QRIS."),
        (None, " Fotonya gelap. ", "Fotonya gelap."),
        ("lain", "Ini bulan lalu.", "Ini bukti untuk pembayaran lain. Ini bulan lalu."),
        ("bukan-dari-daftar", "Belum ada.", "Belum ada."),
    ],
)
def test_a_reason_is_from_the_list_or_in_her_words_or_both(
    chosen: str | None, words: str, reason: str
) -> None:
    assert proving.reason_of(chosen, words) == reason


@pytest.mark.parametrize("chosen", [None, "", "bukan-dari-daftar"])
def test_nothing_is_sent_back_without_a_reason(chosen: str | None) -> None:
    with pytest.raises(proving.NeedsReason):
        proving.reason_of(chosen, "  ")


# -- giving money back by hand --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0123456789", "0123456789"),
        ("123-456-7890", "1234567890"),
        (" 12 34 56 ", "123456"),
        ("0812.0000.1005", "081200001005"),
    ],
)
def test_an_account_number_is_read_as_it_is_printed(typed: str, number: str) -> None:
    assert repaying.normal_number(typed) == number


@pytest.mark.parametrize("typed", ["", "12345", "1" * 21, "rekening BRI", "12345a", "١٢٣٤٥٦", "123/456"])
def test_what_is_no_account_number_is_refused(typed: str) -> None:
    with pytest.raises(repaying.BadAccount):
        repaying.normal_number(typed)


def test_she_has_three_days_from_when_she_knows_to_where() -> None:
    assert repaying.repay_by(SUNDAY) == SUNDAY + timedelta(days=3)


@pytest.mark.parametrize(("day", "fine"), [(19, False), (20, True), (22, True), (23, False)])
def test_the_day_of_giving_back_lies_between_asking_and_today(day: int, fine: bool) -> None:
    asked, today = date(2026, 11, 20), date(2026, 11, 22)
    if fine:
        repaying.check_paid_on(date(2026, 11, day), asked_on=asked, today=today)
    else:
        with pytest.raises(repaying.BadDay):
            repaying.check_paid_on(date(2026, 11, day), asked_on=asked, today=today)
