"""Papers of a hand-over: who, when, how much, which parcels, and that facts of any length stay on the paper."""

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.paper.handover import (
    HandedLine,
    HandedPart,
    Handover,
    Recipient,
    RecipientList,
    SetItem,
    SetList,
    SetSource,
    Signer,
    minutes_pdf,
    recipients_pdf,
    set_list_pdf,
)
from app.paper.typefaces import POINT_MM
from tests.support.printing import box_mm, texts_of

PART = HandedPart(
    number="BAST-C-7K3M9Q-1",
    day=date(2026, 11, 23),
    held_at="Pendopo Kota Tangerang",
    giver=Signer(name="Ratna Dewi", post="Pembuat"),
    gerai="Rumah Perca",
    place="Kota Tangerang, Banten",
    lines=(
        HandedLine(pieces=60, name="Keset Perca", variant="60 × 40 cm", price=45_000),
        HandedLine(pieces=1_200, name="Keripik Balado", variant="250 g", price=18_000),
    ),
)
HANDOVER = Handover(
    request="C-7K3M9Q",
    event="Kunjungan kerja PKK",
    event_on=date(2026, 12, 1),
    agency="Bagian Protokol Kota Tangerang",
    agency_place="Kota Tangerang, Banten",
    receiver=Signer(name="Siti Aminah", post="Kepala Subbagian Protokol"),
    head=Signer(name="Bambang Wijaya", post="Kepala Bagian Umum"),
    method="Pengadaan langsung",
    document="027/145/2026",
    funds="APBD 2026",
    parts=(PART,),
)
SETS = SetList(
    request="C-7K3M9Q",
    event="Kunjungan kerja PKK",
    event_on=date(2026, 12, 1),
    agency="Bagian Protokol Kota Tangerang",
    place="Pendopo Kota Tangerang",
    sets=60,
    items=(
        SetItem(
            each=1,
            name="Kotak anyam",
            sources=(SetSource(gerai="Anyaman Lestari", parcel="G-7K3M9QX-3", pieces=60),),
        ),
        SetItem(
            each=2,
            name="Keripik Balado",
            variant="250 g",
            sources=(
                SetSource(gerai="Anyaman Lestari", parcel="G-7K3M9QX-3", pieces=86),
                SetSource(gerai="Dapur Ratna", parcel="G-8K3M9QX-1", pieces=34),
            ),
        ),
    ),
)
LISTED = RecipientList(
    request="C-7K3M9Q",
    event="Kunjungan kerja PKK",
    event_on=date(2026, 12, 1),
    agency="Bagian Protokol Kota Tangerang",
    place="Pendopo Kota Tangerang",
    gift="1 set oleh-oleh",
    rows=60,
    giver=Signer(name="Siti Aminah"),
)


def words(pdf: bytes) -> str:
    """All letters of a PDF in their order, without blanks: where a line is broken does not matter."""
    return "".join(" ".join(texts_of(pdf)).replace("\u200b", "").split())


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    return [box_mm(page.mediabox)[2:] for page in PdfReader(io.BytesIO(pdf)).pages]


# -- the minutes ---------------------------------------------------------------------------------------


def test_the_minutes_say_the_day_in_words_who_gave_what_to_whom_and_who_knows_of_it() -> None:
    (text,) = texts_of(minutes_pdf(HANDOVER))
    order = [
        "Berita acara serah terima", "BAST-C-7K3M9Q-1",
        "Pada hari ini, Senin, tanggal dua puluh tiga bulan November tahun dua ribu dua puluh enam (23-11-2026), "
        "di Pendopo Kota Tangerang, kami yang bertanda tangan di bawah ini:",
        "Pihak kesatu, yang menyerahkan", "Ratna Dewi", "Pembuat", "Rumah Perca",
        "Pihak kedua, yang menerima", "Siti Aminah", "Kepala Subbagian Protokol", "Bagian Protokol Kota Tangerang",
        "Keset Perca 60 × 40 cm", "60 Rp45.000 Rp2.700.000", "Keripik Balado 250 g", "1.200 Rp18.000 Rp21.600.000",
        "Jumlah 1.260 Rp24.300.000", "Dua puluh empat juta tiga ratus ribu rupiah",
        "Kunjungan kerja PKK, 1 Desember 2026", "C-7K3M9Q", "Pengadaan langsung", "027/145/2026", "APBD 2026",
        "lengkap dan baik", "Mengetahui", "Kepala Bagian Umum", "Bambang Wijaya",
    ]  # fmt: skip
    at = -1
    for one in order:
        found = text.find(one, at + 1)
        assert found > at, one
        at = found
    assert sizes(minutes_pdf(HANDOVER)) == [(210, 297)]


