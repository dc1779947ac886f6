"""Two workers at one label: whoever comes second finds what has been done, and it is judged once."""

import threading
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.errors import RuleBroken
from app.catalog.models import LabelElement, LabelPhoto, LabelReading
from app.catalog.rules.label_life import MOST_TRIES, ReadingState
from app.catalog.service import label_reading, labels
from app.db.journal import JournalEntry
from app.db.session import db
from app.standards.rules.reading.elements import Element
from tests.fakes.label_reader import PreparedReader
from tests.support import labels as support
from tests.support import world
from tests.support.crowd import all_at_once

pytestmark = pytest.mark.race


def counted(column: Any, *where: Any) -> int:
    return int(db.session.scalar(sa.select(sa.func.count(column)).where(*where)) or 0)


def test_the_same_job_twice_at_once_ends_in_one_verdict(shop: Flask) -> None:
    maker = world.actor(world.SELLER)
    meet = threading.Barrier(2)

    def together(number: int) -> None:
        if number <= 2:  # both hold the first photo at the same moment
            meet.wait(30)

    with support.reader(shop, PreparedReader(while_reading=together)):
        reading_id = support.asked(maker, support.a_snack(maker), 3).id
        db.session.commit()
        all_at_once(shop, [partial(label_reading.read_photos, reading_id)] * 2)
    db.session.rollback()
    reading = db.session.get_one(LabelReading, reading_id)
    assert reading.state is ReadingState.DONE
    assert counted(LabelPhoto.id, LabelPhoto.sight.is_not(None)) == 3
    assert max(db.session.scalars(sa.select(LabelPhoto.tries))) <= MOST_TRIES
    assert counted(LabelElement.element, LabelElement.reading_id == reading_id) == len(Element)
    assert counted(JournalEntry.id, JournalEntry.what == "label photo read") == 3
    assert counted(JournalEntry.id, JournalEntry.what == "label read") == 1


def test_two_forms_at_once_make_one_reading(shop: Flask) -> None:
    maker = world.actor(world.SELLER)
    with support.reader(shop, PreparedReader()):
        snack = support.a_snack(maker)
        product_id, slug = snack.id, snack.slug
        db.session.commit()
        came = all_at_once(shop, [partial(labels.ask_reading, maker, slug, support.shots(), "")] * 4)
    refused = [one for one in came if isinstance(one, RuleBroken)]
    assert len(refused) == 3
    assert {str(one) for one in refused} == {
        "Label barang ini masih dibaca. Tunggu sebentar, hasilnya muncul di halaman ini."
    }
    db.session.rollback()
    assert (counted(LabelReading.id), counted(LabelPhoto.id)) == (1, 2)
    waiting = sa.text("SELECT lock FROM procrastinate_jobs WHERE task_name = 'catalog.read_label'")
    assert db.session.scalars(waiting).all() == [f"label-{product_id}"]
