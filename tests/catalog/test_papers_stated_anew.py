"""A paper stated anew after a refusal or after its day: the food stays off the shop until a curator has seen it. And MD."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.base import clock
from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.kinds import Category
from app.catalog.models import Paper, Product
from app.catalog.queries import own, shop
from app.catalog.rules.life import PaperKind
from app.catalog.rules.visibility import required_papers
from app.catalog.service import papers
from app.curation.queries import rounds
from app.curation.rules.panel import CaseState
from app.curation.service import looking, submitting
from tests.support import scores, world
from tests.support.curators import a_curator
from tests.support.official import made_official

OTHER = "P-IRT No. 2153671029901-30"
MD = "BPOM RI MD 240935001200027"
LATER = datetime(2030, 7, 1, 12, 0, tzinfo=UTC)
"""The day after the snack's P-IRT has ended."""


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def snack(maker: Actor) -> Product:
    """On show, its P-IRT seen, good until the end of June 2030."""
    return world.a_snack_with_papers(maker)[0]


def paper(product: Product, kind: PaperKind = PaperKind.PIRT) -> Paper:
    return own.papers(product.id)[kind]


def state(
    maker: Actor, product: Product, typed: str, kind: PaperKind = PaperKind.PIRT, ends_on: date | None = None
) -> None:
    papers.declare(maker, product.slug, kind, typed=typed, ends_on=ends_on, evidence=None)


def newest(product: Product) -> int:
    return rounds.rounds_of(product.id)[0].id


def refuse(product: Product, kind: PaperKind = PaperKind.PIRT) -> None:
    looking.refuse_paper(world.actor(world.CURATOR), newest(product), paper(product, kind).id, "Tidak cocok.")


def see(product: Product, kind: PaperKind = PaperKind.PIRT, ends_on: date | None = None) -> None:
    looking.see_paper(world.actor(world.CURATOR), newest(product), paper(product, kind).id, ends_on)


def is_on_show(product: Product) -> bool:
    return shop.is_on_show(product.id, clock.now())


def test_after_a_refusal_a_new_number_waits_to_be_seen(maker: Actor, snack: Product) -> None:
    assert is_on_show(snack)
    refuse(snack)
    assert not is_on_show(snack)
    state(maker, snack, OTHER)
    assert (paper(snack).refused_at, paper(snack).must_be_seen) == (None, True)
    assert not is_on_show(snack)
    see(snack)
    assert paper(snack).must_be_seen is False
    assert is_on_show(snack)


def test_stating_it_twice_changes_nothing(maker: Actor, snack: Product) -> None:
    refuse(snack)
    state(maker, snack, OTHER)
    state(maker, snack, world.PIRT, ends_on=date(2030, 6, 30))
    assert paper(snack).must_be_seen is True
    assert not is_on_show(snack)


def test_after_its_day_a_new_day_waits_to_be_seen(maker: Actor, snack: Product) -> None:
    with clock.at(LATER):
        assert not is_on_show(snack)
        state(maker, snack, "P-IRT No. 2153671019901-35", ends_on=date(2035, 6, 30))
        assert paper(snack).must_be_seen is True
        assert not is_on_show(snack)
        see(snack)
        assert is_on_show(snack)


def test_a_number_changed_in_good_time_stays_on_show(maker: Actor, snack: Product) -> None:
    state(maker, snack, OTHER, ends_on=date(2030, 6, 30))
    assert paper(snack).must_be_seen is False
    assert is_on_show(snack)


def test_a_paper_that_the_food_does_not_need_never_hides_it(maker: Actor, snack: Product) -> None:
    state(maker, snack, "ID35110017058840424", PaperKind.HALAL)
    refuse(snack, PaperKind.HALAL)
    state(maker, snack, "ID34110001307951222", PaperKind.HALAL)
    assert paper(snack, PaperKind.HALAL).must_be_seen is False
    assert is_on_show(snack)


def test_another_permit_does_not_help_round_a_refusal(maker: Actor, snack: Product) -> None:
    refuse(snack)
    state(maker, snack, MD, PaperKind.BPOM)
    assert paper(snack, PaperKind.BPOM).must_be_seen is True
    assert not is_on_show(snack)
    with pytest.raises(RuleBroken, match="disetujui dengan surat itu"):
        state(maker, snack, "", PaperKind.BPOM)
    see(snack, PaperKind.BPOM)
    assert is_on_show(snack)


