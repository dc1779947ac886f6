"""Where things stand and lie: walls, tables, floors, boards, plates, bowls, leaves."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

from .light import (
    Art,
    S,
    as_mask,
    blank,
    ellipse_mask,
    grid,
    mask_of,
    mix,
    noise,
    paint,
    picture_of,
    poly_mask,
    put,
    quad,
    rect_mask,
    relief,
    rgb_of,
    shadow,
    softbox,
    spline,
    step,
    threads,
)

# Quiet tints for walls; every picture takes one.
WALLS = {
    "beras": (240, 234, 226), "sage": (214, 224, 206), "langit": (206, 220, 230), "mawar": (242, 220, 218),
    "jagung": (244, 230, 196), "lila": (228, 220, 234), "pasir": (232, 218, 198), "mint": (208, 228, 220),
    "aprikot": (248, 224, 200), "kabut": (222, 224, 228), "gading": (246, 238, 220), "dadu": (236, 208, 212),
    "tanah": (216, 190, 168), "laut": (176, 204, 208), "daun": (192, 208, 178), "kelabu": (204, 202, 202),
}  # fmt: skip

# ---------------------------------------------------------------- stuffs


def wood(shape, rng, color=(198, 158, 116), planks=4, along_x=True):
    """Planed boards: grain, joints, a little wear."""
    height, width = shape if along_x else shape[::-1]
    y, _x = grid(width, height)
    high = height / planks
    plank = np.clip((y // high).astype(int), 0, planks - 1)
    shift = rng.uniform(0, 40, planks)[plank]
    long = np.zeros((height, width), np.float32)
    for across, run, weight in ((14, 200, 0.9), (5, 120, 0.7), (1.6, 60, 0.5), (0.8, 26, 0.35)):
        part = gaussian_filter(rng.normal(0, 1, (height, width)).astype(np.float32), (across, run))
        long += weight * part / (part.std() + 1e-6)
    warp = gaussian_filter(rng.normal(0, 1, (height, width)).astype(np.float32), (30, 160))
    rings = np.sin(y / 11.0 + warp / (warp.std() + 1e-6) * 2.6 + shift * 3 + long * 0.4)
    value = 1 + rings * 0.022 + long * 0.026 + rng.uniform(-0.06, 0.06, planks)[plank]
    edge = np.minimum(y % high, high - y % high)
    if planks > 1:
        value *= 1 - 0.42 * np.exp(-((edge / 2.6) ** 2))
    out = np.asarray(color, np.float32) * value[..., None]
    out[..., 2] *= 1 - 0.05 * rings
    return out if along_x else np.transpose(out, (1, 0, 2))


def linen(shape, rng, color=(236, 228, 214), coarse=1.0, folds=0.0):
    h = threads(shape, rng, 0.7 * coarse, 8 * coarse) * 1.0
    if folds:
        h = h + folds * (noise(shape, 420, rng) * 26 + noise(shape, 170, rng) * 7)
    diffuse, _ = relief(h, 0.8)
    return paint(color, diffuse, ambient=0.5)


def speckle(shape, rng, color=(224, 218, 210), chips=None):
    """Stone with small chips, like a poured floor."""
    height, width = shape
    chips = chips or [(176, 150, 130), (150, 150, 150), (244, 240, 232), (120, 104, 98), (206, 176, 140)]
    art = Image.new("RGB", (width, height), tuple(int(v) for v in color))
    draw = ImageDraw.Draw(art)
    for _ in range(int(width * height / 520)):
        cx, cy, r = rng.uniform(0, width), rng.uniform(0, height), rng.uniform(1.5, 7) * rng.uniform(0.5, 1.2)
        turn = rng.uniform(0, 6)
        pts = [(cx + np.cos(turn + a) * r * rng.uniform(0.6, 1.3), cy + np.sin(turn + a) * r * rng.uniform(0.6, 1.3))
               for a in np.linspace(0, 5.2, 6)]  # fmt: skip
        draw.polygon(pts, fill=chips[rng.integers(len(chips))])
    soft = np.asarray(art.filter(ImageFilter.GaussianBlur(0.8)), np.float32)
    return mix(soft, np.asarray(color, np.float32), 0.45) * (0.97 + 0.06 * noise(shape, 240, rng))[..., None]


def plait(shape, rng, color=(214, 184, 130), second=None, pitch=34.0):
    """A pandan mat: flat strips over and under, slantwise."""
    y, x = grid(shape[1], shape[0])
    u, v = (x + y) / 1.414 / pitch, (x - y) / 1.414 / pitch
    iu, iv = np.floor(u).astype(int), np.floor(v).astype(int)
    fu, fv = u - iu - 0.5, v - iv - 0.5
    over = ((iu + iv) % 2) == 0
    across, run = np.where(over, fu, fv), np.where(over, fv, fu)
    h = 3.2 * np.sqrt(np.clip(1 - (across * 2) ** 2 * 0.8, 0, 1)) + 2.0 * np.cos(run * np.pi)
    fibre = np.where(
        over,
        gaussian_filter(rng.normal(0, 1, shape), (3, 0.6)),
        gaussian_filter(rng.normal(0, 1, shape), (0.6, 3)),
    )
    diffuse, gloss = relief(gaussian_filter(h, 0.8) + fibre * 0.5, 0.6)
    strip = rng.uniform(0.9, 1.08, 400)
    shade = np.where(over, strip[iu % 400], strip[iv % 397])
    base = np.asarray(color, np.float32) * np.ones((*shape, 1), np.float32)
    if second is not None:
        base = np.where((over & (iu % 4 == 0))[..., None], np.asarray(second, np.float32), base)
    return paint(base * shade[..., None], diffuse, gloss, 0.45, 0.06, 12)


def tiles(rng, tint=(222, 212, 198), pattern="wajik"):
    """Cement floor tiles with a quiet pattern, as on an old veranda."""
    y, x = grid()
    tile = 350
    tx, ty = x % tile, y % tile
    joint = np.minimum(np.minimum(tx, tile - tx), np.minimum(ty, tile - ty))
    base = np.ones((S, S, 3), np.float32) * np.asarray(tint, np.float32)
    cell = ((x // tile).astype(int) * 7 + (y // tile).astype(int) * 13) % 5
    base += (cell[..., None] - 2) * 2.2
    u, v = np.abs(tx - tile / 2), np.abs(ty - tile / 2)
    if pattern == "wajik":
        base -= (np.clip(1 - np.abs(u + v - tile * 0.40) / 5, 0, 1) * 20)[..., None]
        base -= (np.clip(1 - np.abs(np.hypot(u, v) - 36) / 4, 0, 1) * 16)[..., None]
    elif pattern == "daun":
        petal = np.hypot(u - tile / 2, v) < tile * 0.36
        petal2 = np.hypot(u, v - tile / 2) < tile * 0.36
        base -= ((petal.astype(float) + petal2) * 7)[..., None]
        base -= (np.clip(1 - np.abs(np.hypot(u, v) - 30) / 4, 0, 1) * 16)[..., None]
    elif pattern == "catur":
        dark = ((x // tile).astype(int) + (y // tile).astype(int)) % 2
        base -= dark[..., None] * np.array([22, 16, 12])
    base -= (np.clip(1 - joint / 3.5, 0, 1) * 34)[..., None]
    base += ((noise((S, S), 90, rng) - 0.5) * 14)[..., None]
    base *= (1.06 - 0.2 * (x / S * 0.5 + y / S * 0.6))[..., None]
    return picture_of(base)


# ---------------------------------------------------------------- light on a wall


def leaf_shade(rng, count=3):
    """Shade of palm leaves, out of focus (0..1)."""
    shade = Image.new("L", (S // 2, S // 2), 0)
    draw = ImageDraw.Draw(shade)
    for _ in range(count):
        ox, oy = rng.uniform(0.45, 1.05) * S / 2, rng.uniform(-0.1, 0.15) * S / 2
        lean = rng.uniform(1.9, 2.5)
        for k in range(11):
            start = np.array([ox, oy]) + np.array([np.cos(lean), np.sin(lean)]) * k * 26
            side = lean + (k - 5) * 0.13 + (0.55 if k % 2 else -0.55)
            run = np.array([np.cos(side), np.sin(side)])
            tip, out = start + run * (190 - k * 8), np.array([-run[1], run[0]]) * 9
            middle = (start + tip) / 2
            draw.polygon([tuple(start), tuple(middle + out), tuple(tip), tuple(middle - out)], fill=255)
    return as_mask(shade.filter(ImageFilter.GaussianBlur(9)).resize((S, S), Image.BICUBIC))


def window_light(rng):
    """Slanting panes of sunlight (0..1)."""
    sun = Image.new("L", (S // 2, S // 2), 0)
    draw = ImageDraw.Draw(sun)
    ox, oy, lean = rng.uniform(-60, 160), rng.uniform(-30, 60), rng.uniform(0.3, 0.5)
    for i in range(2):
        for j in range(3):
            x, y = ox + i * 190 + j * lean * 150, oy + j * 170
            draw.polygon(
                [(x, y), (x + 172, y + 26), (x + 172 + lean * 138, y + 26 + 150), (x + lean * 138, y + 150)],
                fill=255,
            )
    return as_mask(sun.filter(ImageFilter.GaussianBlur(12)).resize((S, S), Image.BICUBIC))


def wall(color, rng, play="daun"):
    """Plaster with daylight from the left; `play` is what the light does on it."""
    color = WALLS.get(color, color)
    y, x = grid()
    y, x = y / S, x / S
    base = np.asarray(color, np.float32) * np.ones((S, S, 1), np.float32)
    base += (gaussian_filter(rng.normal(0, 1, (S, S)), 6) * 5.4)[..., None]
    base *= (1.05 - 0.16 * (x * 0.55 + y * 0.75))[..., None]
    if play == "daun":
        base *= (1 - 0.075 * leaf_shade(rng))[..., None]
    elif play == "jendela":
        base *= (0.955 + 0.075 * window_light(rng) * (1 - 0.3 * leaf_shade(rng, 2)))[..., None]
    return base


# ---------------------------------------------------------------- a standing scene


def room(color, rng, table="sapuan", play="daun", tint=None):
    """A wall with a table before it. The table's back edge is near y = 1010."""
    base = wall(color, rng, play)
    y, _x = grid()
    edge = 1010
    if table == "sapuan":  # wall and table are one sheet
        fall = 1 / (1 + np.exp(-(y / S - 0.78) * 46))
        return picture_of(base * (1 - 0.07 * fall + 0.05 * np.clip((y / S - 0.8) * 4, 0, 1))[..., None])
    flat = (900, 1800)
    if table == "kayu":
        stuff = wood(flat, rng, tint or (204, 166, 124), 5)
    elif table == "kayu-gelap":
        stuff = wood(flat, rng, tint or (128, 86, 62), 5)
    elif table == "kain":
        stuff = linen(flat, rng, tint or (240, 232, 220), 1.6, 1.0)
    elif table == "batu":
        stuff = speckle(flat, rng, tint or (226, 220, 212))
    elif table == "tikar":
        stuff = plait(flat, rng, tint or (216, 188, 138), None, 40)
    else:
        stuff = np.ones((*flat, 3), np.float32) * np.asarray(tint or (230, 222, 212), np.float32)
    near = picture_of(stuff * (1.02 - 0.10 * np.linspace(0, 1, flat[1], dtype=np.float32))[None, :, None])
    laid = quad(near, [(-190, edge), (S + 190, edge), (S + 640, S + 60), (-640, S + 60)])
    soft = laid.filter(ImageFilter.GaussianBlur(5))
    far = 1 - step(y, edge, edge + 170)
    table_rgb = mix(rgb_of(laid), rgb_of(soft), far) * (0.92 + 0.10 * step(y, edge, S))[..., None]
    base *= (1 - 0.13 * np.exp(-((edge - y).clip(0) / 60)))[..., None]
    return picture_of(mix(base, table_rgb, step(y, edge - 3, edge + 5)))


