"""The file of a product, by which an approval is defended: everything, in order of time, with names, for who may read it."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest

from app.base import clock
from app.base.actor import Actor
from app.base.days import full_day
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.packaging import Answer as Said
from app.catalog.service import drafts
from app.curation.models import Round
from app.curation.queries import dossier
from app.curation.queries import gifts as gift_queries
from app.curation.queries.rounds import rounds_of, seen_rounds_of
from app.curation.rules import dossier as rules
from app.curation.rules.dossier import Entry
from app.curation.rules.scoring import Mark
from app.curation.service import appeals, claiming, gifting, judging, looking, panel, scoring, submitting
from app.standards.rules.packaging import checklist
from tests.support import scores, world
from tests.support.appeals import REASON, WORDS, a_declined_product
from tests.support.counting import statements
from tests.support.curators import a_curator, make_curator
from tests.support.official import CHAIR_PHONE, made_official, proposed, the_chair

HOUR = timedelta(hours=1)
INTERNAL = "Pembuatnya minta cepat, jangan terburu-buru."


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def lived(maker: Actor, curator: Actor) -> tuple[Product, Round]:
    """Sent back, mended, approved, made official, and taken off the shelf; an hour between one thing and the next."""
    hours = iter(range(1, 40))

    def later() -> Any:
        return clock.at(world.SUNDAY + next(hours) * HOUR)

    product, first = world.a_submitted_product(maker, name="Keset Riwayat")
    with later():
        claiming.claim(curator, first.id)
    with later():
        scoring.score(curator, first.id, {"finish": Mark(1, "Tepinya lepas.")})
        judging.ask_changes(
            curator, first.id, "Hampir, Bu.", ["Jahit tepinya"], reasons=["photos_dark"], internal=INTERNAL
        )
    with later():
        drafts.name_it(maker, product.slug, name="Keset Riwayat Rapi", description="Tepinya dijahit.")
    with later():
        second = submitting.submit(maker, product.slug)
    with later():
        scores.approve(curator, second.id, "Bagus sekali, Bu.", points=3)
    with later():
        case = proposed(
            product, date(2027, 5, 21), by=curator, conditions=("Dalam kotak.",), occasions=("tamu-dinas",)
        )
    with later():
        panel.speak(the_chair(), case.id, is_for=True, words="Pantas.")
    with later():
        held = gift_queries.open_gift(product.id)
        assert held is not None
        gifting.withdraw(curator, held.id, "Talinya lepas.")
    return product, second


def all_of(product: Product) -> list[Entry]:
    return dossier.entries(product, None, 500, {one.id for one in rounds_of(product.id)})


def test_everything_stands_in_order_of_time_with_who_and_why(lived: Any) -> None:
    product, _ = lived
    days = f"{full_day(date(2026, 11, 22))} sampai {full_day(date(2027, 5, 21))}"
    found = [(one.words, one.who, one.said, one.points) for one in all_of(product)]
    code = dict(found[-2][2])["Kode bukti"]
    wulan, chair = "Wulan Kurator", "Endang Ketua"
    dark = "Fotonya gelap"
    assert found[2][3][0].startswith(dark)
    assert found == [
        ("Versi 1 diajukan, tinjauan ke-1", "", (), ()),
        ("Tinjauan ke-1 mulai diperiksa", wulan, (), ()),
        ("Kurator meminta perbaikan pada versi 1, tinjauan ke-1", wulan, (("Pesan untuk penjual", "Hampir, Bu."),), (found[2][3][0], "Jahit tepinya")),
        ("Versi 2 diajukan, tinjauan ke-2", "", (), ()),
        ("Tinjauan ke-2 mulai diperiksa", wulan, (), ()),
        ("Versi 2 disetujui kurator, tinjauan ke-2", wulan, (("Pesan untuk penjual", "Bagus sekali, Bu."),), ()),
        ("Versi 2 diusulkan jadi oleh-oleh resmi", wulan, (("Masa berlaku yang diusulkan", days), ("Cocok untuk", "Tamu dinas")), ("Dalam kotak.",)),
        ("Suara setuju", wulan, (), ()),
        ("Suara setuju, sebagai ketua TP PKK", chair, (("Catatan", "Pantas."),), ()),
        ("Disetujui panel jadi oleh-oleh resmi", "", (("Masa berlaku", days), ("Kode bukti", code)), ("Dalam kotak.",)),
        ("Tidak lagi oleh-oleh resmi", wulan, (("Alasan", "Talinya lepas."),), ()),
    ]  # fmt: skip


def test_it_goes_on_page_by_page_and_costs_the_same_however_long_it_is(lived: Any) -> None:
    product, _ = lived
    seen = {one.id for one in rounds_of(product.id)}
    whole = dossier.entries(product, None, 500, seen)
    walked: list[Entry] = []
    while part := dossier.entries(product, walked[-1].key if walked else None, 2, seen):
        walked += part
    assert walked == whole
    with statements() as asked:
        dossier.entries(own.product(product.id), None, 500, seen)
    assert len(asked) <= 9, "\n".join(asked)


def test_a_curator_reads_scores_anchors_notes_and_what_colleagues_noted(signed_in: Any, lived: Any) -> None:
    _, opened = lived
    path = f"/kurator/tinjauan/{opened.id}/riwayat"
    page = unescape(signed_in(world.CURATOR).get(path).text)
    for words in (
        "Riwayat kurasi", "oleh Wulan Kurator, tinjauan ke-2", "versi 1", "Tepinya lepas.", INTERNAL, "75", "Kerapian",
        f'href="{path}?versi=2"', "/kurator/rubrik/kriya/versi/1", "Talinya lepas.", "22 November 2026",
    ):  # fmt: skip
        assert words in page, words
    judged = page.partition('class="dossier__judged"')[2]
    anchor = next(one for one in scores.sheet_of(world.actor(world.CURATOR), opened.id).rubric.criteria)
    assert anchor.anchors[3] in judged
    assert path in signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text


def test_the_admin_reads_it_without_what_curators_noted_for_each_other(signed_in: Any, lived: Any) -> None:
    product, _ = lived
    browser = signed_in(world.ADMIN)
    assert "/admin/kurasi" in browser.get("/admin").text
    listed = browser.get("/admin/kurasi?cari=riwayat+rapi").text
    assert f'href="/admin/kurasi/{product.id}"' in listed and "Keset Riwayat Rapi" in listed
    assert "Tidak ada yang cocok" in browser.get("/admin/kurasi?cari=zzz").text
    page = browser.get(f"/admin/kurasi/{product.id}").text
    assert "Wulan Kurator" in page and "Endang Ketua" in page and "Tepinya lepas." in page
    assert INTERNAL not in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    unjudged = world.a_product(world.actor(world.SELLER), name="Keset Baru")
    assert browser.get(f"/admin/kurasi/{unjudged.id}").status_code == 404


def test_the_seller_reads_neither_a_name_nor_a_note_between_curators(signed_in: Any, lived: Any) -> None:
    product, opened = lived
    browser = signed_in(world.SELLER)
    for path in (f"/penjual/barang/{product.slug}/riwayat", f"/penjual/barang/{product.slug}/tinjauan"):
        page = browser.get(path).text
        assert "Bagus sekali, Bu." in page
        for private in (INTERNAL, "Wulan Kurator", "Endang Ketua", "Pantas."):
            assert private not in page, (path, private)
    for path in (f"/kurator/tinjauan/{opened.id}/riwayat", f"/admin/kurasi/{product.id}", "/admin/kurasi"):
        assert browser.get(path).status_code in (403, 404), path


def test_who_stands_too_near_or_judges_elsewhere_finds_no_file(
    signed_in: Any, lived: Any, maker: Actor
) -> None:
    _, opened = lived
    path = f"/kurator/tinjauan/{opened.id}/riwayat"
    assert signed_in(a_curator("35")).get(path).status_code == 404
    make_curator(world.SELLER, "36")
    assert signed_in(world.SELLER).get(path).status_code == 404
    the_chair()
    assert signed_in(CHAIR_PHONE).get(path).status_code == 200


def test_a_decision_that_is_read_again_stays_closed_in_every_file(signed_in: Any, maker: Actor) -> None:
    product, _ = a_declined_product()
    reading = appeals.ask(maker, product.slug, WORDS)
    second, paths = a_curator("36", "Nani Kurator"), {}
    paths[second] = f"/kurator/tinjauan/{reading.id}/riwayat"
    paths[world.ADMIN] = f"/admin/kurasi/{product.id}"
    page = signed_in(second).get(paths[second]).text
    assert "Penjual minta tinjauan ke-1 dibaca ulang" in page and WORDS in page
    assert REASON not in page and "Wulan Kurator" not in page
    assert (
        signed_in(world.ADMIN).get(paths[world.ADMIN]).status_code == 404
    )  # nothing of it is decided openly
    judging.decline(world.actor(second), reading.id, "Tepinya memang belum rapi.")
    for who, path in paths.items():
        page = signed_in(who).get(path).text
        for words in (REASON, "Wulan Kurator", "Tepinya memang belum rapi.", "keputusan tinjauan ke-1 tetap"):
            assert words in page, (who, words)


def test_a_file_that_is_gone_on_with_from_a_broken_place_begins_anew(signed_in: Any, lived: Any) -> None:
    product, _ = lived
    browser = signed_in(world.ADMIN)
    for broken in ("x", "W10=", "WzEsMiwzXQ==", "WzEsOTksM10="):
        page = browser.get(f"/admin/kurasi/{product.id}?dari={broken}")
        assert page.status_code == 200 and "Versi 1 diajukan" in page.text


def test_a_renewed_gift_ends_the_old_one_before_the_new_one_begins(maker: Actor) -> None:
    product = world.goods().ready
    made_official(product, date(2027, 3, 1))
    with clock.at(world.SUNDAY + HOUR):
        made_official(product, date(2027, 6, 1))
    assert [one.words for one in all_of(product)][-6:] == [
        "Disetujui panel jadi oleh-oleh resmi",
        "Versi 1 diusulkan jadi oleh-oleh resmi",
        "Suara setuju",
        "Suara setuju, sebagai ketua TP PKK",
        "Tidak lagi oleh-oleh resmi",
        "Disetujui panel jadi oleh-oleh resmi",
    ]


def test_what_a_curator_saw_of_the_packaging_stands_there_in_the_words_of_its_question(
    maker: Actor, curator: Actor
) -> None:
    product, opened = world.a_submitted_product(maker, name="Keset Kemasan")
    item = checklist(product.category, world.SUNDAY.date()).items[0]
    looking.judge_packaging(
        curator, opened.id, item.code, Said.NOT_YET, note="Belum dibungkus.", seen_id=None
    )
    last = all_of(product)[-1]
    assert (last.words, last.who, last.said) == (
        f"Kemasan dilihat: {item.question} Belum.",
        "Wulan Kurator",
        (("Catatan untuk penjual", "Belum dibungkus."),),
    )


JOURNALLED = [
    ("label corrected", {"element": "pirt", "after": "different", "role": "curator"}, "Label: Nomor P-IRT ada, tetapi lain, menurut kurator"),
    ("label corrected", {"element": "name", "after": "found", "role": "seller"}, "Label: Nama barang ada dan benar, menurut penjual"),
    ("claim lapsed", {"round": 3}, "Waktu memeriksa tinjauan ke-3 habis, kembali ke antrean"),
    ("gift end told", {"days_left": 30}, "Pembuat dan kurator diingatkan: berlaku 30 hari lagi"),
    ("gift proposal dropped", {"case": 1}, "Usulan oleh-oleh resmi dibatalkan pengusulnya"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "facts", "words"), JOURNALLED)
def test_rows_of_the_journal_are_told_in_a_sentence(what: str, facts: dict[str, Any], words: str) -> None:
    told = rules.written(what, facts, {})
    assert told is not None and told.words == words


def test_a_curator_finds_a_judged_good_by_name(signed_in: Any, lived: Any) -> None:
    browser = signed_in(world.CURATOR)
    found = browser.get("/kurator/riwayat?cari=riwayat").text
    assert len(re.findall(r"<h2>Keset Riwayat", found)) == 2
    assert "Tidak ada yang cocok" in browser.get("/kurator/riwayat?cari=%25").text
    assert [one.number for one in seen_rounds_of(world.actor(world.CURATOR), lived[0].id)] == [2, 1]
