"""What a label is stuck on and what that lies on, drawn from noise: pouches, jars, boxes, wood, cloth, tiles."""

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def pack_round(
    face: Pixels, mask: Pixels, pack: str, dice: np.random.Generator, rng: random.Random
) -> tuple[Pixels, Pixels]:
    """The label with its pack round it, and where that is solid."""
    if pack in ("table", "cloth"):
        return face, mask
    height, width = face.shape[:2]
    beside, over = (0.16, 0.2) if pack != "standing" else (0.03, 0.06)
    px, py = int(width * beside), int(height * over)
    gh, gw = height + 2 * py, width + 2 * px
    yy, xx = np.mgrid[0:gh, 0:gw].astype(np.float32)
    colour = {
        "pouch": rng.choice(((205, 205, 208), (222, 190, 120), (190, 60, 50), (60, 120, 80))),
        "clear": rng.choice(((206, 168, 104), (190, 140, 80), (224, 206, 160))),
        "paper": (190, 152, 106),
        "box": rng.choice(((240, 236, 226), (176, 134, 92), (214, 80, 70))),
        "jar": rng.choice(((150, 80, 40), (214, 180, 110), (120, 30, 24))),
        "standing": tuple(int(face[5, 5, channel]) for channel in range(3)),
    }[pack]
    body = np.ones((gh, gw, 3), np.float32) * np.array(colour, np.float32)
    if pack == "clear":  # crisps behind a film
        for _ in range(140):
            at = (int(dice.integers(gw)), int(dice.integers(gh)))
            axes = (int(dice.integers(40, 110)), int(dice.integers(24, 70)))
            tone = float(dice.uniform(0.75, 1.2))
            cv2.ellipse(body, at, axes, float(dice.uniform(0, 180)), 0, 360, [float(c) * tone for c in colour], -1, cv2.LINE_AA)  # fmt: skip
            cv2.ellipse(body, at, axes, float(dice.uniform(0, 180)), 0, 360, [float(c) * tone * 0.8 for c in colour], 2, cv2.LINE_AA)  # fmt: skip
    shine = np.zeros((gh, gw), np.float32)
    if pack in ("pouch", "clear", "standing"):
        for _ in range(7):
            angle = dice.uniform(0, math.pi)
            across = (xx - dice.uniform(0, gw)) * math.cos(angle) + (yy - dice.uniform(0, gh)) * math.sin(
                angle
            )
            shine += dice.uniform(-26, 34) * np.exp(-((across / dice.uniform(20, 120)) ** 2))
    if pack == "jar":
        side = (xx / gw - 0.5) * 2
        shine += -70 * side**4 + 60 * np.exp(-(((side - 0.5) / 0.08) ** 2))
    grain = cv2.GaussianBlur(dice.normal(0, 1, (gh, gw)).astype(np.float32), (0, 0), 1.2) * (10 if pack in ("paper", "box") else 3)  # fmt: skip
    body += (shine + grain)[..., None]
    body = np.clip(body, 0, 255)
    inner = np.zeros((gh, gw), np.float32)
    inner[py : py + height, px : px + width] = mask.astype(np.float32) / 255
    edge = cv2.GaussianBlur(inner, (0, 0), 5)
    body *= (1 - 0.3 * edge * (1 - inner))[..., None]
    label = np.zeros_like(body)
    label[py : py + height, px : px + width] = face
    whole = body * (1 - inner[..., None]) + label * inner[..., None]
    if pack in ("pouch", "clear", "standing"):
        whole += (np.clip(shine, 0, 60) * 0.35)[..., None] * inner[..., None]
        seam = max(10, gh // 60)
        if pack != "standing":
            for row in range(0, py // 2, seam):
                whole[row : row + seam // 2] *= 0.94
    solid = np.full((gh, gw), 255, np.uint8)
    return np.clip(whole, 0, 255).astype(np.uint8), solid


def ground(pack: str, width: int, height: int, dice: np.random.Generator, rng: random.Random) -> Pixels:
    """Wood, cloth, tiles or a plain top."""
    kind = "cloth" if pack == "cloth" else rng.choice(("wood", "wood", "cloth", "tiles", "plain"))
    yy, xx = np.mgrid[0:height, 0:width].astype(np.float32)
    if kind == "wood":
        colour = np.array(rng.choice(((150, 105, 64), (188, 146, 98), (96, 66, 44))), np.float32)
        bend = cv2.resize(dice.normal(0, 1, (5, 4)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)  # fmt: skip
        rings = np.sin((yy / height * 46 + bend * 3) * 2)
        fibre = cv2.GaussianBlur(dice.normal(0, 1, (height, width)).astype(np.float32), (0, 0), sigmaX=18, sigmaY=0.8)  # fmt: skip
        tone = 1 + 0.05 * rings + 0.55 * fibre
        seams = (yy % (height / rng.choice((2.4, 3.3))) < 5).astype(np.float32)
        tone *= 1 - 0.45 * seams
    elif kind == "cloth":
        colour = np.array(rng.choice(((70, 90, 130), (180, 60, 60), (210, 200, 180), (60, 100, 80))), np.float32)  # fmt: skip
        tone = 1 + 0.1 * np.sin(xx * 0.9) * np.sin(yy * 0.9) + 0.06 * np.sin(xx / 40)
        check = ((xx // 90 + yy // 90) % 2) * (0.12 if rng.random() < 0.5 else 0.0)
        tone = tone + check
        folds = cv2.resize(dice.normal(0, 1, (5, 5)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)  # fmt: skip
        tone = tone + 0.07 * folds
    elif kind == "tiles":
        colour = np.array(rng.choice(((222, 218, 208), (190, 196, 200))), np.float32)
        side = rng.randint(380, 620)
        joints = ((xx % side < 6) | (yy % side < 6)).astype(np.float32)
        cloud = cv2.resize(dice.normal(0, 1, (14, 14)).astype(np.float32), (width, height), interpolation=cv2.INTER_CUBIC)  # fmt: skip
        tone = 1 + 0.03 * cloud - 0.3 * joints
    else:
        colour = np.array(rng.choice(((236, 236, 234), (60, 62, 66), (200, 190, 170))), np.float32)
        tone = 1 + 0.03 * (yy / height - 0.5) + dice.normal(0, 0.01, (height, width)).astype(np.float32)
    picture = np.clip(tone[..., None] * colour, 0, 255).astype(np.uint8)
    return cv2.GaussianBlur(picture, (0, 0), 1.2).astype(np.uint8)
