"""Two admins, two batches, the same moment: nobody is paid twice, and what is noted twice has one effect."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base.actor import Actor
from app.base.states import MoveRefused
from app.db.session import db, unit_of_work
from app.ledger.models import Payout
from app.ledger.queries import payouts as queries
from app.ledger.rules.payouts import BounceReason, NobodyDue
from app.ledger.service import payouts as service
from app.payments.service import releasing
from tests.support import world
from tests.support.crowd import Meeting, all_at_once
from tests.support.orders import parcels_of
from tests.support.payouts import FREE, TUESDAY, a_batch, admin, an_account, balances, release, sold
from tests.support.ties import differences

pytestmark = pytest.mark.race
NET = 102_000


def ready() -> None:
    an_account()
    sold()
    assert release() == 1
    db.session.rollback()


def amounts() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(Payout.amount)))


def test_batches_made_at_once_pay_everything_once(shop: Flask) -> None:
    ready()
    boss = admin()
    answers = all_at_once(shop, [partial(service.make_batch, boss)] * 8, moment=TUESDAY)
    assert sum(isinstance(one, NobodyDue) for one in answers) == 7
    assert amounts() == [NET]
    assert balances() == (0, 0, NET, 0)
    assert differences() == {}


def test_without_the_lock_two_admins_would_pay_twice(shop: Flask) -> None:
    """The same steps, but each looks before the other has written: so the race above is real."""
    ready()
    boss, meeting = admin(), Meeting(2)

    def unguarded() -> str:
        with unit_of_work() as current:
            due = [one for one in queries.candidates() if one.why_not is None]
            meeting.wait()
            batch = service.PayoutBatch(made_at=TUESDAY, made_by_id=boss.by_id, payout_on=TUESDAY.date())
            current.add(batch)
            current.flush()
            for one in due:
                service._write(batch, one)
        return "made"

    assert all_at_once(shop, [unguarded, unguarded], moment=TUESDAY) == ["made", "made"]
    assert amounts() == [NET, NET]
    assert balances() == (0, -NET, 2 * NET, 0)


def test_one_payout_noted_by_many_at_once_has_one_effect(shop: Flask) -> None:
    ready()
    _, (payout,) = a_batch()
    payout_id, boss = payout.id, admin()
    db.session.rollback()

    def paid(person: Actor) -> str:
        service.note_paid(person, payout_id, reference="R", proof=world.a_picture(300, 300))
        return "paid"

    def bounced(person: Actor) -> str:
        service.note_bounced(person, payout_id, BounceReason.BANK)
        return "bounced"

    deeds: list[Callable[[], Any]] = [partial(paid, boss)] * 3 + [partial(bounced, boss)] * 3
    answers = all_at_once(shop, deeds, moment=TUESDAY)
    assert answers.count("paid") <= 1 and answers.count("bounced") == 1  # a paid one may still bounce
    assert sum(isinstance(one, MoveRefused) for one in answers) == 6 - answers.count("paid") - 1
    db.session.rollback()
    assert balances() == (0, NET, 0, 0)
    assert differences() == {}


def test_one_part_released_by_many_workers_is_free_once(shop: Flask) -> None:
    order = sold()
    (parcel,) = parcels_of(order)
    deed = partial(releasing.release, parcel.id, FREE + timedelta(hours=1))
    db.session.rollback()
    answers = all_at_once(shop, [deed] * 12, moment=FREE + timedelta(hours=1))
    assert answers.count(True) == 1
    db.session.rollback()
    assert balances() == (0, NET, 0, 0)
    assert differences() == {}
