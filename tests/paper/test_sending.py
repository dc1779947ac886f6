"""Shipping labels and packing lists measured: millimetres, papers, what stands there, and that nothing runs over an edge."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from app.paper import print as press
from app.paper import sending
from app.paper.printable import nearest
from app.paper.sending import PackingLine, PackingList, Sheet, ShippingLabel, labels_pdf, lists_pdf
from app.paper.typefaces import POINT_MM
from tests.support.printing import box_mm, texts_of

LABEL = ShippingLabel(
    number="G-7K3M9QX",
    code="G-7K3M9QX/123",
    sender="Dapur Ratna",
    sender_place="Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang",
    recipient="Sari Pembeli",
    phone="0812-0000-1005",
    street="Jl. Uji No. 1, RT 002/RW 003",
    landmark="pagar hijau",
    region="Kel. Babakan, Kec. Tangerang, Kota Tangerang, Banten",
    postal_code="15118",
    service="JNE REG",
    weight_g=1301,
    chargeable_kg=2,
    kinds=2,
    pieces=3,
    send_by=date(2026, 11, 26),
)
SLIP = PackingList(
    number="G-7K3M9QX",
    code="G-7K3M9QX/123",
    sender="Dapur Ratna",
    recipient="Sari Pembeli",
    ready_on=date(2026, 11, 26),
    service="JNE REG",
    weight_g=1301,
    lines=(
        PackingLine(pieces=2, name="Keripik Balado", variant="250 g", code="B221126"),
        PackingLine(pieces=1, name="Keset Nama", note="Keluarga Bpk. Joko"),
    ),
)


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of every page, in mm."""
    return [box_mm(page.mediabox)[2:] for page in PdfReader(io.BytesIO(pdf)).pages]


def words(pdf: bytes) -> str:
    """All letters of a PDF in their order, without blanks: where a word is broken does not matter."""
    return "".join(" ".join(texts_of(pdf)).replace("\u200b", "").split())


def ink_boxes(template: str, facts: list[dict[str, Any]], sheet: Sheet = Sheet.OWN) -> Iterator[Any]:
    """Where the ink of each page begins and ends, in mm: left, top, right, bottom."""
    press_facts = sending._document(
        "x", facts, [one for made in facts for one in made["papers"]], sheet, (2, 2)
    )
    for png in press.png(template, press_facts, 127):
        with Image.open(io.BytesIO(png)) as picture:
            box = picture.convert("L").point(lambda grey: 255 * (grey < 200)).getbbox()
            assert box
            yield tuple(side / 5 for side in box)


# -- the label ------------------------------------------------------------------------------------------


def test_a_label_is_one_page_of_exactly_a6() -> None:
    assert sizes(labels_pdf([LABEL])) == [(105, 148)]


def test_a_label_says_all_that_a_courier_and_a_maker_need() -> None:
    (text,) = texts_of(labels_pdf([LABEL]))
    order = [
        "G-7K3M9QX", "JNE REG", "3 barang · 1.301 g, dihitung 2 kg", "Sari Pembeli", "0812-0000-1005",
        "Jl. Uji No. 1, RT 002/RW 003", "Patokan: pagar hijau", "Kel. Babakan, Kec. Tangerang, Kota",
        "15118", "Dapur Ratna", "Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang",
        "Kirim paling lambat Kamis, 26 November 2026", "3 barang, 2 macam",
    ]  # fmt: skip
    places = [text.find(one) for one in order]
    assert -1 not in places, [one for one, at in zip(order, places, strict=True) if at < 0]
    assert places == sorted(places), (
        "name and number first, then street, landmark, village to province, postal code"
    )
    assert text.count("G-7K3M9QX") == 2, "also on the strip that is torn off"


GIFT: dict[str, Any] = {
    "purpose": "Kunjungan Ibu Bupati, diserahkan Minggu, 13 Desember",
    "needed_on": date(2026, 12, 12),
}
AT_POST: dict[str, Any] = {"bring_until": datetime(2026, 11, 27, 15, tzinfo=UTC)}


def test_a_gift_on_its_way_says_for_whom_what_for_and_until_when() -> None:
    (text,) = texts_of(labels_pdf([replace(LABEL, agency="Dinas Uji", **GIFT)]))
    order = [
        "Sari Pembeli", "Dinas Uji", "Jl. Uji No. 1", "Untuk: Kunjungan Ibu Bupati, diserahkan Minggu",
        "Kirim paling lambat Kamis, 26 November 2026",
        "Harus sudah ada Sabtu, 12 Desember 2026, acaranya tidak bisa mundur",
    ]  # fmt: skip
    places = [text.find(one) for one in order]
    assert -1 not in places and places == sorted(places), places
    assert "Harus sudah ada" not in texts_of(labels_pdf([LABEL]))[0]


