"""Reads labels with RapidOCR and zxing-cpp, offline: the models come with the wheel and nothing is fetched.

RapidOCR finds and reads pieces of text; which way up the label lies is worked out here, because its own classifier looks at
one piece at a time and errs on short ones: all pieces of a label vote for one direction, and reading a few of the longest both
ways decides between it and its opposite.
"""

import re
import threading
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.adapters.strips import Strip, strips_in
from app.media.rules.photo import upright
from app.standards.rules.reading.seen import Box, Code, Line, Sight

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

LONGEST = 2400
"""Pixels of the longer side that are read: small print of a whole pack is legible up to here, and memory stays bounded."""
SEARCHED = 1600
"""Pixels of the longer side in which text is looked for; it is then read from the picture itself."""
LEAST_CONFIDENCE = 0.4
SMALL_TEXT = 17
"""Height in searched pixels below which lines run into each other: then the part with text is searched again, enlarged."""
MOST_PIECES = 400
"""Pieces of text that are read on one photo; a wall full of labels has more and is no photo of one."""
DIGITS, STRETCH = 6, 1.35
"""Pieces with so many digits are looked at again, so much wider."""


@dataclass(frozen=True)
class _Piece:
    """A strip and what it says."""

    strip: Strip
    text: str
    confidence: float
    also: tuple[str, ...] = ()


class RapidReader:
    """Answers `standards.ports.LabelReader`. The engine is loaded at the first photo and used by one thread at a time."""

    def __init__(self) -> None:
        self._busy = threading.Lock()

    def read(self, content: bytes) -> Sight:
        picture = upright(content, longest=LONGEST)
        with self._busy:
            return self._read(picture)

    @cached_property
    def _engine(self) -> Any:
        import rapidocr

        models = Path(rapidocr.__file__).parent / "models"
        return rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.max_side_len": LONGEST,
                # named outright: a model that is not there is an error, never a download
                "Det.model_path": str(next(models.glob("*det*.onnx"))),
                "Rec.model_path": str(next(models.glob("*rec*.onnx"))),
                "Cls.model_path": str(next(models.glob("*cls*.onnx"))),
            }
        )

    def _read(self, picture: Any) -> Sight:
        import numpy as np

        pixels = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
        codes = _codes(pixels)
        found = self._searched(pixels)
        if not found:
            return Sight(picture.width, picture.height, codes=codes)
        turn = self._direction(pixels, found)
        pieces = self._recognised(pixels, [_facing(strip, turn) for strip in found[:MOST_PIECES]])
        told = self._looked_again(pixels, [piece for piece in pieces if piece.text.strip()])
        frame = _Frame(turn, [piece.strip for piece in told])
        lines = sorted(
            (frame.line(piece) for piece in told), key=lambda line: (line.level.top, line.level.left)
        )
        return Sight(picture.width, picture.height, tuple(lines), codes)

    def _searched(self, pixels: "Array") -> list[Strip]:
        """Strips with text, found on a smaller copy; enlarged where the text is small and fills only a part."""
        height, width = pixels.shape[:2]
        found = self._found(pixels, (0, 0, width, height), SEARCHED)
        if not found:
            return self._found(pixels, (0, 0, width, height), LONGEST)
        scale = min(1.0, SEARCHED / max(width, height))
        part = _around(found, width, height)
        larger = SEARCHED / max(part[2] - part[0], part[3] - part[1])
        if _usual_height(found) * scale < SMALL_TEXT and larger > 1.3 * scale:
            found = self._found(pixels, part, SEARCHED) or found
        return found

    def _found(self, pixels: "Array", part: tuple[int, int, int, int], longest: int) -> list[Strip]:
        """Strips in one part of the picture, searched with its longer side at so many pixels."""
        import cv2
        import numpy as np

        left, top, right, bottom = part
        piece = pixels[top:bottom, left:right]
        scale = min(2.0, longest / max(piece.shape[:2]))
        # the network wants multiples of 32
        size = tuple(max(64, round(side * scale / 32) * 32) for side in (piece.shape[1], piece.shape[0]))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        small = cv2.resize(piece, size, interpolation=way).astype(np.float32)
        finder = self._engine._load_det_model()
        wanted = np.ascontiguousarray(((small / 255 - 0.5) / 0.5).transpose(2, 0, 1)[None])
        likely = finder.session(wanted)[0, 0]
        ratio = np.array([piece.shape[1] / size[0], piece.shape[0] / size[1]])
        return [strip.moved(ratio, np.array([left, top])) for strip in strips_in(likely)]

    def _direction(self, pixels: "Array", found: list[Strip]) -> float:
        """The angle, in radians clockwise from level, in which most text runs."""
        import numpy as np

        angle = _usual_angle(found)
        longest = sorted(found, key=lambda strip: -strip.width)[:6]
        ways = [
            self._recognised(pixels, [_facing(strip, way) for strip in longest])
            for way in (angle, angle + np.pi)
        ]
        sure = [sum(piece.confidence * len(piece.text) for piece in pieces) for pieces in ways]
        return angle if sure[0] >= sure[1] else angle + float(np.pi)

    def _recognised(self, pixels: "Array", strips: list[Strip]) -> list[_Piece]:
        answer = self._engine.recognize_txt([strip.cut(pixels) for strip in strips])
        return [
            _Piece(strip, text, float(confidence))
            for strip, text, confidence in zip(strips, answer.txts, answer.scores, strict=True)
            if confidence >= LEAST_CONFIDENCE
        ]

    def _looked_again(self, pixels: "Array", pieces: list[_Piece]) -> list[_Piece]:
        """Pieces with a number are read once more, stretched along the line, because there each sign counts."""
        import cv2

        numbers = [
            place for place, piece in enumerate(pieces) if len(re.findall(r"\d", piece.text)) >= DIGITS
        ]
        again = [
            cv2.resize(
                strip, (round(strip.shape[1] * STRETCH), strip.shape[0]), interpolation=cv2.INTER_CUBIC
            )
            for strip in (pieces[place].strip.cut(pixels) for place in numbers)
        ]
        if again:
            answer = self._engine.recognize_txt(again)
            for place, text, confidence in zip(numbers, answer.txts, answer.scores, strict=True):
                if text != pieces[place].text and confidence >= pieces[place].confidence - 0.1:
                    pieces[place] = replace(pieces[place], also=(text,))
        return pieces


