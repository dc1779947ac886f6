"""Pouches, clear bags, header cards, stickers, raffia."""

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter
from scipy.ndimage import distance_transform_edt, gaussian_filter

from .light import (
    S,
    add_light,
    as_mask,
    blank,
    cast,
    grid,
    mask_of,
    noise,
    paint,
    picture_of,
    poly_mask,
    rect_mask,
    relief,
    rgb_of,
    rng_for,
    shadow,
    softbox,
    spline,
    step,
    threads,
)
from .scenes import foot_shadow

# ---------------------------------------------------------------- soft packs


def outline_of(x0, x1, top, bottom, waist=0.0, shoulder=26, foot=30):
    """The outline of a pack that stands: a little narrower on top, its foot bowed."""
    cx = (x0 + x1) / 2
    return np.vstack([
        spline([(x0 + shoulder, top), (cx, top - 4), (x1 - shoulder, top)], 12),
        spline([(x1 - shoulder, top), (x1 - shoulder * 0.6 - waist, top + (bottom - top) * 0.25),
                (x1 - waist, top + (bottom - top) * 0.56), (x1 + 8, bottom - 60)], 12),
        spline([(x1 + 8, bottom - 60), (x1 - 50, bottom + 4), (cx, bottom + foot), (x0 + 50, bottom + 4), (x0 - 8, bottom - 60)], 14),
        spline([(x0 - 8, bottom - 60), (x0 + waist, top + (bottom - top) * 0.56),
                (x0 + shoulder * 0.6 + waist, top + (bottom - top) * 0.25), (x0 + shoulder, top)], 12)])  # fmt: skip


def creases(rng, x0, x1, top, bottom, count=7, deep=6.0):
    """Long dents that run in from the edges of a filled pack."""
    y, x = grid()
    out = np.zeros((S, S), np.float32)
    cx = (x0 + x1) / 2
    for i in range(count):
        side = -1 if i % 2 else 1
        start = np.array(
            [cx + side * (x1 - x0) / 2, rng.choice([top + 120, bottom - 120]) + rng.uniform(-60, 160)]
        )
        run = np.array([-side, rng.uniform(-0.75, 0.75)])
        run /= np.hypot(*run)
        length = rng.uniform(0.16, 0.34) * (x1 - x0)
        dx, dy = x - start[0], y - start[1]
        a, b = (
            dx * run[0] + dy * run[1],
            -dx * run[1] + dy * run[0] + 0.0009 * (dx * run[0] + dy * run[1]) ** 2,
        )
        wide = 9 + a.clip(0) * 0.05
        out -= deep * np.exp(-((b / wide) ** 2)) * (1 - step(a, 0, length)) * step(a, -40, 10)
    return out


def body_height(mask, rng, x0, x1, top, bottom, bulge=120, seam=22, closed=150, wrinkle=1.0, gusset=True):
    """The swell of a filled pack: flat seams, flat upper part, a gusset line near the foot."""
    y, x = grid()
    dist = distance_transform_edt(as_mask(mask) > 0.5)
    t = np.clip((dist - seam) / (0.30 * (x1 - x0)), 0, 1)
    rise = step(y, top + closed * 0.6, top + closed + (bottom - top) * 0.42)
    h = bulge * np.sqrt(t * (2 - t)) * (0.06 + 0.94 * rise)
    h += wrinkle * (13 * noise((S, S), 230, rng) + 5 * noise((S, S), 80, rng))
    h += creases(rng, x0, x1, top + closed, bottom, 8, 7 * wrinkle)
    if gusset:
        cx, hw = (x0 + x1) / 2, (x1 - x0) / 2
        line = bottom - 12 - 128 * ((x - cx) / hw) ** 4
        h -= 9 * np.exp(-(((y - line) / 9) ** 2)) + 15 * step(y, line - 4, line + 34)
    h = gaussian_filter(h, 4.5)
    return h + 1.6 * np.exp(-(((dist - seam) / 3.0) ** 2))


def seals(h, y, top, crimp=66, zip_at=None, ridges=3.4):
    h = np.where(y < top + crimp, 3 * np.sin(y / ridges), h)
    if zip_at:
        h = (
            h
            + 4 * np.exp(-(((y - top - zip_at) / 5) ** 2))
            + 4 * np.exp(-(((y - top - zip_at - 20) / 5) ** 2))
        )
    return h


SKINS = {  # how a skin shines: ambient, gloss, gloss width, window light
    "doff": (0.44, 0.10, 8, 0.10), "kilap": (0.42, 0.14, 14, 0.30), "foil": (0.36, 0.34, 10, 0.55), "kraft": (0.46, 0.03, 8, 0.0),
}  # fmt: skip


