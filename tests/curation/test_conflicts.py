"""Nobody judges what is made too near to her: the SQL that hides it and the plain rule agree, and the server refuses the rest."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from app.accounts.models import StandIn
from app.base import clock
from app.base.actor import Actor, Grant, Role
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Product
from app.catalog.queries import own
from app.curation.models import CuratorHome, DeclaredConflict, Round
from app.curation.queries import conflicts as queries
from app.curation.queries import rounds, waiting
from app.curation.rules.conflicts import Address, CuratorTies, GeraiTies, Tie, tie
from app.curation.rules.rounds import RoundState
from app.curation.service import claiming, conflicts, looking
from app.db.journal import JournalEntry
from app.notices.models import Notice
from app.sellers import queries as gerai
from app.sellers import service as sellers
from app.sellers.models import Membership, Seller
from tests.support import scores, world
from tests.support.curators import a_curator, make_curator
from tests.support.forms import filled
from tests.support.official import proposed

HOME = Address(world.VILLAGE, "Gang Rahasia No. 7", "002", "005")
"""Where the world's gerai is."""


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def opened(db: Any) -> Round:
    return world.a_submitted_product(world.actor(world.SELLER))[1]


def sees(who: Actor, opened: Round) -> bool:
    try:
        rounds.round_for(who, opened.id)
    except NotFound:
        return False
    return True


# -- the rule ---------------------------------------------------------------------------------------

THEM = GeraiTies(1, frozenset({10, 11}), frozenset({1, 2}), HOME)
TIES = [
    ("nothing", CuratorTies(), None),
    ("she makes there", CuratorTies(groups=frozenset({1})), Tie.OWN),
    ("she once made in a gerai with one of them", CuratorTies(groups=frozenset({2})), Tie.OWN),
    ("she makes elsewhere", CuratorTies(groups=frozenset({3})), None),
    ("she helps one of them", CuratorTies(helps=frozenset({11})), Tie.HELPED),
    ("she helps somebody else", CuratorTies(helps=frozenset({12})), None),
    ("she has named them", CuratorTies(declared=frozenset({1})), Tie.DECLARED),
    ("she has named others", CuratorTies(declared=frozenset({2})), None),
    ("she lives there", CuratorTies(homes=(HOME,)), Tie.SAME_HOUSE),
]


@pytest.mark.parametrize(("her", "why"), [row[1:] for row in TIES], ids=[row[0] for row in TIES])
def test_each_tie_keeps_her_from_judging(her: CuratorTies, why: Tie | None) -> None:
    assert tie(her, THEM) is why


# -- the rule and the SQL ------------------------------------------------------------------------------

ADDRESSES = st.sampled_from(
    [
        HOME,
        Address(world.VILLAGE, "gg rahasia 7", "2", "5"),
        Address(world.VILLAGE, "Gang Rahasia 7"),
        Address(world.VILLAGE, "Gang Rahasia", "002", "005"),
        Address(world.NEXT_DOOR, "Gang Rahasia No. 7", "002", "005"),
        Address(world.VILLAGE, "Gang Rahasia No. 8", "002", "005"),
        Address(None, None),
    ]
)


@dataclass(frozen=True)
class Facts:
    """A small neighbourhood: person 0 is the curator. Who made where (and whether she still does), who is helped, what is
    named, where everybody lives."""

    members: list[tuple[int, int, bool]]
    helped: set[int]
    named: set[int]
    places: list[Address]
    home: Address


FACTS = st.builds(
    Facts,
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2), st.booleans()),
        max_size=5,
        unique_by=lambda row: (row[0], row[2] or row[1]),
    ),
    st.sets(st.integers(1, 3), max_size=1),
    st.sets(st.integers(0, 2), max_size=1),
    st.lists(ADDRESSES, min_size=3, max_size=3),
    ADDRESSES,
)


