"""The machine of gift requests goes on to their end: days pass, goods come by courier or over a post, batches are recalled, things
are handed over and minuted."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from app.base import clock
from app.catalog.models import Batch
from app.curation.service import gifting, panel
from app.gifts.models import GiftRequest
from app.gifts.queries import handover as handed
from app.gifts.queries import papers, register, requests
from app.gifts.rules.life import RequestState
from app.gifts.rules.register import Wanted
from app.gifts.service import deciding, drafting, handing_over, minuting, reminding
from app.gifts.service.handing_over import HandedOver
from app.orders.models import Consolidation, Order, OrderLine, Parcel
from app.orders.rules.hub import HubState, LateAnswer, Mark, Sighting
from app.orders.rules.life import ParcelState
from app.orders.service import answering, cancelling, hub, late, parcels, recalling, silence
from app.payments.rules.minutes import Minutes
from app.payments.service import billing, expiring
from app.payments.service import reminding as bills
from tests.support import batches, gifts, world
from tests.support.hub import keeper
from tests.support.requesting import DAYS, WHICH, RequestsOfAnAgency
from tests.support.ties import PIECES, rows

LAST = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
NEAR, FAR = date(2027, 1, 20), batches.FRESH
"""A batch that may be sold today and not be handed over in December, and one that keeps."""

PROMISED_TWICE = """
SELECT n.id, n.pieces_each * r.recipients, sum(p.pieces) FROM gift_needs n JOIN gift_requests r ON r.id = n.request_id
JOIN gift_parts p ON p.need_id = n.id JOIN order_lines l ON l.id = p.order_line_id
JOIN parcels c ON c.id = l.parcel_id WHERE c.state NOT IN ('declined', 'cancelled') AND l.dropped = 0
GROUP BY n.id, r.id HAVING sum(p.pieces) > n.pieces_each * r.recipients
"""
"""No need is served by more pieces than its recipients get."""

RECALLED = """
SELECT t.order_line_id FROM line_lots t JOIN batches b ON b.id = t.batch_id JOIN order_lines l ON l.id = t.order_line_id
JOIN parcels c ON c.id = l.parcel_id JOIN gift_orders g ON g.order_id = c.order_id
WHERE b.recalled_at IS NOT NULL AND c.state NOT IN ('declined', 'cancelled') AND c.sent_at IS NULL
    AND c.state <> 'received' AND l.pieces > l.dropped
