"""A seller's orders: answering, making, packing and sending (`parcels`), labels and packing lists (`papers`)."""

from app.orders.views.seller import papers as papers
from app.orders.views.seller import parcels as parcels
from app.orders.views.seller.door import bp as bp
