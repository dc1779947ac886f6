"""NIB, BPOM and trade mark numbers."""

import pytest

from app.standards.rules.findings import Severity
from app.standards.rules.papers import PaperVerdict, read_bpom, read_nib, read_trademark


@pytest.mark.parametrize(
    ("raw", "verdict", "canonical"),
    [
        ("0289010302776", PaperVerdict.VALID, "0289010302776"),
        ("NIB: 1408 2301 35849", PaperVerdict.VALID, "1408230135849"),
        ("", PaperVerdict.EMPTY, ""),
        ("-", PaperVerdict.EMPTY, ""),
        ("1234567890123", PaperVerdict.PLACEHOLDER, ""),
        ("0000000000000", PaperVerdict.PLACEHOLDER, ""),
        ("028901020277600010002", PaperVerdict.OTHER_PAPER, ""),
        ("3674015203800001", PaperVerdict.OTHER_PAPER, ""),
        ("2063671010001-28", PaperVerdict.OTHER_PAPER, ""),
        ("12345", PaperVerdict.INVALID, ""),
        ("sudah punya", PaperVerdict.INVALID, ""),
    ],
)
def test_a_nib_has_thirteen_digits(raw: str, verdict: PaperVerdict, canonical: str):
    reading = read_nib(raw)
    assert (reading.verdict, reading.canonical) == (verdict, canonical)


def test_a_nik_typed_as_nib_is_not_repeated():
    finding = read_nib("3674015203800001").findings[0]
    assert finding.sentence == "Ini seperti NIK atau NPWP. Hapus dari sini; NIK tidak ditulis di isian ini."
    assert "3674" not in finding.sentence + finding.next_step


@pytest.mark.parametrize(
    ("raw", "verdict", "canonical"),
    [
        ("BPOM RI MD 224510012345", PaperVerdict.VALID, "MD 224510012345"),
        ("MD240935001200027", PaperVerdict.VALID, "MD 240935001200027"),
        ("md 2245.1001.2345", PaperVerdict.VALID, "MD 224510012345"),
        ("ML 224510012345", PaperVerdict.SUSPECT, "ML 224510012345"),
        ("MD 12345678901", PaperVerdict.INVALID, ""),
        ("224510012345", PaperVerdict.INVALID, ""),
        ("P-IRT 2063671010001-28", PaperVerdict.OTHER_PAPER, ""),
        ("NA18240900123", PaperVerdict.OTHER_PAPER, ""),
        ("-", PaperVerdict.EMPTY, ""),
    ],
)
def test_a_bpom_number_is_md_or_ml_with_twelve_or_fifteen_digits(
    raw: str, verdict: PaperVerdict, canonical: str
):
    reading = read_bpom(raw)
    assert (reading.verdict, reading.canonical) == (verdict, canonical)


def test_imported_food_is_for_a_curator():
    assert [(finding.code, finding.severity) for finding in read_bpom("ML 224510012345").findings] == [
        ("bpom.suspect", Severity.PERIKSA)
    ]


@pytest.mark.parametrize("raw", ["IDM001234567", "DID2023012345", "jid 2023 012345", "R00201900123"])
def test_known_shapes_of_trade_mark_numbers_pass(raw: str):
    assert read_trademark(raw).verdict is PaperVerdict.VALID


def test_a_trade_mark_number_is_never_refused():
    assert [finding.severity for finding in read_trademark("merek saya").findings] == [Severity.PERIKSA]
    assert read_trademark("").verdict is PaperVerdict.EMPTY
