"""The label's pages: what a seller sends, waits for, sees and corrects, and that nobody else does."""

import html
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from app.base import clock
from app.base.actor import Actor
from app.catalog.models import LabelCorrection, LabelPhoto, LabelReading, Product
from app.catalog.queries import check, labels, own
from app.catalog.rules.label_life import MOST_A_DAY, ReadingState
from app.catalog.rules.life import PaperKind
from app.catalog.service import papers
from app.db.journal import JournalEntry
from app.media.models import Evidence
from app.standards.rules.findings import Finding, Severity
from app.standards.rules.reading.elements import Element, Found, Status
from app.standards.rules.reading.seen import Box
from tests.fakes.label_reader import PreparedReader
from tests.support import jobs, world
from tests.support import labels as support
from tests.support.curators import a_file

FIELDS = ("front", "back", "side", "other_side")


@pytest.fixture
def reader(app: Flask, db: Any) -> Iterator[PreparedReader]:
    with support.reader(app, PreparedReader()) as one:
        assert one is not None
        yield one


@pytest.fixture
def maker(reader: PreparedReader) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> Product:
    return support.a_snack(maker)


def path(product: Product) -> str:
    return f"/penjual/barang/{product.slug}/label"


def send(browser: Any, product: Product, *contents: bytes, **fields: Any) -> Any:
    """Photos into the form's fields; more than there are fields go into the last one."""
    files: dict[str, list[Any]] = {}
    for at, content in enumerate(contents):
        files.setdefault(FIELDS[min(at, 3)], []).append(a_file(content))
    return browser.send(path(product), **files, **fields)


def picture(number: int) -> bytes:
    return world.a_picture(700, 900, colour=support.COLOURS[number])


# -- sending ----------------------------------------------------------------------------------------


def test_photos_are_sent_waited_for_and_read(signed_in: Any, snack: Product) -> None:
    browser = signed_in(world.SELLER)
    answer = send(browser, snack, picture(0), picture(1), best_before="11/2027")
    assert (answer.status_code, answer.location) == (303, path(snack))
    page = browser.get(path(snack)).text
    assert "Sebentar lagi giliran label ini" in page
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "sedang dibaca" in browser.get(f"/penjual/barang/{snack.slug}").text
    jobs.do_all()
    page = browser.get(path(snack)).text
    assert "http-equiv" not in page
    assert "0 dari 8 hal terbaca dan cocok." in page
    assert "Label sudah dibaca: 8 hal perlu dilihat" in browser.get(f"/penjual/barang/{snack.slug}").text


def test_who_comes_later_is_told_how_many_are_before_her(
    signed_in: Any, maker: Actor, snack: Product
) -> None:
    support.asked(maker, world.a_product(maker, name="Keset Lain"))
    support.asked(maker, snack)
    assert "Menunggu giliran: 1 label lain dibaca dulu" in signed_in(world.SELLER).get(path(snack)).text


