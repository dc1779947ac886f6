"""Tables of carts (`cart`), orders and parcels (`order`), the PKK post (`post`), papers (`printing`) and complaints (`complaint`)."""

from app.orders.models.cart import Cart as Cart
from app.orders.models.cart import CartLine as CartLine
from app.orders.models.complaint import Complaint as Complaint
from app.orders.models.complaint import ComplaintLine as ComplaintLine
from app.orders.models.complaint import ComplaintPhoto as ComplaintPhoto
from app.orders.models.complaint import ComplaintStep as ComplaintStep
from app.orders.models.complaint import GoodsReturn as GoodsReturn
from app.orders.models.complaint import Resend as Resend
from app.orders.models.complaint import ResendGoods as ResendGoods
from app.orders.models.order import Adjustment as Adjustment
from app.orders.models.order import AdjustmentShare as AdjustmentShare
from app.orders.models.order import DelayRequest as DelayRequest
from app.orders.models.order import LineLot as LineLot
from app.orders.models.order import LineSlot as LineSlot
from app.orders.models.order import Order as Order
from app.orders.models.order import OrderChange as OrderChange
from app.orders.models.order import OrderLine as OrderLine
from app.orders.models.order import Parcel as Parcel
from app.orders.models.post import Consolidation as Consolidation
from app.orders.models.post import PostCheck as PostCheck
from app.orders.models.printing import PrintPart as PrintPart
from app.orders.models.printing import PrintRun as PrintRun
