"""Papers about money: what they add up to, what stands on them to the rupiah, and that no words of people do any harm."""

import io
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from app.paper import billing
from app.paper import print as press
from app.paper.billing import (
    Invoice,
    InvoiceLine,
    InvoicePart,
    Receipt,
    Repaid,
    Statement,
    StatementRow,
    goods_in_words,
    invoices_pdf,
    receipt_pdf,
    statements_pdf,
)
from tests.support.printing import box_mm, texts_of

PERCA = InvoicePart(
    seller="Rumah Perca",
    place="Kota Tangerang, Banten",
    lines=(
        InvoiceLine(pieces=2, name="Keset Perca", note="Keluarga Bpk. Joko", price=45_000),
        InvoiceLine(pieces=1, name="Keset Kepang", variant="60 × 40 cm", price=125_000),
    ),
    service="JNE REG",
    fee=12_000,
    returned=45_000,
)
RATNA = InvoicePart(
    seller="Dapur Ratna",
    place="Kota Tangerang, Banten",
    lines=(InvoiceLine(pieces=1_200, name="Keripik Balado", variant="250 g", price=18_000),),
    service="Antar sendiri",
    fee=0,
)
INVOICE = Invoice(
    number="INV-G-7K3M9QX",
    order="G-7K3M9QX",
    issued_on=date(2026, 11, 22),
    buyer="Sari Pembeli",
    address=("Jl. Uji No. 1", "Kel. Babakan, Kec. Tangerang, Kota Tangerang, Banten 15118", "0812-0000-1005"),
    payee="Koperasi Contoh",
    payee_note="Menerima pembayaran atas nama penjual.",
    parts=(PERCA, RATNA),
    terms=("Dibayar paling lambat 22 November 2026 pukul 11.00 WIB.",),
)
RECEIPT = Receipt(
    number="KW-G-7K3M9QX-1",
    received_from="Sari Pembeli",
    amount=5_125_000,
    purpose=("Pesanan G-7K3M9QX", "2 × Keset Perca dari Rumah Perca"),
    way="Transfer bank",
    day=date(2026, 11, 22),
    place="Kota Tangerang",
    signer="Rumah Perca",
    by_hand=True,
    settled=True,
)


def words(pdf: bytes) -> str:
    """All letters of a PDF in their order, without blanks: where a word is broken does not matter."""
    return "".join(" ".join(texts_of(pdf)).replace("\u200b", "").split())


def amounts(text: str) -> list[str]:
    return re.findall(r"-?Rp[\d.]+", text)


def sizes(pdf: bytes) -> set[tuple[float, float]]:
    return {box_mm(page.mediabox)[2:] for page in PdfReader(io.BytesIO(pdf)).pages}


# -- the invoice ---------------------------------------------------------------------------------------


def test_an_invoice_says_whom_for_what_how_much_and_to_whom() -> None:
    (text,) = texts_of(invoices_pdf([INVOICE]))
    order = [
        "Tagihan", "INV-G-7K3M9QX", "Pesanan G-7K3M9QX", "Tanggal 22 November 2026",
        "Ditagihkan kepada", "Sari Pembeli", "Jl. Uji No. 1", "Koperasi Contoh",
        "Rumah Perca Kota Tangerang, Banten", "Keset Perca", "Tulisan: Keluarga Bpk. Joko", "Keset Kepang", "60 × 40 cm",
        "JNE REG", "Dilepas dari pesanan", "Dapur Ratna", "Keripik Balado", "250 g", "1.200", "Antar sendiri", "gratis",
        "Jumlah pesanan", "Masih harus dibayar", "Dibayar paling lambat 22 November 2026 pukul 11.00 WIB.",
    ]  # fmt: skip
    assert [one for one in order if one not in text] == []


def test_every_amount_on_an_invoice_is_the_one_that_it_was_ordered_at() -> None:
    (text,) = texts_of(invoices_pdf([INVOICE]))
    assert amounts(text) == [
        "Rp45.000", "Rp90.000", "Rp125.000", "Rp125.000", "Rp12.000", "-Rp45.000", "Rp182.000",
        "Rp18.000", "Rp21.600.000", "Rp21.600.000",
        "Rp21.815.000", "Rp12.000", "Rp21.827.000", "-Rp45.000", "Rp21.782.000", "Rp21.782.000",
    ]  # fmt: skip
    assert (INVOICE.total, INVOICE.returned, INVOICE.bill, INVOICE.open) == (
        21_827_000,
        45_000,
        21_782_000,
        21_782_000,
    )


