"""Where text lies on a picture: strips along the middle of each line, straight or bent as on a jar, cut out level.

The engine answers how likely each pixel is the core of a line of text (differentiable binarisation: the core is the line
shrunk by a margin that its area and girth give). Its own boxes are straight, and on a jar a straight box holds bits of several
lines; so the middle of each core is followed here, and the strip is unrolled along it.
"""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, Any]

CORE = 0.3
"""Likelihood from which a pixel belongs to the core of a line."""
SURE = 0.5
"""Mean likelihood below which a core is no text."""
MARGIN = 1.6
"""How much wider than its core a line is, as the engine was trained."""
LEAST_CORE = 3
"""Pixels; thinner cores are specks."""
BENT = 0.22
"""Sag, in heights of the line, from which it is unrolled along its bend."""


@dataclass(frozen=True)
class Strip:
    """A line of text in pixels of a picture: `centre`, the direction `along` it, from `start` to `end` on that axis, its `height`,
    and `bend`, the polynomial by which its middle leaves the axis (empty when straight)."""

    centre: "Array"
    along: "Array"
    start: float
    end: float
    height: float
    bend: tuple[float, ...] = ()

    @property
    def width(self) -> float:
        return self.end - self.start

    @property
    def across(self) -> "Array":
        import numpy as np

        return np.array([-self.along[1], self.along[0]])

    def middle(self, places: "Array") -> "Array":
        """Points on the middle of the line at these places along it; shape (n, 2)."""
        import numpy as np

        off = np.polyval(self.bend, places) if self.bend else np.zeros_like(places)
        points: Array = self.centre + places[:, None] * self.along + off[:, None] * self.across
        return points

    def turned(self) -> "Strip":
        """The same line read from its other end."""
        flipped = tuple(
            -value if (len(self.bend) - 1 - place) % 2 == 0 else value
            for place, value in enumerate(self.bend)
        )
        return replace(self, along=-self.along, start=-self.end, end=-self.start, bend=flipped)

    def on_its_side(self) -> "Strip":
        """The same patch with height and width exchanged; only for straight, short ones."""
        half = self.width / 2
        middle = self.centre + (self.start + self.end) / 2 * self.along
        return Strip(middle, self.across, -self.height / 2, self.height / 2, 2 * half)

    def moved(self, ratio: "Array", offset: "Array") -> "Strip":
        """In pixels of the picture that this one is a smaller copy of a part of. The two ratios are nearly one."""
        import numpy as np

        scale = float(np.mean(ratio))
        degree = len(self.bend) - 1
        return Strip(
            self.centre * ratio + offset,
            self.along,
            self.start * scale,
            self.end * scale,
            self.height * scale,
            tuple(value * scale ** (1 - (degree - place)) for place, value in enumerate(self.bend)),
        )

    def outline(self) -> "Array":
        """Points round the strip; shape (n, 2)."""
        import numpy as np

        places = np.linspace(self.start, self.end, 9 if self.bend else 2)
        middle = self.middle(places)
        half = self.across * self.height / 2
        return np.concatenate([middle - half, middle + half])

    def cut(self, pixels: "Array") -> "Array":
        """The strip as a level picture."""
        import cv2
        import numpy as np

        width, height = max(4, round(self.width)), max(4, round(self.height))
        places = np.linspace(self.start, self.end, width)
        middle = self.middle(places)
        slope = np.polyval(np.polyder(self.bend), places) if self.bend else np.zeros(width)
        normal = self.across[None, :] - slope[:, None] * self.along[None, :]
        normal /= np.linalg.norm(normal, axis=1, keepdims=True)
        steps = np.linspace(-self.height / 2, self.height / 2, height)
        at = middle[None, :, :] + steps[:, None, None] * normal[None, :, :]
        level: Array = cv2.remap(
            pixels,
            np.ascontiguousarray(at[..., 0], dtype=np.float32),
            np.ascontiguousarray(at[..., 1], dtype=np.float32),
            cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return level


def strips_in(likely: "Array") -> list[Strip]:
    """The lines of text in a map of likelihoods (height by width, 0 to 1), in its pixels."""
    import cv2
    import numpy as np

    core = cv2.dilate((likely > CORE).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(core, connectivity=8)
    found = []
    for label in range(1, count):
        left, top, width, height, area = (int(value) for value in stats[label])
        if area < LEAST_CORE * LEAST_CORE:
            continue
        part = (slice(top, top + height), slice(left, left + width))
        inside = labels[part] == label
        if float(likely[part][inside].mean()) < SURE:
            continue
        down, right = np.nonzero(inside)
        strip = _strip(np.column_stack([right + left, down + top]).astype(np.float64))
        if strip is not None:
            found.append(strip)
    return found


def _strip(points: "Array") -> Strip | None:
    """The strip whose core these pixels are."""
    import cv2
    import numpy as np

    centre, (width, height), degrees = cv2.minAreaRect(points.astype(np.float32))
    if width < height:
        width, height, degrees = height, width, degrees + 90
    if height < LEAST_CORE:
        return None
    angle = np.radians(degrees)
    along = np.array([np.cos(angle), np.sin(angle)])
    middle = np.asarray(centre, dtype=np.float64)
    places, offs = (points - middle) @ along, (points - middle) @ np.array([-along[1], along[0]])
    bend, thick = _bend(places, offs, float(height))
    margin = width * thick * MARGIN / (2 * (width + thick))
    return Strip(
        middle, along, float(places.min()) - margin, float(places.max()) + margin, thick + 2 * margin, bend
    )


def _bend(places: "Array", offs: "Array", height: float) -> tuple[tuple[float, ...], float]:
    """How the middle bends, and how thick the core is; no bend and the whole height for a straight line."""
    import numpy as np

    length = float(places.max() - places.min())
    if length < 5 * height / 2:
        return (), height
    bins = int(min(40, max(8, length / 6)))
    which = np.clip(((places - places.min()) / length * bins).astype(int), 0, bins - 1)
    counts = np.bincount(which, minlength=bins)
    filled = counts > 0
    mean = np.bincount(which, offs, bins)[filled] / counts[filled]
    square = np.bincount(which, offs**2, bins)[filled] / counts[filled]
    thick = float(np.median(np.sqrt(np.maximum(square - mean**2, 0)) * np.sqrt(12))) + 1
    at = ((np.arange(bins) + 0.5) / bins * length + places.min())[filled]
    if len(at) < 6:
        return (), height
    bend = np.polyfit(at, mean, 2 if len(at) < 14 else 3, w=counts[filled])
    curve = np.polyval(bend, at)
    chord = np.interp(at, [at[0], at[-1]], [curve[0], curve[-1]])
    sag = float(np.abs(curve - chord).max())
    full = thick * (1 + MARGIN)
    if sag < BENT * full or float(np.abs(curve - mean).mean()) > 0.3 * full:
        return (), height
    return tuple(float(value) for value in bend), thick
