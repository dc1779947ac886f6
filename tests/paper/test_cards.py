"""Cards measured: millimetres, copies and cut marks, how a story is cut, sizes of letters, codes that can be scanned."""

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops
from pypdf import PdfReader
from pypdf.generic import ContentStream

from app.paper.cards import (
    MOST_COPIES,
    Card,
    CardSize,
    CardTooFull,
    CareCard,
    HangTag,
    OfficialMark,
    StoryCard,
    card_png,
    cards_pdf,
    sizes_of,
    told,
)
from app.paper.label import Care, LabelBrand, Line
from app.paper.typefaces import POINT_MM
from tests.support.printing import box_mm, ink_of, texts_of

URL = "https://gerai.example/produk/kebaya-payet-kenanga"
ABOUT = "Kami tujuh ibu di Cipondoh. Kami belajar memayet di Jl. Mawar No. 3. Setiap pesanan kami kerjakan bersama."
STORY = StoryCard(
    brand=LabelBrand(name="Kenanga"),
    maker="Kelompok Payet Kenanga",
    place="Kota Tangerang, Banten",
    name="Kebaya Payet Kenanga",
    url=URL,
    story="Dihias satu-satu dengan tangan. Empat puluh jam untuk satu kebaya!",
    about=ABOUT,
    facts=(Line("Bahan", "Brokat dan tile"), Line("Dikerjakan", "Jahit tangan satu-satu")),
)
MARK = OfficialMark(code="K7M29QXD4F", until=date(2027, 11, 21))
TAG = HangTag(
    brand=LabelBrand(name="Kenanga", main="#1d4b5b", accent="#e58a5a"),
    maker="Kenanga",
    place="Kota Tangerang, Banten",
    name="Kebaya Payet Kenanga",
    url=URL,
    variant="Ukuran M",
    facts=(Line("Bahan", "Brokat dan tile"), Line("Ukuran", "LD 92, PB 60 cm")),
    price=1_250_000,
)
CARE = CareCard(
    brand=LabelBrand(name="Kenanga"),
    maker="Kenanga",
    place="Kota Tangerang, Banten",
    name="Kebaya Payet Kenanga",
    url=URL,
    material="Brokat dan tile",
    steps=(
        Care("turn", "", "Balik bagian dalam ke luar sebelum dicuci"),
        Care("wash", "tangan", "Cuci tangan, air dingin"),
        Care("wring", "jangan", "Jangan diperas"),
        Care("iron", "rendah", "Setrika suhu rendah, dari dalam"),
        Care("own", "", "Simpan bersama kantong melati"),
    ),
)
CARDS: dict[str, Card] = {"story": STORY, "official": replace(STORY, mark=MARK), "tag": TAG, "care": CARE}
EVERY_CARD = [
    pytest.param(card, size, id=f"{name}-{size}")
    for name, card in CARDS.items()
    for size in sizes_of(type(card))
]


def words(pdf: bytes) -> str:
    """All letters in their order; joiners and blanks do not matter."""
    text = " ".join(texts_of(pdf)).replace("\u200b", "").replace("\u2060", "")
    return "".join(text.split())


# -- millimetres and copies -----------------------------------------------------------------------------


@pytest.mark.parametrize(("card", "size"), EVERY_CARD)
def test_a_picture_has_the_pixels_of_its_millimetres(card: Card, size: CardSize) -> None:
    width, height = size.mm
    assert Image.open(io.BytesIO(card_png(card, size, ppi=254))).size == (width * 10, height * 10)


@pytest.mark.parametrize(("size", "here"), [("105x148", 4), ("85x55", 10), ("50x90", 9), ("40x70", 12)])
def test_as_many_copies_as_were_asked_for_lie_on_sheets_of_a4(size: str, here: int) -> None:
    card: Card = TAG if size in ("50x90", "40x70") else STORY
    cut = CardSize(size)
    assert cut.on_a4[0] * cut.on_a4[1] == here
    for copies, sheets in ((1, 1), (here, 1), (here + 1, 2), (3 * here, 3)):
        pdf = cards_pdf(card, cut, copies)
        assert [box_mm(page.mediabox) for page in PdfReader(io.BytesIO(pdf)).pages] == [
            (0, 0, 210, 297)
        ] * sheets
        assert words(pdf).count("KebayaPayetKenanga") == copies


