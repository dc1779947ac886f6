"""Which kabupaten/kota do four digits mean, and which one does a written address mean?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from app.standards.rules.tables import table

Names = tuple[tuple[str, str], ...]


class Numbering(StrEnum):
    """Whose code the four digits are."""

    KEMENDAGRI = "kemendagri"
    FORMER = "former"
    """Kemendagri's own code before the new provinces of Kalimantan Utara (2012) and Papua (2022)."""
    BPS = "bps"
    """Only Statistics Indonesia has this code."""


@dataclass(frozen=True)
class Place:
    """What four digits mean: the code as written, today's Kemendagri code of that place, its name."""

    code: str
    today: str
    name: str
    numbering: Numbering


def place_of(digits: str, regions: Mapping[str, str]) -> Place | None:
    """The kabupaten/kota of four digits; None if neither Kemendagri, now or before a new province, nor BPS has such a code."""
    code = f"{digits[:2]}.{digits[2:]}"
    if code in regions:
        return Place(code, code, regions[code], Numbering.KEMENDAGRI)
    for numbering in (Numbering.FORMER, Numbering.BPS):
        today = table("regions")[numbering].get(code)
        if today in regions:
            return Place(code, today, regions[today], numbering)
    return None


def bps_place(code: str, regions: Mapping[str, str]) -> Place | None:
    """The other place that BPS gives this code to; None where both lists agree."""
    today = table("regions")["bps"].get(code)
    return Place(code, today, regions[today], Numbering.BPS) if today in regions else None


def places_named(text: str, regions: Mapping[str, str]) -> frozenset[str]:
    """Codes of the kabupaten/kota and provinces that a written place may mean; empty when it cannot be told.

    `Kab Blitar (35.05)` means one; `Semarang` the kota and the kabupaten; `Flores` none, being an island.
    """
    written = _code_in(text, regions)
    if written:
        return frozenset({written})
    return _named(_words(text), tuple(regions.items()))


def _code_in(text: str, regions: Mapping[str, str]) -> str | None:
    match = re.search(r"(?<!\d)(\d\d)\.(\d\d)(?![\d.])|\((\d\d)(\d\d)\)", text)
    code = ".".join(part for part in match.groups() if part) if match else ""
    return code if code in regions else None


_TYPES = {"kabupaten", "kota"}
_SHORT = {
    "kab": "kabupaten", "kabupatén": "kabupaten", "kotamadya": "kota", "kodya": "kota",
    "jaksel": "jakarta selatan", "jakpus": "jakarta pusat", "jakbar": "jakarta barat", "jaktim": "jakarta timur",
    "jakut": "jakarta utara", "tangsel": "tangerang selatan", "jogja": "yogyakarta", "jogjakarta": "yogyakarta",
    "yogya": "yogyakarta", "solo": "surakarta", "jabar": "jawa barat", "jateng": "jawa tengah", "jatim": "jawa timur",
    "ntb": "nusa tenggara barat", "ntt": "nusa tenggara timur", "kepri": "kepulauan riau", "kep": "kepulauan",
    "babel": "kepulauan bangka belitung", "sumut": "sumatera utara", "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan", "kalsel": "kalimantan selatan", "kaltim": "kalimantan timur",
    "kalbar": "kalimantan barat", "kalteng": "kalimantan tengah", "kaltara": "kalimantan utara",
    "sulsel": "sulawesi selatan", "sulut": "sulawesi utara", "sulteng": "sulawesi tengah",
    "sultra": "sulawesi tenggara", "sulbar": "sulawesi barat", "malut": "maluku utara",
}  # fmt: skip
_DROPPED = re.compile(
    r"\bfrom code\b|\badm(inistrasi|\.)?(?=\W|$)|\bdki\b|\bdiy?\b|\bdaerah\b|\bkhusus\b|\bistimewa\b|\bibukota\b|\bprov(insi|\.)?"
)


def _words(text: str) -> tuple[str, ...]:
    lowered = _DROPPED.sub(" ", text.lower())
    if re.search(r"\bdiy\b", text.lower()):
        lowered += " yogyakarta"
    if re.search(r"\bdki\b", text.lower()):
        lowered += " jakarta"
    words = re.findall(r"[a-z']+", lowered)
    return tuple(part for word in words for part in _SHORT.get(word, word).split())


@lru_cache(maxsize=4096)
def _named(words: tuple[str, ...], regions: Names) -> frozenset[str]:
    """The longest names first; a place with its type before it (`kab`, `kota`) outweighs all others."""
    typed: set[str] = set()
    cities: set[str] = set()
    provinces: set[str] = set()
    start = 0
    while start < len(words):
        length, codes = _longest_name(words[start:], regions)
        type_word = words[start - 1] if start and words[start - 1] in _TYPES else ""
        if type_word and (exact := {code for code in codes if _has_type(code, type_word, dict(regions))}):
            typed |= exact
        elif any("." in code for code in codes):
            cities |= codes | _longer_names("".join(words[start : start + length]), regions)
        else:
            provinces |= codes
        start += max(length, 1)
    return frozenset(typed or cities or provinces)


def _longest_name(words: tuple[str, ...], regions: Names) -> tuple[int, set[str]]:
    known = _by_name(regions)
    for length in range(min(5, len(words)), 0, -1):
        codes = known.get("".join(words[:length]))
        if codes:
            return length, set(codes)
    return 0, set()


def _longer_names(name: str, regions: Names) -> set[str]:
    """`Bandung` said loosely may be Bandung Barat too."""
    return {
        code
        for known, codes in _by_name(regions).items()
        if known.startswith(name)
        for code in codes
        if "." in code
    }


@lru_cache(maxsize=8)
def _by_name(regions: Names) -> dict[str, tuple[str, ...]]:
    """Letters of the bare name → codes. `Papua` is every province of that name, `Jakarta` the whole province."""
    known: dict[str, list[str]] = {}
    for code, name in regions:
        if code.count(".") < 2:
            known.setdefault(_bare(name), []).append(code)
    for former, code in table("regions")["former_names"].items():
        known.setdefault(former, []).append(code)
    papua = [code for code, name in regions if "." not in code and name.startswith("Papua")]
    return {**{name: tuple(codes) for name, codes in known.items()}, "papua": tuple(papua)}


def _bare(name: str) -> str:
    words = re.findall(r"[a-z']+", _DROPPED.sub(" ", name.lower()))
    return "".join(words[1:] if words[0] in _TYPES and len(words) > 1 else words)


def _has_type(code: str, type_word: str, names: Mapping[str, str]) -> bool:
    return "." in code and names[code].lower().startswith(type_word)
