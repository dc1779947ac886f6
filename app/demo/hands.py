"""Hands that make several goods, a week of five days, a closure."""

from datetime import timedelta

from app.accounts import queries as people
from app.base import clock
from app.base.actor import Actor
from app.base.zones import WIB
from app.catalog.models import ProductionLine
from app.catalog.queries import own
from app.catalog.rules.life import Supply
from app.catalog.rules.notes import NoteAsked
from app.catalog.rules.promise import MONDAY_TO_SATURDAY, Pace, mask_of
from app.catalog.service import drafts, schedule
from app.catalog.service.drafts import Offer, VariantOffer
from app.catalog.service.schedule import Schedule
from app.delivery.rules.calendar import next_working_day
from app.demo import cast
from app.sellers import queries as sellers

LETTERS, WISHES = "cokelat-huruf-stoples-250-g", "cokelat-ucapan-pilih-kata-sendiri"
ROUND_MAT = "keset-kepang-bulat-60-cm"


def arrange_all() -> None:
    """Before anybody orders: one kitchen for two kinds of chocolate, one with the buyer's own words; a mat that dries for two days, Monday to Friday."""
    kitchen = _line(LETTERS)
    maker = cast.actor(cast.CHOCOLATE)
    schedule.arrange(maker, kitchen.id, Schedule("Dapur cokelat", kitchen.pace, MONDAY_TO_SATURDAY, 0))
    wishes = own.by_slug(WISHES)
    variants = [
        VariantOffer(one.id, one.label, one.price, one.weight_g, one.stock, one.stock)
        for one in own.variants(wishes.id)
    ]
    words = NoteAsked("Kata yang ditulis", 24, needed=True)
    drafts.offer(maker, WISHES, Offer(Supply.MADE, None, variants, kitchen.id, note=words))
    mats = _line(ROUND_MAT)
    week = Schedule("", Pace(mats.per_day), mask_of(range(5)), 2)
    schedule.arrange(_owner(ROUND_MAT), mats.id, week)


def close_some() -> None:
    """After the orders: two days off in the kitchen, on which something is promised already."""
    first = next_working_day(clock.now().astimezone(WIB).date())
    schedule.close(
        cast.actor(cast.CHOCOLATE),
        line_id=_line(LETTERS).id,
        first=first,
        last=first + timedelta(days=1),
        reason="Hajatan keluarga",
    )


def _line(slug: str) -> ProductionLine:
    line = own.line(own.by_slug(slug))
    if line is None:
        raise LookupError(slug)
    return line


def _owner(slug: str) -> Actor:
    return people.actor_of(sellers.members(own.by_slug(slug).seller_id)[0][0].person_id)