def table_top(kind, rng, tint=None):
    """A ground seen from straight above."""
    y, x = grid()
    if kind == "kayu":
        rgb = wood((S, S), rng, tint or (202, 162, 118), 4)
    elif kind == "kayu-gelap":
        rgb = wood((S, S), rng, tint or (122, 82, 58), 4)
    elif kind == "kain":
        rgb = linen((S, S), rng, tint or (238, 230, 218), 1.5, 1.0)
    elif kind == "batu":
        rgb = speckle((S, S), rng, tint or (228, 222, 214))
    elif kind == "tikar":
        rgb = plait((S, S), rng, tint or (218, 190, 140))
    elif kind == "ubin":
        return tiles(rng, tint or (222, 212, 198))
    else:
        return picture_of(wall(tint or "beras", rng, "daun"))
    rgb = (
        rgb
        * (1.06 - 0.2 * (x / S * 0.5 + y / S * 0.6))[..., None]
        * (1 - 0.10 * leaf_shade(rng, 2))[..., None]
    )
    return picture_of(rgb)


# ---------------------------------------------------------------- dishes, boards, leaves


def lay(base, art, mask, angle=0.0, blur=30, dy=30, opacity=0.36):
    """Lays a picture with its outline on the ground."""
    art.putalpha(mask)
    if angle:
        art = art.rotate(angle, Image.BICUBIC)
    shadow(base, art.getchannel("A"), 18, dy, blur, opacity)
    shadow(base, art.getchannel("A"), 4, 7, 6, 0.34)
    base.alpha_composite(art)


