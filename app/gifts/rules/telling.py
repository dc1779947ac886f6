"""Where a maker's part of a request stands, in one plain line with its days: what was done last and what comes next; and
what of it waits for the officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.base.days import short_day
from app.base.zones import day_in, zone_of
from app.delivery.rules.services import OWN
from app.orders.rules.complaint import KIND_WORDS, TURN, ComplaintKind, ComplaintState
from app.orders.rules.hub import HubState
from app.orders.rules.life import ParcelState
from app.orders.rules.log import Party


@dataclass(frozen=True)
class AtPost:
    """The post at which several parts are gathered, and how far their whole is. `answer_by`: until when the officer says what
    is to become of late parts, None while she is not asked."""

    name: str
    state: HubState
    bring_by: date
    ready_on: date
    answer_by: datetime | None = None


@dataclass(frozen=True)
class LaterDay:
    """What a maker asks for who cannot keep her day. `answer_by`: until when the officer says yes or no."""

    ready_on: date
    arrives_on: date
    answer_by: datetime


@dataclass(frozen=True)
class Claim:
    """An open complaint about a part, and until when the one whose turn it is acts."""

    kind: ComplaintKind
    state: ComplaintState
    due_at: datetime | None


@dataclass(frozen=True)
class Part:
    """One maker's part as its parcel knows it; moments are told in `region`, where it is handed over. `promised_on` is the
    first ready day, `why` the words of who took it back."""

    state: ParcelState
    region: str
    promised_on: date
    ready_on: date
    arrives_on: date
    needed_on: date
    way: str = ""
    answer_by: datetime | None = None
    answered_at: datetime | None = None
    brought_at: datetime | None = None
    packed_at: datetime | None = None
    sent_at: datetime | None = None
    received_at: datetime | None = None
    assumed: bool = False
    courier: str = ""
    tracking: str = ""
    why: str = ""
    post: AtPost | None = None
    asks: LaterDay | None = None
    claims: Sequence[Claim] = ()

    def day(self, moment: datetime | None) -> str:
        """The day of a moment, after a blank; nothing where it is not known."""
        return f" {short_day(day_in(self.region, moment))}" if moment is not None else ""

    def clock(self, moment: datetime) -> str:
        """`Kam, 26 Nov 10.00 WIB`."""
        local = moment.astimezone(zone_of(self.region))
        return f"{short_day(local.date())} {local:%H.%M} {local.tzname()}"


def line(part: Part) -> str:
    """What was done last, and what comes next, each with its day."""
    match part.state:
        case ParcelState.WAITING:
            return _plan(part)
        case ParcelState.TO_ANSWER:
            until = f", dijawab paling lambat {part.clock(part.answer_by)}" if part.answer_by else ""
            return f"Sudah diminta{until}. {_plan(part)}"
        case ParcelState.ACCEPTED:
            return f"Disanggupi{part.day(part.answered_at)}. {_plan(part)}"
        case ParcelState.PACKED:
            return _packed(part)
        case ParcelState.AT_POST:
            return _at_post(part)
        case ParcelState.SENT:
            return _sent(part)
        case ParcelState.RECEIVED:
            return _received(part)
        case ParcelState.DECLINED:
            return f"Tidak jadi{part.day(part.answered_at)}. {part.why}".rstrip()
        case ParcelState.CANCELLED:
            return f"Dibatalkan. {part.why}".rstrip()


def calls(part: Part, today: date) -> list[str]:
    """What the officer has to do about it, the most pressing first. Told on the order's own page, where she does it."""
    found = []
    if part.asks is not None:
        late = (
            f", padahal diperlukan {short_day(part.needed_on)}"
            if part.asks.arrives_on > part.needed_on
            else ""
        )
        found.append(
            f"Minta waktu: siap {short_day(part.asks.ready_on)}, sampai {short_day(part.asks.arrives_on)}{late}. "
            f"Jawab sebelum {part.clock(part.asks.answer_by)}."
        )
    on_its_way = part.state in (ParcelState.TO_ANSWER, ParcelState.ACCEPTED, ParcelState.PACKED)
    if part.post is not None and part.post.answer_by is not None and on_its_way:
        found.append(
            f"Belum sampai di {part.post.name}. Pilih mau bagaimana sebelum {part.clock(part.post.answer_by)}."
        )
    if part.state is ParcelState.AT_POST and part.post is not None and part.post.state is HubState.READY:
        found.append(f"Siap diambil di {part.post.name}. Kode ambilnya ada di pesanannya.")
    if part.state is ParcelState.SENT and part.arrives_on <= today and not part.claims:
        found.append("Kalau sudah sampai, tandai diterima.")
    found += [_turn(part, one) for one in part.claims if TURN.get(one.state) is Party.BUYER]
    return found


