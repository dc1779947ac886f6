"""What an engine saw on a photo: lines of text and codes, each with its place. Nothing is interpreted here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels: left, top, right, bottom."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    def around(self, other: "Box") -> "Box":
        """The smallest rectangle that holds both."""
        return Box(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Line:
    """One piece of text in a row. `confidence` runs from 0 to 1.

    `box` lies on the photo as people see it; `level` is the same piece in a frame turned so that the text runs level from
    left to right, which is where one asks what stands beside or below what. `also` is what the engine made of the same piece
    when it looked again, stretched: engines drop one of two equal digits.
    """

    text: str
    confidence: float
    box: Box
    level: Box
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """A bar or QR code: its kind (`EAN13`, `QRCode`) and what it says."""

    kind: str
    text: str
    box: Box


@dataclass(frozen=True)
class Sight:
    """One photo as an engine saw it, with its size in pixels after turning it upright by its own marks."""

    width: int
    height: int
    lines: tuple[Line, ...] = ()
    codes: tuple[Code, ...] = ()