def test_what_nobody_wrote_down_is_left_out_or_left_for_the_pen() -> None:
    bare = replace(HANDOVER, head=None, method="", document="", funds="", parts=(replace(PART, day=None),))
    (text,) = texts_of(minutes_pdf(bare))
    assert [
        one for one in ("Mengetahui", "Cara", "Nomor dokumen", "Sumber dana", "2026,") if one in text
    ] == []
    assert "Pada hari ini, …" in text and "tanggal …" in text


def test_goods_that_were_looked_at_have_their_state_in_words_and_no_boxes_to_tick() -> None:
    seen = replace(PART, condition="Lengkap, satu kotak penyok")
    (text,) = texts_of(minutes_pdf(replace(HANDOVER, parts=(seen,))))
    assert "Keadaan barang Lengkap, satu kotak penyok" in text and "ada catatan" not in text


def test_several_makers_sign_papers_of_their_own_behind_a_list_that_adds_them_up() -> None:
    second = replace(PART, number="BAST-C-7K3M9Q-2", gerai="Dapur Ratna", day=None, lines=PART.lines[1:])
    listed, *papers = texts_of(minutes_pdf(replace(HANDOVER, parts=(PART, second))))
    assert "BAST-C-7K3M9Q-1 Rumah Perca Kota Tangerang, Banten 23 Nov 2026 1.260 Rp24.300.000" in listed
    assert "BAST-C-7K3M9Q-2 Dapur Ratna Kota Tangerang, Banten ……………… 1.200 Rp21.600.000" in listed
    assert "Semuanya 2.460 Rp45.900.000" in listed and "Empat puluh lima juta sembilan ratus ribu" in listed
    assert ["Pihak kesatu" in one for one in papers] == [True, True]
    assert "Rumah Perca" in papers[0] and "Rumah Perca" not in papers[1]


def test_three_hundred_lines_go_on_over_pages_that_count_themselves_and_are_signed_on_the_last() -> None:
    many = tuple(HandedLine(pieces=n, name=f"Barang {n}", price=1_000) for n in range(1, 301))
    pages = texts_of(minutes_pdf(replace(HANDOVER, parts=(replace(PART, lines=many),))))
    assert 8 <= len(pages) <= 12
    assert all(f"Halaman {at} dari {len(pages)}" in text for at, text in enumerate(pages, start=1))
    assert [at for at, text in enumerate(pages) if "Demikian" in text or "Mengetahui" in text] == [
        len(pages) - 1
    ]
    assert "Jumlah 45.150 Rp45.150.000" in pages[-1] + pages[-2]


def test_a_trial_s_papers_say_so_across() -> None:
    for pdf in (
        minutes_pdf(replace(HANDOVER, test=True)),
        set_list_pdf(replace(SETS, test=True)),
        recipients_pdf(replace(LISTED, test=True)),
    ):
        assert all("CONTOH — mode uji" in text for text in texts_of(pdf))
    assert "CONTOH" not in words(minutes_pdf(HANDOVER) + set_list_pdf(SETS) + recipients_pdf(LISTED))


def test_the_same_facts_make_the_same_file() -> None:
    assert minutes_pdf(HANDOVER) == minutes_pdf(HANDOVER)
    assert set_list_pdf(SETS) == set_list_pdf(SETS)
    assert recipients_pdf(LISTED) == recipients_pdf(LISTED)


# -- the sets ------------------------------------------------------------------------------------------


def test_a_set_list_says_which_parcel_brings_what_and_what_lies_in_every_set() -> None:
    (text,) = texts_of(set_list_pdf(SETS))
    assert "60 set 3 barang tiap set" in text
    assert "Anyaman Lestari G-7K3M9QX-3 60 Kotak anyam 86 Keripik Balado, 250 g" in text
    assert "Dapur Ratna G-8K3M9QX-1 34 Keripik Balado, 250 g" in text
    assert "1 × Kotak anyam Anyaman Lestari 60" in text
    assert "2 × Keripik Balado 250 g Anyaman Lestari, Dapur Ratna 120" in text
    assert "kurang" not in text
    boxes = text[text.index("centang nomornya") : text.index("Dikemas oleh")]
    assert [word for word in boxes.split() if word.isdecimal()] == [str(n) for n in range(1, 61)]


