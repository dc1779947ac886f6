"""`python -m bench.labels`: how much of a label is read, and how much is read into it that is not there."""

import argparse
import random
from pathlib import Path

from bench.labels.layouts import LAYOUTS
from bench.labels.measure import run
from bench.labels.photo import DISTORTIONS


def main() -> None:
    asked = _asked()
    seed = random.SystemRandom().randrange(10**6) if asked.seed == "random" else int(asked.seed)
    run(seed, asked.count, only=asked.only, again=asked.again, keep=asked.keep, draw_only=asked.draw_only)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.labels", description="Ukur bacaan label pada gambar buatan."
    )
    parser.add_argument("--count", type=int, default=200, help="banyaknya kemasan (200)")
    parser.add_argument("--seed", default="1", help="angka, atau “random” (1)")
    parser.add_argument(
        "--only", default="", choices=["", *LAYOUTS, *DISTORTIONS], help="satu tata letak atau satu gangguan"
    )
    parser.add_argument("--keep", type=Path, help="simpan gambar, keterangan dan kenyataannya di folder ini")
    parser.add_argument(
        "--again", action="store_true", help="pakai bacaan yang sudah ada: hanya aturannya diulang"
    )
    parser.add_argument("--draw-only", action="store_true", help="gambar saja, tidak dibaca (dengan --keep)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
