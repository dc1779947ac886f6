"""The layouts: each sets the same texts on its own kind of label and answers one sheet per photo.

A layout is a function of the texts and a generator of chance; `LAYOUTS` knows them by name.
"""

from bench.labels.layouts import ours, papers, pouches, stickers
from bench.labels.layouts.kinds import Layout

OURS: dict[str, Layout] = ours.LAYOUTS
OTHERS: dict[str, Layout] = {**papers.LAYOUTS, **stickers.LAYOUTS, **pouches.LAYOUTS}
LAYOUTS = {**OURS, **OTHERS}
