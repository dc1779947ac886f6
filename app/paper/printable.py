"""What of a person's text can stand on paper: letters that our faces have, in the order in which they are read."""

import re
import unicodedata
from dataclasses import dataclass

from app.paper.typefaces import letters


@dataclass(frozen=True)
class Printable:
    """`text` can be printed. `dropped` are signs left out (emoji, decorations); `foreign` are letters of scripts that
    the faces do not have: leaving them out would change a word, so whoever typed it must."""

    text: str
    dropped: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


def printable(text: str) -> Printable:
    """Blanks tidied, decorated letters made plain (`𝗞𝗲𝘀𝗲𝘁` → `Keset`), what turns the reading order or controls
    anything removed without a word."""
    kept: list[str] = []
    dropped: list[str] = []
    foreign: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        for one in _plain(letter):
            kind = unicodedata.category(one)
            if ord(one) in letters() and kind[0] != "C":
                kept.append(one)
            elif one.isspace() or kind[0] == "Z":
                kept.append(" ")
            elif kind[0] in "LN":
                foreign.append(one)
            elif kind[0] in "SP":
                dropped.append(one)
    return Printable(
        " ".join("".join(kept).split()), tuple(dict.fromkeys(dropped)), tuple(dict.fromkeys(foreign))
    )


def _plain(letter: str) -> str:
    """A letter that the faces lack, taken apart into those that they may have."""
    if ord(letter) in letters():
        return letter
    return unicodedata.normalize("NFKC", letter)


def nearest(text: str) -> tuple[str, bool]:
    """What can be printed of a text that nobody can be asked to write anew: letters without their marks where the faces
    lack them (`ễ` → `e`), a question mark for each stretch that has no likeness; and whether there was one."""
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        for one in _plain(letter):
            kind = unicodedata.category(one)
            bare = unicodedata.normalize("NFD", one)[0]
            if one.isspace() or kind[0] == "Z":
                kept.append(" ")
            elif ord(one) in letters() and kind[0] != "C":
                kept.append(one)
            elif ord(bare) in letters():
                kept.append(bare)
            elif kind[0] in "LN":
                kept.append(_LOST)
    found = " ".join("".join(kept).split())
    return re.sub(f"{_LOST}+", "?", found), _LOST in found


def breakable(text: str) -> str:
    """A word as long as a line may be broken anywhere: there is no place on paper to scroll to."""
    return re.sub(r"\S{16,}", lambda word: "\u200b".join(word[0]), text)


def cell(text: str, most: int = 600) -> str:
    """What of a person's text stands in one cell of a table: more than any form lets in, never taller than a page."""
    found = nearest(text)[0]
    return breakable(found if len(found) <= most else f"{found[: most - 1]}…")


_LOST = "\ufffd"
"""Stands for a letter that is gone until the text is whole; no face has it."""
