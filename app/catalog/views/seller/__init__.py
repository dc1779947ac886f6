"""A seller's goods: their steps and their check (`goods`), their packaging (`packaging`)."""

from app.catalog.views.seller import goods as goods
from app.catalog.views.seller import packaging as packaging
from app.catalog.views.seller.door import bp as bp
