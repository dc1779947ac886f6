"""A seller's goods: their steps and their check (`goods`), what was read on their labels (`label`), labels to print
(`label_print`), cards to lie beside them (`cards`), their packaging (`packaging`), their stock and batches (`stock`).
"""

from app.catalog.views.seller import cards as cards
from app.catalog.views.seller import goods as goods
from app.catalog.views.seller import label as label
from app.catalog.views.seller import label_print as label_print
from app.catalog.views.seller import packaging as packaging
from app.catalog.views.seller import stock as stock
from app.catalog.views.seller.door import bp as bp
