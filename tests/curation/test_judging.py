"""The three decisions: what each needs, what it does, and that each round gets one only."""

from typing import Any

import pytest
import sqlalchemy as sa

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.base.kinds import Category
from app.base.states import MoveRefused
from app.catalog.models import Product, StorefrontListing
from app.catalog.queries import own
from app.catalog.rules.life import PaperKind, RevisionState
from app.catalog.service import drafts, papers
from app.curation.models import Round
from app.curation.queries import rounds
from app.curation.rules.rounds import RoundState
from app.curation.service import judging, looking, submitting
from app.db.journal import JournalEntry
from app.notices.models import Notice
from tests.support import scores, world
from tests.support.curators import a_curator
from tests.support.forms import filled

STALE = "Keadaannya sudah berubah. Muat ulang halaman ini untuk melihat yang terbaru."


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def rows(count: Any) -> Any:
    return lambda: [count(table) for table in (Round, JournalEntry, Notice, StorefrontListing)]


def letters(db: Any, person: Actor) -> list[str]:
    query = sa.select(Notice.subject).where(Notice.person_id == person.person_id).order_by(Notice.id.desc())
    return list(db.scalars(query))


def test_approving_puts_this_version_on_show_and_tells_her(
    signed_in: Any, client: Any, maker: Actor, curator: Actor, db: Any
) -> None:
    product, opened = world.a_submitted_product(maker)
    assert client.get(f"/produk/{product.slug}").status_code == 404
    scores.score(curator, opened.id)
    browser = signed_in(world.CURATOR)
    answer = browser.send(f"/kurator/tinjauan/{opened.id}", keputusan="setujui", note="Rapi sekali.")
    assert (answer.status_code, answer.location) == (303, "/kurator/antrean")
    assert "Disetujui. Penjual sudah diberi tahu." in browser.get("/kurator/antrean").text
    assert client.get(f"/produk/{product.slug}").status_code == 200
    judged = rounds.rounds_of(product.id)[0]
    assert (judged.state, judged.note, judged.points) == (RoundState.APPROVED, "Rapi sekali.", [])
    assert (judged.judged_by_id, judged.judged_at) == (curator.person_id, world.SUNDAY)
    assert own.latest(product.id).state is RevisionState.APPROVED
    assert letters(db, maker)[0] == "Keset Uji disetujui dan sudah tayang"


def test_changes_come_back_point_by_point(signed_in: Any, client: Any, maker: Actor, db: Any) -> None:
    product, opened = world.a_submitted_product(maker)
    points = "- Foto lebih terang\n\n • Tepi dirapikan \n* \n"
    signed_in(world.CURATOR).send(
        f"/kurator/tinjauan/{opened.id}", keputusan="perbaiki", note="Bagus, Bu.", points=points
    )
    judged = rounds.rounds_of(product.id)[0]
    assert (judged.state, judged.note) == (RoundState.CHANGES_ASKED, "Bagus, Bu.")
    assert judged.points == ["Foto lebih terang", "Tepi dirapikan"]
    assert own.latest(product.id).state is RevisionState.CHANGES_ASKED
    assert client.get(f"/produk/{product.slug}").status_code == 404
    assert letters(db, maker)[0] == "Keset Uji: ada 2 hal untuk diperbaiki"
    page = signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text
    assert [one in page for one in ("Foto lebih terang", "Tepi dirapikan", "Bagus, Bu.")] == [True] * 3


def test_a_declined_good_is_not_shown_and_says_why(
    signed_in: Any, client: Any, maker: Actor, db: Any
) -> None:
    product, opened = world.a_submitted_product(maker)
    signed_in(world.CURATOR).send(
        f"/kurator/tinjauan/{opened.id}", keputusan="tolak", note="Ini barang pabrik."
    )
    judged = rounds.rounds_of(product.id)[0]
    assert (judged.state, judged.note) == (RoundState.DECLINED, "Ini barang pabrik.")
    assert own.latest(product.id).state is RevisionState.DECLINED
    assert client.get(f"/produk/{product.slug}").status_code == 404
    assert (
        "Ini barang pabrik." in signed_in(world.SELLER).get(f"/penjual/barang/{product.slug}/tinjauan").text
    )
    assert letters(db, maker)[0] == "Keset Uji belum bisa tayang"


