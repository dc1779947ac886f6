"""What an engine saw on a photo: lines of text and codes, each with its place. Nothing is interpreted here."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels of the upright photo: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Line:
    """One piece of text. `confidence` runs from 0 to 1."""

    text: str
    confidence: float
    box: Box


@dataclass(frozen=True)
class Code:
    """A bar or QR code: its kind (`EAN13`, `QRCode`) and what it says."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True)
class Sight:
    """One photo as an engine saw it, with its size in pixels after turning it upright."""

    width: int
    height: int
    lines: tuple[Line, ...] = ()
    codes: tuple[Code, ...] = field(default=())
