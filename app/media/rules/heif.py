"""HEIC photos, decoded in a process of their own.

A damaged file can crash the decoder (libheif): it takes only that process with it, and the shop says that the photo
is broken. The process runs this file by itself, so it imports nothing of the shop.
"""

import base64
import io
import json
import resource
import subprocess
import sys

import pi_heif
from PIL import Image

TOO_LARGE = 3
"""Exit code: more pixels than allowed."""
SECONDS = 20
MEMORY = 2 * 1024**3
"""Bytes: 64 megapixels with alpha, decoded and copied, with room to spare."""


class TooLarge(ValueError):
    """More pixels than allowed."""


def decode(content: bytes, *, most_pixels: int, side: int) -> tuple[Image.Image, tuple[int, int]]:
    """The picture, upright, its shorter side at most `side` pixels; and its size before. Raises TooLarge, ValueError."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file
            [sys.executable, "-I", __file__, str(most_pixels), str(side)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise ValueError("this HEIC never ends") from None
    if done.returncode == TOO_LARGE:
        raise TooLarge
    if done.returncode:
        raise ValueError(f"no HEIC: {done.returncode}")
    head, _, pixels = done.stdout.partition(b"\n")
    told = json.loads(head)
    picture = Image.frombytes(told["mode"], tuple(told["size"]), pixels)
    picture.info["icc_profile"] = base64.b64decode(told["colours"])
    return picture, tuple(told["original"])


def _child(most_pixels: int, side: int) -> int:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    heif = pi_heif.open_heif(io.BytesIO(sys.stdin.buffer.read()), convert_hdr_to_8bit=True)
    if heif.size[0] * heif.size[1] > most_pixels:
        return TOO_LARGE
    picture = Image.frombuffer(heif.mode, heif.size, bytes(heif.data), "raw", heif.mode, heif.stride, 1)
    factor = side / min(picture.size)
    if factor < 1:
        size = (round(picture.width * factor), round(picture.height * factor))
        picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    head = {
        "mode": picture.mode,
        "size": picture.size,
        "original": heif.size,
        "colours": base64.b64encode(heif.info.get("icc_profile") or b"").decode(),
    }
    sys.stdout.buffer.write(json.dumps(head).encode() + b"\n" + picture.tobytes())
    return 0


if __name__ == "__main__":
    sys.exit(_child(int(sys.argv[1]), int(sys.argv[2])))
