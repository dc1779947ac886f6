"""A shop made of nothing but the pure rules: whatever is bought, paid, answered, recalled or given back, the sums hold."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from app.catalog.rules import availability
from app.catalog.rules.batches import Held, Lot, OnShelf, handed_back, last_sale, on_sale
from app.catalog.rules.promise import Hands, Pace
from app.delivery.rules.rates import Tariff
from app.orders.rules.adjusting import Standing, freed, loss
from app.orders.rules.life import (
    ENDED,
    HOLDING,
    ORDER_LIFE,
    PARCEL_LIFE,
    OrderMove,
    OrderState,
    ParcelMove,
    ParcelState,
    Share,
    effect_of,
    order_move_after,
)
from app.orders.rules.reviving import Chance, why_not

TARIFF = Tariff(12_000, 6_000)
PRICE, WEIGHT = {"snack": 18_500, "mat": 45_000}, {"snack": 230, "mat": 600}
PACE, WEEKDAYS, FINISH_DAYS, KEEP_DAYS = 3, 0b0011111, 1, 20
SUNDAY = date(2026, 11, 22)


@dataclass
class Batch:
    """Snacks of one day's baking."""

    best_before: date
    made: int
    on_hand: int
    withdrawn: int = 0
    recalled: bool = False


@dataclass
class Line:
    """Pieces of one thing in a parcel: snacks out of batches, mats on days of the loom."""

    what: str
    pieces: int
    lots: Counter[int] = field(default_factory=Counter)
    slots: Counter[date] = field(default_factory=Counter)
    dropped: int = 0

    @property
    def left(self) -> int:
        return self.pieces - self.dropped


@dataclass
class Part:
    """One maker's parcel with one line."""

    line: Line
    promised_on: date
    ready_on: date
    fee: int
    total: int
    state: ParcelState = ParcelState.WAITING
    returned: int = 0
    fee_returned: int = 0

    @property
    def standing(self) -> Standing:
        return Standing(1, PRICE[self.line.what], WEIGHT[self.line.what], self.line.left)


@dataclass
class Purchase:
    """An order and the money that came and went for it."""

    parts: list[Part]
    state: OrderState = OrderState.PLACED
    captured: int = 0
    refunded: int = 0

    @property
    def total(self) -> int:
        return sum(part.total for part in self.parts)


