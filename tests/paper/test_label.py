"""Finished labels measured: millimetres, sizes of letters, what a text of any length or kind does to them."""

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ContentStream

from app.paper.label import (
    LabelBrand,
    LabelText,
    LabelTooLong,
    Run,
    Size,
    Style,
    label_pdf,
    label_png,
    sheet_pdf,
    smallest_x_height,
)
from app.paper.typefaces import POINT_MM
from app.standards.rules.printed import PrintFacts, print_label
from tests.support.printing import HALAL, URL, a_kebaya, a_snack, box_mm, ink_of, texts_of
from tests.support.world import a_picture

EVERY_LOOK = [(size, style) for size in Size for style in Style]


def text_of(facts: PrintFacts, **changes: Any) -> LabelText:
    made = print_label(facts).text
    assert made is not None
    return replace(made, **changes)


SNACK = text_of(a_snack())
KEBAYA = text_of(a_kebaya())
LONG = replace(SNACK, ingredients=(Run("tepung beras, santan, daun jeruk, ketumbar, kencur, garam, " * 6),))


# -- millimetres ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "style"), EVERY_LOOK)
def test_a_label_is_two_pages_of_exactly_its_size(size: Size, style: Style) -> None:
    pages = PdfReader(io.BytesIO(label_pdf(SNACK, size, style))).pages
    assert [box_mm(page.mediabox) for page in pages] == [(0, 0, *size.mm)] * 2
    assert [box_mm(page.trimbox) for page in pages] == [(0, 0, *size.mm)] * 2


@pytest.mark.parametrize("size", Size)
def test_for_a_printer_the_cut_lies_two_millimetres_inside(size: Size) -> None:
    width, height = size.mm
    pages = PdfReader(io.BytesIO(label_pdf(SNACK, size, Style.PITA, bleed=True))).pages
    assert [box_mm(page.mediabox) for page in pages] == [(0, 0, width + 4, height + 4)] * 2
    assert [box_mm(page.trimbox) for page in pages] == [(2, 2, width + 2, height + 2)] * 2


def test_pictures_have_the_pixels_of_their_millimetres() -> None:
    front, back = label_png(SNACK, Size.MIDDLE, Style.POLOS, ppi=254)
    assert Image.open(io.BytesIO(front)).size == Image.open(io.BytesIO(back)).size == (500, 800)
    assert front != back


@pytest.mark.parametrize(
    ("size", "grid"), [(Size.SMALL, (4, 4)), (Size.MIDDLE, (3, 3)), (Size.LARGE, (2, 2))]
)
def test_a_sheet_is_a4_full_of_whole_labels_with_marks_clear_of_them(
    size: Size, grid: tuple[int, int]
) -> None:
    assert size.on_a4 == grid
    pdf = sheet_pdf(SNACK, size, Style.KEBUN)
    reader = PdfReader(io.BytesIO(pdf))
    assert [box_mm(page.mediabox) for page in reader.pages] == [(0, 0, 210, 297)] * 2
    front, back = texts_of(pdf)
    assert front.count("Berat bersih 250 g") == back.count("B221126") == grid[0] * grid[1]
    (width, height), bleed = size.mm, 2
    for page in reader.pages:
        marks = hair_lines(page, reader)
        cuts_x = sorted({x for x, x2, _, _ in marks if x == x2})
        cuts_y = sorted({y for _, _, y, y2 in marks if y == y2})
        assert len(cuts_x) == 2 * grid[0] and len(cuts_y) == 2 * grid[1]
        assert {round(b - a, 1) for a, b in list(pairwise(cuts_x))[::2]} == {width}
        assert {round(b - a, 1) for a, b in list(pairwise(cuts_y))[::2]} == {height}
        assert round(cuts_x[0] + cuts_x[-1], 1) == 210.0, "turned over its long edge it lies the same"
        left, right = cuts_x[0] - bleed, cuts_x[-1] + bleed
        low, high = cuts_y[0] - bleed, cuts_y[-1] + bleed
        assert all(
            max(x, x2) < left or min(x, x2) > right or max(y, y2) < low or min(y, y2) > high
            for x, x2, y, y2 in marks
        )
        assert min(min(x, x2) for x, x2, _, _ in marks) >= 5 and min(min(y, y2) for _, _, y, y2 in marks) >= 5


def hair_lines(page: Any, reader: PdfReader) -> set[tuple[float, float, float, float]]:
    """The crop marks of a page, in mm: x, x2, y, y2. They are the only strokes of a quarter point."""
    found, kept, here, pen, start, end = (
        set(),
        [],
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        0.0,
        (0.0, 0.0),
        (0.0, 0.0),
    )
    for values, operator in ContentStream(page.get_contents(), reader).operations:
        numbers = [
            float(one) for one in values if isinstance(one, (int, float)) or hasattr(one, "as_numeric")
        ]
        if operator == b"q":
            kept.append((here, pen))
        elif operator == b"Q":
            here, pen = kept.pop()
        elif operator == b"cm":
            a, _, _, d, e, f = numbers
            here = (here[0] * a, 0.0, 0.0, here[3] * d, here[4] + here[0] * e, here[5] + here[3] * f)
        elif operator == b"w":
            pen = numbers[0]
        elif operator == b"m":
            start = (here[4] + here[0] * numbers[0], here[5] + here[3] * numbers[1])
        elif operator == b"l":
            end = (here[4] + here[0] * numbers[0], here[5] + here[3] * numbers[1])
        elif operator == b"S" and pen == 0.25:
            x, y, x2, y2 = (round(one * POINT_MM, 2) for one in (*start, *end))
            found.add((x, x2, y, y2))
    return found


