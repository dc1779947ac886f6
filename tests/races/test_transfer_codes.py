"""Many buyers owe one maker the same amount: no two are given the same sum to transfer."""

import random
from collections import Counter
from functools import partial

import pytest
import sqlalchemy as sa
from flask import Flask

from app.base import clock
from app.db.session import db, unit_of_work
from app.ledger.queries import bank
from app.orders.models import Order
from app.payments.models import Payment
from app.payments.queries import payment as queries
from app.payments.rules import codes
from app.payments.rules.codes import AllTaken
from app.payments.rules.states import PaymentState
from app.payments.rules.ways import Mode, Way
from app.payments.service import opening
from app.sellers import queries as sellers
from tests.support import world
from tests.support.crowd import Meeting, all_at_once
from tests.support.orders import an_order, parcels_of
from tests.support.paying import takes

pytestmark = pytest.mark.race

BUYERS = 64


def waiting(how_many: int) -> list[tuple[int, int]]:
    """Orders of the same worth at the same maker, each with its only part."""
    maker = takes(world.SELLER, Way.TRANSFER)
    mat = world.an_approved_product(maker, name="Keset Ramai", price=45_000, stock=how_many)
    found = []
    for _ in range(how_many):
        order = an_order({mat: 1}, buyer=None)
        found.append((order.id, parcels_of(order)[0].id))
    db.session.commit()
    return found


def dues() -> list[tuple[int, int]]:
    db.session.rollback()
    rows = db.session.execute(sa.select(Payment.due, Payment.code).where(Payment.gateway == Way.TRANSFER))
    return [(due, code) for due, code in rows]


def without_looking_again(order_id: int, parcel_id: int, meeting: Meeting, numbers: random.Random) -> str:
    """As `opening.start_direct` would be without its lock and without the database's own guard: everybody looks first, then
    everybody takes. Of 999 codes 64 people hit the same one nearly always."""
    account = bank.held(sellers.owned(world.actor(world.SELLER)).id)
    assert account is not None
    taken = queries.open_sums(account.id)
    db.session.rollback()
    meeting.wait()
    with unit_of_work() as current:
        total = current.get_one(Order, order_id).total
        free = [code for code in range(1, codes.MOST + 1) if total + code not in taken]
        code = numbers.choice(free)
        current.add(
            Payment(
                order_id=order_id, parcel_id=parcel_id, mode=Mode.DIRECT, gateway=Way.TRANSFER,
                key=f"twin-{parcel_id}", state=PaymentState.OPENED, due=total + code, code=code,
                bank_account_id=account.id, captured=0, refunded=0, opened_at=clock.now(),
            )
        )  # fmt: skip
    return "opened"


def test_without_guards_two_buyers_are_given_the_same_sum(shop: Flask) -> None:
    orders, meeting, numbers = waiting(BUYERS), Meeting(BUYERS), random.Random(7)
    db.session.execute(sa.text("DROP INDEX uq_payments_amount"))
    db.session.commit()
    deeds = [partial(without_looking_again, *one, meeting, numbers) for one in orders]
    assert all_at_once(shop, deeds) == ["opened"] * BUYERS
    shared = [due for due, times in Counter(due for due, _ in dues()).items() if times > 1]
    assert shared != []


def test_64_buyers_of_the_same_amount_are_each_given_a_sum_of_their_own(shop: Flask) -> None:
    orders = waiting(BUYERS)
    deeds = [partial(opening.start_direct, order_id, part, Way.TRANSFER) for order_id, part in orders]
    answers = all_at_once(shop, deeds)
    assert [one for one in answers if isinstance(one, Exception)] == []
    found = dues()
    assert len({due for due, _ in found}) == BUYERS
    totals = {due - code for due, code in found}
    assert len(totals) == 1
    assert all(1 <= code <= 999 for _, code in found)


def test_with_five_codes_left_five_of_eight_get_one_and_three_are_refused_politely(shop: Flask) -> None:
    orders = waiting(8)
    total = db.session.get_one(Order, orders[0][0]).total
    account = bank.held(sellers.owned(world.actor(world.SELLER)).id)
    assert account is not None
    others = waiting_elsewhere(account.id, range(total + 1, total + codes.MOST - 4))
    assert len(others) == codes.MOST - 5
    answers = all_at_once(shop, [partial(opening.start_direct, *one, Way.TRANSFER) for one in orders])
    assert sum(isinstance(one, AllTaken) for one in answers) == 3
    assert sum(isinstance(one, Payment) for one in answers) == 5
    assert len({due for due, _ in dues()}) == codes.MOST


def waiting_elsewhere(account_id: int, sums: range) -> list[int]:
    """Open transfers of other orders to the same account, one for each of these sums."""
    order = an_order(buyer=None)
    ((parcel_id,),) = db.session.execute(
        sa.text("SELECT id FROM parcels WHERE order_id = :id"), {"id": order.id}
    )
    db.session.execute(sa.text("DROP INDEX uq_payments_open_part"))
    db.session.execute(
        sa.insert(Payment),
        [
            {
                "order_id": order.id, "parcel_id": parcel_id, "mode": Mode.DIRECT, "gateway": Way.TRANSFER,
                "key": f"filled-{due}", "state": PaymentState.OPENED, "due": due, "code": 1 + at,
                "bank_account_id": account_id, "captured": 0, "refunded": 0, "opened_at": clock.now(),
            }
            for at, due in enumerate(sums)
        ],
    )  # fmt: skip
    db.session.commit()
    return list(sums)
