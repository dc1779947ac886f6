"""The printed register: what stands in which column, sums that add up, who signs, and that facts of any length stay on it."""

import io
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from app.base.money import format_rupiah
from app.paper.handover import Signer
from app.paper.register import GivenLine, NamedRow, Register, RegisterRow, register_pdf
from tests.support.printing import box_mm, texts_of

ROW = RegisterRow(
    number="CM-7K3M9",
    day=date(2026, 12, 21),
    event="Kunjungan kerja PKK",
    giver="Bagian Protokol Kota Tangerang",
    people=1_200,
    kinds="Pejabat 4, ASN 20",
    for_everybody=True,
    lines=(
        GivenLine(pieces=1_200, name="Keset Perca", maker="Rumah Perca", price=45_000),
        GivenLine(pieces=60, name="Keripik Balado, 250 g", maker="Dapur Ratna", price=18_000),
    ),
    each=63_000,
    method="Pengadaan langsung",
    funds="APBD",
    document="027/145/2026",
    proofs=("BAST/12/1", "3 foto"),
)
GIFT = replace(
    ROW,
    number="HB-2",
    day=date(2026, 12, 28),
    event="Hari Ibu",
    giver="Dapur Ratna",
    people=5,
    kinds="",
    for_everybody=False,
    lines=(GivenLine(pieces=5, name="Keripik Balado", maker="Dapur Ratna", price=18_000),),
    each=18_000,
    method="Hibah penjual",
    funds="Tanpa biaya",
    document="",
    proofs=(),
)
BOOK = Register(
    agency="Bagian Protokol Kota Tangerang",
    place="Kota Tangerang",
    period="Tahun 2026",
    chosen=(("Sumber dana", "APBD"),),
    rows=(ROW, GIFT),
    head=Signer(name="Bambang Wijaya", post="Kepala Bagian Protokol"),
    keeper=Signer(name="Siti Aminah", post="Pengelola buku"),
    printed_on=date(2027, 1, 4),
    note="Batas dan kewajiban lapor ditentukan UPG Anda.",
)
SITI = NamedRow(
    name="Siti Aminah",
    post="Kepala Bidang, Dinas Sosial",
    kind="ASN",
    day=date(2026, 12, 21),
    event="Kunjungan kerja PKK",
    goods="Keset Perca",
    each=63_000,
)


def words(pdf: bytes) -> str:
    """All letters of a PDF in their order, without blanks: where a line is broken does not matter."""
    return "".join(" ".join(texts_of(pdf)).replace("\u200b", "").split())


def in_order(text: str, wanted: list[str]) -> None:
    at = -1
    for one in wanted:
        found = text.find("".join(one.split()), at + 1)
        assert found > at, one
        at = found


def test_a_row_says_when_for_whom_what_of_whom_for_how_much_and_by_which_way() -> None:
    pdf = register_pdf([BOOK])
    [page] = PdfReader(io.BytesIO(pdf)).pages
    assert box_mm(page.mediabox)[2:] == (297, 210)
    text = words(pdf)
    in_order(
        text, ["Buku cinderamata", "Tahun 2026", "Sumber dana", "Nilai per penerima", "Jumlah", "Terbilang"]
    )
    for one in (
            "Buku cinderamata", "Tahun 2026", "Bagian Protokol Kota Tangerang", "Sumber dana", "APBD",
            "Nilai per penerima", "21-12-2026", "CM-7K3M9", "Kunjungan kerja PKK", "1.200 orang",
            "Pejabat 4, ASN 20", "berlaku umum", "Keset Perca", "Rumah Perca", "1.200", "Rp45.000", "Rp54.000.000",
            "Rp63.000", "Pengadaan langsung", "APBD", "027/145/2026", "BAST/12/1", "3 foto", "Keripik Balado, 250 g",
            "28-12-2026", "HB-2", "Hari Ibu", "Dapur Ratna", "5 orang", "Hibah penjual", "Tanpa biaya", "belum dicatat",
            "Jumlah: 2 serah terima", "1.205 orang", "1.265", "Rp55.170.000",
            "Lima puluh lima juta seratus tujuh puluh ribu rupiah",
    ):  # fmt: skip
        assert "".join(one.split()) in text, one


