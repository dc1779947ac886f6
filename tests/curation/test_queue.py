"""What waits for a curator: her own region and below, the oldest first, nothing of her own."""

from datetime import timedelta
from typing import Any

import pytest

from app.accounts import queries as people
from app.accounts import service as accounts
from app.base import clock
from app.base.actor import Actor, Grant, Role
from app.base.errors import NotFound
from app.base.kinds import Category
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind
from app.catalog.service import papers
from app.curation.models import Round
from app.curation.queries import rounds, waiting
from app.curation.rules.scope import reaches
from app.curation.service import judging, looking, submitting
from app.db.journal import JournalEntry
from app.sellers import queries as gerai
from app.sellers import service as sellers
from tests.support import scores, world
from tests.support.curators import a_curator, make_curator


def in_line(curator: Actor, after: int | None, limit: int) -> list[waiting.Queued]:
    return waiting.queue(curator, waiting.Wanted(), after, limit)


def waiting_for(who: str) -> list[str]:
    return [one.name for one in in_line(world.actor(who), None, 50)]


@pytest.fixture
def three(db: Any) -> None:
    """Three goods wait, handed in by a woman of Tangerang on three days."""
    maker = world.actor(world.SELLER)
    for days, name in ((2, "Keset Tengah"), (3, "Keset Tertua"), (1, "Keset Terbaru")):
        with clock.at(world.SUNDAY - timedelta(days=days)):
            world.a_product(maker, name=name)
    for days, slug in ((3, "keset-tertua"), (2, "keset-tengah"), (1, "keset-terbaru")):
        with clock.at(world.SUNDAY - timedelta(days=days)):
            submitting.submit(maker, slug)


def test_the_oldest_stands_at_the_top(three: None, signed_in: Any) -> None:
    assert waiting_for(world.CURATOR) == ["Keset Tertua", "Keset Tengah", "Keset Terbaru"]
    page = signed_in(world.CURATOR).get("/kurator/antrean").text
    places = [page.index(name) for name in ("Keset Tertua", "Keset Tengah", "Keset Terbaru")]
    assert places == sorted(places)
    assert "3 barang menunggu" in page
    assert "Diajukan 3 hari lalu" in page


def test_what_waits_too_long_is_marked(three: None, signed_in: Any) -> None:
    page = signed_in(world.CURATOR).get("/kurator/antrean").text
    marks = [part.partition("Diajukan ")[2].partition("<")[0] for part in page.split("pill--bad")[1:]]
    assert marks == ["3 hari lalu, lewat 24 jam"]  # two days were promised


def test_the_queue_is_walked_by_key(three: None) -> None:
    curator = world.actor(world.CURATOR)
    first = in_line(curator, None, 2)
    rest = in_line(curator, first[-1].id, 2)
    assert [one.name for one in first + rest] == ["Keset Tertua", "Keset Tengah", "Keset Terbaru"]


REACH = [
    ("36", ["Keset Banten"]),  # her province
    ("36.71", ["Keset Banten"]),  # the city itself
    ("36.7", []),  # no region, and no beginning of a code
    ("36.72", []),  # the next city
    ("35", ["Keset Surabaya"]),
    ("35.78.08.1001", ["Keset Surabaya"]),  # the village itself
    (None, ["Keset Banten", "Keset Surabaya"]),  # the whole country
]


@pytest.fixture
def two_regions(db: Any) -> None:
    world.a_submitted_product(world.actor(world.SELLER), name="Keset Banten")
    far = world.a_maker()
    world.a_gerai(far, "Gerai Jauh", village=world.SURABAYA)
    world.a_submitted_product(far, name="Keset Surabaya")


@pytest.mark.parametrize(("region", "names"), REACH)
def test_each_curator_has_the_queue_of_her_region(
    two_regions: None, region: str | None, names: list[str]
) -> None:
    curator = Actor(1_000_000, 1_000_000, "Kurator", "Kurator", (Grant(Role.CURATOR, region),))
    assert [one.name for one in in_line(curator, None, 50)] == names
    assert waiting.counts(curator).waiting == len(names)
    assert [reaches(curator, one, Category.KESET) for one in (world.VILLAGE, world.SURABAYA)] == [
        "Keset Banten" in names,
        "Keset Surabaya" in names,
    ]


def test_two_grants_reach_both_regions_and_an_ended_one_nothing(two_regions: None) -> None:
    phone = a_curator("36")
    make_curator(phone, "35")
    assert waiting_for(phone) == ["Keset Banten", "Keset Surabaya"]
    held = next(one for one in people.grants(world.actor(phone).person_id) if one.region_code == "36")
    accounts.end_grant(world.actor(world.ADMIN), held.id)
    assert waiting_for(phone) == ["Keset Surabaya"]


