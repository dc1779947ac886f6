"""Whatever happens to orders and their money, in whatever order: goods, rupiah, states and journal tie out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.base import clock
from app.base.errors import NotFound, RuleBroken
from app.db.ports import port
from app.orders.models import Order
from app.orders.queries import delays
from app.orders.queries import order as orders
from app.orders.service import answering, cancelling, delaying, parcels
from app.payments.models import Payment
from app.payments.ports import Notice, NoticeKind, PaymentGateway, PretendTill
from app.payments.queries import payment as queries
from app.payments.service import expiring, noticing, opening, settling
from app.sellers import queries as sellers
from tests.support import world
from tests.support.books import books
from tests.support.jobs import do_all
from tests.support.orders import UNPAID, an_order, parcels_of
from tests.support.ties import PIECES, differences, rows

LATER = world.SUNDAY + UNPAID + timedelta(seconds=1)


class History:
    """Two small orders over two sellers, and what may happen to them."""

    def __init__(self, db: Any, goods: list[Any]) -> None:
        self.db, self.buyer = db, world.actor(world.BUYER)
        self.orders = [an_order(dict.fromkeys(goods, 2)) for _ in range(2)]
        self.makers = {
            sellers.owned(world.actor(who)).id: world.actor(who) for who in (world.SELLER, world.OTHER_SELLER)
        }
        self.opened: dict[int, list[Payment]] = {}

    def pays(self, order: Order) -> None:
        """At the gateway's page; nobody has told the shop yet."""
        opening.start(order.id, success_url="/", cancel_url="/")
        payment = queries.open_of(order.id)
        assert payment is not None and payment.reference is not None
        self.opened.setdefault(order.id, []).append(payment)
        port(PretendTill).pay(payment.reference)

    def _notice(self, order: Order, which: int, kind: NoticeKind) -> None:
        """The gateway's own notice, with an id that repeats."""
        opened = self.opened.get(order.id)
        if opened:
            payment = opened[which]
            notice = Notice(
                f"{kind}-{payment.id}", kind, payment.reference or "", payment.due, "idr", order.number
            )
            noticing.take_notice(port(PaymentGateway), notice)

    def told(self, order: Order) -> None:
        """That the latest checkout is paid."""
        self._notice(order, -1, NoticeKind.PAID)

    def told_of_the_first(self, order: Order) -> None:
        """That the first checkout is paid: a second may have been opened meanwhile."""
        self._notice(order, 0, NoticeKind.PAID)

    def told_expired(self, order: Order) -> None:
        """That nothing can be paid there any more; gateways do not keep their notices in order."""
        self._notice(order, -1, NoticeKind.EXPIRED)

    def comes_back(self, order: Order) -> None:
        settling.check(order)

    def runs_out(self, order: Order) -> None:
        with clock.at(LATER):
            expiring.expire_unpaid(clock.now())

    def takes_back(self, order: Order) -> None:
        parcels.cancel_unpaid(order.number, self.buyer, None)

    def jobs(self, order: Order) -> None:
        do_all()

    def _each(self, order: Order, do: Callable[[Any, int], object], part: int) -> None:
        parcel = parcels_of(order)[part]
        do(self.makers[parcel.seller_id], parcel.id)

    def accepts(self, order: Order, part: int) -> None:
        self._each(order, parcels.accept, part)

    def declines(self, order: Order, part: int) -> None:
        self._each(order, lambda maker, parcel: parcels.decline(maker, parcel, "Bahannya habis."), part)

    def packs(self, order: Order, part: int) -> None:
        self._each(order, parcels.pack, part)

    def sends(self, order: Order, part: int) -> None:
        self._each(
            order, lambda maker, parcel: parcels.send(maker, parcel, courier="JNE", tracking="1"), part
        )

    def accepts_part(self, order: Order, part: int) -> None:
        """One piece of each line."""
        lines = orders.lines_of([parcels_of(order)[part].id])[parcels_of(order)[part].id]
        can = {row.line.id: 1 for row in lines}
        self._each(order, lambda maker, parcel: answering.answer(maker, parcel, can, "Bahannya habis."), part)

    def cancels(self, order: Order, part: int) -> None:
        cancelling.cancel_part(order.number, parcels_of(order)[part].id, self.buyer, None)

    def cancels_all(self, order: Order) -> None:
        cancelling.cancel_all(order.number, self.buyer, None)

    def nobody_answers(self, order: Order) -> None:
        """Sellers and buyers let their deadlines pass."""
        with clock.at(world.SUNDAY + timedelta(days=3)):
            answering.remind_unanswered(clock.now())
            answering.lapse_unanswered(clock.now())
            delaying.close_unanswered(clock.now())

    def asks_later(self, order: Order, part: int) -> None:
        day = delays.earliest(parcels_of(order)[part])
        self._each(order, lambda maker, parcel: delaying.ask(maker, parcel, day, "Hujan terus."), part)

    def waits(self, order: Order, part: int) -> None:
        delaying.agree(order.number, parcels_of(order)[part].id, self.buyer, None)

    def does_not_wait(self, order: Order, part: int) -> None:
        delaying.refuse(order.number, parcels_of(order)[part].id, self.buyer, None)

    def withdraws(self, order: Order, part: int) -> None:
        delaying.withdraw(order.number, parcels_of(order)[part].id, self.buyer, None)

    def receives(self, order: Order, part: int) -> None:
        parcels.receive(order.number, parcels_of(order)[part].id, self.buyer, None)

    def then(self, step: str, which: int, part: int) -> None:
        """One step; a refusal changes nothing."""
        order = self.orders[which]
        before = books()
        try:
            deed = getattr(self, step)
            deed(order, part) if step in OF_PARCELS else deed(order)
        except (RuleBroken, NotFound):
            self.db.expire_all()
            assert books() == before, step


