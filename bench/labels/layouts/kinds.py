"""What a layout is, and which ground it likes to be photographed on."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from bench.labels.words import Printed

Draw = Callable[[Printed, random.Random], list[Image.Image]]


@dataclass(frozen=True)
class Layout:
    """`draw` answers one picture per side of the pack; `round` cuts it to a circle; `pack` is what it is stuck on."""

    draw: Draw
    pack: tuple[str, ...] = ("table", "cloth", "pouch")
    round: bool = False
