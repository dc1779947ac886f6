"""Loading the example shop once, and refusing where real people might be."""

import tomllib
from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from app.accounts.models import Person
from app.base import clock
from app.db.journal import JournalEntry, record
from app.db.session import session, unit_of_work
from app.demo import (
    batches,
    brands,
    buying,
    cast,
    complaining,
    curating,
    desk,
    goods,
    hands,
    makers,
    payouts,
    post,
    proving,
    receiving,
    requesting,
    sets,
)

BEGUN, LOADED = "demo begun", "demo loaded"


class Standing(StrEnum):
    """How far the demo is in this database."""

    EMPTY = "empty"
    BROKEN_OFF = "broken off"
    LOADED = "loaded"
    STRANGERS = "strangers"
    """There are people in it who are not the demo's."""


def standing() -> Standing:
    """What the database holds."""
    said = set(session().scalars(sa.select(JournalEntry.what).where(JournalEntry.what.in_([BEGUN, LOADED]))))
    if LOADED in said:
        return Standing.LOADED
    if BEGUN in said:
        return Standing.BROKEN_OFF
    return (
        Standing.STRANGERS if session().scalar(sa.select(sa.exists(sa.select(Person.id)))) else Standing.EMPTY
    )


def load(data: Path, say: Callable[[str], None]) -> None:
    """People, makers, goods, orders, in the order of their lives. The database must be empty."""
    content = tomllib.loads((data / "gerai.toml").read_text())
    products = tomllib.loads((data / "barang.toml").read_text())["barang"]
    with unit_of_work():
        record(None, BEGUN, "demo", None)
    with clock.at(clock.now() - timedelta(days=320)):
        cast.arrive()
    makers.found_all(content["training"], content["gerai"], lambda _: None)
    say(f"{len(content['gerai'])} gerai dibuka")
    looks = tomllib.loads((data / "merek.toml").read_text())
    brands.show_all(looks, content["gerai"], data / "logos")
    goods.stock_all(products, content["gerai"], data / "pictures", say)
    brands.answer_all(looks)
    hands.arrange_all()
    curating.judge_on()
    sets.compose_all()
    payouts.state_accounts()
    buying.buy_all()
    complaining.complain_all(data / "pictures")
    post.gather_all()
    hands.close_some()
    batches.keep_all()
    receiving.receive_all()
    payouts.pay_out_all()
    proving.prove_all()
    desk.give_back_unasked()
    requesting.ask_all()
    say("Pesanan contoh dalam setiap keadaan sudah ada")
    with unit_of_work():
        record(None, LOADED, "demo", None)
