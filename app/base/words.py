"""Numbers in Indonesian words, as receipts carry them. Spelled as the language authority's rules have it: `sebelas`,
`seratus`, `seribu` for one of a kind, but `satu juta`."""

MOST = 10**15 - 1
"""999 trillion and so on: more than all money that ever passes here."""

_DIGITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")
_THOUSANDS = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def in_words(number: int) -> str:
    """`125000` → `seratus dua puluh lima ribu`. Raises ValueError below 0 and above MOST."""
    if not 0 <= number <= MOST:
        raise ValueError(number)
    if number == 0:
        return "nol"
    words: list[str] = []
    for size, name in _THOUSANDS:
        count, number = divmod(number, size)
        if count == 1 and name == "ribu":
            words.append("seribu")
        elif count:
            words += [*_below_thousand(count), name]
    return " ".join([*words, *_below_thousand(number)])


def rupiah_in_words(amount: int) -> str:
    """As a receipt says it: `Seratus dua puluh lima ribu rupiah`. Raises ValueError below 0 and above MOST."""
    return f"{in_words(amount)} rupiah".capitalize()


def _below_thousand(number: int) -> list[str]:
    """The words of 0 to 999; none for 0."""
    hundreds, rest = divmod(number, 100)
    words = ["seratus"] if hundreds == 1 else [_DIGITS[hundreds], "ratus"] if hundreds else []
    if rest == 10:
        return [*words, "sepuluh"]
    if rest == 11:
        return [*words, "sebelas"]
    if 11 < rest < 20:
        return [*words, _DIGITS[rest - 10], "belas"]
    tens, ones = divmod(rest, 10)
    return [*words, *([_DIGITS[tens], "puluh"] if tens else []), *([_DIGITS[ones]] if ones else [])]