"""
TOO_OLD = """
SELECT b.code FROM line_lots t JOIN batches b ON b.id = t.batch_id JOIN order_lines l ON l.id = t.order_line_id
JOIN parcels c ON c.id = l.parcel_id JOIN gift_orders g ON g.order_id = c.order_id
JOIN gift_requests r ON r.id = g.request_id
WHERE c.order_id = {order} AND (b.best_before <= r.handover_on OR b.recalled_at IS NOT NULL)
"""
HANDED = """
SELECT h.order_line_id FROM gift_handed h JOIN gift_parts p ON p.order_line_id = h.order_line_id AND p.need_id = h.need_id
WHERE h.came > p.pieces OR h.given > h.came
UNION ALL SELECT r.id FROM gift_requests r LEFT JOIN gift_handovers o ON o.request_id = r.id
WHERE (r.state = 'handed_over') <> (o.request_id IS NOT NULL) OR o.people > r.recipients
"""
CAME = """
SELECT c.id, l.id, l.pieces - l.dropped, (l.pieces - l.dropped) * l.price FROM gift_orders g
JOIN parcels c ON c.order_id = g.order_id JOIN order_lines l ON l.parcel_id = c.id
WHERE g.request_id = {request} AND c.state IN ('sent', 'received') AND l.pieces > l.dropped ORDER BY 1, 2
"""
"""Lines of which something came, read from the orders alone."""

BILLED = """
SELECT c.id, y.due, c.total - c.returned FROM gift_orders g JOIN parcels c ON c.order_id = g.order_id
JOIN payments y ON y.parcel_id = c.id AND y.state <> 'expired'
WHERE c.state NOT IN ('declined', 'cancelled') AND y.due - y.code <> c.total - c.returned
"""
"""Bills that ask for something else than what comes costs."""


class RequestsToTheirEnd(RequestsOfAnAgency):
    """The goods of the first machine and a snack in batches; a post where they may be gathered; a clock that goes on."""

    def __init__(self, db: Any, goods: list[int], post_id: int) -> None:
        super().__init__(db, goods)
        self.post_id = post_id
        self.moment = world.SUNDAY
        self.standing = ExitStack()
        self.codes = 0

    def teardown(self) -> None:
        try:
            super().teardown()
        finally:
            self.standing.close()

    a_plan_of_yesterday_is_submitted = who_asked_agrees_herself = it_is_changed = None  # type: ignore[assignment]
    """What the first machine has tried enough."""

    def it_ends(self) -> None:
        """Then everything that came is handed over, whatever happened before, and everybody notes the minutes."""
        super().it_ends()
        for which in range(9):
            self.it_is_handed_over(which, 0, 14)
            self.minutes_are_noted(which, "027/BAST")
            self.a_maker_notes_the_minutes(which)
        self.everything_ties_out()
        self.gaps_and_parts_are_what_everybody_gets()
        self.what_was_handed_over_had_come()
        self.papers_say_what_the_orders_say()
        self.the_register_says_what_was_given()

    @initialize(
        which=st.sets(st.integers(0, 4), min_size=1, max_size=3),
        recipients=st.integers(2, 8),
        day=DAYS,
        at_post=st.booleans(),
        far=st.lists(st.integers(0, 2), min_size=3, max_size=3),
    )
    def one_is_under_way(
        self, which: set[int], recipients: int, day: date, at_post: bool, far: list[int]
    ) -> None:
        """Its makers are so far: asked, at work, or it has left their hands."""
        brief = gifts.a_brief(*map(self.product, sorted(which)), recipients=recipients, handover_on=day)
        request = drafting.draft(
            self.staff, gifts.agency_id(), replace(brief, post_id=self.post_id if at_post else None)
        )
        if self.tries(lambda: gifts.submitted(request)):
            deciding.agree(self.head, request.id)
            for part, steps in zip(
                self.db.scalars(sa.select(Parcel).order_by(Parcel.id)).all(), far, strict=False
            ):
                if steps and part.state is ParcelState.TO_ANSWER:
                    parcels.accept(self.maker(part), part.id)
                if steps == 2:
                    self.it_leaves_her(part, 0)

    def part(self, which: int, *states: ParcelState) -> Parcel | None:
        agencys = sa.select(Order.id).where(Order.purpose != "")
        return self.one(Parcel, which, Parcel.order_id.in_(agencys), Parcel.state.in_(states))

    def whole(self, which: int, *states: HubState) -> Consolidation | None:
        return self.one(Consolidation, which, Consolidation.state.in_(states))

    # -- time -----------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([3, 30, 80, 24 * 8]))
    def time_goes_on(self, hours: int) -> None:
        """And everything that happens by the clock does."""
        self.moment = min(LAST, self.moment + timedelta(hours=hours))
        self.standing.close()
        self.standing.enter_context(clock.at(self.moment))
        self.the_clocks_strike()

    def the_clocks_strike(self) -> None:
        now = clock.now()
        expiring.expire_unpaid(now)
        answering.lapse_unanswered(now)
        late.watch()
        silence.watch(now)
        gifting.end_lapsed(now)
        panel.lapse(now)
        reminding.remind(now)
        bills.remind(now)

    @rule()
    def time_to_agree_runs_out(self) -> None:
        with clock.at(clock.now() + gifts.HOLD + timedelta(seconds=1)):
            expiring.expire_unpaid(clock.now())

    @rule()
    def buyers_let_their_time_run_out(self) -> None:
        self.time_to_agree_runs_out()

    # -- over a post ----------------------------------------------------------------------------------

    @rule(which=st.sets(st.integers(0, 4), min_size=2, max_size=3), recipients=st.integers(1, 8), day=DAYS)
    def it_is_drafted_for_a_post(self, which: set[int], recipients: int, day: date) -> None:
        if rows("SELECT count(*) FROM gift_requests") >= [(4,)]:
            return
        brief = gifts.a_brief(*map(self.product, sorted(which)), recipients=recipients, handover_on=day)
        self.tries(
            lambda: drafting.draft(self.staff, gifts.agency_id(), replace(brief, post_id=self.post_id))
        )

    @rule(which=WHICH)
    def a_maker_says_yes(self, which: int) -> None:
        part = self.part(which, ParcelState.TO_ANSWER)
        if part is not None:
            self.tries(lambda: parcels.accept(self.maker(part), part.id) or True)

    @rule(which=WHICH, broken=st.integers(0, 3))
    def a_part_comes(self, which: int, broken: int) -> None:
        """To the post, where some of it may be broken, or by courier."""
        part = self.part(which, ParcelState.ACCEPTED, ParcelState.PACKED)
        if part is not None:
            self.it_leaves_her(part, broken)

    def it_leaves_her(self, part: Parcel, broken: int) -> None:
        maker = self.maker(part)
        if part.consolidation_id is None:
            if part.state is ParcelState.ACCEPTED:
                self.tries(lambda: parcels.pack(maker, part.id) or True)
            self.tries(lambda: parcels.send(maker, part.id, courier="JNE", tracking="JNE123") or True)
            return
        self.tries(lambda: hub.say_brought(maker, part.id) or True)
        lines = self.db.scalars(sa.select(OrderLine).where(OrderLine.parcel_id == part.id)).all()
        found = {one.id: Sighting(Mark.THERE) for one in lines if one.left}
        for one in lines[:1]:
            if one.left and broken:
                found[one.id] = Sighting(Mark.DAMAGED, min(broken, one.left))
        whole_id = part.consolidation_id
        self.tries(lambda: hub.check_in(keeper(), whole_id, part.id, found) or True)
        if broken and self.tries(lambda: hub.go_on_without(keeper(), whole_id, part.id) or True):
            lost = sum(one.missing for one in found.values())
            before, self.pieces = self.pieces, rows(PIECES)
            assert sum(many for _, many in before) - sum(many for _, many in self.pieces) in (0, lost)

    @rule(which=WHICH, choice=st.sampled_from(LateAnswer))
    def an_officer_says_what_becomes_of_a_late_part(self, which: int, choice: LateAnswer) -> None:
        whole = self.one(Consolidation, which, Consolidation.asked_at.is_not(None))
        if whole is not None:
            order = self.db.get_one(Order, whole.order_id)
            seen = str(whole.wait_until)
            self.tries(lambda: late.answer(order.number, self.staff, None, choice, seen))

    @rule(which=WHICH)
    def it_leaves_the_post(self, which: int) -> None:
        whole = self.whole(which, HubState.COMPLETE, HubState.READY)
        if whole is None:
            return
        self.tries(lambda: hub.pack(keeper(), whole.id, 9_000) or True)
        code = self.db.get_one(Consolidation, whole.id, populate_existing=True).handover_code or ""
        self.tries(lambda: hub.hand_over(keeper(), whole.id, code) or True)

    @rule(which=WHICH)
    def an_officer_says_that_it_came(self, which: int) -> None:
        part = self.part(which, ParcelState.SENT)
        if part is not None:
            order = self.db.get_one(Order, part.order_id)
            self.tries(lambda: parcels.receive(order.number, part.id, self.staff, None) or True)

    @rule(which=WHICH)
    def an_officer_cancels_a_part(self, which: int) -> None:
        part = self.part(which, *ParcelState)
        if part is not None:
            order = self.db.get_one(Order, part.order_id)
            self.tries(lambda: cancelling.cancel_part(order.number, part.id, self.staff, None) or True)

    def maker(self, part: Parcel) -> Any:
        product = self.db.scalars(
            sa.select(OrderLine.product_id).where(OrderLine.parcel_id == part.id).limit(1)
        ).one()
        return gifts.maker_of(self.db.get_one(type(self.product(0)), product))

    # -- batches --------------------------------------------------------------------------------------

    @rule(pieces=st.integers(1, 9), best_before=st.sampled_from([NEAR, FAR]))
    def a_batch_is_made(self, pieces: int, best_before: date) -> None:
        self.codes += 1
        snack = self.product(4)
        if self.tries(
            lambda: batches.a_batch(snack, f"B{self.codes}", best_before, pieces, maker=gifts.maker_of(snack))
        ):
            self.pieces = rows(PIECES)

    @rule(which=WHICH)
    def a_batch_is_recalled(self, which: int) -> None:
        batch = self.one(Batch, which, Batch.recalled_at.is_(None))
        if batch is not None and self.tries(
            lambda: recalling.recall_own(gifts.maker_of(self.product(4)), batch.id, "Bau tengik.") or True
        ):
            recalling.settle(batch.id)
            self.pieces = rows(PIECES)

    # -- the hand-over --------------------------------------------------------------------------------

    @rule(which=WHICH, share=st.integers(0, 4), people=st.integers(1, 14))
    def it_is_handed_over(self, which: int, share: int, people: int) -> None:
        request = self.request(which, *RequestState)
        if request is None:
            return
        day = datetime(*request.handover_on.timetuple()[:3], 3, 0, tzinfo=UTC)
        with clock.at(max(day, clock.now())):
            given = {(one.line.id, one.need_id): max(0, one.coming - share) for one in handed.came(request)}
            told = HandedOver(request.handover_on, min(people, request.recipients), given)
            self.tries(lambda: handing_over.hand_over(self.staff, request.id, told) or True)

    @rule(which=WHICH, number=st.sampled_from(["", "027/BAST"]))
    def minutes_are_noted(self, which: int, number: str) -> None:
        request = self.request(which, *RequestState)
        if request is not None:
            today = clock.now().date()
            self.tries(lambda: minuting.note_all(self.staff, request.id, today, number))

    @rule(which=WHICH)
    def a_maker_notes_the_minutes(self, which: int) -> None:
        part = self.part(which, ParcelState.SENT, ParcelState.RECEIVED)
        if part is not None:
            noted = Minutes("027/BAST", clock.now().date())
            self.tries(lambda: billing.note_as_seller(self.maker(part), part.id, noted) or True)

    # -- what always holds ----------------------------------------------------------------------------

    @invariant()
    def gaps_and_parts_are_what_everybody_gets(self) -> None:
        assert rows(PROMISED_TWICE) == []
        for request in self.db.scalars(
            sa.select(GiftRequest).where(
                GiftRequest.state.in_([RequestState.UNDER_WAY, RequestState.HANDED_OVER])
            )
        ):
            parts = requests.parts_of(request)
            gaps = requests.missing_of(request, parts)
            for need in requests.needs_of(request.id):
                coming = sum(one.coming for one in parts if one.need_id == need.id)
                assert coming + gaps.get(need.id, 0) == need.pieces_each * request.recipients

    @invariant()
    def nothing_recalled_is_still_to_come(self) -> None:
        assert rows(RECALLED) == []

    @invariant()
    def what_was_handed_over_had_come(self) -> None:
        assert rows(HANDED) == []

    @invariant()
    def papers_say_what_the_orders_say(self) -> None:
        assert rows(BILLED) == []
        for request in self.db.scalars(sa.select(GiftRequest)):
            came = rows(CAME.format(request=request.id))
            made = papers.minutes(request, test=False)
            lines = [one for part in made.parts for one in part.lines] if made else []
            assert sum(one.pieces for one in lines) == sum(pieces for _, _, pieces, _ in came)
            assert sum(one.pieces * one.price for one in lines) == sum(amount for *_, amount in came)
            listed = papers.set_list(request, test=False).items
            assert sum(source.pieces for one in listed for source in one.sources) == sum(
                one.coming for one in requests.parts_of(request)
            )

    @invariant()
    def the_register_says_what_was_given(self) -> None:
        entered = {
            one.number: sum(line.pieces for line in one.lines)
            for one in register.entries(self.staff, Wanted())
        }
        told = rows(
            "SELECT r.number, sum(h.given) FROM gift_requests r JOIN gift_handed h ON h.request_id = r.id GROUP BY 1"
        )
        assert entered == {number: int(given) for number, given in told}
