"""A P-IRT number whose producer part stands elsewhere: told to who typed it, settled once a curator has compared it."""

from typing import Any

import pytest

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.queries import check, own
from app.catalog.rules.life import PaperKind
from app.catalog.service import drafts, papers
from tests.support import world
from tests.support.counting import statements

OTHER_FOOD = "P-IRT No. 2153671029901-30"
OTHER_PRODUCER = "P-IRT No. 2153671019902-30"


@pytest.fixture
def maker(db: Any) -> Actor:
    return world.actor(world.SELLER)


@pytest.fixture
def neighbour(db: Any) -> Actor:
    other = world.a_maker("Ibu Tetangga", skills=("Olahan camilan",))
    world.a_gerai(other, "Dapur Tetangga")
    return other


def snack(maker: Actor, name: str, typed: str) -> Product:
    product = world.a_product(maker, name=name, category=Category.CAMILAN)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=typed, ends_on=None, evidence=world.a_picture())
    return product


def same(product: Product) -> list[str]:
    """Names of the others whose producer part this product's number shares."""
    held, found = own.papers_and_same_producer(product.id)
    assert held == own.papers(product.id)
    return sorted(one.name for one in found)


def doubts(product: Product) -> list[tuple[str, str]]:
    found = check.of(product, own.latest(product.id)).findings
    return [
        (one.code, one.severity.value)
        for one in found
        if one.code.startswith("pirt.") and "periksa" in one.severity
    ]


def test_a_number_borrowed_from_another_gerai_is_looked_at(maker: Actor, neighbour: Actor) -> None:
    hers = snack(maker, "Keripik Singkong", world.PIRT)
    assert (same(hers), doubts(hers)) == ([], [])
    borrowed = snack(neighbour, "Keripik Pisang", OTHER_FOOD)
    assert same(borrowed) == ["Keripik Singkong"]
    assert len(doubts(borrowed)) == 1


def test_a_compared_number_is_not_held_against_others(maker: Actor, neighbour: Actor) -> None:
    hers, _ = world.a_snack_with_papers(maker)
    borrowed = snack(neighbour, "Keripik Pisang", OTHER_FOOD)
    assert (same(hers), doubts(hers)) == ([], [])
    assert same(borrowed) == ["Keripik Uji"]


def test_other_producers_removed_goods_and_numbers_without_form_do_not_count(
    maker: Actor, neighbour: Actor
) -> None:
    hers = snack(maker, "Keripik Singkong", world.PIRT)
    snack(neighbour, "Keripik Pisang", OTHER_PRODUCER)
    snack(neighbour, "Keripik Talas", "belum ada")
    gone = snack(neighbour, "Keripik Sukun", OTHER_FOOD)
    drafts.remove(neighbour, gone.slug)
    assert same(hers) == []
    unread = snack(maker, "Keripik Ubi", "belum tahu")
    assert same(unread) == []


def test_the_newest_name_of_the_other_counts_and_all_is_read_in_one_statement(
    maker: Actor, neighbour: Actor
) -> None:
    hers, _ = world.a_snack_with_papers(maker)
    drafts.name_it(maker, hers.slug, name="Keripik Nama Baru", description="")
    borrowed = snack(neighbour, "Keripik Pisang", OTHER_FOOD)
    borrowed_id = borrowed.id
    with statements() as seen:
        own.papers_and_same_producer(borrowed_id)
    assert len(seen) == 1
    assert same(borrowed) == ["Keripik Nama Baru"]
