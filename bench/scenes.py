"""Scenes of known sharpness and light, and what a phone does to them: the truth against which the photo coach is held.

A scene is drawn at twice its size and made smaller, so that its edges are as sharp as a lens lets them be. Amounts of
blur are thousandths of the shorter side, because that is what a buyer sees; amounts of light are stops.
"""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path(__file__).resolve().parents[1]
DRAWN = ROOT / "data" / "demo" / "pictures"
FONT = ROOT / "static" / "fonts" / "plus-jakarta-sans.v1.woff2"

Pixels = np.ndarray[Any, np.dtype[np.float32]]


# -- scenes -----------------------------------------------------------------------------------------


def _plane(width: int, height: int) -> tuple[Pixels, Pixels]:
    down, across = np.mgrid[0:height, 0:width].astype(np.float32)
    return across / height, down / height  # in shorter sides of a lying picture


def _lit(width: int, height: int, colour: tuple[float, float, float]) -> Pixels:
    """Paper or cloth in window light from the left."""
    across, down = _plane(width, height)
    light = 1.03 - 0.10 * across - 0.05 * down
    return light[..., None] * np.array(colour, np.float32)


def weave(width: int, height: int, warm: tuple[float, ...], cold: tuple[float, ...], thread: float) -> Pixels:
    """Over and under, with a round thread and a few fibres."""
    across, down = _plane(width, height)
    one, two = across / thread, down / thread
    over = (np.floor(one) + np.floor(two)) % 2 == 0
    place = np.where(over, one % 1, two % 1) - 0.5
    round_ = np.sqrt(np.clip(1 - (2 * place) ** 2, 0.0, 1))
    dice = np.random.default_rng(7)
    tint = dice.normal(0, 0.08, (400, 400)).astype(np.float32)
    fibres = tint[(down * 900).astype(int) % 400, (across * 260).astype(int) % 400]
    lit = 0.35 + 0.65 * round_ + fibres
    colour = np.where(over[..., None], np.array(warm, np.float32), np.array(cold, np.float32))
    return np.clip(lit[..., None] * colour, 0, 1)


def _shape(width: int, height: int, draw: Callable[[ImageDraw.ImageDraw, float], None]) -> Pixels:
    mask = Image.new("L", (width, height))
    draw(ImageDraw.Draw(mask), float(height))
    return (np.asarray(mask, np.float32) / 255)[..., None]


def _over(ground: Pixels, mask: Pixels, layer: Pixels | tuple[float, float, float]) -> Pixels:
    return ground * (1 - mask) + np.asarray(layer, np.float32) * mask


