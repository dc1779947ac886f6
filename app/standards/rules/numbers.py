"""Finding a paper's number in what a seller typed: prefixes, blanks, dots, dashes, several papers in one field."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate


class Label(StrEnum):
    """The paper that the word beside a number names."""

    PIRT = "P-IRT"
    NIB = "NIB"
    UMKU = "PB-UMKU"
    HALAL = "sertifikat halal"
    FATWA = "Ketetapan Halal (KH)"
    QRIS = "QRIS"
    BPOM = "BPOM"
    NPWP = "NPWP"
    NIK = "NIK"
    PERMIT = "surat izin atau piagam lain"
    PHONE = "telepon"
    BARCODE = "barcode barang"


_PIRT = r"(?:s\W{0,2}p{0,2}\W{0,3})?(?:p\W{0,3})?i\W?r\W?tp?(?![a-z])"
_WORDS: dict[Label, str] = {
    Label.PIRT: _PIRT,
    Label.NIB: r"nib(?![a-z])|nomor induk berusaha",
    Label.UMKU: r"pb\W{0,2}umku|umku(?![a-z])",
    Label.QRIS: r"nmid(?![a-z])|qris(?![a-z])",
    Label.FATWA: r"kh(?![a-z])|ketetapan halal",
    Label.HALAL: r"halal|bpjph|lp\W?pom|mui(?![a-z])|id(?=[\s.:]{0,2}[0-9]{4})",
    Label.BPOM: r"b?(?<!lp.)pom(?![a-z])|m[dl](?=[\s.:]{0,3}[0-9]{6})",
    Label.NPWP: r"npwp(?![a-z])",
    Label.NIK: r"nik(?![a-z])|ktp(?![a-z])",
    Label.PERMIT: r"siup(?![a-z])|tdp(?![a-z])|iumk(?![a-z])|sku(?![a-z])|pkp(?![a-z])|penyuluhan|slhs(?![a-z])",
    Label.PHONE: r"te?lp(?![a-z])|telepon|hp(?![a-z])|wa(?![a-z])|whatsapp|kontak|cp(?![a-z])",
}
_LABELS = {label: re.compile(rf"(?<![a-z])(?:{pattern})", re.IGNORECASE) for label, pattern in _WORDS.items()}
_CLUSTER = re.compile(r"[0-9](?:[\s._\-]{0,4}[0-9])*")
LONGEST = 1000
"""Characters of a field that are read; a number that comes later was not meant."""
_DASHES = re.compile(r"[\u2010-\u2015\u2212\ufe58\uff0d\u00ad]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True)
class Number:
    """Digits that belong together, where they stand in the cleaned text, and the paper that a word beside them names.

    `groups` are the digits as written in pieces; `slashed` means that a slash ties them to more digits or letters, as in
    the number of a letter (442/3121-Dinkes).
    """

    digits: str
    groups: tuple[str, ...]
    start: int
    end: int
    label: Label | None = None
    slashed: bool = False


def cleaned(raw: str) -> str:
    """The text with one kind of dash, blank and digit, and without invisible characters."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", raw[:LONGEST]))
    return _DASHES.sub("-", text).strip()


def says(text: str, label: Label) -> bool:
    """A word in the text names this paper."""
    return _LABELS[label].search(text) is not None


def without(text: str, label: Label) -> str:
    """The text less the words that name this paper."""
    return _LABELS[label].sub(" ", text)


def has_letters_inside(text: str, number: Number) -> bool:
    """A letter O, I or l typed for a digit next to this number: `2O63671010001-28`."""
    return bool(
        re.search(r"[0-9][OoIl]+$", text[: number.start]) or re.match(r"[OoIl]+[0-9]", text[number.end :])
    )


def with_digits_for_letters(text: str, number: Number) -> str:
    """The digits of this number and what is tied to it, with 0 for O and 1 for I and l; a guess to be shown, never taken."""
    run = next(
        (
            match[0]
            for match in re.finditer(r"(?<![A-Za-z])[OoIl0-9](?:[\s._\-]{0,4}[OoIl0-9])+(?![A-Za-z])", text)
            if match.start() <= number.start < match.end()
        ),
        "",
    )
    return re.sub(r"[^0-9]", "", run.translate(str.maketrans("OoIl", "0011")))


