"""The story of a product for its seller: one list, newest first, with nothing private of a curator's in it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest

from app.base import clock
from app.base.actor import Actor
from app.catalog.models import Product
from app.catalog.queries import own
from app.catalog.rules.band import OfferPart, Standing
from app.catalog.rules.life import PaperKind, Supply
from app.catalog.service import drafts, papers
from app.catalog.service.drafts import Offer, VariantOffer
from app.curation.models import Round
from app.curation.queries.history import story
from app.curation.queries.rounds import rounds_of
from app.curation.rules import history as rules
from app.curation.rules.rounds import RoundState
from app.curation.service import judging, looking, submitting
from app.sellers import service as sellers
from tests.support import scores, world
from tests.support.counting import statements
from tests.support.official import made_official

HOUR = timedelta(hours=1)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


OFFERED = [
    ((OfferPart.PRICE, Standing.AT_ONCE, "", 25_000, 27_000), "Harga Rp25.000 → Rp27.000, langsung berlaku"),
    (
        (OfferPart.PRICE, Standing.APPROVED, "Besar", 25_000, 40_000),
        "Harga Besar Rp25.000 → Rp40.000, disetujui kurator",
    ),
    ((OfferPart.STOCK, Standing.AT_ONCE, "Besar", 3, 12), "Stok Besar 3 → 12, langsung berlaku"),
    ((OfferPart.WEIGHT, Standing.AT_ONCE, "", 600, 650), "Berat kirim 600 g → 650 g, langsung berlaku"),
    ((OfferPart.SIZE, Standing.AT_ONCE, "M", None, None), "Ukuran paket M diubah, langsung berlaku"),
    ((OfferPart.REMOVED, Standing.AT_ONCE, "M", 9, None), "Pilihan M tidak dijual lagi, langsung berlaku"),
    (
        (OfferPart.SUPPLY, Standing.AT_ONCE, "", None, None),
        "Cara menyediakan barang diubah, langsung berlaku",
    ),
]


@pytest.mark.parametrize(("change", "words"), OFFERED)
def test_a_change_is_told_in_a_sentence(change: Any, words: str) -> None:
    assert rules.offered(*change) == words


@pytest.mark.parametrize("part", OfferPart)
@pytest.mark.parametrize("state", [RoundState.APPROVED, RoundState.CHANGES_ASKED, RoundState.DECLINED])
def test_there_are_words_for_everything(part: OfferPart, state: RoundState) -> None:
    assert rules.offered(part, Standing.AT_ONCE, "", 1, 2)
    assert "4" in rules.judged(state, 4)


@pytest.fixture
def lived(maker: Actor) -> tuple[Product, Round]:
    """A snack with a life: approved, repriced, sent back, taken back, approved, made a gift; an hour between each."""
    steps = iter(range(1, 99))

    def later() -> Any:
        return clock.at(world.SUNDAY + next(steps) * HOUR)

    curator = world.actor(world.CURATOR)
    product, _ = world.a_snack_with_papers(maker)
    one = world.variant_of(product)
    with later():
        drafts.offer(maker, product.slug, Offer(Supply.READY, None, (priced(one, 47_000),)))
    with later():
        drafts.offer(maker, product.slug, Offer(Supply.READY, None, (priced(one, 90_000),)))
        drafts.name_it(maker, product.slug, name="Keripik Baru", description="")
        submitting.submit(maker, product.slug)
    with later():
        judging.ask_changes(curator, rounds_of(product.id)[0].id, "Hampir, Bu.", ["Foto lebih terang"])
    with later():
        drafts.name_it(maker, product.slug, name="Keripik Terang", description="")
        submitting.submit(maker, product.slug)
    with later():
        submitting.withdraw(maker, product.slug)
    with later():
        submitting.submit(maker, product.slug)
    with later():
        scores.approve(curator, rounds_of(product.id)[0].id)
    with later():
        made_official(product, date(2027, 6, 30), by=curator, starts_on=clock.now().date())
    with later():
        papers.declare(
            maker,
            product.slug,
            PaperKind.PIRT,
            typed="P-IRT No. 2153671019902-30",
            ends_on=None,
            evidence=None,
        )
    with later():
        paper = own.papers(product.id)[PaperKind.PIRT]
        looking.refuse_paper(curator, rounds_of(product.id)[0].id, paper.id, "Nomornya lain")
    with later():
        sellers.go_on_leave(maker, start=date(2026, 12, 1), end=date(2026, 12, 3))
    return product, rounds_of(product.id)[0]


def priced(one: Any, price: int) -> VariantOffer:
    return VariantOffer(one.id, one.label, price, one.weight_g, one.stock, stock_seen=one.stock)


def test_everything_that_happened_stands_in_one_list_newest_first(lived: Any) -> None:
    product, _ = lived
    assert [(one.words, one.detail, one.points, one.version) for one in story(product, None, 50)] == [
        ("Gerai libur Sel, 1 Des sampai Kam, 3 Des, langsung berlaku", "", (), None),
        ("P-IRT tidak cocok", "Nomornya lain", (), None),
        ("P-IRT ditulis", "", (), None),
        ("Jadi oleh-oleh resmi sampai Rab, 30 Jun 2027", "", (), None),
        ("Harga Rp47.000 → Rp90.000, disetujui kurator", "", (), None),
        ("Versi 3 disetujui kurator", "", (), None),
        ("Versi 3 diajukan, tinjauan ke-4", "", (), 3),
        ("Pengajuan ditarik penjual", "", (), None),
        ("Versi 3 diajukan, tinjauan ke-3", "", (), None),
        ("Kurator meminta perbaikan pada versi 2", "Hampir, Bu.", ("Foto lebih terang",), None),
        ("Versi 2 diajukan, tinjauan ke-2", "", (), 2),
        ("Harga Rp45.000 → Rp47.000, langsung berlaku", "", (), None),
        ("Versi 1 disetujui kurator", "", (), None),
        ("P-IRT dicocokkan kurator dengan aslinya", "", (), None),
        ("P-IRT ditulis", "", (), None),
        ("Versi 1 diajukan, tinjauan ke-1", "", (), 1),
    ]


def test_she_reads_all_of_it_and_nobody_is_named(signed_in: Any, lived: Any) -> None:
    product, _ = lived
    browser, path = signed_in(world.SELLER), f"/penjual/barang/{product.slug}/riwayat"
    page = browser.get(path).text
    told = page.partition('<ol class="plain story')[2].partition("</ol>")[0]
    assert "Wulan" not in told and "Endang" not in told
    assert len(re.findall(r"<b>(.*?)</b>", told)) == 16
    assert f'{path}?versi=3"' in page


@pytest.mark.parametrize("who", [world.SELLER, world.CURATOR, world.ADMIN])
def test_versions_are_laid_side_by_side_for_all_who_may_read(signed_in: Any, lived: Any, who: str) -> None:
    product, opened = lived
    path = {
        world.SELLER: f"/penjual/barang/{product.slug}/riwayat",
        world.CURATOR: f"/kurator/tinjauan/{opened.id}/riwayat",
        world.ADMIN: f"/admin/kurasi/{product.id}",
    }[who]
    browser = signed_in(who)
    version = browser.get(f"{path}?versi=3").text
    assert "Dibanding versi 2." in version
    assert '<span class="hidden">ditambah: </span>Terang' in version
    assert "Ini versi pertama" in browser.get(f"{path}?versi=1").text
    for nonsense in ("9", "0", "-1", "x", "²", "9" * 40):
        assert browser.get(f"{path}?versi={nonsense}").status_code == 404


def test_the_list_goes_on_page_by_page(lived: Any) -> None:
    product, _ = lived
    whole = [one.words for one in story(product, None, 50)]
    first = story(product, None, 5)
    rest = story(product, first[-1].key, 50)
    assert [one.words for one in first] + [one.words for one in rest] == whole


def test_the_list_costs_four_statements_however_long_it_is(lived: Any) -> None:
    product, _ = lived
    own.product(product.id)
    with statements() as seen:
        story(own.product(product.id), None, 50)
    assert len(seen) <= 5, "\n".join(seen)


def test_a_good_that_was_never_handed_in_says_what_comes(signed_in: Any, maker: Actor) -> None:
    product = world.a_product(maker, name="Keset Sunyi")
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/riwayat").text
    assert "Belum ada riwayat" in page