def test_her_page_says_why_it_is_not_shown_and_the_curator_finds_it(
    maker: Actor, snack: Product, signed_in: Any
) -> None:
    refuse(snack)
    state(maker, snack, OTHER)
    words = "Barang ini belum tampil lagi di toko: P-IRT yang baru perlu dilihat kurator dulu."
    browser = signed_in(world.SELLER)
    page = browser.get(f"/penjual/barang/{snack.slug}").text
    assert words in page and "Surat yang baru perlu dilihat kurator dulu; kurator sudah diberi tahu." in page
    assert words in browser.get(f"/penjual/barang/{snack.slug}/izin").text
    assert "kurator sudah diberi tahu" in browser.get(f"/penjual/barang/{snack.slug}/izin/pirt").text
    waiting = rounds.papers_to_see(world.actor(world.CURATOR), 20)
    assert [one.id for one in waiting] == [newest(snack)]


def test_an_unreadable_number_is_hers_to_mend_first(maker: Actor, snack: Product, signed_in: Any) -> None:
    refuse(snack)
    state(maker, snack, "P-IRT 12345")
    page = signed_in(world.SELLER).get(f"/penjual/barang/{snack.slug}/izin/pirt").text
    assert "Nomornya belum terbaca benar" in page and "sudah diberi tahu" not in page
    assert not is_on_show(snack)


# -- MD in place of a P-IRT -------------------------------------------------------------------


def test_an_md_number_takes_the_place_of_the_pirt() -> None:
    assert required_papers(Category.CAMILAN, 90, "proses") == {PaperKind.PIRT}
    assert required_papers(Category.CAMILAN, 90, "proses", [PaperKind.BPOM]) == {PaperKind.BPOM}
    assert required_papers(Category.CAMILAN, 7, "proses", [PaperKind.BPOM]) == set()
    assert required_papers(Category.KESET, None, None, [PaperKind.BPOM]) == set()


def test_an_md_number_is_seen_by_a_curator_and_then_shown(maker: Actor, client: Any, signed_in: Any) -> None:
    product = world.a_product(maker, name="Nugget Ikan", category=Category.CAMILAN)
    state(maker, product, MD, PaperKind.BPOM, date(2030, 1, 31))
    opened = submitting.submit(maker, product.slug)
    curator = world.actor(world.CURATOR)
    assert "label.permit" not in {one["code"] for one in opened.findings}
    with pytest.raises(RuleBroken, match="Periksa dulu BPOM MD-nya"):
        scores.approve(curator, opened.id)
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    assert "MD 240935001200027" in page and "cekbpom.pom.go.id" in page
    see(product, PaperKind.BPOM)
    scores.approve(curator, opened.id)
    assert "MD 240935001200027" in client.get(f"/produk/{product.slug}").text
    assert made_official(product, date(2027, 1, 31)).state is CaseState.GIVEN


@pytest.mark.parametrize(
    ("village", "zone"), [("91.03.01.1001", 9), ("11.71.01.2001", 7)], ids=["Papua", "Aceh"]
)
def test_an_md_number_holds_through_its_last_day_in_the_makers_region(
    db: Any, village: str, zone: int
) -> None:
    maker = world.a_maker("Ibu Jauh", skills=("Olahan camilan",))
    world.a_gerai(maker, "Gerai Jauh", village=village)
    product = world.a_product(maker, name="Nugget Ikan", category=Category.CAMILAN)
    state(maker, product, MD, PaperKind.BPOM, date(2026, 12, 31))
    opened = submitting.submit(maker, product.slug)
    national = world.actor(a_curator(None))
    looking.see_paper(national, opened.id, paper(product, PaperKind.BPOM).id, None)
    scores.approve(national, opened.id)
    midnight = datetime(2027, 1, 1, tzinfo=UTC) - timedelta(hours=zone)
    shown = []
    for moment in (midnight - timedelta(minutes=1), midnight):
        with clock.at(moment):
            shown.append(is_on_show(product))
    assert shown == [True, False]


def test_a_refused_md_may_be_dropped_where_a_pirt_was_seen(maker: Actor, snack: Product) -> None:
    state(maker, snack, MD, PaperKind.BPOM)
    refuse(snack, PaperKind.BPOM)
    assert not is_on_show(snack)
    state(maker, snack, "", PaperKind.BPOM)
    assert is_on_show(snack)
