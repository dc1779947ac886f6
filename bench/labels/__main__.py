"""`python -m bench.labels`: writes pictures of labels, reads them, says how much was read and how much wrongly."""

import argparse
import json
from pathlib import Path

from bench.labels.pictures import Case, cases


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.labels", description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, required=True)
    asked = parser.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    for one in cases(asked.seed, asked.count):
        write(one, asked.keep)


def write(one: Case, folder: Path) -> list[Path]:
    """`NNN.jpg` (a second side: `NNN-2.jpg`), `NNN.json` (what is declared), `NNN.truth.json`; answers the photos."""
    stem = f"{one.number:03d}"
    paths = []
    for side, photo in enumerate(one.photos, start=1):
        path = folder / (f"{stem}.jpg" if side == 1 else f"{stem}-{side}.jpg")
        path.write_bytes(photo)
        paths.append(path)
    (folder / f"{stem}.json").write_text(json.dumps(one.declared, ensure_ascii=False, indent=1))
    truth = {element.value: word for element, word in one.truth.items()}
    told = {
        "layout": one.layout,
        "distortions": one.distortions,
        "photos": [path.name for path in paths],
        "truth": truth,
    }
    (folder / f"{stem}.truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))
    return paths


if __name__ == "__main__":
    main()