# -- sizes of letters -------------------------------------------------------------------------------

TEXTS = {
    "snack": SNACK,
    "kebaya": KEBAYA,
    "long": LONG,
    "halal": text_of(a_snack(), halal_number=HALAL, sample=True),
    "not halal": text_of(a_snack(), not_halal=("TIDAK HALAL", "Mengandung babi")),
    "long brand": text_of(a_snack(), brand=LabelBrand(name="Kelompok Wanita Tani Sekar Arum Mandiri")),
}


@pytest.mark.parametrize("style", Style)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_no_letter_of_the_finished_pdf_is_lower_than_a_millimetre(text: LabelText, style: Style) -> None:
    for size in Size:
        try:
            pdf = label_pdf(text, size, style)
        except LabelTooLong:
            assert size is not Size.LARGE
            continue
        heights = [ink.x_height_mm for ink in ink_of(pdf)]
        assert len(heights) > 8
        assert min(heights) >= 1.0 - 1e-4
        assert round(smallest_x_height(text, size, style), 3) == round(min(heights), 3)


def test_a_longer_list_is_set_smaller_and_never_below_the_limit() -> None:
    found = []
    for times in (1, 4, 7, 10):
        run = Run("tepung beras, santan, daun jeruk, ketumbar, " * times)
        found.append(smallest_x_height(replace(SNACK, ingredients=(run,)), Size.MIDDLE, Style.POLOS))
    assert found == sorted(found, reverse=True)
    assert found[0] > found[-1] >= 1.0


def test_a_list_that_is_too_long_names_the_size_that_takes_it() -> None:
    with pytest.raises(LabelTooLong) as refused:
        label_pdf(LONG, Size.SMALL, Style.PITA)
    assert (refused.value.part, refused.value.fitting) == ("back", Size.MIDDLE)
    assert refused.value.message == (
        "Komposisi dan keterangannya terlalu panjang untuk 40 × 60 mm. Pakai ukuran 50 × 80 mm."
    )


@pytest.mark.parametrize("letters", [2000, 30_000])
def test_ten_pages_of_ingredients_are_refused(letters: int) -> None:
    text = replace(SNACK, ingredients=(Run("gula aren asli, " * (letters // 16)),))
    with pytest.raises(LabelTooLong) as refused:
        label_png(text, Size.SMALL, Style.KEBUN)
    assert refused.value.fitting is None
    assert "Singkat tulisannya" in refused.value.message


def test_a_name_of_ninety_letters_in_one_word_is_refused_and_not_cut() -> None:
    with pytest.raises(LabelTooLong) as refused:
        label_pdf(replace(SNACK, name="K" * 90), Size.LARGE, Style.POLOS)
    assert refused.value.part == "front"


# -- text is only ever text -------------------------------------------------------------------------

MARKUP = "#panic() *b* _i_ $x^2$ \\ [q] @r <l> `c` // /* */ #{1+1} = - + ~ ' \" {{ 7 }} <script>"


@pytest.mark.parametrize("style", Style)
def test_markup_is_printed_as_it_was_typed(style: Style) -> None:
    facts = a_snack(label={"composition": MARKUP, "kind_name": "#Keripik *Pedas* $1$", "maker": "@Bu <Ani>"})
    front, back = texts_of(label_pdf(text_of(facts), Size.LARGE, style))
    assert "#Keripik *Pedas* $1$" in front
    assert "@Bu <Ani>, Kota Tangerang 15148" in front
    assert MARKUP.replace(" ", "") in back.replace(" ", "")


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60), st.sampled_from(list(Style)))
def test_no_name_breaks_the_layout(name: str, style: Style) -> None:
    made = print_label(a_snack(label={"kind_name": name}))
    if made.text is None:
        return
    try:
        pdf = label_pdf(made.text, Size.MIDDLE, style)
    except LabelTooLong:
        return
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 2
    assert min(ink.x_height_mm for ink in ink_of(pdf)) >= 1.0 - 1e-4


@pytest.mark.parametrize(("size", "style"), EVERY_LOOK)
def test_the_code_leads_to_the_page(size: Size, style: Style) -> None:
    _, back = label_png(SNACK, size, style)
    with Image.open(io.BytesIO(back)) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [URL]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_logo_is_printed(kind: str) -> None:
    brand = LabelBrand(name="Dapur Ratna", logo=a_picture(200, 200, kind, "#00c853"))
    front, _ = label_png(replace(SNACK, brand=brand), Size.MIDDLE, Style.POLOS, ppi=127)
    colours = Image.open(io.BytesIO(front)).convert("RGB").getcolors(100_000) or []
    near = sum(count for count, (r, g, b) in colours if r < 40 and 170 < g < 230 and 50 < b < 120)
    assert near > 500


def test_contoh_lies_across_both_sides_of_what_is_not_yet_allowed() -> None:
    assert ["CONTOH" in page for page in texts_of(label_pdf(SNACK, Size.SMALL, Style.PITA))] == [False, False]
    sample = label_pdf(replace(SNACK, sample=True), Size.SMALL, Style.PITA)
    assert ["CONTOH" in page for page in texts_of(sample)] == [True, True]
    sheet = texts_of(sheet_pdf(replace(SNACK, sample=True), Size.LARGE, Style.PITA))
    assert [page.count("CONTOH") for page in sheet] == [4, 4]