NEEDS = [
    ({"keputusan": "perbaiki", "note": "Kurang rapi"}, "Tulis paling sedikit satu hal yang perlu diperbaiki"),
    ({"keputusan": "perbaiki", "note": "Kurang", "points": "- \n*"}, "Tulis paling sedikit satu hal"),
    ({"keputusan": "tolak", "points": "Satu hal"}, "Tulis alasannya: penjual akan membacanya."),
    ({"keputusan": "tolak", "note": "  "}, "Tulis alasannya: penjual akan membacanya."),
    ({"keputusan": "ya", "note": "Bagus"}, "Pilih salah satu keputusan di bawah."),
    ({"note": "Bagus"}, "Pilih salah satu keputusan di bawah."),
    ({"keputusan": "setujui", "note": "k" * 1501}, "Terlalu panjang: paling banyak 1500 huruf."),
]


@pytest.mark.parametrize(("typed", "sentence"), NEEDS)
def test_a_decision_that_lacks_something_says_so_and_decides_nothing(
    signed_in: Any, maker: Actor, rows: Any, typed: dict[str, str], sentence: str
) -> None:
    product, opened = world.a_submitted_product(maker)
    browser = signed_in(world.CURATOR)
    before = rows()
    answer = browser.send(f"/kurator/tinjauan/{opened.id}", **typed)
    assert answer.status_code == 200
    assert answer.text.count(sentence) == 1
    kept = {name: typed[name] for name in ("note", "points") if typed.get(name, "").strip()}
    field = next(iter(kept), None)
    if field:
        assert filled(answer.text, field) == {name: [value] for name, value in kept.items()}
    assert rows() == before
    assert rounds.rounds_of(product.id)[0].state is RoundState.SUBMITTED


def test_at_most_ten_points_are_asked_at_once(signed_in: Any, maker: Actor) -> None:
    product, opened = world.a_submitted_product(maker)
    points = "\n".join(f"Hal {one}" for one in range(14))
    signed_in(world.CURATOR).send(f"/kurator/tinjauan/{opened.id}", keputusan="perbaiki", points=points)
    assert rounds.rounds_of(product.id)[0].points == [f"Hal {one}" for one in range(10)]


# -- papers before food ---------------------------------------------------------------------------


def food(maker: Actor, *kinds: PaperKind, **facts: object) -> tuple[Product, Round]:
    """A snack that waits, with these papers declared."""
    product = world.a_product(maker, category=Category.CAMILAN, facts={**world.SNACK, **facts})
    typed = {PaperKind.PIRT: world.PIRT, PaperKind.HALAL: "ID35110017058840424"}
    for kind in kinds:
        papers.declare(maker, product.slug, kind, typed=typed[kind], ends_on=None, evidence=None)
    return product, submitting.submit(maker, product.slug)


def test_a_declared_paper_is_looked_at_before_food_is_approved(
    signed_in: Any, maker: Actor, curator: Actor, rows: Any
) -> None:
    product, opened = food(maker, PaperKind.PIRT)
    browser = signed_in(world.CURATOR)
    before = rows()
    answer = browser.send(f"/kurator/tinjauan/{opened.id}", keputusan="setujui", note="Enak.")
    assert "Periksa dulu P-IRT-nya: cocokkan dengan sertifikat" in answer.text
    assert filled(answer.text, "note") == {"note": ["Enak."]}
    assert rows() == before
    looking.see_paper(curator, opened.id, own.papers(product.id)[PaperKind.PIRT].id, None)
    scores.approve(curator, opened.id)
    assert own.latest(product.id).state is RevisionState.APPROVED