def test_what_is_brought_to_a_post_says_until_when_and_who_will_have_it() -> None:
    (text,) = texts_of(
        labels_pdf([replace(LABEL, recipient="Posko PKK", agency="Dinas Uji", **GIFT, **AT_POST)])
    )
    assert "Antar ke posko paling lambat Jumat, 27 November, 15.00" in text
    assert "Untuk: Dinas Uji, Kunjungan Ibu Bupati" in text and "Kirim paling lambat" not in text
    (text,) = texts_of(lists_pdf([replace(SLIP, recipient="Dinas Uji", post="Posko PKK", **GIFT, **AT_POST)]))
    for one in (
        "Antar ke Posko PKK paling lambat Jumat, 27 November, 15.00", "Untuk Dinas Uji: Kunjungan Ibu Bupati",
        "Harus sudah ada Sabtu, 12 Desember 2026",
    ):  # fmt: skip
        assert one in text, one


def test_a_run_whose_facts_were_kept_before_there_was_such_a_day_is_still_printed() -> None:
    label, slip = sending.facts_of_label(LABEL), sending.facts_of_list(SLIP)
    for one in (*label["papers"], *slip["papers"]):
        one.pop("needed")
    assert sizes(sending.shipping_pdf([label], Sheet.OWN)) == [(105, 148)]
    assert sizes(sending.packing_pdf([slip], Sheet.OWN)) == [(148, 210)]


def test_the_postal_code_is_the_largest_thing_on_it() -> None:
    found: dict[str, float] = {}

    def note(text: str, _: Any, matrix: Any, __: Any, size: float) -> None:
        if text.strip():
            found[text.strip()] = size * abs(matrix[3])

    PdfReader(io.BytesIO(labels_pdf([LABEL]))).pages[0].extract_text(visitor_text=note)
    largest = max(found.values())
    assert [text for text, size in found.items() if size == largest] == ["15118"]
    assert largest * POINT_MM > 9


def test_the_code_names_the_parcel_and_opens_nothing() -> None:
    facts = sending.facts_of_label(LABEL)
    (png,) = press.png("shipping", sending._document("x", [facts], facts["papers"], Sheet.OWN, (2, 2)), 300)
    with Image.open(io.BytesIO(png)) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == ["G-7K3M9QX/123"]


def test_the_code_can_be_read_through_the_words_across_a_trial_order() -> None:
    facts = sending.facts_of_label(replace(LABEL, test=True))
    (png,) = press.png("shipping", sending._document("x", [facts], facts["papers"], Sheet.OWN, (2, 2)), 203)
    with Image.open(io.BytesIO(png)) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == ["G-7K3M9QX/123"]


@pytest.mark.parametrize(
    "make",
    [
        lambda test: labels_pdf([replace(LABEL, test=test)]),
        lambda test: lists_pdf([replace(SLIP, test=test)]),
    ],
)
def test_a_trial_order_says_across_that_it_must_not_be_sent(make: Any) -> None:
    assert "PESANANUJI,JANGANDIKIRIM" in words(make(True))
    assert "PESANANUJI" not in words(make(False))


def test_what_the_buyer_fetches_carries_no_address() -> None:
    (text,) = texts_of(
        labels_pdf(
            [
                replace(
                    LABEL, pickup=True, chargeable_kg=None, street="", landmark="", region="", postal_code=""
                )
            ]
        )
    )
    assert "Diambil oleh" in text and "Diambil sendiri di gerai." in text and "Siap diambil Kamis" in text
    assert "Kirim" not in text and "dihitung" not in text and "Kode pos" not in text


def test_two_boxes_are_counted() -> None:
    pdf = labels_pdf([replace(LABEL, box=box, boxes=2) for box in (1, 2)])
    assert ["Kotak 1 dari 2" in page for page in texts_of(pdf)] == [True, False]
    assert "Kotak 2 dari 2" in texts_of(pdf)[1]
    assert "Kotak" not in texts_of(labels_pdf([LABEL]))[0]


# -- A4 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (4, 1), (5, 2), (9, 3)])
def test_four_labels_lie_on_a_sheet_of_a4(count: int, pages: int) -> None:
    pdf = labels_pdf([replace(LABEL, number=f"G-{at}") for at in range(count)], Sheet.A4)
    assert sizes(pdf) == [(210, 297)] * pages
    shown = " ".join(texts_of(pdf))
    assert [shown.count(f"G-{at} ") for at in range(count)] == [2] * count


