"""Complaints about a parcel: when one may complain and wish for what, the life of a complaint with its clocks, and what every
move of it does to goods and money.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from babel.dates import format_date

from app.base.errors import RuleBroken
from app.base.money import format_rupiah
from app.base.states import Machine
from app.base.zones import day_in, midnight
from app.orders.rules.life import ParcelState
from app.orders.rules.log import Party


class ComplaintKind(StrEnum):
    DAMAGED = "damaged"
    WRONG = "wrong"
    MISSING = "missing"
    LATE = "late"


KIND_WORDS: dict[ComplaintKind, str] = {
    ComplaintKind.DAMAGED: "Rusak",
    ComplaintKind.WRONG: "Salah barang",
    ComplaintKind.MISSING: "Kurang",
    ComplaintKind.LATE: "Terlambat",
}


class Outcome(StrEnum):
    """What the buyer gets. `DROP` is her money for pieces that never came, or that nobody wants sent back."""

    RESEND = "resend"
    PART_REFUND = "part_refund"
    RETURN = "return"
    DROP = "drop"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.RESEND: "Kirim ulang",
    Outcome.PART_REFUND: "Sebagian uang kembali",
    Outcome.RETURN: "Kirim balik, uang kembali",
    Outcome.DROP: "Uang kembali",
}


def long_day(day: date) -> str:
    """`Sabtu, 12 Desember`."""
    return format_date(day, "EEEE, d MMMM", locale="id")


@dataclass(frozen=True)
class Proposal:
    """An outcome with its rupiah (part refund) or the day by which it is sent again (resend)."""

    outcome: Outcome
    amount: int | None = None
    day: date | None = None

    def __str__(self) -> str:
        """As it stands inside a sentence."""
        if self.outcome is Outcome.RESEND and self.day is not None:
            return f"dikirim ulang paling lambat {long_day(self.day)}"
        if self.outcome is Outcome.PART_REFUND and self.amount is not None:
            return f"{format_rupiah(self.amount)} kembali, barang tetap pada pembeli"
        return OUTCOME_WORDS[self.outcome].lower()

    @property
    def title(self) -> str:
        """As it stands alone."""
        return str(self)[:1].upper() + str(self)[1:]


# -- when, and for what -------------------------------------------------------------------------

MOST_PHOTOS = 6
COMPLAIN_WITHIN = timedelta(days=7)
"""After receiving. No law that we know gives a number; UU 8/1999 art. 18 forbids to refuse returns altogether."""
FOOD_SPOILS = timedelta(days=3)
"""For food that came damaged: afterwards nobody can tell the road from the larder. What is wrong, missing or late can be
told for as long as with anything else."""


def until(kind: ComplaintKind, received_at: datetime, *, food: bool) -> datetime:
    """The moment until which one may complain about what was received."""
    return received_at + (FOOD_SPOILS if food and kind is ComplaintKind.DAMAGED else COMPLAIN_WITHIN)


@dataclass(frozen=True)
class Standing:
    """How a parcel stands at `now`; days are counted in the buyer's `region`."""

    state: ParcelState
    ready_on: date
    arrives_on: date
    received_at: datetime | None
    region: str
    food: bool
    now: datetime
    assumed: bool = False
    """Nobody has said when it came: `received_at` is when silence counted as receipt."""


def kinds(parcel: Standing) -> list[ComplaintKind]:
    """What one may complain about now: damage and mix-ups from sending, what is missing or late when its day has passed."""
    today = day_in(parcel.region, parcel.now)
    if parcel.state in (ParcelState.ACCEPTED, ParcelState.PACKED, ParcelState.AT_POST):
        return [ComplaintKind.LATE] if today > parcel.ready_on else []
    if parcel.state is ParcelState.SENT:
        overdue = today > parcel.arrives_on
        return [ComplaintKind.DAMAGED, ComplaintKind.WRONG] if not overdue else list(ComplaintKind)
    if parcel.state is not ParcelState.RECEIVED or parcel.received_at is None:
        return []
    came_late = not parcel.assumed and day_in(parcel.region, parcel.received_at) > parcel.arrives_on
    return [
        kind
        for kind in ComplaintKind
        if parcel.now <= until(kind, parcel.received_at, food=parcel.food)
        and (came_late or kind is not ComplaintKind.LATE)
    ]


