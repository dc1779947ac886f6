"""Who is told what. The words stand in `notices/rules`; here facts are fetched and links are chosen."""

from datetime import date

from app.accounts import events as accounts
from app.accounts import queries as people
from app.base import clock
from app.base.actor import Role
from app.catalog import events as catalog
from app.catalog.queries import own, shop
from app.curation import events as curation
from app.curation.queries import appeals
from app.curation.rules.promise import Promise
from app.db.jobs import enqueue
from app.db.ports import port
from app.handlers.reach import tell_buyer, tell_seller, way_back
from app.notices.rules import on_accounts, to_buyers, to_officers, to_sellers
from app.notices.rules.letter import Letter
from app.notices.service import tell
from app.orders import events as orders
from app.orders.queries import hub
from app.orders.queries import order as order_queries
from app.orders.rules.life import ParcelState
from app.payments import events as payments
from app.payments.queries import payment as payment_queries
from app.sellers import queries as sellers
from app.training import events as training
from app.web.filters import full_day, long_day, moment
from app.web.pages import path_to

# -- the account ------------------------------------------------------------------------------


def mail_reset_link(event: accounts.ResetAsked) -> None:
    enqueue("notices.mail_reset", person_id=event.person_id)


def link_handed_out(event: accounts.LinkHandedOut) -> None:
    """Told every time: the key has no number that could repeat."""
    letter = on_accounts.link_handed_out(event.by_name)
    tell(letter, key=f"link-{_now()}", link=None, person_id=event.person_id)


def password_changed(event: accounts.PasswordChanged) -> None:
    tell(
        on_accounts.password_changed(),
        key=f"password-{_now()}",
        link=path_to("shop.accounts.account"),
        person_id=event.person_id,
    )


def _now() -> str:
    """A key for what is told every time that it happens."""
    return clock.now().isoformat()


# -- training ---------------------------------------------------------------------------------


def certificate_given(event: training.CertificateGiven) -> None:
    letter = to_sellers.certificate_given(event.skill, event.number)
    link = path_to("seller.training.certificate", certificate_id=event.certificate_id)
    tell(letter, key=f"certificate-{event.certificate_id}", link=link, person_id=event.person_id)


def certificate_revoked(event: training.CertificateRevoked) -> None:
    letter = to_sellers.certificate_revoked(event.skill, event.reason)
    link = path_to("seller.training.certificate", certificate_id=event.certificate_id)
    tell(letter, key=f"revoked-{event.certificate_id}", link=link, person_id=event.person_id)


# -- curation ---------------------------------------------------------------------------------


def _tell_makers(product_id: int, key: str, letter: Letter, endpoint: str) -> None:
    product = own.product(product_id)
    for person_id in sellers.member_ids(product.seller_id):
        tell(letter, key=key, link=path_to(endpoint, slug=product.slug), person_id=person_id)


def _name(product_id: int) -> str:
    return own.latest(product_id).name


def _on_show(product_id: int) -> bool:
    return shop.is_on_show(product_id, clock.now())


def submitted(event: curation.ProductSubmitted) -> None:
    letter = to_sellers.submitted(_name(event.product_id), port(Promise).words)
    _tell_makers(event.product_id, f"submitted-{event.round_id}", letter, "seller.catalog.product")


def changes_asked(event: curation.ChangesAsked) -> None:
    letter = to_sellers.changes_asked(_name(event.product_id), event.note, event.points)
    _tell_makers(event.product_id, f"judged-{event.round_id}", letter, "seller.curation.rounds")


def approved(event: curation.ProductApproved) -> None:
    if appeals.by_second(event.round_id) is not None:
        return  # `rounds` tells what came of her appeal
    letter = to_sellers.approved(_name(event.product_id), event.note, on_show=_on_show(event.product_id))
    _tell_makers(event.product_id, f"judged-{event.round_id}", letter, "seller.catalog.product")


def declined(event: curation.ProductDeclined) -> None:
    letter = to_sellers.declined(_name(event.product_id), event.note)
    _tell_makers(event.product_id, f"judged-{event.round_id}", letter, "seller.curation.rounds")


def paper_refused(event: catalog.PaperRefused) -> None:
    letter = to_sellers.paper_refused(_name(event.product_id), event.paper, event.reason)
    _tell_makers(event.product_id, f"paper-{event.product_id}-{_now()}", letter, "seller.catalog.papers")


def label_read(event: catalog.LabelRead) -> None:
    """Who waits at the page sees it; a letter, and a mail, for each reading of ten seconds would only be noise."""
    if event.late:
        letter = to_sellers.label_read(_name(event.product_id))
        _tell_makers(event.product_id, f"label-{event.reading_id}", letter, "seller.catalog.label")


def calendar_ends(event: catalog.CalendarEnds) -> None:
    """Once for each end of the table and reader: whoever becomes an officer meanwhile is told, too."""
    letter = to_officers.calendar_ends(full_day(date.fromisoformat(event.known_until)))
    doors = ((Role.ADMIN, "admin.reports.today"), (Role.OFFICER, "officer.reports.today"))
    for role, endpoint in doors:
        for person_id in people.holders_of(role):
            tell(letter, key=f"calendar-{event.known_until}", link=path_to(endpoint), person_id=person_id)


