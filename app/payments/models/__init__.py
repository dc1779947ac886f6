"""Tables of money taken and returned (`payment`), how sellers are paid directly (`receiving`), bills of agencies (`agency`),
proofs (`proof`), money that sellers give back by hand (`repaying`), and where a gateway's book and ours disagree (`finding`)."""

from app.payments.models.agency import AgencyBill as AgencyBill
from app.payments.models.finding import GatewayFinding as GatewayFinding
from app.payments.models.payment import GatewayNotice as GatewayNotice
from app.payments.models.payment import Payment as Payment
from app.payments.models.payment import PretendCheckout as PretendCheckout
from app.payments.models.payment import PretendRefund as PretendRefund
from app.payments.models.payment import Refund as Refund
from app.payments.models.payment import RefundTransfer as RefundTransfer
from app.payments.models.proof import AcceptedDifference as AcceptedDifference
from app.payments.models.proof import ConfirmRequest as ConfirmRequest
from app.payments.models.proof import PaymentProof as PaymentProof
from app.payments.models.receiving import QrisSticker as QrisSticker
from app.payments.models.receiving import SellerWay as SellerWay
from app.payments.models.repaying import Repayment as Repayment
from app.payments.models.repaying import RepayTarget as RepayTarget
