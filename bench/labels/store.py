"""What has been drawn and read before, under var/bench/labels, and pictures written where somebody asks for them.

A drawing is known by its plan and by the code that draws, a reading by the picture's bytes and by the code that reads: neither
is taken for that of another code.
"""

import dataclasses
import hashlib
import json
import pickle
from functools import cache
from pathlib import Path

import app.adapters.label_reader
from app.cli.cluster import ROOT
from app.standards.rules.reading.seen import Box, Code, Line, Sight
from bench.labels.pictures import Case, Plan, draw

FOLDER = ROOT / "var" / "bench" / "labels"


def drawn(planned: Plan) -> Case:
    """The case of this plan, from the store or new."""
    path = _place("drawn", f"{_drawing_code()}/{planned}")
    if path.exists():
        return Case(**pickle.loads(path.read_bytes()))  # noqa: S301 our own folder
    case = draw(planned)
    _keep(path, pickle.dumps({one.name: getattr(case, one.name) for one in dataclasses.fields(case)}))
    return case


def seen_before(photo: bytes) -> Sight | None:
    """What this reader saw on this very picture, if it has read it."""
    path = _seen_place(photo)
    if not path.exists():
        return None
    kept = json.loads(path.read_text())
    lines = [Line(**{**one, **{key: Box(**one[key]) for key in _boxes(Line)}}) for one in kept["lines"]]
    codes = [Code(**{**one, "box": Box(**one["box"])}) for one in kept["codes"]]
    return Sight(kept["width"], kept["height"], tuple(lines), tuple(codes))


def remember(photo: bytes, sight: Sight) -> None:
    _keep(_seen_place(photo), json.dumps(dataclasses.asdict(sight)).encode())


def write(case: Case, folder: Path) -> None:
    """`NNN.jpg` (a second side `NNN-2.jpg`), `NNN.json` as `--facts` takes it, `NNN.truth.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    names = photo_names(case)
    for name, photo in zip(names, case.photos, strict=True):
        (folder / name).write_bytes(photo)
    stem = f"{case.plan.number:03d}"
    told = {
        "layout": case.plan.layout,
        "distortions": case.plan.distortions,
        "photos": names,
        "truth": {element.value: word for element, word in case.truth.items()},
    }
    for name, content in ((f"{stem}.json", case.declared), (f"{stem}.truth.json", told)):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def photo_names(case: Case) -> list[str]:
    stem = f"{case.plan.number:03d}"
    return [f"{stem}.jpg" if not side else f"{stem}-{side + 1}.jpg" for side in range(len(case.photos))]


def _boxes(kind: type) -> list[str]:
    return [one.name for one in dataclasses.fields(kind) if one.type is Box]


def _seen_place(photo: bytes) -> Path:
    return _place("seen", f"{_reading_code()}/{hashlib.sha256(photo).hexdigest()}")


def _place(kind: str, key: str) -> Path:
    return FOLDER / kind / hashlib.sha256(key.encode()).hexdigest()[:32]


def _keep(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


@cache
def _drawing_code() -> str:
    sources = sorted(path for path in Path(__file__).parent.rglob("*.py") if path.stem not in _NOT_DRAWING)
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()


@cache
def _reading_code() -> str:
    return hashlib.sha256(Path(app.adapters.label_reader.__file__).read_bytes()).hexdigest()


_NOT_DRAWING = {"__main__", "store", "engine", "measure", "tally", "twelve"}
