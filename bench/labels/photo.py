"""From a flat label to a phone's photo of it: packs, tables, light, lens and compression.

Every strength is one at which a person still reads the smallest print; `strength` of a call runs from 0 to 1 within that.
"""

import io
import math
import random
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image

from bench.labels.scene import ground, pack_round

Pixels = NDArray[np.uint8]

DISTORTIONS = (
    "rot90", "rot180", "rot270", "tilt", "perspective", "motion", "defocus", "noise", "shadow", "dim", "jpeg60", "curved", "glare",
    "small", "crumpled",
)  # fmt: skip
"""In no order; a picture bears none, one or two of them."""
TURNS = {"rot90": cv2.ROTATE_90_CLOCKWISE, "rot180": cv2.ROTATE_180, "rot270": cv2.ROTATE_90_COUNTERCLOCKWISE}
NEVER_TOGETHER = (
    {"rot90", "rot180", "rot270", "tilt"},
    {"motion", "defocus", "small"},
    {"curved", "crumpled"},
    {"dim", "noise"},
)


def pick(rng: random.Random, how_many: int, among: Sequence[str] = DISTORTIONS) -> tuple[str, ...]:
    """So many distortions that may stand together."""
    while True:
        chosen = rng.sample(list(among), how_many)
        if all(len(group & set(chosen)) < 2 for group in NEVER_TOGETHER):
            return tuple(chosen)


def photograph(
    label: Image.Image, pack: str, *, disc: bool, distortions: Sequence[str], rng: random.Random
) -> bytes:
    """A JPEG of this label on its pack, as a phone gives it."""
    dice = np.random.default_rng(rng.randrange(2**32))
    face = np.asarray(label.convert("RGB"))
    mask = np.full(face.shape[:2], 255, np.uint8)
    if disc:
        mask[:] = 0
        cv2.circle(
            mask, (face.shape[1] // 2, face.shape[0] // 2), min(face.shape[:2]) // 2 - 4, 255, -1, cv2.LINE_AA
        )
    face = _worn(face, dice)
    if "crumpled" in distortions:
        face, mask = _crumpled(face, mask, dice, 0.5 + rng.random() * 0.5)
    if "curved" in distortions:
        face, mask = _round_a_jar(face, mask, rng.uniform(38, 54))
    goods, solid = pack_round(face, mask, pack, dice, rng)
    share = rng.uniform(0.33, 0.4) if "small" in distortions else rng.uniform(0.66, 0.94)
    photo = _placed(goods, solid, face.shape[:2], share, distortions, pack, dice, rng)
    photo = _lit(photo, distortions, dice, rng)
    photo = _through_lens(photo, distortions, dice, rng)
    for name, turn in TURNS.items():
        if name in distortions:
            photo = cv2.rotate(photo, turn).astype(np.uint8)
    return _saved(
        photo, 60 if "jpeg60" in distortions else rng.randint(82, 93), held_sideways=rng.random() < 0.15
    )


def _saved(photo: Pixels, quality: int, *, held_sideways: bool) -> bytes:
    """As a JPEG. A phone held sideways stores the picture lying and a mark that says how to turn it."""
    picture, marks = Image.fromarray(photo), Image.Exif()
    if held_sideways:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
        marks[ExifTags.Base.Orientation] = 6
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=quality, exif=marks)
    return sink.getvalue()


