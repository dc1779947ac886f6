"""Ground of every picture: canvas, seeded noise, light on a height field, masks, curves, shadows."""

import io
import zlib
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from scipy.ndimage import gaussian_filter

S = 1400  # pictures are painted at this size and brought down to 1000
FONT = Path(__file__).resolve().parents[3] / "static" / "fonts" / "plus-jakarta-sans.v1.woff2"

LIGHT = np.array([-0.48, -0.62, 0.72])
LIGHT = LIGHT / np.linalg.norm(LIGHT)
HALF = LIGHT + np.array([0, 0, 1.0])
HALF = HALF / np.linalg.norm(HALF)

PLUM, PLUM_DEEP = (122, 30, 74), (84, 16, 48)
GOLD, GOLD_DEEP = (240, 176, 46), (176, 112, 14)
LEAF, LEAF_DEEP = (36, 112, 84), (18, 72, 56)
INDIGO, INDIGO_DEEP = (40, 78, 124), (22, 46, 82)
CREAM, CHILI, ROSE = (247, 238, 224), (196, 62, 48), (226, 150, 170)
INK, PEARL = (60, 34, 46), (252, 244, 236)


def rng_for(name):
    """The same name gives the same picture."""
    return np.random.default_rng(zlib.crc32(name.encode()))


_fonts = {}


def font(size, weight=700):
    if "data" not in _fonts:
        buffer = io.BytesIO()
        face = TTFont(FONT)
        face.flavor = None
        face.save(buffer)
        _fonts["data"] = buffer.getvalue()
    key = (int(size), int(weight))
    if key not in _fonts:
        loaded = ImageFont.truetype(io.BytesIO(_fonts["data"]), key[0])
        loaded.set_variation_by_axes([key[1]])
        _fonts[key] = loaded
    return _fonts[key]


# ---------------------------------------------------------------- numbers


def grid(width=S, height=S):
    """y and x of every pixel."""
    return np.mgrid[0:height, 0:width].astype(np.float32)


def noise(shape, cell, rng):
    """Smooth noise in 0..1; `cell` is the size of a blob in pixels."""
    height, width = shape
    values = rng.random((max(2, int(height / cell) + 3), max(2, int(width / cell) + 3)))
    picture = Image.fromarray((values * 255).astype("uint8")).resize((width, height), Image.BICUBIC)
    return np.asarray(picture, dtype=np.float32) / 255


