"""The example shop's brands and packaging answers name gerai, colours, goods and items that exist."""

import io
import tomllib
from typing import Any

import pytest
from PIL import Image

from app.base import colours
from app.base.kinds import Category
from app.catalog.rules.packaging import Answer, answers_for
from app.cli.cluster import ROOT
from app.media.rules import logo
from app.regions.rules import slug_of
from app.sellers.rules import PALETTE, weak_colours
from app.standards.rules.packaging import checklist
from tests.support import world

DEMO = ROOT / "data" / "demo"
PAIRS = {one.key for one in PALETTE}


def content(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / f"{name}.toml").read_text())


def test_each_gerai_chooses_once_and_can_be_read() -> None:
    looks = content("merek")
    keys = {one["key"] for one in content("gerai")["gerai"]}
    named = [one["gerai"] for one in looks["merek"]] + [
        key for more in looks["warna"].values() for key in more
    ]
    assert len(named) == len(set(named)) == 41
    assert set(named) <= keys
    assert set(looks["warna"]) <= PAIRS
    for one in looks["merek"]:
        assert one.get("pair", PALETTE[0].key) in PAIRS
        if "main" in one:
            assert colours.normal(one["main"]) == one["main"]
            assert weak_colours(one["main"], one["accent"]) == []


@pytest.mark.parametrize("path", sorted((DEMO / "logos").glob("*.png")), ids=lambda path: path.stem)
def test_each_logo_is_taken_in_and_belongs_to_a_gerai(path: Any) -> None:
    assert path.stem in {one.get("logo") for one in content("merek")["merek"]}
    made = logo.encode(path.read_bytes())
    assert Image.open(io.BytesIO(made.print)).getchannel("A").getextrema()[0] == 0


def test_each_answer_is_asked_of_its_good() -> None:
    goods = {slug_of(one["name"]): one for one in content("barang")["barang"]}
    for one in content("merek")["kemasan"]:
        good = goods[one["barang"]]
        asked = checklist(Category(good["category"]), world.SUNDAY.date())
        said = {item: word for word in ("yes", "no", "skip") for item in one.get(word, [])}
        assert len(said) == sum(len(one.get(word, [])) for word in ("yes", "no", "skip"))
        for item, word in said.items():
            found = asked.item(item)
            assert found is not None, (one["barang"], item)
            assert word != "skip" or Answer.NOT_NEEDED in answers_for(found)
        assert all(0 < number <= len(good["pictures"]) for number in one.get("shown", {}).values())
        assert {looked["item"] for looked in one.get("looked", [])} <= set(said)
        assert not one.get("looked") or good.get("state", "approved") == "approved"
