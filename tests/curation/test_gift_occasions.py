"""Occasions of an official gift: chosen by its curators, published with it, gone with it."""

from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound, RuleBroken
from app.catalog.models import Product, StorefrontListing
from app.catalog.rules.occasions import UnknownOccasion, occasions
from app.curation.models import GiftApproval, GiftCase
from app.curation.queries import gifts as queries
from app.curation.service import gifting, panel
from app.db.journal import JournalEntry
from tests.support import world
from tests.support.curators import a_curator
from tests.support.forms import form_to
from tests.support.official import CHAIR_PHONE, TODAY, made_official, proposed, the_chair

UNTIL = date(2027, 5, 31)
TWO = ("tamu-dinas", "rapat")


@pytest.fixture
def mat(db: Any) -> Product:
    return world.an_approved_product(world.actor(world.SELLER), name="Keset Tamu")


@pytest.fixture
def curator(db: Any) -> Actor:
    return world.actor(world.CURATOR)


@pytest.fixture
def standing(db: Any, mat: Product) -> Any:
    """What is kept of it: with approvals, with the product, on the shelf."""

    def read() -> tuple[list[list[str]], list[str], list[str]]:
        db.expire_all()
        given = db.scalars(sa.select(GiftApproval.occasions).order_by(GiftApproval.id)).all()
        listing = sa.select(StorefrontListing.gift_occasions).where(StorefrontListing.product_id == mat.id)
        return list(given), db.get_one(Product, mat.id).gift_occasions, db.scalar(listing)

    return read


def gift_of(product: Product) -> GiftApproval:
    found = queries.open_gift(product.id)
    assert found is not None
    return found


def test_what_is_proposed_stands_on_the_shelf_once_the_panel_agrees(mat: Product, standing: Any) -> None:
    case = proposed(mat, UNTIL, occasions=("rapat", "tamu-dinas", "rapat"))
    assert case.occasions == [*TWO]
    assert standing() == ([], [], [])
    panel.speak(the_chair(), case.id, is_for=True, words="")
    assert standing() == ([[*TWO]], [*TWO], [*TWO])


def test_a_curator_thinks_again_and_the_journal_keeps_both(
    mat: Product, curator: Actor, standing: Any, db: Any, count: Any
) -> None:
    made_official(mat, UNTIL, occasions=TWO)
    gifting.choose_occasions(curator, gift_of(mat).id, ["pernikahan"])
    assert standing() == ([["pernikahan"]], ["pernikahan"], ["pernikahan"])
    told = db.scalars(sa.select(JournalEntry).order_by(JournalEntry.id.desc())).first()
    assert (told.what, told.by_id) == ("gift occasions chosen", curator.by_id)
    assert (told.facts["before"], told.facts["occasions"]) == ([*TWO], ["pernikahan"])
    there = count(JournalEntry)
    gifting.choose_occasions(curator, gift_of(mat).id, ["pernikahan"])
    assert count(JournalEntry) == there
    gifting.choose_occasions(curator, gift_of(mat).id, [])
    assert standing() == ([[]], [], [])
    # the days were never touched
    assert (gift_of(mat).starts_on, gift_of(mat).until) == (TODAY, UNTIL)


def test_an_occasion_that_there_is_not_changes_nothing(
    mat: Product, curator: Actor, standing: Any, count: Any
) -> None:
    with pytest.raises(UnknownOccasion):
        proposed(mat, UNTIL, occasions=("rapat", "besok"))
    assert count(GiftCase) == 0
    made_official(mat, UNTIL, occasions=TWO)
    there = (standing(), count(JournalEntry))
    with pytest.raises(UnknownOccasion):
        gifting.choose_occasions(curator, gift_of(mat).id, ["pernikahan", "<b>"])
    assert (standing(), count(JournalEntry)) == there