def _worn(face: Pixels, dice: np.random.Generator) -> Pixels:
    """Print is never even: ink varies a little over the sheet, paper has grain."""
    height, width = face.shape[:2]
    cloud = cv2.resize(dice.normal(0, 1, (6, 6)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)  # fmt: skip
    grain = dice.normal(0, 2.0, (height, width)).astype(np.float32)
    mixed = face.astype(np.float32) * (1 + 0.02 * cloud[..., None]) + grain[..., None]
    return np.clip(mixed, 0, 255).astype(np.uint8)


def _crumpled(
    face: Pixels, mask: Pixels, dice: np.random.Generator, strength: float
) -> tuple[Pixels, Pixels]:
    """Folds of a soft pack: straight creases shift and shade what lies on either side."""
    height, width = face.shape[:2]
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    dx, dy = np.zeros_like(xx), np.zeros_like(xx)
    shade = np.zeros_like(xx)
    for _ in range(9):
        angle = dice.uniform(0, math.pi)
        across = (xx - dice.uniform(0, width)) * math.cos(angle) + (yy - dice.uniform(0, height)) * math.sin(
            angle
        )
        reach = dice.uniform(60, 220)
        bump = np.exp(-((across / reach) ** 2))
        sharp = across / reach * bump
        lift = dice.uniform(3, 9) * strength
        dx += lift * bump * math.cos(angle)
        dy += lift * bump * math.sin(angle)
        shade += dice.uniform(18, 50) * strength * sharp
    bent = cv2.remap(face, xx + dx, yy + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    outline = cv2.remap(mask, xx + dx, yy + dy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    lit = np.clip(bent.astype(np.float32) + shade[..., None], 0, 255).astype(np.uint8)
    return lit, outline.astype(np.uint8)


def _round_a_jar(face: Pixels, mask: Pixels, degrees: float) -> tuple[Pixels, Pixels]:
    """Seen on a cylinder: `degrees` of the jar's round on either side of the middle, edges foreshortened and darker."""
    height, width = face.shape[:2]
    half = math.radians(degrees)
    radius = width / 2 / half
    seen = int(2 * radius * math.sin(half))
    sag = int(radius * (1 - math.cos(half)) * 0.16)
    yy, xx = np.mgrid[0 : height + sag, 0:seen].astype(np.float32)
    turned = np.arcsin(np.clip((xx - seen / 2) / radius, -1, 1))
    across = turned * radius + width / 2
    down = yy - sag * (np.cos(turned) - math.cos(half)) / (1 - math.cos(half))
    bent = cv2.remap(face, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    outline = cv2.remap(mask, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)
    lit = bent.astype(np.float32) * (0.55 + 0.45 * np.cos(turned * 1.05))[..., None]
    streak = 40 * np.exp(-(((turned - 0.45) / 0.07) ** 2))
    return np.clip(lit + streak[..., None], 0, 255).astype(np.uint8), outline.astype(np.uint8)


def _placed(
    goods: Pixels,
    solid: Pixels,
    label: tuple[int, int],
    share: float,
    distortions: Sequence[str],
    pack: str,
    dice: np.random.Generator,
    rng: random.Random,
) -> Pixels:
    """The pack on its table, turned and seen from where the hand held the phone. `share`: label's side by photo's side."""
    upright = label[0] >= label[1]
    tall, wide = (4, 3) if upright else (3, 4)
    # Pixels of the photo: the label at 0.75 to 1 of the size it was drawn in.
    scale = rng.uniform(0.78, 1.0) if share > 0.5 else rng.uniform(0.72, 0.8)
    if rng.random() < 0.15:  # some phones give more pixels than the print has detail
        scale *= rng.uniform(1.3, 1.6)
    needed = max(label[0] * scale / share / tall, label[1] * scale / share / wide)
    height, width = int(needed * tall), int(needed * wide)
    canvas = ground(pack, width, height, dice, rng)
    angle = math.radians(rng.uniform(-2.5, 2.5))
    if "tilt" in distortions:
        angle = math.radians(rng.choice((-1, 1)) * rng.uniform(6, 15))
    lean = 0.16 if "perspective" in distortions else 0.02
    gh, gw = goods.shape[:2]
    corners = np.array([[0, 0], [gw, 0], [gw, gh], [0, gh]], np.float32)
    middle = np.array([gw / 2, gh / 2], np.float32)
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]], np.float32)
    at = np.array([width / 2 + rng.uniform(-0.02, 0.02) * width, height / 2 + rng.uniform(-0.02, 0.02) * height])  # fmt: skip
    placed = (corners - middle) * scale
    depth = 1 + dice.uniform(-lean, lean, 2)
    for corner in placed:
        nearness = (
            1 + (depth[0] - 1) * corner[0] / (gw * scale / 2) + (depth[1] - 1) * corner[1] / (gh * scale / 2)
        )
        corner *= nearness
    placed = (placed @ turn.T + at).astype(np.float32)
    # However it is turned and leant, nothing of the label is cut off by much: shrink to fit.
    reach = np.abs(placed - np.array([width / 2, height / 2])).max(axis=0) / np.array([width / 2, height / 2])
    label_share = max(label[0] / gh, label[1] / gw)
    over = float(max(reach)) * label_share
    if over > 0.97:
        placed = ((placed - np.array([width / 2, height / 2])) * (0.97 / over) + np.array([width / 2, height / 2])).astype(np.float32)  # fmt: skip
    warp = cv2.getPerspectiveTransform(corners, placed)
    body = cv2.warpPerspective(goods, warp, (width, height), flags=cv2.INTER_AREA)
    where = cv2.warpPerspective(solid, warp, (width, height)).astype(np.float32) / 255
    drop = cv2.GaussianBlur(where, (0, 0), width / 90)
    drop = np.roll(drop, (height // 90, width // 110), (0, 1))
    shaded = canvas.astype(np.float32) * (1 - 0.5 * drop * (1 - where))[..., None]
    return np.clip(shaded * (1 - where[..., None]) + body * where[..., None], 0, 255).astype(np.uint8)


def _lit(photo: Pixels, distortions: Sequence[str], dice: np.random.Generator, rng: random.Random) -> Pixels:
    """Light from one side, of a lamp's or a window's colour; shadow of the hand, gloom, a spot of glare."""
    height, width = photo.shape[:2]
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    slope = (xx / width - 0.5) * math.cos(angle) + (yy / height - 0.5) * math.sin(angle)
    light = photo.astype(np.float32) * (0.96 + 0.16 * slope)[..., None]
    warm = rng.uniform(-0.04, 0.07)
    light *= np.array([1 + warm, 1.0, 1 - warm], np.float32)
    if "shadow" in distortions:
        turn = rng.uniform(0, 2 * math.pi)
        edge = (
            (xx - width * rng.uniform(0.35, 0.65)) * math.cos(turn)
            + (yy - height * rng.uniform(0.35, 0.65)) * math.sin(turn)
            + 40 * np.sin(yy / height * 7 + turn)
        )
        dark = 1 / (1 + np.exp(np.clip(-edge / (width * rng.uniform(0.006, 0.03)), -50, 50)))
        light *= (1 - rng.uniform(0.45, 0.62) * dark)[..., None]
    if "dim" in distortions:
        light *= rng.uniform(0.28, 0.42)
        light += dice.normal(0, 3.5, photo.shape)
    if "glare" in distortions:
        for _ in range(rng.choice((1, 2))):
            cx, cy = width * rng.uniform(0.25, 0.75), height * rng.uniform(0.25, 0.75)
            rx, ry = width * rng.uniform(0.04, 0.09), height * rng.uniform(0.03, 0.12)
            tilt = rng.uniform(0, math.pi)
            u = (xx - cx) * math.cos(tilt) + (yy - cy) * math.sin(tilt)
            v = -(xx - cx) * math.sin(tilt) + (yy - cy) * math.cos(tilt)
            spot = np.exp(-((u / rx) ** 2 + (v / ry) ** 2))
            # Haze through which print still shows: a burnt-out spot would take the truth away.
            light += (rng.uniform(70, 105) * spot)[..., None]
    return np.clip(light, 0, 255).astype(np.uint8)


def _through_lens(
    photo: Pixels, distortions: Sequence[str], dice: np.random.Generator, rng: random.Random
) -> Pixels:
    """A phone's softness, shake, missed focus, and the sensor's grain with what its maker smooths away."""
    soft = cv2.GaussianBlur(photo, (0, 0), rng.uniform(0.6, 0.9)).astype(np.uint8)
    if "motion" in distortions:
        length = rng.randint(5, 9)
        kernel = np.zeros((length, length), np.float32)
        turn = rng.uniform(0, math.pi)
        half = (length - 1) / 2
        ends = [(round(half + sign * half * math.cos(turn)), round(half + sign * half * math.sin(turn))) for sign in (-1, 1)]  # fmt: skip
        cv2.line(kernel, ends[0], ends[1], 1, 1, cv2.LINE_AA)
        soft = cv2.filter2D(soft, -1, kernel / kernel.sum()).astype(np.uint8)
    if "defocus" in distortions:
        radius = rng.uniform(1.6, 2.8)
        span = int(radius) * 2 + 3
        yy, xx = np.mgrid[0:span, 0:span] - span // 2
        disc = np.clip(radius + 0.5 - np.sqrt(xx**2 + yy**2), 0, 1).astype(np.float32)
        soft = cv2.filter2D(soft, -1, disc / disc.sum()).astype(np.uint8)
    grain = rng.uniform(12, 20) if "noise" in distortions else rng.uniform(1, 2.5)
    speckle = dice.normal(0, grain, photo.shape)
    if "noise" in distortions:
        speckle = cv2.GaussianBlur(speckle, (0, 0), 0.7) * 1.5
    return np.clip(soft + speckle, 0, 255).astype(np.uint8)