def test_the_sql_hides_exactly_what_the_rule_forbids(db: Any) -> None:
    made = [world.a_maker(f"Pembuat {one}") for one in range(3)]
    houses = [sellers.begin(one, f"Gerai {number}").id for number, one in enumerate(made)]
    for one in made:
        world.a_product(one)
    people = [world.actor(a_curator("36")).person_id, *(one.person_id for one in made)]
    curator = Actor(people[0], people[0], "K", "K", (Grant(Role.CURATOR, "36"),))
    before = clock.now() - timedelta(days=9)

    def put(facts: Facts) -> None:
        db.execute(sa.delete(Membership).where(Membership.seller_id.in_(houses)))
        for who, where, still in facts.members:
            db.add(
                Membership(
                    seller_id=houses[where],
                    person_id=people[who],
                    is_owner=False,
                    since=before,
                    until=None if still else clock.now(),
                )
            )
        db.add_all(StandIn(kader_id=people[0], person_id=people[one], since=before) for one in facts.helped)
        for one in facts.named:
            db.add(
                DeclaredConflict(
                    curator_id=people[0], seller_id=houses[one], words="sepupu", declared_at=before
                )
            )
        for seller_id, place in zip(houses, facts.places, strict=True):
            place_it = {"village_code": place.village, "street": place.street, "rt": place.rt, "rw": place.rw}
            db.execute(sa.update(Seller).where(Seller.id == seller_id).values(**place_it))
        if facts.home.village:
            db.add(
                CuratorHome(
                    person_id=people[0],
                    village_code=facts.home.village,
                    street=facts.home.street,
                    rt=facts.home.rt,
                    rw=facts.home.rw,
                    stated_at=before,
                )
            )
        db.flush()

    def by_the_rule(facts: Facts) -> set[int]:
        mine = {where for who, where, _ in facts.members if who == 0}
        lives = [facts.places[where] for who, where, still in facts.members if who == 0 and still]
        her = CuratorTies(
            frozenset(mine), frozenset(facts.helped), frozenset(facts.named), [*lives, facts.home]
        )
        free = set()
        for one in range(3):
            ever = {who for who, where, _ in facts.members if where == one}
            theirs = GeraiTies(
                one,
                frozenset(who for who, where, still in facts.members if where == one and still),
                frozenset(where for who, where, _ in facts.members if who in ever),
                facts.places[one],
            )
            if tie(her, theirs) is None:
                free.add(houses[one])
        return free

    @settings(deadline=None, max_examples=120)
    @given(FACTS)
    def agree(facts: Facts) -> None:
        nested = db.begin_nested()
        try:
            put(facts)
            free = sa.select(Product.seller_id).where(
                Product.seller_id.in_(houses), queries.no_conflict(curator)
            )
            assert set(db.scalars(free)) == by_the_rule(facts)
        finally:
            nested.rollback()
            db.expire_all()

    agree()


# -- named by herself -----------------------------------------------------------------------------------


def test_who_knows_the_maker_says_so_on_the_round_and_it_goes_back(
    opened: Round, curator: Actor, signed_in: Any, db: Any
) -> None:
    claiming.claim(curator, opened.id)
    browser = signed_in(world.CURATOR)
    path = f"/kurator/tinjauan/{opened.id}"
    assert f"{path}/kenal" in browser.get(path).text
    answer = browser.send(f"{path}/kenal", words="Sepupu saya")
    assert (answer.status_code, answer.location) == (303, "/kurator/antrean")
    assert "Keset Uji" not in browser.get("/kurator/antrean").text
    assert (opened.state, opened.claimed_by_id) == (RoundState.SUBMITTED, None)
    assert browser.get(path).status_code == 404
    assert (
        db.scalars(
            sa.select(Notice.subject).where(
                Notice.person_id == curator.person_id, Notice.made_at >= world.SUNDAY
            )
        ).all()
        == []
    )


def test_nobody_else_reads_why(opened: Round, curator: Actor, signed_in: Any, db: Any) -> None:
    conflicts.declare_from_round(curator, opened.id, "Mantan ipar saya")
    other = signed_in(a_curator("36"))
    for path in (
        f"/kurator/tinjauan/{opened.id}",
        "/kurator/antrean",
        "/kurator/benturan",
        "/kurator/riwayat",
    ):
        assert "ipar" not in other.get(path).text
    entries = db.scalars(sa.select(JournalEntry).where(JournalEntry.what == "tie declared")).all()
    seller_id = gerai.owned(world.actor(world.SELLER)).id
    assert [(one.by_id, one.facts) for one in entries] == [(curator.person_id, {"seller": seller_id})]


def test_a_tie_is_named_by_the_gerais_name_and_ended(opened: Round, curator: Actor, signed_in: Any) -> None:
    browser = signed_in(world.CURATOR)
    assert "Belum ada yang dicatat" in browser.get("/kurator/benturan").text
    found = browser.get("/kurator/benturan?q=perca").text
    seller_id = gerai.owned(world.actor(world.SELLER)).id
    address = f"/kurator/benturan/gerai/{seller_id}"
    assert (address in found, "Rumah Perca" in found) == (True, True)
    browser.send(address, words="Tetangga sebelah")
    page = browser.get("/kurator/benturan").text
    assert ("Rumah Perca" in page, "Tetangga sebelah" in page) == (True, True)
    assert not sees(curator, opened)
    (named,) = queries.declared(curator)
    browser.send("/kurator/benturan", to=f"/kurator/benturan/{named.row.id}/akhiri")
    assert sees(curator, opened)
    assert queries.declared(curator) == []
    assert named.row.ended_at == world.SUNDAY  # the row stays


BAD = [
    ("", "Tulis singkat, misalnya sepupu"),
    ("ya", "Tulis singkat hubungannya"),
    ("k" * 301, "Terlalu panjang"),
]