def test_sums_stand_by_method_and_by_funds_and_two_people_sign() -> None:
    in_order(
        words(register_pdf([BOOK])),
        [
            "Menurut cara", "Pengadaan langsung", "1", "Rp55.080.000", "Hibah penjual", "1", "Rp90.000",
            "Menurut sumber dana", "APBD", "1", "Rp55.080.000", "Tanpa biaya", "1", "Rp90.000",
            "Batas dan kewajiban lapor ditentukan UPG Anda.", "Mengetahui", "Kepala Bagian Protokol",
            "Kota Tangerang, 4 Januari 2027", "Pengelola buku", "Bambang Wijaya", "Siti Aminah", "NIP",
            "Halaman 1 dari 1",
        ],
    )  # fmt: skip


def test_a_book_in_which_nothing_stands_says_so_and_is_signed_all_the_same() -> None:
    said = words(register_pdf([replace(BOOK, rows=())]))
    assert "Nihil." in said and "Mengetahui" in said
    assert "Jumlah" not in said and "Terbilang" not in said


def test_names_are_printed_only_where_they_were_asked_for() -> None:
    assert "Lampiran" not in words(register_pdf([BOOK]))
    asked = register_pdf([replace(BOOK, names=(SITI,))])
    book, names = texts_of(asked)
    assert "Lampiran" not in book
    in_order(
        "".join(names.split()),
        [
            "Lampiran: penerima",
            "Siti Aminah",
            "Dinas Sosial",
            "ASN",
            "Keset Perca",
            "Rp63.000",
            "Halaman 2 dari 2",
        ],
    )
    assert "Belumadanamayangditulis." in words(register_pdf([replace(BOOK, names=())]))


def test_what_was_recalled_stands_beside_its_entry() -> None:
    recalled = replace(GIFT, remarks=("5 buah kode KB1226: jamur (sudah diambil kembali)",))
    assert "Ditarik:5buahkodeKB1226:jamur(sudahdiambilkembali)" in words(
        register_pdf([replace(BOOK, rows=(recalled,))])
    )


def test_each_agency_has_a_book_of_its_own_and_its_pages_count_for_themselves() -> None:
    other = replace(BOOK, agency="Dinas Sosial", rows=())
    first, second = texts_of(register_pdf([BOOK, other]))
    assert "Halaman 1 dari 1" in first and "Halaman 1 dari 1" in second
    assert "Dinas Sosial" in second and "CM-7K3M9" not in second


def test_a_trial_says_so_across_every_page() -> None:
    for page in texts_of(register_pdf([replace(BOOK, rows=(ROW,) * 30, test=True)])):
        assert "CONTOH" in page
    assert "CONTOH" not in words(register_pdf([BOOK]))


def test_a_long_book_repeats_its_heads_and_tells_where_one_is() -> None:
    pages = texts_of(register_pdf([replace(BOOK, rows=(ROW, GIFT) * 40)]))
    assert len(pages) > 4
    for number, page in enumerate(pages[:-1], start=1):
        assert f"Halaman {number} dari {len(pages)}" in page
        assert "Barang, pembuat" in page
    joined = "".join("".join(pages).split())
    assert joined.count("CM-7K3M9") == joined.count("HB-2") == 40


def test_an_entry_of_more_goods_than_a_page_holds_is_printed_whole() -> None:
    lines = [GivenLine(pieces=1, name=f"Barang {n:03}", maker="Gerai", price=1_000) for n in range(80)]
    said = words(register_pdf([replace(BOOK, rows=(replace(ROW, lines=lines),))]))
    assert all(f"Barang{n:03}" in said for n in range(80))
    assert "Rp80.000" in said


ROWS = st.builds(
    replace,
    st.sampled_from([ROW, GIFT]),
    event=st.text(min_size=1, max_size=120),
    document=st.text(max_size=80),
    method=st.sampled_from(["Pengadaan langsung", "E-purchasing"]),
    funds=st.sampled_from(["APBD", "Kas PKK"]),
    lines=st.lists(
        st.builds(
            GivenLine,
            pieces=st.integers(1, 5_000),
            name=st.text(max_size=120),
            maker=st.text(max_size=80),
            price=st.integers(1, 10**8),
        ),
        max_size=3,
    ),
)


@settings(deadline=None, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_whatever_was_written_is_printed_and_the_sums_are_those_of_the_rows(rows: list[RegisterRow]) -> None:
    said = words(register_pdf([replace(BOOK, rows=rows)]))
    assert format_rupiah(sum(line.amount for row in rows for line in row.lines)) in said
    for funds in {row.funds for row in rows}:
        assert format_rupiah(sum(row.total for row in rows if row.funds == funds)) in said
