"""The example's labels are sent like anybody's: drawn at once, read later by the worker."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from app.catalog.queries import labels as readings
from app.catalog.rules.label_life import ReadingState, Side
from app.demo import labels
from tests.fakes.label_reader import PreparedReader
from tests.support import jobs, world
from tests.support import labels as support


@pytest.fixture
def reader(app: Flask, db: Any) -> Iterator[PreparedReader]:
    with support.reader(app, PreparedReader()) as one:
        assert one is not None
        yield one


def test_two_drawn_sides_wait_for_the_worker(reader: PreparedReader) -> None:
    maker = world.actor(world.SELLER)
    snack = support.a_snack(maker)
    labels.photograph(maker, snack.slug, labels.COMPLETE)
    reading = readings.newest(snack.id)
    assert reading is not None
    assert (reading.state, jobs.waiting(), reader.seen) == (ReadingState.QUEUED, ["catalog.read_label"], [])
    sides = [(one.side, one.width, one.height) for one in readings.photos(reading.id)]
    assert sides == [(Side.FRONT, 1200, 1500), (Side.BACK, 1200, 1500)]
    assert reading.declared["best_before"] == "10-06-2027"


def test_the_lacking_one_states_the_same_and_shows_something_else(reader: PreparedReader) -> None:
    maker = world.actor(world.SELLER)
    one, other = support.a_snack(maker), support.a_snack(maker)
    labels.photograph(maker, one.slug, labels.COMPLETE)
    labels.photograph(maker, other.slug, labels.LACKING)
    complete, lacking = readings.newest(one.id), readings.newest(other.id)
    assert complete is not None
    assert lacking is not None
    assert complete.declared == lacking.declared
    digests = [[photo.digest for photo in readings.photos(reading.id)] for reading in (complete, lacking)]
    assert all(mine != hers for mine, hers in zip(*digests, strict=True))
