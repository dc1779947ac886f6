"""Turned things (jars, bottles, glasses) and cartons, boxes, trays."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from scipy.ndimage import distance_transform_edt, gaussian_filter, map_coordinates

from .light import (
    Art,
    S,
    add_light,
    as_mask,
    blank,
    cast,
    grid,
    mask_of,
    mix,
    noise,
    paint,
    picture_of,
    poly_mask,
    quad,
    rect_mask,
    relief,
    rgb_of,
    rng_for,
    shadow,
    spline,
    step,
    threads,
    tone,
)
from .scenes import foot_shadow

# ---------------------------------------------------------------- turned things: jars, bottles, tins, tubs, glasses


class Turned:
    """A body of revolution seen from a little above: `profile` gives half its width by height on the canvas."""

    def __init__(self, profile, cx=700, bow=0.085):
        ys, ws = np.array([p[0] for p in profile], float), np.array([p[1] for p in profile], float)
        smooth = spline(list(zip(ys, ws, strict=True)), 20)
        order = np.maximum.accumulate(smooth[:, 0])
        rows = np.arange(S, dtype=np.float32)
        self.top, self.bottom, self.cx, self.bow = float(ys[0]), float(ys[-1]), cx, bow
        self.half = np.interp(rows, order, smooth[:, 1], left=ws[0], right=ws[-1]).astype(np.float32)

    def field(self, y0=None, y1=None):
        """For every pixel: place across (-1..1), the height it belongs to (undoing the bow), and the mask."""
        y0 = self.top if y0 is None else y0
        y1 = self.bottom if y1 is None else y1
        y, x = grid()
        level = y.copy()
        for _ in range(3):
            half = self.half[np.clip(level, 0, S - 1).astype(int)]
            u = np.clip((x - self.cx) / half, -1, 1)
            level = y - self.bow * half * np.sqrt(1 - u * u)
        half = self.half[np.clip(level, 0, S - 1).astype(int)]
        u = (x - self.cx) / half
        inside = (
            np.clip((1 - np.abs(u)) * half / 1.2, 0, 1)
            * np.clip(level - y0 + 0.5, 0, 1)
            * np.clip(y1 - level + 0.5, 0, 1)
        )
        return np.clip(u, -1, 1), level, inside

    def light(self, u, level, dark=0.55):
        """Soft daylight round the body, and on shoulders that turn up."""
        lit = dark + (1.06 - dark) * np.sin(np.pi * np.clip((u + 1) / 2 * 0.86 + 0.12, 0, 1)) ** 0.7
        slope = np.gradient(gaussian_filter(self.half, 4))[np.clip(level, 0, S - 1).astype(int)]
        return lit * (1 + 0.28 * np.clip(slope, -0.8, 0.8))

    def ellipse(self, at, inset=0):
        w = self.half[int(at)] - inset
        return [self.cx - w, at - self.bow * w, self.cx + w, at + self.bow * w]


def streaks(u, level, top, bottom, sharp=1.0):
    """The window mirrored in a shining round body."""
    fall = step(level, top + 20, top + 70) * (1 - step(level, bottom - 80, bottom - 20))
    pane = np.exp(-(((u + 0.62) / 0.075) ** 4)) * (1 - 0.55 * np.exp(-(((u + 0.63) / 0.012) ** 2)))
    bar = 1 - 0.45 * np.exp(-(((level - (top + (bottom - top) * 0.42)) / 7) ** 2))
    return fall * (
        pane * bar * 0.62 * sharp
        + 0.30 * np.exp(-(((u - 0.84) / 0.05) ** 2))
        + 0.16 * np.exp(-(((u + 0.36) / 0.02) ** 2))
    )


def wrap_label(turned, art, y0, turn=0.0):
    """Label art bent round the front half of the body; its height on the canvas is its own."""
    u, level, inside = turned.field(y0, y0 + art.height)
    rows = level - y0
    columns = (np.arcsin(np.clip(u, -1, 1)) / np.pi + 0.5 + turn) * art.width
    data = np.asarray(art.convert("RGBA"), np.float32)
    out = np.stack([map_coordinates(data[..., i], [rows, columns], order=1, cval=0) for i in range(4)], -1)
    return out[..., :3], out[..., 3] / 255 * inside, u, level


def glass_jar(base, turned, food, label=None, label_at=None, lid=(196, 150, 60), lid_at=None, lid_height=120, level=None,
              lid_kind="ulir", clear=0.12, cloth=None, name="jar", inner=0.045):  # fmt: skip
    """A jar: shadow, contents, label, glass, lid. `food` is a whole-canvas picture."""
    rng = rng_for(name)
    u, lv, inside = turned.field()
    mask = mask_of(inside)
    cast(base, mask, turned.bottom + 6, 0.5, 0.15, 26, 0.24)
    w = turned.half[int(turned.bottom) - 20]
    foot_shadow(base, turned.cx - w, turned.cx + w, turned.bottom + turned.bow * w * 0.4, 60, 40)
    base.alpha_composite(picture_of(np.full((S, S, 3), 250.0), inside * 0.35))
    level = turned.top + 30 if level is None else level
    half = turned.half[np.clip(lv, 0, S - 1).astype(int)]
    within = np.clip((1 - inner - np.abs(u)) * half / 2.0, 0, 1) * np.clip(turned.bottom - 16 - lv, 0, 1)
    wave = level + (noise((S, S), 70, rng) - 0.5) * 22
    within = within * np.clip((lv - wave) / 2, 0, 1)
    lit = turned.light(u, lv)
    # contents bend round the jar as a label does
    cols = turned.cx + np.arcsin(np.clip(u, -1, 1)) / (np.pi / 2) * half * 1.12
    data = rgb_of(food)
    bent = np.stack(
        [map_coordinates(data[..., i], [lv, cols], order=1, mode="reflect") for i in range(3)], -1
    )
    depth = 1 - 0.30 * np.exp(-np.clip(lv - wave, 0, 300) / 18)
    base.alpha_composite(
        picture_of(bent * (lit * depth)[..., None] ** np.array([0.84, 1.0, 1.2]), within * inside)
    )
    glass = np.exp(-(((1 - np.abs(u)) / 0.05) ** 2)) * 0.30
    base.alpha_composite(picture_of(np.full((S, S, 3), [120.0, 126, 124]), glass * inside))
    add_light(base, clear * inside * 0.4)
    if label is not None:
        rgb, alpha, lu, llv = wrap_label(turned, label, label_at)
        fine = 1 + 0.012 * rng.normal(0, 1, (S, S)).astype(np.float32)
        base.alpha_composite(picture_of(rgb * (turned.light(lu, llv, 0.62) * fine)[..., None], alpha))
    shine = streaks(u, lv, turned.top, turned.bottom)
    if label is not None:
        shine = shine * (1 - 0.78 * alpha)
    rim = np.exp(-(((lv - (turned.bottom - 18)) / 7) ** 2)) * 0.30 * (0.4 + 0.6 * np.abs(u))
    inner_rim = np.exp(-(((1 - inner - np.abs(u)) / 0.012) ** 2)) * 0.30
    add_light(base, (shine + rim + inner_rim) * inside)
    if lid_kind:
        make_lid(
            base,
            turned,
            lid,
            turned.top + 18 if lid_at is None else lid_at,
            lid_height,
            lid_kind,
            cloth,
            name,
        )
    return base


def make_lid(base, turned, color, bottom, height, kind="ulir", cloth=None, name="lid"):
    """A screw lid (`ulir`), a plain metal one (`logam`), a cork (`gabus`) or a cloth tied over it (`kain`)."""
    rng = rng_for(name + kind)
    wide = turned.half[int(turned.top) + 4]
    if kind == "gabus":
        wide -= 12
    else:
        wide += 12
    top = bottom - height
    form = Turned(
        [(top, wide * (0.97 if kind != "gabus" else 1.04)), (top + 10, wide), (bottom, wide)],
        turned.cx,
        turned.bow * 1.15,
    )
    u, lv, inside = form.field()
    shadow(base, mask_of(inside), 0, 12, 9, 0.42)
    angle = np.arcsin(u)
    lit = form.light(u, lv, 0.5)
    if kind == "ulir":
        h = np.sin(angle * 70) * 2.0 * step(lv, top + 12, top + 22) * (1 - step(lv, bottom - 18, bottom - 8))
        diffuse, gloss = relief(h, 0.6)
        rgb = paint(color, diffuse * lit, gloss, 0.12, 0.08, 20)
        rgb = rgb * (1 - 0.25 * np.exp(-(((lv - (bottom - 14)) / 4) ** 2)))[..., None]
    elif kind == "logam":
        band = (
            0.72
            + 0.55 * np.exp(-(((u + 0.5) / 0.16) ** 2))
            + 0.25 * np.exp(-(((u - 0.55) / 0.1) ** 2))
            - 0.18 * np.exp(-(((u - 0.15) / 0.2) ** 2))
        )
        roll = (
            1
            + 0.25 * np.exp(-(((lv - (bottom - 12)) / 5) ** 2))
            - 0.3 * np.exp(-(((lv - (bottom - 24)) / 4) ** 2))
        )
        rgb = np.asarray(color, np.float32) * (band * roll * lit * 1.05)[..., None]
    elif kind == "gabus":
        pits = (noise((S, S), 7, rng) > 0.78).astype(np.float32)
        diffuse, gloss = relief(gaussian_filter(-pits * 3, 1), 0.6)
        rgb = paint(mix((206, 160, 108), (176, 126, 78), noise((S, S), 16, rng)), diffuse * lit, None, 0.2)
    else:
        rgb = np.asarray(color, np.float32) * lit[..., None]
    base.alpha_composite(picture_of(rgb, inside))
    oval = form.ellipse(top)
    y, x = grid()
    rx, ry = (oval[2] - oval[0]) / 2, (oval[3] - oval[1]) / 2
    d = np.hypot((x - form.cx) / rx, (y - top) / ry)
    topm = np.clip((1 - d) * ry / 1.0, 0, 1)
    glow = (
        1.16
        - 0.26 * (x - form.cx + rx) / (2 * rx)
        + 0.14 * np.exp(-(((d - 0.93) / 0.03) ** 2))
        - 0.12 * np.exp(-(((d - 0.86) / 0.03) ** 2))
    )
    rgb = (
        mix((214, 170, 118), (186, 138, 88), noise((S, S), 14, rng))
        if kind == "gabus"
        else np.asarray(color, np.float32)
    ) * glow[..., None]
    base.alpha_composite(picture_of(rgb, topm))
    if kind == "kain":
        cloth_cap(base, turned, form, top, bottom, cloth or ((196, 62, 48), (250, 242, 230)), rng)


def cloth_cap(base, turned, form, top, bottom, colors, rng):
    """A checked cloth over a lid, tied with string, its skirt in folds."""
    y, x = grid()
    wide = form.half[int(bottom) - 4] + 6
    tie = bottom - 8
    drop = 118
    cx = turned.cx
    t = np.linspace(-1, 1, 220)
    hem = (
        tie
        + drop * (0.72 + 0.16 * np.cos(t * 13 + 1) + 0.10 * np.cos(t * 29))
        + turned.bow * wide * np.sqrt(np.clip(1 - t * t, 0, 1))
    )
    reach = wide * 1.17
    skirt = np.vstack(
        [
            [(cx + wide * a, tie - 8) for a in t],
            [(cx + reach * a, b) for a, b in zip(t[::-1], hem[::-1], strict=True)],
        ]
    )
    cap = np.vstack(
        [
            spline(
                [
                    (cx - wide, tie),
                    (cx - wide, top + 10),
                    (cx - wide * 0.6, top - 26),
                    (cx, top - 36),
                    (cx + wide * 0.6, top - 26),
                    (cx + wide, top + 10),
                    (cx + wide, tie),
                ],
                16,
            )
        ]
    )
    mask = ImageChops.lighter(poly_mask(skirt), poly_mask(cap))
    u = np.clip((x - cx) / (wide * 1.1), -1, 1)
    angle = np.arcsin(u)
    below = step(y, tie - 4, tie + 30)
    h = 12 * np.sin(angle * 12 + 0.5 * np.sin(y / 40)) * below + 5 * np.sin(angle * 25 + 2) * below
    h += (
        22 * np.sqrt(np.clip(1 - u * u, 0, 1))
        + (1 - below) * 7 * np.sin(angle * 18) * step(y, top + 20, tie)
        + threads((S, S), rng, 0.7, 5) * 0.6
    )
    diffuse, _ = relief(gaussian_filter(h, 1.4), 0.6)
    a, b = colors
    sx, sy = np.sin(angle * 26) > 0, np.sin((y + 14 * np.sin(angle * 12) * below) / 13.0) > 0
    share = sx.astype(np.float32) * 0.5 + sy.astype(np.float32) * 0.5
    rgb = paint(
        mix(b, a, gaussian_filter(share, 0.8)), diffuse * (0.72 + 0.3 * np.sqrt(1 - u * u)), None, 0.34
    )
    shadow(base, mask, 4, 12, 9, 0.4)
    base.alpha_composite(picture_of(rgb, as_mask(mask)))
    cord = Image.new("L", (S, S), 0)
    pen = ImageDraw.Draw(cord)
    bowed = [
        (cx + wide * a * 1.01, tie + turned.bow * wide * np.sqrt(max(0, 1 - a * a)) * 0.8)
        for a in np.linspace(-1, 1, 60)
    ]
    for k in (-6, 2, 10):
        pen.line([(px, py + k) for px, py in bowed], fill=255, width=7)
    m = as_mask(cord)
    diffuse, _ = relief(
        4 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 3.5, 0, 1)) + np.sin(x / 2.2 + y) * 0.5, 0.8
    )
    shadow(base, cord, 1, 5, 3, 0.4)
    base.alpha_composite(picture_of(paint((226, 206, 166), diffuse, None, 0.5), m))


def solid_turned(base, turned, color_rgb, label=None, label_at=None, gloss=0.5, name="tin", metal=False):
    """A tin or tub that cannot be seen through."""
    u, lv, inside = turned.field()
    mask = mask_of(inside)
    cast(base, mask, turned.bottom + 6, 0.5, 0.15, 26, 0.28)
    w = turned.half[int(turned.bottom) - 20]
    foot_shadow(base, turned.cx - w, turned.cx + w, turned.bottom + turned.bow * w * 0.4, 60, 40)
    rgb = np.ones((S, S, 1), np.float32) * np.asarray(color_rgb, np.float32)
    if label is not None:
        face, alpha, _, _ = wrap_label(turned, label, label_at)
        rgb = mix(rgb, face, alpha)
    lit = turned.light(u, lv, 0.5)
    if metal:
        lit = lit * (
            0.9 + 0.32 * np.exp(-(((u + 0.5) / 0.14) ** 2)) + 0.12 * np.exp(-(((u - 0.6) / 0.1) ** 2))
        )
    base.alpha_composite(picture_of(rgb * lit[..., None], inside))
    add_light(base, streaks(u, lv, turned.top, turned.bottom) * gloss * inside)
    return base


# ---------------------------------------------------------------- cartons and boxes


def carton(base, front, side, box, depth=150, rise=70, name="carton", top_color=None):
    """A standing carton: its face, its right side going back, its lid from above."""
    x0, y0, x1, y1 = box
    rng = rng_for(name)
    fx = x1 + depth
    whole = poly_mask(
        [
            (x0, y0),
            (x0 + depth * 0.92, y0 - rise),
            (fx, y0 - rise),
            (fx, y1 - rise * 0.62),
            (x1, y1),
            (x0, y1),
        ]
    )
    cast(base, whole, y1, 0.5, 0.15, 22, 0.28)
    foot_shadow(base, x0, fx - 30, y1 - 6, 40, 30, 0.46)
    paper = 1 + 0.012 * gaussian_filter(rng.normal(0, 1, (S, S)), 0.8)[..., None] * 2
    y, _x = grid()
    lid = Image.new("RGBA", (400, 200), (*(top_color or (240, 230, 214)), 255))
    for face, corners, light in ((lid, [(x0 + depth * 0.92, y0 - rise), (fx, y0 - rise), (x1, y0), (x0, y0)], 1.10),
                                 (side, [(x1, y0), (fx, y0 - rise), (fx, y1 - rise * 0.62), (x1, y1)], 0.74),
                                 (front, [(x0, y0), (x1, y0), (x1, y1), (x0, y1)], 1.0)):  # fmt: skip
        bent = quad(face, corners)
        fall = light * (1.03 - 0.10 * (y - y0) / (y1 - y0))
        bent_rgb = rgb_of(bent) * paper * fall[..., None]
        mask = as_mask(poly_mask(corners))
        base.alpha_composite(picture_of(bent_rgb, mask))
    pen = Art()
    pen.line([(x1, y0), (x1, y1)], (255, 255, 255, 120), 2.2)
    pen.line([(x0, y0), (x1, y0)], (255, 255, 255, 150), 2.2)
    pen.line([(x1, y0), (fx, y0 - rise)], (255, 255, 255, 90), 1.6)
    base.alpha_composite(pen.done())
    return base


def open_box(
    base,
    inside,
    lid_face,
    box,
    depth_back=250,
    wall=130,
    color=(206, 170, 126),
    edge=None,
    lid_height=470,
    name="box",
):
    """A box on a table with its lid up: `lid_face` stands behind, `inside` (from above) lies in perspective."""
    rng = rng_for(name)
    x0, y_front, x1 = box
    inset = 78
    yb = y_front - depth_back
    y, x = grid()
    # lid behind
    lx0, lx1 = x0 + inset - 6, x1 - inset + 6
    lid_top = yb - lid_height
    lid_corners = [(lx0 - 26, lid_top), (lx1 + 26, lid_top), (lx1, yb + 4), (lx0, yb + 4)]
    lid_mask = poly_mask(lid_corners)
    shadow(base, lid_mask, 40, 22, 36, 0.26)
    foot_shadow(base, x0, x1, y_front + wall - 8, 60, 36, 0.46)
    cast(base, rect_mask((x0, y_front, x1, y_front + wall)), y_front + wall, 0.8, 0.2, 24, 0.26)
    lid = quad(lid_face, lid_corners)
    fall = (0.98 - 0.12 * np.clip((y - lid_top) / lid_height, 0, 1)) * (1.04 - 0.08 * (x - x0) / (x1 - x0))
    fine = gaussian_filter(rng.normal(0, 1, (S, S)), 1.2) * 0.01
    base.alpha_composite(picture_of(rgb_of(lid) * (fall + fine)[..., None], as_mask(lid_mask)))
    frame = Art()
    frame.line([*lid_corners, lid_corners[0]], (*tone(color, 0.8), 255), 5)
    base.alpha_composite(frame.done())
    # walls and contents
    rim = [(x0 + inset, yb), (x1 - inset, yb), (x1, y_front), (x0, y_front)]
    rim_mask = as_mask(poly_mask(rim))
    floor_corners = [
        (x0 + inset + 22, yb + 20),
        (x1 - inset - 22, yb + 20),
        (x1 - 26, y_front + 6),
        (x0 + 26, y_front + 6),
    ]
    base.alpha_composite(picture_of(np.ones((S, S, 3)) * np.asarray(color, float) * 0.62, rim_mask))
    laid = quad(inside, floor_corners)
    depth = (0.74 + 0.30 * np.clip((y - yb) / depth_back, 0, 1)) * (
        1 - 0.30 * np.exp(-np.clip(x - x0 - inset * (y_front - y) / depth_back, 0, 400) / 40)
    )
    base.alpha_composite(
        picture_of(rgb_of(laid) * depth[..., None], as_mask(poly_mask(floor_corners)) * rim_mask)
    )
    # front wall
    front = [(x0, y_front), (x1, y_front), (x1 - 6, y_front + wall), (x0 + 6, y_front + wall)]
    front_rgb = np.ones((S, S, 1), np.float32) * np.asarray(edge or color, np.float32)
    lit = (1.0 - 0.16 * (y - y_front) / wall) * (1.04 - 0.10 * (x - x0) / (x1 - x0)) + fine
    base.alpha_composite(picture_of(front_rgb * lit[..., None], as_mask(poly_mask(front))))
    lip = Art()
    lip.line([(x0, y_front), (x1, y_front)], (*tone(edge or color, 1.14), 255), 6)
    lip.line([(x0, y_front), (x0 + inset, yb)], (*tone(color, 1.06), 255), 6)
    lip.line([(x1, y_front), (x1 - inset, yb)], (*tone(color, 0.86), 255), 6)
    base.alpha_composite(lip.done())
    return base


def tray_box(base, box, color, inner, rng, wall=26, radius=20, angle=0.0):
    """An open box from straight above: cardboard walls and a lined floor with the shadow of its walls."""
    x0, y0, x1, y1 = box
    outer = rect_mask(box, radius)
    m = as_mask(outer)
    h = np.clip(distance_transform_edt(m > 0.5) / 9, 0, 1) * 10
    diffuse, _ = relief(gaussian_filter(h, 2), 0.8)
    shadow(base, outer, 22, 36, 34, 0.36)
    shadow(base, outer, 5, 8, 8, 0.3)
    base.alpha_composite(
        picture_of(paint(color, diffuse, None, 0.5) * (1 + 0.02 * threads((S, S), rng))[..., None], m)
    )
    well_box = (x0 + wall, y0 + wall, x1 - wall, y1 - wall)
    well = rect_mask(well_box, max(4, radius - 8))
    base.paste(Image.new("RGB", (S, S), inner), (0, 0), well)
    return well_box, well


def well_shadow(base, well, dx=16, dy=24, blur=16, opacity=0.42):
    """The shade a box's walls throw into it; drawn after the contents."""
    moved = well.transform((S, S), Image.AFFINE, (1, 0, -dx, 0, 1, -dy)).filter(
        ImageFilter.GaussianBlur(blur)
    )
    inner = ImageChops.subtract(well, moved)
    layer = blank((S, S), (50, 26, 20, 255))
    layer.putalpha(inner.point(lambda v: int(v * opacity)))
    base.alpha_composite(layer)


def paper_cup(base, x, y, r, color, teeth=28):
    """A pleated paper cup from above."""
    pts = [
        (x + np.cos(a) * (r + (5 if k % 2 else -4)), y + np.sin(a) * (r + (5 if k % 2 else -4)))
        for k, a in enumerate(np.linspace(0, 2 * np.pi, teeth * 2))
    ]
    cup = Image.new("L", base.size, 0)
    ImageDraw.Draw(cup).polygon(pts, fill=255)
    shadow(base, cup, 6, 10, 8, 0.34)
    art = Art()
    art.polygon(pts, color)
    for k, a in enumerate(np.linspace(0, 2 * np.pi, teeth * 2)):
        art.line(
            [(x + np.cos(a) * r * 0.7, y + np.sin(a) * r * 0.7), pts[k]],
            tone(color, 1.16 if k % 2 else 0.86),
            2.4,
        )
    art.ellipse(x, y, r * 0.72, fill=tone(color, 0.82))
    base.alpha_composite(art.done())
