"""An officer who looks for something to put the gifts in sees boxes first, by whatever name she calls them."""

from typing import Any

import pytest

from app.gifts.queries import choosing
from app.gifts.rules.life import Scope
from tests.support import gifts, world


def found(words: str) -> list[str]:
    return [one.name for one in choosing.look_for(words, world.CITY, Scope.COUNTRY, boxes=True)]


def test_without_words_what_is_called_a_box_is_shown_and_nothing_else(db: Any) -> None:
    gifts.an_official_maker("Siap", stock=30)
    maker = world.a_maker("Ibu Bambu")
    world.a_gerai(maker, "Gerai Bambu")
    world.an_approved_product(maker, name="Besek bambu", stock=40)
    assert found("") == ["Besek bambu"]


@pytest.mark.parametrize("words", ["kotak", "dus", "Besek", "box", "wadah bambu"])
def test_a_box_is_found_by_its_other_names(db: Any, words: str) -> None:
    maker = world.a_maker("Ibu Bambu")
    world.a_gerai(maker, "Gerai Bambu")
    world.an_approved_product(maker, name="Besek bambu", stock=40)
    assert found(words) == ["Besek bambu"]


def test_where_nobody_makes_boxes_anything_can_be_taken_for_one(db: Any) -> None:
    gifts.an_official_maker("Siap", stock=30)
    assert sorted(found("")) == ["Keset Kepang", "Keset Perca", "Keset Siap"]
