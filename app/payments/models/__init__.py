"""Tables of money taken and returned (`payment`), how sellers are paid directly (`receiving`), and proofs (`proof`)."""

from app.payments.models.payment import GatewayNotice as GatewayNotice
from app.payments.models.payment import Payment as Payment
from app.payments.models.payment import PretendCheckout as PretendCheckout
from app.payments.models.payment import Refund as Refund
from app.payments.models.proof import ConfirmRequest as ConfirmRequest
from app.payments.models.proof import PaymentProof as PaymentProof
from app.payments.models.receiving import QrisSticker as QrisSticker
from app.payments.models.receiving import SellerWay as SellerWay
