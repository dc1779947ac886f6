"""What follows each event, in this order, in the same transaction, before its commit. Nothing here leaves the process:
letters go into the inbox and, by a job, into the mail.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from app.accounts.events import LinkHandedOut, PasswordChanged, ResetAsked
from app.base.events import Event
from app.catalog.events import BatchRecalled, CalendarEnds, LabelRead, PaperRefused
from app.curation.events import (
    ChangesAsked,
    GiftEnded,
    GiftGiven,
    ProductApproved,
    ProductDeclined,
    ProductSubmitted,
)
from app.delivery.events import KeeperNamed
from app.handlers import (
    complaints,
    goods,
    letters,
    money,
    order_letters,
    paying,
    payouts,
    posts,
    proofs,
    recalls,
    refunds,
    repayments,
)
from app.ledger.events import BankAccountStated, PayoutBounced, PayoutPaid
from app.orders.events import (
    ComplaintDueSoon,
    ComplaintMoved,
    DelayAnswered,
    DelayAsked,
    LateAsked,
    LateDecided,
    MoneyGivenBack,
    MoneyOwed,
    OrderPaid,
    OrderPlaced,
    OrderReleased,
    ParcelCancelled,
    ParcelDeclined,
    ParcelLapsed,
    ParcelPacked,
    ParcelReceived,
    ParcelSent,
    ParcelShort,
    ParcelUnanswered,
    PartAgreed,
    PartPaid,
    PartReleased,
    PostFoundShort,
    PostWentWithout,
    RecalledBeforePaying,
    RecalledSent,
    RecalledUnsent,
    ReceiptAsked,
    ResendExchanged,
    WholeOpened,
    WholeReady,
    WholeSent,
)
from app.payments.events import (
    DifferenceAccepted,
    HelpAsked,
    MinutesNoted,
    MoneyBounced,
    MoneyReturned,
    OtherAmountReturned,
    PaidTooLate,
    ProofLate,
    ProofReminded,
    ProofReused,
    ProofSent,
    ProofSentBack,
    ProofWaits,
    RefundByHand,
    RepaymentAsked,
    RepaymentAskedAgain,
    RepaymentDueSoon,
    RepaymentLate,
    RepaymentMissed,
    RepaymentSolved,
    RepaymentUnclaimed,
    StickerStated,
)
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
    # payouts
    BankAccountStated: [payouts.account_stated],
    PayoutPaid: [payouts.paid],
    PayoutBounced: [payouts.bounced],
    # orders and money
    OrderPlaced: [letters.order_placed],
    OrderPaid: [
        letters.order_paid_to_buyer,
        letters.order_paid_to_sellers,
        posts.order_paid_to_buyer,
        posts.order_paid_to_sellers,
    ],
    PartPaid: [letters.part_paid_to_buyer, letters.part_asked_of_seller],
    PartAgreed: [letters.part_asked_of_seller],
    PartReleased: [money.close_part, letters.part_released],
    OrderReleased: [money.close_open_payment, letters.order_released],
    ParcelUnanswered: [order_letters.please_answer],
    ParcelShort: [order_letters.parcel_short],
    MoneyOwed: [money.refund, complaints.close_moot],
    MoneyGivenBack: [order_letters.given_back],
    ComplaintMoved: [complaints.told],
    ComplaintDueSoon: [complaints.due_soon],
    ParcelDeclined: [letters.parcel_declined],
    ParcelLapsed: [order_letters.parcel_lapsed],
    ParcelCancelled: [order_letters.parcel_cancelled],
    DelayAsked: [order_letters.delay_asked],
    DelayAnswered: [order_letters.delay_answered],
    ParcelPacked: [order_letters.ready_to_fetch],
    ParcelSent: [letters.parcel_sent],
    ReceiptAsked: [order_letters.receipt_asked],
    ParcelReceived: [letters.parcel_received, order_letters.receipt_assumed],
    BatchRecalled: [recalls.settle_orders, recalls.tell_makers],
    RecalledBeforePaying: [recalls.released],
    RecalledUnsent: [recalls.changed],
    RecalledSent: [recalls.sent],
    # through a post
    KeeperNamed: [posts.keeper_named],
    PostFoundShort: [posts.found_short],
    PostWentWithout: [posts.went_without],
    LateAsked: [posts.late_asked],
    LateDecided: [posts.late_decided],
    WholeOpened: [posts.whole_opened],
    WholeReady: [posts.whole_ready],
    WholeSent: [posts.whole_sent],
    ResendExchanged: [recalls.resend_exchanged],
    PaidTooLate: [letters.paid_too_late],
    OtherAmountReturned: [letters.other_amount_returned],
    MoneyReturned: [money.book_refund, refunds.returned],
    MoneyBounced: [money.book_bounce, refunds.bounced],
    # buyers pay makers
    StickerStated: [paying.sticker_stated],
    MinutesNoted: [paying.minutes_noted],
    # buyers pay sellers directly: proofs, and money that goes back by hand
    ProofSent: [proofs.sent],
    ProofSentBack: [proofs.sent_back],
    ProofWaits: [proofs.waits],
    ProofLate: [proofs.late],
    ProofReminded: [proofs.reminded],
    ProofReused: [proofs.reused],
    HelpAsked: [proofs.help_asked],
    DifferenceAccepted: [proofs.difference],
    RefundByHand: [repayments.open_one],
    RepaymentAsked: [repayments.asked],
    RepaymentAskedAgain: [repayments.asked_again],
    RepaymentUnclaimed: [repayments.unclaimed],
    RepaymentDueSoon: [repayments.due_soon],
    RepaymentLate: [repayments.late],
    RepaymentMissed: [repayments.missed],
    RepaymentSolved: [repayments.solved],
}
