"""Cart, order, and one parcel per seller, each with its own part, date and life.

Owns carts, orders, parcels, order lines and the days that they took. Pieces and days are taken from catalog in the
placing transaction and given back by one rule table (`rules/life.py`). Payments stands above and is told by events.
"""
