"""The small state machine, the crafts and their categories, and who acts for whom."""

from enum import StrEnum

import pytest

from app.base.actor import Actor, Grant, Role
from app.base.errors import NotFound, RuleBroken
from app.base.kinds import CATEGORY_WORDS, CRAFT_OF, CRAFT_WORDS, Category, Craft, categories_of
from app.base.states import Machine, MoveRefused


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCKED = "locked"


class Push(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    LOCK = "lock"


TABLE = {
    (Door.SHUT, Push.OPEN): Door.OPEN,
    (Door.OPEN, Push.SHUT): Door.SHUT,
    (Door.SHUT, Push.LOCK): Door.LOCKED,
}
DOOR = Machine(TABLE)


@pytest.mark.parametrize("state", Door)
@pytest.mark.parametrize("push", Push)
def test_only_the_moves_of_the_table_are_made(state: Door, push: Push) -> None:
    if (state, push) in TABLE:
        assert DOOR.allows(state, push)
        assert DOOR.after(state, push) is TABLE[state, push]
        return
    assert not DOOR.allows(state, push)
    with pytest.raises(MoveRefused) as refused:
        DOOR.after(state, push)
    assert (refused.value.state, refused.value.move) == (state, push)
    assert refused.value.message == (
        "Keadaannya sudah berubah. Muat ulang halaman ini untuk melihat yang terbaru."
    )


def test_a_machine_keeps_its_table_when_the_callers_changes() -> None:
    table = dict(TABLE)
    machine = Machine(table)
    table[Door.LOCKED, Push.OPEN] = Door.OPEN
    assert not machine.allows(Door.LOCKED, Push.OPEN)


def test_a_refusal_has_a_sentence_even_when_nobody_wrote_one() -> None:
    assert str(RuleBroken()) == "Itu belum bisa dilakukan."
    assert RuleBroken("Stoknya tinggal dua.").message == "Stoknya tinggal dua."
    assert not issubclass(NotFound, RuleBroken)


def test_every_category_belongs_to_a_craft_and_has_its_words() -> None:
    assert set(CRAFT_OF) == set(Category) == set(CATEGORY_WORDS)
    assert set(CRAFT_OF.values()) == set(Craft) == set(CRAFT_WORDS)


def test_a_craft_opens_its_categories_in_the_order_of_the_shop() -> None:
    assert categories_of({Craft.PANGAN, Craft.KESET}) == [
        Category.KESET,
        Category.KERAJINAN,
        Category.CAMILAN,
        Category.MINUMAN,
        Category.BUMBU,
    ]
    assert categories_of(set()) == []


def test_a_kader_acts_for_a_seller_and_both_are_known() -> None:
    grants = (Grant(Role.SELLER), Grant(Role.CURATOR, region="36"), Grant(Role.CURATOR, region="32"))
    helped = Actor(person_id=4, by_id=6, name="Yati", by_name="Tini", grants=grants)
    assert helped.is_helped
    assert helped.may(Role.SELLER)
    assert not helped.may(Role.ADMIN)
    assert [grant.region for grant in helped.grants_of(Role.CURATOR)] == ["36", "32"]
    assert not Actor(person_id=4, by_id=4, name="Yati", by_name="Yati").is_helped
