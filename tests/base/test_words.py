"""Whole rupiah in Indonesian words: what is written says exactly the number, and nothing else."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.base.words import MOST, in_words, rupiah_in_words

WRITTEN = {
    0: "nol",
    1: "satu",
    9: "sembilan",
    10: "sepuluh",
    11: "sebelas",
    12: "dua belas",
    19: "sembilan belas",
    20: "dua puluh",
    21: "dua puluh satu",
    99: "sembilan puluh sembilan",
    100: "seratus",
    101: "seratus satu",
    110: "seratus sepuluh",
    111: "seratus sebelas",
    115: "seratus lima belas",
    200: "dua ratus",
    999: "sembilan ratus sembilan puluh sembilan",
    1_000: "seribu",
    1_001: "seribu satu",
    1_011: "seribu sebelas",
    1_100: "seribu seratus",
    1_111: "seribu seratus sebelas",
    2_000: "dua ribu",
    10_000: "sepuluh ribu",
    11_000: "sebelas ribu",
    12_500: "dua belas ribu lima ratus",
    21_000: "dua puluh satu ribu",
    100_000: "seratus ribu",
    101_000: "seratus satu ribu",
    125_000: "seratus dua puluh lima ribu",
    1_000_000: "satu juta",
    1_001_000: "satu juta seribu",
    1_000_001: "satu juta satu",
    11_000_000: "sebelas juta",
    1_500_000: "satu juta lima ratus ribu",
    500_000_000: "lima ratus juta",
    1_000_000_000: "satu miliar",
    1_000_001_000: "satu miliar seribu",
    2_345_678_901: "dua miliar tiga ratus empat puluh lima juta enam ratus tujuh puluh delapan ribu sembilan ratus satu",
    1_000_000_000_000: "satu triliun",
    1_001_001_001_001: "satu triliun satu miliar satu juta seribu satu",
    MOST: "sembilan ratus sembilan puluh sembilan triliun sembilan ratus sembilan puluh sembilan miliar sembilan ratus "
    "sembilan puluh sembilan juta sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
}

ONES = {
    word: count
    for count, word in enumerate(
        [
            "satu",
            "dua",
            "tiga",
            "empat",
            "lima",
            "enam",
            "tujuh",
            "delapan",
            "sembilan",
            "sepuluh",
            "sebelas",
        ],
        start=1,
    )
}
SIZES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def read(words: str) -> int:
    """The number that somebody hears who reads the words aloud; it knows nothing of how they were made."""
    whole = group = last = 0
    for word in words.split():
        if word in SIZES:
            whole, group, last = whole + (group + last) * SIZES[word], 0, 0
        elif word == "seribu":
            whole, group, last = whole + 1000, 0, 0
        elif word == "seratus":
            group += 100
        elif word == "ratus":
            group, last = group + last * 100, 0
        elif word == "puluh":
            group, last = group + last * 10, 0
        elif word == "belas":
            last += 10
        elif word == "nol":
            last = 0
        else:
            last = ONES[word]
    return whole + group + last


@pytest.mark.parametrize(("number", "words"), WRITTEN.items())
def test_a_number_is_written_as_people_say_it(number: int, words: str) -> None:
    assert in_words(number) == words


@settings(deadline=None, max_examples=500)
@given(st.one_of(st.integers(0, MOST), st.integers(0, 2_000_000)))
@example(11_011_011_011_011)
@example(101_110_111_100_010)
def test_what_is_written_is_read_back_as_the_same_number(number: int) -> None:
    words = in_words(number)
    assert read(words) == number
    assert "satu ratus" not in words and "satu puluh" not in words and "satu belas" not in words
    assert words == " ".join(words.split())


def test_every_number_below_ten_thousand_has_words_of_its_own() -> None:
    written = [in_words(number) for number in range(10_000)]
    assert [read(words) for words in written] == list(range(10_000))
    assert len(set(written)) == 10_000


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_no_paper_carries_is_refused(number: int) -> None:
    with pytest.raises(ValueError):
        in_words(number)


def test_an_amount_begins_large_and_ends_in_rupiah() -> None:
    assert rupiah_in_words(125_000) == "Seratus dua puluh lima ribu rupiah"
    assert rupiah_in_words(0) == "Nol rupiah"
