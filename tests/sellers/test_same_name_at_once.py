"""A class of women who type the same name in the same minute: each gets an address of her own."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.service import drafts
from app.db.session import db
from app.sellers import service
from app.sellers.models import Seller
from tests.support import world

pytestmark = pytest.mark.race

WOMEN = 8


def at_once(app: Flask, makers: list[Actor], do: Callable[[Actor], object]) -> list[Exception]:
    """Everybody does it, released together; answers what went wrong."""
    start, wrong = threading.Barrier(len(makers)), []

    def one(maker: Actor) -> None:
        with app.app_context():
            db.session.execute(sa.text("SELECT 1"))  # connected before the start
            start.wait()
            try:
                do(maker)
            except Exception as error:
                wrong.append(error)
            db.session.remove()

    threads = [threading.Thread(target=one, args=(maker,)) for maker in makers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


@pytest.fixture
def makers(fresh_app: Flask) -> list[Actor]:
    with fresh_app.app_context():
        return [world.a_maker(f"Ibu {number}") for number in range(WOMEN)]


def slugs(app: Flask, column: Any, stem: str) -> list[str]:
    with app.app_context():
        return sorted(db.session.scalars(sa.select(column).where(column.startswith(stem))))


def test_gerai_and_goods_of_one_name_at_once(fresh_app: Flask, makers: list[Actor]) -> None:
    assert at_once(fresh_app, makers, lambda maker: service.begin(maker, "Payet Melati")) == []
    mine = [f"payet-melati-{number}" for number in range(2, WOMEN + 1)]
    assert slugs(fresh_app, Seller.slug, "payet-melati") == ["payet-melati", *mine]

    def begins(maker: Actor) -> object:
        return drafts.begin(maker, category=Category.KESET, name="Keset Bunga")

    assert at_once(fresh_app, makers, begins) == []
    mine = [f"keset-bunga-{number}" for number in range(2, WOMEN + 1)]
    assert slugs(fresh_app, Product.slug, "keset-bunga") == ["keset-bunga", *mine]
