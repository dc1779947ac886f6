"""`python -m bench.examples`: draws the photo coach's example pictures into static/img/contoh.

One drawn doormat, once as it should be photographed and once with each fault, stronger than the coach would need it:
on a phone the pictures are the size of a stamp.
"""

import io

import numpy as np
from PIL import Image, ImageOps

from bench import scenes, screens
from bench.scenes import ROOT

FOLDER = ROOT / "static" / "img" / "contoh"
SIDE = 240
SUBJECT = "keset-perca"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    pixels = scenes.drawn(SUBJECT)
    picture = scenes.exposed(pixels)
    screen = Image.open(
        next(_file(content) for kind, content in screens.with_picture(picture) if "feed" in kind)
    )
    drawn = {
        "baik": picture,
        "goyang": scenes.exposed(scenes.shaken(pixels, 70, 20)),
        "kabur": scenes.exposed(scenes.defocused(pixels, 28)),
        "gelap": scenes.exposed(scenes.lit(pixels, -4), noise=0.006),
        "terang": scenes.exposed(scenes.lit(pixels, 2.2)),
        "layar": ImageOps.pad(screen.convert("RGB"), (900, 900), color="#8e7a84"),
        "latar": _seen_through(screens.cut_out(picture)),
        "kotak": picture.resize((22, 22), Image.Resampling.BOX).resize((880, 880), Image.Resampling.NEAREST),
        "kecil": ImageOps.expand(picture.resize((230, 230)), 345, "#e8dfe1"),
        "panjang": ImageOps.pad(picture.crop((0, 360, 1000, 640)), (900, 900), color="#e8dfe1"),
    }
    for name, image in drawn.items():
        small = image.convert("RGB").resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        small.save(FOLDER / f"{name}.webp", "WEBP", quality=60, method=6)
        print(f"{name:<8} {(FOLDER / f'{name}.webp').stat().st_size / 1024:.1f} KB")


def _file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


def _seen_through(cut: Image.Image) -> Image.Image:
    """On the grey board by which programs show that there is nothing."""
    down, across = np.mgrid[0 : cut.height, 0 : cut.width] // 60
    board = np.where((down + across) % 2, 255, 214).astype(np.uint8)
    ground = Image.fromarray(board).convert("RGB")
    ground.paste(cut, mask=cut.getchannel("A"))
    return ground


if __name__ == "__main__":
    main()
