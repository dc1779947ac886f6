"""Rupiah as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base.money import format_rupiah, parse_rupiah

WRITINGS = [
    ("0", 0),
    ("12500", 12_500),
    ("12.500", 12_500),
    ("12 500", 12_500),
    ("  12.500  ", 12_500),
    ("0012500", 12_500),
    ("Rp12.500", 12_500),
    ("Rp 12.500", 12_500),
    ("Rp. 12.500", 12_500),
    ("rp12500", 12_500),
    ("RP 12.500", 12_500),
    ("IDR 12.500", 12_500),
    ("Rp 12.500,00", 12_500),
    ("Rp12.500,-", 12_500),
    ("Rp12.500,--", 12_500),
    ("Rp12.500,00,-", 12_500),
    ("Rp 12.500.-", 12_500),
    ("Rp1.250.000,-", 1_250_000),
    ("12,5rb", 12_500),
    ("12,5 rb", 12_500),
    ("12,25rb", 12_250),
    ("12rb", 12_000),
    ("12 ribu", 12_000),
    ("25k", 25_000),
    ("25 K", 25_000),
    ("rp25ribu", 25_000),
    ("1,5jt", 1_500_000),
    ("1,25 juta", 1_250_000),
    ("2 jt", 2_000_000),
    ("12.500 rb", 12_500_000),
    ("١٢.٥٠٠", 12_500),
]

NOT_CLEAR = [
    "", "Rp", "rb", "gratis", "-1500", "1,5", "12.500,50", "12.50", "12.5000", "1.2.500", "1 2 500",
    "12,500", "IDR 12,500.00", "1.5jt", "2,345rb", "12,00,5rb", "12,-,5rb", "1jt500rb", "12.500/pcs",
    "12.500 atau 13.000", "12-15rb", "1e5", "½", "1_000", "Rp Rp 5", "12.500,-,-",
]  # fmt: skip


@pytest.mark.parametrize(("text", "amount"), WRITINGS)
def test_an_amount_is_read_in_every_usual_writing(text: str, amount: int) -> None:
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize("text", NOT_CLEAR)
def test_what_is_not_clearly_one_whole_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_rupiah(text)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (0, "Rp0"),
        (5, "Rp5"),
        (999, "Rp999"),
        (1_000, "Rp1.000"),
        (12_500, "Rp12.500"),
        (1_250_000, "Rp1.250.000"),
        (-1_500, "-Rp1.500"),
    ],
)
def test_an_amount_is_written_without_a_blank_and_with_dots(amount: int, text: str) -> None:
    assert format_rupiah(amount) == text


@settings(deadline=None, max_examples=200)
@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(["", ",-", ",00", ".-", " ,-"]))
def test_what_was_written_is_read_back(amount: int, ending: str) -> None:
    assert parse_rupiah(format_rupiah(amount) + ending) == amount


@settings(deadline=None, max_examples=300)
@given(st.text(alphabet="0123456789.,- Rprbktj", max_size=14))
def test_nothing_is_read_but_whole_amounts_and_nothing_else_is_raised(text: str) -> None:
    try:
        amount = parse_rupiah(text)
    except ValueError:
        return
    assert amount >= 0
    assert parse_rupiah(format_rupiah(amount)) == amount