@pytest.mark.parametrize(("words", "sentence"), BAD)
def test_a_tie_without_understandable_words_is_not_kept_and_nothing_typed_is_lost(
    opened: Round, signed_in: Any, count: Any, words: str, sentence: str
) -> None:
    browser = signed_in(world.CURATOR)
    before = [count(DeclaredConflict), count(JournalEntry)]
    answer = browser.send(f"/kurator/tinjauan/{opened.id}/kenal", words=words)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert filled(answer.text, "words").get("words", [""]) == [words]
    assert [count(DeclaredConflict), count(JournalEntry)] == before


def test_a_gerai_is_named_once(opened: Round, curator: Actor, count: Any) -> None:
    seller_id = gerai.owned(world.actor(world.SELLER)).id
    conflicts.declare(curator, seller_id, "Sepupu")
    before = [count(DeclaredConflict), count(JournalEntry)]
    with pytest.raises(RuleBroken, match="Rumah Perca sudah ada di daftar Anda"):
        conflicts.declare(curator, seller_id, "Sepupu jauh")
    assert [count(DeclaredConflict), count(JournalEntry)] == before


def test_another_curators_tie_cannot_be_ended(curator: Actor, count: Any) -> None:
    conflicts.declare(curator, gerai.owned(world.actor(world.SELLER)).id, "Sepupu")
    (named,) = queries.declared(curator)
    before = count(JournalEntry)
    with pytest.raises(NotFound):
        conflicts.end(world.actor(a_curator("36")), named.row.id)
    assert (named.row.ended_at, count(JournalEntry) > before) == (
        None,
        True,
    )  # only her own making is written


# -- one house --------------------------------------------------------------------------------------------


def test_what_is_made_in_her_own_house_does_not_come_before_her(
    opened: Round, curator: Actor, signed_in: Any
) -> None:
    claiming.claim(curator, opened.id)
    browser = signed_in(world.CURATOR)
    typed = {
        "place_words": "Cipondoh Indah",
        "place": world.VILLAGE,
        "street": "gg. rahasia 07",
        "rt": "2",
        "rw": "5",
    }
    answer = browser.send("/kurator/benturan/alamat", **typed)
    assert (answer.status_code, answer.location) == (303, "/kurator/benturan")
    assert "gg. rahasia 07, RT 002/RW 005, Kel. Cipondoh Indah" in browser.get("/kurator/benturan").text
    assert not sees(curator, opened)
    assert opened.claimed_by_id is None
    browser.send("/kurator/benturan", to="/kurator/benturan/alamat/hapus")
    assert sees(curator, opened)


def test_what_a_neighbour_in_her_own_gerais_house_makes_does_not_either(opened: Round, db: Any) -> None:
    phone = world.a_phone()
    maker = world.a_maker("Serumah", phone=phone)
    sellers.begin(maker, "Gerai Serumah")
    make_curator(phone, "36")
    assert sees(world.actor(phone), opened)
    sellers.settle(maker, village_code=world.VILLAGE, street="GANG RAHASIA 7", rt="002", rw="005")
    assert not sees(world.actor(phone), opened)


# -- refused at every door -----------------------------------------------------------------------------------


def test_nothing_of_that_round_can_be_touched(curator: Actor, signed_in: Any, db: Any, count: Any) -> None:
    _, opened = world.a_snack_with_papers(world.actor(world.SELLER))
    conflicts.declare_from_round(curator, opened.id, "Sepupu saya")
    browser = signed_in(world.CURATOR)
    token, before = browser.token("/akun"), count(JournalEntry)
    path = f"/kurator/tinjauan/{opened.id}"
    doors = (
        "",
        "/periksa",
        "/lepas",
        "/kenal",
        "/izin/1",
        "/label",
        "/kemasan/sealed",
    )
    typed = {
        "csrf_token": token, "keputusan": "setujui", "hasil": "cocok", "until": "2027-01-01", "reason": "x",
        "jawaban": "ya", "status": "ok", "element": "name", "words": "Sepupu saya",
    }  # fmt: skip
    answers = {door: browser.post(path + door, data=typed) for door in doors}
    assert {door: answer.status_code for door, answer in answers.items()} == dict.fromkeys(doors, 404)
    for act in (
        lambda: claiming.claim(curator, opened.id),
        lambda: claiming.release(curator, opened.id),
        lambda: scores.approve(curator, opened.id),
        lambda: looking.see_paper(curator, opened.id, 1, None),
        lambda: proposed(own.product(opened.product_id), world.SUNDAY.date(), by=curator),
    ):
        with pytest.raises(NotFound):
            act()
    assert count(JournalEntry) == before
    assert waiting.counts(curator).waiting == 0
    assert rounds.history(curator, None, 50) == []
