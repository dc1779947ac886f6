"""What pixels say of a photo: how sharp, how dark, how burnt, whether it is a picture of a screen.

Everything is measured on one size, 800 pixels on the shorter side, so that 12 megapixels and 1 megapixel of one scene
answer alike. Nothing is judged here: thresholds and sentences are `app/standards/rules/photos.py`.

Sharpness is the width of edges, not their number: an edge that was blurred keeps its place and loses its steepness, so
the steepness at two scales tells by how much, whatever its contrast (Elder and Zucker 1998; Zhuo and Sim 2011). A plain
fruit has few edges and a black weave has faint ones, and both are sharp. The picture is as sharp as its sharpest tiles,
so a soft background costs nothing. A hand that moved leaves the edges along its way sharp and widens those across it:
directions are measured apart.
"""

import struct
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

import numpy as np
from PIL import Image

SIDE = 800
"""Pixels of the shorter side on which everything is measured. Smaller photos are measured as they are."""

Plane: TypeAlias = np.ndarray[Any, np.dtype[np.float32]]
Mask: TypeAlias = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, kw_only=True)
class Measures:
    """What was measured. Levels run from 0 to 255, shares from 0 to 1, widths are pixels of the normalised size."""

    softness: float | None
    """How wide (standard deviation) a sharp step has become in the sharpest tiles; None: nothing to tell it by."""
    shake: float | None
    """The same across the direction in which the hand moved most; None: no two directions to compare."""
    steady: float | None
    """The same along that direction, where edges stay sharp."""
    noise: float
    """Standard deviation of the grain, in levels."""
    highlight: float
    """Level that only 2 % of the pixels pass."""
    middle: float
    """Level of the median pixel."""
    unevenness: float
    """Standard deviation of the levels of an 8 × 8 board laid over the picture: near 0 for cloth that fills it."""
    clipped: float
    """Share of pure white."""
    burnt: float
    """Share where colour was lost to too much light. White paper has none."""
    bars: int
    """Exact full-width seams between flat areas: screens and frames have them, cameras do not."""
    screen: bool
    """A PNG without camera marks in the exact size of a phone's screen."""
    clear: float
    """Share of pixels that can be seen through."""
    blocks: bool
    """Pixels stand in equal blocks: a small picture was blown up."""

    def kept(self) -> dict[str, Any]:
        """As it is kept beside the photo."""
        return {
            name: round(value, 3) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> "Measures | None":
        """Back from what was kept; None for a photo that was taken in before photos were measured."""
        if kept is None:
            return None
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__})


SCREEN_WIDTHS = {720, 750, 828, 1080, 1125, 1170, 1179, 1206, 1242, 1284, 1290, 1320, 1440}
"""Pixels across the screens of phones sold since 2014; all of them are at least 1.7 times as long."""
_CAMERA_MARKS = {0x010F, 0x0110, 0x829A, 0x8827, 0x9209}
"""EXIF: maker, model, exposure time, sensitivity, flash."""


def is_screen(picture: Image.Image) -> bool:
    """Whether this is a PNG without camera marks in the exact size of a phone's screen."""
    short, long = sorted(picture.size)
    fits = short in SCREEN_WIDTHS and 1.7 <= long / short <= 2.4
    return picture.format == "PNG" and fits and not _is_from_camera(picture)


def _is_from_camera(picture: Image.Image) -> bool:
    """Whether the file carries the marks that cameras write. Senders such as WhatsApp remove them: no mark is no proof."""
    try:
        exif = picture.getexif()
        return bool({*exif, *exif.get_ifd(0x8769)} & _CAMERA_MARKS)
    except (
        ValueError,
        OSError,
        SyntaxError,
        TypeError,
        KeyError,
        struct.error,
    ):  # damaged marks are no marks
        return False


