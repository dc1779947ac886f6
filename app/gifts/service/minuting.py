"""The agency's side of the minutes, noted for all makers of a request at once. What starts the days of a bill is still both
sides' note of each part (`payments.service.billing`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.base.actor import Actor
from app.base.errors import RuleBroken
from app.gifts.queries import papers
from app.gifts.queries import requests as queries
from app.gifts.queries.papers import MakersPart
from app.payments.rules.minutes import Minutes
from app.payments.service import billing


class NothingToNote(RuleBroken):
    message = "Tidak ada berita acara yang perlu dicatat sekarang. Muat ulang halaman ini untuk melihat yang terbaru."


@dataclass(frozen=True)
class Noted:
    """How many parts were noted, and why others were not: the gerai, and the refusal's sentence."""

    count: int
    refused: Sequence[tuple[str, str]]


def note_all(actor: Actor, request_id: int, on: date, number: str = "") -> Noted:
    """Each part that came is minuted on this day under its own number, or under the agency's `number` with its place behind it.

    A maker who has noted something else holds up nobody but herself. Raises NotFound, NothingToNote.
    """
    gift = queries.request_for(actor, request_id)
    parts = [one for one in papers.makers_parts(gift) if one.is_there and one.bill and not one.is_noted]
    if not parts:
        raise NothingToNote
    count, refused = 0, []
    for at, one in enumerate(parts, start=1):
        written = one.number
        if number:
            written = f"{number}/{at}" if len(parts) > 1 else number
        try:
            _note(one, actor, Minutes(written, on))
        except RuleBroken as refusal:
            refused.append((one.parcel.seller_name, refusal.message))
        else:
            count += 1
    return Noted(count, refused)


def _note(one: MakersPart, actor: Actor, noted: Minutes) -> None:
    billing.note_as_buyer(one.rows[0].order, one.parcel.id, actor, noted)
