"""The life of a consolidation: one parcel of several makers' goods, gathered, checked and packed at a post."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from app.base.errors import RuleBroken
from app.base.money import Rupiah
from app.base.states import Machine
from app.base.zones import zone_of
from app.delivery.rules import rates, zones
from app.delivery.rules.calendar import working_days_later
from app.delivery.rules.posts import PostFacts
from app.delivery.rules.rates import Tariff
from app.orders.rules.life import ParcelMove, ParcelState

POST = "posko"
"""Code of the way of a part that goes through a post (`parcels.way`)."""


class HubWay(StrEnum):
    """How the whole gets from the post to the buyer."""

    COURIER = "kirim"
    PICKUP = "ambil"


class HubState(StrEnum):
    GATHERING = "gathering"
    COMPLETE = "complete"
    """Every part that still belongs to it is there."""
    PACKED = "packed"
    READY = "ready"
    """Waits for the buyer, who fetches it."""
    SENT = "sent"
    RECEIVED = "received"
    CANCELLED = "cancelled"
    """No part is left."""


class HubMove(StrEnum):
    COMPLETE = "complete"
    PACK = "pack"
    LAY_OUT = "lay_out"
    SEND = "send"
    HAND_OVER = "hand_over"
    RECEIVE = "receive"
    CANCEL = "cancel"
    OPEN_AGAIN = "open_again"
    """Something has to be taken out of it: its parts are gathered, checked and packed once more."""
    REVIVE = "revive"
    """Its order was let go unpaid, and its money came after all."""


HUB_MOVES: dict[tuple[HubState, HubMove], tuple[HubState, tuple[ParcelMove, ...]]] = {
    (HubState.GATHERING, HubMove.COMPLETE): (HubState.COMPLETE, ()),
    (HubState.GATHERING, HubMove.CANCEL): (HubState.CANCELLED, ()),
    (HubState.CANCELLED, HubMove.REVIVE): (HubState.GATHERING, ()),
    (HubState.COMPLETE, HubMove.CANCEL): (HubState.CANCELLED, ()),
    (HubState.COMPLETE, HubMove.PACK): (HubState.PACKED, ()),
    (HubState.COMPLETE, HubMove.OPEN_AGAIN): (HubState.GATHERING, ()),
    (HubState.PACKED, HubMove.OPEN_AGAIN): (HubState.GATHERING, ()),
    (HubState.READY, HubMove.OPEN_AGAIN): (HubState.GATHERING, ()),
    (HubState.PACKED, HubMove.LAY_OUT): (HubState.READY, ()),
    (HubState.PACKED, HubMove.SEND): (HubState.SENT, (ParcelMove.SEND,)),
    (HubState.READY, HubMove.HAND_OVER): (HubState.RECEIVED, (ParcelMove.SEND, ParcelMove.RECEIVE)),
    (HubState.SENT, HubMove.RECEIVE): (HubState.RECEIVED, (ParcelMove.RECEIVE,)),
}
"""(state, move) → the next state, and what every part in it does with it."""

HUB_LIFE = Machine({key: after for key, (after, _) in HUB_MOVES.items()})
GONE = frozenset({ParcelState.DECLINED, ParcelState.CANCELLED})
"""States of a part that will not come."""


def moves_of_parts(state: HubState, move: HubMove) -> tuple[ParcelMove, ...]:
    """What every part does with it. Raises MoveRefused for a move that the table has not."""
    HUB_LIFE.after(state, move)
    return HUB_MOVES[state, move][1]


def what_follows(state: HubState, parts: Collection[ParcelState]) -> HubMove | None:
    """What becomes of it when its parts stand so; those that will not come do not count."""
    left = [one for one in parts if one not in GONE]
    if state in (HubState.GATHERING, HubState.COMPLETE) and not left:
        return HubMove.CANCEL
    if state is HubState.GATHERING and all(one is ParcelState.AT_POST for one in left):
        return HubMove.COMPLETE
    if state is HubState.SENT and all(one is ParcelState.RECEIVED for one in left):
        return HubMove.RECEIVE
    return None


# -- dates and money --------------------------------------------------------------------------

DUE_AT = time(15, 0)
"""Until when on its day a part is to be at the post: most are open until three."""
ANSWER_WITHIN = timedelta(hours=24)
DAYS_OF_GRACE = 3
"""Working days within which a late part is expected, until its maker names a day."""
LONGEST_WAIT = 14
"""Calendar days that a maker may ask for."""


def due_at(bring_by: date, region: str) -> datetime:
    """The moment from which a part is late."""
    return datetime.combine(bring_by, DUE_AT, zone_of(region))


def expected(today: date) -> date:
    """The day that a buyer is told while the late maker has named none."""
    return working_days_later(today, DAYS_OF_GRACE)


def arrival(post_village: str, buyer_village: str, way: HubWay, ready_on: date, today: date) -> date:
    """When the buyer has it: on the day itself where she fetches it."""
    if way is HubWay.PICKUP:
        return ready_on
    return rates.arrival(ready_on, zones.zone_between(post_village, buyer_village), today)


def decides_at(answer_by: datetime, ready_on: date, region: str) -> datetime:
    """When Gerai decides for a buyer who says nothing: a day was hers to answer, and waiting longer than the day that she
    was promised would break the promise for what is there. So what is there goes then, and the rest follows."""
    return max(answer_by, datetime.combine(ready_on, time.min, zone_of(region)))


def shared_fee(tariff: Tariff | None, handling: int, grams: int, cm3: int = 0) -> Rupiah:
    """Courier and post for so many grams and so much volume; nothing once nothing is left."""
    if grams == 0:
        return Rupiah(0)
    return Rupiah(handling + (tariff.fee(grams, cm3) if tariff is not None else 0))


# -- what the buyer of late parts may choose ---------------------------------------------------


class LateAnswer(StrEnum):
    WAIT = "tunggu"
    WITHOUT = "kirim-tanpa"
    REFUND = "kembalikan"


class NothingAsked(RuleBroken):
    message = (
        "Sudah tidak ada yang perlu dipilih: bagian itu baru saja sampai di posko, atau sudah diputuskan."
    )


class DayChanged(RuleBroken):
    message = "Pembuatnya baru saja mengganti tanggalnya. Lihat lagi di bawah, lalu pilih."


class BadDay(RuleBroken):
    message = f"Pilih hari antara besok dan {LONGEST_WAIT} hari lagi."


class NoCodes(RuleBroken):
    message = (
        "Kode produksi di kemasan bagian ini belum dicatat. Minta pembuatnya menekan Kemas di halaman pesanannya, "
        "lalu simpan lagi pemeriksaannya."
    )


class GoesThroughPost(RuleBroken):
    message = "Bagian ini diantar ke posko, tidak dikirim sendiri. Alamat dan jam bukanya ada di halaman pesanan ini."


# -- what the keeper sees of a line -------------------------------------------------------------


class Mark(StrEnum):
    """What the keeper found of a line."""

    THERE = "ada"
    SHORT = "kurang"
    DAMAGED = "rusak"


@dataclass(frozen=True)
class Sighting:
    """A line as the keeper found it: `missing` pieces are not there, or not fit to be sent."""

    mark: Mark
    missing: int = 0
    note: str = ""


class NotChecked(RuleBroken):
    message = "Tandai dulu setiap barang: ada, kurang, atau rusak."


class CountMissing(RuleBroken):
    message = "Tulis berapa buah yang kurang atau rusak, paling banyak sejumlah yang dipesan."


def check(sightings: dict[int, Sighting], left: dict[int, int]) -> dict[int, int]:
    """Line → missing pieces, of a part whose lines still hold so many pieces. Raises NotChecked, CountMissing."""
    if set(sightings) != set(left):
        raise NotChecked
    missing = {line: one.missing for line, one in sightings.items() if one.mark is not Mark.THERE}
    if any(not 1 <= count <= left[line] for line, count in missing.items()):
        raise CountMissing
    return missing


# -- what checkout offers ------------------------------------------------------------------------


@dataclass(frozen=True)
class Gathering:
    """Parts of a cart that one post could send as one parcel; beside it what they would cost and take apart.

    `fee` holds the post's `handling` too. `apart_on` is None when some part cannot be sent on its own.
    """

    post: PostFacts
    way: HubWay
    sellers: tuple[int, ...]
    makers: tuple[str, ...]
    weight_g: int
    tariff: Tariff | None
    fee: Rupiah
    bring_by: date
    ready_on: date
    arrives_on: date
    apart_fee: Rupiah
    apart_on: date | None

    @property
    def wish(self) -> str:
        """How a page sends it back."""
        return f"{self.way.value}-{self.post.id}"

    @property
    def saving(self) -> int:
        """Rupiah less than apart; below nothing when it costs more."""
        return self.apart_fee - self.fee

    @property
    def later(self) -> int:
        """Calendar days later than the last of the separate parcels."""
        return (self.arrives_on - self.apart_on).days if self.apart_on else 0
