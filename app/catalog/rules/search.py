"""From what somebody types to what is looked for: chat and shouting fall away, spellings meet, regions are known."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).parents[3] / "data" / "search" / "words.toml"
MOST_WORDS = 8


@cache
def _words() -> dict[str, Any]:
    data = tomllib.loads(_FILE.read_text())
    data["chat"] = frozenset(data["chat"].split())
    return data


@dataclass(frozen=True)
class Wanted:
    """One thing that must be found: any of the spellings in the text, or a whole category that the word means."""

    word: str
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Search:
    """What was meant. `words` must all be met; `places` must all be in the maker's place."""

    words: tuple[Wanted, ...]
    places: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.places


def tokens(text: str) -> list[str]:
    """Lower-case words without accents and punctuation; letters typed for effect are shortened (`enaaak` → `enak`)."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return [re.sub(r"([a-z])\1{2,}", r"\1", word) for word in re.findall(r"[a-z0-9]+", plain)]


def spelled(text: str) -> str:
    """The same text with every word in the spelling that we keep; used for goods and queries alike."""
    spelling = _words()["spelling"]
    return " ".join(spelling.get(word, word) for word in tokens(text))


def read(text: str) -> Search:
    """What somebody typed, understood. Words of chat count only when nothing else is left of a query of one word."""
    data = _words()
    typed = tokens(text[:200])
    told = [word for word in typed if word not in data["chat"] and (len(word) > 1 or word.isdigit())]
    words: list[Wanted] = []
    places: list[str] = []
    for word in told[:MOST_WORDS]:
        if word in data["regions"]:
            places.extend(data["regions"][word].split())
            continue
        kept = data["spelling"].get(word, word)
        wanted = Wanted(kept, tuple(data["categories"].get(kept, ())))
        if wanted not in words:
            words.append(wanted)
    return Search(tuple(words), tuple(dict.fromkeys(places)))


def tsquery(search: Search) -> str | None:
    """For `to_tsquery`: every word, whole or as a beginning when it is long enough to mean something."""
    parts = [either(wanted) for wanted in search.words]
    parts += [f"'{place}'" for place in search.places]
    return " & ".join(parts) or None


def either(wanted: Wanted) -> str:
    """For `to_tsquery`: one word, or the categories that it means."""
    one = f"'{wanted.word}'" + (":*" if len(wanted.word) >= 5 else "")
    if not wanted.categories:
        return one
    return "(" + " | ".join([one, *(f"'kategori{category}'" for category in wanted.categories)]) + ")"


def spellings(word: str) -> list[str]:
    """A word as we keep it, and every other spelling of it that we know."""
    return [word, *(typed for typed, kept in _words()["spelling"].items() if kept == word)]


def one_off(word: str) -> str:
    """For `~`: the word with one letter wrong, left out, too many, or changed places with its neighbour."""
    # a short word may not be the beginning of just anything
    return rf"\m({_forms(word)})" + ("" if len(word) >= 5 else r"\M")


def _forms(word: str) -> str:
    any_letter = "[a-z0-9]"
    forms = [
        *(word[:at] + any_letter + word[at + 1 :] for at in range(len(word))),
        *(word[:at] + any_letter + word[at:] for at in range(len(word) + 1)),
        *(word[:at] + word[at + 1 :] for at in range(len(word))),
        *(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)),
    ]
    return "|".join(dict.fromkeys(forms))


def nearly_spelled(word: str) -> list[Wanted]:
    """What was meant if one letter of a spelling that we know is wrong: `kripk` is `kripik`, which is `keripik`."""
    data, near = _words(), re.compile(_forms(word))
    kept = dict.fromkeys(data["spelling"][known] for known in data["spelling"] if near.fullmatch(known))
    return [Wanted(one, tuple(data["categories"].get(one, ()))) for one in kept]


def category_mark(category: str) -> str:
    """The word under which a category stands in the index; nobody types it by chance."""
    return f"kategori{category}"