# -- orders and money -------------------------------------------------------------------------


def order_placed(event: orders.OrderPlaced) -> None:
    order = order_queries.get(event.order_id)
    if order.purpose:
        return  # its agency's head is told by `gift_letters`
    letter = to_buyers.order_placed(order.number, order.total, moment(order.pay_by, order.village_code))
    tell_buyer(order, f"order-placed-{order.id}", letter)


def order_paid_to_buyer(event: orders.OrderPaid) -> None:
    order = order_queries.get(event.order_id)
    if hub.of_order(order.id) is not None:
        return  # `posts` tells of the one parcel
    parts = [
        (sheet.parcel.seller_name, long_day(sheet.parcel.arrives_on))
        for sheet in order_queries.parcels_of(order.id)
    ]
    tell_buyer(order, f"order-paid-{order.id}", to_buyers.order_paid(order.number, order.total, parts))


def order_paid_to_sellers(event: orders.OrderPaid) -> None:
    order = order_queries.get(event.order_id)
    for sheet in order_queries.parcels_of(order.id):
        if sheet.parcel.consolidation_id is not None:
            continue  # `posts` tells her where to bring it
        goods = [(row.line.pieces, row.line.name) for row in sheet.lines]
        letter = to_sellers.new_order(order.number, goods, long_day(sheet.parcel.ready_on))
        tell_seller(sheet.parcel, f"parcel-paid-{sheet.parcel.id}", letter)


def part_paid_to_buyer(event: orders.PartPaid) -> None:
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    letter = to_buyers.part_paid(order.number, parcel.seller_name, parcel.total, long_day(parcel.arrives_on))
    tell_buyer(order, f"part-paid-{parcel.id}", letter)


def part_asked_of_seller(event: orders.PartPaid | orders.PartAgreed) -> None:
    """Once: one that was agreed on is known when its money comes."""
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    if order.purpose:
        return  # `gift_letters` tells what for, and why its day matters
    goods = [(row.line.pieces, row.line.name) for row in order_queries.lines_of([parcel.id])[parcel.id]]
    letter = to_sellers.new_order(
        order.number, goods, long_day(parcel.ready_on), is_paid=parcel.paid_at is not None
    )
    tell_seller(parcel, f"parcel-paid-{parcel.id}", letter)


def part_released(event: orders.PartReleased) -> None:
    """Who takes it back herself knows it."""
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    if event.why:
        letter = to_buyers.part_released(order.number, parcel.seller_name, event.why)
        tell_buyer(order, f"part-released-{parcel.id}", letter)


def order_released(event: orders.OrderReleased) -> None:
    """Only when time ran out: who cancels knows it."""
    order = order_queries.get(event.order_id)
    if event.expired and not order.purpose:
        tell_buyer(order, f"order-expired-{order.id}", to_buyers.order_expired(order.number))


def others_go_on(order_id: int) -> bool:
    """Another maker still sends, or has sent, her part."""
    lost = (ParcelState.DECLINED, ParcelState.CANCELLED)
    return any(one.parcel.state not in lost for one in order_queries.parcels_of(order_id))


def parcel_declined(event: orders.ParcelDeclined) -> None:
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    if order.purpose:
        return  # `gift_letters` tells until when another maker can step in
    letter = to_buyers.parcel_declined(
        order.number, parcel.seller_name, event.reason, event.amount,
        others=others_go_on(order.id), back=way_back(parcel), sets=order_queries.sets_in(parcel.id),
    )  # fmt: skip
    tell_buyer(order, f"parcel-declined-{parcel.id}", letter)


def parcel_sent(event: orders.ParcelSent) -> None:
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    letter = to_buyers.parcel_sent(
        order.number,
        parcel.seller_name,
        parcel.courier or "",
        parcel.tracking or "",
        long_day(parcel.arrives_on),
        parcel.tracking_page,
    )
    tell_buyer(order, f"parcel-sent-{parcel.id}", letter)


def parcel_received(event: orders.ParcelReceived) -> None:
    parcel = order_queries.parcel(event.parcel_id)
    order = order_queries.get(parcel.order_id)
    letter = to_sellers.counted_as_received if parcel.receipt_assumed else to_sellers.parcel_received
    tell_seller(parcel, f"parcel-received-{parcel.id}", letter(order.number, parcel.seller_name))


def paid_too_late(event: payments.PaidTooLate) -> None:
    order = order_queries.get(event.order_id)
    parcel_id = payment_queries.parcel_of(event.payment_id)
    maker = order_queries.parcel(parcel_id).seller_name if parcel_id is not None else None
    if order.paid_at:
        letter = to_buyers.paid_twice(order.number, event.amount, maker=maker)
    else:
        letter = to_buyers.paid_too_late(order.number, event.amount, event.why, maker=maker)
    tell_buyer(order, f"paid-too-late-{event.payment_id}", letter)


def other_amount_returned(event: payments.OtherAmountReturned) -> None:
    order = order_queries.get(event.order_id)
    letter = to_buyers.other_amount(order.number, event.amount, event.due)
    tell_buyer(order, f"other-amount-{event.payment_id}", letter)
