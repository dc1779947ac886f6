"""Reads labels with RapidOCR and zxing-cpp, offline: the models come with the wheel and nothing is fetched.

RapidOCR finds and reads pieces of text; which way up the label lies is worked out here, because its own classifier looks at
one piece at a time and errs on short ones: all pieces of a label vote for one direction, and reading a few of the longest both
ways decides between it and its opposite.
"""

import threading
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True)
class _Piece:
    """A quadrangle around text: corners in pixels of the picture, clockwise, the first where the text begins."""

    corners: "Array"
    text: str = ""
    confidence: float = 0.0


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
        found = self._searched(pixels)
        if not found:
            return Sight(picture.width, picture.height, codes=_codes(pixels))
        turn = self._direction(pixels, found)
        pieces = self._recognised(pixels, [_turned(corners, turn) for corners in found[:MOST_PIECES]])
        lines = tuple(_line(piece, turn) for piece in pieces if piece.text.strip())
        return Sight(picture.width, picture.height, lines, _codes(pixels))

    def _searched(self, pixels: "Array") -> "list[Array]":
        """Quadrangles with text, found on a smaller copy; enlarged where the text is small and fills only a part."""
        height, width = pixels.shape[:2]
        found = self._found(pixels, 0, 0, width, height, SEARCHED)
        if not found:
            return self._found(pixels, 0, 0, width, height, LONGEST)
        scale = min(1.0, SEARCHED / max(width, height))
        part = _around(found, width, height)
        larger = SEARCHED / max(part[2] - part[0], part[3] - part[1])
        if _usual_height(found) * scale < SMALL_TEXT and larger > 1.3 * scale:
            found = self._found(pixels, *part, SEARCHED) or found
        return found

    def _found(
        self, pixels: "Array", left: int, top: int, right: int, bottom: int, longest: int
    ) -> "list[Array]":
        import cv2

        part = pixels[top:bottom, left:right]
        scale = min(2.0, longest / max(part.shape[:2]))
        size = (max(32, round(part.shape[1] * scale)), max(32, round(part.shape[0] * scale)))
        way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
        answer = self._engine(
            cv2.resize(part, size, interpolation=way), use_det=True, use_cls=False, use_rec=False
        )
        if answer is None or getattr(answer, "boxes", None) is None:
            return []
        ratio = (part.shape[1] / size[0], part.shape[0] / size[1])
        return [corners * ratio + (left, top) for corners in answer.boxes]

    def _direction(self, pixels: "Array", found: "list[Array]") -> float:
        """The angle, in radians clockwise from level, in which most text runs."""
        import numpy as np

        angle = _usual_angle(found)
        longest = sorted(found, key=lambda corners: -max(_sides(corners)))[:6]
        ways = [
            self._recognised(pixels, [_turned(corners, way) for corners in longest])
            for way in (angle, angle + np.pi)
        ]
        sure = [sum(piece.confidence * len(piece.text) for piece in pieces) for pieces in ways]
        return angle if sure[0] >= sure[1] else angle + np.pi

    def _recognised(self, pixels: "Array", found: "list[Array]") -> list[_Piece]:
        crops = [_cut(pixels, corners) for corners in found]
        answer = self._engine.recognize_txt(crops)
        return [
            _Piece(corners, text, float(confidence))
            for corners, text, confidence in zip(found, answer.txts, answer.scores, strict=True)
            if confidence >= LEAST_CONFIDENCE
        ]


def _sides(corners: "Array") -> tuple[float, float]:
    """Lengths of the first and the second side of a quadrangle."""
    import numpy as np

    return float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[2] - corners[1]))


def _usual_height(found: "list[Array]") -> float:
    import numpy as np

    return float(np.median([min(_sides(corners)) for corners in found]))


def _usual_angle(found: "list[Array]") -> float:
    """The direction, between -90 and 90 degrees, in which the long sides lie, each weighed by its length."""
    import numpy as np

    angles, weights = [], []
    for corners in found:
        first, second = _sides(corners)
        if max(first, second) < 1.6 * min(first, second):
            continue
        along = corners[1] - corners[0] if first >= second else corners[2] - corners[1]
        angles.append(np.arctan2(along[1], along[0]))
        weights.append(max(first, second))
    if not angles:
        return 0.0
    # doubled, because a direction and its opposite are one here
    doubled = np.asarray(angles) * 2
    rough = np.arctan2(np.dot(np.sin(doubled), weights), np.dot(np.cos(doubled), weights)) / 2
    near = np.abs(np.angle(np.exp(1j * (doubled - 2 * rough)))) < np.radians(30)
    if not near.any():
        return float(rough)
    offsets = np.angle(np.exp(1j * (doubled[near] - 2 * rough))) / 2
    order = np.argsort(offsets)
    reached = np.cumsum(np.asarray(weights)[near][order])
    return float(rough + offsets[order][np.searchsorted(reached, reached[-1] / 2)])


def _turned(corners: "Array", angle: float) -> "Array":
    """The same corners, clockwise from the one where text in this direction begins."""
    import numpy as np

    along, down = np.array([np.cos(angle), np.sin(angle)]), np.array([-np.sin(angle), np.cos(angle)])
    first, second = _sides(corners)
    long_side = corners[1] - corners[0] if first >= second else corners[2] - corners[1]
    if max(first, second) > 2.5 * min(first, second) and abs(np.dot(long_side, down)) > abs(
        np.dot(long_side, along)
    ):
        along, down = down, -along  # a line across the others, as on the rim of a lid
    centre = corners.mean(axis=0)
    places = (corners - centre) @ along, (corners - centre) @ down
    start = int(np.argmin(places[0] + places[1]))
    return np.roll(corners, -start, axis=0).astype(np.float32)


def _cut(pixels: "Array", corners: "Array") -> "Array":
    """The quadrangle as a level strip."""
    import cv2
    import numpy as np

    width = max(np.linalg.norm(corners[0] - corners[1]), np.linalg.norm(corners[3] - corners[2]))
    height = max(np.linalg.norm(corners[0] - corners[3]), np.linalg.norm(corners[1] - corners[2]))
    size = (max(4, round(float(width))), max(4, round(float(height))))
    straight = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(np.ascontiguousarray(corners), straight)
    strip: Array = cv2.warpPerspective(
        pixels, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return strip


def _around(found: "list[Array]", width: int, height: int) -> tuple[int, int, int, int]:
    """The part of the picture with text and a margin round it."""
    import numpy as np

    every = np.concatenate(found)
    margin = 2 * _usual_height(found)
    left, top = np.maximum(every.min(axis=0) - margin, 0)
    right, bottom = np.minimum(every.max(axis=0) + margin, (width, height))
    return int(left), int(top), int(right), int(bottom)


def _line(piece: _Piece, turn: float) -> Line:
    import numpy as np

    cosine, sine = np.cos(turn), np.sin(turn)
    level = piece.corners @ np.array([[cosine, -sine], [sine, cosine]])
    return Line(piece.text.strip(), round(piece.confidence, 3), _box(piece.corners), _box(level))


def _box(corners: "Array") -> Box:
    low, high = corners.min(axis=0), corners.max(axis=0)
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
