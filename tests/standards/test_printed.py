"""What stands on a printed label, and why one is not printed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.paper.label import LabelBrand, LabelText, Line, Run
from app.standards.rules.ingredients import Allergen, pieces_of
from app.standards.rules.label import HalalStatus, Precision
from app.standards.rules.printed import (
    ALLERGENS_IN_BOLD,
    SWEETENER,
    Missing,
    PaperFacts,
    PrintFacts,
    Where,
    best_before,
    print_label,
)
from tests.support.printing import HALAL, PIRT, TODAY, a_kebaya, a_snack


def text_of(facts: PrintFacts) -> LabelText:
    made = print_label(facts)
    assert made.text is not None, made.missing
    return made.text


def said(text: LabelText) -> str:
    """Everything on it, with plain blanks."""
    lines = [*text.front, *text.back, *([text.amount] if text.amount else [])]
    parts = [text.name, text.subtitle, text.brand.name, text.halal_number, *text.not_halal, *text.warnings]
    parts += [f"{line.label} {line.value}" for line in lines] + [run.text for run in text.ingredients]
    return " ".join(parts).replace("\u00a0", " ")


def bold_of(text: LabelText) -> list[str]:
    return [run.text for run in text.ingredients if run.bold]


def plain(line: Line) -> tuple[str, str]:
    return line.label, line.value.replace("\u00a0", " ")


# -- what stands there ------------------------------------------------------------------------------


def test_a_snack_carries_what_the_law_asks_its_most_visible_part_on_the_front() -> None:
    text = text_of(a_snack())
    assert (text.name, text.subtitle, text.brand.name) == ("Keripik Singkong Balado", "Renyah", "Dapur Ratna")
    assert text.amount and plain(text.amount) == ("Berat bersih", "250 g")
    assert [plain(line) for line in text.front] == [
        ("Baik digunakan sebelum", "21 Mei 2027"),
        ("P-IRT No.", "2153671019901-30"),
        ("Diproduksi oleh", "Dapur Ratna, Kota Tangerang 15148"),
    ]
    assert [plain(line) for line in text.back] == [
        ("Kode produksi", "B221126"),
        ("Tanggal produksi", "22 November 2026"),
        ("", "Simpan di tempat kering, tutup rapat"),
    ]
    assert (text.origin, text.sample, text.halal_number, text.not_halal) == (
        "Buatan Indonesia",
        False,
        "",
        (),
    )


def test_a_kebaya_carries_size_fibre_maker_and_care_and_never_waits_for_a_paper() -> None:
    made = print_label(a_kebaya())
    assert made.text and made.sample_because == () and made.notes == ()
    assert [plain(line) for line in made.text.front] == [
        ("Ukuran", "S, M, L"),
        ("Dibuat oleh", "Kelompok Payet Kenanga, Kota Tangerang 15148"),
    ]
    assert [plain(line) for line in made.text.back] == [
        ("Bahan", "Brokat dan tile"),
        ("Serat", "70% poliester, 30% katun"),
    ]
    assert [step.way for step in made.text.care] == ["tangan", "jangan", "teduh", "rendah", "jangan"]
    assert (made.text.sample, made.text.amount, made.text.ingredients) == (False, None, ())


COMPOSITIONS: list[tuple[str, frozenset[Allergen], list[str], tuple[str, ...]]] = [
    ("singkong, minyak, garam", frozenset(), [], ()),
    ("Tepung TERIGU, telur, gula", frozenset(), ["Tepung TERIGU", "telur"], (ALLERGENS_IN_BOLD,)),
    ("kacang hijau, gula, susu kedelai", frozenset(), ["susu kedelai"], (ALLERGENS_IN_BOLD,)),
    ("kacang-tanah", frozenset(), ["kacang-tanah"], ("Mengandung alergen: kacang tanah",)),
    ("gula, bumbu", frozenset({Allergen.MILK}), [], ("Mengandung alergen: susu",)),
    ("gula, sakarin", frozenset(), [], (SWEETENER,)),
]


@pytest.mark.parametrize(("composition", "ticked", "bold", "warnings"), COMPOSITIONS)
def test_allergens_are_bold_in_the_list_and_told_beside_it(
    composition: str, ticked: frozenset[Allergen], bold: list[str], warnings: tuple[str, ...]
) -> None:
    text = text_of(a_snack(label={"composition": composition, "allergens": ticked}))
    assert (bold_of(text), text.warnings) == (bold, warnings)


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["telur", "gula", "ikan teri", "ham", "Kacang hijau", "susu-", " ,", "İ", "rum"])
    )
)
def test_the_list_keeps_her_words_and_her_order(parts: list[str]) -> None:
    composition = ", ".join(parts)
    assert "".join(piece.text for piece in pieces_of(composition)) == composition


AMOUNTS = [
    (250, "gr", "Berat bersih", "250 g"),
    (Decimal("1.5"), "Kg", "Berat bersih", "1,5 kg"),
    (Decimal("100.0"), "gram", "Berat bersih", "100 g"),
    (600, "mL", "Isi bersih", "600 ml"),
    (1, "liter", "Isi bersih", "1 l"),
]


@pytest.mark.parametrize(("quantity", "unit", "label", "value"), AMOUNTS)
def test_the_net_amount_has_the_right_sign(quantity: Any, unit: str, label: str, value: str) -> None:
    amount = text_of(a_snack(label={"net_quantity": quantity, "net_unit": unit})).amount
    assert amount and plain(amount) == (label, value)


DAYS = [
    (date(2026, 11, 22), 7, Precision.MONTH, "29 November 2026"),  # up to three months the day is needed
    (date(2026, 11, 22), 92, Precision.MONTH, "22 Februari 2027"),
    (date(2026, 11, 22), 93, Precision.DAY, "23 Februari 2027"),
    (date(2026, 11, 22), 93, Precision.MONTH, "Januari 2027"),  # February would promise five days too many
    (date(2026, 11, 22), 98, Precision.MONTH, "Februari 2027"),  # 28 February: the month is good to its end
    (date(2028, 1, 1), 365, Precision.DAY, "31 Desember 2028"),
]


@pytest.mark.parametrize(("made_on", "shelf_life", "precision", "printed"), DAYS)
def test_the_day_is_counted_from_production_and_never_promises_too_much(
    made_on: date, shelf_life: int, precision: Precision, printed: str
) -> None:
    facts = a_snack(
        made_on=made_on,
        today=made_on,
        label={"shelf_life_days": shelf_life, "best_before_precision": precision},
    )
    assert best_before(facts).replace("\u00a0", " ") == printed


def test_a_trade_name_that_is_the_brand_is_not_said_twice() -> None:
    assert text_of(a_snack(label={"trade_name": "dapur RATNA"})).subtitle == ""


# -- papers -----------------------------------------------------------------------------------------

SEEN_HALAL = {"halal": PaperFacts(number=HALAL, seen=True), "halal_claimed": True}
UNSEEN_HALAL = {"halal": PaperFacts(number=HALAL), "halal_claimed": True}


def test_an_unseen_permit_puts_contoh_across_and_says_why() -> None:
    made = print_label(a_snack(pirt=PaperFacts(number=PIRT)))
    assert made.text and made.text.sample
    assert made.sample_because == ("Nomor P-IRT-nya belum dicocokkan kurator dengan sertifikatnya.",)


@pytest.mark.parametrize("halal", [{}, {"halal_claimed": True}, UNSEEN_HALAL])
@pytest.mark.parametrize("status", [HalalStatus.NONE, HalalStatus.IN_PROCESS])
def test_without_a_seen_certificate_no_word_of_halal_is_on_the_label(
    halal: dict[str, Any], status: HalalStatus
) -> None:
    made = print_label(a_snack(label={"halal_status": status}, **halal))
    assert made.text and "halal" not in said(made.text).lower() and HALAL not in said(made.text)
    assert made.text.sample is bool(halal)


def test_a_seen_certificate_opens_a_place_for_its_mark_with_the_number_beneath() -> None:
    made = print_label(a_snack(label={"halal_status": HalalStatus.CERTIFIED}, **SEEN_HALAL))
    assert made.text and (made.text.halal_number, made.text.sample) == (HALAL, False)
    assert made.notes[0].startswith("Bingkai kosong itu tempat logo halal.")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"label": {"kind_name": "Keripik HALAL"}}, Where.NAME),
        ({"label": {"trade_name": "Halal Jaya"}}, Where.FACTS),
        ({"label": {"composition": "gula halal"}}, Where.FACTS),
        ({"brand": LabelBrand(name="Dapur Halal")}, Where.GERAI),
    ],
)
def test_the_word_typed_without_a_seen_certificate_is_not_printed(
    change: dict[str, Any], where: Where
) -> None:
    made = print_label(a_snack(**change))
    assert made.text is None and [one.where for one in made.missing] == [where]
    assert "baru boleh dicetak setelah kurator melihat sertifikat" in made.missing[0].sentence
    assert print_label(a_snack(**change, **SEEN_HALAL)).text is not None


def test_what_is_not_halal_says_so_and_names_pork() -> None:
    label = {"halal_status": HalalStatus.NOT_HALAL, "composition": "daging babi, rum, garam"}
    text = text_of(a_snack(label=label))
    assert text.not_halal == ("TIDAK HALAL", "Mengandung babi")
    assert [run for run in text.ingredients if run.warned] == [
        Run("babi", bold=True, warned=True),
        Run("rum", bold=True, warned=True),
    ]
    without = text_of(a_snack(label={**label, "composition": "gula, rum"}))
    assert without.not_halal == ("TIDAK HALAL",)


# -- what is missing --------------------------------------------------------------------------------

LACKS: list[tuple[dict[str, Any], Where, str]] = [
    ({"label": {"kind_name": " "}}, Where.NAME, "Nama barangnya belum ada."),
    ({"label": {"maker": ""}}, Where.GERAI, "Nama gerainya belum ada."),
    ({"label": {"town": ""}}, Where.GERAI, "Alamat gerai belum diisi."),
    ({"label": {"postal_code": "1514"}}, Where.GERAI, "Kode pos gerai belum ada."),
    ({"label": {"composition": "  "}}, Where.FACTS, "Komposisinya belum diisi."),
    ({"label": {"net_quantity": None}}, Where.FACTS, "Berat atau isi bersihnya belum diisi."),
    ({"label": {"net_unit": "bungkus"}}, Where.FACTS, "Satuan berat bersihnya belum terbaca."),
    ({"label": {"shelf_life_days": None}}, Where.FACTS, "Tahan berapa hari belum diisi"),
    ({"code": ""}, Where.HERE, "Kode produksinya belum diisi."),
    ({"made_on": None}, Where.HERE, "Tanggal produksinya belum dipilih."),
    ({"made_on": TODAY + timedelta(days=32)}, Where.HERE, "Tanggal produksinya masih lama."),
    ({"made_on": TODAY - timedelta(days=181)}, Where.HERE, "Dengan tanggal produksi ini"),
    ({"pirt": None}, Where.PAPERS, "Barang yang tahan 180 hari perlu nomor P-IRT"),
    ({"pirt": PaperFacts(number="")}, Where.PAPERS, "Nomor P-IRT-nya belum terbaca benar."),
    ({"pirt": PaperFacts(number=PIRT, past=True)}, Where.PAPERS, "Masa berlaku P-IRT-nya sudah lewat."),
    ({"pirt": PaperFacts(number=PIRT, refused=True)}, Where.PAPERS, "P-IRT-nya belum diterima kurator."),
    ({"label": {"kind_name": "Keripik 脆片"}}, Where.NAME, "Huruf “脆片” di nama barang tidak bisa dicetak."),
    ({"code": "Партия 7"}, Where.HERE, "Huruf “Партия” di kode produksi tidak bisa dicetak."),
]


@pytest.mark.parametrize(("change", "where", "begins"), LACKS)
def test_each_missing_fact_is_named_with_the_place_where_it_is_filled(
    change: dict[str, Any], where: Where, begins: str
) -> None:
    made = print_label(a_snack(**change))
    assert made.text is None
    assert [one.where for one in made.missing] == [where]
    assert made.missing[0].sentence.startswith(begins)


def test_all_that_is_missing_is_said_at_once() -> None:
    made = print_label(a_snack(code="", pirt=None, label={"composition": "", "net_quantity": None}))
    assert [one.where for one in made.missing] == [Where.FACTS, Where.FACTS, Where.HERE, Where.PAPERS]


def test_goods_need_little_and_hear_what_else_would_help() -> None:
    bare = print_label(a_kebaya(care=(), label={"size": "", "fibre": ""}))
    assert bare.text and [note.partition(" belum")[0] for note in bare.notes] == [
        "Ukurannya",
        "Cara merawatnya",
    ]
    assert print_label(a_kebaya(label={"material": "", "fibre": ""})).missing == (
        Missing(Where.FACTS, "Bahannya belum diisi."),
    )


@pytest.mark.parametrize(("days", "missing"), [(6, 0), (7, 0), (8, 1)])
def test_food_of_a_week_needs_no_permit(days: int, missing: int) -> None:
    facts = a_snack(pirt=None, label={"shelf_life_days": days})
    made = print_label(facts)
    assert len(made.missing) == missing
    assert any("tepat 7 hari" in note for note in made.notes) is (days == 7)


def test_signs_that_cannot_be_printed_are_left_out_and_said() -> None:
    made = print_label(a_snack(label={"kind_name": "Keripik 🌶️ Pedas\u202e"}))
    assert made.text and made.text.name == "Keripik Pedas"
    assert made.notes[0] == "Tanda 🌶 di nama barang tidak ikut dicetak."


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_is_either_printed_or_answered(name: str, composition: str) -> None:
    facts = a_snack()
    facts = replace(facts, label=replace(facts.label, kind_name=name, composition=composition))
    made = print_label(facts)
    assert (made.text is None) == bool(made.missing)
