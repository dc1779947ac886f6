"""What became of a training: everybody counted once a step, and money only of goods in its field."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from app.accounts.models import Person
from app.base.actor import Actor
from app.catalog.models import Product
from app.orders.service import parcels
from app.reports import queries
from app.reports.queries import Cohort
from app.sellers import queries as sellers
from app.sellers import service as seller_service
from app.training import queries as training_queries
from app.training import service as training
from tests.support import orders, world
from tests.support.counting import statements


@pytest.fixture
def officer(db: Any) -> Actor:
    return world.actor(world.OFFICER)


def a_class(officer: Actor, names: Iterable[str], skill: str = "Anyaman keset") -> int:
    """A training with new people in it, who were all there every day."""
    training_id = world.a_training(officer, skill)
    made = [
        training.enrol(officer, training_id, name=name, identity=None, known_id=None).id for name in names
    ]
    sheet, _ = training.open_class_list(officer, training_id)
    days = [sheet.training.starts_on, sheet.training.ends_on]
    training.keep_attendance(officer, training_id, dict.fromkeys(made, days))
    return training_id


def certify(officer: Actor, training_id: int, name: str) -> Actor:
    """Give one of them her certificate."""
    row = next(one for one in training_queries.participants(training_id) if one.name == name)
    training.give_certificate(officer, row.id)
    return world.people.actor_of(row.person_id)


def steps(one: Cohort) -> tuple[int, ...]:
    return (one.participants, one.certified, one.opened, one.listed, one.approved, one.sold)


def of(officer: Actor, training_id: int) -> Cohort:
    (found,) = (one for one in queries.cohorts(officer) if one.training_id == training_id)
    return found


@dataclass(frozen=True)
class Story:
    """Six women of one training, and one of them in a second one."""

    mats: int
    snacks: int
    ani: Actor
    mat: Product
    snack: Product


@pytest.fixture
def story(officer: Actor) -> Story:
    """Ani sells mats and a snack, Eti makes with her, Beti waits for the curator, Citra has not opened, Dewi has no
    certificate, Fani lost hers."""
    mats = a_class(officer, ["Ani", "Beti", "Citra", "Dewi", "Eti", "Fani"])
    ani, beti, citra, eti, fani = (
        certify(officer, mats, name) for name in ("Ani", "Beti", "Citra", "Eti", "Fani")
    )
    gerai = world.a_gerai(ani, "Gerai Ani")
    mat = world.an_approved_product(ani, name="Keset Ani", price=40_000, stock=50)
    world.an_approved_product(ani, name="Keset Kedua", price=10_000)
    seller_service.add_member(officer, seller_id=gerai.id, person_id=eti.person_id)
    world.a_gerai(beti, "Gerai Beti")
    world.a_submitted_product(beti, name="Keset Beti")
    seller_service.begin(citra, "Gerai Citra")
    (held,) = training_queries.certificates_of(fani.person_id)
    training.revoke_certificate(officer, held[0].id, "Salah orang")
    snacks = world.a_training(officer, "Olahan camilan")
    again = training.enrol(officer, snacks, name="", identity=None, known_id=ani.person_id)
    sheet, _ = training.open_class_list(officer, snacks)
    training.keep_attendance(officer, snacks, {again.id: [sheet.training.starts_on, sheet.training.ends_on]})
    training.give_certificate(officer, again.id)
    snack, _ = world.a_snack_with_papers(ani)
    return Story(mats, snacks, ani, mat, snack)


def test_everybody_is_counted_once_a_step(officer: Actor, story: Story) -> None:
    cohort = of(officer, story.mats)
    assert steps(cohort) == (6, 4, 3, 3, 2, 0)
    assert (cohort.skill, cohort.revenue) == ("Anyaman keset", 0)
    assert steps(of(officer, story.snacks)) == (1, 1, 1, 1, 1, 0)


def test_money_counts_in_the_field_where_it_was_made(officer: Actor, story: Story) -> None:
    orders.a_paid_order({story.mat: 3, story.snack: 2})
    orders.a_paid_order({story.mat: 1})
    cohort = of(officer, story.mats)
    assert steps(cohort) == (6, 4, 3, 3, 2, 2), "Eti makes with Ani"
    assert cohort.revenue == 4 * 40_000, "a group's goods count once"
    snacks = of(officer, story.snacks)
    assert (snacks.sold, snacks.revenue) == (1, 2 * 45_000)


def test_only_what_was_paid_and_not_declined_is_sold(officer: Actor, story: Story) -> None:
    orders.an_order({story.mat: 5})
    declined = orders.a_paid_order({story.mat: 2})
    parcels.decline(story.ani, orders.parcels_of(declined)[0].id, "Sakit.")
    taken_back = orders.an_order({story.mat: 7})
    parcels.cancel_unpaid(taken_back.number, world.actor(world.BUYER), None)
    cohort = of(officer, story.mats)
    assert (cohort.sold, cohort.revenue) == (0, 0)
    sent = orders.a_paid_order({story.mat: 1})
    (parcel,) = orders.parcels_of(sent)
    for step in (
        lambda: parcels.accept(story.ani, parcel.id),
        lambda: parcels.pack(story.ani, parcel.id),
        lambda: parcels.send(story.ani, parcel.id, courier="JNE", tracking="JNE1"),
        lambda: parcels.receive(sent.number, parcel.id, world.actor(world.BUYER), None),
    ):
        step()
        cohort = of(officer, story.mats)
        assert (cohort.sold, cohort.revenue) == (2, 40_000)


def test_an_order_over_two_makers_counts_each_makers_part_only(officer: Actor, story: Story) -> None:
    orders.a_paid_order({story.mat: 1, world.goods().ready: 2})
    assert of(officer, story.mats).revenue == 40_000
    assert sum(one.revenue for one in queries.cohorts(officer)) == 40_000 + 2 * 45_000


def test_a_price_of_later_changes_nothing_that_was_sold(officer: Actor, story: Story, db: Any) -> None:
    orders.a_paid_order({story.mat: 2})
    world.variant_of(story.mat).price = 99_000
    db.commit()
    assert of(officer, story.mats).revenue == 80_000


def test_who_leaves_a_group_is_no_longer_counted_with_it(officer: Actor, story: Story, db: Any) -> None:
    orders.a_paid_order({story.mat: 1})
    eti = next(one for one, name in sellers.members(story.mat.seller_id) if name == "Eti")
    eti.until = world.SUNDAY
    db.commit()
    assert steps(of(officer, story.mats)) == (6, 4, 2, 2, 1, 1)
    assert of(officer, story.mats).revenue == 40_000


def test_a_revoked_certificate_takes_back_no_sale(officer: Actor, story: Story) -> None:
    orders.a_paid_order({story.mat: 1})
    held = training_queries.certificates_of(story.ani.person_id)
    training.revoke_certificate(
        officer, next(one.id for one, skill in held if skill.name == "Anyaman keset"), "x"
    )
    cohort = of(officer, story.mats)
    assert (cohort.certified, cohort.sold, cohort.revenue) == (3, 2, 40_000)


def test_the_same_woman_in_two_trainings_of_a_field_is_in_both(officer: Actor, story: Story) -> None:
    again = world.a_certificate(officer, story.ani.person_id)
    participant, sheet = training_queries.participant(officer, again.participant_id)
    orders.a_paid_order({story.mat: 1})
    assert participant.person_id == story.ani.person_id
    cohort = of(officer, sheet.training.id)
    assert (*steps(cohort), cohort.revenue) == (1, 1, 1, 1, 1, 1, 40_000)


def test_a_training_without_anybody_stands_there_with_noughts(
    officer: Actor, signed_in: Any, db: Any
) -> None:
    training_id = world.a_training(officer)
    page = signed_in(world.OFFICER).get("/dinas")
    assert page.status_code == 200
    assert f'href="/dinas/pelatihan/{training_id}"' in page.text
    assert steps(of(officer, training_id)) == (0, 0, 0, 0, 0, 0)


# -- who sees it ------------------------------------------------------------------------------


def test_another_agencys_officer_sees_nothing_of_it(story: Story, signed_in: Any, db: Any) -> None:
    assert queries.cohorts(world.actor(world.OTHER_OFFICER)) == []
    page = signed_in(world.OTHER_OFFICER).get("/dinas").text
    assert "Belum ada pelatihan" in page and "Dinas Jauh" in page
    assert "Dinas Uji" not in page and "Anyaman" not in page


def test_neither_admin_nor_seller_nor_curator_comes_in(story: Story, signed_in: Any) -> None:
    for who in (world.ADMIN, world.SELLER, world.CURATOR, world.KADER, world.BUYER):
        assert signed_in(who).get("/dinas").status_code == 403


def test_the_page_shows_the_figures_and_nobodys_name(officer: Actor, story: Story, signed_in: Any) -> None:
    orders.a_paid_order({story.mat: 3})
    page = signed_in(world.OFFICER).get("/dinas").text
    for said in (
        "Dilatih: 6 dari 6 orang", "Lulus: 4 dari 6 orang", "Buka gerai: 3 dari 6 orang",
        "Mendaftarkan barang: 3 dari 6 orang", "Disetujui kurator: 2 dari 6 orang", "Sudah laku: 2 dari 6 orang",
        "Rp120.000",
    ):  # fmt: skip
        assert said in page, said
    assert not [name for name in ("Ani<", "Beti", "Citra", "Dewi", "Fani") if name in page]


def test_more_trainings_people_and_sales_ask_no_more_of_the_database(
    officer: Actor, story: Story, signed_in: Any, count: Any
) -> None:
    browser, counted, before = signed_in(world.OFFICER), [], count(Person)
    for round_ in (1, 2):
        if round_ == 2:
            for number in range(3):
                one = a_class(officer, [f"Ibu {number}{letter}" for letter in "abc"])
                world.a_gerai(certify(officer, one, f"Ibu {number}a"), f"Gerai {number}")
            orders.a_paid_order({story.mat: 2})
        with statements() as seen:
            browser.get("/dinas")
        counted.append(len(seen))
    assert count(Person) == before + 9
    assert counted[0] == counted[1] <= 8
