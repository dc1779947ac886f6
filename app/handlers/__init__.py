"""What follows each event, in this order, in the same transaction, before its commit. Nothing here leaves the process:
letters go into the inbox and, by a job, into the mail.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.accounts.events import LinkHandedOut, PasswordChanged, ResetAsked
from app.base.events import Event
from app.catalog.events import CalendarEnds, LabelRead, PaperRefused
from app.curation.events import (
    ChangesAsked,
    GiftEnded,
    GiftGiven,
    ProductApproved,
    ProductDeclined,
    ProductSubmitted,
)
from app.delivery.events import KeeperNamed
from app.handlers import goods, letters, money, posts
from app.orders.events import (
    LateAsked,
    LateDecided,
    MoneyOwed,
    OrderPaid,
    OrderPlaced,
    OrderReleased,
    ParcelDeclined,
    ParcelReceived,
    ParcelSent,
    PostFoundShort,
    PostWentWithout,
    WholeReady,
    WholeSent,
)
from app.payments.events import MoneyReturned, PaidTooLate
from app.sellers.events import SellerChanged
from app.training.events import CertificateGiven, CertificateRevoked

Handlers = Mapping[type[Event], Sequence[Callable[[Any], None]]]

AFTERWARDS: Handlers = {
    # people
    ResetAsked: [letters.mail_reset_link],
    LinkHandedOut: [letters.link_handed_out],
    PasswordChanged: [letters.password_changed],
    # training and gerai: what the shop shows changes at once
    CertificateGiven: [goods.refresh_holder, letters.certificate_given],
    CertificateRevoked: [goods.refresh_holder, letters.certificate_revoked],
    SellerChanged: [goods.refresh_seller],
    # goods
    LabelRead: [letters.label_read],
    CalendarEnds: [letters.calendar_ends],
    # curation
    ProductSubmitted: [letters.submitted],
    ChangesAsked: [letters.changes_asked],
    ProductApproved: [letters.approved],
    ProductDeclined: [letters.declined],
    PaperRefused: [letters.paper_refused],
    GiftGiven: [letters.gift_given],
    GiftEnded: [letters.gift_ended],
    # orders and money
    OrderPlaced: [letters.order_placed],
    OrderPaid: [
        letters.order_paid_to_buyer,
        letters.order_paid_to_sellers,
        posts.order_paid_to_buyer,
        posts.order_paid_to_sellers,
    ],
    OrderReleased: [money.close_open_payment, letters.order_released],
    MoneyOwed: [money.refund],
    ParcelDeclined: [letters.parcel_declined],
    ParcelSent: [letters.parcel_sent],
    ParcelReceived: [letters.parcel_received],
    # through a post
    KeeperNamed: [posts.keeper_named],
    PostFoundShort: [posts.found_short],
    PostWentWithout: [posts.went_without],
    LateAsked: [posts.late_asked],
    LateDecided: [posts.late_decided],
    WholeReady: [posts.whole_ready],
    WholeSent: [posts.whole_sent],
    PaidTooLate: [letters.paid_too_late],
    MoneyReturned: [letters.money_returned],
}