def measure(picture: Image.Image, *, clear: float = 0.0, screen: bool = False) -> Measures:
    """The measures of an upright RGB picture, at least 60 pixels high and wide. What laying it on white has hidden is told by the caller."""
    small = _normalised(picture)
    colours = np.asarray(small, np.float32)
    grey = np.asarray(small.convert("L"), np.float32)
    softness, shake, steady, noise = _sharpness(grey)
    clipped, burnt = _light(colours)
    highlight, middle = np.quantile(grey[::2, ::2], (0.98, 0.5))
    return Measures(
        softness=softness,
        shake=shake,
        steady=steady,
        noise=noise,
        highlight=float(highlight),
        middle=float(middle),
        unevenness=float(np.asarray(small.convert("L").resize((8, 8), Image.Resampling.BOX)).std()),
        clipped=clipped,
        burnt=burnt,
        bars=max(_bars(colours), _bars(colours.transpose(1, 0, 2))),
        screen=screen,
        clear=clear,
        blocks=_in_blocks(picture),
    )


def _normalised(picture: Image.Image) -> Image.Image:
    factor = SIDE / min(picture.size)
    if factor >= 1:
        return picture
    size = (round(picture.width * factor), round(picture.height * factor))
    return picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)


# -- sharpness --------------------------------------------------------------------------------------

_FINE, _COARSE = 0.6, 1.6
"""Standard deviations of the two smoothings, in pixels. The finer one lets 1 pixel of blur still be told from none;
the coarser one must be wide enough to differ and narrow enough for the threads of a weave."""
_STEP = 1 / 3
"""Variance that the difference of two neighbours adds."""
_TILE = 80
"""A tenth of the shorter side: small enough to lie within a subject, large enough to hold a dozen edges."""
_SHARPEST = 0.1
"""The picture is as sharp as the tile that a tenth of the tiles surpass: a single speck of dust does not count."""
_FAINT, _OVER_GRAIN, _OF_STRONGEST = 2.0, 1.0, 0.12
"""Edges count from 2 levels a pixel (JPEG leaves fainter ones), above the grain, and above an eighth of the strongest."""
_GRAIN_FINE, _GRAIN_COARSE = 0.29, 0.069
"""What grain of one level leaves of itself in the two gradients: 0.2 / variance of the smoothing."""
_WIDEST = 6.0
_GRAINY = 1.5
"""Grain in levels from which the half size is asked too: there the grain is halved and a wide edge still wide."""


@dataclass(frozen=True)
class _Edges:
    tile: np.ndarray[Any, np.dtype[np.int64]]
    width: Plane
    direction: Plane
    strength: Plane
    noise: float


