"""Who is told what while an order is answered, put off, taken back or fetched. The words stand in `notices/rules`."""

from app.accounts import queries as people
from app.handlers.letters import others_go_on
from app.handlers.reach import tell_buyer, tell_seller, way_back
from app.notices.rules import to_buyers, to_sellers
from app.notices.service import tell
from app.orders import events
from app.orders.models import Order, Parcel
from app.orders.queries import delays, silence
from app.orders.queries import order as queries
from app.orders.rules.complaint import COMPLAIN_WITHIN
from app.orders.rules.delay import DelayAnswer
from app.sellers import queries as sellers
from app.web.filters import long_day, moment
from app.web.pages import path_to


def _parcel(parcel_id: int) -> tuple[Parcel, Order]:
    parcel = queries.parcel(parcel_id)
    return parcel, queries.get(parcel.order_id)


def please_answer(event: events.ParcelUnanswered) -> None:
    """The maker; and who helps her, by a link to where she can act for her: the parcel's own page is the maker's."""
    parcel, order = _parcel(event.parcel_id)
    if parcel.answer_by is None:
        return
    goods = [(row.line.pieces, row.line.name) for row in queries.lines_of([parcel.id])[parcel.id]]
    answer_by = moment(parcel.answer_by, delays.region_of(parcel))
    letter = to_sellers.please_answer(order.number, goods, answer_by, is_paid=parcel.paid_at is not None)
    tell_seller(parcel, f"parcel-reminder-{parcel.id}", letter)
    members = sellers.member_ids(parcel.seller_id)
    names = people.names(members)
    for person_id in members:
        letter = to_sellers.help_to_answer(names[person_id], order.number, answer_by)
        for _, kader in people.kaders_of(person_id):
            key = f"parcel-help-{parcel.id}-{person_id}"
            tell(letter, key=key, link=path_to("shop.accounts.helping"), person_id=kader.id)


def parcel_short(event: events.ParcelShort) -> None:
    parcel, order = _parcel(event.parcel_id)
    if order.purpose:
        return  # `gift_letters` tells until when another maker can step in
    adjustment = queries.adjustment(event.adjustment_id)
    rows = {row.line.id: row for row in queries.lines_of([parcel.id])[parcel.id]}
    goods = [(count, rows[line].line.name) for line, count in adjustment.pieces]
    torn = dict.fromkeys(rows[line].set_name or "" for line, _ in adjustment.pieces)
    letter = to_buyers.parcel_short(
        order.number, parcel.seller_name, goods, adjustment.reason, adjustment.amount,
        back=way_back(parcel), sets=[one for one in torn if one],
    )  # fmt: skip
    tell_buyer(order, f"parcel-short-{parcel.id}", letter)


def given_back(event: events.MoneyGivenBack) -> None:
    """The buyer; and the maker when somebody else has decided it."""
    parcel, order = _parcel(event.parcel_id)
    made = queries.adjustment(event.adjustment_id)
    letter = to_buyers.given_back(
        order.number, parcel.seller_name, made.amount, made.reason,
        by_desk=event.by_desk, back=way_back(parcel),
    )  # fmt: skip
    tell_buyer(order, f"given-back-{made.id}", letter)
    if event.by_desk:
        tell_seller(
            parcel,
            f"given-back-{made.id}",
            to_buyers.given_back_for_her(order.number, made.amount, made.reason),
        )


def parcel_lapsed(event: events.ParcelLapsed) -> None:
    parcel, order = _parcel(event.parcel_id)
    if not order.purpose:  # else `gift_letters` tells until when another maker can step in
        letter = to_buyers.parcel_lapsed(
            order.number, parcel.seller_name, event.amount,
            others=others_go_on(order.id), back=way_back(parcel), sets=queries.sets_in(parcel.id),
        )  # fmt: skip
        tell_buyer(order, f"parcel-lapsed-{parcel.id}", letter)
    told = to_sellers.lapsed_for_seller(order.number, is_paid=parcel.paid_at is not None)
    tell_seller(parcel, f"parcel-lapsed-{parcel.id}", told)


def parcel_cancelled(event: events.ParcelCancelled) -> None:
    """The maker only: who cancels knows it."""
    parcel, order = _parcel(event.parcel_id)
    letter = to_sellers.cancelled_by_buyer(
        order.number, waited=event.waited, is_paid=parcel.paid_at is not None
    )
    tell_seller(parcel, f"parcel-cancelled-{parcel.id}", letter)


def delay_asked(event: events.DelayAsked) -> None:
    request = delays.get(event.request_id)
    parcel, order = _parcel(request.parcel_id)
    days = (long_day(request.old_arrives_on), long_day(request.new_arrives_on))
    answer_by = moment(request.answer_by, order.village_code)
    letter = to_buyers.delay_asked(
        order.number, parcel.seller_name, request.reason, days, answer_by,
        needed=long_day(order.needed_on) if order.needed_on else "",
        too_late=order.needed_on is not None and request.new_arrives_on > order.needed_on,
        is_paid=parcel.paid_at is not None,
    )  # fmt: skip
    tell_buyer(order, f"delay-asked-{request.id}", letter)


def delay_answered(event: events.DelayAnswered) -> None:
    request = delays.get(event.request_id)
    parcel, order = _parcel(request.parcel_id)
    ready = long_day(parcel.ready_on)
    letters = {
        DelayAnswer.AGREED: to_sellers.delay_agreed(order.number, ready),
        DelayAnswer.REFUSED: to_sellers.delay_refused(
            order.number, ready, is_paid=parcel.paid_at is not None
        ),
        DelayAnswer.UNANSWERED: to_sellers.delay_unanswered(order.number, ready),
    }
    tell_seller(parcel, f"delay-answered-{request.id}", letters[DelayAnswer(request.answer or "")])


def receipt_asked(event: events.ReceiptAsked) -> None:
    """Whether it came. What a post has made one parcel of is asked about once."""
    parcel, order = _parcel(event.parcel_id)
    box = silence.box_of(parcel)
    until = moment(silence.counts_from(order, parcel, box), order.village_code)
    makers = ", ".join(one.seller_name for one in box)
    tell_buyer(order, f"receipt-asked-{parcel.id}", to_buyers.receipt_asked(order.number, makers, until))


def receipt_assumed(event: events.ParcelReceived) -> None:
    """To the buyer, who has said nothing: until when she may still complain."""
    parcel, order = _parcel(event.parcel_id)
    if parcel.receipt_assumed and parcel.received_at is not None:
        until = moment(parcel.received_at + COMPLAIN_WITHIN, order.village_code)
        letter = to_buyers.receipt_assumed(order.number, parcel.seller_name, until)
        tell_buyer(order, f"receipt-assumed-{parcel.id}", letter)


def ready_to_fetch(event: events.ParcelPacked) -> None:
    """Only where somebody is to come for it."""
    parcel, order = _parcel(event.parcel_id)
    if parcel.handover_code is not None:
        tell_buyer(
            order, f"parcel-ready-{parcel.id}", to_buyers.ready_to_fetch(order.number, parcel.seller_name)
        )