def _usual_height(found: list[Strip]) -> float:
    import numpy as np

    return float(np.median([strip.height for strip in found]))


def _usual_angle(found: list[Strip]) -> float:
    """The direction, between -90 and 90 degrees, in which the strips lie, each weighed by its length."""
    import numpy as np

    long = [strip for strip in found if strip.width > 1.6 * strip.height]
    if not long:
        return 0.0
    weights = np.array([strip.width for strip in long])
    # doubled, because a direction and its opposite are one here
    doubled = 2 * np.array([np.arctan2(strip.along[1], strip.along[0]) for strip in long])
    rough = np.arctan2(np.dot(np.sin(doubled), weights), np.dot(np.cos(doubled), weights)) / 2
    offsets = np.angle(np.exp(1j * (doubled - 2 * rough))) / 2
    near = np.abs(offsets) < np.radians(15)
    if not near.any():
        return float(rough)
    order = np.argsort(offsets[near])
    reached = np.cumsum(weights[near][order])
    return float(rough + offsets[near][order][np.searchsorted(reached, reached[-1] / 2)])


def _facing(strip: Strip, angle: float) -> Strip:
    """The strip read in this direction; a long one that lies across it (the rim of a lid) is read upwards."""
    import numpy as np

    way = np.array([np.cos(angle), np.sin(angle)])
    if abs(strip.along @ way) < 0.5**0.5:
        if strip.width < 2.5 * strip.height and not strip.bend:
            strip = strip.on_its_side()
        else:
            way = np.array([way[1], -way[0]])
    return strip if strip.along @ way >= 0 else strip.turned()


def _around(found: list[Strip], width: int, height: int) -> tuple[int, int, int, int]:
    """The part of the picture with text and a margin round it."""
    import numpy as np

    every = np.concatenate([strip.outline() for strip in found])
    margin = 2 * _usual_height(found)
    left, top = np.maximum(every.min(axis=0) - margin, 0)
    right, bottom = np.minimum(every.max(axis=0) + margin, (width, height))
    return int(left), int(top), int(right), int(bottom)


class _Frame:
    """The frame in which lines run level: turned, and the sag that the lines of a jar share taken out."""

    def __init__(self, angle: float, strips: list[Strip]) -> None:
        import numpy as np

        self._axes = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        self._sag = self._shared_sag(strips)

    def _shared_sag(self, strips: list[Strip]) -> "Array":
        """Slope and bend that fit all lines best, each with a height of its own; zeros where none is bent."""
        import numpy as np

        if not any(strip.bend for strip in strips):
            return np.zeros(2)
        rows, goals = [], []
        for strip in strips:
            if strip.width < 4 * strip.height:
                continue
            at = strip.middle(np.linspace(strip.start, strip.end, 7)) @ self._axes
            powers = np.column_stack([at[:, 0], at[:, 0] ** 2])
            rows.append(powers - powers.mean(axis=0))
            goals.append(at[:, 1] - at[:, 1].mean())
        if len(rows) < 2:
            return np.zeros(2)
        sag: Array = np.linalg.lstsq(np.concatenate(rows), np.concatenate(goals), rcond=None)[0]
        return sag

    def line(self, piece: _Piece) -> Line:
        import numpy as np

        strip = piece.strip
        at = strip.middle(np.linspace(strip.start, strip.end, 7)) @ self._axes
        middle = float(np.median(at[:, 1] - at[:, 0] * self._sag[0] - at[:, 0] ** 2 * self._sag[1]))
        half = strip.height / 2
        level = np.array([[at[:, 0].min(), middle - half], [at[:, 0].max(), middle + half]])
        return Line(
            piece.text.strip(), round(piece.confidence, 3), _box(strip.outline()), _box(level), piece.also
        )


def _box(points: "Array") -> Box:
    low, high = points.min(axis=0), points.max(axis=0)
    return Box(round(float(low[0])), round(float(low[1])), round(float(high[0])), round(float(high[1])))


def _codes(pixels: "Array") -> tuple[Code, ...]:
    import zxingcpp

    found = []
    for code in zxingcpp.read_barcodes(pixels):
        at = code.position
        across = [point.x for point in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
        down = [point.y for point in (at.top_left, at.top_right, at.bottom_right, at.bottom_left)]
        found.append(
            Code(code.format.name, code.text[:500], Box(min(across), min(down), max(across), max(down)))
        )
    return tuple(found)