def waited_for(part: Part) -> list[str]:
    """Complaints in which somebody else is to act."""
    return [_turn(part, one) for one in part.claims if TURN.get(one.state) is not Party.BUYER]


def _plan(part: Part) -> str:
    """The days that are promised; a day that moved is told with the one before it."""
    before = f" (tadinya {short_day(part.promised_on)})" if part.ready_on > part.promised_on else ""
    ready = f"Siap {short_day(part.ready_on)}{before}"
    if part.post is not None:
        return f"{ready}, diantar ke {part.post.name} paling lambat {short_day(part.post.bring_by)}."
    return f"{ready}, sampai {short_day(part.arrives_on)}."


def _packed(part: Part) -> str:
    done = f"Dikemas{part.day(part.packed_at)}."
    if part.post is None:
        verb = "Diantar" if part.way == OWN else "Dikirim"
        return f"{done} {verb} paling lambat {short_day(part.ready_on)}, sampai {short_day(part.arrives_on)}."
    if part.brought_at is not None:
        return f"Kata pembuatnya sudah diantar ke {part.post.name}{part.day(part.brought_at)}. Menunggu diperiksa posko."
    return f"{done} Diantar ke {part.post.name} paling lambat {short_day(part.post.bring_by)}."


def _at_post(part: Part) -> str:
    if part.post is None:  # the database has no such part
        return ""
    there = f"Sudah diperiksa di {part.post.name}"
    if part.post.state is HubState.GATHERING:
        return f"{there}. Menunggu bagian lain, bisa diambil sekitar {short_day(part.post.ready_on)}."
    if part.post.state is HubState.COMPLETE:
        return f"{there} bersama semua bagian lain. Sedang dikemas, bisa diambil {short_day(part.post.ready_on)}."
    return f"{there} dan sudah dikemas bersama bagian lain."


def _sent(part: Part) -> str:
    by_hand = part.way == OWN
    how = "" if by_hand else f" lewat {part.courier}" if part.courier else ""
    number = f", resi {part.tracking}" if part.tracking and not by_hand else ""
    done = f"{'Diantar pembuatnya' if by_hand else 'Dikirim'}{part.day(part.sent_at)}{how}{number}."
    return f"{done} Diperkirakan sampai {short_day(part.arrives_on)}."


def _received(part: Part) -> str:
    if part.post is not None:
        return f"Diambil di {part.post.name}{part.day(part.received_at)}."
    if part.assumed:
        return f"Dianggap diterima{part.day(part.received_at)}, karena belum ada kabar dari instansi."
    return f"Diterima{part.day(part.received_at)}."


def _turn(part: Part, claim: Claim) -> str:
    until = f" sampai {part.clock(claim.due_at)}" if claim.due_at is not None else ""
    kind = KIND_WORDS[claim.kind].lower()
    if claim.state is ComplaintState.RESENT:
        return f"Kiriman ulang untuk keluhan “{kind}” sedang di jalan. Kabari kalau sudah sampai."
    if claim.state is ComplaintState.RESENDING:
        return f"Dikirim ulang karena {kind}, ditunggu{until}."
    who = {
        Party.BUYER: "Giliran Anda menjawab",
        Party.SELLER: "Menunggu jawaban pembuatnya",
        Party.OFFICER: "Menunggu putusan penengah",
    }[TURN[claim.state]]
    return f"Ada keluhan: {kind}. {who}{until}."
