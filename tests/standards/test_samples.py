"""The field samples, row by row, with the verdicts given by hand."""

import csv
from datetime import date
from pathlib import Path

from app.regions.rules import city_names
from app.standards.rules.halal import read_halal
from app.standards.rules.pirt import read_pirt
from app.standards.rules.pirt_rows import PirtRow, compare_pirt

TODAY = date(2026, 11, 21)
DATA = Path(__file__).parent / "data"

MILDER_THAN_BY_HAND = {"P023": "VALID_EXPIRED", "P046": "VALID"}
"""Rows called SUSPECT by hand only because of the food group, which we never hold against anyone."""


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_pirt_sample_gets_its_verdict():
    samples = rows("pirt.csv")
    readings = compare_pirt(
        [
            PirtRow(
                read_pirt(
                    sample["raw"],
                    today=TODAY,
                    product=sample["product"],
                    region_stated=sample["region_stated"],
                    regions=city_names(),
                ),
                sample["product"],
            )
            for sample in samples
        ]
    )
    words = {sample["id"]: reading.word for sample, reading in zip(samples, readings, strict=True)}
    by_hand = {sample["id"]: sample["verdict"] for sample in samples}
    assert words == by_hand | MILDER_THAN_BY_HAND
    assert len(words) == 26


def test_every_halal_sample_gets_its_verdict():
    samples = rows("halal.csv")
    words = {
        sample["id"]: read_halal(sample["raw"], today=TODAY, regions=city_names()).word for sample in samples
    }
    assert words == {sample["id"]: sample["verdict"] for sample in samples}
    assert len(words) == 12
