"""The points of a product as its seller and a curator see them, and the check that they come from."""

import re
from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Paper
from app.catalog.queries import check, own
from app.catalog.rules.life import PaperKind
from app.catalog.rules.visibility import counted_papers
from app.catalog.service import drafts, papers
from app.standards.rules.book import all_rules
from app.standards.rules.findings import Basis, Severity
from tests.support import world
from tests.support.counting import statements

WHOLE = {
    **world.SNACK,
    "composition": "singkong 80%, minyak goreng, garam",
    "trade_name": "Dapur Uji",
    "storage": "Simpan kering",
    "printed": ["gizi"],
}


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


def checked(product: Any) -> check.Check:
    return check.of(product, own.latest(product.id))


@pytest.mark.parametrize(
    ("category", "facts", "kinds"),
    [
        (Category.CAMILAN, {}, [PaperKind.PIRT, PaperKind.HALAL]),
        (Category.CAMILAN, {"shelf_life": 3, "halal": "proses"}, [PaperKind.HALAL]),
        (Category.CAMILAN, {"shelf_life": 30, "halal": "tidak-halal"}, [PaperKind.PIRT]),
        (Category.MINUMAN, {"shelf_life": 3, "halal": "tidak-halal"}, []),
        (Category.KESET, {}, []),
    ],
)
def test_points_ask_for_the_papers_that_a_product_needs(
    category: Category, facts: dict[str, Any], kinds: list[PaperKind]
) -> None:
    assert counted_papers(category, facts) == kinds


def test_a_paper_brings_its_points_fact_by_fact(maker: Actor, db: Any) -> None:
    product = world.a_product(maker, category=Category.CAMILAN, facts=WHOLE)

    def on_papers() -> int:
        return next(part.points for part in checked(product).score.parts if part.key == "papers")

    assert on_papers() == 0
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    assert on_papers() == 22  # number and form, two of nine
    end = checked(product) and db.scalar(sa.select(Paper.ends_on).where(Paper.product_id == product.id))
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=end, evidence=None)
    assert on_papers() == 33  # the day as the certificate says it
    papers.declare(
        maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=end, evidence=world.a_picture()
    )
    assert (on_papers(), checked(product).score.waiting) == (33, ("P-IRT",))
    (paper,) = own.papers(product.id).values()
    papers.see(world.actor(world.CURATOR), paper.id, ends_on=None)
    assert (on_papers(), checked(product).score.waiting) == (55, ())


def test_the_sellers_page_says_points_bars_and_the_next_things(signed_in: Any, maker: Actor) -> None:
    product = world.a_product(maker, category=Category.CAMILAN, facts=WHOLE)
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}").text
    score = checked(product).score
    assert f'<b class="big num">{score.points}</b> dari 50 poin yang bisa dihitung mesin.' in page
    assert re.findall(r'<rect width="(\d+)" height="1"/>', page) == [str(part.points) for part in score.parts]
    assert "aturan 7 dari 9, standar merek 3 dari 3" in page
    assert "Tiga hal yang paling menaikkan nilai" in page
    links = re.findall(r'class="rowlink" href="([^"]+)"><b class="lift', page)
    assert links == [f"/penjual/barang/{product.slug}/{step}" for step in ("izin", "izin", "foto")]
    assert "50 poin lain dinilai orang" in page
    assert page.count("belum dinilai") == 6
    assert not re.search(r"\b(?:nilai|kelas|grade)\s+[A-D]\b", page, re.IGNORECASE)


def test_the_curator_sees_the_same_points(signed_in: Any, maker: Actor) -> None:
    product, opened = world.a_submitted_product(maker, category=Category.CAMILAN, facts=WHOLE)
    page = signed_in(world.CURATOR).get(f"/kurator/tinjauan/{opened.id}").text
    score = checked(product).score
    assert f'<b class="big num">{score.points}</b> dari 50 poin.' in page
    assert re.findall(r'<rect width="(\d+)" height="1"/>', page) == [str(part.points) for part in score.parts]
    assert "50 poin menunggu mata Anda" in page


def test_law_and_house_standard_stand_in_panels_of_their_own(signed_in: Any, maker: Actor) -> None:
    product = world.a_product(maker, category=Category.CAMILAN)
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}").text
    law = page.partition("<h2>Wajib menurut aturan</h2>")[2].partition("</section>")[0]
    house = page.partition("<h2>Supaya lebih menarik</h2>")[2].partition("</section>")[0]
    assert "Masa simpannya 180 hari, lebih dari 7, dan nomor izin edarnya belum ada." in law
    assert "Cara menyimpannya belum ditulis." in house
    assert "Cara menyimpannya" not in law
    result = checked(product)
    assert len(result.by_law) + len(result.by_house) == len(result.findings)