def numbers_in(text: str, *, wanted: int) -> list[Number]:
    """The numbers in a cleaned text, in order. `wanted` is the count of digits sought: where more digits follow a blank
    after exactly so many, two numbers stand side by side (a P-IRT number and a telephone number)."""
    pieces = [piece for match in _CLUSTER.finditer(text) for piece in _split(match, wanted)]
    marks = sorted(
        (match.start(), match.end(), label)
        for label, pattern in _LABELS.items()
        for match in pattern.finditer(text)
    )
    bracketed = {place: _bracketed(text, piece, marks) for place, piece in enumerate(pieces)}
    taken = {mark for mark in bracketed.values() if mark is not None}
    numbers: list[Number] = []
    for place, piece in enumerate(pieces):
        mark = bracketed[place] or _beside(text, pieces, place, [mark for mark in marks if mark not in taken])
        numbers.append(
            Number(
                digits="".join(word[0] for word in piece),
                groups=tuple(word[0] for word in piece),
                start=piece[0].start(),
                end=piece[-1].end(),
                label=mark[2] if mark else None,
                slashed=_is_slashed(text, piece, marks),
            )
        )
    return numbers


_Word = re.Match[str]
_Mark = tuple[int, int, Label]


def _split(cluster: _Word, wanted: int) -> list[list[_Word]]:
    """The cluster as one number, or cut behind a complete one."""
    words = list(re.compile(r"[0-9]+").finditer(cluster.string, cluster.start(), cluster.end()))
    pieces: list[list[_Word]] = []
    while (cut := _cut(words, wanted)) is not None:
        pieces.append(words[:cut])
        words = words[cut:]
    return [*pieces, words]


def _cut(words: list[_Word], wanted: int) -> int | None:
    """How many words of the cluster are a complete number with another one behind a blank; None if it is one number."""
    lengths = [len(word[0]) for word in words]
    total = sum(lengths)
    if _is_list_mark(words) and total - lengths[0] == wanted:
        return 1
    for count, so_far in enumerate(accumulate(lengths[:-1]), start=1):
        if so_far != wanted:
            continue
        if re.fullmatch(r"08[0-9]{8,11}", "".join(word[0] for word in words[count:])):
            return count  # a mobile telephone number, whatever parts it
        if not re.search(r"\s", _gap(words, count)):
            continue
        ends_like_one = lengths[count - 1] == 2 and "-" in _gap(words, count - 1) if count > 1 else True
        is_slashed = (
            re.match(r"\s?/", words[-1].string[words[-1].end() :]) is not None
        )  # 31 12/05/2026: a day
        whole = ends_like_one or lengths[:count] == [wanted - 2, 2] or total > wanted + 3 or is_slashed
        return count if whole else None
    return None


def _gap(words: list[_Word], count: int) -> str:
    """What stands between the first `count` words and the next."""
    return words[0].string[words[count - 1].end() : words[count].start()]


def _is_list_mark(words: list[_Word]) -> bool:
    """The first word is the `1.` of a list."""
    text = words[0].string
    return (
        len(words) > 1
        and len(words[0][0]) <= 2
        and re.fullmatch(r"\.\s+", text[words[0].end() : words[1].start()]) is not None
    )


def _bracketed(text: str, piece: list[_Word], marks: list[_Mark]) -> _Mark | None:
    """The label alone in brackets right behind the number: `0289010302776 (NIB)`."""
    end = piece[-1].end()
    return next(
        (
            mark
            for mark in marks
            if re.fullmatch(r"\s*\(\s*", text[end : mark[0]]) and re.match(r"\s*\)", text[mark[1] :])
        ),
        None,
    )


def _beside(text: str, pieces: list[list[_Word]], place: int, marks: list[_Mark]) -> _Mark | None:
    """The nearest label before the number and behind the number before it; for the last number also one right behind."""
    start, end = pieces[place][0].start(), pieces[place][-1].end()
    after = pieces[place - 1][-1].end() if place else 0
    before = [mark for mark in marks if after <= mark[0] and mark[1] <= start]
    if before:
        return before[-1]
    if place == len(pieces) - 1:
        return next((mark for mark in marks if re.fullmatch(r"\W{0,4}", text[end : mark[0]])), None)
    return None


def _is_slashed(text: str, piece: list[_Word], marks: list[_Mark]) -> bool:
    before, behind = text[: piece[0].start()], text[piece[-1].end() :]
    if re.match(r"/\s?\w|\s/\s?[0-9]", behind):
        return True
    slash = re.search(r"\w\s?/\s?$", before)
    return slash is not None and slash.start() + 1 not in {end for _, end, _ in marks}
