"""Tables of money taken and returned (`payment`), how sellers are paid directly (`receiving`), proofs (`proof`), and money
that sellers give back by hand (`repaying`)."""

from app.payments.models.payment import GatewayNotice as GatewayNotice
from app.payments.models.payment import Payment as Payment
from app.payments.models.payment import PretendCheckout as PretendCheckout
from app.payments.models.payment import Refund as Refund
from app.payments.models.proof import AcceptedDifference as AcceptedDifference
from app.payments.models.proof import ConfirmRequest as ConfirmRequest
from app.payments.models.proof import PaymentProof as PaymentProof
from app.payments.models.receiving import QrisSticker as QrisSticker
from app.payments.models.receiving import SellerWay as SellerWay
from app.payments.models.repaying import Repayment as Repayment
from app.payments.models.repaying import RepayTarget as RepayTarget
