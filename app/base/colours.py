"""Colours as `#rrggbb`, and how well one is read on another (contrast ratio of WCAG 2.2, 1 to 21)."""

import re

WHITE = "#ffffff"
INK = "#2b1a23"
TEXT = 4.5
"""What small text needs on its ground (WCAG 2.2, 1.4.3)."""
LARGE = 3.0
"""What large text, lines and signs need (WCAG 2.2, 1.4.3 and 1.4.11)."""

_STEPS = 50


def normal(text: str) -> str:
    """A colour in lower case. Raises ValueError for anything but six hexadecimal digits behind `#`."""
    found = re.fullmatch(r"#[0-9a-f]{6}", text.strip().lower())
    if found is None:
        raise ValueError(text)
    return found[0]


def contrast(one: str, other: str) -> float:
    """The ratio of two colours, whichever is the ground."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def text_on(ground: str) -> str:
    """White or ink, whichever is read better on this ground."""
    return max((WHITE, INK), key=lambda colour: contrast(colour, ground))


def toned(colour: str, ground: str, least: float) -> str:
    """The nearest darker or lighter tone of a colour that has the ratio `least` on this ground; itself if it has.

    It is moved away from the ground: darker on a lighter one. Where black (or white) is not enough, the other way.
    """
    away = "#000000" if _luminance(ground) >= _luminance(colour) else WHITE
    back = WHITE if away == "#000000" else "#000000"
    for end in (away, back):
        for step in range(_STEPS + 1):
            tone = _mixed(colour, end, step / _STEPS)
            if contrast(tone, ground) >= least:
                return tone
    return text_on(ground)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Relative luminance, 0 (black) to 1 (white)."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(colour: str, end: str, share: float) -> str:
    parts = (
        round(one + (two - one) * share) for one, two in zip(_channels(colour), _channels(end), strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)
