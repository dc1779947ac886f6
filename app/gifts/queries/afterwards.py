"""What hangs on the page of a request besides its plan: hand-over, papers, names, hints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.base import clock
from app.base.zones import day_in
from app.gifts.models import GiftRequest
from app.gifts.queries import handover, papers, recipients, requests
from app.gifts.queries.handover import HandoverSheet
from app.gifts.queries.papers import CardsOf, MakersPart
from app.gifts.queries.requests import PartRow
from app.gifts.rules import hints as rules
from app.gifts.rules.hints import GiftFacts, Hint
from app.gifts.rules.life import Kind, RequestState


@dataclass(frozen=True)
class Afterwards:
    """`came`: at least one part can be handed over. `parts`: makers who bring something, once they are asked. `named`: how many
    names are kept."""

    handover: HandoverSheet | None
    parts: Sequence[MakersPart]
    named: int
    hints: Sequence[Hint]

    who_decides: str = rules.WHO_DECIDES

    @property
    def came(self) -> bool:
        return any(one.is_there for one in self.parts)

    @property
    def not_given(self) -> list[PartRow]:
        """Parts that still come, or came, after it was handed over: they are no part of it."""
        if self.handover is None:
            return []
        given = {(one.handed.order_line_id, one.handed.need_id) for one in self.handover.lines}
        return [
            row
            for part in self.parts
            for row in part.rows
            if row.coming and (row.line.id, row.need_id) not in given
        ]

    @property
    def cards(self) -> list[CardsOf]:
        """Goods of which story cards can be printed."""
        return papers.cards_of(self.parts)

    @property
    def to_note(self) -> list[MakersPart]:
        """Parts that came and of which the agency has not noted the minutes."""
        return [one for one in self.parts if one.is_there and one.bill is not None and not one.is_noted]


def of(gift: GiftRequest, total: int | None = None) -> Afterwards:
    """All of it for one request, in a fixed number of statements. `total`: rupiah of a plan that nothing is held for yet."""
    asked = gift.state in (RequestState.UNDER_WAY, RequestState.HANDED_OVER)
    parts = [one for one in papers.makers_parts(gift) if any(row.coming for row in one.rows)] if asked else []
    return Afterwards(
        handover=handover.of_request(gift) if gift.handed_over_on else None,
        parts=parts,
        named=recipients.count_of(gift.id),
        hints=rules.hints(facts_of(gift, total), day_in(gift.village_code, clock.now())),
    )


def facts_of(gift: GiftRequest, total: int | None = None) -> GiftFacts:
    """What its hints follow from: the value of what is ordered; while nothing is, of the plan or of the whole budget."""
    kinds = {Kind(kind): count for kind, count in gift.kinds.items() if count}
    return GiftFacts(
        total=_ordered(gift) or total or gift.budget * gift.recipients,
        funds=gift.funds,
        method=gift.method,
        kinds=frozenset(kinds),
        unsaid=sum(kinds.values()) < gift.recipients,
        for_everybody=gift.for_everybody,
        received_on=_received_on(gift),
    )


def _ordered(gift: GiftRequest) -> int:
    if gift.state in (RequestState.DRAFT, RequestState.CANCELLED):
        return 0
    return sum(one.coming * one.line.price for one in requests.parts_of(gift))


def _received_on(gift: GiftRequest) -> date:
    return gift.handed_over_on or gift.handover_on