def wishes(kind: ComplaintKind, state: ParcelState, *, food: bool) -> list[Outcome]:
    """What one may wish for. Food that was touched is not sent back."""
    if kind is ComplaintKind.MISSING:
        return [Outcome.RESEND, Outcome.DROP]
    back = Outcome.DROP if food else Outcome.RETURN
    if kind is not ComplaintKind.LATE:
        return [Outcome.RESEND, Outcome.PART_REFUND, back]
    if state is ParcelState.RECEIVED:
        return [Outcome.PART_REFUND, back]
    if state is ParcelState.SENT:
        return [Outcome.RESEND, Outcome.PART_REFUND, Outcome.DROP]
    return [Outcome.PART_REFUND, Outcome.DROP]


def possible(state: ParcelState, *, food: bool) -> list[Outcome]:
    """What a seller may offer and a mediator decide: nothing is sent again, or back, that was not sent."""
    if state not in (ParcelState.SENT, ParcelState.RECEIVED):
        return [Outcome.PART_REFUND, Outcome.DROP]
    return [one for one in Outcome if not (food and one is Outcome.RETURN)]


class BadClaim(RuleBroken):
    """The complaint cannot be taken as it was written; `field` is where its sentence belongs."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


@dataclass(frozen=True)
class Claimable:
    """A line about which one may complain: rupiah of a piece, pieces that are not in another open complaint."""

    line_id: int
    price: int
    free: int


def check_claim(
    kind: ComplaintKind,
    wanted: Proposal,
    pieces: Mapping[int, int],
    lines: Sequence[Claimable],
    parcel: Standing,
    money_left: int,
) -> None:
    """Raises BadClaim for what is not open now, for pieces that are not there, and for more money than they cost."""
    if kind not in kinds(parcel):
        raise BadClaim("kind", "Keluhan seperti ini belum bisa, atau sudah lewat waktunya. Pilih yang lain.")
    free = {one.line_id: one.free for one in lines}
    if not pieces:
        raise BadClaim("pieces", "Isi jumlahnya pada barang yang bermasalah.")
    if any(count < 1 or count > free.get(line, 0) for line, count in pieces.items()):
        raise BadClaim(
            "pieces", "Jumlahnya lebih dari yang dipesan, atau barang itu masih ada di keluhan lain."
        )
    if wanted.outcome not in wishes(kind, parcel.state, food=parcel.food):
        words = ", ".join(OUTCOME_WORDS[one].lower() for one in wishes(kind, parcel.state, food=parcel.food))
        raise BadClaim("wanted", f"Untuk keluhan ini pilih salah satu: {words}.")
    check_amount(wanted, worth(lines, pieces), money_left)


def worth(lines: Sequence[Claimable], pieces: Mapping[int, int]) -> int:
    """Rupiah that the pieces complained about have cost."""
    return sum(one.price * pieces.get(one.line_id, 0) for one in lines)


def check_amount(wanted: Proposal, cost: int, money_left: int) -> None:
    """A part refund is at most what its pieces cost, and never more than is left of the parcel's money. Raises BadClaim."""
    if wanted.outcome is not Outcome.PART_REFUND:
        return
    if wanted.amount is None or wanted.amount < 1:
        raise BadClaim("amount", "Tulis berapa rupiah yang kembali.")
    most = min(cost, money_left)
    if wanted.amount > most:
        raise BadClaim("amount", f"Paling banyak {format_rupiah(most)}, seharga barang yang bermasalah.")


# -- the life of a complaint --------------------------------------------------------------------


