"""A part that is not at its post on its day: the buyer is asked once, and what she says, or does not say, is done."""

from collections.abc import Sequence
from datetime import date, datetime

from app.base import clock
from app.base.actor import Actor
from app.base.errors import NotFound
from app.base.zones import day_in
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.delivery import queries as posts
from app.delivery.rules import rates, zones
from app.delivery.rules.calendar import next_working_day
from app.delivery.rules.posts import PostFacts
from app.orders.events import LateAsked, LateDecided
from app.orders.models import Parcel
from app.orders.queries import delays
from app.orders.queries import hub as queries
from app.orders.queries import order as orders
from app.orders.rules import hub as rules
from app.orders.rules.adjusting import AdjustmentKind
from app.orders.rules.hub import HubState, LateAnswer
from app.orders.rules.log import Party
from app.orders.service import adjusting, consolidating, log, parcels
from app.orders.service.hub import TO_BRING, Held, drop_parts, hold
from app.sellers import queries as sellers

REASON = "Belum sampai di posko pada harinya, dan pembeli tidak menunggu lagi."


def watch() -> int:
    """Ask every buyer whose part is late, and decide where the time to answer, or to wait, is over. Answers how many."""
    return sum(_look(one) for one in queries.to_look_at())


def _look(consolidation_id: int) -> bool:
    with unit_of_work():
        held = hold(consolidation_id)
        post = posts.post(held.whole.post_id)
        late = _late(held)
        now = clock.now()
        if held.whole.state is not HubState.GATHERING or not late:
            return False
        if delays.open_among([one.id for one in late]):
            return False  # she is asked for a later day already: one question at a time
        if held.whole.asked_at is None:
            return _ask_if_late(held, post, late, now)
        if held.whole.answer is None:
            assert held.whole.answer_by is not None  # noqa: S101 - the table says so
            if now < rules.decides_at(held.whole.answer_by, held.whole.ready_on, post.village_code):
                return False
        elif now < rules.due_at(held.whole.bring_by, post.village_code):
            return False  # she waits, and the day has not come
        _decide(held, post, late, LateAnswer.WITHOUT, None, Party.GERAI)
    return True


def _late(held: Held) -> list[Parcel]:
    return [one for one in held.parts if one.state in TO_BRING]


def _ask_if_late(held: Held, post: PostFacts, late: Sequence[Parcel], now: datetime) -> bool:
    """What its maker says that she brought may lie there unseen for one more working day."""
    whole = held.whole
    unseen = all(one.brought_at is not None for one in late)
    day = next_working_day(whole.bring_by) if unseen else whole.bring_by
    if now < rules.due_at(day, post.village_code):
        return False
    whole.asked_at, whole.answer_by = now, now + rules.ANSWER_WITHIN
    whole.wait_until = whole.wait_until or rules.expected(day_in(post.village_code, now))
    record(None, "late parts asked", "consolidation", whole.id, parcels=[one.id for one in late])
    for one in late:
        log.note(held.order.id, one, Party.GERAI, "late_asked", post=post.name)
    announce(LateAsked(consolidation_id=whole.id))
    return True


def propose(actor: Actor, parcel_id: int, day: date) -> None:
    """The maker of a late part says by when she can bring it, as long as the buyer has not answered.

    Raises NotFound, NothingAsked, BadDay.
    """
    with unit_of_work():
        found, _ = orders.sellers_parcel(actor, parcel_id)
        if found.consolidation_id is None:
            raise NotFound(parcel_id)
        held = hold(found.consolidation_id)
        part, whole = held.part(parcel_id), held.whole
        if whole.asked_at is None or whole.answer is not None or part not in _late(held):
            raise rules.NothingAsked
        today = day_in(posts.post(whole.post_id).village_code, clock.now())
        if not 1 <= (day - today).days <= rules.LONGEST_WAIT:
            raise rules.BadDay
        if len(_late(held)) > 1 and whole.wait_until is not None:
            day = max(day, whole.wait_until)  # nobody names an earlier day for another maker's part
        whole.wait_until = day
        record(actor, "late day proposed", "consolidation", whole.id, day=day.isoformat())
        log.note(held.order.id, part, Party.SELLER, "late_day", post=whole.post_name, day_on=day.isoformat())


def answer(
    number: str, actor: Actor | None, key: str | None, choice: LateAnswer, seen_until: str
) -> LateAnswer:
    """What the buyer wants. `seen_until` is the day that her page showed, in ISO form.

    Raises NotFound for anybody but her, NothingAsked when it is moot by now, DayChanged when waiting means another day.
    """
    with unit_of_work():
        order = orders.for_buyer(number, actor, key)
        found = queries.of_order(order.id)
        if found is None:
            raise NotFound(number)
        held = hold(found.row.id)
        late, whole = _late(held), held.whole
        if (
            whole.state is not HubState.GATHERING
            or whole.asked_at is None
            or whole.answer is not None
            or not late
        ):
            raise rules.NothingAsked
        if choice is not LateAnswer.REFUND and str(whole.wait_until) != seen_until:
            raise rules.DayChanged
        _decide(held, found.post, late, choice, actor, Party.BUYER)
    return choice


def _decide(
    held: Held, post: PostFacts, late: Sequence[Parcel], choice: LateAnswer, actor: Actor | None, party: Party
) -> None:
    whole = held.whole
    if whole.answer is None:
        whole.answer, whole.answered_at, whole.answered_by = choice, clock.now(), party
    record(actor, "late parts decided", "consolidation", whole.id, choice=choice.value, party=party.value)
    if choice is LateAnswer.WAIT:
        _wait(held, late)
    elif choice is LateAnswer.WITHOUT:
        _send_apart(held, post, late, party)
    else:
        drop_parts(actor, held, late, REASON)
    announce(LateDecided(consolidation_id=whole.id, parcel_ids=tuple(one.id for one in late)))
    parcels.end_if_over(held.order)


def _wait(held: Held, late: Sequence[Parcel]) -> None:
    """Her consent: the whole comes later, by the day that she was shown."""
    until = held.whole.wait_until
    if until is None:
        raise rules.NothingAsked
    consolidating.put_off(held.whole, held.parts, until)
    for part in late:
        part.ready_on = max(part.ready_on, until)
        log.note(held.order.id, part, Party.BUYER, "late_wait", day_on=until.isoformat())


def _send_apart(held: Held, post: PostFacts, late: Sequence[Parcel], party: Party) -> None:
    """What is there goes now; a late maker sends hers to the buyer herself and pays for it. The buyer pays nothing more:
    she has paid one fee for all of it."""
    whole, buyer = held.whole, held.order.village_code
    today = day_in(post.village_code, clock.now())
    day = max(whole.wait_until or today, today)
    left = [one for one in consolidating.coming(held.parts) if one not in late]
    if not left:
        adjusting.pay_back_shared(late[-1], whole, AdjustmentKind.LATE, "Tidak ada yang dikirim lewat posko.")
    for part in late:
        home = sellers.get(part.seller_id).village_code or post.village_code
        part.consolidation_id, part.way, part.service = None, "gerai", "Dikirim langsung oleh pembuat"
        part.zone, part.tariff = zones.zone_between(home, buyer), {}
        if party is Party.BUYER:  # her silence moves no day: the part is late, and stays so
            part.ready_on = max(part.ready_on, day)
            part.arrives_on = rates.arrival(part.ready_on, part.zone, today)
        record(None, "parcel sent apart", "parcel", part.id)
        log.note(held.order.id, part, party, "late_apart")
    consolidating.leave(whole)
