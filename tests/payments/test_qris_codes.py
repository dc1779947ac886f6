"""A QRIS code is taken only whole, static, in rupiah, without a fee, and with the NMID that its owner typed."""

import string

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lokal import qris as oracle

from app.payments.rules import qris
from tests.support.stickers import FOR_ONE_BILL, STATIC, changed

LETTERS = string.ascii_letters + string.digits + " .-/&"


def test_the_check_figure_is_that_of_the_standard() -> None:
    assert qris.crc("123456789") == "29B1"


def test_a_sticker_says_who_is_paid() -> None:
    assert qris.read(f"  {STATIC}\n") == qris.Sticker(
        STATIC, "ID1020012345678", "GERAI DIGITAL UJI", "TANGERANG"
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("https://gerai.example", qris.NO_QRIS),
        ("", qris.NO_QRIS),
        (STATIC[:-4] + "0000", qris.BROKEN),
        (STATIC[:-6], qris.BROKEN),
        (STATIC[:80], qris.BROKEN),
        (STATIC + "0", qris.BROKEN),
        (STATIC.replace("UJI6009", "UJY6009"), qris.BROKEN),
        (changed("5917GERAI DIGITAL UJI", "5918GERAI DIGITAL UJI"), qris.BROKEN),
        (changed("6009TANGERANG", "6009TANGERANG6009TANGERANG"), qris.BROKEN),
        (changed("5917GERAI DIGITAL UJI", "5900"), qris.BROKEN),
        (changed("52045947", "5204ABCD"), qris.BROKEN),
        (changed("TANGERANG", "TANGÉRANG"), qris.BROKEN),
        ("000201" + "9910" + "A" * 600, qris.BROKEN),
        (FOR_ONE_BILL, qris.DYNAMIC),
        (changed("010211", "010212"), qris.DYNAMIC),
        (changed("5303360", "5303360540525347"), qris.DYNAMIC),
        (changed("5303360", "5303702"), "Kode ini untuk uang negara lain. Foto stiker QRIS yang menerima rupiah."),
        (changed("5802ID", "5802SG"), "Kode ini untuk uang negara lain. Foto stiker QRIS yang menerima rupiah."),
        (changed("5303360", "530336055020256041000"), qris.WITH_FEE),
        (changed("5303360", "53033605502035703001"), qris.WITH_FEE),
        (changed("ID.CO.QRIS.WWW", "SG.COM.PAYNOWX"), qris.NO_QRIS),
        (changed("ID1020012345678", "XX1020012345678"), qris.NO_QRIS),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(qris.BadQris) as refused:
        qris.read(text)
    assert refused.value.message == sentence


def test_a_code_that_asks_for_a_tip_adds_nothing_by_itself() -> None:
    assert qris.read(changed("5303360", "5303360550201")).nmid == "ID1020012345678"


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(STATIC) - 1), st.characters(codec="utf-8", exclude_categories=["Cs"]))
def test_no_single_changed_letter_passes_but_the_case_of_the_check_figure(at: int, letter: str) -> None:
    assume(letter != STATIC[at])
    text = STATIC[:at] + letter + STATIC[at + 1 :]
    try:
        found = qris.read(text)
    except qris.BadQris:
        return
    assert at >= len(STATIC) - 4 and letter.upper() == STATIC[at]
    assert (found.nmid, found.name, found.city) == ("ID1020012345678", "GERAI DIGITAL UJI", "TANGERANG")


@settings(deadline=None, max_examples=100)
@given(
    name=st.text(LETTERS, min_size=1, max_size=25).filter(str.strip),
    city=st.text(LETTERS, min_size=1, max_size=15).filter(str.strip),
    number=st.integers(0, 10**13 - 1),
)
def test_whoever_is_named_is_read_as_another_reader_reads_her(name: str, city: str, number: int) -> None:
    nmid = f"ID{number:013d}"
    text = changed("5917GERAI DIGITAL UJI", f"59{len(name):02d}{name}")
    text = changed("6009TANGERANG", f"60{len(city):02d}{city}", text)
    text = changed("0215ID1020012345678", f"0215{nmid}", text)
    found, other = qris.read(text), oracle.parse_qris(text)
    assert not other.errors
    assert (found.payload, found.nmid) == (text, nmid) == (other.input, other.nmid)
    assert (found.name, found.city) == (name.strip(), city.strip())


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=600))
def test_no_text_whatever_makes_it_stumble(text: str) -> None:
    said = set()
    for tried in (text, "000201" + text, "000201" + text + "6304" + qris.crc("000201" + text + "6304")):
        try:
            qris.read(tried)
        except qris.BadQris as refused:
            said.add(refused.message[-1])
    assert said <= {"."}


@pytest.mark.parametrize(
    "typed",
    ["ID1020012345678", "id1020012345678", "NMID: ID1020012345678", "NMID ID 1020 0123 45678", "1020012345678", "ID-1020.0123.45678"],
)  # fmt: skip
def test_an_nmid_is_read_as_people_copy_it(typed: str) -> None:
    assert qris.normal_nmid(typed) == "ID1020012345678"


@pytest.mark.parametrize(
    "typed", ["", "ID", "ID102001234567", "ID10200123456789", "IDI020012345678", "ID١٠٢٠٠١٢٣٤٥٦٧٨", "KTP"]
)
def test_what_is_no_nmid_is_asked_for_again(typed: str) -> None:
    with pytest.raises(qris.BadNmid):
        qris.normal_nmid(typed)


def test_the_code_must_carry_the_nmid_that_was_typed() -> None:
    assert qris.check(STATIC, "ID1020012345678").name == "GERAI DIGITAL UJI"
    with pytest.raises(qris.NotHerCode) as refused:
        qris.check(STATIC, "ID1020012345679")
    assert refused.value.message == (
        "NMID di stiker ini ID1020012345678, bukan ID1020012345679."
        " Periksa tulisannya; kalau memang berbeda, ini bukan stiker gerai Ibu."
    )