BAD = [
    ("nothing", [], "Pilih dulu foto labelnya, paling sedikit satu."),
    ("five", [0, 1, 2, 3, 4], "Paling banyak 4 foto: depan, belakang, dan sisinya."),
    ("twice", [0, 1, 0], "Foto ke-3 sama dengan foto ke-1."),
    (
        "a PDF",
        [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"],
        "Ini berkas PDF. Buka lalu foto layarnya, atau foto kertasnya.",
    ),
    ("one of two broken", [0, b"<svg onload=alert(1)>"], "Foto ke-2 belum bisa dipakai. Foto ini rusak"),
]


@pytest.mark.parametrize(("sent", "sentence"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_what_cannot_be_read_is_refused_and_leaves_no_trace(
    signed_in: Any, snack: Product, count: Any, sent: list[Any], sentence: str
) -> None:
    browser = signed_in(world.SELLER)
    before = [count(one) for one in (LabelReading, LabelPhoto, Evidence, JournalEntry)]
    contents = [picture(one) if isinstance(one, int) else one for one in sent]
    answer = send(browser, snack, *contents, best_before="12-11-2027")
    assert answer.status_code == 200
    assert sentence in answer.text
    assert 'value="12-11-2027"' in answer.text  # what she typed is still there
    assert [count(one) for one in (LabelReading, LabelPhoto, Evidence, JournalEntry)] == before
    assert jobs.waiting() == []


def test_a_date_without_a_figure_is_asked_again(signed_in: Any, snack: Product, count: Any) -> None:
    answer = send(signed_in(world.SELLER), snack, picture(0), best_before="setahun lagi")
    assert "Tulis tanggalnya seperti di label, misalnya 12-11-2026 atau 11/2026." in answer.text
    assert ('value="setahun lagi"' in answer.text, count(LabelReading)) == (True, 0)


def test_one_label_is_read_once_at_a_time(signed_in: Any, snack: Product, count: Any) -> None:
    browser = signed_in(world.SELLER)
    token = browser.token(path(snack))
    send(browser, snack, picture(0))
    answer = browser.post(path(snack), data={"csrf_token": token, "front": [a_file(picture(1))]})
    assert "Label barang ini masih dibaca. Tunggu sebentar" in answer.text
    assert count(LabelReading) == 1


def test_a_phone_that_sends_for_ever_is_stopped_for_the_day(
    signed_in: Any, maker: Actor, snack: Product, count: Any
) -> None:
    for _ in range(MOST_A_DAY // 4):
        support.read(maker, snack, count=4)
    browser = signed_in(world.SELLER)
    answer = send(browser, snack, picture(0))
    assert (
        "Hari ini gerai ini sudah mengirim banyak foto label (paling banyak 40). Lanjutkan besok, ya."
        in answer.text
    )
    assert count(LabelPhoto) == MOST_A_DAY
    with clock.at(world.SUNDAY + timedelta(days=1, minutes=1)):
        assert send(browser, snack, picture(0)).status_code == 303


def test_goods_that_are_no_food_have_a_shorter_label(signed_in: Any, maker: Actor) -> None:
    mat = world.goods().ready
    browser = signed_in(world.SELLER)
    assert "Tanggal kedaluwarsa yang tercetak" not in browser.get(path(mat)).text
    reading = support.read(maker, mat)
    assert set(labels.elements(reading.id)) == {
        Element.NAME,
        Element.PRODUCER,
        Element.TOWN,
        Element.COMPOSITION,
    }
    found = check.of(mat, own.latest(mat.id))
    assert [one.code for one in found.should] == []  # a brand standard advises only
    assert [one.code for one in found.notes].count("label_reading.not_found") == 4


# -- failing ----------------------------------------------------------------------------------------


def test_a_failure_is_said_and_can_be_tried_again(
    signed_in: Any, reader: PreparedReader, maker: Actor, snack: Product
) -> None:
    def stumble(number: int) -> None:
        if number == 1:
            raise ValueError("engine")

    reader.while_reading = stumble
    support.asked(maker, snack)
    jobs.do_all()
    browser = signed_in(world.SELLER)
    page = browser.get(path(snack)).text
    assert "Pembaca labelnya sedang terganggu. Fotonya aman" in page
    assert "belum terbaca, coba lagi" in browser.get(f"/penjual/barang/{snack.slug}").text
    assert browser.send(path(snack), to=f"{path(snack)}/lagi").status_code == 303
    jobs.do_all()
    assert "0 dari 8 hal terbaca dan cocok." in browser.get(path(snack)).text


def test_without_a_reader_the_page_says_that_a_curator_reads(
    app: Flask, signed_in: Any, snack: Product
) -> None:
    browser = signed_in(world.SELLER)
    with support.reader(app, None):
        send(browser, snack, picture(0))
    page = browser.get(path(snack)).text
    assert "Kurator akan membacanya sendiri." in page
    assert "Salah baca?" not in page
    assert check.of(snack, own.latest(snack.id)).of(Severity.PERIKSA) == [
        one
        for one in check.of(snack, own.latest(snack.id)).should
        if not one.code.startswith("label_reading.")
    ]


# -- the result -------------------------------------------------------------------------------------


def test_places_are_drawn_on_the_photo_and_said_in_words(
    signed_in: Any, maker: Actor, snack: Product
) -> None:
    support.read(maker, snack, support.SEEN)
    page = signed_in(world.SELLER).get(path(snack)).text
    # 900 wide: a box from 200 to 700 and 150 to 230 with a margin of 28, in thousandths
    assert '<rect class="ok" x="191" y="136" width="618" height="151" rx="8"></rect>' in page
    assert page.count("<rect") == len(support.SEEN)
    assert "3 dari 8 hal terbaca dan cocok." in page
    assert '<span class="said">Netto 200 gr</span> <span class="soft">cukup jelas</span>' in page
    assert '<span class="said">Tang3r4ng</span> <span class="soft">kurang jelas</span>' in page
    assert "style=" not in page


def test_what_was_read_is_text_and_never_markup(signed_in: Any, maker: Actor, snack: Product) -> None:
    evil = "<img src=x onerror=alert(1)>{{ 7 * 7 }}"
    support.read(maker, snack, [Found(Element.NAME, Status.DIFFERENT, evil, 0.9, 0, Box(1, 1, 90, 20))])
    browser = signed_in(world.SELLER)
    for page in (path(snack), f"/penjual/barang/{snack.slug}"):
        text = browser.get(page).text
        assert html.escape(evil) in text
        assert evil not in text


def test_the_check_says_what_the_reading_found_and_never_refuses(maker: Actor, snack: Product) -> None:
    support.read(maker, snack, support.SEEN)
    found = [one for one in check.of(snack, own.latest(snack.id)).findings if "label_reading" in one.code]
    assert {one.severity for one in found} == {Severity.PERIKSA}
    assert [(one.code, one.sentence) for one in found] == [
        ("label_reading.unreadable", "Kota pembuat ada di label, tetapi tulisannya belum terbaca jelas."),
        ("label_reading.different", "Berat bersih di label berbeda dari isian: terbaca “Netto 200 gr”."),
        ("label_reading.not_found", "Sertifikat halal tidak terbaca di foto label."),
        ("label_reading.not_found", "Baik digunakan sebelum tidak terbaca di foto label."),
        ("label_reading.not_found", "Komposisi tidak terbaca di foto label."),
    ]
    assert {check.Check.step(one) for one in found} == {"label"}


def test_halal_on_a_label_without_a_stated_certificate_is_looked_at(maker: Actor, snack: Product) -> None:
    papers.declare(maker, snack.slug, PaperKind.HALAL, typed="", ends_on=None, evidence=None)
    support.read(maker, snack, [Found(Element.HALAL, Status.FOUND, "HALAL INDONESIA", 0.9)])
    codes = [one.code for one in check.of(snack, own.latest(snack.id)).should]
    assert "label_reading.halal_early" in codes


def test_an_unfinished_reading_says_nothing(maker: Actor, snack: Product) -> None:
    support.asked(maker, snack)
    codes = {one.code for one in check.of(snack, own.latest(snack.id)).findings}
    assert not [one for one in codes if one.startswith("label_reading.")]


# -- correcting -------------------------------------------------------------------------------------


def correct(browser: Any, product: Product, element: Element, status: str, **more: Any) -> Any:
    reading = labels.newest(product.id)
    assert reading is not None
    fields = {"reading_id": reading.id, "element": element.value, "status": status, **more}
    return browser.send(path(product), to=f"{path(product)}/koreksi", **fields)


def finding(product: Product, words: str) -> Finding | None:
    found = check.of(product, own.latest(product.id)).findings
    return next(
        (one for one in found if one.code.startswith("label_reading") and words in one.sentence), None
    )


def test_one_tap_corrects_and_a_curator_still_looks(
    signed_in: Any, maker: Actor, snack: Product, db: Any
) -> None:
    support.read(maker, snack, support.SEEN)
    assert correct(signed_in(world.SELLER), snack, Element.TOWN, "found").status_code == 303
    (kept,) = db.query(LabelCorrection).all()
    assert (kept.element, kept.status_before, kept.status_after) == (
        Element.TOWN,
        Status.UNREADABLE,
        Status.FOUND,
    )
    assert (kept.role, kept.by_id, kept.text_before) == ("seller", maker.by_id, "Tang3r4ng")
    said = finding(snack, "Kota pembuat")
    assert said is not None
    assert "Ada, kata penjual" in signed_in(world.SELLER).get(path(snack)).text
    assert (said.code, said.severity) == ("label_reading.said_by_seller", Severity.PERIKSA)


def test_saying_what_the_machine_said_is_no_difference(signed_in: Any, maker: Actor, snack: Product) -> None:
    support.read(maker, snack, support.SEEN)
    browser = signed_in(world.SELLER)
    correct(browser, snack, Element.NAME, "not_found")
    assert finding(snack, "Nama barang") is not None
    correct(browser, snack, Element.NAME, "found", text="KERIPIK UJI")
    assert finding(snack, "Nama barang") is None


@pytest.mark.parametrize(("element", "status"), [("pirt", "perfect"), ("colour", "found"), ("", "")])
def test_what_does_not_exist_is_not_corrected(
    signed_in: Any, maker: Actor, snack: Product, count: Any, element: str, status: str
) -> None:
    reading = support.read(maker, snack)
    fields = {"reading_id": reading.id, "element": element, "status": status}
    answer = signed_in(world.SELLER).send(path(snack), to=f"{path(snack)}/koreksi", **fields)
    assert (answer.status_code, count(LabelCorrection)) == (404, 0)


def test_an_older_reading_is_not_corrected_any_more(
    signed_in: Any, maker: Actor, snack: Product, count: Any
) -> None:
    old = support.read(maker, snack).id
    support.read(maker, snack)
    browser = signed_in(world.SELLER)
    fields = {"reading_id": old, "element": "pirt", "status": "found"}
    browser.send(path(snack), to=f"{path(snack)}/koreksi", **fields)
    assert (
        "Label ini sudah difoto ulang. Lihat hasil yang baru di halaman ini." in browser.get(path(snack)).text
    )
    assert count(LabelCorrection) == 0


# -- strangers --------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["", "/lagi", "/bandingkan", "/koreksi"])
def test_somebody_elses_label_does_not_exist(
    signed_in: Any, maker: Actor, snack: Product, count: Any, what: str
) -> None:
    reading = support.read(maker, snack)
    stranger = signed_in(world.OTHER_SELLER)
    assert stranger.get(path(snack)).status_code == 404
    hers = world.a_product(world.actor(world.OTHER_SELLER), name="Keset Orang")
    fields = {"reading_id": reading.id, "element": "pirt", "status": "found"}
    before = count(JournalEntry)
    answer = stranger.send(path(hers), to=f"{path(snack)}{what}", **fields)
    assert (answer.status_code, count(JournalEntry)) == (404, before)
    # nor is it reached through a product of her own
    assert stranger.send(path(hers), to=f"{path(hers)}/koreksi", **fields).status_code == 404
    assert labels.newest(snack.id).state is ReadingState.DONE  # type: ignore[union-attr]


def test_the_photos_links_are_for_her_and_for_ten_minutes(
    signed_in: Any, client: Any, maker: Actor, snack: Product
) -> None:
    support.read(maker, snack, support.SEEN)
    browser = signed_in(world.SELLER)
    page = browser.get(path(snack)).text
    cut = "/berkas/potongan/" + page.partition('src="/berkas/potongan/')[2].partition('"')[0]
    whole = "/berkas/" + page.partition('href="/berkas/')[2].partition('"')[0]
    for link in (cut, whole):
        answer = browser.get(link)
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert client.get(link).status_code == 302
        assert signed_in(world.OTHER_SELLER).get(link).status_code == 404
        assert browser.get(link[:-2]).status_code == 404
        with clock.at(world.SUNDAY + timedelta(minutes=10, seconds=1)):
            assert browser.get(link).status_code == 404