@pytest.mark.parametrize("copies", [0, -1, MOST_COPIES + 1])
def test_no_copies_and_too_many_are_refused(copies: int) -> None:
    with pytest.raises(ValueError, match=str(copies)):
        cards_pdf(STORY, CardSize.VISIT, copies)


@pytest.mark.parametrize("size", [CardSize.VISIT, CardSize.TAG, CardSize.TAG_SMALL])
def test_marks_at_the_edges_lie_exactly_a_card_apart_and_where_a_printer_reaches(size: CardSize) -> None:
    card: Card = STORY if size is CardSize.VISIT else TAG
    reader = PdfReader(io.BytesIO(cards_pdf(card, size, 50)))
    columns, rows = size.on_a4
    marks = hair_lines(reader.pages[0], reader)
    cuts_x = sorted({x for x, x2, _, _ in marks if x == x2})
    cuts_y = sorted({y for _, _, y, y2 in marks if y == y2})
    assert (len(cuts_x), len(cuts_y)) == (columns + 1, rows + 1)
    assert {round(b - a, 1) for a, b in pairwise(cuts_x)} == {size.mm[0]}
    assert {round(b - a, 1) for a, b in pairwise(cuts_y)} == {size.mm[1]}
    assert min(min(x, x2, y, y2) for x, x2, y, y2 in marks) >= 5


def hair_lines(page: Any, reader: PdfReader) -> set[tuple[float, float, float, float]]:
    """x, x2, y, y2 in mm of the marks, which are a quarter of a point thin and black; the page's own matrix only."""
    found: set[tuple[float, float, float, float]] = set()
    here, kept, pen, start = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), [], 0.0, (0.0, 0.0)
    for values, operator in ContentStream(page.get_contents(), reader).operations:
        numbers = [float(one) for one in values] if operator in (b"cm", b"w", b"m", b"l") else []
        if operator == b"q":
            kept.append(here)
        elif operator == b"Q":
            here = kept.pop()
        elif operator == b"cm":
            a, _, _, d, e, f = numbers
            here = (here[0] * a, 0.0, 0.0, here[3] * d, here[4] + here[0] * e, here[5] + here[3] * f)
        elif operator == b"w":
            pen = numbers[0]
        elif operator in (b"m", b"l"):
            at = (here[4] + here[0] * numbers[0], here[5] + here[3] * numbers[1])
            if operator == b"l" and pen == 0.25:
                x, y, x2, y2 = (round(one * POINT_MM, 2) for one in (*start, *at))
                found.add((x, x2, y, y2))
            start = at
    return found


def test_the_same_facts_make_the_same_file() -> None:
    for card in CARDS.values():
        assert cards_pdf(card, sizes_of(type(card))[0], 9) == cards_pdf(card, sizes_of(type(card))[0], 9)


# -- what stands there ------------------------------------------------------------------------------------


def test_a_story_card_names_the_good_its_maker_and_its_place() -> None:
    for size in sizes_of(StoryCard):
        text = words(cards_pdf(STORY, size, 1))
        for said in ("buatan Kelompok Payet Kenanga, Kota Tangerang, Banten", STORY.story, ABOUT):
            assert said.replace(" ", "") in text
        assert "resmi" not in text
    same = replace(STORY, maker="KENANGA")
    assert "dariKotaTangerang,Banten" in words(cards_pdf(same, CardSize.POST, 1))


def test_the_mark_of_an_official_gift_comes_with_its_code_and_its_last_day() -> None:
    for size in sizes_of(StoryCard):
        text = words(cards_pdf(replace(STORY, mark=MARK), size, 1))
        assert "Oleh-olehresmi" in text and "K7M29QXD4F" in text and "21November2027" in text


def test_a_tag_has_its_price_only_where_it_was_wished_for() -> None:
    for size in sizes_of(HangTag):
        text = words(cards_pdf(TAG, size, 1))
        for said in ("Ukuran M", "Bahan Brokat dan tile", "Ukuran LD 92, PB 60 cm", "Rp1.250.000"):
            assert said.replace(" ", "") in text
        assert "Rp" not in words(cards_pdf(replace(TAG, price=None), size, 1))


def test_a_care_card_says_every_step_in_words_in_their_order() -> None:
    for size in sizes_of(CareCard):
        text = words(cards_pdf(CARE, size, 1))
        places = [text.index(step.words.replace(" ", "")) for step in CARE.steps]
        assert places == sorted(places)