def test_what_is_out_of_reach_does_not_exist(two_regions: None, signed_in: Any, count: Any) -> None:
    browser = signed_in(a_curator("35"))
    round_id = in_line(world.actor(world.CURATOR), None, 1)[0].id
    before = count(JournalEntry)
    path = f"/kurator/tinjauan/{round_id}"
    token = browser.token("/akun")
    assert browser.get(path).status_code == 404
    for address in (path, f"{path}/izin/1", f"{path}/oleh-oleh-resmi", f"{path}/oleh-oleh-resmi/akhiri"):
        data = {
            "csrf_token": token,
            "keputusan": "setujui",
            "hasil": "cocok",
            "until": "2027-01-01",
            "reason": "x",
        }
        answer = browser.post(address, data=data)
        assert answer.status_code == 404, address
    assert count(JournalEntry) == before
    assert in_line(world.actor(world.CURATOR), None, 1)[0].id == round_id


# -- nobody judges her own ------------------------------------------------------------------------


def cannot_judge(phone: str, opened: Round) -> None:
    """Not in her queue, not in her history, not by its address, and not by any service."""
    curator = world.actor(phone)
    assert opened.id not in [one.id for one in in_line(curator, None, 50)]
    assert waiting.counts(curator).waiting == len(in_line(curator, None, 50))
    for act in (
        lambda: rounds.round_for(curator, opened.id),
        lambda: scores.approve(curator, opened.id),
        lambda: judging.ask_changes(curator, opened.id, "", ["Foto"]),
        lambda: judging.decline(curator, opened.id, "Tidak"),
    ):
        with pytest.raises(NotFound):
            act()


def test_nobody_judges_what_she_made_herself(db: Any, count: Any) -> None:
    _, opened = world.a_submitted_product(world.actor(world.SELLER))
    make_curator(world.SELLER, None)
    before = count(JournalEntry)
    cannot_judge(world.SELLER, opened)
    assert count(JournalEntry) == before


def test_nobody_judges_what_her_group_made(db: Any) -> None:
    maker = world.actor(world.SELLER)
    member = world.a_phone()
    person = world.a_maker("Anggota Kelompok", phone=member)
    sellers.add_member(
        world.actor(world.OFFICER), seller_id=gerai.owned(maker).id, person_id=person.person_id
    )
    make_curator(member, "36")
    _, opened = world.a_submitted_product(maker)
    cannot_judge(member, opened)


def test_nobody_judges_for_a_woman_whom_she_helps_as_a_kader(db: Any, signed_in: Any) -> None:
    make_curator(world.KADER, "36")
    _, opened = world.a_submitted_product(world.actor(world.SELLER))
    _, other = world.a_submitted_product(world.actor(world.OTHER_SELLER), name="Keset Tetangga")
    cannot_judge(world.KADER, opened)
    assert waiting_for(world.KADER) == ["Keset Tetangga"]
    browser = signed_in(world.KADER)
    assert browser.get(f"/kurator/tinjauan/{opened.id}").status_code == 404
    assert browser.get(f"/kurator/tinjauan/{other.id}").status_code == 200
    person = world.actor(world.SELLER).person_id
    browser.send("/akun/dampingi", to=f"/akun/dampingi/{person}")
    assert browser.get("/kurator/antrean").status_code == 403  # while she helps she is that seller only


def test_her_own_goods_are_in_nobody_elses_way(db: Any) -> None:
    make_curator(world.SELLER, "36")
    _, opened = world.a_submitted_product(world.actor(world.SELLER))
    scores.approve(world.actor(world.CURATOR), opened.id)
    assert opened.id in [one.id for one in rounds.history(world.actor(world.CURATOR), None, 50)]
    assert opened.id not in [one.id for one in rounds.history(world.actor(world.SELLER), None, 50)]


def test_a_paper_stated_after_the_approval_waits_to_be_seen(db: Any, signed_in: Any) -> None:
    maker, curator = world.actor(world.SELLER), world.actor(world.CURATOR)
    snack, opened = world.a_snack_with_papers(maker)
    browser = signed_in(world.CURATOR)
    assert "Surat baru" not in browser.get("/kurator/antrean").text
    papers.declare(
        maker, snack.slug, PaperKind.PIRT, typed="P-IRT No. 2153671029901-30", ends_on=None, evidence=None
    )
    page = browser.get("/kurator/antrean").text
    assert "Surat baru" in page and f"/kurator/tinjauan/{opened.id}#izin" in page
    assert rounds.papers_to_see(maker, 20) == []
    looking.see_paper(curator, opened.id, own.papers(snack.id)[PaperKind.PIRT].id, None)
    assert "Surat baru" not in browser.get("/kurator/antrean").text