def pouch(base, printed, food=None, window=None, skin="doff", x0=330, x1=1070, top=150, bottom=1230, name="pouch",
          crimp=66, zip_at=None, hole=None, bulge=120):  # fmt: skip
    """A standing pouch. `printed` is its face (RGBA, whole canvas), `window` a mask through which `food` is seen."""
    rng = rng_for(name)
    outline = outline_of(x0, x1, top, bottom)
    mask = poly_mask(outline)
    pen = ImageDraw.Draw(mask)  # tear notches, then the hang hole
    for hx, way in ((x0 + 16, 1), (x1 - 16, -1)):
        pen.polygon(
            [
                (hx - way * 8, top + crimp + 12),
                (hx + way * 14, top + crimp + 20),
                (hx - way * 8, top + crimp + 28),
            ],
            fill=0,
        )
    if hole:
        mask = mask_of(as_mask(mask) * (1 - as_mask(hole)))
    cast(base, mask, bottom + 10, 0.5, 0.15, 24, 0.26)
    foot_shadow(base, x0, x1, bottom + 6)
    y, _x = grid()
    h = body_height(mask, rng, x0, x1, top, bottom, bulge)
    h = seals(h, y, top, crimp, zip_at)
    ambient, spec, shine, box = SKINS[skin]
    if skin == "kraft":
        h = h + gaussian_filter(rng.normal(0, 1, (S, S)), (0.8, 2.4)) * 0.35
    layer = printed.copy()
    if food is not None:
        seen = food.copy()
        seen.putalpha(window)
        inner = ImageChops.subtract(
            window,
            window.transform((S, S), Image.AFFINE, (1, 0, -5, 0, 1, -8)).filter(ImageFilter.GaussianBlur(9)),
        )
        shade = blank((S, S), (40, 22, 14, 255))
        shade.putalpha(inner.point(lambda v: int(v * 0.62)))
        layer.alpha_composite(seen)
        layer.alpha_composite(shade)
    rgb = rgb_of(layer)
    if skin == "kraft":
        seen_kraft = 1 - as_mask(window) if window is not None else np.ones((S, S), np.float32)
        rgb = (
            rgb
            * (
                1 + (0.05 * threads((S, S), rng, 0.9, 16) + 0.05 * (noise((S, S), 3, rng) - 0.5)) * seen_kraft
            )[..., None]
        )
    diffuse, gloss = relief(h, 0.62)
    rgb = paint(rgb, diffuse, gloss, ambient, spec, shine)
    film = softbox(gaussian_filter(h, 3), 0.62) * box
    if window is not None:
        film = np.maximum(film, softbox(gaussian_filter(h, 3), 0.62) * 0.34 * as_mask(window))
    rgb = rgb + (film * 255)[..., None]
    rgb *= np.where(y < top + crimp, 0.965, 1)[..., None]
    rgb *= (1 - 0.30 * np.exp(-(((y - (top + crimp + 4)) / 6) ** 2)))[..., None]
    base.alpha_composite(picture_of(rgb, as_mask(mask)))
    return base


