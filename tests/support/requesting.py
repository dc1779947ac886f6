"""The machine of gift requests: officers, heads, makers, curators and other buyers do what they please through the services."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from app.base import clock
from app.base.kinds import Category
from app.catalog.models import Product
from app.catalog.service import drafts
from app.curation.models import GiftApproval
from app.curation.service import gifting
from app.curation.service import submitting as rounds
from app.gifts.models import GiftRequest
from app.gifts.queries import planning, requests
from app.gifts.rules.life import RequestState
from app.gifts.service import deciding, drafting, submitting, substituting
from app.orders.models import Order, OrderLine, Parcel
from app.orders.rules.life import ParcelState
from app.orders.service import answering
from app.payments.service import expiring
from app.sellers import service as sellers
from tests.support import gifts, official, scores, world
from tests.support.machine import History
from tests.support.orders import UNPAID, an_order, pay
from tests.support.ties import OVERFULL, PIECES, differences, rows

WHICH = st.integers(0, 9)
DAYS = st.sampled_from([date(2026, 11, 30), date(2026, 12, 7), date(2026, 12, 21)])

UNTIED = """
SELECT r.id, r.state, o.id, o.state FROM gift_requests r
LEFT JOIN gift_orders g ON g.request_id = r.id LEFT JOIN orders o ON o.id = g.order_id
GROUP BY r.id, o.id HAVING (
    SELECT count(*) FROM gift_orders x JOIN orders y ON y.id = x.order_id WHERE x.request_id = r.id AND y.state = 'placed'
) <> (r.state = 'waiting')::int
    OR r.state IN ('draft', 'cancelled') AND EXISTS (
        SELECT FROM parcels p WHERE p.order_id = o.id AND p.state NOT IN ('declined', 'cancelled'))
"""
"""A waiting request is held by one order that nobody was asked for yet; a draft and a cancelled one hold nothing."""

PARTS = """
SELECT l.id, l.pieces, sum(p.pieces) FROM gift_orders g JOIN parcels c ON c.order_id = g.order_id
JOIN order_lines l ON l.parcel_id = c.id LEFT JOIN gift_parts p ON p.order_line_id = l.id
GROUP BY l.id HAVING sum(p.pieces) IS DISTINCT FROM l.pieces
"""
"""Every piece of an order for a request serves a need of it."""

SIGNED = """
SELECT 'request', id FROM gift_requests WHERE state IN ('under_way', 'handed_over')
    AND (agreed_by_id IS NULL OR submitted_by_id IS NULL OR agreed_by_id = submitted_by_id)
UNION ALL SELECT 'round', id FROM rounds WHERE state IN ('approved', 'changes_asked', 'declined')
    AND (judged_at IS NULL OR judged_by_id IS NULL OR rubric_version IS NULL)
UNION ALL SELECT 'gift', a.id FROM gift_approvals a JOIN gift_cases c ON c.id = a.case_id
    JOIN rounds r ON r.id = c.round_id
    WHERE r.state <> 'approved' OR r.revision_id <> a.revision_id
    OR (SELECT count(DISTINCT person_id) FROM gift_votes v WHERE v.case_id = c.id AND v.is_for) < 2
UNION ALL SELECT 'step', s.id FROM gift_steps s WHERE (s.by_id IS NULL) <> (s.move = 'lapse')
"""
"""Nothing is decided without who, when and by which rubric; and by two people where two are asked."""

NOT_APPROVED = """
SELECT l.name FROM order_lines l JOIN parcels c ON c.id = l.parcel_id
JOIN gift_parts p ON p.order_line_id = l.id JOIN gift_needs n ON n.id = p.need_id
JOIN gift_requests r ON r.id = n.request_id
WHERE c.order_id = {order} AND NOT n.is_box AND NOT EXISTS (
    SELECT FROM gift_approvals a WHERE a.product_id = l.product_id AND a.ended_at IS NULL
    AND r.handover_on BETWEEN a.starts_on AND a.until
    AND a.revision_id = (SELECT id FROM revisions v WHERE v.product_id = l.product_id AND v.state = 'approved'
        ORDER BY v.id DESC LIMIT 1))
"""
"""Read from the panel's own book, not from what the shelf shows: goods of a reservation without an approval for its day."""


