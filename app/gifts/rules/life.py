"""The life of a gift request, and what each move does to the orders behind it."""

from enum import StrEnum

from app.base.actor import HEAD, Actor, Role
from app.base.errors import RuleBroken
from app.base.states import Machine


class RequestState(StrEnum):
    DRAFT = "draft"
    """Being written; nothing is held."""
    WAITING = "waiting"
    """The head is asked; goods and hands are held until a moment."""
    UNDER_WAY = "under_way"
    """Agreed; makers were asked, make, send."""
    HANDED_OVER = "handed_over"
    """It was given to whom it was meant for."""
    CANCELLED = "cancelled"


class RequestMove(StrEnum):
    SUBMIT = "submit"
    AGREE = "agree"
    SEND_BACK = "send_back"
    """The head wants something else."""
    TAKE_BACK = "take_back"
    """Staff wants to change it."""
    LAPSE = "lapse"
    """The head has not answered in time."""
    SUBSTITUTE = "substitute"
    """Another maker steps in for one who dropped out."""
    HAND_OVER = "hand_over"
    CANCEL = "cancel"


REQUEST_LIFE = Machine(
    {
        (RequestState.DRAFT, RequestMove.SUBMIT): RequestState.WAITING,
        (RequestState.DRAFT, RequestMove.CANCEL): RequestState.CANCELLED,
        (RequestState.WAITING, RequestMove.AGREE): RequestState.UNDER_WAY,
        (RequestState.WAITING, RequestMove.SEND_BACK): RequestState.DRAFT,
        (RequestState.WAITING, RequestMove.TAKE_BACK): RequestState.DRAFT,
        (RequestState.WAITING, RequestMove.LAPSE): RequestState.DRAFT,
        (RequestState.UNDER_WAY, RequestMove.SUBSTITUTE): RequestState.UNDER_WAY,
        (RequestState.UNDER_WAY, RequestMove.HAND_OVER): RequestState.HANDED_OVER,
        (RequestState.UNDER_WAY, RequestMove.CANCEL): RequestState.CANCELLED,
    }
)
"""SUBMIT places the order (goods and hands are taken); SEND_BACK, TAKE_BACK and LAPSE release it (exactly that is free again);
AGREE asks its makers; CANCEL is for what no maker holds any more."""

STATE_WORDS = {
    RequestState.DRAFT: "Rancangan",
    RequestState.WAITING: "Menunggu persetujuan kepala",
    RequestState.UNDER_WAY: "Sedang disiapkan",
    RequestState.HANDED_OVER: "Sudah diserahkan",
    RequestState.CANCELLED: "Batal",
}


class Scope(StrEnum):
    """From where makers may come, seen from the agency."""

    CITY = "city"
    PROVINCE = "province"
    COUNTRY = "country"


class Method(StrEnum):
    """How it is procured, as the agency says; nothing here judges whether it may (domain.md 6.3)."""

    DIRECT = "direct"
    SMALL = "small"
    CATALOGUE = "catalogue"
    OTHER = "other"


METHOD_WORDS = {
    Method.DIRECT: "Pembelian langsung dengan kwitansi",
    Method.SMALL: "Pengadaan langsung",
    Method.CATALOGUE: "E-purchasing",
    Method.OTHER: "Lainnya",
}


class Funds(StrEnum):
    """From which purse it is paid (domain.md 6.3)."""

    APBD = "apbd"
    APBN = "apbn"
    PKK = "pkk"
    PRIVATE = "private"
    OTHER = "other"


FUNDS_WORDS = {
    Funds.APBD: "APBD",
    Funds.APBN: "APBN",
    Funds.PKK: "Kas PKK",
    Funds.PRIVATE: "Dana pribadi",
    Funds.OTHER: "Lainnya",
}


class Kind(StrEnum):
    """Who receives (domain.md 6.4)."""

    OFFICIAL = "official"
    CIVIL_SERVANT = "civil_servant"
    FOREIGN_GUEST = "foreign_guest"
    PUBLIC = "public"


KIND_WORDS = {
    Kind.OFFICIAL: "Pejabat",
    Kind.CIVIL_SERVANT: "ASN",
    Kind.FOREIGN_GUEST: "Tamu asing",
    Kind.PUBLIC: "Umum",
}


class NotTheHead(RuleBroken):
    message = "Yang menyetujui adalah kepala instansi. Minta kepala Anda masuk dan membuka permintaan ini."


class OwnRequest(RuleBroken):
    message = "Permintaan yang Anda ajukan sendiri disetujui oleh orang lain, yaitu kepala yang tidak ikut mengajukan."


class HoldIsOver(RuleBroken):
    message = "Waktu untuk menjawab sudah lewat, jadi barangnya tidak disimpan lagi. Minta stafnya mengajukan sekali lagi."


class NeedsWords(RuleBroken):
    message = "Tulis apa yang perlu diubah, supaya yang mengajukan tahu."


def agencies_of(actor: Actor) -> frozenset[int]:
    """The agencies of which she is an officer, signed in herself."""
    if actor.is_helped:
        return frozenset()
    return frozenset(one.agency_id for one in actor.grants_of(Role.OFFICER) if one.agency_id is not None)


def heads(actor: Actor, agency_id: int) -> bool:
    """She decides for this agency."""
    return any(
        one.agency_id == agency_id and one.pokja == HEAD for one in actor.grants_of(Role.OFFICER)
    ) and agency_id in agencies_of(actor)


def check_decider(actor: Actor, agency_id: int, submitted_by_id: int) -> None:
    """Two people: one asks, the head agrees. Raises NotTheHead, OwnRequest."""
    if not heads(actor, agency_id):
        raise NotTheHead
    if actor.person_id == submitted_by_id:
        raise OwnRequest