class ComplaintState(StrEnum):
    OPENED = "opened"
    """The seller answers."""
    OFFERED = "offered"
    """The buyer answers an offer that is not what she wished."""
    REFUSED = "refused"
    """The buyer answers: she may ask the mediator."""
    MEDIATED = "mediated"
    """An officer of the seller's region decides."""
    RESENDING = "resending"
    RESENT = "resent"
    RETURNING = "returning"
    SENT_BACK = "sent_back"
    SETTLED = "settled"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class ComplaintMove(StrEnum):
    OPEN = "open"
    OFFER = "offer"
    REFUSE = "refuse"
    MEDIATE = "mediate"
    """The buyer asks for the mediator."""
    ESCALATE = "escalate"
    """The seller's time is over: the mediator is asked by itself."""
    RESEND = "resend"
    PART_REFUND = "part_refund"
    RETURN = "return"
    DROP = "drop"
    SEND = "send"
    RECEIVE = "receive"
    SEND_BACK = "send_back"
    TAKE_BACK = "take_back"
    DISMISS = "dismiss"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"
    """The buyer's time is over, and no offer lies there."""
    MOOT = "moot"
    """The whole parcel fell away meanwhile."""


@dataclass(frozen=True)
class Effect:
    """What a move does besides: goods are taken for sending again, or given back to the maker; money alone goes back; pieces
    fall away with their money."""

    takes: bool = False
    frees: bool = False
    pays: bool = False
    drops: bool = False


NOTHING = Effect()
S, M = ComplaintState, ComplaintMove
NEGOTIATING = (S.OPENED, S.OFFERED, S.REFUSED, S.MEDIATED)

MOVES: dict[tuple[ComplaintState, ComplaintMove], tuple[ComplaintState, Effect]] = {
    # what was agreed, accepted or decided; by whom, the step tells
    **{(state, M.RESEND): (S.RESENDING, Effect(takes=True)) for state in NEGOTIATING},
    **{(state, M.PART_REFUND): (S.SETTLED, Effect(pays=True)) for state in NEGOTIATING},
    **{(state, M.RETURN): (S.RETURNING, NOTHING) for state in NEGOTIATING},
    **{(state, M.DROP): (S.SETTLED, Effect(drops=True)) for state in NEGOTIATING},
    **{(state, M.OFFER): (S.OFFERED, NOTHING) for state in (S.OPENED, S.OFFERED, S.REFUSED)},
    **{(state, M.REFUSE): (S.REFUSED, NOTHING) for state in (S.OPENED, S.OFFERED)},
    **{(state, M.WITHDRAW): (S.WITHDRAWN, NOTHING) for state in (*NEGOTIATING, S.RETURNING)},
    **{(state, M.MOOT): (S.LAPSED, NOTHING) for state in NEGOTIATING},
    (S.OFFERED, M.MEDIATE): (S.MEDIATED, NOTHING),
    (S.REFUSED, M.MEDIATE): (S.MEDIATED, NOTHING),
    (S.OPENED, M.ESCALATE): (S.MEDIATED, NOTHING),
    (S.OFFERED, M.ESCALATE): (S.MEDIATED, NOTHING),
    (S.REFUSED, M.LAPSE): (S.LAPSED, NOTHING),
    (S.MEDIATED, M.DISMISS): (S.DISMISSED, NOTHING),
    (S.RESENDING, M.SEND): (S.RESENT, NOTHING),
    (S.RESENDING, M.ESCALATE): (S.MEDIATED, Effect(frees=True)),
    (S.RESENT, M.RECEIVE): (S.SETTLED, NOTHING),
    (S.RESENT, M.MEDIATE): (S.MEDIATED, NOTHING),
    (S.RETURNING, M.SEND_BACK): (S.SENT_BACK, NOTHING),
    (S.RETURNING, M.LAPSE): (S.LAPSED, NOTHING),
    (S.SENT_BACK, M.TAKE_BACK): (S.SETTLED, Effect(drops=True)),
    (S.SENT_BACK, M.ESCALATE): (S.MEDIATED, NOTHING),
}
"""An offer that nobody answered counts as accepted; it escalates only when it can no longer be kept."""

LIFE = Machine({key: after for key, (after, _) in MOVES.items()})
ENDED = frozenset({S.SETTLED, S.DISMISSED, S.WITHDRAWN, S.LAPSED})


