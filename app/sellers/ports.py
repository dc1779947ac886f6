"""What sellers asks of the packages above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Standing:
    """How one point of the checklist stands, in words for the seller; `link` leads to where it is done."""

    title: str
    done: bool
    sentence: str
    link: str | None = None
    needed: bool = True
    """A gerai does not open without it; else it is wanted, and may come later."""

    @property
    def holds_back(self) -> bool:
        return self.needed and not self.done


class Requirement(Protocol):
    """Something that belongs to a gerai that opens. Evaluated when asked, never stored."""

    def standing(self, seller_id: int) -> Standing: ...


class Requirements:
    """All requirements in the order in which a seller meets them; filled by `wiring`."""

    def __init__(self, *answers: Requirement) -> None:
        self.answers = answers

    def standings(self, seller_id: int) -> list[Standing]:
        return [answer.standing(seller_id) for answer in self.answers]


class Remark(Protocol):
    """Something to know about a brand name: the fact, what to do, whose rule it is."""

    @property
    def sentence(self) -> str: ...

    @property
    def next_step(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def severity(self) -> str:
        """`periksa` where somebody should look at it, `info` where it is good to know."""
        ...


class BrandNameCheck(Protocol):
    """What the standards say of the name under which a gerai wants to be known. Advice: it stops nobody."""

    def about(self, seller_id: int, name: str) -> Sequence[Remark]:
        """Remarks, worst first."""
        ...
