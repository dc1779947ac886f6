"""Draws the demo's product pictures. Seeded by name: the same code gives the same picture.

    python data/demo/draw_pictures.py              draws all, and writes pictures/index.tsv
    python data/demo/draw_pictures.py NAME ...     draws only these

Needs pillow, numpy, scipy, fonttools and brotli, in an environment of its own: the shop does not need them.
The pictures (1000 x 1000, WebP) and index.tsv (name, alt) come to `pictures/` beside this file.

How it is done: everything is a height field lit from the upper left. See `drawing/`:
light (canvas, noise, light, curves), scenes (walls, tables, dishes), pieces (what is eaten),
softpacks and hardpacks (pouch, bag, jar, carton, box), motifs, labels and faces (what is printed), beads.
The other modules are recipes, one function a picture; studio keeps their list, and sews on the tag.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from drawing import (  # noqa: F401  (each module enters its recipes)
    boxes,
    closeups,
    clothes,
    crafts,
    jars,
    mats,
    pantry,
    plates,
    siblings,
    snacks,
    weaves,
)
from drawing.studio import PICTURES, finish

OUT = Path(__file__).resolve().parent / "pictures"
LIMIT = 105_000


def save(name):
    image = finish(name)
    path = OUT / f"{name}.webp"
    for quality in (82, 80, 76, 72, 68, 64, 60):
        image.save(path, quality=quality, method=6)
        if path.stat().st_size <= LIMIT:
            break
    return path.stat().st_size


def main(names):
    OUT.mkdir(parents=True, exist_ok=True)
    for name in names or PICTURES:
        start = time.monotonic()
        size = save(name)
        sys.stdout.write(f"{name}  {size // 1000} kB  {time.monotonic() - start:.1f} s\n")
        sys.stdout.flush()
    rows = [f"{name}\t{alt}\n" for name, (alt, _) in sorted(PICTURES.items())]
    (OUT / "index.tsv").write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