def disc(height_of, color_of, cx, cy, r, spec=0.25, ambient=0.5, gloss_box=0.0):
    """A round dish from above: height and colour by the distance from its middle (0..1)."""
    w = int(r * 2 + 12)
    y, x = grid(w, w)
    d = np.hypot(x - w / 2, y - w / 2) / r
    h = gaussian_filter(height_of(d).astype(np.float32) * r, 1.2)
    diffuse, gloss = relief(h, 1.0)
    rgb = paint(color_of(d), diffuse, gloss, ambient, spec, 18)
    if gloss_box:
        rgb = rgb + (softbox(h, 0.7) * 255 * gloss_box)[..., None]
    image = picture_of(rgb, np.clip((1 - d) * r / 1.4, 0, 1))
    return image, (cx, cy)


def dish(base, image_at, blur=34, opacity=0.36):
    image, (cx, cy) = image_at
    mask = Image.new("L", base.size, 0)
    mask.paste(image.getchannel("A"), (int(cx - image.width / 2), int(cy - image.height / 2)))
    shadow(base, mask, 22, 34, blur, opacity)
    shadow(base, mask, 5, 8, 8, 0.36)
    put(base, image, cx, cy)


def plate(base, cx, cy, r, color=(248, 244, 236), band=None):
    """A glazed plate with a raised rim."""

    def height(d):
        return 0.05 * step(d, 0.62, 0.76) + 0.055 * step(d, 0.74, 0.99) - 0.03 * step(d, 0.975, 1.0)

    def tint(d):
        out = np.ones((*d.shape, 1), np.float32) * np.asarray(color, np.float32)
        if band is not None:
            out = mix(out, np.asarray(band, np.float32), np.clip(1 - np.abs(d - 0.955) / 0.012, 0, 1))
            out = mix(out, np.asarray(band, np.float32), np.clip(1 - np.abs(d - 0.80) / 0.005, 0, 1))
        return out

    dish(base, disc(height, tint, cx, cy, r, 0.16, 0.52, 0.2))


