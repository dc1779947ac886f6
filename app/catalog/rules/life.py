"""The life of a revision, and the limits of an offer."""

from enum import StrEnum

from app.base.states import Machine


class RevisionState(StrEnum):
    """What became of one version of a product's facts."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    DECLINED = "declined"
    SUPERSEDED = "superseded"


class RevisionMove(StrEnum):
    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    APPROVE = "approve"
    ASK_CHANGES = "ask_changes"
    DECLINE = "decline"
    SUPERSEDE = "supersede"
    REOPEN = "reopen"
    """The same version is read again, on the seller's appeal."""


LIFE = Machine(
    {
        (RevisionState.DRAFT, RevisionMove.SUBMIT): RevisionState.SUBMITTED,
        (RevisionState.SUBMITTED, RevisionMove.WITHDRAW): RevisionState.DRAFT,
        (RevisionState.SUBMITTED, RevisionMove.APPROVE): RevisionState.APPROVED,
        (RevisionState.SUBMITTED, RevisionMove.ASK_CHANGES): RevisionState.CHANGES_ASKED,
        (RevisionState.SUBMITTED, RevisionMove.DECLINE): RevisionState.DECLINED,
        (RevisionState.APPROVED, RevisionMove.SUPERSEDE): RevisionState.SUPERSEDED,
        (RevisionState.CHANGES_ASKED, RevisionMove.REOPEN): RevisionState.SUBMITTED,
        (RevisionState.DECLINED, RevisionMove.REOPEN): RevisionState.SUBMITTED,
    }
)


class Supply(StrEnum):
    """Whether pieces lie ready or are made when ordered."""

    READY = "ready"
    MADE = "made"


class PaperKind(StrEnum):
    """Papers of a product."""

    PIRT = "pirt"
    BPOM = "bpom"
    """MD: stands in place of a P-IRT, and is the only permit of a food that P-IRT does not cover."""
    HALAL = "halal"


PAPER_WORDS: dict[PaperKind, str] = {
    PaperKind.PIRT: "P-IRT",
    PaperKind.BPOM: "BPOM MD",
    PaperKind.HALAL: "Sertifikat halal",
}
PERMITS = frozenset({PaperKind.PIRT, PaperKind.BPOM})
"""Either of them permits a food; one stands in place of the other."""

LEAST_PRICE, MOST_PRICE = 500, 100_000_000
MOST_WEIGHT_G = 50_000
MOST_SIDE_CM = 200
MOST_STOCK = 100_000
MOST_PER_DAY = 5_000
MOST_DAYS_EACH = 60
MOST_PHOTOS = 8
MOST_VARIANTS = 24
MOST_PER_LINE = 999
"""Pieces of one variant in one cart."""
