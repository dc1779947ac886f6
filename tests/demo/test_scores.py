"""The demo's curator scores as a real one must: what is on show is good enough, and official gifts are better than that."""

import tomllib
from typing import Any

import pytest

from app.base.kinds import Category
from app.cli.cluster import ROOT
from app.curation.rules.rubric import Grade, family_of, first
from app.curation.rules.scoring import check_approvable, check_marks, result_of
from app.demo.scores import marks_for

GOODS: list[dict[str, Any]] = tomllib.loads((ROOT / "data" / "demo" / "barang.toml").read_text())["barang"]
ON_SHOW = [one for one in GOODS if one.get("state", "approved") == "approved"]


@pytest.mark.parametrize("one", ON_SHOW, ids=lambda one: one["name"])
def test_every_good_on_show_is_good_enough(one: dict[str, Any]) -> None:
    rubric = first(family_of(Category(one["category"])))
    marks = marks_for(one)
    check_marks(rubric, marks)
    result = result_of(rubric, {code: mark.score for code, mark in marks.items()})
    check_approvable(rubric, result)
    assert "gift" not in one or result.grade in (Grade.A, Grade.B)


def test_goods_differ() -> None:
    grades = set()
    for one in ON_SHOW:
        rubric = first(family_of(Category(one["category"])))
        grades.add(result_of(rubric, {code: mark.score for code, mark in marks_for(one).items()}).grade)
    assert {Grade.A, Grade.B} <= grades