def step(value, low, high):
    """0 below low, 1 above high, smooth between."""
    t = np.clip((value - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    """Colours or arrays between a (t=0) and b (t=1)."""
    t = np.asarray(t, np.float32)
    if t.ndim == 2:
        t = t[..., None]
    return np.asarray(a, np.float32) * (1 - t) + np.asarray(b, np.float32) * t


def tone(color, factor):
    return tuple(int(max(0, min(255, v * factor))) for v in color)


def blend(a, b, t):
    return tuple(round(x * (1 - t) + y * t) for x, y in zip(a, b, strict=True))


# ---------------------------------------------------------------- light


def normals(height, strength=1.0):
    gy, gx = np.gradient(height.astype(np.float32))
    nx, ny = -gx * strength, -gy * strength
    nz = 1 / np.sqrt(nx * nx + ny * ny + 1)
    return nx * nz, ny * nz, nz


def relief(height, strength=1.0):
    """Diffuse light (flat ground = 1) and gloss for a height field."""
    nx, ny, nz = normals(height, strength)
    diffuse = np.clip(nx * LIGHT[0] + ny * LIGHT[1] + nz * LIGHT[2], 0, None) / LIGHT[2]
    gloss = np.clip(nx * HALF[0] + ny * HALF[1] + nz * HALF[2], 0, 1)
    return diffuse, gloss


def softbox(height, strength=1.0, soft=0.10):
    """What a window at the upper left, and a pale wall at the right, throw on a shining skin (0..1)."""
    nx, ny, nz = normals(height, strength)
    rx, ry = 2 * nz * nx, 2 * nz * ny
    pane = step(rx, -0.95, -0.95 + soft * 2) * (1 - step(rx, -0.44, -0.44 + soft))
    pane *= step(ry, -0.86, -0.86 + soft * 2) * (1 - step(ry, 0.10, 0.10 + soft * 3))
    bar = 1 - 0.55 * np.exp(-(((rx + 0.66) / 0.035) ** 2))
    fill = step(rx, 0.55, 0.75) * (1 - step(rx, 0.8, 0.97)) * 0.42
    return np.clip(pane * bar + fill, 0, 1)


def paint(color, diffuse, gloss=None, ambient=0.42, spec=0.0, shine=30):
    """Colour (flat tuple or array 0..255) under light."""
    base = np.asarray(color, dtype=np.float32)
    if base.ndim == 1:
        base = base[None, None, :]
    out = base * (ambient + (1 - ambient) * diffuse)[..., None]
    if gloss is not None and spec:
        out = out + 255 * spec * (gloss**shine)[..., None]
    return np.clip(out, 0, 255)


# ---------------------------------------------------------------- arrays, images, masks


def picture_of(array, alpha=None):
    rgb = np.clip(array, 0, 255).astype("uint8")
    if alpha is None:
        return Image.fromarray(rgb).convert("RGBA")
    return Image.fromarray(np.dstack([rgb, np.clip(alpha * 255, 0, 255).astype("uint8")]))


def rgb_of(image):
    return np.asarray(image.convert("RGB"), dtype=np.float32)


def as_mask(image):
    return np.asarray(image, dtype=np.float32) / 255


def mask_of(array):
    return Image.fromarray(np.clip(array * 255, 0, 255).astype("uint8"))


def poly_mask(points, size=(S, S), scale=2):
    big = Image.new("L", (size[0] * scale, size[1] * scale), 0)
    ImageDraw.Draw(big).polygon([(x * scale, y * scale) for x, y in points], fill=255)
    return big.resize(size, Image.LANCZOS)


def rect_mask(box, radius=0, size=(S, S), scale=2):
    big = Image.new("L", (size[0] * scale, size[1] * scale), 0)
    ImageDraw.Draw(big).rounded_rectangle([v * scale for v in box], radius * scale, fill=255)
    return big.resize(size, Image.LANCZOS)


def ellipse_mask(box, size=(S, S), scale=2):
    big = Image.new("L", (size[0] * scale, size[1] * scale), 0)
    ImageDraw.Draw(big).ellipse([v * scale for v in box], fill=255)
    return big.resize(size, Image.LANCZOS)


def blank(size=(S, S), color=(0, 0, 0, 0)):
    return Image.new("RGBA", size, color)


# ---------------------------------------------------------------- curves


def spline(points, steps=24, closed=False):
    """Catmull-Rom curve through the points."""
    pts = [np.array(p, float) for p in points]
    pts = [pts[-1], *pts, pts[0], pts[1]] if closed else [2 * pts[0] - pts[1], *pts, 2 * pts[-1] - pts[-2]]
    out = []
    for a, b, c, d in zip(pts, pts[1:], pts[2:], pts[3:], strict=False):
        for i in range(steps):
            t = i / steps
            out.append(
                0.5
                * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
            )
    if not closed:
        out.append(pts[-2])
    return np.array(out)


def along(curve, gap):
    """Points (x, y, direction) at an even distance along a curve."""
    curve = np.asarray(curve, float)
    seg = np.hypot(*np.diff(curve, axis=0).T)
    dist = np.concatenate([[0], np.cumsum(seg)])
    marks = np.arange(0, dist[-1], gap)
    x, y = np.interp(marks, dist, curve[:, 0]), np.interp(marks, dist, curve[:, 1])
    heading = np.arctan2(np.gradient(y), np.gradient(x)) if len(marks) > 1 else np.zeros(len(marks))
    return list(zip(x, y, heading, strict=True))


def arc(cx, cy, rx, ry, start, end, n=60):
    """Part of an ellipse; angles in radians, clockwise on the screen."""
    t = np.linspace(start, end, n)
    return np.stack([cx + rx * np.cos(t), cy + ry * np.sin(t)], 1)


def moved(curve, dx, dy):
    return np.asarray(curve, float) + np.array([dx, dy])


def mirror(curve, cx=S / 2):
    out = np.array(curve, float)
    out[:, 0] = 2 * cx - out[:, 0]
    return out


def quad(source, corners, size=(S, S)):
    """The image bent to four corners (clockwise from upper left); clear outside."""
    w, h = source.size
    rows = []
    flat = [(0, 0), (w, 0), (w, h), (0, h)]
    for (tx, ty), (sx, sy) in zip(corners, flat, strict=True):
        rows.append([tx, ty, 1, 0, 0, 0, -sx * tx, -sx * ty])
        rows.append([0, 0, 0, tx, ty, 1, -sy * tx, -sy * ty])
    values = np.linalg.solve(np.array(rows, float), np.array(flat, float).reshape(8))
    return source.convert("RGBA").transform(size, Image.PERSPECTIVE, tuple(values), Image.BICUBIC)


# ---------------------------------------------------------------- shadow and placing


def shadow(base, mask, dx=14, dy=22, blur=22, opacity=0.32, color=(52, 30, 34)):
    soft = mask.filter(ImageFilter.GaussianBlur(blur)).point(lambda v: int(v * opacity))
    moved = Image.new("L", base.size, 0)
    moved.paste(soft, (int(dx), int(dy)))
    layer = Image.new("RGBA", base.size, (*color, 255))
    layer.putalpha(moved)
    base.alpha_composite(layer)


def cast(base, mask, foot, lean=0.42, squash=0.16, blur=26, opacity=0.30):
    """The long shadow of a standing thing on its table: its outline laid down to the right."""
    k = 1 / squash
    flat = mask.transform(
        mask.size, Image.AFFINE, (1, lean * k, -lean * k * foot, 0, k, foot - k * foot), Image.BILINEAR
    )
    shadow(base, flat, 0, 0, blur, opacity)


def put(base, image, x, y):
    """The image's middle at x, y; what hangs over the edge is cut."""
    w, h = image.size
    left, top = round(x - w / 2), round(y - h / 2)
    if left < 0 or top < 0 or left + w > base.width or top + h > base.height:
        box = (max(0, -left), max(0, -top), min(w, base.width - left), min(h, base.height - top))
        if box[2] <= box[0] or box[3] <= box[1]:
            return
        image = image.crop(box)
        left, top = max(left, 0), max(top, 0)
    base.alpha_composite(image, (left, top))


def drop_in(base, image, x, y, blur=8, dx=6, dy=10, opacity=0.4, color=(40, 20, 16)):
    """The image with its shadow below it."""
    pad = int(blur * 3 + max(abs(dx), abs(dy)) + 2)
    w, h = image.size
    mask = Image.new("L", (w + pad * 2, h + pad * 2), 0)
    mask.paste(image.getchannel("A"), (pad + int(dx), pad + int(dy)))
    soft = mask.filter(ImageFilter.GaussianBlur(blur)).point(lambda v: int(v * opacity))
    layer = Image.new("RGBA", soft.size, (*color, 255))
    layer.putalpha(soft)
    put(base, layer, x, y)
    put(base, image, x, y)


def add_light(base, amount, color=(255, 255, 255)):
    """Adds light (array 0..1) to the whole picture, in place."""
    layer = picture_of(
        np.ones((*amount.shape, 3), np.float32) * np.asarray(color, np.float32), np.clip(amount, 0, 1)
    )
    base.alpha_composite(layer)


# ---------------------------------------------------------------- vector drawing


class Art:
    """Shapes and words drawn at twice the size, so that their edges are soft when brought down."""

    def __init__(self, width=S, height=S, fill=(0, 0, 0, 0), scale=2):
        self.size, self.k = (int(width), int(height)), scale
        self.image = Image.new("RGBA", (int(width) * scale, int(height) * scale), fill)
        self.draw = ImageDraw.Draw(self.image)

    def _points(self, points):
        return [(float(x) * self.k, float(y) * self.k) for x, y in points]

    def polygon(self, points, fill):
        self.draw.polygon(self._points(points), fill=fill)

    def ellipse(self, x, y, rx, ry=None, fill=None, outline=None, width=0):
        ry = rx if ry is None else ry
        box = [(x - rx) * self.k, (y - ry) * self.k, (x + rx) * self.k, (y + ry) * self.k]
        self.draw.ellipse(box, fill=fill, outline=outline, width=int(width * self.k))

    def line(self, points, fill, width):
        self.draw.line(self._points(points), fill=fill, width=max(1, int(width * self.k)), joint="curve")

    def stroke(self, points, fill, width):
        """A line with round ends."""
        self.line(points, fill, width)
        for x, y in (points[0], points[-1]):
            self.ellipse(x, y, width / 2 - 0.4, fill=fill)

    def rect(self, x0, y0, x1, y1, fill=None, radius=0, outline=None, width=0):
        box = [x0 * self.k, y0 * self.k, x1 * self.k, y1 * self.k]
        self.draw.rounded_rectangle(
            box, radius * self.k, fill=fill, outline=outline, width=int(width * self.k)
        )

    def measure(self, words, size, weight=700, tracking=0.0, squeeze=1.0):
        wide = self.draw.textlength(words, font=font(size * self.k, weight)) / self.k
        return (wide + tracking * (len(words) - 1)) * squeeze

    def text(self, x, y, words, size, weight=700, fill=INK, anchor="mm", tracking=0.0, squeeze=1.0, fit=None):
        """Words at x, y; `fit` is the widest they may be; returns the size they got."""
        while fit and size > 12 and self.measure(words, size, weight, tracking, squeeze) > fit:
            size -= 1
        face, k = font(size * self.k, weight), self.k
        if squeeze == 1.0 and not tracking:
            self.draw.text((x * k, y * k), words, font=face, fill=fill, anchor=anchor)
            return size
        wide = int(self.measure(words, size, weight, tracking) * k) + 20
        strip = Image.new("L", (wide, int(size * k * 1.7)), 0)
        pen, at = ImageDraw.Draw(strip), 10.0
        for character in words:
            pen.text((at, strip.height / 2), character, font=face, fill=255, anchor="lm")
            at += face.getlength(character) + tracking * k
        if squeeze != 1.0:
            strip = strip.resize((max(1, int(wide * squeeze)), strip.height), Image.LANCZOS)
        colored = Image.new("RGBA", strip.size, (*fill[:3], 255))
        colored.putalpha(strip)
        left = {"l": 0, "m": strip.width / 2, "r": strip.width}[anchor[0]]
        self.image.alpha_composite(
            colored, (max(0, int(x * k - left)), max(0, int(y * k - strip.height / 2)))
        )
        return size

    def arched(
        self, cx, cy, radius, words, size, weight=700, fill=INK, middle=-np.pi / 2, inside=False, tracking=0.0
    ):
        """Words along a circle; `middle` is the direction of their middle."""
        k, face = self.k, font(size * self.k, weight)
        widths = [face.getlength(c) / k + tracking for c in words]
        sign = -1 if inside else 1
        at = middle - sign * sum(widths) / radius / 2
        for character, wide in zip(words, widths, strict=True):
            a = at + sign * wide / radius / 2
            glyph = Image.new("L", (int(size * k * 2), int(size * k * 2)), 0)
            ImageDraw.Draw(glyph).text(
                (glyph.width / 2, glyph.height / 2), character, font=face, fill=255, anchor="ms"
            )
            turn = np.degrees(-(a + np.pi / 2)) if not inside else np.degrees(-(a - np.pi / 2))
            glyph = glyph.rotate(turn, Image.BICUBIC)
            colored = Image.new("RGBA", glyph.size, (*fill[:3], 255))
            colored.putalpha(glyph)
            px, py = (cx + np.cos(a) * radius) * k, (cy + np.sin(a) * radius) * k
            self.image.alpha_composite(
                colored, (max(0, int(px - glyph.width / 2)), max(0, int(py - glyph.height / 2)))
            )
            at += sign * wide / radius

    def paste(self, image, x, y):
        """A picture with its middle at x, y."""
        big = image.resize((image.width * self.k, image.height * self.k), Image.LANCZOS)
        put(self.image, big, x * self.k, y * self.k)

    def done(self):
        return self.image.resize(self.size, Image.LANCZOS)


def threads(shape, rng, across=0.6, length=9.0):
    """Fine woven threads, about -1..1: the grain of linen and paper."""
    a = gaussian_filter(rng.normal(0, 1, shape).astype(np.float32), (across, length))
    b = gaussian_filter(rng.normal(0, 1, shape).astype(np.float32), (length, across))
    both = a + b
    return both / (np.abs(both).max() + 1e-6) * 1.6