def test_a_refused_paper_keeps_food_from_being_approved(maker: Actor, curator: Actor) -> None:
    product, opened = food(maker, PaperKind.PIRT)
    looking.refuse_paper(curator, opened.id, own.papers(product.id)[PaperKind.PIRT].id, "Bukan nomor ini")
    with pytest.raises(RuleBroken, match="Periksa dulu P-IRT-nya"):
        judging.approve(curator, opened.id, "")
    judging.ask_changes(curator, opened.id, "", ["Nomor P-IRT"])
    assert own.latest(product.id).state is RevisionState.CHANGES_ASKED


UNASKED = [
    ("food that lasts a week needs no P-IRT", (PaperKind.PIRT,), {"shelf_life": 7}),
    ("a halal certificate that is not claimed", (PaperKind.HALAL,), {"halal": "proses"}),
    ("no paper is declared", (), {}),
]


@pytest.mark.parametrize(("kinds", "facts"), [row[1:] for row in UNASKED], ids=[row[0] for row in UNASKED])
def test_papers_that_it_does_not_stand_on_do_not_hold_it_up(
    maker: Actor, curator: Actor, kinds: tuple[PaperKind, ...], facts: dict[str, object]
) -> None:
    product, opened = food(maker, *kinds, **facts)
    scores.approve(curator, opened.id)
    assert own.latest(product.id).state is RevisionState.APPROVED


def test_a_claimed_halal_certificate_is_looked_at_too(maker: Actor, curator: Actor) -> None:
    product, opened = food(maker, PaperKind.PIRT, PaperKind.HALAL, halal="bersertifikat")
    looking.see_paper(curator, opened.id, own.papers(product.id)[PaperKind.PIRT].id, None)
    with pytest.raises(RuleBroken, match="Periksa dulu Sertifikat halal-nya"):
        judging.approve(curator, opened.id, "")


# -- one decision a round -------------------------------------------------------------------------


def test_the_second_of_two_curators_is_told_and_changes_nothing(
    signed_in: Any, maker: Actor, curator: Actor, rows: Any
) -> None:
    product, opened = world.a_submitted_product(maker)
    second = signed_in(a_curator(None))
    page = f"/kurator/tinjauan/{opened.id}"
    token = second.token(page)
    scores.approve(curator, opened.id, "Rapi.")
    before = rows()
    answer = second.post(page, data={"csrf_token": token, "keputusan": "tolak", "note": "Kurang rapi."})
    assert answer.status_code == 200
    assert answer.text.count(STALE) == 1
    assert "Rapi." in answer.text  # what the first has decided
    assert rows() == before
    judged = rounds.rounds_of(product.id)[0]
    assert (judged.state, judged.note, judged.judged_by_id) == (
        RoundState.APPROVED,
        "Rapi.",
        curator.person_id,
    )


def test_what_was_taken_back_cannot_be_judged(maker: Actor, curator: Actor, rows: Any) -> None:
    product, opened = world.a_submitted_product(maker)
    submitting.withdraw(maker, product.slug)
    before = rows()
    for act in (
        lambda: judging.approve(curator, opened.id, ""),
        lambda: judging.ask_changes(curator, opened.id, "", ["Foto"]),
        lambda: judging.decline(curator, opened.id, "Tidak"),
    ):
        with pytest.raises(MoveRefused):
            act()
    assert rows() == before


def test_the_approved_version_stays_on_show_while_a_newer_one_is_sent_back(
    maker: Actor, curator: Actor, db: Any
) -> None:
    product = world.goods().ready
    shown = product.approved_revision_id
    for decide in (
        lambda one: judging.ask_changes(curator, one.id, "", ["Nama"]),
        lambda one: judging.decline(curator, one.id, "Tidak"),
    ):
        drafts.name_it(maker, product.slug, name="Keset Nama Baru", description="")
        decide(submitting.submit(maker, product.slug))
        assert db.get(StorefrontListing, product.id).name == "Keset Perca"
        assert own.product(product.id).approved_revision_id == shown
    drafts.name_it(maker, product.slug, name="Keset Akhir", description="")
    scores.approve(curator, submitting.submit(maker, product.slug).id)
    db.expire_all()
    assert db.get(StorefrontListing, product.id).name == "Keset Akhir"
    assert own.revision(shown or 0).state is RevisionState.SUPERSEDED
