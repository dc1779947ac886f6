"""Money that comes after an order was let go: the order goes on if everything in it can still be had as promised."""

from collections.abc import Mapping, Sequence

from app.base import clock
from app.catalog.service.goods import Shortage, Taken
from app.db.journal import record
from app.db.session import announce, unit_of_work
from app.delivery import queries as posts
from app.orders.events import OrderPaid
from app.orders.models import Order, OrderLine, Parcel
from app.orders.queries import holds
from app.orders.rules import reviving as rules
from app.orders.rules.hub import HubMove
from app.orders.rules.life import ORDER_LIFE, OrderMove, OrderState, ParcelMove, answer_by
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
        lines = {one.id: adjusting.lines_of(one) for one in held}
        every = [line for some in lines.values() for line in some]
        newer = holds.ordered_again(order, {line.variant_id for line in every})
        if newer is not None:
            return rules.ordered_again(newer)
        if order.state is not OrderState.EXPIRED:
            return rules.TAKEN_BACK
        if any(one.consolidation_id is not None and _post_is_closed(one.consolidation_id) for one in held):
            return rules.POST_CLOSED
        outcomes = taking.judge(every)
        why = rules.why_not(_chances(held, lines, outcomes))
        if why is None:
            taken = {one.variant_id: one for one in outcomes.values() if isinstance(one, Taken)}
            _go_on(order, held, taken)
    return why


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
    order.state = ORDER_LIFE.after(order.state, OrderMove.REVIVE)
    order.paid_at, order.ended_at = clock.now(), None
    for one in held:
        one.answer_by = answer_by(order.paid_at, one.ready_on)
    move_all(held, ParcelMove.REVIVE, taken=taken)
    for consolidation_id in {one.consolidation_id for one in held if one.consolidation_id is not None}:
        consolidating.apply(consolidating.held(consolidation_id), HubMove.REVIVE)
    record(None, "order revived", "order", order.id, number=order.number)
    record(None, "order paid", "order", order.id, number=order.number, total=order.total)
    log.note(order.id, None, Party.GERAI, "revived")
    announce(OrderPaid(order_id=order.id))
