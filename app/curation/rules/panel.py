"""The panel that says yes or no to an official gift: two voices, not both of the chair (domain.md 7)."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.base.actor import CHAIR, Actor, Role
from app.base.errors import RuleBroken
from app.base.states import Machine
from app.curation.rules.terms import terms
from app.regions.rules import covers
from app.training import rules as certificates
from app.training.rules import OFFICIAL_MARK

MOST_CONDITIONS = 6
LONGEST_CONDITION = 160


class CaseState(StrEnum):
    VOTING = "voting"
    GIVEN = "given"
    DECLINED = "declined"
    DROPPED = "dropped"
    """Who proposed it took it back."""
    LAPSED = "lapsed"
    """Nobody spoke in time, or the good is no longer what was proposed."""


class CaseMove(StrEnum):
    GIVE = "give"
    DECLINE = "decline"
    DROP = "drop"
    LAPSE = "lapse"


CASE_LIFE = Machine(
    {
        (CaseState.VOTING, CaseMove.GIVE): CaseState.GIVEN,
        (CaseState.VOTING, CaseMove.DECLINE): CaseState.DECLINED,
        (CaseState.VOTING, CaseMove.DROP): CaseState.DROPPED,
        (CaseState.VOTING, CaseMove.LAPSE): CaseState.LAPSED,
    }
)


@dataclass(frozen=True)
class Voice:
    """What one person said. The chair of a TP PKK speaks as the chair unless she is a curator there as well."""

    person_id: int
    is_for: bool
    as_chair: bool


def verdict(voices: Collection[Voice]) -> CaseMove | None:
    """Given with enough voices for it, one of them a curator's who is not the chair; declined with as many against it.
    None while more voices are needed."""
    needed = terms().voices
    against = [one for one in voices if not one.is_for]
    if len(against) >= needed:
        return CaseMove.DECLINE
    agreed = [one for one in voices if one.is_for]
    if len(agreed) >= needed and any(not one.as_chair for one in agreed):
        return CaseMove.GIVE
    return None


def speaks_as_chair(actor: Actor, region: str) -> bool:
    """Every grant by which she may judge here is a chair's."""
    here = [one for one in actor.grants_of(Role.CURATOR) if one.region is None or covers(one.region, region)]
    return bool(here) and all(one.pokja == CHAIR for one in here)


def new_code() -> str:
    """The code of a public proof, told from a certificate's by its mark."""
    return OFFICIAL_MARK + certificates.new_code()[:8]


def checked_conditions(chosen: Collection[str], own: str) -> list[str]:
    """Conditions as they are shown: those chosen by code, then her own, one a line. Raises TooManyConditions."""
    listed = [one.words for one in terms().conditions if one.code in chosen]
    written = [" ".join(line.split()).strip("-• ") for line in own.splitlines()]
    found = list(dict.fromkeys([*listed, *filter(None, written)]))
    if len(found) > MOST_CONDITIONS or any(len(one) > LONGEST_CONDITION for one in found):
        raise TooManyConditions
    return found


class TooManyConditions(RuleBroken):
    message = f"Paling banyak {MOST_CONDITIONS} syarat, masing-masing paling panjang {LONGEST_CONDITION} huruf. Ringkas dulu."


class AlreadySpoken(RuleBroken):
    message = "Suara Anda sudah tercatat. Sekarang tinggal menunggu yang lain."


class NeedsWords(RuleBroken):
    message = "Tulis alasannya. Pembuat dan kurator lain akan membacanya."


class AlreadyProposed(RuleBroken):
    message = "Barang ini sudah diusulkan dan sedang menunggu suara."


class NotYours(RuleBroken):
    message = "Hanya yang mengusulkan yang bisa membatalkannya."