def bowl(base, cx, cy, r, color=(240, 234, 224), inside=None):
    """A deep bowl from above; its inside is dark at the upper left, where the wall stands in the light's way."""
    inside = inside or color

    def height(d):
        wall_ = -0.50 * np.sqrt(np.clip(1 - (d / 0.93) ** 2, 0, 1))
        return np.where(d < 0.93, wall_, 0.055 * np.sqrt(np.clip(1 - ((d - 0.965) / 0.035) ** 2, 0, 1)))

    def tint(d):
        return mix(np.asarray(inside, np.float32), np.asarray(color, np.float32), step(d, 0.90, 0.93))

    dish(base, disc(height, tint, cx, cy, r, 0.14, 0.5, 0.15))


def weave_disc(r, rng, color=(206, 166, 106), pitch=20.0):
    """The floor of a bamboo tray: flat strips, over two and under two."""
    w = int(r * 2 + 12)
    y, x = grid(w, w)
    iu, iv = np.floor(x / pitch).astype(int), np.floor(y / pitch).astype(int)
    fu, fv = x / pitch - iu - 0.5, y / pitch - iv - 0.5
    over = ((iu + iv) % 4) < 2
    across = np.where(over, fu, fv)
    h = 2.6 * np.sqrt(np.clip(1 - (across * 2) ** 2 * 0.85, 0, 1))
    fibre = np.where(
        over,
        gaussian_filter(rng.normal(0, 1, (w, w)), (5, 0.6)),
        gaussian_filter(rng.normal(0, 1, (w, w)), (0.6, 5)),
    )
    diffuse, gloss = relief(gaussian_filter(h, 0.8) + fibre * 0.7, 0.7)
    strip = rng.uniform(0.86, 1.1, 500)
    shade = np.where(over, strip[iu % 500], strip[(iv + 200) % 500])
    gap = np.clip((np.abs(across) - 0.42) / 0.08, 0, 1)
    rgb = paint(
        np.asarray(color, np.float32) * (shade * (1 - gap * 0.4))[..., None], diffuse, gloss, 0.45, 0.08, 12
    )
    return rgb, np.hypot(x - w / 2, y - w / 2) / r, w