def test_two_packing_lists_lie_on_a_sheet_of_a4_across() -> None:
    pdf = lists_pdf([SLIP, SLIP, SLIP], Sheet.A4)
    assert sizes(pdf) == [(297, 210)] * 2
    assert [page.count("Daftar kemas") for page in texts_of(pdf)] == [2, 1]


def test_labels_on_a4_keep_to_their_quarter() -> None:
    facts = sending.facts_of_label(LABEL)
    ((left, top, right, bottom),) = ink_boxes("shipping", [facts, facts, facts, facts], Sheet.A4)
    assert left >= 4.8 or left == 0, "only the line to cut along reaches the edge"
    assert (top, right, bottom) != (0, 0, 0)


# -- however long it is ----------------------------------------------------------------------------------

LONG = {
    "street": {"street": "Jalan Anggrek Bulan Raya Blok C7 RT 002/RW 003, " * 5, "landmark": "sebelah masjid " * 10},
    "4 kB": {"street": "Perumahan Griya Asri Permai Tahap Dua, Gang Mawar nomor tujuh belas, " * 57},
    "one word": {"street": "W" * 4000},
    "name": {"recipient": "Siti " * 60},
    "everything": {
        "street": "W" * 4000, "landmark": "M" * 4000, "recipient": "W" * 300, "sender": "W" * 200,
        "sender_place": "W" * 400, "region": "W " * 60, "service": "W" * 300, "boxes": 2,
        "agency": "W" * 300, "purpose": "W" * 300, "needed_on": date(2026, 9, 30),
    },
    "everything, to a post": {
        "street": "W" * 4000, "recipient": "W" * 300, "sender": "W" * 200, "sender_place": "W" * 400,
        "region": "W " * 60, "service": "W" * 300, "boxes": 2, "agency": "W" * 300, "purpose": "W" * 300,
        "needed_on": date(2026, 9, 30), "bring_until": datetime(2026, 9, 30, 15, tzinfo=UTC),
    },
}  # fmt: skip


@pytest.mark.parametrize("case", LONG)
def test_nothing_on_a_label_runs_over_its_edge(case: str) -> None:
    for left, top, right, bottom in ink_boxes(
        "shipping", [sending.facts_of_label(replace(LABEL, **LONG[case]))]
    ):
        assert left >= 4.5 and top >= 4.5 and right <= 100.5 and bottom <= 143.8


def test_four_kilobytes_of_address_are_all_there_on_further_labels() -> None:
    street = " ".join(f"gang{at}" for at in range(600))
    pdf = labels_pdf([replace(LABEL, street=street)])
    assert len(street) > 4000
    assert sizes(pdf) == [(105, 148)] * 4
    printed = words(pdf)
    assert all(f"gang{at}" in printed for at in range(600))
    assert "Alamatnyamasihlanjut:3lembarberikutnya." in printed
    assert [f"Alamat, lembar {at} dari 4" in page for at, page in enumerate(texts_of(pdf), 1)] == [
        False,
        True,
        True,
        True,
    ]


def test_an_address_of_the_forms_full_length_fits_one_label() -> None:
    assert sizes(labels_pdf([replace(LABEL, street="W" * 240, landmark="W" * 160, recipient="W" * 80)])) == [
        (105, 148)
    ]


# -- the packing list ------------------------------------------------------------------------------------


def test_a_packing_list_is_one_page_of_exactly_a5() -> None:
    assert sizes(lists_pdf([SLIP])) == [(148, 210)]


def test_a_packing_list_says_what_goes_in() -> None:
    (text,) = texts_of(lists_pdf([SLIP]))
    for one in (
        "Daftar kemas · Dapur Ratna", "G-7K3M9QX", "Kirim paling lambat Kamis, 26 November 2026",
        "Untuk Sari Pembeli", "Berat 1.301 g · JNE REG", "Kode produksi", "2 × Keripik Balado", "250 g", "B221126",
        "1 × Keset Nama", "Catatan pembeli", "Keluarga Bpk. Joko", "Dikemas oleh", "Tanggal",
        "Terima kasih sudah membeli dari Dapur Ratna.", "3 barang, 2 macam",
    ):  # fmt: skip
        assert one in text, one
    assert "Jl." not in text and "0812" not in text, "it lies in the parcel: no address, no number"


