"""Numbers of certificates, given at the same moment by many officers: each once, and none left out."""

from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.errors import RuleBroken
from app.db.session import db, unit_of_work
from app.training import rules
from app.training import service as training
from app.training.models import NumberSeries
from tests.support import world
from tests.support.crowd import Meeting, all_at_once, in_each_others_way

pytestmark = pytest.mark.race

SERIES, WOMEN = "PLT-3671-2026", 16


@pytest.fixture
def passed(shop: Flask) -> list[int]:
    """Participants of one training who were there every day, by id."""
    officer = world.actor(world.OFFICER)
    training_id = world.a_training(officer)
    found = [
        training.enrol(officer, training_id, name=f"Ibu {number}", identity=None, known_id=None).id
        for number in range(WOMEN)
    ]
    sheet, _ = training.open_class_list(officer, training_id)
    days = [sheet.training.starts_on, sheet.training.ends_on]
    training.keep_attendance(officer, training_id, dict.fromkeys(found, days))
    return found


def last() -> int:
    db.session.rollback()
    found = db.session.scalar(sa.select(NumberSeries.last).where(NumberSeries.series == SERIES))
    return int(found or 0)


def give(participant_id: int) -> str:
    return training.give_certificate(world.actor(world.OFFICER), participant_id).number


def test_sixteen_at_once_get_sixteen_numbers_in_a_row(shop: Flask, passed: list[int]) -> None:
    before = last()
    numbers = all_at_once(shop, [partial(give, one) for one in passed])
    assert sorted(numbers) == [
        rules.number_in(SERIES, count) for count in range(before + 1, before + WOMEN + 1)
    ]
    assert last() == before + WOMEN


def test_one_woman_gets_one_certificate_however_often_the_button_is_pressed(
    shop: Flask, passed: list[int]
) -> None:
    before = last()
    answers = all_at_once(shop, [partial(give, passed[0])] * 8)
    refusals = [one for one in answers if isinstance(one, RuleBroken)]
    assert [one.message for one in refusals] == ["Ibu 0 sudah punya sertifikat dari pelatihan ini."] * 7
    assert last() == before + 1


def test_a_number_whose_certificate_came_to_nothing_is_given_to_the_next(
    shop: Flask, passed: list[int]
) -> None:
    """The series stands still until the first has ended, so a refusal leaves no gap."""
    before = last()

    class CutOff(Exception):
        pass

    def cut_off() -> None:
        with unit_of_work():
            give(passed[0])
            raise CutOff

    with pytest.raises(CutOff):
        cut_off()
    assert last() == before
    first, then = in_each_others_way(shop, partial(give, passed[0]), partial(give, passed[1]))
    assert (first, then) == (rules.number_in(SERIES, before + 1), rules.number_in(SERIES, before + 2))


def unguarded(meeting: Meeting) -> Any:
    """Read the last number, then write the next: two steps instead of one statement."""
    with unit_of_work() as current:
        series = current.get_one(NumberSeries, SERIES)
        number = series.last + 1
        meeting.wait()
        series.last = number
    return rules.number_in(SERIES, number)


def test_without_the_one_statement_all_sixteen_get_the_same_number(shop: Flask) -> None:
    before = last()
    numbers = all_at_once(shop, [partial(unguarded, Meeting(WOMEN))] * WOMEN)
    assert set(numbers) == {rules.number_in(SERIES, before + 1)}