def tampah(base, cx, cy, r, rng, color=(212, 174, 116)):
    """A round bamboo tray with a bound rim."""
    rgb, d, w = weave_disc(r, rng, color)
    y, x = grid(w, w)
    theta = np.arctan2(y - w / 2, x - w / 2)
    ring = np.sqrt(np.clip(1 - ((d - 0.945) / 0.055) ** 2, 0, 1))
    binding = np.clip(np.cos(theta * 46) * 6 - 4.6, 0, 1)
    h = ring * (0.055 * r) + binding * ring * 5
    diffuse, gloss = relief(gaussian_filter(h, 1.2), 1.0)
    lines = 0.92 + 0.12 * np.sin(d * r / 2.6)
    rim = paint(
        mix(np.asarray(color, np.float32) * 0.86, (150, 104, 58), binding) * lines[..., None],
        diffuse,
        gloss,
        0.42,
        0.14,
        14,
    )
    light = (x - y) * 0
    light += np.clip((0.89 - d) / 0.12, 0, 1)
    inner = 0.62 + 0.38 * np.clip(light + np.clip(((x - w / 2) + (y - w / 2)) / r * 0.5, 0, 1), 0, 1)
    out = np.where((d > 0.89)[..., None], rim, rgb * inner[..., None])
    dish(base, (picture_of(out, np.clip((1 - d) * r / 1.4, 0, 1)), (cx, cy)))