@pytest.mark.parametrize("count", [1, 8, 9, 10, 11, 12, 13, 14, 40])
def test_many_lines_go_on_and_each_stands_once(count: int) -> None:
    lines = [PackingLine(pieces=at, name=f"Barang-{at:03}", variant="merah") for at in range(1, count + 1)]
    facts = sending.facts_of_list(replace(SLIP, lines=lines))
    pdf = sending.packing_pdf([facts], Sheet.OWN)
    pages = texts_of(pdf)
    assert sizes(pdf) == [(148, 210)] * len(pages)
    printed = " ".join(pages)
    assert [printed.count(f"Barang-{at:03}") for at in range(1, count + 1)] == [1] * count
    assert ["Dikemas oleh" in page for page in pages] == [False] * (len(pages) - 1) + [True]
    if len(pages) > 1:
        assert all(f"Lembar {at} dari {len(pages)}" in page for at, page in enumerate(pages, 1))
    for _, top, right, bottom in ink_boxes("packing", [facts]):
        assert top >= 8.5 and right <= 139.5 and bottom <= 201.8


def test_a_note_longer_than_a_page_goes_on_without_a_second_box_to_tick() -> None:
    note = " ".join(f"kata{at}" for at in range(400))
    pdf = lists_pdf([replace(SLIP, lines=[PackingLine(pieces=1, name="Keset", note=note)])])
    printed = words(pdf)
    assert all(f"kata{at}" in printed for at in range(400))
    assert printed.count("1×") == 1


@pytest.mark.parametrize("letter", ["W", "W "])
def test_the_widest_letters_stay_on_a_packing_list(letter: str) -> None:
    line = PackingLine(
        pieces=999, name=letter * 300, variant=letter * 300, note=letter * 1000, code=letter * 100
    )
    slip = replace(
        SLIP, lines=[line], sender=letter * 300, recipient=letter * 300, service=letter * 300, purpose=letter * 300,
        needed_on=date(2026, 9, 30), post=letter * 300, bring_until=datetime(2026, 9, 30, 15, tzinfo=UTC),
    )  # fmt: skip
    for left, top, right, bottom in ink_boxes("packing", [sending.facts_of_list(slip)]):
        assert left >= 8.5 and top >= 8.5 and right <= 139.5 and bottom <= 201.8


# -- text is only ever text ------------------------------------------------------------------------------

MARKUP = "#panic() *b* _i_ $x^2$ [q] @r <l> `c` // /* */ #{1+1} = - + ~ ' \" {{ 7 }} <script>"


def test_markup_is_printed_as_it_was_typed() -> None:
    label = labels_pdf([replace(LABEL, street=MARKUP, recipient="#Bu *Sari* $1$", sender="@Dapur <Ani>")])
    assert MARKUP.replace(" ", "") in words(label) and "#BuSari".replace("Sari", "*Sari*$1$") in words(label)
    slip = lists_pdf([replace(SLIP, lines=[PackingLine(pieces=1, name="#Keset *A*", note=MARKUP)])])
    assert MARKUP.replace(" ", "") in words(slip) and "#Keset*A*" in words(slip)


@pytest.mark.parametrize(
    ("typed", "printed", "lost"),
    [
        ("Jl. Mawar 😀 No. 1", "Jl. Mawar No. 1", False),
        ("\u202egnaG", "gnaG", False),
        ("محمد Ali", "? Ali", True),
        ("王小明", "?", True),
        ("Ỗ 𝗞𝗲𝘀𝗲𝘁", "Ỗ Keset", False),
        ("  a\n\tb  ", "a b", False),
        ("Apa?? Ya", "Apa?? Ya", False),
        ("", "", False),
    ],
)
def test_letters_that_no_face_has_become_the_nearest_or_are_told(
    typed: str, printed: str, lost: bool
) -> None:
    assert nearest(typed) == (printed, lost)
    told = "Adahurufyangtidakbisadicetak" in words(labels_pdf([replace(LABEL, landmark=typed)]))
    assert told is lost


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=300), st.text(max_size=120), st.text(max_size=300))
def test_whatever_is_typed_is_printed_on_papers_of_the_right_size(street: str, name: str, note: str) -> None:
    assert set(sizes(labels_pdf([replace(LABEL, street=street, recipient=name, landmark=note)]))) == {
        (105, 148)
    }
    line = PackingLine(pieces=1, name=name, variant=street[:80], note=note)
    assert set(sizes(lists_pdf([replace(SLIP, lines=[line], recipient=name)]))) == {(148, 210)}
