"""What comes before a curator: her pokja's goods of her region, and what she wants to see of them."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.actor import CHAIR, Actor, Grant, Role
from app.base.errors import NotFound
from app.base.kinds import Category
from app.curation.models import Round
from app.curation.queries import rounds, waiting
from app.curation.queries.waiting import Counts, Wanted
from app.curation.rules.scope import judges, nearest, reaches
from app.curation.service import claiming
from app.sellers import service as sellers
from tests.support import world
from tests.support.curators import a_curator


def judge(*grants: Grant) -> Actor:
    return Actor(1_000_000, 1_000_000, "Kurator", "Kurator", grants)


def grant(region: str | None = "36", pokja: str | None = None) -> Grant:
    return Grant(Role.CURATOR, region, pokja=pokja)


@pytest.fixture
def both(db: Any) -> dict[str, Round]:
    """A mat and a snack wait, two days and one day old, of two kelurahan."""
    with clock.at(world.SUNDAY - timedelta(hours=49)):
        _, mat = world.a_submitted_product(world.actor(world.OTHER_SELLER), name="Keset Lama")
    maker = world.actor(world.SELLER)
    sellers.settle(maker, village_code=world.NEXT_DOOR, street="Jl. Lain 1", rt=None, rw=None)
    with clock.at(world.SUNDAY - timedelta(hours=30)):
        _, snack = world.a_submitted_product(maker, name="Keripik Baru", category=Category.CAMILAN)
    return {"mat": mat, "snack": snack}


def names(who: Actor, **wanted: str) -> list[str]:
    return [one.name for one in waiting.queue(who, Wanted(**wanted), None, 50)]


# -- who judges what is data --------------------------------------------------------------------------


def test_every_kind_of_goods_has_a_pokja_and_every_pokja_is_known() -> None:
    assert set(judges()) == {"I", "II", "III", "IV"}
    assert set().union(*judges().values()) == set(Category)
    assert judges()["III"] == set(Category)
    assert judges()["II"] == {Category.KERAJINAN}


SCOPES = [
    ("no pokja sees all", grant(), ["Keset Lama", "Keripik Baru"]),
    ("the chair sees all", grant(pokja=CHAIR), ["Keset Lama", "Keripik Baru"]),
    ("pokja III sees food and the household", grant(pokja="III"), ["Keset Lama", "Keripik Baru"]),
    ("pokja II neither of these", grant(pokja="II"), []),
    ("pokja I nothing", grant(pokja="I"), []),
    ("an unknown pokja nothing", grant(pokja="IX"), []),
    ("the chair of elsewhere nothing", grant("35", CHAIR), []),
]


@pytest.mark.parametrize(("held", "seen"), [row[1:] for row in SCOPES], ids=[row[0] for row in SCOPES])
def test_the_queue_is_of_her_pokja(both: dict[str, Round], held: Grant, seen: list[str]) -> None:
    her = judge(held)
    assert names(her) == seen
    assert waiting.counts(her).waiting == len(seen)
    for one in both.values():
        if seen:
            assert rounds.round_for(her, one.id).id == one.id
        else:
            with pytest.raises(NotFound):
                rounds.round_for(her, one.id)


REGIONS = st.sampled_from([None, "36", "36.71", "36.7", "36.71.05", world.VILLAGE, world.NEXT_DOOR, "35"])
POKJA = st.sampled_from([None, CHAIR, "I", "II", "III", "IV", "IX"])


def test_sql_and_rule_agree_on_every_office(both: dict[str, Round]) -> None:
    there = {"mat": (world.VILLAGE, Category.KESET), "snack": (world.NEXT_DOOR, Category.CAMILAN)}

    @settings(deadline=None, max_examples=80)
    @given(st.lists(st.builds(grant, REGIONS, POKJA), max_size=3))
    def agree(held: list[Grant]) -> None:
        her = judge(*held)
        by_rule = {both[name].id for name, (region, kind) in there.items() if reaches(her, region, kind)}
        assert {one.id for one in waiting.queue(her, Wanted(), None, 50)} == by_rule
        for region, kind in there.values():
            assert (nearest(her, region, kind) is not None) == reaches(her, region, kind)

    agree()


NEAREST = [
    ([grant(None)], 0, None),
    ([grant("36"), grant("36.71")], 2, None),
    ([grant("36", CHAIR), grant("36.71")], 2, 1),
    ([grant("36.71", "II")], None, None),
]


@pytest.mark.parametrize(("held", "level", "as_chair"), NEAREST)
def test_the_smallest_office_that_reaches_it_counts(
    held: list[Grant], level: int | None, as_chair: int | None
) -> None:
    her = judge(*held)
    assert nearest(her, world.VILLAGE, Category.KESET) == level
    assert nearest(her, world.VILLAGE, Category.KESET, as_chair=True) == as_chair


# -- what she wants to see ----------------------------------------------------------------------------


def test_the_queue_is_filtered_by_holder_age_goods_and_kelurahan(
    both: dict[str, Round], signed_in: Any
) -> None:
    her = world.actor(world.CURATOR)
    other = world.actor(a_curator("36", "Nani Kurator"))
    claiming.claim(her, both["mat"].id)
    claiming.claim(other, both["snack"].id)
    assert names(her, whose="saya") == ["Keset Lama"]
    assert names(other, whose="saya") == ["Keripik Baru"]
    assert names(her, whose="bebas") == []
    assert names(her, whose="telat") == ["Keset Lama"]
    assert (names(her, kind="pangan"), names(her, kind="kriya")) == (["Keripik Baru"], ["Keset Lama"])
    assert names(her, village=world.NEXT_DOOR) == ["Keripik Baru"]
    assert names(her, whose="telat", kind="pangan") == []
    assert waiting.counts(her) == Counts(waiting=2, mine=1, free=0, late=1)
    assert waiting.villages(her) == [(world.NEXT_DOOR, "Cipondoh"), (world.VILLAGE, "Cipondoh Indah")]
    with clock.at(world.SUNDAY + timedelta(hours=24)):  # claims end by themselves
        assert waiting.counts(her) == Counts(waiting=2, mine=0, free=2, late=2)
    page = signed_in(world.CURATOR).get("/kurator/antrean").text
    for words in (
        "2 barang menunggu, yang paling lama di atas. Penjual dijanjikan jawaban dalam 2 hari.",
        "Diajukan 2 hari lalu, lewat 1 jam",
        "Diajukan kemarin, sisa 18 jam",
        "Anda periksa",
        "Diperiksa Nani Kurator",
    ):
        assert words in page, words


def test_a_filter_that_finds_nothing_leads_back_and_a_broken_one_counts_as_none(
    both: dict[str, Round], signed_in: Any
) -> None:
    browser = signed_in(world.CURATOR)
    page = browser.get("/kurator/antrean?yang=saya").text
    assert ("Tidak ada yang cocok" in page, "Semua yang menunggu" in page) == (True, True)
    page = browser.get("/kurator/antrean?yang=hantu&jenis=batu").text
    assert ("Keset Lama" in page, "Keripik Baru" in page) == (True, True)
    assert browser.get("/kurator/antrean?kelurahan=%00%27%22<b>&dari=!").status_code == 200