def test_a_unique_code_is_a_row_of_its_own_and_part_of_the_bill() -> None:
    (text,) = texts_of(invoices_pdf([replace(INVOICE, parts=(PERCA,), code=123)]))
    assert amounts(text)[-3:] == ["Rp123", "Rp182.123", "Rp182.123"]
    assert "Kode unik transfer Rp123" in text


@pytest.mark.parametrize(
    ("paid", "repaid", "open_", "settled", "shown"),
    [
        (0, 0, 182_000, False, ["Masih harus dibayar"]),
        (227_000, 0, -45_000, True, ["Sudah dibayar", "Masih akan dikembalikan"]),
        (227_000, 45_000, 0, True, ["Sudah dibayar", "Sudah dikembalikan"]),
        (227_000, 227_000, 182_000, False, ["Sudah dibayar", "Sudah dikembalikan", "Masih harus dibayar"]),
    ],
)
def test_an_invoice_is_stamped_as_paid_only_when_it_is(
    paid: int, repaid: int, open_: int, settled: bool, shown: list[str]
) -> None:
    one = replace(INVOICE, parts=(PERCA,), paid=paid, repaid=repaid)
    (text,) = texts_of(invoices_pdf([one]))
    assert (one.open, one.settled, "LUNAS" in text) == (open_, settled, settled)
    all_of_them = ["Sudah dibayar", "Sudah dikembalikan", "Masih harus dibayar", "Masih akan dikembalikan"]
    assert [one for one in all_of_them if one in text] == shown


def test_what_was_paid_and_went_back_whole_is_not_stamped_as_paid() -> None:
    gone = replace(PERCA, returned=PERCA.total)
    one = replace(INVOICE, parts=(gone,), paid=227_000, repaid=227_000)
    (text,) = texts_of(invoices_pdf([one]))
    assert (one.bill, one.open, one.settled, "LUNAS" in text) == (0, 0, False, False)


def test_a_fee_of_the_whole_stands_beside_the_parts() -> None:
    through = replace(PERCA, fee=None, returned=0)
    one = replace(INVOICE, parts=(through,), shared=(("Satu paket lewat Posko Melati", 15_000, 3_000),))
    (text,) = texts_of(invoices_pdf([one]))
    assert (one.total, one.returned, one.bill) == (230_000, 3_000, 227_000)
    assert "Satu paket lewat Posko Melati Rp15.000" in text
    assert "JNE REG" not in text and "Ongkos kirim" not in text


def test_forty_lines_go_over_two_pages_and_each_stands_once() -> None:
    lines = [InvoiceLine(pieces=at, name=f"Barang-{at:03}", price=1_000) for at in range(1, 41)]
    pdf = invoices_pdf([replace(INVOICE, parts=(replace(RATNA, lines=lines),))])
    pages = texts_of(pdf)
    assert (len(pages), sizes(pdf)) == (2, {(210, 297)})
    printed = " ".join(pages)
    assert [printed.count(f"Barang-{at:03}") for at in range(1, 41)] == [1] * 40
    assert ["Harga satuan" in page for page in pages] == [True, True], "the head of the table is said again"
    assert ["Halaman 1 dari 2" in pages[0], "Halaman 2 dari 2" in pages[1]] == [True, True]
    assert "Masih harus dibayar Rp820.000" in pages[1]


def test_an_agencys_bill_says_its_sum_in_words_and_leaves_room_for_a_signature() -> None:
    signed = replace(
        INVOICE,
        parts=(PERCA,),
        signer="Rumah Perca",
        signed_in="Kota Tangerang",
        signed_on=date(2026, 11, 24),
    )
    (text,) = texts_of(invoices_pdf([signed]))
    assert "Terbilang Seratus delapan puluh dua ribu rupiah" in text
    assert text.index("Dibayar paling lambat") < text.index("Kota Tangerang, 24 November 2026 Rumah Perca")
    assert "Terbilang" not in words(invoices_pdf([INVOICE]))


def test_a_signature_never_stands_on_a_page_without_the_sum() -> None:
    for count in range(24, 40):
        lines = [InvoiceLine(pieces=1, name=f"Barang {at}", price=1_000) for at in range(count)]
        signed = replace(
            INVOICE, parts=(replace(RATNA, lines=lines),), signer="Dapur Ratna", signed_in="Kota Tangerang"
        )
        last = texts_of(invoices_pdf([signed]))[-1]
        assert "Terbilang" in last and "Masih harus dibayar" in last and "Kota Tangerang, …" in last