class RequestsOfAnAgency(History):
    """Four goods of three makers: one lies ready, one is made, and two are made by the same hands."""

    def __init__(self, db: Any, goods: list[int]) -> None:
        super().__init__(db)
        self.goods = goods
        self.pieces = rows(PIECES)
        self.staff, self.head = gifts.staff(), gifts.the_head()
        self.later = 0

    def it_ends(self) -> None:
        """Whoever still waits is let go, and what nobody was asked for is free again."""
        self.time_to_agree_runs_out()
        self.everything_ties_out()
        assert rows("SELECT count(*) FROM gift_requests WHERE state = 'waiting'") == [(0,)]

    def product(self, which: int) -> Product:
        return self.db.get_one(Product, self.goods[which % len(self.goods)])

    def request(self, which: int, *states: RequestState) -> GiftRequest | None:
        return self.one(GiftRequest, which, GiftRequest.state.in_(states))

    def reserves(self, deed: Callable[[], Order]) -> None:
        """What it has reserved is an official gift on its day."""
        order = self.tries(deed)
        if order is not None:
            assert rows(NOT_APPROVED.format(order=order.id)) == []

    # -- staff and head ---------------------------------------------------------------------------------

    @rule(
        which=st.sets(st.integers(0, 3), min_size=1, max_size=2),
        recipients=st.integers(1, 14),
        day=DAYS,
        each=st.integers(1, 2),
        may_split=st.booleans(),
    )
    def it_is_drafted(self, which: set[int], recipients: int, day: date, each: int, may_split: bool) -> None:
        if rows("SELECT count(*) FROM gift_requests") >= [(4,)]:
            return
        brief = gifts.a_brief(*map(self.product, sorted(which)), recipients=recipients, handover_on=day)
        things = [replace(one, pieces_each=each) for one in brief.things]
        wanted = replace(brief, things=things, may_split=may_split)
        self.tries(lambda: drafting.draft(self.staff, gifts.agency_id(), wanted))

    @rule(which=WHICH, recipients=st.integers(1, 14), day=DAYS)
    def it_is_changed(self, which: int, recipients: int, day: date) -> None:
        request = self.request(which, *RequestState)
        if request is not None:
            brief = gifts.a_brief(self.product(which), recipients=recipients, handover_on=day)
            self.tries(lambda: drafting.change(self.staff, request.id, brief))

    @rule(which=WHICH)
    def it_is_submitted(self, which: int) -> None:
        """What its page promises is what it gets: a whole plan without a problem is never refused."""
        request = self.request(which, RequestState.DRAFT)
        if request is None:
            return
        proposal = planning.propose(planning.wish_of(request))
        seal = submitting.seal_of(proposal)
        if proposal.plan.is_whole and not proposal.over_budget and not proposal.problems:
            order = submitting.submit(self.staff, request.id, seal, hold_for=gifts.HOLD)
            assert rows(NOT_APPROVED.format(order=order.id)) == []
            held = self.db.scalar(
                sa.select(sa.func.sum(OrderLine.pieces))
                .join(Parcel, Parcel.id == OrderLine.parcel_id)
                .where(Parcel.order_id == order.id)
            )
            each = sum(one.pieces_each for one in requests.needs_of(request.id))
            assert held == each * request.recipients
        else:
            self.tries(lambda: submitting.submit(self.staff, request.id, seal, hold_for=gifts.HOLD))
            assert request.state is RequestState.DRAFT

    @rule(which=WHICH)
    def a_plan_of_yesterday_is_submitted(self, which: int) -> None:
        request = self.request(which, *RequestState)
        if request is not None:
            before = rows("SELECT count(*) FROM gift_orders")
            self.tries(lambda: submitting.submit(self.staff, request.id, "seal", hold_for=gifts.HOLD))
            assert rows("SELECT count(*) FROM gift_orders") == before

    @rule(which=WHICH)
    def it_is_taken_back(self, which: int) -> None:
        request = self.request(which, *RequestState)
        if request is not None:
            self.tries(lambda: submitting.take_back(self.staff, request.id))

    @rule(which=WHICH)
    def it_is_sent_back(self, which: int) -> None:
        request = self.request(which, *RequestState)
        if request is not None:
            self.tries(lambda: deciding.send_back(self.head, request.id, "Tambah kotaknya."))

    @rule()
    def time_to_agree_runs_out(self) -> None:
        with clock.at(world.SUNDAY + gifts.HOLD + timedelta(seconds=1)):
            expiring.expire_unpaid(clock.now())

    @rule(which=WHICH)
    def the_head_agrees(self, which: int) -> None:
        request = self.request(which, *RequestState)
        if request is None:
            return
        order = requests.placed_order(request.id)
        if self.tries(lambda: deciding.agree(self.head, request.id) or True):
            assert rows(NOT_APPROVED.format(order=order.id)) == []

    @rule(which=WHICH)
    def who_asked_agrees_herself(self, which: int) -> None:
        request = self.request(which, RequestState.WAITING)
        if request is not None:
            self.tries(lambda: deciding.agree(self.staff, request.id))
            assert request.state is RequestState.WAITING

    @rule(which=WHICH)
    def it_is_cancelled(self, which: int) -> None:
        request = self.request(which, *RequestState)
        if request is not None:
            self.tries(lambda: drafting.cancel(self.staff, request.id))

    @rule(which=WHICH, whom=WHICH, most=st.integers(1, 20))
    def somebody_steps_in(self, which: int, whom: int, most: int) -> None:
        request = self.request(which, RequestState.UNDER_WAY)
        if request is None:
            return
        missing = requests.missing_of(request)
        variant = world.variant_of(self.product(whom)).id
        asked = {need: {variant: min(most, gap)} for need, gap in list(missing.items())[:1]}
        self.reserves(lambda: substituting.substitute(self.staff, request.id, asked))

    # -- makers, curators, other buyers -------------------------------------------------------------------

    @rule(which=WHICH, can=st.integers(0, 14))
    def a_maker_answers(self, which: int, can: int) -> None:
        """All of it, a part, or nothing."""
        part = self.one(Parcel, which, Parcel.state == ParcelState.TO_ANSWER)
        if part is not None:
            lines = self.db.scalars(sa.select(OrderLine).where(OrderLine.parcel_id == part.id)).all()
            counts = {one.id: min(can, one.pieces - one.dropped) for one in lines}
            maker = gifts.maker_of(self.db.get_one(Product, lines[0].product_id))
            self.tries(lambda: answering.answer(maker, part.id, counts, "Bahannya habis."))

    @rule(which=WHICH, pieces=st.integers(1, 5), pays=st.booleans())
    def a_buyer_orders_the_same(self, which: int, pieces: int, pays: bool) -> None:
        if rows("SELECT count(*) FROM orders WHERE purpose = ''") >= [(4,)]:
            return
        order = self.tries(lambda: an_order({self.product(which): pieces}))
        if order is not None and pays:
            pay(order)

    @rule()
    def buyers_let_their_time_run_out(self) -> None:
        with clock.at(world.SUNDAY + UNPAID + timedelta(seconds=1)):
            expiring.expire_unpaid(clock.now())

    @rule(which=WHICH)
    def an_approval_is_withdrawn(self, which: int) -> None:
        approval = self.one(GiftApproval, which, GiftApproval.ended_at.is_(None))
        if approval is not None:
            gifting.withdraw(world.actor(world.CURATOR), approval.id, "Jahitannya berubah.")

    @rule(which=WHICH, until=st.sampled_from([date(2026, 12, 10), gifts.UNTIL]))
    def it_is_made_official_again(self, which: int, until: date) -> None:
        self.tries(lambda: official.made_official(self.product(which), until))

    @rule(which=WHICH)
    def a_changed_version_is_approved(self, which: int) -> None:
        """Another material: no longer what the panel has seen."""
        product = self.product(which)
        maker = gifts.maker_of(product)
        self.later += 1

        def change() -> None:
            food = product.category is Category.CAMILAN
            other = {"composition" if food else "material": f"Bahan nomor {self.later}"}
            facts = {**(world.SNACK if food else world.MAT), **other}
            drafts.state_facts(maker, product.slug, facts)
            scores.approve(world.actor(world.CURATOR), rounds.submit(maker, product.slug).id)

        if self.later <= 2:
            self.tries(change)

    @rule(which=WHICH)
    def a_gerai_closes(self, which: int) -> None:
        self.tries(lambda: sellers.close_gerai(gifts.maker_of(self.product(which))))

    @rule(which=WHICH)
    def a_gerai_opens_again(self, which: int) -> None:
        self.tries(lambda: sellers.open_gerai(gifts.maker_of(self.product(which))))

    # -- what always holds --------------------------------------------------------------------------------

    @invariant()
    def everything_ties_out(self) -> None:
        assert differences() == {}
        assert rows(OVERFULL) == []
        assert rows("SELECT id FROM variants WHERE stock < 0") == []
        assert rows(PIECES) == self.pieces

    @invariant()
    def a_request_holds_what_it_says(self) -> None:
        assert rows(UNTIED) == []
        assert rows(PARTS) == []

    @invariant()
    def nothing_is_decided_by_nobody(self) -> None:
        assert rows(SIGNED) == []