@pytest.mark.parametrize(("card", "size"), EVERY_CARD)
def test_the_code_can_be_scanned_from_the_finished_card_of_a_trial_too(card: Card, size: CardSize) -> None:
    for one in (card, replace(card, sample=True)):
        [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(card_png(one, size))))
        assert found.text == URL
    assert "CONTOH—modeuji" in words(cards_pdf(replace(card, sample=True), size, 1))
    assert "CONTOH" not in words(cards_pdf(card, size, 1))


# -- texts of any length ------------------------------------------------------------------------------------


def test_a_story_that_is_too_long_ends_with_a_sentence_the_maker_s_words_going_first() -> None:
    long = replace(STORY, story=" ".join(f"Kalimat nomor {n} tentang kebaya ini." for n in range(1, 60)))
    for size in sizes_of(StoryCard):
        kept, of = told(long, size)
        assert of == 59 + 3 and 5 < kept < 59
        text = words(cards_pdf(long, size, 1))
        assert f"Kalimatnomor{kept}tentangkebayaini." in text
        assert f"nomor{kept + 1}tentang" not in text and "Cipondoh" not in text
    assert told(STORY, CardSize.POST) == (5, 5), "a shortened word ends no sentence"


def test_one_sentence_without_end_is_cut_between_words() -> None:
    endless = replace(STORY, story="kata " * 2000, about="")
    for size in sizes_of(StoryCard):
        assert told(endless, size) == (0, 1)
        assert words(cards_pdf(endless, size, 1)).count("kata") > 40
        assert "kata…" in words(cards_pdf(endless, size, 1))


def test_without_a_story_the_card_still_says_whose_it_is() -> None:
    bare = replace(STORY, story="", about="", facts=())
    for size in sizes_of(StoryCard):
        assert told(bare, size) == (0, 0)
        assert "buatanKelompokPayetKenanga" in words(cards_pdf(bare, size, 1))


def test_too_many_steps_of_care_name_the_size_that_takes_them() -> None:
    full = replace(CARE, steps=CARE.steps * 4)
    with pytest.raises(CardTooFull) as refused:
        cards_pdf(full, CardSize.VISIT, 1)
    assert refused.value.message == "Petunjuknya terlalu banyak untuk 85 × 55 mm. Pakai ukuran 105 × 148 mm."
    with pytest.raises(CardTooFull) as refused:
        card_png(replace(CARE, steps=CARE.steps * 40), CardSize.POST)
    assert refused.value.message == "Petunjuknya terlalu banyak untuk 105 × 148 mm. Kurangi barisnya."


@pytest.mark.parametrize(("card", "size"), EVERY_CARD)
def test_no_letter_is_lower_than_a_millimetre(card: Card, size: CardSize) -> None:
    assert min(ink.x_height_mm for ink in ink_of(cards_pdf(card, size, 1))) >= 0.999


MARKUP = "#panic() *b* _i_ $x^2$ [q] @r <l> `c` // /* */ = - + ~"


def test_markup_is_printed_as_it_was_typed() -> None:
    typed = MARKUP.replace(" ", "")
    assert words(cards_pdf(replace(STORY, story=MARKUP, about=MARKUP), CardSize.POST, 1)).count(typed) == 2
    assert typed in words(cards_pdf(replace(TAG, facts=(Line("Bahan", MARKUP),)), CardSize.TAG, 1))
    own = replace(CARE, steps=(Care("own", "", MARKUP),))
    assert typed in words(cards_pdf(own, CardSize.VISIT, 1))


@settings(deadline=None, max_examples=10)
@given(st.text(max_size=90), st.text(max_size=600), st.integers(1, 10**9))
def test_whatever_is_typed_stays_clear_of_the_cut_or_is_refused_with_a_sentence(
    name: str, text: str, price: int
) -> None:
    brand = LabelBrand(name=text[:60])
    for card in (
        replace(STORY, name=name, brand=brand, maker=name, story=text, about=text, mark=MARK),
        replace(TAG, name=name, brand=brand, variant=text[:40], price=price),
        replace(CARE, name=name, brand=brand, material=text[:80], steps=(Care("own", "", text[:70]),)),
    ):
        for size in sizes_of(type(card)):
            try:
                picture = Image.open(io.BytesIO(card_png(card, size, ppi=127))).convert("L")
            except CardTooFull:
                continue
            left, top, right, bottom = ImageChops.invert(picture).getbbox() or (99, 99, 0, 0)
            clear = 15  # 3 mm at five pixels each
            assert left >= clear and top >= clear
            assert right <= picture.width - clear and bottom <= picture.height - clear
