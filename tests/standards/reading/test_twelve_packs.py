"""Twelve photographed packs, six of our own label maker and six of other layouts, read by the real engine."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.adapters.label_reader import RapidReader
from app.standards.rules.reading.elements import Declared, Element
from app.standards.rules.reading.read import read_label
from tests.standards.reading.pictures import TODAY, statuses

PACKS = Path(__file__).parents[1] / "data" / "labels"
STEMS = sorted(path.name.removesuffix(".truth.json") for path in PACKS.glob("*.truth.json"))


@pytest.fixture(scope="module")
def reader() -> RapidReader:
    return RapidReader()


def told(stem: str) -> Mapping[str, Any]:
    return json.loads((PACKS / f"{stem}.truth.json").read_text(encoding="utf-8"))


def declared(stem: str) -> Declared:
    return Declared(**json.loads((PACKS / f"{stem}.json").read_text(encoding="utf-8")))


def test_half_of_the_packs_are_ours_and_half_lack_or_change_something():
    layouts = [told(stem)["layout"] for stem in STEMS]
    departing = [
        stem
        for stem in STEMS
        if any(
            status != "found" and declared(stem).of(Element(name))
            for name, status in told(stem)["status"].items()
        )
    ]
    assert len(STEMS) == 12
    assert sum(layout.startswith("ours") for layout in layouts) == 6
    assert len(departing) == 6


@pytest.mark.parametrize("stem", STEMS)
def test_a_pack_is_read_as_it_is(stem: str, reader: RapidReader):
    truth = told(stem)
    sights = [reader.read((PACKS / name).read_bytes()) for name in truth["photos"]]
    found = read_label(sights, declared(stem), today=TODAY)
    assert [one.element for one in found] == list(Element)
    assert statuses(found) == truth["status"], f"{truth['layout']} {truth['distortions']}"
