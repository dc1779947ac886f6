"""Cart (`cart`, `sets`), checkout (`checkout`) and one's own orders (`orders`)."""

from app.orders.views.shop import cart as cart
from app.orders.views.shop import checkout as checkout
from app.orders.views.shop import orders as orders
from app.orders.views.shop import sets as sets
from app.orders.views.shop.door import bp as bp
