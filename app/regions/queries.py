"""Look-ups of places."""

import re
from collections.abc import Collection, Sequence

import sqlalchemy as sa

from app.base.errors import NotFound
from app.db.session import session
from app.regions.models import Agency, Region
from app.regions.rules import Level

_COMMON = {
    "kel",
    "kelurahan",
    "desa",
    "kec",
    "kecamatan",
    "kab",
    "kabupaten",
    "prov",
    "provinsi",
    "kode",
    "pos",
}


def get(code: str) -> Region:
    """The region with this code. Raises NotFound."""
    region = session().get(Region, code)
    if region is None:
        raise NotFound(code)
    return region


def at_level(code: str, levels: Collection[Level]) -> Region | None:
    """The region with this code if it is of one of these levels, else None."""
    region = session().get(Region, code) if code else None
    return region if region is not None and region.level in levels else None


def by_slug(slug: str) -> Region:
    """The province or kabupaten/kota with this slug. Raises NotFound."""
    region = session().scalar(sa.select(Region).where(Region.slug == slug))
    if region is None:
        raise NotFound(slug)
    return region


def names(codes: Collection[str]) -> dict[str, str]:
    """Code → name."""
    found = session().execute(sa.select(Region.code, Region.name).where(Region.code.in_(codes)))
    return {code: name for code, name in found}


def towns_of(postal_code: str) -> dict[str, str]:
    """Code → name of the kabupaten/kota in which a village has this postal code."""
    inside = sa.select(sa.func.left(Region.code, 5)).where(Region.postal_code == postal_code)
    found = session().execute(sa.select(Region.code, Region.name).where(Region.code.in_(inside)))
    return {code: name for code, name in found}


def town_name(code: str) -> str:
    """The name of the kabupaten/kota in which a region of this code lies."""
    return get(".".join(code.split(".")[:2])).name


def find(text: str, *, levels: Collection[Level] = (Level.VILLAGE,), limit: int = 12) -> Sequence[Region]:
    """Regions whose own or upper names (or postal code) begin with the words typed, best first."""
    words = _words(text)
    if not words:
        return []
    query = sa.func.to_tsquery("simple", _written(words))
    name = sa.func.translate(sa.func.lower(Region.name), "'’", "")
    return (
        session()
        .scalars(
            sa.select(Region)
            .where(Region.search.op("@@")(query), Region.level.in_([int(level) for level in levels]))
            .order_by(
                (name == " ".join(words)).desc(),
                name.startswith(words[0], autoescape=True).desc(),
                Region.level,
                Region.path,
            )
            .limit(limit)
        )
        .all()
    )


def fits(code: str, text: str) -> bool:
    """The words typed may mean this region; no words mean any."""
    words = _words(text)
    query = sa.func.to_tsquery("simple", _written(words))
    named = sa.exists().where(Region.code == code, Region.search.op("@@")(query))
    return not words or bool(session().scalar(sa.select(named)))


def _words(text: str) -> list[str]:
    plain = re.sub("['’‘`]", "", text.lower())
    return [word for word in re.findall(r"[a-z0-9]+", plain) if word not in _COMMON][:8]


def _written(words: Sequence[str]) -> str:
    """All words, in any order; or two neighbours as one: places are written with and without the blank."""
    joined = [[*words[:at], words[at] + words[at + 1], *words[at + 2 :]] for at in range(len(words) - 1)]
    return " | ".join("(" + " & ".join(f"{word}:*" for word in one) + ")" for one in [words, *joined])


def villages_in(code: str) -> Sequence[Region]:
    """Every kelurahan/desa of a region, by code."""
    return (
        session()
        .scalars(
            sa.select(Region)
            .where(Region.code.startswith(code + ".", autoescape=True), Region.level == Level.VILLAGE)
            .order_by(Region.code)
        )
        .all()
    )


def agencies() -> Sequence[Agency]:
    """All agencies, by name."""
    return session().scalars(sa.select(Agency).order_by(Agency.name)).all()


def agency(agency_id: int) -> Agency:
    """One agency. Raises NotFound."""
    found = session().get(Agency, agency_id)
    if found is None:
        raise NotFound(agency_id)
    return found


def is_loaded() -> bool:
    """The region table is filled."""
    return bool(session().scalar(sa.select(sa.exists().where(Region.level == Level.VILLAGE))))
