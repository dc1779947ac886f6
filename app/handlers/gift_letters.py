"""Who is told what of gift requests: the agency's staff and head, and the makers whom it asks."""

from collections.abc import Collection

from app.accounts import queries as people
from app.base.actor import HEAD
from app.base.days import long_day
from app.catalog.queries import batches
from app.curation.events import GiftEnded
from app.gifts import events
from app.gifts.models import GiftRequest
from app.gifts.queries import planning, requests, substitutes
from app.gifts.queries.requests import PartRow
from app.gifts.rules import days
from app.gifts.rules.life import RequestState
from app.handlers.reach import tell_seller
from app.notices.rules import on_gifts
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders import events as orders
from app.orders.models import Order, Parcel
from app.orders.queries import hub
from app.orders.queries import order as order_queries
from app.orders.rules.life import PARCEL_WORDS, ParcelState
from app.web.filters import moment
from app.web.pages import path_to

# -- whom ------------------------------------------------------------------------------------------


def _staff(request: GiftRequest) -> Collection[int]:
    """Who wrote and who submitted it, as long as they work there; else every officer of the agency."""
    officers = people.officers_of(request.agency_id)
    own = {request.made_by_id, request.submitted_by_id or request.made_by_id}
    return sorted(own & set(officers)) or list(officers)


def _heads(request: GiftRequest) -> list[int]:
    """Who may agree to it: nobody agrees to what she has submitted herself."""
    officers = people.officers_of(request.agency_id)
    return [one for one, pokja in officers.items() if pokja == HEAD and one != request.submitted_by_id]


def _tell(readers: Collection[int], request: GiftRequest, key: str, letter: Letter) -> None:
    link = path_to("officer.gifts.one", request_id=request.id)
    for person_id in readers:
        tell(letter, key=f"gift-{request.id}-{key}", link=link, person_id=person_id)


def _tell_staff(request: GiftRequest, key: str, letter: Letter) -> None:
    _tell(_staff(request), request, key, letter)


def _held(request: GiftRequest) -> Order:
    order = requests.placed_order(request.id)
    if order is None:
        raise LookupError(request.id)
    return order


def _name_of(person_id: int | None) -> str:
    return people.person(person_id).name if person_id is not None else ""


# -- the head --------------------------------------------------------------------------------------


def submitted(event: events.RequestSubmitted) -> None:
    request = requests.get(event.request_id)
    order, heads = _held(request), _heads(request)
    letter = on_gifts.please_agree(
        request.event,
        _name_of(request.submitted_by_id),
        long_day(request.handover_on),
        order.total,
        moment(order.pay_by, request.village_code),
    )
    _tell(heads, request, f"asked-{order.id}", letter)
    if not heads:
        _tell_staff(request, f"no-head-{order.id}", on_gifts.nobody_to_agree(request.event))


def still_waits(event: events.RequestStillWaits) -> None:
    request = requests.get(event.request_id)
    order = _held(request)
    letter = on_gifts.still_to_agree(request.event, moment(order.pay_by, request.village_code))
    _tell(_heads(request), request, f"still-{order.id}", letter)


def agreed(event: events.RequestAgreed) -> None:
    request = requests.get(event.request_id)
    order = _held(request)
    makers = [one.parcel.seller_name for one in order_queries.parcels_of(order.id)]
    letter = on_gifts.agreed(request.event, _name_of(request.agreed_by_id), makers)
    _tell_staff(request, f"agreed-{order.id}", letter)


def sent_back(event: events.RequestSentBack) -> None:
    request = requests.get(event.request_id)
    last = requests.steps_of(request.id)[-1]
    _tell_staff(request, f"back-{last.id}", on_gifts.sent_back(request.event, last.by_name, event.words))


def lapsed(event: events.RequestLapsed) -> None:
    """What was recalled is told by `recalled`, which knows what it was."""
    request = requests.get(event.request_id)
    if event.expired:
        _tell_staff(request, f"lapsed-{_held(request).id}", on_gifts.lapsed(request.event))


def recalled(event: orders.RecalledBeforePaying) -> None:
    request, sheet = requests.of_order(event.order_id), batches.of_anybody(event.batch_id)
    if request is not None:
        letter = on_gifts.recalled_before_agreed(request.event, sheet.full_name, sheet.batch.code)
        _tell_staff(request, f"recalled-{event.order_id}", letter)


def recalled_sent(event: orders.RecalledSent) -> None:
    """Goods that the agency has, or has given away: told to all who may do something about it."""
    parcel, sheet = order_queries.parcel(event.parcel_id), batches.of_anybody(event.batch_id)
    request = requests.of_order(parcel.order_id)
    if request is None:
        return
    letter = on_gifts.gifts_recalled(
        request.event, sheet.full_name, event.pieces, sheet.batch.code, sheet.batch.recall_reason or "", event.worth,
        is_paid=parcel.paid_at is not None,
    )  # fmt: skip
    readers = people.officers_of(request.agency_id)
    _tell(list(readers), request, f"recalled-sent-{parcel.id}-{event.batch_id}", letter)