def clear_bag(base, food, x0=330, x1=1070, top=150, bottom=1230, name="bag", fill_top=None, printed=None, gather=False,
              milk=0.10, bulge=110, stand=True):  # fmt: skip
    """A bag of clear film with the goods seen through; `printed` lies on its skin."""
    rng = rng_for(name)
    y, x = grid()
    cx = (x0 + x1) / 2
    if gather:
        neck = top + 210
        half = (x1 - x0) / 2
        right = spline([(cx + 96, top + 6), (cx + 62, top + 110), (cx + 34, neck), (cx + half * 0.62, neck + 130), (cx + half * 0.98, neck + 330),
                        (cx + half, bottom - 240), (cx + half * 0.93, bottom - 40), (cx + half * 0.6, bottom + 10)], 16)  # fmt: skip
        top_edge = spline(
            [
                (cx - 96, top + 6),
                (cx - 60, top + 26),
                (cx - 26, top - 6),
                (cx + 14, top + 22),
                (cx + 52, top - 8),
                (cx + 96, top + 6),
            ],
            10,
        )
        outline = np.vstack(
            [
                top_edge,
                right,
                spline(
                    [(cx + half * 0.6, bottom + 10), (cx, bottom + 26), (cx - half * 0.6, bottom + 10)], 10
                ),
                mirror_rows(right, cx),
            ]
        )
    else:
        outline = outline_of(x0, x1, top, bottom, 4, 12, 24)
    mask = poly_mask(outline)
    if stand:
        cast(base, mask, bottom + 10, 0.5, 0.15, 26, 0.18)
        foot_shadow(base, x0, x1, bottom + 2, 60, 42, 0.36)
    else:
        ground = base.copy()
        shadow(base, mask, 18, 28, 26, 0.30)
        shadow(base, mask, 4, 7, 7, 0.28)
        ground.putalpha(
            ImageChops.multiply(ground.getchannel("A"), mask.point(lambda v: int(v * 0.8)))
        )  # film lets light through
        base.alpha_composite(ground)
    m = as_mask(mask)
    dist = distance_transform_edt(m > 0.5)
    h = body_height(mask, rng, x0, x1, top + (160 if gather else 0), bottom, bulge, 16, 90, 1.3, not gather)
    ripple = noise((S, S), 60, rng)
    h = h + 9 * np.abs(noise((S, S), 120, rng) - 0.5) + 4 * np.abs(ripple - 0.5)
    if gather:
        pull = np.exp(-np.abs(y - (top + 210)) / 190)
        spread = np.maximum(30, np.abs(y - (top + 210)) * 0.9 + 34)
        h = h + 12 * pull * np.sin((x - cx) / spread * 15 + 1.2 * noise((S, S), 160, rng))
    # what is inside
    level = fill_top if fill_top is not None else top + (bottom - top) * 0.24
    wave = level + (noise((S, S), 90, rng) - 0.5) * 60
    inside = (
        step(y, wave - 10, wave + 12) * step(dist, 14, 24)
        if not gather
        else step(y, wave - 10, wave + 12) * step(dist, 6, 14)
    )
    base.alpha_composite(picture_of(np.full((S, S, 3), 255.0), m * 0.16))
    shade = 0.60 + 0.40 * np.clip(dist / 150, 0, 1) ** 0.7
    lit, _ = relief(gaussian_filter(h, 14), 0.5)
    body = rgb_of(food) * (shade * (0.62 + 0.40 * lit))[..., None] ** np.array([0.84, 1.0, 1.2])
    top_dark = 1 - 0.35 * np.exp(-np.clip(y - wave, 0, 400) / 26)
    base.alpha_composite(picture_of(body * top_dark[..., None], inside * m * as_mask(food.getchannel("A"))))
    # the film itself
    base.alpha_composite(picture_of(np.full((S, S, 3), 255.0), m * milk * (0.5 + 0.5 * step(dist, 60, 6))))
    if printed is not None:
        diffuse, gloss = relief(gaussian_filter(h, 4), 0.4)
        alpha = as_mask(printed.getchannel("A"))
        base.alpha_composite(picture_of(paint(rgb_of(printed), diffuse, gloss, 0.55, 0.08, 10), alpha * m))
    thin = softbox(gaussian_filter(h, 2.2), 0.62) * 0.62 + softbox(gaussian_filter(h, 7), 0.7) * 0.34
    lines = np.clip(1 - np.abs(dist - 13) / 2.4, 0, 1) * 0.4 + np.clip(1 - dist / 4, 0, 1) * 0.45
    if not gather:
        lines += (np.sin(y / 3.0) * 0.5 + 0.5) * ((y < top + 46) | (y > bottom - 8)) * 0.34
    if printed is not None:
        thin = thin * (1 - 0.6 * alpha)
    add_light(base, np.clip(thin + lines, 0, 0.85) * m)
    edge = np.clip(1 - np.abs(dist - 3) / 3, 0, 1) * m * 0.22
    base.alpha_composite(picture_of(np.full((S, S, 3), 70.0), edge))
    return base


def mirror_rows(curve, cx):
    out = curve[::-1].copy()
    out[:, 0] = 2 * cx - out[:, 0]
    return out


