"""`python -m bench.labels.twelve`: writes the twelve small packs that `make test` reads, under tests/standards/data/labels.

They are ordinary members of a seed's row, six of our maker and six of others, made smaller so that the repository stays light.
Files are committed rather than drawn in the test: Pillow and Typst of another version would draw other pixels.
"""

import io
import json
from dataclasses import replace

from PIL import Image

from app.cli.cluster import ROOT
from app.standards.rules.reading.elements import Status
from bench.labels import store
from bench.labels.facts import ABSENT, DIFFERENT, PRESENT
from bench.labels.pictures import draw, plan

FOLDER = ROOT / "tests" / "standards" / "data" / "labels"
SEED = 7
NUMBERS = (8, 16, 48, 1, 33, 37, 14, 34, 74, 7, 19, 23)
LONGEST, MOST_BYTES = (1300, 1150, 1000), 60_000
STATUS = {PRESENT: Status.FOUND, DIFFERENT: Status.DIFFERENT, ABSENT: Status.NOT_FOUND}


def main() -> None:
    for number in NUMBERS:
        case = draw(plan(SEED, number))
        store.write(replace(case, photos=tuple(map(lighter, case.photos))), FOLDER)
        path = FOLDER / f"{number:03d}.truth.json"
        told = json.loads(path.read_text())
        told["status"] = {element: STATUS[truth] for element, truth in told.pop("truth").items()}
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        print(number, case.plan.layout, case.plan.distortions)


def lighter(photo: bytes) -> bytes:
    """The same photo in fewer pixels, as JPEG of at most MOST_BYTES; it stands as it was stored."""
    picture = Image.open(io.BytesIO(photo))
    marks = picture.getexif()
    for longest in LONGEST:
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        for quality in range(80, 40, -5):
            sink = io.BytesIO()
            picture.save(sink, "JPEG", quality=quality, exif=marks)
            if sink.tell() <= MOST_BYTES:
                return sink.getvalue()
    raise ValueError("too busy a picture")


if __name__ == "__main__":
    main()
