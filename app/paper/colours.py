"""Colours that can be read: which ink stands on which ground (WCAG 2.2 contrast)."""

import re
from dataclasses import dataclass

INK, BLACK, WHITE = "#2b1a23", "#000000", "#ffffff"
READABLE, VISIBLE = 4.5, 3.0
"""Least contrast of text, and of ornament and large shapes."""


@dataclass(frozen=True)
class Palette:
    """What a label is printed in, all `#rrggbb`: `on_main` is text on the main colour, `ornament` what is seen on it,
    `text` coloured text on white (the main colour where it is dark enough, else ink)."""

    main: str
    accent: str
    on_main: str
    ornament: str
    text: str


def palette(main: str, accent: str) -> Palette:
    """From a gerai's two colours. Raises ValueError for what is not `#rrggbb`."""
    for colour in (main, accent):
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(colour)
    # ink is softer than black; on colours of middle lightness only black or white can be read
    on_main = max((WHITE, INK), key=lambda ink: contrast(ink, main))
    if contrast(on_main, main) < READABLE:
        on_main = max((WHITE, BLACK), key=lambda ink: contrast(ink, main))
    ornament = accent if contrast(accent, main) >= VISIBLE else on_main
    text = main if contrast(main, WHITE) >= READABLE else INK
    return Palette(main, accent, on_main, ornament, text)


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