def header_card(base, face, box, name="card", staples=True, angle=0.0):
    """A folded card over the mouth of a bag, with two staples. `face` is its art, the size of `box`."""
    rng = rng_for(name)
    x0, y0, x1, y1 = (int(v) for v in box)
    card = blank()
    card.paste(face.resize((x1 - x0, y1 - y0), Image.LANCZOS), (x0, y0))
    mask = rect_mask((x0, y0, x1, y1), 6)
    y, x = grid()
    h = (
        gaussian_filter(rng.normal(0, 1, (S, S)), 1.3) * 0.35
        + 5 * step(y, y0, y0 + 12)
        + 7 * np.sin((x - x0) / (x1 - x0) * 3.1)
    )
    diffuse, gloss = relief(h, 0.7)
    rgb = paint(rgb_of(card), diffuse, gloss, 0.5, 0.04, 8)
    rgb *= (0.90 + 0.10 * step(y, y0, y0 + 16))[..., None]
    if staples:
        for cx in (x0 + (x1 - x0) * 0.085, x0 + (x1 - x0) * 0.915):
            near = (np.abs(x - cx) < 32) & (np.abs(y - (y1 - 34)) < 3.4)
            glow = 0.62 + 0.5 * np.exp(-(((y - (y1 - 35.5)) / 1.6) ** 2))
            rgb = np.where(near[..., None], np.array([206, 206, 210]) * glow[..., None], rgb)
            below = (np.abs(x - cx - 2) < 32) & (np.abs(y - (y1 - 28)) < 3)
            rgb = np.where(below[..., None], rgb * 0.72, rgb)
    image = picture_of(rgb)
    image.putalpha(mask)
    if angle:
        image = image.rotate(angle, Image.BICUBIC, center=((x0 + x1) / 2, y1))
    shadow(base, image.getchannel("A"), 7, 12, 9, 0.36)
    base.alpha_composite(image)


def sticker(printed, face, cx, cy, round_=False, radius=22):
    """Puts a label on a pack's face with the thin shadow of its edge."""
    x, y = int(cx - face.width / 2), int(cy - face.height / 2)
    mask = Image.new("L", (S, S), 0)
    if round_:
        one = Image.new("L", (face.width * 2, face.height * 2), 0)
        ImageDraw.Draw(one).ellipse([2, 2, face.width * 2 - 3, face.height * 2 - 3], fill=255)
    else:
        one = Image.new("L", (face.width * 2, face.height * 2), 0)
        ImageDraw.Draw(one).rounded_rectangle(
            [0, 0, face.width * 2 - 1, face.height * 2 - 1], radius * 2, fill=255
        )
    one = one.resize(face.size, Image.LANCZOS)
    one = ImageChops.multiply(one, face.getchannel("A"))
    mask.paste(one, (x, y))
    shadow(printed, mask, 2, 4, 4, 0.40)
    card = face.copy()
    card.putalpha(one)
    printed.alpha_composite(card, (x, y))
    return mask


def raffia(base, cx, cy, rng, color=(196, 158, 98), reach=120, tag=None):
    """A bow of raffia round a bag's neck; `tag` is a small card hanging from it."""
    strands = Image.new("L", (S, S), 0)
    pen = ImageDraw.Draw(strands)
    for k in range(5):
        pen.line(
            [
                tuple(p)
                for p in spline(
                    [(cx - 46, cy - 14 + k * 8), (cx, cy - 6 + k * 8), (cx + 46, cy - 14 + k * 8)], 10
                )
            ],
            fill=255,
            width=7,
        )
    for side in (-1, 1):
        for k in range(3):
            lift = k * 11
            pen.line([tuple(p) for p in spline([(cx, cy + 4), (cx + side * reach * 0.55, cy - 66 - lift), (cx + side * reach, cy - 40 - lift * 0.4),
                                               (cx + side * reach * 0.7, cy + 8 + lift * 0.3), (cx, cy + 8)], 14)], fill=255, width=7)  # fmt: skip
            pen.line(
                [
                    tuple(p)
                    for p in spline(
                        [
                            (cx, cy + 6),
                            (cx + side * 40, cy + 70),
                            (cx + side * (62 + k * 22), cy + 170 + rng.uniform(-20, 20)),
                        ],
                        12,
                    )
                ],
                fill=255,
                width=6,
            )
    pen.ellipse([cx - 20, cy - 14, cx + 20, cy + 24], fill=255)
    m = as_mask(strands)
    h = 5 * np.sqrt(np.clip(distance_transform_edt(m > 0.5) / 3.5, 0, 1))
    fine = gaussian_filter(rng.normal(0, 1, (S, S)), 1.0)
    diffuse, gloss = relief(h + fine * 0.6, 0.8)
    if tag is not None:
        _w, _hgt = tag.size
        x, y = int(cx + 30), int(cy + 66)
        hang = blank()
        hang.paste(tag, (x, y))
        hang = hang.rotate(-9, Image.BICUBIC, center=(x + 30, y))
        shadow(base, hang.getchannel("A"), 8, 12, 10, 0.36)
        base.alpha_composite(hang)
    shadow(base, strands, 4, 7, 5, 0.4)
    base.alpha_composite(picture_of(paint(color, diffuse, gloss, 0.5, 0.12, 10), m))
