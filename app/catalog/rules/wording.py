"""What changed inside a text, word by word."""

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


class Kept(StrEnum):
    """What became of some words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Words:
    """A run of words with one fate. All runs but the added ones are the old text, all but the removed ones the new."""

    kept: Kept
    text: str


def compared(before: str, after: str) -> tuple[Words, ...]:
    """The runs of both texts, in order; what was removed stands before what took its place."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    found: list[Words] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Words(Kept.SAME, "".join(old[start:end])))
            continue
        if end > start:
            found.append(Words(Kept.REMOVED, "".join(old[start:end])))
        if new_end > new_start:
            found.append(Words(Kept.ADDED, "".join(new[new_start:new_end])))
    return tuple(_joined(found))


def _joined(runs: list[Words]) -> list[Words]:
    """A blank between two changes belongs to them: word, blank, word reads as one change of two words."""
    found: list[Words] = []
    for at, run in enumerate(runs):
        lonely = (
            run.kept is Kept.SAME and run.text.isspace() and "\n" not in run.text and 0 < at < len(runs) - 1
        )
        pieces = [Words(Kept.REMOVED, run.text), Words(Kept.ADDED, run.text)] if lonely else [run]
        found += pieces
    return _sorted(found)


def _sorted(runs: list[Words]) -> list[Words]:
    """Between two runs that stay, all that was removed, then all that was added."""
    found: list[Words] = []
    gone = come = ""
    for run in [*runs, Words(Kept.SAME, "")]:
        if run.kept is Kept.REMOVED:
            gone += run.text
        elif run.kept is Kept.ADDED:
            come += run.text
        else:
            found += [Words(kept, text) for kept, text in ((Kept.REMOVED, gone), (Kept.ADDED, come)) if text]
            found += [run] if run.text else []
            gone = come = ""
    return found
