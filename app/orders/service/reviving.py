"""Money that comes after an order, or a part of it, was let go: it goes on if everything can still be had as promised."""

from collections.abc import Mapping, Sequence

from app.base import clock
from app.base.errors import NotFound
from app.catalog.service.goods import Shortage, Taken
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.delivery import queries as posts
from app.orders.events import OrderPaid, PartPaid
from app.orders.models import Order, OrderLine, Parcel
from app.orders.queries import holds
from app.orders.queries import order as queries
from app.orders.rules import reviving as rules
from app.orders.rules.hub import HubMove
from app.orders.rules.life import ORDER_LIFE, OrderMove, OrderState, ParcelMove, ParcelState, answer_by
from app.orders.rules.log import Party
from app.orders.service import adjusting, consolidating, log, parcels, taking
from app.orders.service.moving import move_all


def revive(order_id: int) -> str | None:
    """Take everything anew for an order that expired, and pay it. Answers why not, as a sentence; then nothing has changed.

    Locks: the order, its parcels, then variants, hands and shelf as at placing; who pays late and who buys the last piece
    wait for each other there.
    """
    with unit_of_work():
        order = parcels.lock_order(order_id)
        held = parcels.hold_parcels(order.id)
        why_not = _take_anew(order, held, has_lapsed=order.state is OrderState.EXPIRED)
        if why_not is None:
            record(None, "order revived", "order", order.id, number=order.number)
            record(None, "order paid", "order", order.id, number=order.number, total=order.total)
            log.note(order.id, None, Party.GERAI, "revived")
            announce(OrderPaid(order_id=order.id))
    return why_not


def revive_part(order_id: int, parcel_id: int) -> str | None:
    """The same for one part that is paid to its seller directly, while the order goes on or has expired. Raises NotFound."""
    with unit_of_work():
        order = parcels.lock_order(order_id)
        held = [one for one in parcels.hold_parcels(order.id) if one.id == parcel_id]
        if not held:
            raise NotFound(parcel_id)
        has_lapsed = order.state in NOT_OVER and queries.has_lapsed(held[0])
        had_expired = order.state is OrderState.EXPIRED
        why_not = _take_anew(order, held, has_lapsed=has_lapsed)
        if why_not is None:
            held[0].pay_by = held[0].pay_by or order.pay_by
            if had_expired:
                record(None, "order revived", "order", order.id, number=order.number)
            record(None, "parcel revived", "parcel", parcel_id, number=order.number)
            record(None, "parcel paid", "parcel", parcel_id, number=order.number, total=held[0].total)
            log.note(order.id, held[0], Party.GERAI, "revived_part")
            announce(PartPaid(parcel_id=parcel_id))
    return why_not


NOT_OVER = (OrderState.PLACED, OrderState.AGREED, OrderState.PAID, OrderState.EXPIRED)


def _take_anew(order: Order, held: Sequence[Parcel], *, has_lapsed: bool) -> str | None:
    lines = {one.id: adjusting.lines_of(one) for one in held}
    every = [line for some in lines.values() for line in some]
    newer = holds.ordered_again(order, {line.variant_id for line in every})
    if newer is not None:
        return rules.ordered_again(newer)
    if not has_lapsed or any(one.state is not ParcelState.CANCELLED for one in held):
        return rules.TAKEN_BACK
    if any(one.consolidation_id is not None and _post_is_closed(one.consolidation_id) for one in held):
        return rules.POST_CLOSED
    outcomes = taking.judge(every)
    why_not = rules.why_not(_chances(held, lines, outcomes))
    if why_not is None:
        taken = {one.variant_id: one for one in outcomes.values() if isinstance(one, Taken)}
        _go_on(order, held, taken)
    return why_not


def _post_is_closed(consolidation_id: int) -> bool:
    return posts.open_post(consolidating.held(consolidation_id).post_id) is None


def _chances(
    held: Sequence[Parcel],
    lines: Mapping[int, Sequence[OrderLine]],
    outcomes: Mapping[int, Taken | Shortage],
) -> list[rules.Chance]:
    found = []
    for parcel in held:
        for line in lines[parcel.id]:
            one = outcomes[line.variant_id]
            name = f"{line.name} ({line.label})" if line.label else line.name
            left, ready_on = (one.left, None) if isinstance(one, Shortage) else (one.pieces, one.ready_on)
            found.append(rules.Chance(name, line.pieces, left, ready_on, parcel.ready_on))
    return found


def _go_on(order: Order, held: Sequence[Parcel], taken: Mapping[int, Taken]) -> None:
    now = clock.now()
    if order.state is not OrderState.PAID:
        step = OrderMove.REVIVE if order.state is OrderState.EXPIRED else OrderMove.PAY
        order.state = ORDER_LIFE.after(order.state, step)
        order.paid_at, order.ended_at = now, None
    for one in held:
        one.asked_at = one.paid_at = now
        one.answer_by = answer_by(now, one.ready_on)
    move_all(held, ParcelMove.REVIVE, taken=taken)
    for consolidation_id in {one.consolidation_id for one in held if one.consolidation_id is not None}:
        consolidating.apply(consolidating.held(consolidation_id), HubMove.REVIVE)
