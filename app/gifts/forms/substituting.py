"""What an officer types to fill what a maker who dropped out has left."""

from collections import defaultdict
from collections.abc import Sequence
from typing import ClassVar, cast

from app.gifts.queries.substitutes import Gap
from app.web.forms import Form, Whole

MOST_ASKED = 60_000


class SubstituteForm(Form):
    """So many pieces of each candidate: `of(gaps)` makes the form, filled with what the page suggests."""

    asked: ClassVar[Sequence[tuple[int, int]]] = ()

    @classmethod
    def of(cls, gaps: Sequence[Gap]) -> "SubstituteForm":
        asked = {(gap.need_id, one.maker.variant_id): one for gap in gaps for one in gap.candidates}
        fields = {
            _field_of(*key): Whole(
                f"Minta berapa dari {one.maker.seller_name}?",
                least=0,
                most=MOST_ASKED,
                default=str(one.suggested or ""),
            )
            for key, one in asked.items()
        }
        made: SubstituteForm = type("SubstituteOfForm", (cls,), {"asked": list(asked), **fields})()
        return made

    def count(self, need_id: int, variant_id: int) -> Whole:
        """The field of a candidate for a need."""
        return cast(Whole, self[_field_of(need_id, variant_id)])

    @property
    def chosen(self) -> dict[int, dict[int, int]]:
        """Need → variant → pieces, of those of whom some are wanted."""
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for need, variant in self.asked:
            if number := self.count(need, variant).number:
                found[need][variant] = number
        return dict(found)


def _field_of(need_id: int, variant_id: int) -> str:
    return f"ganti_{need_id}_{variant_id}"