class ShopOfRules(RuleBasedStateMachine):
    """A kitchen with batches of a snack, and a loom that makes three mats a day from Monday to Friday."""

    def __init__(self) -> None:
        super().__init__()
        self.today = SUNDAY
        self.batches: list[Batch] = [Batch(SUNDAY + timedelta(days=60), 8, 8)]
        self.taken: Counter[date] = Counter()
        self.orders: list[Purchase] = []
        self.cart: Counter[str] = Counter()

    # -- what the services would do with the rules' answers -----------------------------------------

    def shelf(self) -> OnShelf:
        there = [
            Lot(at, one.best_before, one.on_hand)
            for at, one in enumerate(self.batches)
            if not one.recalled and one.on_hand
        ]
        return OnShelf(0, there, KEEP_DAYS)

    def hands(self) -> Hands:
        return Hands(Pace(PACE), dict(self.taken), weekdays=WEEKDAYS, finish_days=FINISH_DAYS)

    def judged(self, what: str, pieces: int) -> availability.Have | availability.Lack:
        if what == "snack":
            return availability.from_stock("Keripik", pieces, self.shelf(), self.today)
        return availability.on_hands("Keset", pieces, self.hands(), self.today)

    def give_back(self, line: Line, count: int, *, fit: bool) -> None:
        """Of a line so many pieces, as `adjusting.give_back` does."""
        held = [
            Held(at, self.batches[at].best_before, pieces, self.batches[at].recalled)
            for at, pieces in line.lots.items()
            if pieces
        ]
        back = handed_back(count, line.left, held) if line.what == "snack" else None
        for at, pieces in (back.lots if back else {}).items():
            line.lots[at] -= pieces
            if fit and not self.batches[at].recalled:
                self.batches[at].on_hand += pieces
            else:
                self.batches[at].withdrawn += pieces
        if line.what == "mat":
            for day, units in freed(line.slots.items(), count).items():
                line.slots[day] -= units
                self.taken[day] -= units

    def move(
        self, order: Purchase, part: Part, move: ParcelMove, gone: int | None = None, *, fit: bool = True
    ) -> None:
        """One move of a parcel with the effects that the table tells; `gone` pieces fall away (none said: all)."""
        effect = effect_of(part.state, move)
        part.state = PARCEL_LIFE.after(part.state, move)
        back = effect.stock if part.line.what == "snack" else effect.capacity
        count = {Share.NONE: 0, Share.PART: gone or 0, Share.WHOLE: part.line.left}
        if count[effect.money]:
            self.fall_away(order, part, count[effect.money], fit=fit and back is effect.money)
        elif count[back]:
            self.give_back(part.line, count[back], fit=fit)
            part.line.dropped += count[back]
        self.end(order)

    def fall_away(self, order: Purchase, part: Part, count: int, *, fit: bool) -> None:
        """Pieces that are paid for do not come: goods go back to the maker, their money to the buyer."""
        back = loss([part.standing], {1: count}, TARIFF, part.fee - part.fee_returned)
        amount = min(back.amount, part.total - part.returned)
        if count == part.line.left:
            amount = part.total - part.returned
        self.give_back(part.line, count, fit=fit)
        part.line.dropped += count
        part.returned += amount
        part.fee_returned += min(back.fee, amount)
        order.refunded += amount

    def end(self, order: Purchase) -> None:
        after = order_move_after([part.state for part in order.parts])
        if order.state is OrderState.PAID and after is not None:
            order.state = ORDER_LIFE.after(order.state, after)

    def of(self, *states: ParcelState) -> list[tuple[Purchase, Part]]:
        return [(order, part) for order in self.orders for part in order.parts if part.state in states]

    def unpaid(self) -> list[Purchase]:
        return [order for order in self.orders if order.state is OrderState.PLACED]

    # -- what may happen -----------------------------------------------------------------------------

    @rule(pieces=st.integers(1, 12), keeps=st.integers(15, 90))
    def she_bakes(self, pieces: int, keeps: int) -> None:
        self.batches.append(Batch(self.today + timedelta(days=keeps), pieces, pieces))

    @rule(days=st.integers(1, 5))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(what=st.sampled_from(["snack", "mat"]), pieces=st.integers(1, 9))
    def into_the_cart(self, what: str, pieces: int) -> None:
        self.cart[what] += pieces

    @precondition(lambda self: self.cart)
    @rule()
    def she_places(self) -> None:
        wanted, self.cart = self.cart, Counter()
        judged = {what: self.judged(what, pieces) for what, pieces in wanted.items()}
        lacking = {what: one for what, one in judged.items() if isinstance(one, availability.Lack)}
        if lacking:  # nothing is taken, and what is said to be left can really be had
            for what, one in lacking.items():
                assert 0 <= one.left < wanted[what]
                assert not one.left or isinstance(self.judged(what, one.left), availability.Have)
                assert isinstance(self.judged(what, one.left + 1), availability.Lack)
            return
        parts = []
        for what, one in judged.items():
            assert isinstance(one, availability.Have)
            line = Line(what, wanted[what], Counter(one.lots), Counter(one.plan))
            for at, pieces in line.lots.items():
                self.batches[at].on_hand -= pieces
            self.oldest_went_first(line)
            self.taken.update(line.slots)
            fee = TARIFF.fee(WEIGHT[what] * line.pieces)
            total = PRICE[what] * line.pieces + fee
            parts.append(Part(line, one.ready_on, one.ready_on, fee, total))
        self.orders.append(Purchase(parts))

    def oldest_went_first(self, line: Line) -> None:
        """Nothing older that may be sold lies there after something fresher was taken."""
        taken = [self.batches[at].best_before for at in line.lots]
        left = [one.best_before for one in on_sale(self.shelf().lots, KEEP_DAYS, self.today)]
        assert not taken or not left or max(taken) <= min(left)
        assert all(self.today <= last_sale(day, KEEP_DAYS) for day in taken)

    @precondition(lambda self: self.unpaid())
    @rule(which=st.integers(0, 99))
    def she_pays(self, which: int) -> None:
        order = self.unpaid()[which % len(self.unpaid())]
        order.state = ORDER_LIFE.after(order.state, OrderMove.PAY)
        order.captured = order.total
        for part in order.parts:
            self.move(order, part, ParcelMove.PAY)

    @precondition(lambda self: self.unpaid())
    @rule(which=st.integers(0, 99), move=st.sampled_from([OrderMove.EXPIRE, OrderMove.CANCEL]))
    def it_is_let_go(self, which: int, move: OrderMove) -> None:
        order = self.unpaid()[which % len(self.unpaid())]
        order.state = ORDER_LIFE.after(order.state, move)
        for part in order.parts:
            self.move(order, part, ParcelMove.CANCEL)

    @precondition(lambda self: self.of(ParcelState.TO_ANSWER))
    @rule(
        which=st.integers(0, 99),
        move=st.sampled_from([ParcelMove.ACCEPT, ParcelMove.DECLINE, ParcelMove.LAPSE, ParcelMove.CANCEL]),
    )
    def she_answers_or_it_ends(self, which: int, move: ParcelMove) -> None:
        self.move(*self.pick_of(which, ParcelState.TO_ANSWER), move)

    @precondition(lambda self: self.of(ParcelState.TO_ANSWER))
    @rule(which=st.integers(0, 99), share=st.integers(1, 8))
    def she_accepts_a_part(self, which: int, share: int) -> None:
        order, part = self.pick_of(which, ParcelState.TO_ANSWER)
        gone = min(share, part.line.left - 1)
        if gone:
            self.move(order, part, ParcelMove.ACCEPT_PART, gone)

    @precondition(lambda self: self.of(ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.SENT))
    @rule(which=st.integers(0, 99))
    def it_goes_on(self, which: int) -> None:
        order, part = self.pick_of(which, ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.SENT)
        following = {
            ParcelState.ACCEPTED: ParcelMove.PACK,
            ParcelState.PACKED: ParcelMove.SEND,
            ParcelState.SENT: ParcelMove.RECEIVE,
        }
        self.move(order, part, following[part.state])

    @precondition(lambda self: self.of(ParcelState.ACCEPTED))
    @rule(which=st.integers(0, 99))
    def she_cannot_after_all(self, which: int) -> None:
        self.move(*self.pick_of(which, ParcelState.ACCEPTED), ParcelMove.DECLINE)

    @precondition(lambda self: self.of(ParcelState.SENT, ParcelState.RECEIVED))
    @rule(which=st.integers(0, 99), amount=st.integers(1, 200_000))
    def money_goes_back_for_a_complaint(self, which: int, amount: int) -> None:
        order, part = self.pick_of(which, ParcelState.SENT, ParcelState.RECEIVED)
        amount = min(amount, part.total - part.returned)
        part.returned += amount
        order.refunded += amount

    @precondition(lambda self: self.of(ParcelState.TO_ANSWER, ParcelState.ACCEPTED))
    @rule(which=st.integers(0, 99), days=st.integers(1, 30))
    def the_buyer_agrees_to_a_later_day(self, which: int, days: int) -> None:
        _, part = self.pick_of(which, ParcelState.TO_ANSWER, ParcelState.ACCEPTED)
        part.ready_on += timedelta(days=days)

    @rule(which=st.integers(0, 99))
    def a_batch_is_recalled(self, which: int) -> None:
        """Unsent pieces are replaced from other batches where there are enough, else they fall away."""
        at = which % len(self.batches)
        batch = self.batches[at]
        if batch.recalled:
            return
        batch.recalled = True
        batch.withdrawn, batch.on_hand = batch.withdrawn + batch.on_hand, 0
        for order, part in self.of(*HOLDING):
            pieces = part.line.lots[at]
            if not pieces:
                continue
            other = self.judged("snack", pieces)
            if isinstance(other, availability.Have):
                part.line.lots[at] = 0
                batch.withdrawn += pieces
                for elsewhere, count in other.lots.items():
                    self.batches[elsewhere].on_hand -= count
                    part.line.lots[elsewhere] += count
            elif part.state is ParcelState.WAITING:
                order.state = ORDER_LIFE.after(order.state, OrderMove.CANCEL)
                for each in order.parts:
                    self.move(order, each, ParcelMove.CANCEL)
            elif part.line.left > pieces:
                self.fall_away(order, part, pieces, fit=False)
            else:
                self.move(order, part, ParcelMove.RECALL, fit=False)

    @precondition(lambda self: [one for one in self.orders if one.state is OrderState.EXPIRED])
    @rule(which=st.integers(0, 99))
    def money_comes_late(self, which: int) -> None:
        """All of it can be had by the promised day, and is taken anew; or nothing is."""
        expired = [one for one in self.orders if one.state is OrderState.EXPIRED]
        order = expired[which % len(expired)]
        judged = [(part, self.judged(part.line.what, part.line.pieces)) for part in order.parts]
        chances = [
            Chance(part.line.what, part.line.pieces, one.left, None, part.ready_on)
            if isinstance(one, availability.Lack)
            else Chance(part.line.what, part.line.pieces, part.line.pieces, one.ready_on, part.ready_on)
            for part, one in judged
        ]
        if why_not(chances) is not None:
            return
        order.state = ORDER_LIFE.after(order.state, OrderMove.REVIVE)
        order.captured = order.total
        for part, one in judged:
            assert isinstance(one, availability.Have)
            assert one.ready_on <= part.promised_on
            assert effect_of(part.state, ParcelMove.REVIVE).takes
            part.state = PARCEL_LIFE.after(part.state, ParcelMove.REVIVE)
            part.line.lots, part.line.slots, part.line.dropped = Counter(one.lots), Counter(one.plan), 0
            for at, pieces in part.line.lots.items():
                self.batches[at].on_hand -= pieces
            self.oldest_went_first(part.line)
            self.taken.update(part.line.slots)

    def pick_of(self, which: int, *states: ParcelState) -> tuple[Purchase, Part]:
        found = self.of(*states)
        return found[which % len(found)]

    # -- what always holds ---------------------------------------------------------------------------

    @invariant()
    def pieces_add_up_to_what_was_made(self) -> None:
        """on hand + in orders (held or sold) + withdrawn = made, and nothing is below nothing."""
        for at, batch in enumerate(self.batches):
            in_orders = sum(part.line.lots[at] for order in self.orders for part in order.parts)
            assert batch.on_hand >= 0 and batch.withdrawn >= 0
            assert batch.on_hand + in_orders + batch.withdrawn == batch.made
        for part in self.parts():
            if part.line.what == "snack":
                assert sum(part.line.lots.values()) == part.line.left

    @invariant()
    def a_recalled_batch_is_in_no_house(self) -> None:
        for at, batch in enumerate(self.batches):
            if batch.recalled:
                assert batch.on_hand == 0
                assert all(part.line.lots[at] == 0 for _, part in self.of(*HOLDING))

    @invariant()
    def hands_are_never_overfull(self) -> None:
        laid: Counter[date] = Counter()
        for part in self.parts():
            laid.update(part.line.slots)
            if part.line.what == "mat":
                assert sum(part.line.slots.values()) == part.line.left
        assert +laid == +self.taken
        assert all(0 <= count <= PACE for count in self.taken.values())
        assert all(day.weekday() < 5 for day, count in self.taken.items() if count)

    @invariant()
    def the_promise_moves_only_later(self) -> None:
        for part in self.parts():
            assert part.ready_on >= part.promised_on
            made = [day for day, count in part.line.slots.items() if count]
            assert not made or max(made) < part.promised_on

    @invariant()
    def money_adds_up(self) -> None:
        for order in self.orders:
            returned = sum(part.returned for part in order.parts)
            assert order.captured in (0, order.total)
            assert 0 <= order.refunded <= order.captured
            assert order.refunded == returned
            assert all(0 <= part.returned <= part.total for part in order.parts)

    @invariant()
    def the_order_stands_as_its_parcels_do(self) -> None:
        for order in self.orders:
            states = {part.state for part in order.parts}
            if order.state is OrderState.PLACED:
                assert states == {ParcelState.WAITING} and not order.captured
            elif order.state is OrderState.PAID:
                assert order.captured and not states <= ENDED
            else:
                assert states <= ENDED

    def parts(self) -> Iterable[Part]:
        return (part for order in self.orders for part in order.parts)


TestShopOfRules = ShopOfRules.TestCase
TestShopOfRules.settings = settings(max_examples=500, stateful_step_count=30, deadline=None)