def test_a_seen_paper_is_not_asked_for_again(maker: Actor) -> None:
    product, _ = world.a_snack_with_papers(maker)
    assert [one.code for one in checked(product).findings if one.code.startswith("pirt.")] == []


def test_facts_of_garments_reach_the_rules(maker: Actor) -> None:
    facts = {
        "material": "Brokat", "colours": "krem", "beads": ["pasir"], "technique": "lem", "fibre": "100% brokat",
        "sizes": [{"size": "M", "ld": 49, "pb": None}], "wash": "60", "bleach": "jangan", "dry": "teduh",
        "iron": "rendah", "dry_clean": "p", "animal_parts": "ada",
    }  # fmt: skip
    product = world.a_product(maker, category=Category.PAYET, name="Kebaya", facts=facts)
    drafts.name_it(maker, product.slug, name="Kebaya", description="Jangan dicuci mesin.")
    assert {one.code for one in checked(product).findings} == {
        "brand.fibre_name", "brand.size_half", "brand.size_unusual", "brand.care_conflict", "brand.care_risk",
        "brand.made_in", "brand.animal_halal", "photos.few", "packaging.open",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "code", "severity"),
    [
        ({"date_on_label": "lain"}, "label.best_before_phrase", "periksa"),
        ({"date_on_label": "lama"}, "label.best_before_duration", "tolak"),
        ({"date_on_label": "bulan", "shelf_life": 60}, "label.best_before_precision", "periksa"),
        ({"shelf_life": 7}, "label.permit_at_seven_days", "periksa"),
        ({"halal": "tidak-halal"}, "label.not_halal_statement", "tolak"),
        ({"composition": "singkong 80%, siklamat"}, "label.sweetener", "periksa"),
        ({"trade_name": "Keripik Singkong"}, "label.trade_generic", "periksa"),
        ({"trade_name": "Sehat Jaya"}, "claims.health", "periksa"),
        ({"composition": "singkong 80% organik"}, "claims.purity", "periksa"),
        ({"net_unit": "ml"}, "label.unit_kind", "info"),
        ({"drained": 300}, "label.drained_more", "periksa"),
    ],
)
def test_facts_of_food_reach_the_rules(
    maker: Actor, changes: dict[str, Any], code: str, severity: str
) -> None:
    product = world.a_product(maker, category=Category.CAMILAN, name="Keripik Uji", facts=WHOLE | changes)
    assert {one.code: one.severity for one in checked(product).findings}[code] == severity


def test_every_code_of_a_check_belongs_to_the_book_or_to_a_check_beside_it(maker: Actor) -> None:
    book = {rule.code for rule in all_rules()}
    for category in Category:
        product = drafts.begin(maker, category=category, name="Kue Halal Terbaik")
        for finding in checked(product).findings:
            beside = finding.code.partition(".")[0] in (
                "facts",
                "offer",
                "papers",
                "pirt",
                "halal",
                "packaging",
            )
            assert finding.code in book or beside, finding.code
            assert finding.basis is Basis.LAW or "wajib" not in finding.sentence
            assert (
                finding.severity is not Severity.INFO or finding.code in book or finding.field == "packaging"
            )


# -- what the pages ask ------------------------------------------------------------------------------


def asked(browser: Any, path: str) -> list[str]:
    browser.get(path)
    with statements() as seen:
        assert browser.get(path).status_code == 200
    return seen


def test_the_check_asks_for_nothing_that_its_page_has_asked_for(signed_in: Any, maker: Actor) -> None:
    product, opened = world.a_snack_with_papers(maker)
    seller = asked(signed_in(world.SELLER), f"/penjual/barang/{product.slug}")
    curator = asked(signed_in(world.CURATOR), f"/kurator/tinjauan/{opened.id}")
    for seen, most in ((seller, 13), (curator, 28)):
        assert len(seen) <= most, "\n".join(seen)
        for table in ("photos", "variants", "papers"):
            read = [one for one in seen if f"FROM {table} " in one.replace("\n", " ") and "LIKE" not in one]
            assert len(read) == 1, table
