"""Who is told what of goods that travel through a PKK post."""

from app.delivery import events as delivery
from app.delivery import queries as post_queries
from app.handlers.reach import tell_buyer, tell_seller
from app.notices.rules import to_buyers, to_keepers, to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders import events as orders
from app.orders.models import Consolidation, Order, Parcel
from app.orders.queries import hub
from app.orders.queries import order as order_queries
from app.orders.rules.hub import HubWay
from app.orders.rules.life import ParcelState
from app.web.filters import long_day, moment
from app.web.pages import path_to


def keeper_named(event: delivery.KeeperNamed) -> None:
    post = post_queries.post(event.post_id)
    tell(
        to_keepers.keeper_named(post.name),
        key=f"keeper-{event.keeper_id}",
        link=path_to("keeper.orders.posts"),
        person_id=event.person_id,
    )


def order_paid_to_buyer(event: orders.OrderPaid) -> None:
    order = order_queries.get(event.order_id)
    whole = hub.of_order(order.id)
    if whole is None:
        return
    day = long_day(whole.row.arrives_on)
    arrives = f"siap diambil mulai {day}" if whole.row.way is HubWay.PICKUP else f"sampai sekitar {day}"
    others = [
        (sheet.parcel.seller_name, long_day(sheet.parcel.arrives_on))
        for sheet in order_queries.parcels_of(order.id)
        if sheet.parcel.consolidation_id is None
    ]
    letter = to_buyers.order_paid_to_post(order.number, order.total, whole.post.name, arrives, others)
    tell_buyer(order, f"order-paid-{order.id}", letter)


def order_paid_to_sellers(event: orders.OrderPaid) -> None:
    order = order_queries.get(event.order_id)
    whole = hub.of_order(order.id)
    if whole is None:
        return
    post = whole.post
    for sheet in order_queries.parcels_of(order.id):
        if sheet.parcel.consolidation_id is not None:
            letter = to_sellers.new_order_for_post(
                order.number,
                [(row.line.pieces, row.line.name) for row in sheet.lines],
                post.name,
                post.address,
                post.hours,
                long_day(whole.row.bring_by),
            )
            tell_seller(sheet.parcel, f"parcel-paid-{sheet.parcel.id}", letter)


def late_asked(event: orders.LateAsked) -> None:
    whole = hub.whole(event.consolidation_id)
    row, order = whole.row, order_queries.get(whole.row.order_id)
    late = hub.late_parts(order.id)
    if row.answer_by is None or row.wait_until is None:
        return
    letter = to_buyers.late_parts(
        order.number,
        ", ".join(one.seller_name for one in late),
        row.post_name,
        moment(row.answer_by, order.village_code),
        long_day(row.ready_on),
        is_paid=order.paid_at is not None,
    )
    tell_buyer(order, f"late-{row.id}-{row.answer_by.isoformat()}", letter)
    for one in late:
        tell_seller(
            one,
            f"late-part-{one.id}-{row.answer_by.isoformat()}",
            to_sellers.part_is_late(order.number, row.post_name, long_day(row.wait_until)),
        )


def late_decided(event: orders.LateDecided) -> None:
    """The late makers, what to do now; the buyer, when a part comes by itself. Of money she is told by its own letter."""
    row = hub.whole(event.consolidation_id).row
    order = order_queries.get(row.order_id)
    for parcel_id in event.parcel_ids:
        part = order_queries.parcel(parcel_id)
        tell_seller(
            part,
            f"late-decided-{part.id}-{part.state}-{part.way}-{row.bring_by}",
            _to_maker(order, row, part),
        )
        if part.consolidation_id is None:
            letter = to_buyers.part_follows(order.number, part.seller_name, long_day(part.arrives_on))
            tell_buyer(order, f"late-apart-{part.id}", letter)


def _to_maker(order: Order, row: Consolidation, part: Parcel) -> Letter:
    if part.state is ParcelState.DECLINED:
        return to_sellers.part_was_dropped(order.number)
    if part.consolidation_id is None:
        return to_sellers.send_it_yourself(order.number, long_day(part.ready_on))
    return to_sellers.buyer_waits(order.number, row.post_name, long_day(row.bring_by))


def found_short(event: orders.PostFoundShort) -> None:
    """Told every time: the check has a number."""
    part = order_queries.parcel(event.parcel_id)
    order = order_queries.get(part.order_id)
    whole = hub.of_parcel(part)
    if whole is not None:
        letter = to_sellers.post_found_short(order.number, whole.post.name, event.lines)
        tell_seller(part, f"short-{part.id}-{hub.last_check(part.id)}", letter)


def went_without(event: orders.PostWentWithout) -> None:
    part = order_queries.parcel(event.parcel_id)
    order = order_queries.get(part.order_id)
    if order.purpose:
        return  # `gift_letters` tells until when another maker can step in
    letter = to_buyers.part_without(order.number, part.seller_name, event.lines, event.amount)
    tell_buyer(order, f"without-{part.id}", letter)


def whole_ready(event: orders.WholeReady) -> None:
    whole = hub.whole(event.consolidation_id)
    row, post = whole.row, whole.post
    order = order_queries.get(row.order_id)
    letter = to_buyers.whole_ready(order.number, post.name, post.address, post.hours, row.handover_code or "")
    packed = row.packed_at.isoformat() if row.packed_at else ""  # it may be opened, and packed once more
    tell_buyer(order, f"whole-ready-{row.id}-{packed}", letter)


def whole_opened(event: orders.WholeOpened) -> None:
    """The keepers, what to take out; the buyer, when she was about to come for it."""
    row = hub.whole(event.consolidation_id).row
    order, part = order_queries.get(row.order_id), order_queries.parcel(event.parcel_id)
    letter = to_keepers.whole_opened(order.number, part.seller_name, event.why)
    link = path_to("keeper.orders.whole", consolidation_id=row.id)
    for person_id in post_queries.keeper_ids(row.post_id):
        tell(letter, key=f"opened-{part.id}-{event.at}", link=link, person_id=person_id)
    if event.was_ready:
        tell_buyer(order, f"opened-{row.id}-{event.at}", to_buyers.not_ready_yet(order.number, row.post_name))


def whole_sent(event: orders.WholeSent) -> None:
    row = hub.whole(event.consolidation_id).row
    order = order_queries.get(row.order_id)
    letter = to_buyers.whole_sent(
        order.number, row.post_name, row.courier or "", row.tracking or "", long_day(row.arrives_on)
    )
    tell_buyer(order, f"whole-sent-{row.id}", letter)