def test_a_set_list_tells_what_is_not_coming() -> None:
    short = replace(SETS.items[1], sources=SETS.items[1].sources[:1])
    (text,) = texts_of(set_list_pdf(replace(SETS, items=(short,))))
    assert "120 kurang 34" in text


def test_a_thousand_sets_have_a_box_each() -> None:
    pages = texts_of(set_list_pdf(replace(SETS, sets=1_000)))
    assert "1000" in pages[-1].split() and len(pages) <= 6


# -- those who receive ---------------------------------------------------------------------------------


def test_every_recipient_has_a_line_named_or_not() -> None:
    named = replace(
        LISTED, recipients=(Recipient(name="Sulastri", post="Ketua TP PKK"), Recipient(name="Maya"))
    )
    for listed in (named, LISTED):
        pages = texts_of(recipients_pdf(listed))
        numbers = [int(word) for text in pages for word in text.split() if word.isdecimal()]
        assert all(numbers.count(n) >= 2 for n in range(1, 61)), "beside the name, and where one signs"
        assert all("Tanda tangan" in text for text in pages)
        assert "Yang menyerahkan" in pages[-1] and "Siti Aminah" in pages[-1]
    assert "1 Sulastri Ketua TP PKK 1 2 Maya 2" in texts_of(recipients_pdf(named))[0]


def test_more_names_than_gifts_are_refused() -> None:
    with pytest.raises(ValueError, match="more recipients"):
        replace(LISTED, rows=1, recipients=(Recipient(name="A"), Recipient(name="B")))


# -- text is only ever text ----------------------------------------------------------------------------

MARKUP = "#panic() *b* _i_ $x^2$ [q] @r <l> `c` // /* */ = - + ~"


def test_markup_is_printed_as_it_was_typed() -> None:
    typed = MARKUP.replace(" ", "")
    line = HandedLine(pieces=1, name=MARKUP, variant=MARKUP, price=1)
    part = replace(PART, number=MARKUP, held_at=MARKUP, gerai=MARKUP, condition=MARKUP, lines=(line,))
    assert words(minutes_pdf(replace(HANDOVER, event=MARKUP, funds=MARKUP, parts=(part,)))).count(typed) >= 8
    item = SetItem(each=1, name=MARKUP, sources=(SetSource(gerai=MARKUP, parcel=MARKUP, pieces=1),))
    assert words(set_list_pdf(replace(SETS, items=(item,)))).count(typed) >= 5
    assert typed in words(recipients_pdf(replace(LISTED, recipients=(Recipient(name=MARKUP),))))


def test_the_longest_words_still_leave_room_to_sign_on_the_last_paper() -> None:
    wide = "W" * 700
    signer = Signer(name=wide, post=wide)
    part = replace(PART, giver=signer, condition=wide, held_at=wide)
    pages = minutes_pdf(replace(HANDOVER, event=wide, receiver=signer, head=signer, parts=(part,)))
    lowest = min(y for y in text_heights(pages) if y > 15)
    assert lowest >= 20, "above the margin at the foot, in mm"


def text_heights(pdf: bytes) -> list[float]:
    """How high above the foot of its page each stretch of letters stands, in mm."""
    found: list[float] = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, *_: (
                found.append(round((tm[5] * cm[3] + cm[5]) * POINT_MM, 1)) if text.strip() else None
            )
        )
    return found


@settings(deadline=None, max_examples=15)
@given(st.text(max_size=700), st.text(max_size=700), st.integers(0, 10**9))
def test_whatever_is_typed_stands_on_sheets_of_a4(one: str, other: str, price: int) -> None:
    line = HandedLine(pieces=99_999, name=one, variant=other, price=price)
    signer = Signer(name=other, post=one)
    part = replace(PART, number=one, held_at=other, giver=signer, gerai=one, place=other, lines=(line,) * 2)
    pdf = minutes_pdf(replace(HANDOVER, event=one, agency=other, receiver=signer, parts=(part, part)))
    source = SetSource(gerai=one, parcel=other, pieces=1)
    sets = replace(SETS, agency=one, items=(SetItem(each=1, name=one, variant=other, sources=(source,)),))
    people = replace(LISTED, gift=other, rows=2, recipients=(Recipient(name=one, post=other),), giver=signer)
    assert {*sizes(pdf), *sizes(set_list_pdf(sets)), *sizes(recipients_pdf(people))} == {(210, 297)}