def test_several_invoices_are_one_file_and_each_counts_its_own_pages() -> None:
    lines = [InvoiceLine(pieces=1, name=f"Barang-{at:03}", price=1_000) for at in range(1, 41)]
    long = replace(INVOICE, number="INV-G-7K3M9QX-1", parts=(replace(RATNA, lines=lines),))
    pages = texts_of(invoices_pdf([long, replace(INVOICE, number="INV-G-7K3M9QX-2")]))
    assert [re.findall(r"INV-G-7K3M9QX-\d", page)[0][-1] for page in pages] == ["1", "1", "2"]
    assert ["Halaman" in page for page in pages] == [True, True, False]


# -- the receipt -----------------------------------------------------------------------------------------


def test_a_receipt_says_the_amount_in_figures_and_in_words() -> None:
    (text,) = texts_of(receipt_pdf(RECEIPT))
    order = [
        "Kwitansi", "KW-G-7K3M9QX-1", "LUNAS", "Sudah terima dari Sari Pembeli",
        "Uang sejumlah Lima juta seratus dua puluh lima ribu rupiah",
        "Untuk pembayaran Pesanan G-7K3M9QX 2 × Keset Perca dari Rumah Perca",
        "Dibayar lewat Transfer bank", "Rp5.125.000", "Kota Tangerang, 22 November 2026", "Rumah Perca",
    ]  # fmt: skip
    assert [one for one in order if one not in text] == []
    assert amounts(text) == ["Rp5.125.000"]
    assert "dikembalikan" not in text


def test_what_went_back_stands_below_what_was_received() -> None:
    one = replace(
        RECEIPT,
        settled=False,
        repaid=(
            Repaid(day=date(2026, 11, 25), amount=45_000, reason="Keset dilepas"),
            Repaid(day=date(2026, 12, 1), amount=80_000, reason="Ongkos kirim"),
        ),
        owed=1_000_000,
    )
    (text,) = texts_of(receipt_pdf(one))
    assert amounts(text) == ["Rp5.125.000", "-Rp45.000", "-Rp80.000", "-Rp1.000.000", "Rp4.000.000"]
    assert "25 November 2026 Keset dilepas -Rp45.000" in text
    assert "Masih dalam perjalanan kembali -Rp1.000.000" in text
    assert "Sesudah dikembalikan Rp4.000.000" in text
    assert "LUNAS" not in text


# -- the statement ----------------------------------------------------------------------------------------


def a_statement(rows: int) -> Statement:
    moved = [
        StatementRow(
            day=date(2026, 11, 1 + at % 28),
            words="Penjualan" if at % 4 else "Dikembalikan ke pembeli",
            reference=f"G-{at:07}",
            amount=90_000 if at % 4 else -30_000,
        )
        for at in range(rows)
    ]
    came = sum(row.amount for row in moved if row.amount > 0)
    went = sum(row.amount for row in moved if row.amount < 0)
    return Statement(
        seller="Rumah Perca",
        place="Kota Tangerang, Banten",
        begin=date(2026, 11, 1),
        end=date(2026, 11, 30),
        about="Uang yang dipegang Gerai untuk gerai ini.",
        opening=50_000,
        rows=moved,
        sums=(("Uang masuk", came), ("Potongan", 0), ("Dikembalikan ke pembeli", went)),
    )


def test_a_statement_opens_moves_and_closes_to_the_rupiah() -> None:
    (text,) = texts_of(statements_pdf([a_statement(3)]))
    assert amounts(text) == [
        "Rp50.000", "Rp180.000", "Rp0", "-Rp30.000", "Rp200.000",
        "Rp30.000", "Rp20.000", "Rp90.000", "Rp110.000", "Rp90.000", "Rp200.000",
    ]  # fmt: skip
    assert "1 November 2026 sampai 30 November 2026" in text
    assert "Saldo akhir Rp200.000" in text


def test_a_long_statement_goes_on_and_its_last_balance_is_the_closing_one() -> None:
    one = a_statement(60)
    pages = texts_of(statements_pdf([one]))
    assert len(pages) > 1
    assert [" ".join(pages).count(f"G-{at:07}") for at in range(60)] == [1] * 60
    assert one.closing == 50_000 + 45 * 90_000 - 15 * 30_000
    assert amounts(pages[-1])[-1] == "Rp3.650.000"


def test_a_period_without_money_says_so() -> None:
    (text,) = texts_of(statements_pdf([replace(a_statement(0), opening=0)]))
    assert "Tidak ada uang masuk atau keluar pada masa ini." in text


def test_a_summary_that_is_not_that_of_the_rows_is_refused() -> None:
    with pytest.raises(ValueError):
        replace(a_statement(3), sums=(("Uang masuk", 180_000),))


# -- all of them -------------------------------------------------------------------------------------------

