"""Any Indonesian writing of a mobile number is one number; what is no mobile number is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts.rules import BadPhone, Identity, identity_of, normal_phone, written_phone

SARI = "+6281234567890"

WRITINGS = [
    "0812-3456-7890",
    "0812 3456 7890",
    "0812.3456.7890",
    "081234567890",
    " 0812-3456-7890 ",
    "(0812) 3456 7890",
    "0812/3456/7890",
    "0812–3456–7890",
    "0812\u00a03456\u00a07890",
    "0 8 1 2 3 4 5 6 7 8 9 0",
    "81234567890",
    "812-3456-7890",
    "6281234567890",
    "62 812 3456 7890",
    "62812-3456-7890",
    "+6281234567890",
    "+62 812-3456-7890",
    "+62-812-3456-7890",
    "+62.812.3456.7890",
    "(+62) 812 3456 7890",
    "+62 (0) 812 3456 7890",
    "+62 0812 3456 7890",
    "006281234567890",
    "0062 812 3456 7890",
    "00 62 (0)812-3456-7890",
    "０８１２３４５６７８９０",
    "８１２３４５６７８９０",
    "+６２ ８１２ ３４５６ ７８９０",
    "００６２８１２３４５６７８９０",
]


@pytest.mark.parametrize("text", WRITINGS)
def test_every_usual_writing_is_the_same_number(text: str) -> None:
    assert normal_phone(text) == SARI


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("0812345678", "+62812345678"),  # the shortest: ten digits
        ("0812345678901", "+62812345678901"),  # the longest: thirteen
        ("0895-3333-4444", "+6289533334444"),
    ],
)
def test_ten_to_thirteen_digits_are_a_mobile_number(text: str, normal: str) -> None:
    assert normal_phone(text) == normal


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "+",
        "62",
        "8",
        "081234567",  # nine digits
        "08123456789012",  # fourteen
        "021-555-1234",  # Jakarta's landlines
        "(0361) 223344",
        "129",
        "1500123",
        "+60123456789",
        "+1 812 345 6789",
        "++6281234567890",
        "+62+81234567890",
        "0000812345678",
        "00812-3456-7890",
        "0812345678O",
        "О81234567890",  # a Cyrillic letter that looks like a nought
        "0812-3456-7890 (WA)",
        "wa.me/6281234567890",
        "0812-3456-7890, 0813-1111-2222",
        "6262812345678",
    ],
)
def test_what_is_no_mobile_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(BadPhone) as refusal:
        normal_phone(text)
    assert refusal.value.message == "Nomor HP ini belum benar. Contoh yang benar: 0812-3456-7890."


NATIONAL = st.from_regex(r"8[1-9][0-9]{7,10}", fullmatch=True)
GAPS = st.lists(st.sampled_from(["", " ", "-", ".", " - "]), min_size=16, max_size=16)


@settings(deadline=None, max_examples=200)
@given(NATIONAL, st.sampled_from(["", "0", "62", "+62", "0062", "+62 0"]), GAPS)
def test_blanks_and_dashes_anywhere_change_nothing(national: str, before: str, gaps: list[str]) -> None:
    spaced = "".join(digit + gap for digit, gap in zip(national, gaps, strict=False))
    assert normal_phone(f"{before} {spaced}") == f"+62{national}"


@settings(deadline=None, max_examples=100)
@given(NATIONAL)
def test_what_people_read_aloud_is_understood_again(national: str) -> None:
    assert normal_phone(written_phone(f"+62{national}")) == f"+62{national}"


@settings(deadline=None, max_examples=300)
@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    try:
        number = normal_phone(text)
    except BadPhone:
        return
    assert number.startswith("+628") and 12 <= len(number) <= 15 and number[1:].isascii()


@pytest.mark.parametrize(
    ("e164", "aloud"),
    [("+6281234567890", "0812-3456-7890"), ("+62812345678", "0812-3456-78")],
)
def test_numbers_are_shown_in_groups_of_four(e164: str, aloud: str) -> None:
    assert written_phone(e164) == aloud


def test_an_at_sign_makes_it_an_email_address() -> None:
    assert identity_of(" Ibu.Sari@Contoh.ID ") == Identity(email="ibu.sari@contoh.id")
    assert identity_of("0812 3456 7890") == Identity(phone=SARI)
    assert identity_of("0812 3456 7890").key == SARI