def board(base, box, rng, color=(190, 140, 92), radius=46, handle=None, angle=0.0):
    """A wooden board with rounded edges."""
    mask = rect_mask(box, radius)
    if handle:
        mask = ImageChops.lighter(mask, rect_mask(handle, 40))
    m = as_mask(mask)
    grainy = wood((S, S), rng, color, 1)
    h = 9 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 16, 0, 1))
    diffuse, gloss = relief(gaussian_filter(h, 1.5), 0.9)
    art = picture_of(paint(grainy, diffuse, gloss, 0.5, 0.06, 10))
    if handle:
        hx, hy = (handle[0] + handle[2]) / 2, (handle[1] + handle[3]) / 2
        hole = 1 - as_mask(ellipse_mask([hx - 18, hy - 18, hx + 18, hy + 18]))
        mask = mask_of(m * hole)
    lay(base, art, mask, angle)


def banana_leaf(points, width, rng, color=(74, 128, 62), torn=0):
    """A leaf along a curve: middle rib, side veins, a wavy edge. RGBA, whole canvas."""
    spine = spline(points, 40)
    heading = np.gradient(spine, axis=0)
    heading /= np.hypot(*heading.T)[:, None] + 1e-6
    out = np.stack([-heading[:, 1], heading[:, 0]], 1)
    n = len(spine)
    t = np.linspace(0, 1, n)
    wide = width * np.sin(np.pi * np.clip(t * 0.94 + 0.04, 0, 1)) ** 0.55
    wave = 1 + 0.03 * np.sin(t * 31 + 1) + 0.02 * np.sin(t * 57)
    left, right = spine + out * (wide * wave)[:, None], spine - out * (wide * wave[::-1])[:, None]
    mask = poly_mask(np.vstack([left, right[::-1]]))
    if torn:
        cut = ImageDraw.Draw(mask)
        for _ in range(torn):
            i, side = rng.integers(int(n * 0.15), int(n * 0.9)), rng.choice([-1, 1])
            edge = spine[i] + out[i] * side * wide[i] * 1.1
            inner = spine[i] + out[i] * side * wide[i] * rng.uniform(0.3, 0.6) + heading[i] * -18
            cut.polygon([tuple(edge - heading[i] * 12), tuple(edge + heading[i] * 12), tuple(inner)], fill=0)
    guide = Image.new("L", (S, S), 0)
    pen = ImageDraw.Draw(guide)
    for i in range(0, n, 1 if n < 120 else 2):
        for side in (1, -1):
            end = spine[i] + out[i] * side * wide[i] * 1.1 + heading[i] * wide[i] * 0.45
            pen.line([tuple(spine[i]), tuple(end)], fill=int(rng.uniform(90, 255)), width=2)
    vein = gaussian_filter(as_mask(guide), 1.4)
    rib = Image.new("L", (S, S), 0)
    ImageDraw.Draw(rib).line([tuple(p) for p in spine], fill=255, width=int(max(6, width * 0.075)))
    ribs = gaussian_filter(as_mask(rib), 2.0)
    fold = distance_transform_edt(as_mask(rib) < 0.5)
    h = (
        vein * 5
        + ribs * 9
        + 14 * np.sin(np.clip(fold / max(1, width), 0, 1) * 2.4)
        + noise((S, S), 130, rng) * 12
    )
    diffuse, gloss = relief(gaussian_filter(h, 1.0), 0.55)
    shade = 0.84 + 0.3 * noise((S, S), 210, rng) + (vein - 0.3) * 0.14
    rgb = paint(
        mix(np.asarray(color, np.float32) * shade[..., None], (176, 192, 110), ribs * 0.75),
        diffuse,
        gloss,
        0.44,
        0.16,
        9,
    )
    image = picture_of(rgb)
    image.putalpha(mask)
    return image


def lay_leaf(base, image, dy=18):
    shadow(base, image.getchannel("A"), 10, dy, 16, 0.34)
    base.alpha_composite(image)