def effect_of(state: ComplaintState, move: ComplaintMove) -> Effect:
    """What the move does besides changing the state. Raises MoveRefused for a move that the table has not."""
    LIFE.after(state, move)
    return MOVES[state, move][1]


TURN: dict[ComplaintState, Party] = {
    S.OPENED: Party.SELLER,
    S.OFFERED: Party.BUYER,
    S.REFUSED: Party.BUYER,
    S.MEDIATED: Party.OFFICER,
    S.RESENDING: Party.SELLER,
    S.RESENT: Party.BUYER,
    S.RETURNING: Party.BUYER,
    S.SENT_BACK: Party.SELLER,
}
"""Who acts next."""

SILENCE: dict[ComplaintState, ComplaintMove] = {
    S.OPENED: M.ESCALATE,
    S.REFUSED: M.LAPSE,
    S.RESENDING: M.ESCALATE,
    S.RESENT: M.RECEIVE,
    S.RETURNING: M.LAPSE,
    S.SENT_BACK: M.ESCALATE,
}
"""What happens when her time is over. Beside it: an offer is accepted, and the mediator is only reminded."""

NEXT: dict[ComplaintState, str] = {
    S.OPENED: "{maker} menjawab paling lambat {due}. Kalau tidak, keluhan diteruskan ke penengah.",
    S.OFFERED: "Pembeli menjawab tawarannya paling lambat {due}. Tanpa jawaban, tawaran itu dianggap disetujui.",
    S.REFUSED: "Pembeli boleh meminta bantuan penengah sampai {due}. Sesudah itu keluhan ditutup.",
    S.MEDIATED: "{mediator} memutuskan paling lambat {due}.",
    S.RESENDING: "{maker} mengirim ulang paling lambat {due}. Kalau tidak, penengah yang memutuskan.",
    S.RESENT: "Pembeli memberi kabar kalau kirimannya datang. Tanpa kabar sampai {due}, dianggap sudah diterima.",
    S.RETURNING: "Pembeli mengirim barangnya balik sampai {due}. Uangnya kembali setelah {maker} menerimanya.",
    S.SENT_BACK: "{maker} memeriksa barang yang kembali sampai {due}. Kalau tidak ada kabar, penengah yang memutuskan.",
}
"""What comes next, and what happens when nothing does."""


def next_step(
    state: ComplaintState, *, maker: str, mediator: str | None, due: str, sent_by: date | None = None
) -> str | None:
    """What comes next, as a sentence; None at an end. `due`: the moment, written; `sent_by`: the promised day of a resend."""
    if state not in NEXT:
        return None
    if state is S.RESENDING and sent_by is not None:
        due = long_day(sent_by)
    who = f"{mediator}, petugas dinas," if mediator else "Petugas dinas di daerah penjual"
    return NEXT[state].format(maker=maker, mediator=who, due=due)


# -- clocks -------------------------------------------------------------------------------------

ANSWER_WITHIN = timedelta(days=3)
"""3×24 hours, for seller and buyer alike."""
DECIDE_WITHIN = timedelta(days=5)
SEND_BACK_WITHIN = timedelta(days=7)
TAKE_BACK_WITHIN = timedelta(days=7)
"""The road back, and a look at what came."""
RECEIVE_WITHIN = timedelta(days=14)
REMIND_BEFORE = timedelta(days=1)


def due_at(state: ComplaintState, now: datetime, sent_by: date | None, region: str) -> datetime | None:
    """Until when somebody must act; None at an end. `sent_by`: the promised day of a resend, in the maker's region."""
    if state is S.RESENDING and sent_by is not None:
        return midnight(region, sent_by + timedelta(days=1))
    lengths = {
        S.OPENED: ANSWER_WITHIN,
        S.OFFERED: ANSWER_WITHIN,
        S.REFUSED: ANSWER_WITHIN,
        S.MEDIATED: DECIDE_WITHIN,
        S.RESENT: RECEIVE_WITHIN,
        S.RETURNING: SEND_BACK_WITHIN,
        S.SENT_BACK: TAKE_BACK_WITHIN,
    }
    return now + lengths[state] if state in lengths else None