OF_ORDERS = [
    "pays",
    "told",
    "told_of_the_first",
    "told_expired",
    "comes_back",
    "runs_out",
    "takes_back",
    "jobs",
    "cancels_all",
    "nobody_answers",
]
OF_PARCELS = [
    *["accepts", "declines", "packs", "sends", "receives"],
    *["accepts_part", "cancels", "asks_later", "waits", "does_not_wait", "withdraws"],
]
STEP = st.tuples(st.sampled_from(OF_ORDERS + OF_PARCELS), st.integers(0, 1), st.integers(0, 1))
PAID = [("pays", 0, 0), ("told", 0, 0)]
SENT = [("accepts", 0, 0), ("packs", 0, 0), ("sends", 0, 0), ("receives", 0, 0)]


@pytest.fixture
def goods(db: Any) -> list[Any]:
    """Plenty, for many histories in one database: two of one gerai, one of another."""
    maker, other = world.actor(world.SELLER), world.actor(world.OTHER_SELLER)
    return [
        world.an_approved_product(maker, name="Keset Banyak", stock=900),
        world.an_approved_product(maker, name="Keset Pesanan", per_day=30),
        world.an_approved_product(other, name="Keset Tetangga", stock=900),
    ]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(begin=st.sampled_from([[], PAID, [*PAID, *SENT]]), steps=st.lists(STEP, max_size=14))
@example(begin=[*PAID, *SENT], steps=[("declines", 0, 1), ("jobs", 0, 0), ("told", 0, 0), ("jobs", 0, 0)])
@example(
    begin=PAID,
    steps=[
        ("accepts_part", 0, 0),
        ("asks_later", 0, 0),
        ("waits", 0, 0),
        ("nobody_answers", 0, 0),
        ("jobs", 0, 0),
    ],
)
@example(
    begin=PAID,
    steps=[
        ("accepts_part", 0, 0),
        ("asks_later", 0, 0),
        ("withdraws", 0, 0),
        ("cancels_all", 0, 0),
        ("jobs", 0, 0),
    ],
)
@example(begin=PAID, steps=[("declines", 0, 0), ("declines", 0, 1), ("jobs", 0, 0)])
@example(begin=[("pays", 0, 0), ("takes_back", 0, 0), ("told", 0, 0), ("jobs", 0, 0)], steps=[])
@example(
    # she paid twice: at a checkout that was said to have expired, and at the next one
    begin=[("pays", 0, 0), ("told_expired", 0, 0), *PAID],
    steps=[("told_of_the_first", 0, 0), ("declines", 0, 0), ("jobs", 0, 0)],
)
def test_it_ties_out(db: Any, goods: list[Any], begin: list[Any], steps: list[Any]) -> None:
    pieces = rows(PIECES)
    history = History(db, goods)
    for step in [*begin, *steps]:
        history.then(*step)
        assert differences() == {}, step
        assert rows(PIECES) == pieces, step
    do_all()
    assert differences() == {}
    assert rows("SELECT count(*) FROM refunds WHERE state <> 'done'") == [(0,)]