def cloth_square(base, box, rng, color=(238, 230, 216), stripe=None, angle=6.0, coarse=1.3, hem=True):
    """A napkin laid under things: linen, a stitched hem, perhaps stripes."""
    x0, y0, x1, y1 = box
    y, x = grid()
    tint = np.ones((S, S, 1), np.float32) * np.asarray(color, np.float32)
    if stripe is not None:
        for at in (0.08, 0.105, 0.14):
            for edge in (x0 + (x1 - x0) * at, x1 - (x1 - x0) * at):
                tint = np.where((np.abs(x - edge) < 5)[..., None], np.asarray(stripe, np.float32), tint)
            for edge in (y0 + (y1 - y0) * at, y1 - (y1 - y0) * at):
                tint = np.where(
                    (np.abs(y - edge) < 5)[..., None], mix(tint, np.asarray(stripe, np.float32), 0.75), tint
                )
    h = (
        threads((S, S), rng, 0.8 * coarse, 9 * coarse) * 1.6
        + noise((S, S), 260, rng) * 24
        + noise((S, S), 110, rng) * 5
    )
    near = np.minimum(np.minimum(x - x0, x1 - x), np.minimum(y - y0, y1 - y))
    if hem:
        h += 2.5 * step(near, 22, 26) * -1
    diffuse, _ = relief(h, 0.8)
    wob = (noise((S, S), 180, rng) - 0.5) * 16
    mask = mask_of(np.clip(near + wob, 0, 1))
    lay(base, picture_of(paint(tint, diffuse, ambient=0.48)), mask, angle, 16, 14, 0.28)


def foot_shadow(base, x0, x1, y, spread=70, depth=46, opacity=0.42):
    """The soft dark under a standing thing, and the thin dark line where it touches."""
    foot = Image.new("L", base.size, 0)
    ImageDraw.Draw(foot).ellipse([x0 - spread * 0.4, y - depth, x1 + spread, y + depth * 0.9], fill=255)
    shadow(base, foot, 8, 6, 30, opacity)
    touch = Image.new("L", base.size, 0)
    ImageDraw.Draw(touch).ellipse([x0 + 4, y - depth * 0.42, x1 + 6, y + depth * 0.36], fill=255)
    shadow(base, touch, 3, 2, 9, 0.42)


def bend(array, rows, columns):
    """Samples an H×W×3 array at fractional rows and columns."""
    return np.stack(
        [
            map_coordinates(array[..., i], [rows, columns], order=1, mode="nearest")
            for i in range(array.shape[-1])
        ],
        -1,
    )


def paper_strip(base, box, color, rng, words=None, angle=0.0, edge=None, kind=None):
    """A paper band or card with words, lit like paper. `words` is a list of (text, size, weight, colour)."""
    x0, y0, x1, y1 = box
    art = Art(x1 - x0, y1 - y0, (*color, 255))
    if edge is not None:
        art.rect(14, 14, x1 - x0 - 14, y1 - y0 - 14, None, 10, (*edge, 255), 3)
    if kind == "bergaris":
        for i in range(0, x1 - x0, 24):
            art.rect(i, 0, i + 10, 12, (*edge, 255))
            art.rect(i, y1 - y0 - 12, i + 10, y1 - y0, (*edge, 255))
    total = sum(size * 1.28 for _, size, _, _ in words or [])
    at = (y1 - y0 - total) / 2
    for text, size, weight, fill in words or []:
        art.text((x1 - x0) / 2, at + size * 0.64, text, size, weight, fill, fit=(x1 - x0) * 0.86)
        at += size * 1.28
    card = art.done()
    fine = gaussian_filter(rng.normal(0, 1, (card.height, card.width)), 1.1)
    diffuse, _ = relief(fine * 0.5, 0.8)
    lit = picture_of(paint(rgb_of(card), diffuse, ambient=0.5))
    whole = blank()
    whole.paste(lit, (int(x0), int(y0)))
    if angle:
        whole = whole.rotate(angle, Image.BICUBIC, center=((x0 + x1) / 2, (y0 + y1) / 2))
    shadow(base, whole.getchannel("A"), 6, 10, 9, 0.34)
    base.alpha_composite(whole)