def _shadow(ground: Pixels, mask: Pixels, side: float, depth: float = 0.35) -> Pixels:
    soft = Image.fromarray((mask[..., 0] * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(side * 0.03)
    )
    moved = np.roll(np.asarray(soft, np.float32) / 255, (int(side * 0.02), int(side * 0.03)), (0, 1))
    return ground * (1 - depth * moved[..., None])


def _ball(width: int, height: int, colour: tuple[float, float, float]) -> tuple[Pixels, Pixels]:
    across, down = _plane(width, height)
    x, y = across - width / height / 2, down - 0.52
    inside = _shape(
        width,
        height,
        lambda pen, h: pen.ellipse([width / 2 - 0.33 * h, 0.19 * h, width / 2 + 0.33 * h, 0.85 * h], 255),
    )
    deep = np.sqrt(np.clip(1 - (x * x + y * y) / 0.33**2, 0, 1))
    light = np.clip(0.25 + 0.75 * (0.6 * deep - 1.0 * x - 0.9 * y), 0.08, 1)
    shine = np.exp(-((x + 0.12) ** 2 + (y + 0.13) ** 2) / 0.003)
    return inside, np.clip(light[..., None] * np.array(colour, np.float32) + 0.5 * shine[..., None], 0, 1)


def fruit(width: int, height: int) -> Pixels:
    """A plain mangosteen on white paper: few edges."""
    mask, ball = _ball(width, height, (0.42, 0.10, 0.22))
    return _over(_shadow(_lit(width, height, (0.90, 0.90, 0.89)), mask, height), mask, ball)


def orange(width: int, height: int) -> Pixels:
    mask, ball = _ball(width, height, (0.95, 0.50, 0.08))
    return _over(_shadow(_lit(width, height, (0.80, 0.78, 0.74)), mask, height), mask, ball)


def bowl(width: int, height: int) -> Pixels:
    """A plain clay bowl on white paper."""

    def outline(pen: ImageDraw.ImageDraw, h: float) -> None:
        pen.pieslice([width / 2 - 0.40 * h, 0.0, width / 2 + 0.40 * h, 0.84 * h], 0, 180, 255)

    mask = _shape(width, height, outline)
    across, down = _plane(width, height)
    shade = 0.75 - 0.5 * (across - width / height / 2) - 0.35 * (down - 0.42)
    clay = np.clip(shade, 0.1, 1)[..., None] * np.array((0.62, 0.38, 0.26), np.float32)
    ground = _shadow(_lit(width, height, (0.97, 0.97, 0.96)), mask, height)
    rim = _shape(
        width,
        height,
        lambda pen, h: pen.ellipse([width / 2 - 0.40 * h, 0.36 * h, width / 2 + 0.40 * h, 0.48 * h], 255),
    )
    return _over(_over(ground, mask, clay), rim, (0.30, 0.17, 0.11))


def white_on_white(width: int, height: int) -> Pixels:
    """A white crocheted cloth on paper that the camera shows as plain white."""
    ground = np.clip(_lit(width, height, (1.04, 1.04, 1.03)), 0, 1)
    cloth = 0.74 + 0.22 * weave(width, height, (1, 1, 0.99), (0.97, 0.97, 0.95), 0.022)
    box = [0.22 * width, 0.2 * height, 0.78 * width, 0.82 * height]
    mask = _shape(width, height, lambda pen, h: pen.rounded_rectangle(box, 0.05 * h, 255))
    return _over(_shadow(ground, mask, height, 0.18), mask, cloth)


def mat(width: int, height: int) -> Pixels:
    """A woven mat that fills the picture."""
    return weave(width, height, (0.72, 0.22, 0.20), (0.20, 0.36, 0.56), 0.028)


def black_mat(width: int, height: int) -> Pixels:
    """A black doormat that fills the picture: dark by nature, and sharp."""
    return weave(width, height, (0.055, 0.052, 0.055), (0.03, 0.03, 0.033), 0.03)


def black_on_cement(width: int, height: int) -> Pixels:
    box = [0.12 * width, 0.12 * height, 0.88 * width, 0.9 * height]
    mask = _shape(width, height, lambda pen, h: pen.rectangle(box, 255))
    ground = _shadow(_lit(width, height, (0.36, 0.35, 0.34)), mask, height)
    return _over(ground, mask, weave(width, height, (0.07, 0.07, 0.075), (0.04, 0.04, 0.045), 0.02))


def stripes(width: int, height: int) -> Pixels:
    """A cloth of lying stripes in a soft shade: sharp edges in one direction only, by nature."""
    across, down = _plane(width, height)
    band = (down / 0.045).astype(int) % 3
    cloth = np.array([(0.70, 0.16, 0.22), (0.92, 0.85, 0.70), (0.16, 0.28, 0.45)], np.float32)[band]
    shade = 1 - 0.45 / (1 + np.exp(-(across - 0.7) / 0.06))
    return cloth * shade[..., None]


def beads(width: int, height: int) -> Pixels:
    """Payet on dark satin, each bead with its shine."""
    picture = Image.new("RGB", (width, height), (58, 24, 44))
    pen, dice = ImageDraw.Draw(picture), np.random.default_rng(3)
    size = 0.011 * height
    for ring in range(2, 19):
        for step in range(ring * 9):
            turn = step / (ring * 9) * 6.2832
            x, y = (
                width / 2 + np.cos(turn) * ring * 0.025 * height,
                height / 2 + np.sin(turn) * ring * 0.025 * height,
            )
            tone = 120 + int(dice.integers(0, 90))
            colour = (tone + 40, tone, 60) if ring % 3 else (170, 175, tone + 45)
            pen.ellipse([x - size, y - size, x + size, y + size], colour)
            pen.ellipse([x - 0.6 * size, y - 0.6 * size, x, y], (255, 255, 255))
    return _linear(picture)


def words(width: int, height: int) -> Pixels:
    """A pouch with a printed label."""
    picture = Image.new("RGB", (width, height), (214, 207, 196))
    pen = ImageDraw.Draw(picture)
    left, top, right, low = 0.24 * width, 0.06 * height, 0.76 * width, 0.95 * height
    pen.rounded_rectangle([left, top, right, low], 0.03 * height, (122, 30, 74))
    pen.rectangle([left + 0.03 * height, 0.3 * height, right - 0.03 * height, 0.8 * height], (250, 246, 236))
    for at, (text, part) in enumerate(
        (("Keripik Singkong", 0.055), ("Pedas manis", 0.042), ("Komposisi: singkong, cabai", 0.026), ("Berat bersih 250 g", 0.032),
         ("P-IRT 2153671019901-30", 0.026), ("Baik digunakan sebelum 12-2026", 0.022))
    ):  # fmt: skip
        font = ImageFont.truetype(str(FONT), int(part * height))
        pen.text((left + 0.05 * height, (0.33 + 0.075 * at) * height), text, (43, 26, 35), font=font)
    return _linear(picture)


def bokeh(width: int, height: int) -> Pixels:
    """A small sharp subject before a soft room: most of the picture is blurred, and rightly so."""
    dice = np.random.default_rng(11)
    room = Image.new("RGB", (width, height), (96, 110, 84))
    pen = ImageDraw.Draw(room)
    for _ in range(90):
        x, y, r = (
            dice.uniform(0, width),
            dice.uniform(0, height),
            dice.uniform(0.02, 0.09) * height,
        )
        pen.ellipse([x - r, y - r, x + r, y + r], tuple(int(v) for v in dice.integers(40, 235, 3)))
    room = room.filter(ImageFilter.GaussianBlur(0.02 * height))
    mask = _shape(
        width,
        height,
        lambda pen, h: pen.rounded_rectangle([0.36 * width, 0.45 * h, 0.62 * width, 0.93 * h], 0.03 * h, 255),
    )
    near = weave(width, height, (0.80, 0.55, 0.16), (0.55, 0.30, 0.10), 0.03)
    return _over(_linear(room), mask, near)


def jar(width: int, height: int) -> Pixels:
    """A jar of sambal before a far wall that is out of focus."""
    mask = _shape(
        width,
        height,
        lambda pen, h: pen.rounded_rectangle(
            [width / 2 - 0.2 * h, 0.2 * h, width / 2 + 0.2 * h, 0.92 * h], 0.06 * h, 255
        ),
    )
    wall = _linear(_picture(stripes(width, height)).filter(ImageFilter.GaussianBlur(0.025 * height))) * 0.8
    dice = np.random.default_rng(5)
    seeds = Image.fromarray(dice.integers(0, 255, (90, 120), np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    lumps = np.asarray(seeds, np.float32)[..., None] / 255
    sambal = np.array((0.62, 0.08, 0.03), np.float32) * (0.35 + 0.9 * (lumps > 0.55) + 0.25 * lumps)
    label = _shape(
        width,
        height,
        lambda pen, h: pen.rectangle([width / 2 - 0.17 * h, 0.45 * h, width / 2 + 0.17 * h, 0.75 * h], 255),
    )
    return np.clip(_over(_over(wall, mask, sambal), label, (0.85, 0.80, 0.62)), 0, 1)


SCENES: dict[str, Callable[[int, int], Pixels]] = {
    "anyaman": mat, "keset hitam": black_mat, "keset hitam di semen": black_on_cement, "garis mendatar": stripes,
    "payet": beads, "manggis di kertas": fruit, "jeruk di kertas": orange, "mangkuk di kertas": bowl,
    "putih di atas putih": white_on_white, "kemasan bertulisan": words, "latar lembut": bokeh, "toples": jar,
}  # fmt: skip


def scene(name: str, width: int = 1600, height: int = 1200) -> Pixels:
    """A scene in linear light, from 0 to 1."""
    return _halved(SCENES[name](width * 2, height * 2))


def drawn(name: str) -> Pixels:
    """A drawn product of the example shop in linear light."""
    with Image.open(DRAWN / f"{name}.webp") as picture:
        return _linear(picture.convert("RGB"))


def _halved(pixels: Pixels) -> Pixels:
    height, width, _ = pixels.shape
    return pixels.reshape(height // 2, 2, width // 2, 2, 3).mean((1, 3), dtype=np.float32)


_TO_LINEAR = (np.arange(256, dtype=np.float32) / 255) ** 2.2


def _linear(picture: Image.Image) -> Pixels:
    return _TO_LINEAR[np.asarray(picture)]


def _picture(pixels: Pixels) -> Image.Image:
    return Image.fromarray((np.clip(pixels, 0, 1) ** (1 / 2.2) * 255 + 0.5).astype(np.uint8))


# -- what a phone does ------------------------------------------------------------------------------


def camera(
    pixels: Pixels, *, noise: float = 0.004, quality: int = 88, soft: float = 0.5, seed: int = 1
) -> bytes:
    """A JPEG as a phone writes it: the lens' own softness in pixels, light made noisy, then packed."""
    return packed(exposed(pixels, noise=noise, soft=soft, seed=seed), "JPEG", quality=quality)


def exposed(pixels: Pixels, *, noise: float = 0.004, soft: float = 0.5, seed: int = 1) -> Image.Image:
    light = _blurred(pixels, _gauss(soft)) if soft else pixels
    dice = np.random.default_rng(seed)
    grain = dice.normal(0, 1, light.shape).astype(np.float32)
    return _picture(light + grain * (noise + noise * np.sqrt(np.clip(light, 0, 1))))


def packed(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def defocused(pixels: Pixels, amount: float) -> Pixels:
    """Out of focus: every point is a disc whose radius is `amount` thousandths of the shorter side."""
    radius = amount / 1000 * min(pixels.shape[:2])
    reach = int(np.ceil(radius)) + 1
    down, across = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    disc = np.clip(radius + 0.5 - np.hypot(down, across), 0, 1)
    return _blurred(pixels, disc / disc.sum())


def shaken(pixels: Pixels, amount: float, degrees: float) -> Pixels:
    """Moved in one direction: every point is a line, `amount` thousandths of the shorter side long."""
    length = amount / 1000 * min(pixels.shape[:2])
    reach = int(np.ceil(length / 2)) + 1
    down, across = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32)
    turn = np.deg2rad(degrees)
    along, beside = across * np.cos(turn) + down * np.sin(turn), down * np.cos(turn) - across * np.sin(turn)
    line = np.clip(length / 2 + 0.5 - np.abs(along), 0, 1) * np.clip(1 - np.abs(beside), 0, 1)
    return _blurred(pixels, line / line.sum())


def lit(pixels: Pixels, stops: float) -> Pixels:
    """More light or less."""
    return pixels * np.float32(2**stops)


def _gauss(sigma: float) -> Pixels:
    reach = int(np.ceil(3 * sigma))
    line = np.exp(-(np.arange(-reach, reach + 1, dtype=np.float32) ** 2) / (2 * sigma**2))
    kernel = np.outer(line, line)
    return (kernel / kernel.sum()).astype(np.float32)


def _blurred(pixels: Pixels, kernel: Pixels) -> Pixels:
    """Convolved by the Fourier transform, with the border repeated."""
    reach = kernel.shape[0] // 2
    wide = np.pad(pixels, ((reach, reach), (reach, reach), (0, 0)), "edge")
    size = (wide.shape[0], wide.shape[1])
    shifted = np.zeros(size, np.float32)
    shifted[: kernel.shape[0], : kernel.shape[1]] = kernel
    shifted = np.roll(shifted, (-reach, -reach), (0, 1))
    print_ = np.fft.rfft2(shifted)
    out = np.empty_like(wide)
    for channel in range(3):
        out[..., channel] = np.fft.irfft2(np.fft.rfft2(wide[..., channel]) * print_, size)
    return np.clip(out[reach:-reach, reach:-reach], 0, None)


def taken(
    pixels: Pixels,
    *,
    defocus: float = 0,
    shake: tuple[float, float] | None = None,
    stops: float = 0,
    noise: float = 0.004,
    quality: int = 88,
    side: int = 0,
    enlarged: int = 0,
) -> bytes:
    """A photo of a scene with these faults. `enlarged` times blown up, smoothly; below zero: in blocks."""
    if defocus:
        pixels = defocused(pixels, defocus)
    if shake:
        pixels = shaken(pixels, *shake)
    picture = exposed(lit(pixels, stops) if stops else pixels, noise=noise)
    if side:
        picture = picture.resize(
            (round(picture.width * side / picture.height), side), Image.Resampling.LANCZOS
        )
    if enlarged:
        size, times = picture.size, abs(enlarged)
        small = picture.resize((size[0] // times, size[1] // times), Image.Resampling.LANCZOS)
        picture = small.resize(size, Image.Resampling.BICUBIC if enlarged > 0 else Image.Resampling.NEAREST)
    return packed(picture, "JPEG", quality=quality)