def _sharpness(grey: Plane) -> tuple[float | None, float | None, float | None, float]:
    """Softness, shake, steady, noise."""
    edges = _edges(grey, _TILE)
    tiles = _tiles(edges, np.ones(edges.width.shape, bool), least=12)
    softness = _sharpest(tiles, 2)
    scale, plane = 1, grey
    while scale < 4 and (softness is None or len(tiles) < 4 or (scale == 1 and edges.noise > _GRAINY)):
        scale, plane = scale * 2, _halved(plane)
        wide = _edges(plane, _TILE // scale)
        tiles = _tiles(wide, np.ones(wide.width.shape, bool), least=12)
        found = _sharpest(tiles, 2)
        if found is not None and (softness is None or found >= 0.6):
            softness = max(softness or 0.0, found * scale)
    shake, steady = _shake(edges)
    return softness, shake, steady, edges.noise


def _shake(edges: _Edges) -> tuple[float | None, float | None]:
    """The widest direction and the one across it, where both have edges enough to speak."""
    if not edges.width.size:
        return None, None
    strong = edges.strength >= 0.25 * np.quantile(edges.strength, 0.95)
    found = []
    for turn in range(8):
        off = np.abs((edges.direction - 22.5 * turn + 90) % 180 - 90)
        tiles = _tiles(edges, strong & (off <= 22.5), least=6)
        found.append(_sharpest(tiles, 3) if len(tiles) >= 4 else None)
    pairs = [(one, found[(at + 4) % 8]) for at, one in enumerate(found)]
    told = [(one, other) for one, other in pairs if one is not None and other is not None]
    return max(told, key=lambda pair: pair[0] - pair[1], default=(None, None))


def _edges(grey: Plane, tile: int) -> _Edges:
    """Ridges of the coarse gradient, and how wide the step at each of them is."""
    fine_x, fine_y = _gradient(_smooth(grey, _FINE))
    coarse_x, coarse_y = _gradient(_smooth(grey, _COARSE))
    steep = np.hypot(coarse_x, coarse_y)
    noise = _noise(grey)
    least = max(_FAINT, _OVER_GRAIN * noise, _OF_STRONGEST * float(np.quantile(steep[::2, ::2], 0.995)))
    inner = steep[2:-2, 2:-2]
    lies = np.abs(coarse_x) >= np.abs(coarse_y)
    ridge = np.where(
        lies[2:-2, 2:-2],
        (inner >= steep[2:-2, 1:-3]) & (inner >= steep[2:-2, 3:-1]),
        (inner >= steep[1:-3, 2:-2]) & (inner >= steep[3:-1, 2:-2]),
    )
    down, across = np.nonzero(ridge & (inner > least))
    down, across = down + 2, across + 2
    at = (down, across)
    strength = steep[at]
    along = (
        fine_x[at] * coarse_x[at] + fine_y[at] * coarse_y[at]
    ) / strength  # the same direction at both scales
    fine = np.clip(along * np.abs(along) - (_GRAIN_FINE * noise) ** 2, 0, None)
    ratio = fine / np.maximum(strength**2 - (_GRAIN_COARSE * noise) ** 2, 0.1)
    # A step of width w has steepness 1 / sqrt(w² + s²) at scale s: the ratio of two scales gives w.
    wide, narrow = _COARSE**2 + _STEP, _FINE**2 + _STEP
    width = np.sqrt(np.clip((wide - ratio * narrow) / np.maximum(ratio - 1, 1e-3), 0, _WIDEST**2))
    width[ratio <= 1] = _WIDEST
    direction = np.degrees(np.arctan2(coarse_y[at], coarse_x[at])) % 180
    return _Edges(down // tile * 1000 + across // tile, width, direction, strength, noise)


def _tiles(edges: _Edges, chosen: Mask, *, least: int) -> list[float]:
    """The width of edges in each tile, sharpest tile first: the lower quartile of its stronger half."""
    tile, width = edges.tile[chosen], edges.width[chosen]
    order = np.lexsort((edges.strength[chosen], tile))
    tile, width = tile[order], width[order]
    _, first, place, many = np.unique(tile, return_index=True, return_inverse=True, return_counts=True)
    stronger = np.arange(len(tile)) - first[place] >= many[place] // 2
    tile, width = tile[stronger], width[stronger]
    width = width[np.lexsort((width, tile))]
    _, first, many = np.unique(tile, return_index=True, return_counts=True)
    return sorted((width[first + (many - 1) // 4][many >= least]).tolist())


def _sharpest(tiles: list[float], least: int) -> float | None:
    if len(tiles) < 2:
        return None
    return tiles[min(len(tiles) - 1, max(least - 1, int(_SHARPEST * len(tiles))))]


def _noise(grey: Plane) -> float:
    """Grain where the picture is calmest: what is left when planes and edges cancel out (Immerkær 1996)."""
    inner, beside = (
        grey[1:-1, 1:-1],
        grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:],
    )
    corners = grey[:-2, :-2] + grey[2:, 2:] + grey[:-2, 2:] + grey[2:, :-2]
    rest = 4 * inner - 2 * beside + corners
    side = 20 if min(grey.shape) > 300 else 10
    height, width = (length // side * side for length in rest.shape)
    cells = rest[:height, :width].reshape(height // side, side, width // side, side)
    return float(np.quantile(np.sqrt((cells**2).mean((1, 3))) / 6, 0.1))


def _halved(grey: Plane) -> Plane:
    height, width = grey.shape[0] // 2 * 2, grey.shape[1] // 2 * 2
    smooth = _smooth(grey[:height, :width], 0.6)
    halved: Plane = smooth.reshape(height // 2, 2, width // 2, 2).mean((1, 3))
    return halved


def _smooth(grey: Plane, sigma: float) -> Plane:
    reach = int(np.ceil(3 * sigma))
    weights = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    for axis in (0, 1):
        wide = np.pad(grey, [(reach, reach) if at == axis else (0, 0) for at in (0, 1)], "edge")
        length = grey.shape[axis]
        total = np.zeros_like(grey)
        for at, weight in enumerate(weights):
            part = wide[at : at + length] if axis == 0 else wide[:, at : at + length]
            total += np.float32(weight) * part
        grey = total
    return grey


def _gradient(grey: Plane) -> tuple[Plane, Plane]:
    across, down = np.zeros_like(grey), np.zeros_like(grey)
    across[:, 1:-1] = (grey[:, 2:] - grey[:, :-2]) / 2
    down[1:-1] = (grey[2:] - grey[:-2]) / 2
    return across, down


# -- light ------------------------------------------------------------------------------------------

_CELL = 4
_LUMA = np.array((0.299, 0.587, 0.114), np.float32)


def _light(colours: Plane) -> tuple[float, float]:
    """Shares of pure white and of burnt colour.

    Too much light drives one channel after the other to its end, so a burnt thing has a seam of pale tint round its
    white, with one channel full and the others not yet. White paper ends at the thing that lies on it, in that thing's
    own colour or in grey shadow. Strong colours (a yellow cloth) fill a channel without being pale: they do not count.
    """
    height, width = (length // _CELL for length in colours.shape[:2])
    cells = colours[: height * _CELL, : width * _CELL].reshape(height, _CELL, width, _CELL, 3).mean((1, 3))
    level, most = cells @ _LUMA, cells.max(2)
    tint = most - cells.min(2)
    white = level >= 249
    pale = (most >= 250) & (tint > 20) & (tint < 110) & (level > 185) & ~white
    seam = _spread(_spread(white)) & ~white
    coloured = float(pale[seam].mean()) if seam.sum() >= 20 else 0.0
    share = float(white.mean())
    if share > 0.97:
        return share, 1.0  # nothing is left to see
    return share, share * coloured + float(pale.mean())


def _spread(mask: Mask) -> Mask:
    out = mask.copy()
    out[1:] |= mask[:-1]
    out[:-1] |= mask[1:]
    out[:, 1:] |= mask[:, :-1]
    out[:, :-1] |= mask[:, 1:]
    return out


# -- screens, frames, blown-up pictures -------------------------------------------------------------


def _bars(colours: Plane) -> int:
    """How often a flat band of rows ends in an exact seam across the whole width."""
    height, width, _ = colours.shape
    middle = np.median(colours[:, :: max(1, width // 200)], axis=1)
    flat = (np.abs(colours - middle[:, None]).max(2) <= 3).mean(1) >= 0.985
    same = np.abs(np.diff(middle, axis=0)).max(1) <= 2
    least, seams, run = max(6, height // 100), 0, 0
    starts: list[tuple[int, int]] = []
    for row in range(height):
        run = run + 1 if flat[row] and row and flat[row - 1] and same[row - 1] else int(flat[row])
        if run and (row == height - 1 or not flat[row + 1] or not same[row]):
            if run >= least:
                starts.append((row - run + 1, row))
            run = 0
    end = max(1, width // 16)
    for first, last in starts:
        for row in (first - 3, last + 3):
            if 0 <= row < height:
                off = np.abs(colours[row] - middle[last if row > last else first]).max(1)
                both_ends = (
                    min((off[:end] > 3).mean(), (off[-end:] > 3).mean()) >= 0.5
                )  # not a thing on plain ground
                seams += bool(both_ends and (off > (5 if flat[row] else 8)).mean() >= 0.6)
    return seams


def _in_blocks(picture: Image.Image) -> bool:
    """Whether pixels were multiplied: of every two to eight steps to the next pixel, one carries nearly all change."""
    grey = np.asarray(picture.convert("L"), np.float32)
    changes = [np.abs(np.diff(grey, axis=axis)).mean(1 - axis) for axis in (0, 1)]
    return all(_is_stepped(change) for change in changes)


def _is_stepped(change: Plane) -> bool:
    total = float(change.sum())
    if total / len(change) < 0.1:  # next to nothing on the picture
        return False
    return any(
        max(float(change[start::step].sum()) for start in range(step)) > 0.75 * total for step in range(2, 9)
    )