def test_with_the_gift_they_leave_the_shelf_and_stay_with_its_approval(
    mat: Product, curator: Actor, standing: Any, count: Any
) -> None:
    made_official(mat, UNTIL, occasions=TWO)
    ended = gift_of(mat).id
    gifting.withdraw(curator, ended, "Kemasannya berubah.")
    assert standing() == ([[*TWO]], [], [])
    there = count(JournalEntry)
    with pytest.raises(RuleBroken, match="sudah berakhir"):
        gifting.choose_occasions(curator, ended, ["pernikahan"])
    assert (standing(), count(JournalEntry)) == (([[*TWO]], [], []), there)


def test_a_renewal_keeps_them_and_a_new_proposal_may_name_others(
    mat: Product, curator: Actor, standing: Any, signed_in: Any
) -> None:
    made_official(mat, date(2026, 12, 31), occasions=TWO)
    with clock.at(world.SUNDAY + timedelta(days=1)):
        assert panel.renew(curator, [gift_of(mat).id], date(2027, 6, 30)) == {}
        case = queries.open_case(mat.id)
        assert case is not None
        panel.speak(the_chair(), case.id, is_for=True, words="")
    assert standing() == ([[*TWO], [*TWO]], [*TWO], [*TWO])
    page = f"/kurator/oleh-oleh-resmi/calon/{mat.id}"
    ticked = form_to(signed_in(world.CURATOR).get(page).text, page)
    assert [value for name, value in ticked.values if name == "occasions"] == [*TWO]


def test_only_who_may_see_the_approval_chooses(mat: Product, standing: Any, count: Any) -> None:
    made_official(mat, UNTIL, occasions=TWO)
    far = world.actor(a_curator("35"))
    there = (standing(), count(JournalEntry))
    with pytest.raises(NotFound):
        gifting.choose_occasions(far, gift_of(mat).id, ["pernikahan"])
    assert (standing(), count(JournalEntry)) == there


def test_she_ticks_them_on_the_page_of_the_approval(mat: Product, signed_in: Any, standing: Any) -> None:
    made_official(mat, UNTIL, occasions=TWO)
    page = f"/kurator/oleh-oleh-resmi/{gift_of(mat).id}"
    browser = signed_in(world.CURATOR)
    text = browser.get(page).text
    for one in occasions():
        assert one.words in text and one.meaning in text
    answer = browser.send(page, to=f"{page}/acara", occasions=["lomba", "hari-raya"])
    assert (answer.status_code, answer.location) == (303, page)
    assert "Acaranya disimpan." in browser.get(page).text
    assert standing()[1] == ["lomba", "hari-raya"]
    there = standing()
    browser.send(page, to=f"{page}/acara", occasions=["lomba", "besok"])
    assert "Ada acara yang tidak ada di daftar." in browser.get(page).text
    assert standing() == there
    browser.send(page, to=f"{page}/acara")
    assert standing()[1] == []


def test_she_proposes_with_them_and_the_chair_reads_them(mat: Product, signed_in: Any) -> None:
    page = f"/kurator/oleh-oleh-resmi/calon/{mat.id}"
    browser = signed_in(world.CURATOR)
    wanted = {"starts_on": "2026-11-22", "until": "2027-05-31"}
    refused = browser.send(page, **wanted, occasions=["rapat", "besok"])
    assert "Ada acara yang tidak ada di daftar." in refused.text
    assert queries.open_case(mat.id) is None
    # what was ticked and is there stays ticked
    assert ("occasions", "rapat") in form_to(refused.text, page).values
    browser.send(page, **wanted, occasions=["rapat", "luar-negeri"])
    case = queries.open_case(mat.id)
    assert case is not None and case.occasions == ["rapat", "luar-negeri"]
    the_chair()
    text = signed_in(CHAIR_PHONE).get(f"/kurator/oleh-oleh-resmi/usulan/{case.id}").text
    assert "Rapat dan seminar, Kunjungan ke luar negeri" in text
