"""Labels that are photographed and read, up to where a test begins."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import sqlalchemy as sa
from flask import Flask

from app.base.actor import Actor
from app.base.kinds import Category
from app.catalog.models import LabelElement, LabelReading, Product
from app.catalog.queries import labels as readings
from app.catalog.rules.label_life import Side
from app.catalog.rules.life import PaperKind
from app.catalog.service import labels, papers
from app.catalog.service.labels import LabelShot
from app.db.ports import plug
from app.db.session import db
from app.standards.ports import LabelReader
from app.standards.rules.reading.elements import Element, Found, Status
from app.standards.rules.reading.seen import Box
from tests.fakes.label_reader import PreparedReader
from tests.support import jobs, world

PORTS = "gerai.ports"
HALAL = "ID36110006204530923"
SIDES = (Side.FRONT, Side.BACK, Side.SIDE, Side.SIDE)
COLOURS = ("#7a1e4a", "#1d6b4b", "#f0b02e", "#20507f", "#2b1a23")


@contextmanager
def reader(app: Flask, one: PreparedReader | None) -> Iterator[PreparedReader | None]:
    """Labels are read by this one for a while, or by nobody."""
    ports = app.extensions[PORTS]
    usual = ports.pop(LabelReader, None)
    if one is not None:
        plug(app, LabelReader, one)
    yield one
    ports.pop(LabelReader, None)
    if usual is not None:
        plug(app, LabelReader, usual)


def shots(count: int = 2) -> list[LabelShot]:
    """Photos of different sides of a pack."""
    return [LabelShot(SIDES[at % 4], world.a_picture(900, 1200, colour=COLOURS[at])) for at in range(count)]


def a_snack(maker: Actor, name: str = "Keripik Uji") -> Product:
    """A draft of a food with its two numbers typed."""
    facts = {**world.SNACK, "halal": "bersertifikat"}
    product = world.a_product(maker, name=name, category=Category.CAMILAN, facts=facts)
    papers.declare(maker, product.slug, PaperKind.PIRT, typed=world.PIRT, ends_on=None, evidence=None)
    papers.declare(maker, product.slug, PaperKind.HALAL, typed=HALAL, ends_on=None, evidence=None)
    return product


def asked(maker: Actor, product: Product, count: int = 2) -> LabelReading:
    """A reading that waits for the worker."""
    return labels.ask_reading(maker, product.slug, shots(count), "11/2027")


def read(maker: Actor, product: Product, found: Sequence[Found] = (), count: int = 2) -> LabelReading:
    """A finished reading in which the rules found just this; everything else was not found.

    What rules make of a sight is theirs to test: here their answer is put in place of that to a blank photo.
    """
    reading = asked(maker, product, count)
    jobs.do_all()
    for one in found:
        db.session.execute(
            sa.update(LabelElement)
            .where(LabelElement.reading_id == reading.id, LabelElement.element == one.element)
            .values(
                status=one.status, text=one.text, confidence=round(one.confidence * 100), photo=one.photo,
                box=[one.box.left, one.box.top, one.box.right, one.box.bottom] if one.box else None,
            )
        )  # fmt: skip
    db.session.commit()
    newest = readings.newest(product.id)
    assert newest is not None
    return newest


SEEN = (
    Found(Element.NAME, Status.FOUND, "KERIPIK UJI", 0.97, 0, Box(200, 150, 700, 230)),
    Found(Element.PRODUCER, Status.FOUND, "Rumah Perca", 0.93, 1, Box(100, 700, 500, 740)),
    Found(Element.TOWN, Status.UNREADABLE, "Tang3r4ng", 0.48, 1, Box(100, 760, 500, 800)),
    Found(Element.NET_WEIGHT, Status.DIFFERENT, "Netto 200 gr", 0.88, 0, Box(300, 900, 600, 950)),
    Found(Element.PIRT, Status.FOUND, world.PIRT, 0.91, 1, Box(80, 850, 800, 900)),
)
"""A label on which a few things are right, one is different, one is hardly readable, and the rest is missing."""
