"""What a curator may judge by her office: the region of her grant and all below it, the goods of her pokja."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.base.actor import CHAIR, Actor, Grant, Role
from app.base.kinds import Category
from app.regions.rules import covers, level_of

_DATA = Path(__file__).parents[3] / "data" / "curation" / "pokja.toml"


@cache
def judges() -> Mapping[str, frozenset[Category]]:
    """Pokja → the categories that it judges (`data/curation/pokja.toml`)."""
    told = tomllib.loads(_DATA.read_text())["judges"]
    return {pokja: frozenset(Category(name) for name in names) for pokja, names in told.items()}


def goods_of(grant: Grant) -> frozenset[Category]:
    """The categories that the holder of this grant judges. Without a pokja, and for the chair: all of them."""
    if grant.pokja is None or grant.pokja == CHAIR:
        return frozenset(Category)
    return judges().get(grant.pokja, frozenset())


def reaches(actor: Actor, region: str, category: Category) -> bool:
    """One of her grants covers this region and these goods; a grant without region covers the country."""
    return any(
        (grant.region is None or covers(grant.region, region)) and category in goods_of(grant)
        for grant in actor.grants_of(Role.CURATOR)
    )


def nearest(actor: Actor, region: str, category: Category, *, as_chair: bool = False) -> int | None:
    """How near her office is to a round: the level of her smallest grant that reaches it, 0 for the whole country; None when
    none does. `as_chair`: counting only what she holds as the chair."""
    levels = [
        0 if grant.region is None else int(level_of(grant.region))
        for grant in actor.grants_of(Role.CURATOR)
        if (grant.region is None or covers(grant.region, region))
        and category in goods_of(grant)
        and (grant.pokja == CHAIR or not as_chair)
    ]
    return max(levels, default=None)