def gift_ended(event: GiftEnded) -> None:
    """What lies in a request, held or under way, is no official gift on its day any more."""
    for request, line in requests.holding(event.product_id):
        if not planning.not_official(request, order_queries.parcel(line.parcel_id).order_id):
            continue
        letter = on_gifts.no_longer_official(
            request.event,
            line.name,
            order_queries.parcel(line.parcel_id).seller_name,
            is_agreed=request.state is RequestState.UNDER_WAY,
        )
        readers = {*_staff(request), *(_heads(request) if request.state is RequestState.WAITING else ())}
        _tell(sorted(readers), request, f"unofficial-{event.approval_id}", letter)


# -- makers drop out -------------------------------------------------------------------------------

_Falling = orders.ParcelDeclined | orders.ParcelLapsed | orders.ParcelShort | orders.PostWentWithout


def fell_away(event: _Falling) -> None:
    """A maker does not bring her part, or not all of it: what is missing, and until when another can still bring it."""
    _tell_of_gap(event.parcel_id)


def recalled_unsent(event: orders.RecalledUnsent) -> None:
    if event.dropped:
        _tell_of_gap(event.parcel_id)


def _tell_of_gap(parcel_id: int) -> None:
    parcel = order_queries.parcel(parcel_id)
    request = requests.of_order(parcel.order_id)
    if request is None or request.state is not RequestState.UNDER_WAY:
        return
    found = substitutes.of_request(request)
    lost = [one for one in requests.parts_of(request) if one.parcel.id == parcel_id and one.lacks]
    if found is None or not lost:
        return
    letter = on_gifts.dropped_out(
        request.event,
        parcel.seller_name,
        [(one.lacks, one.line.name) for one in lost],
        parcel.decline_reason or _last_reason(parcel.id),
        long_day(found.ask_by) if found.ask_by else None,
    )
    _tell_staff(request, f"gap-{parcel.id}-{sum(one.lacks for one in lost)}", letter)


def _last_reason(parcel_id: int) -> str:
    made = order_queries.last_adjustment(parcel_id)
    return made.reason if made is not None else ""


def substitute_asked(event: events.SubstituteAsked) -> None:
    """The head has agreed to other makers: she is told whom staff has asked instead."""
    request, order = requests.get(event.request_id), order_queries.get(event.order_id)
    makers = [one.parcel.seller_name for one in order_queries.parcels_of(order.id)]
    letter = on_gifts.substitute_asked(request.event, makers, order.total)
    _tell([request.agreed_by_id] if request.agreed_by_id else [], request, f"instead-{order.id}", letter)


# -- before the day --------------------------------------------------------------------------------


def parcel_there(event: orders.ParcelReceived) -> None:
    _tell_if_all_there(order_queries.parcel(event.parcel_id).order_id)


def whole_there(event: orders.WholeReady) -> None:
    _tell_if_all_there(hub.whole(event.consolidation_id).row.order_id)


def _tell_if_all_there(order_id: int) -> None:
    """Once: when the last part has come, and nothing is missing."""
    request = requests.of_order(order_id)
    if request is None or request.state is not RequestState.UNDER_WAY:
        return
    parts = requests.parts_of(request)
    if requests.not_there(parts) or requests.missing_of(request, parts):
        return
    whole = hub.of_order(order_id) if any(one.parcel.consolidation_id for one in parts) else None
    post = whole.post.name if whole is not None and _lies_there(parts) else None
    _tell_staff(request, "there", on_gifts.all_there(request.event, long_day(request.handover_on), post))


def _lies_there(parts: Collection[PartRow]) -> bool:
    return any(one.coming and one.parcel.state is ParcelState.AT_POST for one in parts)


def not_there(event: events.RequestNotThere) -> None:
    request = requests.get(event.request_id)
    parts = requests.parts_of(request)
    late = [
        (one.parcel.seller_name, PARCEL_WORDS[one.parcel.state].lower()) for one in requests.not_there(parts)
    ]
    gap = sum(requests.missing_of(request, parts).values())
    if gap:
        late.append(("Belum ada pembuatnya", f"{gap} buah, perlu pengganti"))
    letter = on_gifts.not_there_yet(
        request.event, long_day(days.needed_on(request.handover_on)), list(dict.fromkeys(late))
    )
    _tell_staff(request, "late", letter)


# -- makers ----------------------------------------------------------------------------------------


def maker_asked(event: orders.PartAgreed) -> None:
    """What it is for, by which day, and why that day matters."""
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    if not order.purpose or order.needed_on is None:
        return
    through = hub.of_parcel(parcel)
    letter = on_gifts.maker_asked(
        order.number,
        order_queries.agency_of(order),
        order.purpose,
        _goods(parcel),
        long_day(through.row.bring_by if through else parcel.ready_on),
        long_day(order.needed_on),
        steps_in=requests.is_substitute(order.id),
        bring_to=f"{through.post.name}, {through.post.address} (buka {through.post.hours})"
        if through
        else "",
    )
    tell_seller(parcel, f"parcel-paid-{parcel.id}", letter)


def _goods(parcel: Parcel) -> list[tuple[int, str]]:
    return [(row.line.pieces, row.line.name) for row in order_queries.lines_of([parcel.id])[parcel.id]]