PAPERS: dict[str, Any] = {
    "invoice": lambda test: invoices_pdf([replace(INVOICE, test=test)]),
    "receipt": lambda test: receipt_pdf(replace(RECEIPT, test=test)),
    "statement": lambda test: statements_pdf([replace(a_statement(60), test=test)]),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_trial_paper_says_on_each_page_that_it_is_one(paper: str) -> None:
    pages = texts_of(PAPERS[paper](True))
    assert ["CONTOH — mode uji" in page for page in pages] == [True] * len(pages)
    assert "CONTOH" not in " ".join(texts_of(PAPERS[paper](False)))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_same_facts_make_the_same_file(paper: str) -> None:
    assert PAPERS[paper](True) == PAPERS[paper](True)


@pytest.mark.parametrize("paper", PAPERS)
def test_papers_are_a4_and_in_black_on_white(paper: str) -> None:
    assert sizes(PAPERS[paper](True)) == {(210, 297)}
    facts = {
        "invoice": billing._invoice(INVOICE),
        "receipt": billing._receipt(RECEIPT),
        "statement": billing._statement(a_statement(3)),
    }[paper]
    for png in press.png(paper, {"papers": [facts]}, 50):
        with Image.open(io.BytesIO(png)) as picture:
            red, green, blue = picture.convert("RGB").split()
            assert red.tobytes() == green.tobytes() == blue.tobytes()


MARKUP = "#panic() *b* _i_ $x^2$ [q] @r <l> `c` // /* */ #{1+1} = - + ~ ' \" {{ 7 }} <script>"


def with_text(text: str) -> bytes:
    """An invoice whose every place for words of people carries these; there are twelve."""
    line = InvoiceLine(pieces=1, name=text, variant=text, note=text, price=1_000)
    part = InvoicePart(seller=text, place=text, lines=(line,), service=text, fee=1_000)
    one = replace(
        INVOICE, parts=(part,), buyer=text, address=(text, text), payee=text, payee_note=text, terms=(text,)
    )
    return invoices_pdf([one])


def test_markup_is_printed_as_it_was_typed() -> None:
    assert words(with_text(MARKUP)).count(MARKUP.replace(" ", "")) == 12
    one = replace(
        RECEIPT,
        received_from=MARKUP,
        purpose=(MARKUP,),
        repaid=(Repaid(day=date(2026, 1, 1), amount=1, reason=MARKUP),),
    )
    assert words(receipt_pdf(one)).count(MARKUP.replace(" ", "")) == 3


def test_long_names_and_accents_are_all_there() -> None:
    name = "Sérafina Ångström Wijayakusumaningratsetyaningsih " * 3
    assert words(with_text(name)).count("".join(name.split())) == 12


@pytest.mark.parametrize("text", ["W" * 4_000, "W " * 2_000, "\u202eجاد 王小明", "", "\x00\n\t"])
def test_whatever_was_typed_there_is_a_paper_within_its_margins(text: str) -> None:
    assert sizes(with_text(text)) == {(210, 297)}
    line = InvoiceLine(pieces=9_999, name=text, variant=text, note=text, price=99_999_999)
    part = InvoicePart(seller=text, place=text, lines=(line,), service=text, fee=1_000)
    facts = billing._invoice(replace(INVOICE, parts=(part,), buyer=text, payee=text))
    for png in press.png("invoice", {"papers": [facts]}, 127):
        with Image.open(io.BytesIO(png)) as picture:
            box = picture.convert("L").point(lambda grey: 255 * (grey < 128)).getbbox()
        assert box and box[0] >= 5 * 17 and box[2] <= 5 * 193


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=200), st.integers(1, 9_999), st.integers(1, 99_999_999), st.integers(0, 500_000))
def test_the_bill_is_always_the_sum_of_its_rows(name: str, pieces: int, price: int, fee: int) -> None:
    line = InvoiceLine(pieces=pieces, name=name, price=price)
    part = InvoicePart(seller=name, place=name, lines=(line, line), service="Kirim", fee=fee)
    one = replace(INVOICE, parts=(part, part))
    assert one.bill == 4 * pieces * price + 2 * fee
    printed = " ".join(texts_of(invoices_pdf([one])))
    assert f"Rp{one.bill:,}".replace(",", ".") in amounts(printed)


def test_goods_are_named_in_one_line() -> None:
    goods = [(2, "Keset"), (1, "Keripik"), (3, "Kebaya"), (1, "Tas"), (1, "Topi")]
    assert goods_in_words(goods[:2]) == "2 × Keset, 1 × Keripik"
    assert goods_in_words(goods) == "2 × Keset, 1 × Keripik, 3 × Kebaya, dan 2 barang lain"
